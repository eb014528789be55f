import { describe, expect, test } from 'vitest';
import { type Comparison, type ComparisonSettings, compare } from '../../src/regression/compare.ts';
import { failingOf } from '../../src/regression/gatefailure.ts';
import { remarksOn } from '../../src/regression/remark.ts';
import type { Scope, Thresholds } from '../../src/regression/thresholds.ts';
import { FAILURES } from '../../src/regression/verdict.ts';
import type { MetricId } from '../../src/run/metric.ts';
import type { Problem } from '../../src/run/problem.ts';
import type { Configuration, Point, Scenario } from '../../src/scenario/scenario.ts';
import { doubts } from '../../src/summary/claim.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aScenario,
  bothSides,
  disaggregated,
  someMetrics,
} from '../builders.ts';
import { aGate, bound, EVERYWHERE } from '../gating.ts';

/** A point whose output throughput is given, once or in repeats. */
function outputs(concurrency: number | null, ...values: readonly number[]): Point {
  const sample = (value: number): Partial<Record<MetricId, number>> => ({
    'output-throughput': value,
    'throughput-per-user': value / (concurrency ?? 1),
    'throughput-per-gpu': value / 8,
  });
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return aPoint(concurrency, sample(middle), { samples: values.map((value) => someMetrics(sample(value))) });
}

const sweep = (...points: readonly Point[]) => aScenario([aConfiguration(aDeployment(), points)]);

function compared(
  baseline: Scenario | null,
  candidate: Scenario | null,
  thresholds: Partial<Thresholds> = {},
  at: readonly number[] = [],
  effects: ComparisonSettings['effects'] = null,
): Comparison {
  return compare([bothSides(baseline, candidate)], aGate(thresholds, { at, effects }));
}

function remarks(baseline: Scenario, candidate: Scenario, thresholds: Partial<Thresholds> = {}): Problem[] {
  const asked = aGate(thresholds);
  const sides = [bothSides(baseline, candidate)];
  return remarksOn(compare(sides, asked), sides, asked.thresholds, asked.today);
}

const NOTHING_REJECTED = { 'missing-baseline': false, 'baseline-error': false, 'rejected-report': false };

const verdicts = ({ rows }: Comparison) => rows.map(({ verdict }) => verdict);

describe('a point against its baseline', () => {
  test.each([
    [100, 100, 'pass'],
    [100, 90, 'pass'],
    [100, 89.9, 'regression'],
    [100, 110, 'pass'],
    [100, 110.1, 'improvement'],
    [3, 2.7, 'pass'],
  ])('%d → %d at -10%% and by that alone is a %s', (before, after, verdict) => {
    const sides = [sweep(outputs(8, before)), sweep(outputs(8, after))] as const;
    const comparison = compared(...sides, { freed: ['front'] }, [], 'off');
    expect(verdicts(comparison)).toEqual([verdict]);
    expect(comparison.rows[0]).toMatchObject({ metric: 'output-throughput', bound: '-10%' });
    expect(comparison.rows[0]?.test).toMatchObject({ name: 'scatter', runs: 1, samples: [1, 1] });
    expect(comparison.rows[0]?.change).toBeCloseTo(after / before - 1, 12);
    expect(comparison.verdict).toBe(verdict);
  });

  test('a rise is bounded for what should be low', () => {
    const at = (ttft: number) => sweep(aPoint(8, { ttft }));
    const thresholds = { bounds: [bound('ttft', '+15%')], freed: ['output-throughput', 'front'] as const };
    expect(verdicts(compared(at(100), at(115), thresholds))).toEqual(['pass']);
    expect(verdicts(compared(at(100), at(120), thresholds))).toEqual(['regression']);
    expect(verdicts(compared(at(100), at(84), thresholds))).toEqual(['improvement']);
    // A latency scatters by 4% at a point: 16% more may be noise.
    expect(verdicts(compared(at(100), at(116), thresholds))).toEqual(['inconclusive']);
  });

  test('a null or zero baseline, or an unknown candidate, is inconclusive and has no change', () => {
    for (const [before, after] of [
      [null, 5],
      [0, 5],
      [5, null],
    ] as const) {
      const at = (value: number | null) => sweep(aPoint(8, { 'output-throughput': value }));
      const comparison = compared(at(before), at(after));
      expect(comparison.rows).toMatchObject([{ change: null, verdict: 'inconclusive', test: null }]);
      expect(comparison.verdict).toBe('inconclusive');
    }
  });

  test('naming a metric replaces its own default only', () => {
    const both = { bounds: [bound('ttft', '+15%')] };
    const point = aPoint(8, { ttft: 10, 'output-throughput': 10 });
    expect(compared(sweep(point), sweep(point), both).rows.map(({ metric }) => metric)).toEqual([
      'output-throughput',
      'ttft',
    ]);
    const own = { bounds: [bound('output-throughput', '-20%')] };
    expect(compared(sweep(point), sweep(point), own).rows.map(({ bound: text }) => text)).toEqual(['-20%']);
  });
});

