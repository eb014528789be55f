import { workerData } from 'node:worker_threads';

/** What drawing waits for once: its thread, and what this loads: the rasteriser, beside it, and two libraries in sequence. */
const LOADS = ['thread', 'jsdom', 'plot', 'rasteriser'] as const;

type Load = (typeof LOADS)[number];

/** When something was loaded, in ms since the start of the process. */
export interface LoadSpan {
  readonly name: Load;
  readonly from: number;
  readonly to: number;
}

/** Passed to each thread, so that all write to the same memory: start and end of each load, in ms since the epoch. */
export interface LoadTimes {
  readonly loadTimes: SharedArrayBuffer;
}

const shared: Partial<LoadTimes> | null = workerData;
const times = new Float64Array(
  shared?.loadTimes ?? new SharedArrayBuffer(2 * LOADS.length * Float64Array.BYTES_PER_ELEMENT),
);

/** To be passed to the threads that this one starts. */
export function timesForThreads(): LoadTimes {
  return { loadTimes: times.buffer as SharedArrayBuffer };
}

/** Records the start of a load, whose end another thread may record. Only the first of several equal threads counts. */
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
