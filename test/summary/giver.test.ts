import { expect, test } from 'vitest';
import { formatRate, giverInWords, giverOf, loadOf } from '../../src/summary/phrase.ts';
import { aConfiguration, aDeployment, aLoad, aPoint } from '../builders.ts';

const between = (...[from, to]: Parameters<typeof aPoint>[0][]) => {
  const points = [aPoint(from ?? null), aPoint(to ?? null)] as const;
  return { x: 1, y: 1, configuration: aConfiguration(aDeployment(), points), between: points };
};

test('a sentence says what the figures between which a reading lies are; a cell has no room', () => {
  expect(giverInWords(between(32, 1024))).toBe('2R-TP4 between concurrency 32 and 1,024');
  expect(giverOf(between(32, 1024))).toBe('2R-TP4 between 32 and 1,024');
  const rates = between(...[8, 16].map((rate) => ({ ...aLoad(null), rate })));
  expect(giverInWords(rates)).toBe('2R-TP4 between 8 and 16 requests/s');
});

test('one request a second is one; a speed has its thousands apart', () => {
  expect([1, 2].map((rate) => loadOf({ ...aLoad(null), rate }))).toEqual(['1 request/s', '2 requests/s']);
  expect([1000, 0.25].map(formatRate)).toEqual(['1,000', '0.25']);
});
