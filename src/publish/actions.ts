import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import * as core from '@actions/core';
import { type Activity, type Log, type Message, oneLine, place, Stopwatch } from './log.ts';

/** How many annotations of one severity GitHub shows per step. */
const SHOWN_ANNOTATIONS = 10;
/**
 * How many of them may be problems: some are left for what comes last, on publication, the job's environment, and the
 * verdict.
 */
const MOST_PROBLEMS = SHOWN_ANNOTATIONS - 3;

const SEVERITIES = ['error', 'warning', 'notice'] as const;
const ANNOTATE = { error: core.error, warning: core.warning, notice: core.notice };

/** Progress and problems as GitHub shows them: log lines, and annotations at file and line. */
export class ActionsLog implements Log {
  readonly #watch = new Stopwatch();
  readonly #workspace: string;
  /** How many annotations there have been for problems, by severity. */
  readonly #told = new Map<Message['severity'], number>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  progress(activity: Activity, done: number, all: number): void {
    if (activity === 'read' && done === all) core.info(`Read ${done} of ${all} files`);
  }

  problems(problems: readonly Message[], regressions: readonly Message[]): void {
    const rows = regressions.map((message) => ({ message, title: 'past a bound' }));
    const all = [...rows, ...problems.map((message) => ({ message, title: message.code }))];
    for (const severity of SEVERITIES) {
      const alike = all.filter(({ message }) => message.severity === severity);
      const room = MOST_PROBLEMS - (this.#told.get(severity) ?? 0);
      const shown = alike.length > room ? Math.max(0, room - 1) : alike.length;
      for (const { message, title } of alike.slice(0, shown)) this.#annotate(message, `pareto-report: ${title}`);
      const hidden = alike.length - shown;
      this.#told.set(severity, MOST_PROBLEMS - room + shown + Math.min(1, hidden));
      if (hidden === 0) continue;
      const more = `${hidden} more like this (${severity}s): see report.json`;
      if (room > 0) ANNOTATE[severity](more, { title: 'pareto-report' });
      else core.info(more);
    }
  }

  stage(name: string): void {
    core.info(`${name}: ${this.#watch.lap().stage.toFixed(0)} ms`);
  }

  #annotate(message: Message, title: string): void {
    const { severity, file, line, column } = message;
    if (file === null || !this.#isCheckedOut(file)) {
      const where = place(message);
      ANNOTATE[severity](oneLine(where === '' ? message.message : `${where}: ${message.message}`), { title });
      return;
    }
    const at = {
      ...(line === null ? {} : { startLine: line }),
      ...(column === null ? {} : { startColumn: column }),
    };
    ANNOTATE[severity](oneLine(message.message), { title, file, ...at });
  }

  /**
   * GitHub shows an annotation next to a file of the repository; files inside artifacts, and missing ones, have no such
   * place.
   */
  #isCheckedOut(file: string): boolean {
    return !isAbsolute(file) && !/^\.\.(\/|$)/.test(file) && existsSync(join(this.#workspace, file));
  }
}

/**
 * Prints text verbatim. Names in it come from outside, and a line that starts like a workflow command would be
 * executed; so the runner is told to execute none until it sees an unguessable word.
 */
export function printVerbatim(text: string): void {
  const word = randomUUID();
  core.info(`::stop-commands::${word}\n${text}\n::${word}::`);
}
