import { setImmediate } from 'node:timers/promises';
import { type Batch, BatchQueue, batchesOf } from './batch.ts';
import { BatchReader } from './batchreader.ts';
import { Breath } from './breath.ts';
import { growSlowly } from './heapgrowth.ts';
import type { FoundFile, Source } from './input/files.ts';
import { ReaderThread, type ReaderThreads } from './readerthreads.ts';
import { placedOnce } from './report/placedonce.ts';
import type { Reading } from './report/read.ts';
import { append } from './run/append.ts';

interface Means {
  readonly source: Source;
  readonly threads: ReaderThreads;
  /** Called with the number of files that have been read. */
  readonly progress: (done: number) => void;
}

/** From this many files on, memory is worth saving. */
const MANY_FILES = 5000;

/**
 * Reads files in this thread and, if there are enough of them, in others too.
 *
 * @param beside files that may say something about the others
 * @returns readings in the order of the files
 */
export async function readReports(
  files: readonly FoundFile[],
  beside: readonly FoundFile[],
  means: Means,
): Promise<Reading[]> {
  const { source, threads } = means;
  if (files.length >= MANY_FILES) growSlowly();
  const work = new Work(batchesOf(files, beside, { source, mostFiles: threads.mostFiles }), means);
  return placedOnce(await work.done());
}

/** Batches, and the threads that read them. */
class Work {
  readonly #means: Means;
  readonly #batches: BatchQueue;
  readonly #readings: (readonly Reading[])[] = [];
  readonly #begun = performance.now();
  readonly #breath = new Breath();
  readonly #threads: ReaderThread[] = [];
  #files = 0;

  constructor(batches: readonly Batch[], means: Means) {
    this.#batches = new BatchQueue(batches);
    this.#means = means;
  }

  async done(): Promise<Reading[]> {
    try {
      const { source } = this.#means;
      const helped: Promise<void>[] = [];
      const reader = new BatchReader(source);
      for (let batch = this.#batches.take(); batch !== undefined; batch = this.#batches.take()) {
        await this.#readHere(batch, reader);
        if (helped.length === 0) helped.push(...this.#startThreads());
        // Lets threads that have answered receive their next batch.
        else await setImmediate();
      }
      await Promise.all(helped);
      // What a thread died of may end this one too, but not silently.
      for (let batch = this.#batches.takeReturned(); batch !== undefined; batch = this.#batches.takeReturned()) {
        await this.#readHere(batch, new BatchReader(source));
      }
      return this.#readings.flat();
    } finally {
      for (const thread of this.#threads) void thread.end();
    }
  }

  async #readHere(batch: Batch, reader: BatchReader): Promise<void> {
    const readings: Reading[] = [];
    for await (const read of reader.read(batch)) {
      append(readings, read);
      await this.#breath.take();
    }
    this.#keep(batch, readings);
  }

  #keep({ number, files }: Batch, readings: readonly Reading[]): void {
    this.#readings[number] = readings;
    this.#files += files.length;
    this.#means.progress(this.#files);
  }

  /** Starts threads if what is left is worth it. */
  #startThreads(): Promise<void>[] {
    const { most, start, worth } = this.#means.threads;
    const spent = performance.now() - this.#begun;
    const left = (spent / this.#readings.length) * this.#batches.length;
    if (spent < worth.after || left < worth.left || this.#batches.length === 0) return [];
    return Array.from({ length: most }, () => {
      const thread = new ReaderThread(start);
      this.#threads.push(thread);
      return this.#help(thread);
    });
  }

  /** Keeps a thread busy with two batches at a time. One that it fails to read is given back, and it gets no more. */
  async #help(thread: ReaderThread): Promise<void> {
    let isLost = false;
    const read = async () => {
      for (
        let batch = this.#batches.takeOnDisk();
        batch !== undefined;
        batch = isLost ? undefined : this.#batches.takeOnDisk()
      ) {
        const readings = await thread.read(batch).catch(() => null);
        if (readings !== null) this.#keep(batch, readings);
        else this.#batches.giveBack(batch);
        isLost ||= readings === null;
      }
    };
    await Promise.all([read(), read()]);
  }
}
