import { problemsOf, type Reading } from '../../../src/report/read.ts';
import type { Problem } from '../../../src/run/problem.ts';
import type { Run } from '../../../src/run/run.ts';
import { readAll } from '../texts.ts';
import { python } from './fixtures.ts';

/** Where a result is unless told otherwise. */
export const PATH = 'results/a/x.json';

/** A result as Python writes it; a text is what a file holds. */
export const textOf = (result: unknown) => (typeof result === 'string' ? result : python(result));

const readingsOf = (result: unknown, path: string): Reading[] => readAll(textOf(result), { path });

export const runsIn = (result: unknown, path = PATH) => readingsOf(result, path).map(({ run }) => run);

export const problemsIn = (result: unknown, path = PATH) => problemsOf(readingsOf(result, path));

export function only(result: unknown, path = PATH): Run {
  const [run, ...others] = runsIn(result, path);
  if (!run || others.length > 0) throw new Error('expected one run');
  return run;
}

export const lineOf = ({ severity, code, message }: Problem) => `${severity} ${code}: ${message}`;

/** What is said of a result, but for notices. */
export const said = (result: unknown, path = PATH) =>
  problemsIn(result, path)
    .filter(({ severity }) => severity !== 'notice')
    .map(lineOf);
