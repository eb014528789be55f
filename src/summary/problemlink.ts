import type { ProblemCode } from '../run/code.ts';

/** The page that explains every code, in the version that a workflow uses. */
const PROBLEMS = 'https://github.com/pareto-report/pareto-report/blob/v1/docs/problems.md';

/** Where a code is explained. */
export function problemUrl(code: ProblemCode): string {
  return `${PROBLEMS}#${code}`;
}
