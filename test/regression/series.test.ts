import { describe, expect, test } from 'vitest';
import { relative } from '../../src/regression/bound.ts';
import { classOf, Series, tracksOf } from '../../src/regression/series.ts';
import { METRICS, type MetricId } from '../../src/run/metric.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, bothSides } from '../builders.ts';
import { normal, random } from './noise.ts';

/** tok/s at a configuration and a load; null where it is not measured. */
type Night = (configuration: number, load: number) => number | null;

const LOADS = [1, 8, 64];
const CONFIGURATIONS = 10;

function scenarioOf(night: Night, metric: MetricId = 'output-throughput', first = 0): Scenario {
  return aScenario(
    Array.from({ length: CONFIGURATIONS }, (_, i) => i + first).map((i) => {
      const points = LOADS.flatMap((load, j) => {
        const value = night(i, j);
        return value === null ? [] : [aPoint(load, { [metric]: value })];
      });
      return aConfiguration(aDeployment({ label: `${i + 1}R-TP1` }), points);
    }),
  );
}

/** A night with its own noise, `factor` times as fast. */
function aNight(seed: number, factor: (configuration: number, load: number) => number = () => 1): Night {
  const uniform = random(seed);
  const drift = 0.003 * normal(uniform);
  const noise = Array.from({ length: 64 }, () => 0.003 * normal(uniform));
  return (i, j) => 100 * (i + 1) * (j + 1) * factor(i, j) * Math.exp(drift + (noise[(i * LOADS.length + j) % 64] ?? 0));
}

function seriesOf(candidate: Scenario, earlier: readonly (Scenario | null)[], metric: MetricId = 'output-throughput') {
  const sides = { ...bothSides(earlier[0] ?? null, candidate), earlier };
  const bound = relative(metric, '-', 10);
  return new Series(
    candidate,
    metric,
    tracksOf(sides).map((track) => ({ ...track, bound })),
  );
}

/** Against nights, the newest first. */
const against = (...nights: readonly Night[]) =>
  seriesOf(
    scenarioOf(aNight(99)),
    nights.map((night) => scenarioOf(night)),
  );

describe('stretches of earlier runs that do not differ', () => {
  test('quiet nights are one stretch', () => {
    const series = against(...[1, 2, 3, 4, 5].map((seed) => aNight(seed)));
    expect(series.stretches).toEqual([[0, 1, 2, 3, 4]]);
    expect(series).toMatchObject({ moves: [], isDoubtful: false });
  });

  test('one earlier run is one stretch, which is no bad night', () => {
    expect(against(aNight(1))).toMatchObject({ stretches: [[0]], moves: [], isDoubtful: false });
  });

  test('where main moved the level is of the runs after it, and the move is told from older to newer', () => {
    const series = against(aNight(1), aNight(2), ...[3, 4, 5].map((seed) => aNight(seed, () => 1.25)));
    expect(series.stretches).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
    expect(series.moves).toMatchObject([{ run: 1, effect: { kind: 'everywhere', configuration: null, load: null } }]);
    expect(Math.expm1(series.moves[0]?.effect.size ?? 0)).toBeCloseTo(1 / 1.25 - 1, 1);
    expect(series.isDoubtful).toBe(false);
  });

  test('a move of one configuration names it', () => {
    const { moves, stretches } = against(
      aNight(1),
      aNight(2),
      aNight(3, (i) => (i === 4 ? 0.8 : 1)),
    );
    expect(stretches).toEqual([[0, 1], [2]]);
    expect(moves).toMatchObject([{ run: 1, effect: { kind: 'configuration', configuration: 4 } }]);
    expect(moves[0]?.effect.size).toBeGreaterThan(0);
  });

  test('a newest run that differs from those before it may be one bad night', () => {
    const series = against(
      aNight(1, () => 0.85),
      aNight(2),
      aNight(3),
      aNight(4),
    );
    expect(series).toMatchObject({ stretches: [[0], [1, 2, 3]], isDoubtful: true });
    expect(series.moves).toMatchObject([{ run: 0 }]);
  });

  test('a bad night in between is a stretch of its own, and its like after it another', () => {
    const { stretches, moves } = against(
      aNight(1),
      aNight(2),
      aNight(3, () => 0.85),
      aNight(4),
      aNight(5),
    );
    expect(stretches).toEqual([[0, 1], [2], [3, 4]]);
    expect(moves.map(({ run, effect }) => [run, Math.sign(effect.size)])).toEqual([
      [1, 1],
      [2, -1],
    ]);
  });

  test('a difference that is sure and too small to matter parts nothing', () => {
    const slower = aNight(10, (_, j) => (j === 1 ? 0.975 : 1));
    const nights = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((seed) => aNight(seed));
    expect(against(...nights, slower).stretches).toHaveLength(1);
  });
});

