import type { Problem, Severity } from '../run/problem.ts';
import { formatPlural } from './numberformat.ts';

const WORST_FIRST: readonly Severity[] = ['error', 'warning', 'notice'];

/** Problems with errors first; within a severity, in the order in which they were found. */
export function worstFirst(problems: readonly Problem[]): Problem[] {
  return WORST_FIRST.flatMap((severity) => problems.filter((problem) => problem.severity === severity));
}

/** `2 errors, 1 warning`; severities that do not occur are left out. */
export function countProblems(problems: readonly Problem[]): string {
  return WORST_FIRST.map((severity) => ({ severity, count: problems.filter((p) => p.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => formatPlural(count, severity))
    .join(', ');
}

/** How many files contributed nothing; an error without a file counts as one. */
export function rejectedFiles(problems: readonly Problem[]): number {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const files = new Set(errors.flatMap(({ file }) => file ?? []));
  return files.size + errors.filter(({ file }) => file === null).length;
}

/** `reports/a.yaml:12:3`, as far as it is known. */
export function placeOf({ file, line, column }: Problem): string {
  if (file === null) return '';
  return [file, ...(line === null ? [] : [line, ...(column === null ? [] : [column])])].join(':');
}
