import { expect, test } from 'vitest';
import type { MetricId } from '../../src/run/metric.ts';
import { explanationOf } from '../../src/summary/explanation.ts';
import type { Pair } from '../../src/summary/pair.ts';
import { aConfiguration, aDeployment, aPoint } from '../builders.ts';

type KnownFigures = Partial<Record<MetricId, number>>;

/** A point at a concurrency on both sides. */
function pair(concurrency: number, before: KnownFigures, now: KnownFigures): Pair {
  const placed = (known: KnownFigures) => {
    const point = aPoint(concurrency, known);
    return { configuration: aConfiguration(aDeployment(), [point]), point };
  };
  return { scenario: 's', baseline: placed(before), candidate: placed(now) };
}

test('what moved beside a loss is named with both values and the point', () => {
  expect(explanationOf([pair(32, { 'cache-hit-rate': 0.62 }, { 'cache-hit-rate': 0.31 })])).toEqual([
    'Moved along with it: cache hit rate 0.62 → 0.31 (2R-TP4 at concurrency 32).',
  ]);
});

test('that which moved the most comes first, and each at the point where it moved the most', () => {
  const lost = [
    pair(32, { 'acceptance-length': 3, power: 5000 }, { 'acceptance-length': 2.4, power: 5500 }),
    pair(64, { 'acceptance-length': 3, power: 5000 }, { 'acceptance-length': 1.5, power: 5050 }),
  ];
  expect(explanationOf(lost)).toEqual([
    'Moved along with them: acceptance length 3 → 1.5 (2R-TP4 at concurrency 64, and at 1 more); power 5,000 → 5,500 (2R-TP4 at concurrency 32).',
  ]);
});

test('what hardly moved, or one side does not state, explains nothing', () => {
  expect(explanationOf([pair(32, { 'cache-hit-rate': 0.62, power: 500 }, { 'cache-hit-rate': 0.6 })])).toEqual([]);
  expect(explanationOf([])).toEqual([]);
});
