import { expect, test } from 'vitest';
import { decimalIn } from '../../src/run/decimal.ts';

test.each([
  ['8', 8],
  [' 0.5 ', 0.5],
  ['.5', 0.5],
  ['2.', 2],
  ['+3', 3],
  ['-1.5e3', -1500],
  ['1E-2', 0.01],
])('%j is a number', (text, number) => expect(decimalIn(text)).toBe(number));

test.each(['', ' ', '0x10', '0b1', '0o7', '1_000', '1,000', 'Infinity', 'NaN', '1e', 'e5', '.', '8 GPUs'])(
  '%j is none',
  (text) => expect(decimalIn(text)).toBeNaN(),
);
