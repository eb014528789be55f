import { describe, expect, test } from 'vitest';
import { parseBound } from '../../src/regression/bound.ts';
import { type ComparisonSettings, compare } from '../../src/regression/compare.ts';
import { times } from '../thorough.ts';
import { aTrial, type Change, DEFAULTS, NOISE, type Noise, random, TAIL_NOISE, TRUTH } from './noise.ts';

/*
 * The gate on seeded nights: how often it is red with nothing changed, and which losses it finds. Trials are few here, so
 * that a share is asked for within what so many trials scatter.
 */

interface Trials {
  readonly noise: Noise;
  readonly earlier: number;
  readonly trials: number;
  readonly seed: number;
  readonly change?: Change;
  readonly tail?: boolean;
}

/** How many trials come out as a regression. */
function regressions({ noise, earlier, trials, seed, change, tail = false }: Trials): number {
  const uniform = random(seed);
  const asked = tail ? withTail() : DEFAULTS;
  const how = {
    earlier,
    ...(change === undefined ? {} : { change }),
    ...(tail ? { metric: 'ttft-p99' as const } : {}),
  };
  const verdicts = Array.from({ length: trials }, () => compare([aTrial(noise, uniform, how)], asked).verdict);
  return verdicts.filter((verdict) => verdict === 'regression').length;
}

function withTail(): ComparisonSettings {
  const parsed = parseBound('ttft-p99', '+25%');
  if ('mistake' in parsed) throw new Error(parsed.mistake);
  return { ...DEFAULTS, thresholds: { ...DEFAULTS.thresholds, bounds: [parsed.bound] } };
}

/** The most that so many trials show in 999 of 1,000 cases, where each has the probability `share`. */
function most(trials: number, share: number): number {
  let term = (1 - share) ** trials;
  let sum = term;
  let count = 0;
  while (sum < 0.999) {
    count += 1;
    term *= ((trials - count + 1) / count) * (share / (1 - share));
    sum += term;
  }
  return count;
}

/** Share of unchanged reports that may be red. */
const FALSE_ALARMS = 0.02;

test('the sweep has 19 configurations of 6 loads', () => {
  expect(TRUTH).toHaveLength(19);
  expect(TRUTH.every(({ loads }) => loads.length === 6)).toBe(true);
  expect(new Set(TRUTH.map(({ label }) => label)).size).toBe(19);
});

test('a share of 2% within what trials scatter', () => {
  expect([most(10, 0.02), most(50, 0.02), most(100, 0.02), most(1000, 0.02)]).toEqual([2, 5, 7, 35]);
});

describe('nothing changed: at most 2 of 100 reports are red', () => {
  const earlier = [
    { runs: 1, trials: times(40, 120) },
    { runs: 5, trials: times(20, 60) },
    { runs: 10, trials: times(14, 40) },
  ];

  for (const [name, noise] of Object.entries(NOISE)) {
    test(`in noise ${name}, against 1, 5 and 10 earlier runs`, () => {
      const red = earlier.map(({ runs, trials }) => regressions({ noise, earlier: runs, trials, seed: 20 + runs }));
      const allowed = earlier.map(({ trials }) => most(trials, FALSE_ALARMS));
      for (const [i, count] of red.entries())
        expect(count, `${earlier[i]?.runs} runs`).toBeLessThanOrEqual(allowed[i] ?? 0);
      const all = earlier.reduce((sum, { trials }) => sum + trials, 0);
      expect(red.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(most(all, FALSE_ALARMS));
    });
  }

  test('with a bound on a tail, which scatters by a quarter from run to run', () => {
    const trials = times(20, 50);
    const red = regressions({ noise: TAIL_NOISE, earlier: 5, trials, seed: 31, tail: true });
    expect(red).toBeLessThanOrEqual(most(trials, FALSE_ALARMS));
  });
});

describe('losses against 5 earlier runs in noise B: at least 93 of 100 are found', () => {
  test.each<[string, Change]>([
    ['7% in one configuration', (configuration) => (configuration === 7 ? 0.93 : 1)],
    ['3% at one load', (_, load) => (load === 3 ? 0.97 : 1)],
    ['8% everywhere', () => 0.92],
    ['6.5% in one point', (configuration, load) => (configuration === 7 && load === 3 ? 0.935 : 1)],
  ])('%s', (_, change) => {
    const trials = times(20, 50);
    const found = regressions({ noise: NOISE.B, earlier: 5, trials, seed: 41, change });
    expect(trials - found).toBeLessThanOrEqual(most(trials, 0.07));
  });
});