describe('noise', () => {
  /** Standard deviation of a single point's output throughput from run to run, where earlier runs tell nothing of it. */
  const PRIOR = 0.008;
  const FREEDOM = 10;

  const judged = (before: readonly number[], after: readonly number[]) =>
    compared(sweep(outputs(8, ...before)), sweep(outputs(8, ...after)), { freed: ['front'] }, [], 'off');

  test('one run on each side: p is that of a prediction from the prior', () => {
    const { rows } = judged([100], [97]);
    const t = Math.log(0.97) / (PRIOR * Math.sqrt(2));
    expect(rows[0]?.test?.p).toBeCloseTo(tail(-t, FREEDOM), 6);
  });

  test('past the bound and beyond what points scatter is a regression, whatever the number of repeats', () => {
    for (const after of [[85], [85, 84], [85, 84, 86], [80, 0, 80]]) {
      const comparison = judged([100, 101, 99], after);
      expect(comparison.rows).toMatchObject([
        { verdict: 'regression', test: { name: 'scatter', runs: 1, samples: [3, after.length] } },
      ]);
      expect(comparison.verdict).toBe('regression');
    }
  });

  test('past the bound and within what repeats scatter is inconclusive', () => {
    const comparison = judged([100, 140, 60], [85, 120, 50]);
    expect(verdicts(comparison)).toEqual(['inconclusive']);
    expect(comparison.verdict).toBe('inconclusive');
    expect(comparison.rows[0]?.test?.p).toBeGreaterThan(0.1);
  });

  test('repeats of tonight count as those of earlier runs do, however many those are', () => {
    const steady = [100, 100.1, 99.9];
    const before = Array.from({ length: 5 }, () => sweep(outputs(8, ...steady)));
    const candidate = sweep(outputs(8, 85, 120, 50));
    const sides = { ...bothSides(before[0] ?? null, candidate), earlier: before };
    const { rows } = compare([sides], aGate({ freed: ['front'] }, { effects: 'off' }));
    expect(rows.map(({ verdict }) => verdict)).toEqual(['inconclusive']);
  });

  test('a rise within what repeats scatter is a pass', () => {
    expect(verdicts(judged([100, 140, 60], [115, 150, 70]))).toEqual(['pass']);
  });

  test('points scatter at least as the median over their repeats does', () => {
    const [before, after] = [
      [100, 104, 97],
      [85, 84, 86],
    ];
    const variance = (values: readonly number[]) => {
      const logs = values.map(Math.log);
      const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
      return logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
    };
    const ofMedian = (values: readonly number[]) => (1.57 * variance(values)) / values.length;
    const scatter = Math.sqrt(Math.max(ofMedian(before), ofMedian(after)));
    expect(scatter).toBeGreaterThan(PRIOR);
    const t = Math.log(0.85) / (scatter * Math.sqrt(2));
    expect(judged(before, after).rows[0]?.test?.p).toBeCloseTo(tail(-t, FREEDOM), 6);
  });

  test('two repeats tell nothing of how far they scatter', () => {
    const t = Math.log(0.85) / (PRIOR * Math.sqrt(2));
    expect(judged([100, 140, 60].slice(0, 1), [85, 120].toReversed().slice(1)).rows[0]?.test?.p).toBeCloseTo(
      tail(-t, FREEDOM),
      6,
    );
    expect(verdicts(judged([140, 60], [70, 70]))).toEqual(['regression']);
  });
});

