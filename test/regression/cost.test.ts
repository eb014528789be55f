import { describe, expect, test } from 'vitest';
import { compare } from '../../src/regression/compare.ts';
import { remarksOn } from '../../src/regression/remark.ts';
import type { Metrics } from '../../src/run/metric.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Sides } from '../../src/scenario/sides.ts';
import { regressionsIn } from '../../src/summary/annotation.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, bothSides, disaggregated } from '../builders.ts';
import { bound } from '../gating.ts';
import { aTrial, type Change, DEFAULTS, NOISE, random } from './noise.ts';

/** $ per million tokens at one tok/s/GPU. */
const PRICE = (2.5 * 1e6) / 3600;

const gating = (...bounds: ReturnType<typeof bound>[]) => ({
  ...DEFAULTS,
  thresholds: { ...DEFAULTS.thresholds, bounds, freed: ['front' as const, 'output-throughput' as const] },
});

const withCost = (metrics: Metrics): Metrics => ({
  ...metrics,
  cost: PRICE / (metrics['throughput-per-gpu'] ?? Number.NaN),
});

function priced(scenario: Scenario): Scenario {
  const configurations = scenario.configurations.map((configuration) => ({
    ...configuration,
    points: configuration.points.map((point) => {
      return { ...point, metrics: withCost(point.metrics), samples: point.samples.map(withCost) };
    }),
  }));
  return { ...scenario, configurations };
}

/** Five unchanged nights and a candidate, with what their tokens cost. */
function trial(seed: number, change: Change): Sides {
  const sides = aTrial(NOISE.B, random(seed), { earlier: 5, change });
  const each = (scenario: Scenario | null) => (scenario === null ? null : priced(scenario));
  const { baseline, candidate, earlier } = sides;
  return { ...sides, baseline: each(baseline), candidate: each(candidate), earlier: earlier.map(each) };
}

const SEEDS = [1, 2, 3, 4, 5, 6];

describe('cost, which is lower where it is better, is judged as throughput is', () => {
  test.each<[string, Change]>([
    ['a loss everywhere', () => 0.85],
    ['a loss of one configuration', (configuration) => (configuration === 3 ? 0.85 : 1)],
    ['a loss at one load', (_, load) => (load === 2 ? 0.92 : 1)],
  ])('%s is a regression', (_, change) => {
    for (const seed of SEEDS) {
      const sides = [trial(seed, change)];
      const cost = compare(sides, gating(bound('cost', '+10%')));
      const throughput = compare(sides, gating(bound('throughput-per-gpu', '-10%')));
      const lost = ({ effects }: typeof cost) =>
        effects
          .filter(({ verdict }) => verdict === 'regression')
          .map(({ effect, configuration, load }) => [effect, configuration, load?.concurrency]);
      expect(lost(cost)).toEqual(lost(throughput));
      expect(lost(cost).length).toBeGreaterThan(0);
      expect([cost.verdict, throughput.verdict]).toEqual(['regression', 'regression']);
      for (const { change: rise } of cost.effects.filter(({ verdict }) => verdict === 'regression'))
        expect(rise).toBeGreaterThan(0);
    }
  });

  test.each<[string, Change]>([
    ['a gain everywhere', () => 1.15],
    ['nothing changed', () => 1],
  ])('%s is none', (_, change) => {
    for (const seed of SEEDS) {
      const { verdict, effects, rows } = compare([trial(seed, change)], gating(bound('cost', '+10%')));
      expect([...effects, ...rows].filter((one) => one.verdict === 'regression')).toEqual([]);
      expect(verdict).not.toBe('regression');
    }
  });

  test('it could have seen what throughput could', () => {
    const sides = [trial(1, () => 1)];
    const [cost] = compare(sides, gating(bound('cost', '+10%'))).detectable;
    const [throughput] = compare(sides, gating(bound('throughput-per-gpu', '-10%'))).detectable;
    // A fall by a share is a rise of its reciprocal; that of a load is at the least effect, which is 2% either way.
    for (const effect of ['everywhere', 'configuration'] as const)
      expect(1 / (1 + (cost?.[effect] ?? 0))).toBeCloseTo(1 - (throughput?.[effect] ?? 0), 9);
  });
});

