import { expect, test } from 'vitest';
import { relative } from '../../src/regression/bound.ts';
import { compare } from '../../src/regression/compare.ts';
import { remeasureOf } from '../../src/summary/comparisonjson.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, bothSides } from '../builders.ts';
import { DEFAULTS } from './noise.ts';

/** TTFT and its tail at two loads; the second of them in doubt in both, the first in neither. */
function asked() {
  const night = (factor: number) =>
    aScenario([
      aConfiguration(aDeployment(), [
        aPoint(8, { 'output-throughput': 100, 'ttft-p99': 100, 'ttft-p90': 100 }),
        aPoint(32, { 'output-throughput': 100, 'ttft-p99': 100 * factor, 'ttft-p90': 100 * factor }),
      ]),
    ]);
  const bounds = [relative('ttft-p99', '+', 25), relative('ttft-p90', '+', 20)];
  return compare([bothSides(night(1), night(3))], {
    ...DEFAULTS,
    effects: 'off',
    thresholds: { ...DEFAULTS.thresholds, bounds },
  });
}

test('a point is measured again once, whatever the metrics that are in doubt', () => {
  const { rows, remeasure } = asked();
  expect(rows.filter(({ verdict }) => verdict === 'inconclusive')).toHaveLength(2);
  expect(remeasureOf({ remeasure }).include).toEqual([
    { scenario: 'llama-h100-isl9999-osl1000', configuration: '2R-TP4', concurrency: 32, rate: null, runs: 2 },
  ]);
});

test('no more points than GitHub makes jobs of a matrix', () => {
  const night = (factor: number) =>
    aScenario([
      aConfiguration(
        aDeployment(),
        Array.from({ length: 300 }, (_, load) => aPoint(load + 1, { 'ttft-p99': 100 * factor })),
      ),
    ]);
  const { remeasure } = compare([bothSides(night(1), night(7.4))], {
    ...DEFAULTS,
    effects: 'off',
    thresholds: { ...DEFAULTS.thresholds, bounds: [relative('ttft-p99', '+', 25)] },
  });
  expect(remeasure).toHaveLength(256);
});
