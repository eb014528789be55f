/** A message about a file, as shown. */
export interface Message {
  readonly severity: 'error' | 'warning' | 'notice';
  readonly code: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** What takes long enough to be told of: files are read, pictures are drawn. */
export type Activity = 'read' | 'draw';

/** What the program tells while it works. */
export interface Log {
  /** How much of an activity is done, of all. */
  progress(activity: Activity, done: number, all: number): void;
  /**
   * Everything found wrong with the input, worst first.
   *
   * @param regressions what is past a bound, worst first; the command's own output has them in its tables
   */
  problems(problems: readonly Message[], regressions: readonly Message[]): void;
  /** A stage that has ended. */
  stage(name: string): void;
}

/** Milliseconds since the start of the process and since the last stage. */
export class Stopwatch {
  #last: number;

  /** @param begun when the first stage began */
  constructor(begun = 0) {
    this.#last = begun;
  }

  lap(): { total: number; stage: number } {
    const total = performance.now();
    const stage = total - this.#last;
    this.#last = total;
    return { total, stage };
  }
}

/** `file:line:column`, as far as it is known. */
export function place({ file, line, column }: Message): string {
  return [file, line, column].filter((part) => part !== null).join(':');
}

/** A text on one line, without control characters, which a terminal would obey. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
