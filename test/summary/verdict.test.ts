import { expect, test } from 'vitest';
import type { Bound } from '../../src/regression/bound.ts';
import { TERMINAL } from '../../src/summary/medium.ts';
import type { ComparisonReport, Report } from '../../src/summary/report.ts';
import { countsOf, headlineOf, verdictLine } from '../../src/summary/verdictwords.ts';
import {
  aBound,
  aCompared,
  aConfiguration,
  aDeployment,
  aFrontChange,
  aLoad,
  aMove,
  aPoint,
  aProblem,
  aReport,
  aRow,
  aSweep,
} from '../builders.ts';
import { EVERYWHERE } from '../gating.ts';

const headline = (compared: ComparisonReport, overrides: Partial<Report> = {}) =>
  headlineOf(aReport([aSweep()], { compared, ...overrides }), compared);

const tested = (p: number) => ({ name: 'scatter' as const, runs: 1, p, samples: [3, 3] as const });

const bound: Bound = { metric: 'output-throughput', kind: 'fall', limit: 0.25, text: '-25%' };
const acceptance = {
  scope: EVERYWHERE,
  bound,
  reason: 'Memory first',
  until: '2026-12-31',
};

const best = {
  configuration: aConfiguration(aDeployment(), []),
  point: aPoint(64, { 'throughput-per-gpu': 130, ttft: 1500 }),
};

test('regression: how many points lost more than what, the front, and what else is known', () => {
  const rows = [
    aMove(-0.12),
    aMove(-0.3, { load: aLoad(8) }),
    ...[1, 2, 3].map((n) => aRow({ load: aLoad(n) })),
    aRow({ verdict: 'missing', bound: null, change: null }),
    aRow({ verdict: 'new', bound: null, change: null }),
  ];
  const compared = aCompared({ rows, fronts: [aFrontChange({ change: -0.061 })], verdict: 'regression' });
  const { tone, word, text, next } = headline(compared);
  expect(tone).toBe('CAUTION');
  expect(word).toBe('Regression');
  expect(text).toBe('2 of 5 points lost more than 10% output throughput; front −6.1%; 1 point missing, 1 new');
  expect(next.join(' ')).not.toContain('odd night');
  expect(next.join(' ')).toContain('accept');
  expect(countsOf(compared, TERMINAL)).toEqual([
    '5 points compared with the baseline: 2 regressions, 3 pass',
    '1 missing',
    '1 new',
  ]);
});

test('regression against a single earlier run, which may have been a bad night; against several it is not', () => {
  const adviceAfter = (runs: number) =>
    headline(aCompared({ rows: [aMove(-0.12, { test: { ...tested(0.001), runs } })], verdict: 'regression' })).next;
  expect(adviceAfter(1).join(' ')).toMatch(/^With only one earlier run, the gate cannot tell/);
  expect(adviceAfter(5).join(' ')).not.toContain('odd night');
});

test('regression on several metrics: each in its own words, and rises apart from falls', () => {
  const rows = [
    aMove(-0.12),
    aMove(0.4, { metric: 'ttft-p99', bound: '+15%', verdict: 'regression' }),
    aMove(-0.3, { metric: 'throughput-per-gpu', bound: '-5%' }),
    aMove(-0.3, { metric: 'throughput-per-gpu', bound: '-20%', load: aLoad(8) }),
  ];
  const compared = aCompared({ rows, verdict: 'regression' });
  expect(headline(compared).text).toBe(
    '1 of 1 point lost more than 10% output throughput; TTFT p99 rose by more than 15% at 1 of 1 point; ' +
      '2 of 2 points lost more than allowed of tok/s/GPU',
  );
  expect(countsOf(compared, TERMINAL)).toEqual(['2 points compared with the baseline in 4 rows: 4 regressions']);
});

