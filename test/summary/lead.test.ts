import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/regression/compare.ts';
import { regressionsIn } from '../../src/summary/annotation.ts';
import { judgedIn } from '../../src/summary/judged.ts';
import { leadOf } from '../../src/summary/lead.ts';
import { headlineOf } from '../../src/summary/verdictwords.ts';
import { aBound, aCompared, aFrontChange, aLoad, aMove, anEffect, aReport, aRow } from '../builders.ts';

const points = (metric: 'output-throughput' | 'ttft', loads: readonly number[], change = -0.12) =>
  loads.map((load) => aMove(change, { metric, load: aLoad(load), verdict: 'regression' }));

function told(comparison: Partial<Comparison>): { readonly more: string; readonly text: string } {
  const compared = aCompared({ verdict: 'regression', ...comparison });
  const report = aReport([], { compared });
  const [, more = ''] = /, and (.*)$/.exec(leadOf(report, compared) ?? '') ?? [];
  return { more, text: headlineOf(report, compared).text };
}

describe('what else there is, is counted as the line below counts it:', () => {
  test('points past a bound', () => {
    const { more, text } = told({ rows: [...points('output-throughput', [8, 16, 32]), aRow()] });
    expect([more, text]).toEqual(['2 more points', expect.stringContaining('3 of 4 points lost')]);
  });

  test('a point once, in however many metrics', () => {
    const rows = [...points('output-throughput', [8, 16]), ...points('ttft', [8, 16], 0.3)];
    expect(told({ rows }).more).toBe('1 more point');
    expect(told({ rows: rows.filter((row) => JSON.stringify(row.load) === JSON.stringify(aLoad(8))) }).more).toBe('');
  });

  test('points that were not measured, of however many configurations', () => {
    const missing = (configuration: string, loads: readonly number[]) =>
      loads.map((load) => aRow({ configuration, load: aLoad(load), verdict: 'missing', bound: null, candidate: null }));
    const rows = [...missing('a', [8, 16, 32]), ...missing('b', [8, 16])];
    expect(told({ rows, verdict: 'missing' }).more).toBe('2 more points');
  });

  test('what is no point, by what it is', () => {
    const effects = [anEffect({ change: -0.3 }), anEffect({ configuration: '1R-TP8' })];
    const fronts = [aFrontChange({ change: -0.2, verdict: 'regression' })];
    const of = { scenario: 's', bounds: [aBound('ttft <= 200')], misses: [], reading: null, best: null };
    const absolute = [{ ...of, verdict: 'regression' as const }];
    const rows = points('output-throughput', [8]).map((row) => ({ ...row, configuration: 'other' }));
    expect(told({ rows, effects, fronts, absolute }).more).toBe(
      '1 more configuration, 1 point, 1 front and 1 absolute bound',
    );
  });
});

describe('nothing milder leads alone where something is worse:', () => {
  const everything = anEffect({ effect: 'everywhere', configuration: null, change: -0.04, p: 1e-9 });
  const lead = (comparison: Partial<Comparison>) => {
    const compared = aCompared({ verdict: 'regression', ...comparison });
    return leadOf(aReport([], { compared }), compared);
  };

  test('a configuration that lost far more than all', () => {
    const effects = [everything, anEffect({ change: -0.4 }), anEffect({ configuration: '1R-TP8', change: -0.05 })];
    expect(lead({ effects })).toMatch(/^everything lost 4\.0%; worst: 2R-TP4 lost 40\.0% at every load \(.+\)$/);
  });

  test('a point that lost far more than all, and one that lost as much as all', () => {
    const rows = [...points('output-throughput', [8], -0.3), ...points('output-throughput', [16], -0.05)];
    expect(lead({ effects: [everything], rows })).toMatch(
      /^everything lost 4\.0%; worst: \S+ at concurrency 8: output throughput \S30\.0% \(.+\)$/,
    );
  });

  test('all that lost nearly as much as the worst leads alone', () => {
    const effects = [{ ...everything, change: -0.3, moved: -0.3 }, anEffect({ change: -0.4 })];
    expect(lead({ effects })).toMatch(/^everything lost 30\.0% \([^)]+\)$/);
  });

  test('of two configurations the one that lost more, not the one that is surer', () => {
    const effects = [anEffect({ change: -0.1, p: 1e-9 }), anEffect({ configuration: '1R-TP8', change: -0.4 })];
    expect(lead({ effects })).toMatch(/^1R-TP8 lost 40\.0% at every load \(.+\), and 1 more configuration$/);
  });

  test('a larger share of another metric is no worse: what lost everywhere leads, and both are counted', () => {
    const rows = [...points('ttft', [8], 0.6), ...points('output-throughput', [8, 16], -0.045)];
    const effects = [everything, anEffect({ metric: 'ttft', configuration: '1R-TP8', change: 0.2 })];
    expect(lead({ effects, rows })).toMatch(/^everything lost 4\.0% \([^)]+\), and 1 configuration and 1 point$/);
  });

  test('another scenario that lost less counts beside points', () => {
    const effects = [{ ...everything, scenario: 'other' }];
    expect(lead({ effects, rows: points('output-throughput', [8], -0.3) })).toMatch(/, and 1 scenario$/);
  });
});

test('bounds in units are named wherever they are told', () => {
  const bounds = [aBound('throughput-per-gpu >= 120'), aBound('ttft <= 200')];
  const of = { scenario: 's', bounds, misses: [], reading: null, best: null, verdict: 'regression' as const };
  const compared = aCompared({ verdict: 'regression', absolute: [of] });
  const [annotation] = regressionsIn(compared.comparison);
  expect(annotation?.message).toContain('no point meets throughput-per-gpu >= 120 and ttft <= 200');
  expect(judgedIn(aReport([], { compared })).map(({ name }) => name)).toEqual([
    'throughput-per-gpu >= 120 and ttft <= 200',
  ]);
});
