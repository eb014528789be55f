import { randomUUID } from 'node:crypto';
import * as core from '@actions/core';
import { type Log, type Message, oneLine, Stopwatch } from './log.ts';

/** Annotations of one severity that GitHub shows for a step. */
const SHOWN_ANNOTATIONS = 10;

const ANNOTATE = { error: core.error, warning: core.warning, notice: core.notice };

/** Progress and problems as GitHub shows them: lines of the log, and annotations at file and line. */
export class ActionsLog implements Log {
  readonly #watch = new Stopwatch();

  progress(done: number, all: number): void {
    if (done === all) core.info(`Read ${done} of ${all} files`);
  }

  problems(problems: readonly Message[], regressions: readonly Message[]): void {
    for (const severity of ['error', 'warning', 'notice'] as const) {
      const alike = [...regressions, ...problems].filter((problem) => problem.severity === severity);
      // Where the gate may fail, one error is left for the step to say so.
      const most = severity === 'error' && regressions.length > 0 ? SHOWN_ANNOTATIONS - 1 : SHOWN_ANNOTATIONS;
      const shown = alike.length > most ? most - 1 : alike.length;
      for (const problem of alike.slice(0, shown)) annotate(problem);
      const hidden = alike.length - shown;
      if (hidden > 0)
        ANNOTATE[severity](`${hidden} more like this (${severity}s): see report.json`, { title: 'pareto-report' });
    }
  }

  stage(name: string): void {
    core.info(`${name}: ${this.#watch.lap().stage.toFixed(0)} ms`);
  }
}

/**
 * Prints text as it is. Names in it come from outside, and a line that begins like a workflow command would be one: so
 * the runner is told to obey none until a word that nobody can guess.
 */
export function printVerbatim(text: string): void {
  const word = randomUUID();
  core.info(`::stop-commands::${word}\n${text}\n::${word}::`);
}

function annotate({ severity, code, file, line, column, message }: Message): void {
  ANNOTATE[severity](oneLine(message), {
    title: `pareto-report: ${code}`,
    ...(file === null ? {} : { file }),
    ...(line === null ? {} : { startLine: line }),
    ...(column === null ? {} : { startColumn: column }),
  });
}
