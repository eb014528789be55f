import { wrapped } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import type { Paint } from '../screen/paint.ts';
import type { Screen } from '../screen/screen.ts';
import type { Ending } from './interruption.ts';
import { type Activity, type Log, type Message, oneLine, place, Stopwatch } from './log.ts';
import { type Drawable, Progress } from './progress.ts';

/** How many files it takes for progress to be worth reporting, and how many ms must pass between reports. */
const MANY_FILES = 500;
const BETWEEN_WORDS = 1000;
/** How many problems are shown; the others are in the report. */
const SHOWN_PROBLEMS = 50;

/** How far the continuation lines of a message are indented. */
const HANGING = 2;

const PAINTS: Readonly<Record<Message['severity'], Paint>> = { error: 'bad', warning: 'doubtful', notice: 'strong' };
const DOING: Readonly<Record<Activity, string>> = { read: 'Reading files', draw: 'Drawing pictures' };

/** How progress, problems and timings are shown. */
export interface Manner {
  readonly screen: Screen;
  /** Whether a line can be overwritten. */
  readonly isLive: boolean;
  /** Whether only errors are shown. */
  readonly isQuiet: boolean;
  readonly timings: boolean;
}

/** Progress, problems and timings as lines of text; on a terminal, progress is one line that is overwritten. */
export class ConsoleLog implements Log {
  readonly #stream: Drawable;
  readonly #manner: Manner;
  readonly #progress: Progress | null;
  readonly #watch = new Stopwatch();
  #lastWord = 0;

  constructor(stream: Drawable, manner: Manner, ending: Ending = process) {
    this.#stream = stream;
    this.#manner = manner;
    this.#progress = manner.isLive && !manner.isQuiet ? new Progress(stream, ending) : null;
  }

  progress(activity: Activity, done: number, all: number): void {
    const count = `${done.toLocaleString('en')} of ${all.toLocaleString('en')}`;
    if (this.#progress !== null) this.#progress.show(`${DOING[activity]}: ${count}`);
    else if (activity === 'read' && all >= MANY_FILES) this.#word(`read ${count} files`, done === all);
  }

  problems(problems: readonly Message[]): void {
    const told = this.#manner.isQuiet ? problems.filter(({ severity }) => severity === 'error') : problems;
    for (const problem of told.slice(0, SHOWN_PROBLEMS)) this.#problem(problem);
    const hidden = told.length - SHOWN_PROBLEMS;
    if (hidden > 0) this.#line(`and ${hidden.toLocaleString('en')} more problems, all in report.json`);
  }

  stage(name: string): void {
    const { total, stage } = this.#watch.lap();
    this.#progress?.clear();
    if (this.#manner.timings)
      this.#line(`${name.padEnd(8)} ${stage.toFixed(0).padStart(6)} ms, at ${total.toFixed(0)} ms`);
  }

  /** Erases the progress line; nothing more will be shown. */
  end(): void {
    this.#progress?.clear();
  }

  #word(text: string, isLast: boolean): void {
    const now = performance.now();
    if (this.#manner.isQuiet || (!isLast && now - this.#lastWord < BETWEEN_WORDS)) return;
    this.#lastWord = now;
    this.#line(text);
  }

  #problem(problem: Message): void {
    const { color } = this.#manner.screen;
    const where = place(problem);
    const start = oneLine(`${where === '' ? '' : `${where}: `}`);
    const severity = `${problem.severity}: `;
    const end = oneLine(` [${problem.code}]`);
    const painted = (line: string) =>
      line
        .replace(start + severity, () => start + inked(severity, PAINTS[problem.severity], color))
        .replace(end, () => inked(end, 'faint', color));
    this.#line(`${start}${severity}${problem.message}${end}`, painted);
  }

  #line(text: string, painted: (line: string) => string = (line) => line): void {
    this.#progress?.clear();
    const lines = wrapped(oneLine(text), this.#manner.screen.columns, HANGING).map(painted);
    this.#stream.write(`${lines.join('\n')}\n`);
  }
}
