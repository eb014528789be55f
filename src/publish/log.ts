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
  /**
   * A stage that has ended.
   *
   * @param detail what it did, if there is anything to say
   */
  stage(name: string, detail?: string | null): void;
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

/** A detail, to be appended to what it belongs to. */
export function added(detail: string | null): string {
  return detail === null ? '' : `; ${detail}`;
}

/** `file:line:column`, as far as known. */
export function place({ file, line, column }: Message): string {
  return [file, line, column].filter((part) => part !== null).join(':');
}

/** A text on one line, without control characters, which a terminal would obey. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

/** The most characters of a message that are shown, as names in it may be of any length. The report has it in full. */
const MOST_TOLD = 2000;
/** How many of these come from its end, which says what to do. */
const TOLD_END = 500;

/** A message on one line, no longer than anybody would read. */
export function told({ message }: Pick<Message, 'message'>): string {
  const text = oneLine(message);
  return text.length <= MOST_TOLD ? text : `${text.slice(0, MOST_TOLD - TOLD_END)}…${text.slice(-TOLD_END)}`;
}