describe('a bound on what is read of costs', () => {
  const served = (concurrency: number, perUser: number, perGpu: number) =>
    aPoint(concurrency, withCost(aPoint(1, { 'throughput-per-user': perUser, 'throughput-per-gpu': perGpu }).metrics));
  const sweep = (scale: number, ...more: ReturnType<typeof aConfiguration>[]) =>
    aScenario([aConfiguration(aDeployment(), [served(8, 60, 20 * scale), served(32, 20, 80 * scale)]), ...more]);
  const compared = (baseline: Scenario | null, candidate: Scenario, ...bounds: ReturnType<typeof bound>[]) =>
    compare([bothSides(baseline, candidate)], gating(...bounds));

  test.each([
    [1, 'pass'],
    [1 / 1.049, 'pass'],
    [1 / 1.06, 'regression'],
    [1 / 0.94, 'improvement'],
  ])('at %d times the throughput is a %s', (scale, verdict) => {
    const { readings, verdict: whole } = compared(sweep(1), sweep(scale), bound('cost@50', '+5%'));
    const [reading] = readings.filter(({ bound: own }) => own !== null);
    expect(reading).toMatchObject({ read: 'cost', x: 50, bound: '+5%', verdict });
    expect(reading?.change).toBeCloseTo(1 / scale - 1, 12);
    expect(reading?.candidate?.y).toBeCloseTo(PRICE / (35 * scale), 9);
    expect(whole).toBe(verdict);
  });

  test('says so by its name', () => {
    const { readings, ...others } = compared(sweep(1), sweep(0.9), bound('cost@50', '+5%'));
    expect(regressionsIn({ readings, ...others }).map(({ message }) => message)).toEqual([
      'cost@50 of llama-h100-isl9999-osl1000: +11.1%, bound +5%',
    ]);
  });

  test('a new configuration that is cheaper hides no loss', () => {
    const cheap = aConfiguration(disaggregated(), [served(8, 60, 500)]);
    expect(compared(sweep(1), sweep(0.9, cheap), bound('cost@50', '+5%')).verdict).toBe('regression');
  });

  test('nothing as fast any more is the largest loss', () => {
    const slow = aScenario([aConfiguration(aDeployment(), [served(8, 45, 20), served(32, 20, 80)])]);
    expect(compared(sweep(1), slow, bound('cost@50', '+5%')).verdict).toBe('regression');
  });

  test('in dollars needs no baseline: the least cost at that speed keeps it', () => {
    const judged = (limit: number) => compared(null, sweep(1), bound('cost@50', `<= ${limit}`));
    const least = PRICE / 35;
    expect(judged(least + 0.01)).toMatchObject({
      verdict: 'pass',
      absolute: [{ reading: { configuration: { id: '2R-TP4' } } }],
    });
    expect(judged(least - 0.01).verdict).toBe('regression');
    const unpriced = aScenario([aConfiguration(aDeployment(), [aPoint(8, { 'throughput-per-user': 60 })])]);
    expect(compared(null, unpriced, bound('cost@50', '<= 1')).verdict).toBe('inconclusive');
  });

  test('that judges nothing, since no cost is known, is told of', () => {
    const unpriced = aScenario([
      aConfiguration(aDeployment(), [aPoint(8, { 'throughput-per-user': 60, 'throughput-per-gpu': 20 })]),
    ]);
    const asked = gating(bound('cost@50', '+5%'));
    const sides = bothSides(unpriced, unpriced);
    const comparison = compare([sides], asked);
    expect(comparison.readings.filter(({ read }) => read === 'cost')).toMatchObject([{ bound: null, verdict: 'pass' }]);
    expect(remarksOn(comparison, [sides], asked.thresholds, '2026-11-24').map(({ message }) => message)).toContain(
      'cost@50 of llama-h100-isl9999-osl1000 is not judged: neither side has a cost at that speed',
    );
  });

  test('together with others on points: one of them meets all', () => {
    const both = (cost: number) =>
      compared(null, sweep(1), bound('cost', `<= ${cost}`), bound('throughput-per-user', '>= 50'));
    // What costs the least serves 20 tok/s/user.
    expect(both(PRICE / 20 + 0.01).verdict).toBe('pass');
    expect(both(PRICE / 80 + 0.01).verdict).toBe('regression');
  });
});
