import { expect, test } from 'vitest';
import { hasRates, rateSeries } from '../../src/chart/ratechart.ts';
import type { Load } from '../../src/run/load.ts';
import type { Configuration, Point } from '../../src/scenario/scenario.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aScenario,
  aSubject,
  type Subject,
  withFront,
} from '../builders.ts';
import { rateSweep } from './ratesweep.ts';

const measured = (load: Load, achieved: number | null, ttft: number | null): Point =>
  aPoint(load, { 'request-throughput': achieved, ttft });
const open = (rate: number, achieved: number | null = rate, ttft: number | null = 50) =>
  measured(aLoad(null, { rate }), achieved, ttft);
const front = (...configurations: Configuration[]) => withFront(aScenario(configurations));
const one = (...points: Point[]) => front(aConfiguration(aDeployment(), points));
const seriesOf = ({ front, ...beside }: Subject) => rateSeries(front, beside);
const traces = (...configurations: Configuration[]) => seriesOf(aSubject(front(...configurations)));

test('rates are swept where one configuration has two that can be drawn', () => {
  expect(hasRates(one(open(1), open(2)))).toBe(true);
  expect(hasRates(one(open(1)))).toBe(false);
  expect(hasRates(one(open(1), open(2, null)))).toBe(false);
  expect(hasRates(one(open(1), open(2, 2, null)))).toBe(false);
  expect(
    hasRates(one(aPoint(1, { 'request-throughput': 1, ttft: 5 }), aPoint(8, { 'request-throughput': 4, ttft: 9 }))),
  ).toBe(false);
  const apart = [aConfiguration(aDeployment(), [open(1)]), aConfiguration(aDeployment(), [open(2)], { id: 'other' })];
  expect(hasRates(front(...apart))).toBe(false);
});

test('in order of the requested rate, whatever the achieved one and the concurrency that was estimated', () => {
  const at = (rate: number, achieved: number, concurrency: number) =>
    measured(aLoad(concurrency, { concurrencySource: 'estimated', rate }), achieved, 50);
  const [trace] = traces(aConfiguration(aDeployment(), [at(8, 4, 10), at(16, 3.9, 9), at(1, 1, 1)]));
  expect(trace?.points.map(({ requested, achieved, follows }) => [requested, achieved, follows])).toEqual([
    [1, 1, true],
    [8, 4, false],
    [16, 3.9, false],
  ]);
});

test('the knee is told by TTFT and E2EL, by TPOT where that is unknown, and never by a run that failed', () => {
  const point = (rate: number, ttft: number | null, e2el: number | null, failed = 0, tpot = 10) =>
    aPoint(aLoad(null, { rate }), { 'request-throughput': rate, ttft, e2el, tpot, 'failure-rate': failed });
  const knee = (...points: Point[]) =>
    traces(aConfiguration(aDeployment(), points))[0]?.points.find(({ isKnee }) => isKnee)?.requested ?? null;
  expect(knee(point(1, 50, 500), point(2, 60, 9000), point(4, 900, 9999))).toBe(1);
  expect(knee(point(1, 50, 500), point(2, 60, 900), point(4, 900, 950))).toBe(2);
  expect(knee(point(1, 50, null), point(2, 60, null), point(4, 70, null, 0, 40))).toBe(2);
  expect(knee(point(1, null, 500), point(2, null, 9000), point(4, null, 9999))).toBe(1);
  expect(knee(point(1, 50, 500), point(2, 60, 900), point(4, 5, 50, 0.9))).toBe(2);
});

test('each condition of the arrivals has a trace', () => {
  const under = (condition: string, rate: number) => measured(aLoad(null, { rate, condition }), rate, 50);
  const both = traces(aConfiguration(aDeployment(), [under('a', 1), under('b', 1), under('a', 2), under('b', 2)]));
  expect(both.map(({ condition, points }) => [condition, points.map(({ requested }) => requested)])).toEqual([
    ['a', [1, 2]],
    ['b', [1, 2]],
  ]);
  const alone = traces(aConfiguration(aDeployment(), [under('a', 1), under('a', 2)]));
  expect(alone.map(({ condition }) => condition)).toEqual([null]);
});

test('what a trace was in the baseline is under the same condition', () => {
  const under = (condition: string, rate: number, ttft: number) =>
    measured(aLoad(null, { rate, condition }), rate, ttft);
  const now = aConfiguration(aDeployment(), [
    ...[under('a', 1, 50), under('a', 2, 60)],
    ...[under('b', 1, 70), under('b', 2, 80)],
  ]);
  const old = aConfiguration(aDeployment(), [under('b', 1, 75), under('b', 2, 85), under('c', 1, 95)]);
  const both = seriesOf(aSubject(front(now), { baseline: front(old) }));
  expect(both.map(({ condition, before }) => [condition, before.map(({ mean }) => mean.ttft)])).toEqual([
    ['a', []],
    ['b', [75, 85]],
  ]);
});

test('the Pareto front and who is best here have colours; others have none and are drawn first', () => {
  const server = (id: string, gpus: number | null, capacity: number, ttft: number) =>
    rateSweep({ id, deployment: aDeployment({ gpus }), capacity, ttft, e2el: ttft + 3000 }, [1, 2, 4, 8]);
  const known = traces(server('cheap', 1, 2, 90), server('large', 64, 8, 50), server('neither', 64, 2, 95));
  expect(known.map(({ id, colour }) => [id, colour !== null])).toEqual([
    ['neither', false],
    ['cheap', true],
    ['large', true],
  ]);
  const unknown = traces(server('slow', null, 2, 90), server('fast', null, 8, 50));
  expect(unknown.map(({ id, colour }) => [id, colour !== null])).toEqual([
    ['slow', false],
    ['fast', true],
  ]);
});
