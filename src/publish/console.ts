import { wrapped } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import type { Paint } from '../screen/paint.ts';
import type { Screen } from '../screen/screen.ts';
import type { Ending } from './interruption.ts';
import { type Activity, added, type Log, type Message, oneLine, place, Stopwatch, told } from './log.ts';
import { Progress, type ProgressSink } from './progress.ts';

/** How many files it takes for progress to be worth reporting, and how many ms must pass between reports. */
const MANY_FILES = 500;
const BETWEEN_WORDS = 1000;
/** How many problems are shown; the others are in the report. */
const SHOWN_PROBLEMS = 50;

/** How far the continuation lines of a message are indented. */
const HANGING = 2;

const PAINTS: Readonly<Record<Message['severity'], Paint>> = { error: 'bad', warning: 'doubtful', notice: 'strong' };
const DOING: Readonly<Record<Activity, string>> = { read: 'Reading files', draw: 'Drawing pictures' };

/** When something was under way, in ms since the start of the process. */
interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

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
  readonly #stream: ProgressSink;
  readonly #manner: Manner;
  readonly #progress: Progress | null;
  readonly #watch: Stopwatch;
  #lastWord = 0;

  /** @param begun when the program's own first stage began, in ms since the start of the process */
  constructor(stream: ProgressSink, manner: Manner, ending: Ending = process, begun = 0) {
    this.#stream = stream;
    this.#manner = manner;
    this.#watch = new Stopwatch(begun);
    this.#progress = manner.isLive && !manner.isQuiet ? new Progress(stream, ending) : null;
  }

  progress(activity: Activity, done: number, all: number): void {
    if (this.#progress !== null) this.#progress.show(`${DOING[activity]}: ${countOf(done, all)}`);
    else if (activity === 'read' && all >= MANY_FILES) this.#word(`read ${countOf(done, all)} files`, done === all);
  }

  problems(problems: readonly Message[]): void {
    const heard = this.#manner.isQuiet ? problems.filter(({ severity }) => severity === 'error') : problems;
    for (const problem of heard.slice(0, SHOWN_PROBLEMS)) this.#problem(problem);
    const hidden = heard.length - SHOWN_PROBLEMS;
    if (hidden > 0) this.#line(`and ${hidden.toLocaleString('en')} more problems, all in report.json`);
  }

  stage(name: string, detail: string | null = null): void {
    const { total, stage } = this.#watch.lap();
    this.#progress?.clear();
    if (this.#manner.timings) this.#line(`${timing({ name, from: total - stage, to: total })}${added(detail)}`);
  }

  /** What went before the first stage. */
  before(span: Span): void {
    if (this.#manner.timings) this.#line(timing(span));
  }

  /** What other threads did beside the stages. */
  meanwhile(spans: readonly Span[]): void {
    if (this.#manner.timings) for (const span of spans) this.#line(`${timing(span)}, meanwhile`);
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
    this.#line(`${start}${severity}${told(problem)}${end}`, painted);
  }

  #line(text: string, painted: (line: string) => string = (line) => line): void {
    this.#progress?.clear();
    const lines = wrapped(oneLine(text), this.#manner.screen.columns, HANGING).map(painted);
    this.#stream.write(`${lines.join('\n')}\n`);
  }
}

/** Where nothing is told, nothing is asked of a locale: the first number takes it some 10 ms. */
function countOf(done: number, all: number): string {
  return `${done.toLocaleString('en')} of ${all.toLocaleString('en')}`;
}

/** How long something took, and when it had ended. */
function timing({ name, from, to }: Span): string {
  return `${name.padEnd(10)} ${(to - from).toFixed(0).padStart(6)} ms, at ${to.toFixed(0)} ms`;
}
