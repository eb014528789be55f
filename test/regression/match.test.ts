import { expect, test } from 'vitest';
import { identityOf, loadName } from '../../src/regression/match.ts';
import { loadOf } from '../../src/summary/phrase.ts';
import { aLoad } from '../builders.ts';

test.each([
  [aLoad(1024), 'concurrency 1,024'],
  [aLoad(null, { rate: 10 / 3 }), '3.33333 requests/s'],
  [aLoad(null, { rate: 4, condition: 'at most 64 in flight' }), '4 requests/s (at most 64 in flight)'],
  [aLoad(null, { stage: 3 }), 'stage 3'],
  [aLoad(null), 'unbounded load'],
])('a load has one name in problems, tables and annotations: %#', (load, name) => {
  expect([loadName(load), loadOf(load)]).toEqual([name, name]);
});

test('loads are matched by what was asked for to the last digit', () => {
  expect(identityOf(aLoad(null, { rate: 10 / 3 }))).not.toBe(identityOf(aLoad(null, { rate: 3.33333 })));
});
