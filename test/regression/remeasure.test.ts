import { describe, expect, test } from 'vitest';
import { relative } from '../../src/regression/bound.ts';
import { compare } from '../../src/regression/compare.ts';
import { identityOf } from '../../src/regression/match.ts';
import type { Remeasure } from '../../src/regression/remeasure.ts';
import { median } from '../../src/run/median.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { remeasureOf } from '../../src/summary/comparedjson.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, bothSides } from '../builders.ts';
import { aNight, DEFAULTS, type Noise, random } from './noise.ts';

const BOUNDED = { ...DEFAULTS, effects: 'off' } as const;

/** TTFT and E2EL at two loads; the second of them in doubt in both, the first in neither. */
function asked() {
  const night = (factor: number) =>
    aScenario([
      aConfiguration(aDeployment(), [
        aPoint(8, { 'output-throughput': 100, ttft: 100, e2el: 100 }),
        aPoint(32, { 'output-throughput': 100, ttft: 100 * factor, e2el: 100 * factor }),
      ]),
    ]);
  const bounds = [relative('ttft', '+', 15), relative('e2el', '+', 15)];
  return compare([bothSides(night(1), night(1.16))], {
    ...BOUNDED,
    thresholds: { ...DEFAULTS.thresholds, bounds },
  });
}

test('a point is measured again once, whatever the metrics that are in doubt', () => {
  const { rows, remeasure } = asked();
  expect(rows.filter(({ verdict }) => verdict === 'inconclusive')).toHaveLength(2);
  expect(remeasureOf({ remeasure }).include).toEqual([
    { scenario: 'llama-h100-isl9999-osl1000', configuration: '2R-TP4', concurrency: 32, rate: null, runs: 9 },
  ]);
});

/** So many loads of which all are in doubt. */
function inDoubt(loads: number, metric: 'ttft' | 'ttft-p99', factor: number) {
  const night = (times: number) =>
    aScenario([
      aConfiguration(
        aDeployment(),
        Array.from({ length: loads }, (_, load) =>
          aPoint(load + 1, { 'output-throughput': 100, [metric]: 100 * times }),
        ),
      ),
    ]);
  const bounds = [relative(metric, '+', 15)];
  return compare([bothSides(night(1), night(factor))], {
    ...BOUNDED,
    thresholds: { ...DEFAULTS.thresholds, bounds },
  });
}

test('no more points than GitHub makes jobs of a matrix', () => {
  expect(inDoubt(300, 'ttft', 1.16).remeasure).toHaveLength(256);
});

test('what scatters too much for ten runs of one night is not asked for', () => {
  const { rows, remeasure } = inDoubt(3, 'ttft-p99', 3);
  const own = rows.filter(({ metric }) => metric === 'ttft-p99');
  expect(own.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
  expect(remeasure).toEqual([]);
});

describe('where runs scatter far more than nights', () => {
  const noise: Noise = { common: 0.002, configuration: 0, point: 0, run: 0.06 };

  /** The candidate with so many more runs of each point that was asked for. */
  function measuredAgain(candidate: Scenario, wanted: readonly Remeasure[], uniform: () => number): Scenario {
    const again = aNight(noise, uniform, undefined, { repeats: 10 });
    const configurations = candidate.configurations.map((own, i) => ({
      ...own,
      points: own.points.map((point, j) => {
        const runs = wanted.find(
          ({ configuration, load }) => configuration === own.id && identityOf(load) === identityOf(point.load),
        )?.runs;
        const more = again.configurations[i]?.points[j]?.samples.slice(0, runs ?? 0) ?? [];
        const samples = [...point.samples, ...more];
        const output = median(samples.map((sample) => sample['output-throughput']));
        return { ...point, samples, metrics: { ...point.metrics, 'output-throughput': output } };
      }),
    }));
    return { ...candidate, configurations };
  }

  test('so many runs decide: of 100 points that lost nothing 90 are a pass then', () => {
    let [open, passed] = [0, 0];
    for (let seed = 1; open < 100; seed += 1) {
      const uniform = random(seed);
      const earlier = Array.from({ length: 5 }, () => aNight(noise, uniform));
      const candidate = aNight(noise, uniform);
      const sides = (scenario: Scenario) => [{ ...bothSides(earlier[0] ?? null, scenario), earlier }];
      const { remeasure } = compare(sides(candidate), BOUNDED);
      const { rows } = compare(sides(measuredAgain(candidate, remeasure, uniform)), BOUNDED);
      const places = new Set(remeasure.map(({ configuration, load }) => `${configuration} ${identityOf(load)}`));
      const again = rows.filter(({ configuration, load }) =>
        places.has(`${configuration} ${load === null ? '' : identityOf(load)}`),
      );
      open += again.length;
      passed += again.filter(({ verdict }) => verdict === 'pass').length;
    }
    expect(passed / open).toBeGreaterThanOrEqual(0.9);
  });
});