test('regression of fronts alone: one with its bound, several with the worst', () => {
  const lost = aFrontChange({ change: -0.081, verdict: 'regression' });
  const one = headline(aCompared({ fronts: [lost], verdict: 'regression' }));
  expect(one.text).toBe('front −8.1%, beyond its bound of −7%');
  const fronts = [aFrontChange({ scenario: 'b', change: 0.02 }), lost];
  expect(headline(aCompared({ fronts, verdict: 'regression' })).text).toBe('1 of 2 fronts beyond its bound: −8.1%');
  const both = [...fronts, { ...lost, scenario: 'c', change: -0.2 }];
  expect(headline(aCompared({ fronts: both, verdict: 'regression' })).text).toBe(
    '2 of 3 fronts beyond their bounds, the worst −20.0%',
  );
});

test('missing: how many, what became of the others, and where to look', () => {
  const missing = aRow({ verdict: 'missing', bound: null, change: null });
  const compared = aCompared({ rows: [missing, aRow({ load: aLoad(8) })], verdict: 'missing' }, { fronts: [aSweep()] });
  const { tone, word, text, next } = headline(compared);
  expect([tone, word]).toEqual(['WARNING', 'Missing']);
  expect(text).toBe('1 of 6 points of the baseline was not measured; the other point keeps its bounds');
  expect(next.join(' ')).toContain('logs');
});

test('inconclusive: what more runs do not decide is said, and what only the older level tells', () => {
  const noise = aMove(-0.3, { test: tested(0.3), verdict: 'inconclusive' });
  const scattered = headline(aCompared({ rows: [noise], verdict: 'inconclusive' })).next.join(' ');
  expect(scattered).toMatch(/^These points scatter too much .* more earlier runs \(baseline-runs\)/);
  const older = aMove(-0.2, { test: tested(0.001), verdict: 'inconclusive', isOlder: true });
  const { text, next } = headline(aCompared({ rows: [older], verdict: 'inconclusive' }));
  expect(text).toBe(
    '1 of 1 point moved past a bound against the runs before the newest, which alone may be one bad night',
  );
  expect(next.join(' ')).toMatch(/^Run main once more to decide/);
});

test('regression against the newest of several runs, which alone is the level', () => {
  const baseline = { source: 'path', commit: null, run: null, gap: null, runs: 5 };
  const compared = aCompared(
    { rows: [aMove(-0.12, { test: { ...tested(0.001), runs: 1 } })], verdict: 'regression' },
    { baseline },
  );
  const next = headline(compared).next.join(' ');
  expect(next).toMatch(/^The newest earlier run differs from those before it .*one good night/);
  expect(next).not.toContain('with several');
});

test('a bound on a reading that is not met is told of no point', () => {
  const scenario = 'llama-h100-isl9999-osl1000';
  const missed = {
    scenario,
    bounds: [aBound('front@500 >= 100')],
    best: null,
    misses: [],
    reading: null,
    verdict: 'regression',
  } as const;
  expect(headline(aCompared({ absolute: [missed], verdict: 'regression' })).text).toBe(
    'front@500 >= 100 is not met: nothing is that fast',
  );
});

test('inconclusive: noise and unknown values are told apart', () => {
  const noise = aMove(-0.12, { test: tested(0.3), verdict: 'inconclusive' });
  const unknown = aRow({ baseline: null, change: null, verdict: 'inconclusive', load: aLoad(8) });
  const { scenario, configuration } = noise;
  const remeasure = noise.load === null ? [] : [{ scenario, configuration, load: noise.load, runs: 3 }];
  const both = headline(aCompared({ rows: [noise, unknown], remeasure, verdict: 'inconclusive' }));
  expect([both.tone, both.word]).toEqual(['WARNING', 'Inconclusive']);
  expect(both.text).toBe(
    '1 of 2 points moved past a bound, but it may be noise; a value is unknown or zero at 1 of 2 points',
  );
  expect(both.next.join(' ')).toMatch(/^Measure these points again .*remeasure.* more runs will show it/);
  const alone = headline(aCompared({ rows: [unknown], verdict: 'inconclusive' }));
  expect(alone.next.join(' ')).toContain('unknown or zero');
});

