import { expect, test } from 'vitest';
import { countProblems, placeOf, rejectedFiles, worstFirst } from '../../src/summary/problemorder.ts';
import { aProblem } from '../builders.ts';

const notice = aProblem({ severity: 'notice', file: null, line: null, column: null, message: 'no report: 3 files' });
const warning = aProblem({ severity: 'warning', column: null });
const errors = [aProblem(), aProblem({ line: 13 }), aProblem({ file: 'b.yaml' }), aProblem({ file: null })];

test('errors come first, each severity in its own order', () => {
  expect(worstFirst([notice, warning, ...errors])).toEqual([...errors, warning, notice]);
});

test('problems are counted by severity, and what there is none of is not named', () => {
  expect(countProblems([notice, warning, ...errors])).toBe('4 errors, 1 warning, 1 notice');
  expect(countProblems([warning])).toBe('1 warning');
});

test('a file with two errors is one file that could not be used', () => {
  expect(rejectedFiles([notice, warning, ...errors])).toBe(3);
});

test('a place is as exact as it is known', () => {
  expect(errors.slice(0, 1).concat(warning, notice).map(placeOf)).toEqual([
    ...['reports/bad.yaml:12:3', 'reports/bad.yaml:12', ''],
  ]);
});
