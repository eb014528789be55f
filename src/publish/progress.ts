import { cut } from '../screen/cells.ts';

/** Least time between two drawings of the line, in ms: more is flicker. */
const BETWEEN_DRAWINGS = 50;

/** Back to the edge, and everything after it erased. */
const ERASE = '\r\u001b[K';

/** What is written to. */
export interface Drawable {
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** The process, as far as it may end while the line stands. */
export interface Ending {
  readonly pid: number;
  once(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** One line of a terminal that is drawn over, and gone without a trace: also where the process is ended meanwhile. */
export class Progress {
  readonly #stream: Drawable;
  readonly #ending: Ending;
  readonly #now: () => number;
  #drawnAt: number | null = null;
  #restores: readonly (readonly [event: string, listener: () => void])[] = [];

  constructor(stream: Drawable, ending: Ending = process, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#ending = ending;
    this.#now = now;
  }

  /** Draws a text over the one before, unless that is but a moment old. */
  show(text: string): void {
    const now = this.#now();
    if (this.#drawnAt !== null && now - this.#drawnAt < BETWEEN_DRAWINGS) return;
    if (this.#restores.length === 0) this.#listen();
    this.#drawnAt = now;
    // The last column stays free: a terminal may wrap as soon as it is full.
    this.#stream.write(`${ERASE}${cut(text, (this.#stream.columns ?? 80) - 1, 'end')}`);
  }

  /** Leaves nothing of the line. */
  clear(): void {
    for (const [event, listener] of this.#restores) this.#ending.off(event, listener);
    this.#restores = [];
    if (this.#drawnAt === null) return;
    this.#drawnAt = null;
    this.#stream.write(ERASE);
  }

  #listen(): void {
    const clear = () => this.clear();
    const signals = SIGNALS.map((signal) => {
      const end = () => {
        this.clear();
        // Nobody listens any more, so that the signal does what it is meant to.
        this.#ending.kill(this.#ending.pid, signal);
      };
      return [signal, end] as const;
    });
    this.#restores = [['uncaughtExceptionMonitor', clear], ['exit', clear], ...signals];
    for (const [event, listener] of this.#restores) this.#ending.once(event, listener);
  }
}
