import { expect, test } from 'vitest';
import { Patience } from '../../src/github/patience.ts';

test('ten seconds for a feature, twenty for all', () => {
  const patience = new Patience();
  expect(patience.left('images')).toBe(10_000);
  expect(patience.take('images', 10_001)).toBe(false);
  expect(patience.take('images', 6000)).toBe(true);
  expect(patience.take('images', 4001)).toBe(false);
  expect(patience.take('images', 4000)).toBe(true);
  expect(patience.left('images')).toBe(0);
  expect(patience.take('comment', 10_000)).toBe(true);
  // Nothing is left for a third.
  expect(patience.left('baseline')).toBe(0);
  expect(patience.take('baseline', 1)).toBe(false);
});

test('what took longer than it might is never paid back', () => {
  const patience = new Patience();
  patience.spend('images', 15_000);
  expect(patience.left('images')).toBe(0);
  expect(patience.left('comment')).toBe(5000);
});
