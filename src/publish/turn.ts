import { randomUUID } from 'node:crypto';
import { closeSync, linkSync, lstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { STAGING_PREFIX } from '../staging.ts';
import { isRunning, processName } from './processname.ts';

/**
 * A file that exists while someone moves files into the folder; it contains a word that nobody else uses, and that
 * begins with the name of the process.
 */
const TURN = `${STAGING_PREFIX}turn`;
/** The longest that moving takes, in ms: whoever has not finished by then has been interrupted. */
const LONGEST = 10_000;
/** How many times as long a process that is still there may take, as one that is suspended does. */
const PATIENCE = 6;
const BETWEEN_TRIES = 20;

/** A lock for moving files into a folder, which others wait for. */
export class Turn {
  readonly #file: string;
  readonly #longest: number;
  readonly #word = `${processName()}-${randomUUID()}`;

  /** @param longest how long, in ms, another may have its turn */
  constructor(folder: string, longest = LONGEST) {
    this.#file = join(folder, TURN);
    this.#longest = longest;
  }

  /** Does something while nobody else moves files. */
  async during(work: () => Promise<void>): Promise<void> {
    await this.take();
    try {
      await work();
    } finally {
      this.end();
    }
  }

  /** Waits until nobody else is moving files. Uses our own clock: the file's time may be another machine's. */
  async take(): Promise<void> {
    let seen: string | null = null;
    let since = performance.now();
    while (!this.#begin()) {
      this.#requireFile();
      const word = wordIn(this.#file);
      if (word !== seen) since = performance.now();
      seen = word;
      if (word !== null && performance.now() - since > this.#longestOf(word)) this.#removeStale(word);
      else await sleep(BETWEEN_TRIES);
    }
  }

  /** Waits until whoever is moving files has done so, or has had the time for it. */
  async passed(): Promise<void> {
    const until = performance.now() + this.#longest;
    while (wordIn(this.#file) !== null && performance.now() < until) await sleep(BETWEEN_TRIES);
  }

  /** Whether it still is ours: whoever is suspended for too long loses it. */
  get isOurs(): boolean {
    return wordIn(this.#file) === this.#word;
  }

  /** Synchronous, so that it can be called when a signal arrives; does nothing if the turn is someone else's. */
  end(): void {
    if (this.isOurs) rmSync(this.#file, { force: true });
  }

  /** How long, in ms, whoever has that word may have its turn. */
  #longestOf(word: string): number {
    const running = isRunning(word);
    if (running === null) return this.#longest;
    return running ? this.#longest * PATIENCE : 0;
  }

  /** False if it is someone else's turn. */
  #begin(): boolean {
    const file = this.#create();
    if (file === null) return false;
    try {
      writeFileSync(file, this.#word);
      return true;
    } catch (error) {
      // Others would take an empty one for somebody's, and wait.
      rmSync(this.#file, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
  }

  /** Null if there is one. */
  #create(): number | null {
    try {
      return openSync(this.#file, 'wx');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
      throw error;
    }
  }

  /** Nobody ends what nobody has begun. */
  #requireFile(): void {
    if (lstatSync(this.#file, { throwIfNoEntry: false })?.isFile() === false)
      throw new UserError(`${this.#file}: expected a file that this program wrote, found something else; remove it`);
  }

  /**
   * Only one of several waiters can move it away; if it had already been replaced by a faster waiter's, it is put back.
   */
  #removeStale(word: string): void {
    const away = `${this.#file}-${this.#word}`;
    try {
      if (wordIn(this.#file) !== word) return;
      renameSync(this.#file, away);
      if (wordIn(away) !== word) linkSync(away, this.#file);
    } catch (error) {
      // Someone else has moved it away, or has taken a turn.
      if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    } finally {
      rmSync(away, { force: true });
    }
  }
}

/** Null if there is no such file; empty if it is another user's, who alone may read it. */
function wordIn(file: string): string | null {
  try {
    return lstatSync(file).isFile() ? readFileSync(file, 'utf8') : null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? '' : null;
  }
}
