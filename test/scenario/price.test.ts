import { expect, test } from 'vitest';
import { pricesOf } from '../../src/scenario/price.ts';

const H100 = 'NVIDIA-H100-80GB-HBM3';
const fitting = (accelerator: string, ...names: string[]) =>
  pricesOf(
    accelerator,
    names.map((name) => ({ name, dollars: 1 })),
  ).map(({ name }) => name);

test.each([
  ['nvidia-h100-80gb-hbm3', true],
  ['H100', true],
  ['h100 80gb', true],
  ['NVIDIA H100', true],
  ['80GB H100', false],
  ['H10', false],
  ['100', false],
  ['H200', false],
  ['H100 NVL', false],
  ['*H100*', true],
  ['H100*', false],
  ['NVIDIA-H*', true],
  ['*', true],
  ['-', false],
])('%s fits an accelerator whose whole words it has in their order: %s', (name, fits) => {
  expect(fitting(H100, name)).toEqual(fits ? [name] : []);
});

test('a price of GH200 or H100NVL is not one of H200 or H100', () => {
  expect(fitting('NVIDIA-GH200-480GB', 'H200')).toEqual([]);
  expect(fitting('NVIDIA-H100NVL', 'H100')).toEqual([]);
});

test('the name that fits best wins: the same name, then more words', () => {
  expect(fitting(H100, 'H100', 'H100 80GB', '*')).toEqual(['H100 80GB']);
  expect(fitting(H100, 'NVIDIA H100 80GB HBM3', H100.toLowerCase())).toEqual([H100.toLowerCase()]);
  expect(fitting(H100, 'H100', '80GB')).toEqual(['H100', '80GB']);
});