test('not comparable: what differs, and never a word of a pass', () => {
  const rows = [aRow({ verdict: 'not-comparable', bound: null, change: null })];
  const message =
    'the sides have no scenario in common, so nothing was compared: accelerator: A100 in the baseline, H100 …';
  const problems = [aProblem({ severity: 'warning', code: 'not-comparable', file: null, message })];
  const other = aSweep({ id: 'another' });
  const { tone, word, text, next } = headline(aCompared({ rows, verdict: 'not-comparable' }, { fronts: [other] }), {
    problems,
  });
  expect([tone, word, text]).toEqual(['WARNING', 'Not comparable', message]);
  expect(next).toEqual(['Give a baseline of the same model, accelerator, sequence lengths and harness.']);
});

test('not comparable within a scenario: what differs, and where to look', () => {
  const rows = [aRow({ verdict: 'not-comparable', bound: null, change: null })];
  const message =
    'the sides have no load in common, so nothing was compared: loads: “concurrency 8” in the baseline, …';
  const problems = [aProblem({ severity: 'warning', code: 'not-comparable', file: null, message })];
  const compared = aCompared({ rows, verdict: 'not-comparable' }, { fronts: [aSweep()] });
  const { text, next } = headline(compared, { problems });
  expect(text).toBe(message);
  expect(next.join(' ')).toContain('--explain');
});

test('a front that one side knows in part is told in points', () => {
  const fronts = [aFrontChange({ verdict: 'inconclusive', halfKnown: 2 })];
  expect(headline(aCompared({ fronts, verdict: 'inconclusive' })).text).toContain(
    '2 points of the front have coordinates on one side only',
  );
});

test('nothing matches, though bounds in units are met: warned of', () => {
  const rows = [aRow({ verdict: 'not-comparable', bound: null, change: null })];
  const absolute = [
    { scenario: 's', bounds: [aBound('ttft <= 200')], best, misses: [], reading: null, verdict: 'pass' as const },
  ];
  const { tone, text } = headline(aCompared({ rows, absolute }));
  expect(tone).toBe('WARNING');
  expect(text).toContain('nothing was compared');
});

test('improvement: what was gained', () => {
  const rows = [aMove(0.2), aMove(-0.4, { metric: 'ttft', bound: '+15%', verdict: 'improvement' })];
  const { tone, word, text } = headline(
    aCompared({ rows, fronts: [aFrontChange({ change: 0.05 })], verdict: 'improvement' }),
  );
  expect([tone, word]).toEqual(['TIP', 'Improvement']);
  expect(text).toBe(
    '1 of 1 point gained more than 10% output throughput; mean TTFT fell by more than 15% at 1 of 1 point; front +5.0%',
  );
});

test('pass: what none of the points lost', () => {
  const rows = [aRow(), aRow({ load: aLoad(8) })];
  const { tone, word, text, next } = headline(aCompared({ rows, fronts: [aFrontChange({ change: 0.004 })] }));
  expect([tone, word, next]).toEqual(['TIP', 'Pass', []]);
  expect(text).toBe('none of 2 points lost more than 10% output throughput; front +0.4%');
  const mixed = headline(aCompared({ rows: [aRow(), aRow({ metric: 'ttft', bound: '+15%' })] }));
  expect(mixed.text).toBe('all bounds are kept at 1 point');
});

test('pass with several fronts and an accepted loss', () => {
  const row = aRow({ change: -0.2, bound: '-25%' });
  const accepted = [{ acceptance, scenario: row.scenario, row, effect: null, change: -0.2 }];
  const fronts = [aFrontChange({ change: -0.02 }), aFrontChange({ change: 0.03, scenario: 'b' })];
  const { text } = headline(aCompared({ rows: [row, aRow({ load: aLoad(8) })], fronts, accepted }));
  expect(text).toBe('all bounds are kept at 2 points; fronts −2.0% to +3.0%; 1 loss accepted');
});

