import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curvesOf, readingAt, roundSpeeds } from '../../src/pareto/frontreading.ts';
import type { Point } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aLoad, aPoint, aScenario, at, disaggregated } from '../builders.ts';

const one = (...points: Point[]) => aConfiguration(aDeployment(), points);
const other = (...points: Point[]) => aConfiguration(disaggregated(), points);
const curves = (...configurations: ReturnType<typeof one>[]) => curvesOf(aScenario(configurations));
const open = (rate: number, x: number, y: number, condition: string | null = null) =>
  at(aLoad(null, { rate, condition }), x, y);

/** What is read, by whom, and the loads that it lies between. */
function read(of: ReturnType<typeof curves>, x: number) {
  const reading = readingAt(of, x);
  if (reading === null) return null;
  const loads = reading.between.map(({ load }) => load.concurrency ?? load.rate);
  return [reading.y, reading.configuration.label, ...loads];
}

describe('a reading', () => {
  const curve = curves(one(at(64, 20, 100), at(32, 40, 80), at(8, 50, 30)));

  test.each([
    [5, [100, '2R-TP4', 64, 64]],
    [20, [100, '2R-TP4', 64, 64]],
    [30, [90, '2R-TP4', 32, 64]],
    [40, [80, '2R-TP4', 32, 32]],
    [45, [55, '2R-TP4', 8, 32]],
    [50, [30, '2R-TP4', 8, 8]],
    [50.1, null],
  ])('at %d tok/s/user', (x, expected) => {
    expect(read(curve, x)).toEqual(expected);
  });

  test('is that of the configuration that gives the most; a line joins loads of one alone', () => {
    const both = curves(one(at(8, 10, 100), at(1, 50, 10)), other(at(8, 40, 40)));
    expect(read(both, 15)).toEqual([88.75, '2R-TP4', 1, 8]);
    expect(read(both, 40)).toEqual([40, '1P-TP8/1D-TP8', 8, 8]);
    expect(read(both, 41)?.[1]).toBe('2R-TP4');
  });

  test('a line goes from load to load, also where more load makes no slower user', () => {
    const back = curves(one(at(1, 50, 10), at(8, 20, 60), at(16, 30, 90), at(32, 10, 95)));
    expect(read(back, 25)).toEqual([91.25, '2R-TP4', 16, 32]);
    expect(read(back, 20)).toEqual([92.5, '2R-TP4', 16, 32]);
  });

  test('rates are neighbours under one condition, and never of concurrencies', () => {
    const mixed = curves(one(open(2, 30, 60), open(4, 10, 80), at(8, 40, 5), open(8, 5, 200, 'at most 8 in flight')));
    expect(read(mixed, 25)).toEqual([65, '2R-TP4', 2, 4]);
    expect(read(mixed, 35)).toEqual([5, '2R-TP4', 8, 8]);
    expect(read(mixed, 7)).toEqual([80, '2R-TP4', 4, 4]);
  });

  test('points that mostly failed, lack a coordinate or do not count are as if they were not there', () => {
    const failed = aPoint(64, { 'throughput-per-user': 45, 'throughput-per-gpu': 500, 'failure-rate': 0.6 });
    const points = [at(32, 20, 100), failed, at(16, 30, null), at(8, 40, 50)];
    expect(read(curves(one(...points)), 30)).toEqual([75, '2R-TP4', 8, 32]);
    const slow = curvesOf(aScenario([one(...points)]), ({ point }) => point.load.concurrency === 8);
    expect(read(slow, 30)).toEqual([50, '2R-TP4', 8, 8]);
    expect(read(curves(), 1)).toBeNull();
  });

  test('is exact where the latency grows linearly with the concurrency', () => {
    const tokens = 256;
    const served = (concurrency: number) => {
      const seconds = 2 + 0.05 * concurrency;
      return at(concurrency, tokens / seconds, (concurrency * tokens) / seconds / 8);
    };
    const { x, y } = { x: tokens / (2 + 0.05 * 48), y: (48 * tokens) / (2 + 0.05 * 48) / 8 };
    expect(readingAt(curves(one(served(8), served(128))), x)?.y).toBeCloseTo(y, 9);
  });

  test('never rises with the speed, and scales with what is read', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 20 }), (all, x, more) => {
        const of = (scale: number) => curves(one(...all.map(([speed, height], i) => at(i + 1, speed, height * scale))));
        const height = (scale: number, speed: number) => readingAt(of(scale), speed)?.y ?? 0;
        expect(height(1, x + more)).toBeLessThanOrEqual(height(1, x) * (1 + 1e-12));
        expect(height(2, x)).toBeCloseTo(2 * height(1, x), 9);
      }),
    );
  });
});

test.each([
  [2.64, 80, [5, 10, 20, 50]],
  [10, 50, [10, 20, 50]],
  [0.15, 1, [0.2, 0.5, 1]],
  [22, 48, [30, 40]],
  [41, 48, []],
])('round speeds from %d to %d', (from, to, speeds) => {
  expect(roundSpeeds(curves(one(at(8, from, 9), at(1, to, 1))))).toEqual(speeds);
});

test('round speeds begin where a GPU gives the most: slower users gain nothing', () => {
  expect(roundSpeeds(curves(one(at(64, 2, 90), at(32, 8, 100), at(8, 60, 10))))).toEqual([10, 20, 50]);
});

test('no round speeds without a point, and none for what answers nothing', () => {
  expect(roundSpeeds([])).toEqual([]);
  expect(roundSpeeds(curves(one(at(8, 0, 0), at(4, 9, 9), at(1, 50, 1))))).toEqual([10, 20, 50]);
});
