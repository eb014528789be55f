import { expect, test } from 'vitest';
import { compareNaturally } from '../../src/run/naturalorder.ts';

test('numbers within names by size', () => {
  expect(['2R-TP16', '10R-TP1', '2R-TP2'].sort(compareNaturally)).toEqual(['2R-TP2', '2R-TP16', '10R-TP1']);
});
