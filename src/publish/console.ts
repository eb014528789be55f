import { type Log, type Message, oneLine, place, Stopwatch } from './log.ts';

/** From how many files on reading is worth a word, and after how many ms the next. */
const MANY_FILES = 500;
const BETWEEN_WORDS = 1000;
/** Problems shown; the others are in the report. */
const SHOWN_PROBLEMS = 50;

/** Progress, problems and timings as lines of text. */
export class ConsoleLog implements Log {
  readonly #stream: { write(text: string): unknown };
  readonly #timings: boolean;
  readonly #watch = new Stopwatch();
  #lastWord = 0;

  constructor(stream: { write(text: string): unknown }, timings: boolean) {
    this.#stream = stream;
    this.#timings = timings;
  }

  progress(done: number, all: number): void {
    const now = performance.now();
    if (all < MANY_FILES || (done < all && now - this.#lastWord < BETWEEN_WORDS)) return;
    this.#lastWord = now;
    this.#line(`read ${done.toLocaleString('en')} of ${all.toLocaleString('en')} files`);
  }

  problems(problems: readonly Message[]): void {
    for (const problem of problems.slice(0, SHOWN_PROBLEMS)) {
      const where = place(problem);
      this.#line(`${where === '' ? '' : `${where}: `}${problem.severity}: ${problem.message} [${problem.code}]`);
    }
    const hidden = problems.length - SHOWN_PROBLEMS;
    if (hidden > 0) this.#line(`and ${hidden.toLocaleString('en')} more problems, all in report.json`);
  }

  stage(name: string): void {
    const { total, stage } = this.#watch.lap();
    if (this.#timings) this.#line(`${name.padEnd(8)} ${stage.toFixed(0).padStart(6)} ms, at ${total.toFixed(0)} ms`);
  }

  #line(text: string): void {
    this.#stream.write(`${oneLine(text)}\n`);
  }
}
