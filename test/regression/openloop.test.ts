import { expect, test } from 'vitest';
import { compare } from '../../src/regression/compare.ts';
import { remarksOn } from '../../src/regression/remark.ts';
import { covers, type Thresholds } from '../../src/regression/thresholds.ts';
import type { Point } from '../../src/scenario/scenario.ts';
import { regressionsIn } from '../../src/summary/annotation.ts';
import { aConfiguration, aDeployment, aLoad, aPoint, aScenario, bothSides } from '../builders.ts';
import { aGate, bound, EVERYWHERE } from '../gating.ts';

/*
 * Sweeps by request rate, whose concurrency is an estimate that differs from run to run.
 */

function at(rate: number, ttft: number, concurrency = rate * 3.14): Point {
  return aPoint(aLoad(concurrency, { concurrencySource: 'estimated', rate }), { ttft });
}

const sweep = (...points: readonly Point[]) => aScenario([aConfiguration(aDeployment(), points)]);

function compared(before: readonly Point[], after: readonly Point[], thresholds: Partial<Thresholds>) {
  const sides = [bothSides(sweep(...before), sweep(...after))];
  return compare(sides, aGate({ freed: ['output-throughput', 'front'], ...thresholds }));
}

const ttft = (text: string, rate: number | null = null) => ({
  scope: { ...EVERYWHERE, rate },
  bounds: [bound('ttft', text)],
  freed: [],
});

test('points match by rate however their estimates differ, and one rate lacking is missing', () => {
  const { rows } = compared([at(1, 50), at(2, 60), at(4, 70)], [at(1, 50, 9), at(2, 90, 9)], {
    bounds: [bound('ttft', '+25%')],
  });
  expect(rows.map(({ load, verdict }) => [load?.rate, verdict])).toEqual([
    [1, 'pass'],
    [2, 'regression'],
    [4, 'missing'],
  ]);
});

test('each rate has the bound that is set for it', () => {
  const thresholds = { bounds: [bound('ttft', '+25%')], overrides: [ttft('+100%', 4), ttft('<= 55', 1)] };
  const after = [at(1, 56), at(2, 90), at(4, 130)];
  const { rows, absolute } = compared([at(1, 50), at(2, 60), at(4, 70)], after, thresholds);
  expect(rows.map(({ load, bound, verdict }) => [load?.rate, bound, verdict])).toEqual(
    expect.arrayContaining([
      [2, '+25%', 'regression'],
      [4, '+100%', 'pass'],
    ]),
  );
  expect(absolute.map(({ bounds, verdict }) => [bounds, verdict])).toEqual([[[bound('ttft', '<= 55')], 'regression']]);
});

test('a regression is told by the rate that was asked for, not by an estimate', () => {
  const comparison = compared([at(4, 50, 12.56)], [at(4, 90, 13.9)], { bounds: [bound('ttft', '+25%')] });
  expect(regressionsIn(comparison).map(({ message }) => message)).toEqual([
    'mean TTFT rose by 80.0% everywhere (llama-h100-isl9999-osl1000)',
    '2R-TP4 at 4 requests/s (llama-h100-isl9999-osl1000): ttft +80.0%, bound +25%',
  ]);
});

test('what holds at a concurrency holds at a reported one alone', () => {
  const place = (load: ReturnType<typeof aLoad>) => ({ scenario: sweep(), load });
  const scope = { ...EVERYWHERE, concurrency: 8 };
  expect(covers(scope, place(aLoad(8)))).toBe(true);
  expect(covers(scope, place(aLoad(8, { concurrencySource: 'estimated', rate: 2 })))).toBe(false);
  expect(covers({ ...EVERYWHERE, rate: 2 }, place(aLoad(8, { concurrencySource: 'estimated', rate: 2 })))).toBe(true);
});

test('one rate under two conditions is two loads, told apart in words; one against another is said', () => {
  const under = (condition: string | null, value: number) =>
    aPoint(aLoad(null, { rate: 4, condition }), { ttft: value });
  const bounds = { bounds: [bound('ttft', '+25%')] };
  const both = compared(
    [under('at most 8 in flight', 50), under('at most 64 in flight', 80)],
    [under('at most 64 in flight', 81), under('at most 8 in flight', 90)],
    bounds,
  );
  expect(both.rows.map(({ load, verdict, change }) => [load?.condition, verdict, Number(change?.toFixed(2))])).toEqual([
    ['at most 64 in flight', 'pass', 0.01],
    ['at most 8 in flight', 'regression', 0.8],
  ]);
  expect(regressionsIn(both).map(({ message }) => message)).toEqual([
    'mean TTFT rose by 35.0% on average over all points (llama-h100-isl9999-osl1000)',
    '2R-TP4 at 4 requests/s (at most 8 in flight) (llama-h100-isl9999-osl1000): ttft +80.0%, bound +25%',
  ]);
  const [before, after] = [sweep(under(null, 50)), sweep(under('burstiness 100', 51))];
  const sides = [bothSides(before, after)];
  const asked = aGate(bounds);
  expect(remarksOn(compare(sides, asked), sides, asked.thresholds, asked.today)).toContainEqual(
    expect.objectContaining({ code: 'unlike-arrivals', severity: 'warning' }),
  );
});
