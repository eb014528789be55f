import { expect, test } from 'vitest';
import { FIGURES } from '../../scripts/figures.ts';
import { compare } from '../../src/regression/compare.ts';
import { gpusOf, parseLabel } from '../../src/run/label.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, someMetrics } from '../builders.ts';

/*
 * The gate at its default bounds, on a sweep of 19 configurations × 6 loads with the noise of real repeats: output
 * throughput varies by 0.7 % between runs of one point (the upper end of what repeats on H100 show), and all runs of a
 * side drift together by 1.5 % from day to day.
 */
const RUN_NOISE = 0.007;
const DAY_DRIFT = 0.015;
const TRIALS = 100;
const DEFAULTS = {
  thresholds: { bounds: [], freed: [], overrides: [], acceptances: [] },
  interactivity: [],
  today: '2026-11-24',
};

/** Seeded, so that every run of the tests tries the same: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A standard normal, by Box and Muller. */
function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** True output throughputs of 19 configurations: the published ones, and scaled copies of some to make up the number. */
const TRUTH = [...Object.entries(FIGURES), ...Object.entries(FIGURES).slice(0, 8)].map(([label, rows], index) => ({
  label: index < 11 ? label : `${label}-PP2`.replace('/', '-PP2/'),
  loads: rows.map(([concurrency, , , output]) => ({ concurrency, output: index < 11 ? output : output * 1.7 })),
}));

interface Side {
  readonly repeats: number;
  readonly drift: number;
  readonly change: (configuration: number, load: number) => number;
}

function sweep({ repeats, drift, change }: Side, uniform: () => number): Scenario {
  return aScenario(
    TRUTH.map(({ label, loads }, configuration) => {
      const gpus = gpusOf(parseLabel(label) ?? []) ?? 1;
      const points = loads.map(({ concurrency, output }, load) => {
        const truth = output * (1 + drift) * change(configuration, load);
        const samples = Array.from({ length: repeats }, () => {
          const measured = truth * (1 + RUN_NOISE * normal(uniform));
          return someMetrics({
            'output-throughput': measured,
            'throughput-per-user': measured / concurrency,
            'throughput-per-gpu': measured / gpus,
          });
        });
        const median = samples.toSorted((a, b) => (a['output-throughput'] ?? 0) - (b['output-throughput'] ?? 0))[
          Math.floor(repeats / 2)
        ];
        return aPoint(concurrency, median, { samples });
      });
      return aConfiguration(aDeployment({ label, gpus }), points);
    }),
  );
}

/** How many of 100 trials come out as a regression. */
function regressions(repeats: number, drift: number, change: Side['change'], seed: number): number {
  const uniform = random(seed);
  let found = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const baseline = sweep({ repeats, drift: drift * normal(uniform), change: () => 1 }, uniform);
    const candidate = sweep({ repeats, drift: drift * normal(uniform), change }, uniform);
    found += compare([{ baseline, candidate }], DEFAULTS).verdict === 'regression' ? 1 : 0;
  }
  return found;
}

test('the sweep has 19 configurations of 6 loads', () => {
  expect(TRUTH).toHaveLength(19);
  expect(TRUTH.every(({ loads }) => loads.length === 6)).toBe(true);
  expect(new Set(TRUTH.map(({ label }) => label)).size).toBe(19);
});

for (const repeats of [1, 3]) {
  const runs = repeats === 1 ? 'one run a point' : 'three runs a point';

  test(`${runs}: nothing changed and days drift: at most 1 of 100 trials is a regression`, () => {
    expect(regressions(repeats, DAY_DRIFT, () => 1, 11)).toBeLessThanOrEqual(1);
  });

  test(`${runs}: a loss of 15 % in one point is found in at least 95 of 100 trials`, () => {
    const loss = (configuration: number, load: number) => (configuration === 7 && load === 3 ? 0.85 : 1);
    expect(regressions(repeats, 0, loss, 12)).toBeGreaterThanOrEqual(95);
  });

  test(`${runs}: a loss of 9 % everywhere is found in at least 95 of 100 trials`, () => {
    expect(regressions(repeats, 0, () => 0.91, 13)).toBeGreaterThanOrEqual(95);
  });
}
