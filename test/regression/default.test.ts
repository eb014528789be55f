import { describe, expect, test } from 'vitest';
import { defaultBounds, usualLimit } from '../../src/regression/default.ts';
import type { MetricId } from '../../src/run/metric.ts';
import type { Point } from '../../src/scenario/scenario.ts';
import { aLoad, aPoint } from '../builders.ts';

const RATE = 4;

function at(achieved: number | null, known: Partial<Record<MetricId, number>> = {}): Point {
  return aPoint(aLoad(null, { rate: RATE }), known, { achievedRate: achieved });
}

const ALL = { 'output-throughput': 100, e2el: 2000, ttft: 90, tpot: 12 };

const bounds = (rate: number | null, before: Point, after: Point) =>
  defaultBounds(rate, before, after).map(({ metric, text }) => `${metric}${text}`);

describe('what is gated where nothing is said', () => {
  test('output throughput alone at a concurrency', () => {
    expect(bounds(null, aPoint(8, ALL), aPoint(8, ALL))).toEqual(['output-throughput-10%']);
  });

  test.each([
    [3.8, 3.8, true],
    [3.79, 4, false],
    [4, 3.79, false],
    [4.2, 3.9, true],
    [null, 4, false],
    [4, null, false],
  ])('%s and %s requests/s achieved of 4: E2EL too is %s', (before, after, isGated) => {
    const found = bounds(RATE, at(before, ALL), at(after, ALL));
    expect(found).toEqual(isGated ? ['output-throughput-10%', 'e2el+20%'] : ['output-throughput-10%']);
  });

  test('TTFT and TPOT where a side does not state E2EL; of these what both state', () => {
    const { e2el: _, ...rest } = ALL;
    const both = ['output-throughput-10%', 'ttft+50%', 'tpot+20%'];
    expect(bounds(RATE, at(4, rest), at(4, rest))).toEqual(both);
    expect(bounds(RATE, at(4, ALL), at(4, rest))).toEqual(both);
    expect(bounds(RATE, at(4, rest), at(4, { ttft: 90 }))).toEqual(['output-throughput-10%', 'ttft+50%']);
    expect(bounds(RATE, at(4), at(4, ALL))).toEqual(['output-throughput-10%']);
  });
});

test('a bound is wide by what is usual of its metric, or of its like', () => {
  const limits: [MetricId, number][] = [
    ['output-throughput', 0.1],
    ['throughput-per-gpu', 0.1],
    ['ttft', 0.5],
    ['tpot', 0.2],
    ['e2el', 0.2],
    ['itl-p50', 0.2],
    ['ttft-p99', 0.25],
    ['e2el-p90', 0.25],
  ];
  for (const [metric, limit] of limits) expect(usualLimit(metric), metric).toBe(limit);
});