/** P(T > t) by Simpson's rule on the density of Student's t: slow, and independent of the library. */
function tail(t: number, freedom: number): number {
  const density = (x: number) => (1 + x ** 2 / freedom) ** (-(freedom + 1) / 2);
  const integral = (from: number, to: number, steps: number) => {
    const h = (to - from) / steps;
    let sum = density(from) + density(to);
    for (let i = 1; i < steps; i += 1) sum += density(from + i * h) * (i % 2 === 1 ? 4 : 2);
    return (sum * h) / 3;
  };
  const beyond = (from: number) => integral(from, 50, 20_000) + integral(50, 5000, 200_000);
  return beyond(t) / (2 * beyond(0));
}

describe('points on one side', () => {
  const [one, two] = [outputs(1, 10), outputs(2, 20)];

  test('missing and new are counted once a point, and missing comes before a pass', () => {
    const comparison = compared(sweep(one, two), sweep(one, outputs(4, 40)));
    expect(comparison.rows.map(({ verdict, load }) => [verdict, load?.concurrency])).toEqual([
      ['pass', 1],
      ['missing', 2],
      ['new', 4],
    ]);
    expect(comparison.rows[1]).toMatchObject({ baseline: 20, candidate: null, change: null, bound: null });
    expect(comparison.verdict).toBe('missing');
  });

  test('new points alone do not hinder a pass', () => {
    expect(compared(sweep(one), sweep(one, two)).verdict).toBe('pass');
  });

  test('a scenario on one side is missing or new where another scenario matches', () => {
    const other = aScenario([aConfiguration(aDeployment(), [one])], { id: 'other' });
    const both = bothSides(sweep(one), sweep(one));
    expect(verdicts(compare([both, bothSides(other, null)], aGate()))).toEqual(['pass', 'missing']);
    expect(verdicts(compare([both, bothSides(null, other)], aGate()))).toEqual(['pass', 'new']);
  });

  test('no scenario on both sides is not comparable, and never a pass', () => {
    const sides = [bothSides(sweep(one), null), bothSides(null, sweep(two))];
    const comparison = compare(sides, aGate());
    expect(verdicts(comparison)).toEqual(['not-comparable', 'not-comparable']);
    expect(comparison).toMatchObject({ verdict: 'not-comparable', fronts: [] });
    const absolute = compare(sides, aGate({ bounds: [bound('output-throughput', '>= 1')] }));
    expect(absolute).toMatchObject({ absolute: [{ verdict: 'pass' }], verdict: 'not-comparable' });
  });

  test('points match by what was asked for: concurrency, else rate, else nothing at all; never by an estimate', () => {
    const at = (load: ReturnType<typeof aLoad>) => sweep(aPoint(load, { 'output-throughput': 5 }));
    const estimated = (concurrency: number, rate: number | null = null) =>
      aLoad(concurrency, { concurrencySource: 'estimated', rate });
    expect(verdicts(compared(at(estimated(8, 5)), at(estimated(9, 5))))).toEqual(['pass']);
    expect(verdicts(compared(at(estimated(8)), at(estimated(30))))).toEqual(['pass']);
    expect(verdicts(compared(at(estimated(8)), at(aLoad(8))))).toEqual(['not-comparable', 'not-comparable']);
  });

  test('a configuration on one side is missing or new, whatever its load', () => {
    const estimated = aPoint(aLoad(9, { concurrencySource: 'estimated' }), { 'output-throughput': 5 });
    const wider = aScenario([aConfiguration(aDeployment(), [one]), aConfiguration(disaggregated(), [estimated])]);
    expect(verdicts(compared(sweep(one), wider))).toEqual(['pass', 'new']);
    expect(verdicts(compared(wider, sweep(one)))).toEqual(['pass', 'missing']);
  });
});

