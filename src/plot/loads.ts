import { workerData } from 'node:worker_threads';

/** What drawing waits for once: its thread, two libraries there, one after the other, and a thread that rasterises. */
const LOADS = ['thread', 'jsdom', 'plot', 'rasteriser'] as const;

type Load = (typeof LOADS)[number];

/** When something was loaded, in ms since the start of the process. */
export interface LoadSpan {
  readonly name: Load;
  readonly from: number;
  readonly to: number;
}

/** Given to each thread, so that all write into the memory of the first: begin and end of each load, in ms of the epoch. */
export interface LoadTimes {
  readonly loadTimes: SharedArrayBuffer;
}

const shared: Partial<LoadTimes> | null = workerData;
const times = new Float64Array(
  shared?.loadTimes ?? new SharedArrayBuffer(2 * LOADS.length * Float64Array.BYTES_PER_ELEMENT),
);

/** For the threads that this one starts. */
export function timesForThreads(): LoadTimes {
  return { loadTimes: times.buffer as SharedArrayBuffer };
}

/** A load begins: here, and perhaps it ends in another thread. Of several threads alike the first counts. */
export function begins(load: Load): void {
  times[beginOf(load)] ||= performance.timeOrigin + performance.now();
}

export function ends(load: Load): void {
  times[beginOf(load) + 1] ||= performance.timeOrigin + performance.now();
}

/** What has been loaded so far. */
export function loadsSoFar(): LoadSpan[] {
  return LOADS.map((name) => {
    const [from = 0, to = 0] = times.subarray(beginOf(name), beginOf(name) + 2);
    return { name, from: from - performance.timeOrigin, to: to - performance.timeOrigin };
  }).filter(({ to }) => to > 0);
}

function beginOf(load: Load): number {
  return 2 * LOADS.indexOf(load);
}