test('bounds in units alone: who meets them, or that nobody does', () => {
  const alone = { baseline: null, asked: false };
  const result = {
    scenario: 's',
    bounds: [aBound('throughput-per-gpu >= 120'), aBound('ttft <= 2000')],
    misses: [],
    reading: null,
  };
  const met = headline(aCompared({ absolute: [{ ...result, best, verdict: 'pass' }] }, alone));
  expect(met.text).toBe(
    '2R-TP4 at concurrency 64 meets throughput-per-gpu >= 120 and ttft <= 2000 (130.0 tok/s/GPU, 1,500 ms)',
  );
  const unmet = { ...result, best: null, verdict: 'regression' as const };
  expect(headline(aCompared({ absolute: [unmet], verdict: 'regression' }, alone)).text).toBe(
    'no point meets throughput-per-gpu >= 120 and ttft <= 2000',
  );
  const { point } = best;
  const slow = { ...best, point: { ...point, metrics: { ...point.metrics, ttft: 2500 } } };
  const missed = { ...unmet, misses: [slow, slow], reading: null };
  expect(headline(aCompared({ absolute: [missed], verdict: 'regression' }, alone)).text).toBe(
    '2 points miss throughput-per-gpu >= 120 and ttft <= 2000: 2R-TP4 at concurrency 64: mean TTFT 2,500, +25.0% from 2,000; and 1 more point',
  );
  expect(headline(aCompared({ absolute: [missed, unmet], verdict: 'regression' }, alone)).text).toBe(
    '2 of 2 absolute bounds are not met, the worst: no point meets throughput-per-gpu >= 120 and ttft <= 2000',
  );
  const absent = { ...result, best: null, verdict: 'missing' as const };
  expect(headline(aCompared({ absolute: [absent], verdict: 'missing' }, alone)).text).toBe(
    'no point was measured where throughput-per-gpu >= 120 and ttft <= 2000 applies',
  );
});

test('a baseline that was not found is said first, or beside what was judged without it', () => {
  const lost = { baseline: null };
  const none = aCompared({ verdict: 'none' }, lost);
  const problems = [aProblem({ severity: 'warning', code: 'missing-baseline', message: 'baseline old: no run' })];
  const { tone, word, text, next } = headline(none, { problems });
  expect([tone, word, text]).toEqual(['WARNING', 'Baseline not found', 'nothing was compared']);
  expect(next[0]).toBe('Baseline old: no run.');
  expect(verdictLine(headline(none), none)).toBe('none (baseline not found: nothing was compared)');
  expect(countsOf(none, TERMINAL)).toEqual([]);
  const absolute = [
    { scenario: 's', bounds: [aBound('ttft <= 200')], best, misses: [], reading: null, verdict: 'pass' as const },
  ];
  const beside = headline(aCompared({ absolute }, lost));
  expect([beside.tone, beside.word]).toEqual(['WARNING', 'Pass']);
  expect(beside.text).toContain('the baseline was not found, so nothing was compared with it');
});

test('nothing gated: said, with the front where one was compared', () => {
  expect(headline(aCompared({ verdict: 'none' })).text).toBe('no bound applies to any point or front');
  const fronts = [aFrontChange({ change: -0.2, bound: null })];
  expect(headline(aCompared({ fronts, verdict: 'none' })).text).toBe('front −20.0%');
});

test('what puts a comparison in doubt stands beside its verdict', () => {
  const message = '6 of 6 reports are the same files on both sides: they compare with themselves';
  const problems = [aProblem({ severity: 'warning', code: 'same-files', message }), aProblem()];
  expect(headline(aCompared({ rows: [aRow()] }), { problems }).next).toEqual([`${message}.`]);
});

test('the commit of a baseline is named', () => {
  const compared = aCompared(
    { rows: [aRow()] },
    { baseline: { source: 'artifact', commit: 'abc1234', run: null, gap: null, runs: 1 } },
  );
  expect(countsOf(compared, TERMINAL)).toEqual([
    '1 point compared with the baseline (artifact, commit abc1234): 1 pass',
  ]);
});

test.each([
  ['cost@30 <= 4', 'cost@30 <= 4 cannot be judged: no point has a cost and tok/s/user'],
  ['front@30 >= 4', 'front@30 >= 4 cannot be judged: no point has both coordinates'],
])('of %s that cannot be judged it is not told that it is missed', (bound, told) => {
  const unread = {
    scenario: 'one',
    bounds: [aBound(bound)],
    best: null,
    misses: [],
    reading: null,
    verdict: 'inconclusive' as const,
  };
  expect(headline(aCompared({ absolute: [unread], verdict: 'inconclusive' })).text).toBe(told);
});
