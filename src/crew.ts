import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Lot } from './lot.ts';
import { ask } from './plot/askthread.ts';
import { isBundled } from './plot/assets.ts';
import { type Parcel, unpacked } from './readingparcel.ts';
import type { Reading } from './report/read.ts';

/** Threads that help to read. */
export interface Crew {
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
export const CREW: Crew = {
  start: () =>
    new Worker(new URL('./reading.js', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: 16 } }),
  most: isBundled ? Math.min(availableParallelism(), MOST_CORES) - 1 : 0,
  mostFiles: MOST_FILES,
  worth: { after: 200, left: 1000 },
};

/** A thread that reads lots. */
export class Hand {
  readonly #workers: Worker[] = [];
  readonly #ask: (lot: Lot) => Promise<Parcel>;

  constructor(start: () => Worker) {
    this.#ask = ask(() => {
      const worker = start();
      this.#workers.push(worker);
      return worker;
    });
  }

  /** Throws where the thread did not answer. */
  async read(lot: Lot): Promise<Reading[]> {
    return unpacked(await this.#ask(lot));
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
