import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STAGING_PREFIX } from '../staging.ts';

/** The file that whoever is moving files into a folder has there; in it is a word that no other has. */
const TURN = `${STAGING_PREFIX}turn`;
/** How long moving takes at most, in ms: who is not done by then has been interrupted. */
const LONGEST = 10_000;
const BETWEEN_TRIES = 20;

/** The turn of one that moves files into a folder, while others wait. */
export class Turn {
  readonly #file: string;
  readonly #word = randomUUID();

  constructor(folder: string) {
    this.#file = join(folder, TURN);
  }

  /** Waits until nobody else is moving files. By our own time: a file's may be of another machine's clock. */
  async take(): Promise<void> {
    let seen: string | null = null;
    let since = performance.now();
    while (!this.#begin()) {
      const word = wordIn(this.#file);
      if (word !== seen) since = performance.now();
      seen = word;
      if (word !== null && performance.now() - since > LONGEST) this.#removeStale(word);
      else await sleep(BETWEEN_TRIES);
    }
  }

  /** At once, so that it can be done when a signal comes; does nothing where the turn is another's. */
  end(): void {
    if (wordIn(this.#file) === this.#word) rmSync(this.#file, { force: true });
  }

  /** False where it is another's turn. */
  #begin(): boolean {
    try {
      writeFileSync(this.#file, this.#word, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Of several that wait one alone can move it away; where that was a new one, since another was faster, it goes back. */
  #removeStale(word: string): void {
    const away = `${this.#file}-${this.#word}`;
    try {
      if (wordIn(this.#file) !== word) return;
      renameSync(this.#file, away);
      if (wordIn(away) !== word) linkSync(away, this.#file);
    } catch (error) {
      // Another has moved it away, or has its turn by now.
      if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    } finally {
      rmSync(away, { force: true });
    }
  }
}

/** Null where there is no file. */
function wordIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
