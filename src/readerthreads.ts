import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Batch } from './batch.ts';
import { ask } from './plot/askthread.ts';
import { isBundled } from './plot/assets.ts';
import { type Parcel, unpacked } from './readingparcel.ts';
import type { Reading } from './report/read.ts';

/** Threads that help to read. */
export interface ReaderThreads {
  /** Starts one, of `reading-thread.ts`. */
  readonly start: () => Worker;
  readonly most: number;
  /** Most files that one is asked for at a time. */
  readonly mostFiles: number;
  /** When one is worth its start, in ms: reading has gone on for `after`, by which `left` more are to be expected. */
  readonly worth: { readonly after: number; readonly left: number };
}

/** So many files take as long to read as a hundred messages to another thread. */
const MOST_FILES = 16;
/** Most cores that are read on: each thread costs some 60 MB. */
const MOST_CORES = 8;

/** A thread a core, the main one among them. The sources have none, which would need a Node that runs TypeScript. */
export const READER_THREADS: ReaderThreads = {
  start: () =>
    new Worker(new URL('./reading.js', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: 16 } }),
  most: isBundled ? Math.min(availableParallelism(), MOST_CORES) - 1 : 0,
  mostFiles: MOST_FILES,
  worth: { after: 200, left: 1000 },
};

/** A thread that reads batches. */
export class ReaderThread {
  readonly #workers: Worker[] = [];
  readonly #ask: (batch: Batch) => Promise<Parcel>;

  constructor(start: () => Worker) {
    this.#ask = ask(() => {
      const worker = start();
      this.#workers.push(worker);
      return worker;
    });
  }

  /** Throws where the thread did not answer. */
  async read(batch: Batch): Promise<Reading[]> {
    return unpacked(await this.#ask(batch));
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