describe('what a reader is told besides', () => {
  const [one, two] = [outputs(1, 10), outputs(2, 20)];

  test('entries of the config file that hold for nothing are warned of', () => {
    const scoped = (configuration: string, concurrency: number | null = null) => ({
      scope: { ...EVERYWHERE, configuration, concurrency },
      bounds: [],
      freed: [],
    });
    const overrides = [scoped('2R-TP4'), scoped('2R-*', 1), scoped('2R-TP5'), scoped('2R-*', 77)];
    const found = remarks(sweep(one), sweep(one), { overrides }).filter(({ code }) => code === 'unmatched-scope');
    expect(found.map(({ message }) => message)).toEqual([
      'overrides: nothing was measured at configuration 2R-TP5',
      'overrides: nothing was measured at configuration 2R-*, concurrency 77',
    ]);
  });

  test('runs that are on both sides are told, also where others are not', () => {
    const same = remarks(sweep(one, two), sweep(one, outputs(64, 7))).filter(({ code }) => code === 'same-files');
    expect(same.map(({ message }) => message)).toEqual([expect.stringMatching(/^1 of 2 runs have the same figures/)]);
    expect(remarks(sweep(outputs(8, 50)), sweep(outputs(8, 51))).map(({ code }) => code)).not.toContain('same-files');
  });
});

