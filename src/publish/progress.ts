import { cut } from '../screen/cells.ts';
import { beforeSignals, type Ending } from './interruption.ts';

/** The least time between two updates of the line, in ms: more would flicker. */
const BETWEEN_DRAWINGS = 50;

/** Moves the cursor to the left edge and erases everything after it. */
const ERASE = '\r\u001b[K';

/** What is written to. */
export interface ProgressSink {
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/**
 * One line of a terminal that is overwritten and finally erased without a trace, even if the process is ended
 * meanwhile.
 */
export class Progress {
  readonly #stream: ProgressSink;
  readonly #ending: Ending;
  readonly #now: () => number;
  #drawnAt: number | null = null;
  /** Cancels what was set up along with the line. */
  #stop: (() => void) | null = null;

  constructor(stream: ProgressSink, ending: Ending = process, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#ending = ending;
    this.#now = now;
  }

  /** Replaces the text of the line, unless that was updated only a moment ago. */
  show(text: string): void {
    const now = this.#now();
    if (this.#drawnAt !== null && now - this.#drawnAt < BETWEEN_DRAWINGS) return;
    this.#stop ??= this.#listen();
    this.#drawnAt = now;
    // The last column stays empty, because a terminal may wrap as soon as it is full.
    this.#stream.write(`${ERASE}${cut(text, (this.#stream.columns ?? 80) - 1, 'end')}`);
  }

  /** Erases the line. */
  clear(): void {
    this.#stop?.();
    this.#stop = null;
    if (this.#drawnAt === null) return;
    this.#drawnAt = null;
    this.#stream.write(ERASE);
  }

  #listen(): () => void {
    const clear = () => this.clear();
    const events = ['uncaughtExceptionMonitor', 'exit'];
    for (const event of events) this.#ending.once(event, clear);
    const stop = beforeSignals(this.#ending, clear);
    return () => {
      stop();
      for (const event of events) this.#ending.off(event, clear);
    };
  }
}
