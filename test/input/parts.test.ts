import { expect, test } from 'vitest';
import { lacking } from '../../src/input/lack.ts';
import { partsOf } from '../../src/input/parts.ts';

/** The parts of a run, where only some paths lead to something. */
const parts = (run: string, ...there: readonly string[]) =>
  partsOf(run, {
    unfound: (paths) => paths.filter((path) => !there.includes(path)).map((path) => ({ path, ...lacking('gone') })),
  });

test.each([
  ['a', ['a'], ['a']],
  ['a,b', ['a', 'b'], ['a', 'b']],
  ['a, b ,', ['a', 'b'], ['a', 'b']],
  ['a,b', ['a', 'b', 'a,b'], ['a,b']],
  [
    'x/benchmark_report,_1.yaml,x/benchmark_report,_2.yaml',
    ['x/benchmark_report,_1.yaml', 'x/benchmark_report,_2.yaml'],
    ['x/benchmark_report,_1.yaml', 'x/benchmark_report,_2.yaml'],
  ],
  ['{a,b}/*.json,c', ['{a,b}/*.json', 'c'], ['{a,b}/*.json', 'c']],
])('%s, of which there are %j', (run, there, expected) => {
  expect(parts(run, ...there)).toEqual(expected);
});

test('what leads to nothing stays together, so that it is named as it was given', () => {
  expect(parts('gone')).toEqual(['gone']);
  expect(parts('gone/benchmark_report,_1.yaml')).toEqual(['gone/benchmark_report,_1.yaml']);
  expect(parts('a,gone/x,_1.yaml,b', 'a', 'b')).toEqual(['a', 'gone/x,_1.yaml', 'b']);
});
