import { expect, test } from 'vitest';
import { mismatch } from '../../src/mistake.ts';
import { allOf, anyOf, nearestTo } from '../../src/spelling.ts';

test.each([
  ['treshold', 'threshold'],
  ['fail_on', 'fail-on'],
  ['failon', 'fail-on'],
  ['OUTPUT', 'output'],
  ['zzz', null],
  ['ou', null],
])('%s: %s', (word, meant) => expect(nearestTo(word, ['threshold', 'fail-on', 'output'])).toBe(meant));

test('what was expected and found, and what was meant where it is near', () => {
  expect(mismatch('a or b', 'c', [])).toBe('expected a or b, found “c”');
  expect(mismatch('auto or off', 'of', ['auto', 'off'])).toBe('expected auto or off, found “of”; did you mean off?');
});

test('words to choose from', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(anyOf)).toEqual(['', 'a', 'a or b', 'a, b or c']);
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(allOf)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
