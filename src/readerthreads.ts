import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Batch } from './batch.ts';
import { ask } from './plot/askthread.ts';
import { isBundled } from './plot/assets.ts';
import { type Parcel, unpacked } from './readingparcel.ts';
import type { Reading } from './report/read.ts';

/** How threads help with reading. */
export interface ReaderThreads {
  /** Starts a thread that runs `reading-thread.ts`. */
  readonly start: () => Worker;
  readonly most: number;
  /** The most files that a thread is asked to read at a time. */
  readonly mostFiles: number;
  /** When starting threads pays, in ms: after `after` of reading, if at least `left` more is to be expected. */
  readonly worth: { readonly after: number; readonly left: number };
}

/** Reading this many files takes as long as a hundred messages to another thread. */
const MOST_FILES = 16;
/** The most cores to use: each thread costs some 60 MB. */
const MOST_CORES = 8;

/** One thread per core, including the main one. The sources use none, as that takes a Node that runs TypeScript. */
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

  /** Throws if the thread does not answer. */
  async read(batch: Batch): Promise<Reading[]> {
    return unpacked(await this.#ask(batch));
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