describe('earlier runs that lack something', () => {
  test('holes: a level is of the runs that have the point', () => {
    const holed: Night = (i, j) => (i === 0 && j === 0 ? null : aNight(2)(i, j));
    const series = against(aNight(1), holed, aNight(3));
    expect(series.stretches).toEqual([[0, 1, 2]]);
    const [first, second] = series.points;
    if (first === undefined || second === undefined) throw new Error('two points');
    const [a, c] = [aNight(1)(0, 0) ?? 0, aNight(3)(0, 0) ?? 0];
    expect(series.levelOf(first).runs).toBe(2);
    expect(series.levelOf(first).value).toBeCloseTo(Math.sqrt(a * c), 9);
    expect(series.levelOf(second).runs).toBe(3);
    expect(series.effects(0, () => false).filter(({ kind }) => kind === 'point')).toHaveLength(30);
  });

  test('a run with a zero costs that point its value in that run alone', () => {
    const zero: Night = (i, j) => (i === 0 && j === 0 ? 0 : aNight(2)(i, j));
    const both = against(zero, aNight(3));
    const [first] = both.points;
    if (first === undefined) throw new Error('a point');
    expect(both.stretches).toEqual([[0, 1]]);
    expect(both.levelOf(first)).toEqual({ value: aNight(3)(0, 0), runs: 1 });
    const alone = against(zero);
    expect(alone.points[0] && alone.levelOf(alone.points[0])).toEqual({ value: 0, runs: 0 });
    for (const { size, t } of alone.effects(0, () => false)) expect([size, t].every(Number.isFinite)).toBe(true);
  });

  test('a run of other configurations, or none at all, neither parts nor counts', () => {
    const candidate = scenarioOf(aNight(99));
    const others = scenarioOf(aNight(2), 'output-throughput', 50);
    const series = seriesOf(candidate, [scenarioOf(aNight(1)), others, null, scenarioOf(aNight(3))]);
    expect(series.stretches).toEqual([[0, 1, 2, 3]]);
    expect(series.points[0] && series.levelOf(series.points[0]).runs).toBe(2);
    const quiet = seriesOf(candidate, [scenarioOf(aNight(1)), scenarioOf(aNight(3))]);
    expect(series.effects(0, () => false)).toEqual(quiet.effects(0, () => false));
  });

  test('the newest lacks everything: the runs before it are the level', () => {
    const candidate = scenarioOf(aNight(99));
    const series = seriesOf(candidate, [null, scenarioOf(aNight(1)), scenarioOf(aNight(2))]);
    expect(series.isDoubtful).toBe(false);
    expect(series.points[0] && series.levelOf(series.points[0]).runs).toBe(2);
    expect(series.effects(0, () => false)).not.toEqual([]);
  });

  test('tracks: points that no earlier run has are left out', () => {
    const candidate = scenarioOf(aNight(99));
    const half = scenarioOf((i, j) => (i < 5 ? aNight(1)(i, j) : null));
    expect(tracksOf({ ...bothSides(half, candidate), earlier: [half, null] })).toHaveLength(15);
    expect(tracksOf(bothSides(null, candidate))).toEqual([]);
    expect(tracksOf(bothSides(half, null))).toEqual([]);
  });
});

describe('a metric that can be 0', () => {
  test('has no logarithm: the newest run alone is its level, and nothing is tested', () => {
    const failing = (share: number) => scenarioOf(() => share, 'failure-rate');
    const series = seriesOf(failing(0.1), [failing(0), failing(0.5)], 'failure-rate');
    expect(series).toMatchObject({ of: null, stretches: [[0, 1]], moves: [], isDoubtful: false });
    expect(series.points[0] && series.levelOf(series.points[0])).toEqual({ value: 0, runs: 1 });
    expect([series.effects(0, () => false), series.scatter(0)]).toEqual([[], null]);
  });

  test('is none of throughputs, latencies and tails', () => {
    const classes = Object.fromEntries(METRICS.map(({ id }) => [id, classOf(id)]));
    expect(classes).toMatchObject({
      ...{ 'output-throughput': 'throughput', 'throughput-per-user': 'throughput', 'throughput-per-gpu': 'throughput' },
      ...{ ttft: 'latency', 'tpot-p50': 'latency', e2el: 'latency', itl: 'latency' },
      ...{ 'ttft-p90': 'tail', 'e2el-p95': 'tail', 'itl-p99': 'tail' },
      ...{ 'failure-rate': null, failures: null, 'cache-hit-rate': null, completed: null, 'slo-attainment': null },
    });
  });
});
