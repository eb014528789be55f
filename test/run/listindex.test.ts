import { expect, test } from 'vitest';
import { listIndex } from '../../src/run/listindex.ts';

test('items are found by a key, in the order of their own list', () => {
  const lengthOf = listIndex((text: string) => text.length);
  const [some, others] = [
    ['a', 'bb', 'c'],
    ['d', 'ee'],
  ];
  expect(lengthOf(some ?? [], 1)).toEqual(['a', 'c']);
  expect(lengthOf(others ?? [], 1)).toEqual(['d']);
  expect(lengthOf(some ?? [], 2)).toEqual(['bb']);
  expect(lengthOf(some ?? [], 3)).toEqual([]);
});
