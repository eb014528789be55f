import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { byUsualName, otherEnding } from '../../src/naming.ts';

const LISTS = ['thresholds', 'filter'];
const usual = (values: Record<string, unknown>) => byUsualName(values, LISTS, (name) => `--${name}`);

test('a list has its usual name whichever it goes by, and nothing else has another', () => {
  expect(usual({ threshold: ['a'], filters: ['b'], gpus: 8, gpu: 4 })).toEqual({
    thresholds: ['a'],
    filter: ['b'],
    gpus: 8,
    gpu: 4,
  });
});

test('what both names give is joined in its order; what one leaves out is no second', () => {
  expect(usual({ filters: ['b'], filter: ['a'] })).toEqual({ filter: ['b', 'a'] });
  expect(usual({ filter: undefined, filters: ['b'] })).toEqual({ filter: ['b'] });
  expect(usual({ filters: ['b'], filter: null })).toEqual({ filter: ['b'] });
});

test('a list that had another name is understood by it', () => {
  const older = (values: Record<string, unknown>) => byUsualName(values, ['at'], (name) => name);
  expect(older({ interactivity: [20] })).toEqual({ at: [20] });
  expect(older({ interactivity: [20], at: [30] })).toEqual({ at: [20, 30] });
  expect(() => older({ interactivity: [20], at: 30 })).toThrow('at: expected one of interactivity and at, found both');
});

test('what cannot be joined is refused', () => {
  const both = () => usual({ thresholds: { ttft: '+5%' }, threshold: ['ttft=+6%'] });
  expect(both).toThrow(UserError);
  expect(both).toThrow('--threshold: expected one of thresholds and threshold, found both; join them');
});

test('the other ending of a YAML file', () => {
  expect(['bench.yml', 'a/b.yaml', 'bench', '.yml', '42'].map(otherEnding)).toEqual([
    'bench.yaml',
    'a/b.yml',
    null,
    null,
    null,
  ]);
});