describe('matching', () => {
  test('different rates under one limit of concurrency are different loads', () => {
    const at = (rate: number, value: number) => aPoint(aLoad(256, { rate }), { 'output-throughput': value });
    const before = sweep(at(1, 10), at(2, 20), at(4, 40));
    const lost = compared(before, sweep(at(1, 10), at(2, 20), at(4, 28)), { freed: ['front'] });
    expect(lost.rows.map(({ load, verdict }) => [load?.rate, verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
      [4, 'regression'],
    ]);
    expect(verdicts(compared(before, sweep(at(4, 28)), { freed: ['front'] })).sort()).toEqual([
      'missing',
      'missing',
      'regression',
    ]);
    const unstated = aPoint(256, { 'output-throughput': 10 });
    expect(verdicts(compared(sweep(at(4, 10)), sweep(unstated), { freed: ['front'] }))).toEqual(['pass']);
  });

  test('configurations match by the id that counterparts share', () => {
    const variant = (name: string | null, value: number): Configuration =>
      aConfiguration(aDeployment(), [outputs(8, value)], { id: `2R-TP4 · ${name}`, variant: name });
    const scenario = (...configurations: Configuration[]) => aScenario(configurations);
    const two = compared(scenario(variant('a', 10), variant('b', 20)), scenario(variant('b', 20), variant('c', 10)));
    expect(two.rows.map(({ configuration, verdict }) => [configuration, verdict])).toEqual([
      ['2R-TP4 · b', 'pass'],
      ['2R-TP4 · a', 'missing'],
      ['2R-TP4 · c', 'new'],
    ]);
  });
});

describe('fronts', () => {
  const uniform = (factor: number) => sweep(outputs(1, 10 * factor), outputs(8, 60 * factor));

  test('a uniform change is the change of the front, and gated at -7%', () => {
    const comparison = compared(uniform(1), uniform(0.91), { freed: ['output-throughput'] });
    expect(comparison.fronts[0]?.change).toBeCloseTo(-0.09, 12);
    expect(comparison).toMatchObject({ verdict: 'regression', fronts: [{ bound: '-7%', verdict: 'regression' }] });
    expect(compared(uniform(1), uniform(0.94)).verdict).toBe('pass');
    expect(compared(uniform(1), uniform(1.08)).verdict).toBe('improvement');
  });

  test('a lost job is missing and no slower front; a new configuration cannot hide a loss', () => {
    const lost = compared(sweep(outputs(1, 10), outputs(8, 60)), sweep(outputs(8, 60)));
    expect(lost.fronts[0]).toMatchObject({ change: 0, verdict: 'pass' });
    const better = aConfiguration(disaggregated(), [outputs(8, 900)]);
    const loss = sweep(outputs(1, 9), outputs(8, 54));
    const hidden = compared(uniform(1), aScenario([...loss.configurations, better]), { freed: ['output-throughput'] });
    expect(hidden.verdict).toBe('regression');
    expect(hidden.fronts[0]).toMatchObject({ entered: ['1P-TP8/1D-TP8'], left: ['2R-TP4'] });
  });

  test('an area past the largest number is unknown, and no improvement', () => {
    const absurd = uniform(1e160);
    for (const [before, after] of [
      [uniform(1), absurd],
      [absurd, uniform(1)],
      [absurd, absurd],
    ] as const) {
      const comparison = compared(before, after, { freed: ['output-throughput'] });
      expect(comparison).toMatchObject({
        verdict: 'inconclusive',
        fronts: [{ change: null, verdict: 'inconclusive' }],
      });
      expect(doubts(comparison)).toEqual(['1 front whose area is zero or too large to represent']);
    }
  });

  test('a change past the largest number is unknown', () => {
    const comparison = compared(sweep(outputs(8, 1e-200)), sweep(outputs(8, 1e200)), { freed: ['front'] });
    expect(comparison).toMatchObject({ verdict: 'inconclusive', rows: [{ change: null, verdict: 'inconclusive' }] });
  });

  test('without coordinates on either side there is no front to judge, and it is said', () => {
    const point = aPoint(8, { 'output-throughput': 5 });
    expect(compared(sweep(point), sweep(point))).toMatchObject({ fronts: [], verdict: 'pass' });
    expect(remarks(sweep(point), sweep(point)).map(({ code }) => code)).toContain('no-front');
    expect(remarks(sweep(point), sweep(point), { freed: ['front'] }).map(({ code }) => code)).not.toContain('no-front');
    expect(remarks(uniform(1), uniform(1)).map(({ code }) => code)).not.toContain('no-front');
  });

  test('coordinates that one side lacks are inconclusive, all of them or one', () => {
    const bare = (...loads: number[]) => loads.map((load) => aPoint(load, { 'output-throughput': 10 * load }));
    const none = compared(uniform(1), sweep(...bare(1, 8)), { freed: ['output-throughput'] });
    expect(none).toMatchObject({
      verdict: 'inconclusive',
      fronts: [{ baselineArea: null, candidateArea: null, change: null, verdict: 'inconclusive', halfKnown: 2 }],
    });
    const one = compared(uniform(1), sweep(outputs(1, 10), ...bare(8)), { freed: ['output-throughput'] });
    expect(one).toMatchObject({ verdict: 'inconclusive', fronts: [{ change: 0, halfKnown: 1 }] });
    const lost = compared(uniform(1), sweep(outputs(1, 8), ...bare(8)), { freed: ['output-throughput'] });
    expect(lost).toMatchObject({ verdict: 'regression', fronts: [{ verdict: 'regression', halfKnown: 1 }] });
    const free = compared(uniform(1), sweep(...bare(1, 8)), { freed: ['output-throughput', 'front'] });
    expect(free.verdict).toBe('none');
  });
});

describe('absolute bounds', () => {
  const point = (concurrency: number, perGpu: number, ttft: number) =>
    aPoint(concurrency, { 'throughput-per-gpu': perGpu, 'ttft-p99': ttft, 'output-throughput': perGpu });
  const bounds = [bound('throughput-per-gpu', '>= 120'), bound('ttft-p99', '<= 2000')];

  test('some point must meet all at once', () => {
    const met = compared(null, sweep(point(8, 121, 1999), point(64, 160, 5000)), { bounds });
    expect(met.absolute).toMatchObject([{ verdict: 'pass', bounds }]);
    expect(met.absolute[0]?.best?.point.load.concurrency).toBe(8);
    expect(met.verdict).toBe('pass');
    const split = compared(null, sweep(point(8, 50, 100), point(64, 160, 5000)), { bounds });
    expect(split).toMatchObject({ verdict: 'regression', rows: [], absolute: [{ verdict: 'regression', best: null }] });
  });

  test('an unknown value meets no bound and misses none', () => {
    const unknown = sweep(aPoint(8, { 'throughput-per-gpu': 200 }));
    expect(compared(null, unknown, { bounds }).verdict).toBe('inconclusive');
    const beside = sweep(aPoint(8, { 'throughput-per-gpu': 200 }), point(64, 50, 5000));
    expect(compared(null, beside, { bounds }).verdict).toBe('regression');
    expect(compared(null, sweep(aPoint(8, { 'throughput-per-gpu': 100 })), { bounds }).verdict).toBe('regression');
    const overrides = [{ scope: { ...EVERYWHERE, concurrency: 8 }, bounds, freed: [] }];
    expect(compared(null, unknown, { overrides }).verdict).toBe('inconclusive');
  });

  test('what is asked of a scenario that was not measured is missing', () => {
    const scope = { ...EVERYWHERE, scenario: 'org/Gone' };
    const gone = compared(null, sweep(point(8, 121, 1999)), { overrides: [{ scope, bounds, freed: [] }] });
    expect(gone).toMatchObject({
      verdict: 'missing',
      absolute: [{ scenario: 'org/Gone', best: null, verdict: 'missing' }],
    });
  });

  test('with a load, every point of that load is judged', () => {
    const scope = { ...EVERYWHERE, concurrency: 64 };
    const overrides = [{ scope, bounds: [bound('ttft-p99', '<= 2000')], freed: [] }];
    const missed = compared(null, sweep(point(8, 50, 100), point(64, 160, 5000)), { overrides });
    expect(missed.absolute).toMatchObject([{ verdict: 'regression', bounds: [bound('ttft-p99', '<= 2000')] }]);
    expect(missed.absolute[0]?.misses).toHaveLength(1);
    expect(compared(null, sweep(point(8, 50, 100)), { overrides }).absolute).toMatchObject([{ verdict: 'missing' }]);
  });

  describe('a scope asks nothing of a scenario that has nothing it covers', () => {
    const scenarios = [
      aScenario([aConfiguration(aDeployment(), [point(8, 50, 100)])], { id: 'short' }),
      aScenario([aConfiguration(disaggregated(), [point(8, 50, 100)])], { id: 'long' }),
    ];
    const judged = (scope: Partial<Scope>) => {
      const overrides = [{ scope: { ...EVERYWHERE, ...scope }, bounds: [bound('ttft-p99', '<= 2000')], freed: [] }];
      const sides = scenarios.map((candidate) => bothSides(null, candidate));
      return compare(sides, aGate({ overrides })).absolute.map(({ scenario, verdict }) => [scenario, verdict]);
    };

    test.each<[Partial<Scope>, string[][]]>([
      [{ configuration: '2R-*' }, [['short', 'pass']]],
      [{ configuration: '2R-*', concurrency: 8 }, [['short', 'pass']]],
      [
        { concurrency: 8 },
        [
          ['short', 'pass'],
          ['long', 'pass'],
        ],
      ],
      [{ scenario: 'long' }, [['long', 'pass']]],
      // Nothing anywhere: missing, once.
      [{ configuration: '4R-*' }, [['*', 'missing']]],
      [{ concurrency: 64 }, [['*', 'missing']]],
      [{ scenario: 'long', configuration: '2R-*' }, [['long', 'missing']]],
      [{ scenario: 's*', concurrency: 64 }, [['short', 'missing']]],
      [{ scenario: 'gone', concurrency: 8 }, [['gone', 'missing']]],
    ])('%j', (scope, verdicts) => expect(judged(scope)).toEqual(verdicts));
  });
});

describe('overrides and acceptances', () => {
  const loss = [sweep(outputs(8, 100)), sweep(outputs(8, 85))] as const;
  const accepted = (until: string, configuration: string | null = '2R-*') => ({
    freed: ['front'] as const,
    acceptances: [
      {
        scope: { ...EVERYWHERE, configuration },
        bound: bound('output-throughput', '-20%'),
        reason: 'new sampler',
        until,
      },
    ],
  });

  test('later overrides win, for the points of their scope', () => {
    const override = (configuration: string, text: string) => ({
      scope: { ...EVERYWHERE, configuration },
      bounds: [bound('output-throughput', text)],
      freed: [],
    });
    const loose = [override('2R*', '-20%'), override('1P*', '-1%')];
    expect(verdicts(compared(...loss, { overrides: loose }))).toEqual(['pass']);
    expect(verdicts(compared(...loss, { overrides: [...loose, override('*', '-5%')] }))).toEqual(['regression']);
  });

  test('a loss on purpose passes, and is named', () => {
    const comparison = compared(...loss, accepted('2026-11-24'));
    expect(comparison.verdict).toBe('pass');
    expect(comparison.accepted).toMatchObject([
      { acceptance: { reason: 'new sampler' }, row: { bound: '-20%', verdict: 'pass' } },
      { acceptance: { reason: 'new sampler' }, row: null, effect: { effect: 'everywhere' } },
    ]);
  });

  test('after its last day, for others, and beyond its bound it does not', () => {
    expect(compared(...loss, accepted('2026-11-23')).verdict).toBe('regression');
    expect(compared(...loss, accepted('2027-01-01', '1P-*')).verdict).toBe('regression');
    expect(compared(loss[0], sweep(outputs(8, 79)), accepted('2027-01-01')).verdict).toBe('regression');
  });
});

describe('what fails the job', () => {
  const both = compared(sweep(outputs(8, 100), outputs(16, 150)), sweep(outputs(8, 80)));
  const reading = NOTHING_REJECTED;

  test('what is listed and holds anywhere, whatever decides the verdict', () => {
    expect(both.verdict).toBe('regression');
    const failing = FAILURES.filter((failure) => failingOf(both, [failure], reading).length > 0);
    expect(failing).toEqual(['regression', 'missing']);
    expect(failingOf(both, [], reading)).toEqual([]);
  });

  test('points that could not be compared, only where no other was', () => {
    const unmatched = compared(sweep(outputs(8, 100)), sweep(outputs(16, 50)), {
      bounds: [bound('output-throughput', '>= 1')],
    });
    expect(failingOf(unmatched, ['not-comparable'], reading)).toEqual(['not-comparable']);
    const lost = compared(sweep(outputs(8, 100), outputs(32, 100)), sweep(outputs(16, 50)));
    expect(failingOf(lost, ['not-comparable'], reading)).toHaveLength(1);
    const mixed = compared(sweep(outputs(8, 100), outputs(null, 100)), sweep(outputs(8, 100), outputs(null, 50)));
    expect(failingOf(mixed, ['not-comparable'], reading)).toEqual([]);
  });

  test('what only reading can tell', () => {
    expect(failingOf(null, ['missing-baseline'], { ...reading, 'missing-baseline': true })).toHaveLength(1);
    expect(failingOf(null, ['missing-baseline'], { ...reading, 'baseline-error': true })).toEqual([]);
    expect(failingOf(null, ['baseline-error'], { ...reading, 'baseline-error': true })).toEqual(['baseline-error']);
    expect(failingOf(null, ['rejected-report', 'regression'], { ...reading, 'rejected-report': true })).toHaveLength(1);
  });
});
