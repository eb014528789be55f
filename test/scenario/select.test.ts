import { expect, test } from 'vitest';
import { fileOf } from '../../src/run/run.ts';
import { select } from '../../src/scenario/select.ts';
import { aDeployment, aRun, disaggregated, unknownDeployment } from '../builders.ts';

const runs = [
  aRun({ file: 'a', model: 'meta-llama/Llama-3.1-70B-Instruct', deployment: aDeployment() }),
  aRun({ file: 'b', model: 'openai/gpt-oss-120b', deployment: disaggregated() }),
  aRun({ file: 'c', model: null, harness: 'guidellm', deployment: unknownDeployment }),
];
const kept = (...args: Parameters<typeof select> extends [unknown, ...infer Rest] ? Rest : never) =>
  select(runs, ...args).kept.map(fileOf);

test('a star matches slashes, and case does not matter', () => {
  expect(kept([{ key: 'model', glob: '*70b*' }], null)).toEqual(['a']);
  expect(kept([{ key: 'model', glob: 'openai/*' }], null)).toEqual(['b']);
});

test('filters of one key are alternatives, those of different keys must all match', () => {
  expect(
    kept(
      [
        { key: 'configuration', glob: '1P*' },
        { key: 'configuration', glob: '2R*' },
      ],
      null,
    ),
  ).toEqual(['a', 'b']);
  expect(
    kept(
      [
        { key: 'configuration', glob: '1P*' },
        { key: 'model', glob: '*llama*' },
      ],
      null,
    ),
  ).toEqual([]);
});

test('only leaves out what is of the other kind, and what is not known', () => {
  expect(kept([], 'aggregated')).toEqual(['a']);
  expect(kept([], 'disaggregated')).toEqual(['b']);
});

test('what each option leaves out is counted', () => {
  const { leftOut } = select(runs, [{ key: 'harness', glob: 'vllm*' }], 'aggregated');
  expect(leftOut).toEqual([
    { option: 'filter', value: 'harness=vllm*', runs: 1 },
    { option: 'only', value: 'aggregated', runs: 1 },
  ]);
});
