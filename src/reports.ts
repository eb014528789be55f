import { setImmediate } from 'node:timers/promises';
import { Breath } from './breath.ts';
import { type Crew, Hand } from './crew.ts';
import { growSlowly } from './heapgrowth.ts';
import type { FoundFile, Source } from './input/files.ts';
import { type Lot, LotQueue, lotsOf } from './lot.ts';
import { LotReader } from './lotreader.ts';
import { placedOnce } from './report/placedonce.ts';
import type { Reading } from './report/read.ts';

interface Means {
  readonly source: Source;
  readonly crew: Crew;
  /** Is told how many files have been read. */
  readonly progress: (done: number) => void;
}

/** Files from which on memory is worth saving. */
const MANY_FILES = 5000;

/**
 * What some files hold, in their order, whoever reads which of them: this thread, and others where there is enough to
 * read.
 *
 * @param beside files that lie beside them
 */
export async function readReports(
  files: readonly FoundFile[],
  beside: readonly FoundFile[],
  means: Means,
): Promise<Reading[]> {
  const { source, crew } = means;
  if (files.length >= MANY_FILES) growSlowly();
  const work = new Work(lotsOf(files, beside, { source, mostFiles: crew.mostFiles }), means);
  return placedOnce(await work.done());
}

/** Lots, and those who read them. */
class Work {
  readonly #means: Means;
  readonly #lots: LotQueue;
  readonly #readings: (readonly Reading[])[] = [];
  readonly #begun = performance.now();
  readonly #breath = new Breath();
  readonly #hands: Hand[] = [];
  #files = 0;

  constructor(lots: readonly Lot[], means: Means) {
    this.#lots = new LotQueue(lots);
    this.#means = means;
  }

  async done(): Promise<Reading[]> {
    try {
      const { source } = this.#means;
      const helped: Promise<void>[] = [];
      const reader = new LotReader(source);
      for (let lot = this.#lots.take(); lot !== undefined; lot = this.#lots.take()) {
        await this.#readHere(lot, reader);
        if (helped.length === 0) helped.push(...this.#callHands());
        // So that those who have answered are asked again.
        else await setImmediate();
      }
      await Promise.all(helped);
      // What a thread died of may end this one too, but not in silence.
      for (let lot = this.#lots.takeReturned(); lot !== undefined; lot = this.#lots.takeReturned()) {
        await this.#readHere(lot, new LotReader(source));
      }
      return this.#readings.flat();
    } finally {
      for (const hand of this.#hands) void hand.end();
    }
  }

  async #readHere(lot: Lot, reader: LotReader): Promise<void> {
    const readings: Reading[] = [];
    for await (const read of reader.read(lot)) {
      readings.push(...read);
      await this.#breath.take();
    }
    this.#keep(lot, readings);
  }

  #keep({ number, files }: Lot, readings: readonly Reading[]): void {
    this.#readings[number] = readings;
    this.#files += files.length;
    this.#means.progress(this.#files);
  }

  /** Starts threads where what is left is worth it. */
  #callHands(): Promise<void>[] {
    const { most, start, worth } = this.#means.crew;
    const spent = performance.now() - this.#begun;
    const left = (spent / this.#readings.length) * this.#lots.length;
    if (spent < worth.after || left < worth.left || this.#lots.length === 0) return [];
    return Array.from({ length: most }, () => {
      const hand = new Hand(start);
      this.#hands.push(hand);
      return this.#help(hand);
    });
  }

  /** Has a thread read: two lots at a time, so that it never waits. What it fails at is given back, and it gets no more. */
  async #help(hand: Hand): Promise<void> {
    let isLost = false;
    const read = async () => {
      for (let lot = this.#lots.takeOnDisk(); lot !== undefined; lot = isLost ? undefined : this.#lots.takeOnDisk()) {
        const readings = await hand.read(lot).catch(() => null);
        if (readings !== null) this.#keep(lot, readings);
        else this.#lots.giveBack(lot);
        isLost ||= readings === null;
      }
    };
    await Promise.all([read(), read()]);
  }
}
