/** A message about a file, as displayed. */
export interface Message {
  readonly severity: 'error' | 'warning' | 'notice';
  readonly code: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** Activities that take long enough to report their progress: reading files, drawing pictures. */
export type Activity = 'read' | 'draw';

/** What the program reports while it works. */
export interface Log {
  /** How much of an activity is done, out of how much. */
  progress(activity: Activity, done: number, all: number): void;
  /**
   * All problems with the input, the worst first.
   *
   * @param regressions what exceeds a bound, the worst first; the command shows these in its tables instead
   */
  problems(problems: readonly Message[], regressions: readonly Message[]): void;
  /** A stage that has ended. */
  stage(name: string): void;
}

/** Milliseconds since the start of the process and since the last stage. */
export class Stopwatch {
  #last = 0;

  lap(): { total: number; stage: number } {
    const total = performance.now();
    const stage = total - this.#last;
    this.#last = total;
    return { total, stage };
  }
}

/** `file:line:column`, as far as known. */
export function place({ file, line, column }: Message): string {
  return [file, line, column].filter((part) => part !== null).join(':');
}

/** A text on one line, without control characters, which a terminal would act on. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
