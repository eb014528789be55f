import { describe, expect, test } from 'vitest';
import { compare } from '../../src/regression/compare.ts';
import { remarksOn } from '../../src/regression/remark.ts';
import type { Thresholds } from '../../src/regression/thresholds.ts';
import type { Point, Scenario } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aLoad, aPoint, aScenario, bothSides } from '../builders.ts';
import { aGate, bound, EVERYWHERE, NO_THRESHOLDS } from '../gating.ts';

const FREED: Partial<Thresholds> = { freed: ['front'] };
const TOKENS = 256;

/** A point of a server whose latency grows linearly with the concurrency; `scale` times as fast. */
function served(concurrency: number, scale = 1): Point {
  const x = TOKENS / (2 + 0.05 * concurrency);
  return aPoint(concurrency, { 'throughput-per-user': x, 'output-throughput': concurrency * x * scale });
}

/** A rate that a harness found, and what was served there. */
function found(rate: number, output = rate * TOKENS, isFound = true): Point {
  return aPoint(aLoad(null, { rate, isFound }), { 'output-throughput': output });
}

const sweep = (...points: Point[]) => aScenario([aConfiguration(aDeployment(), points)]);

/** Against earlier runs, the newest first. */
function against(earlier: readonly Scenario[], candidate: Scenario) {
  return compare([{ ...bothSides(earlier[0] ?? null, candidate), earlier }], aGate(FREED));
}

function compared(baseline: Scenario, candidate: Scenario, thresholds: Partial<Thresholds> = {}) {
  return compare([bothSides(baseline, candidate)], aGate({ ...FREED, ...thresholds }));
}

describe('a configuration whose sides share no load', () => {
  const before = sweep(...[1, 8, 64].map((load) => served(load)));

  test.each([
    [1, 'pass'],
    [0.91, 'pass'],
    [0.89, 'regression'],
    [1.12, 'improvement'],
  ])('%d times as much at equal speeds is a %s, and no point is missing or new', (scale, verdict) => {
    const comparison = compared(before, sweep(...[2, 16, 48].map((load) => served(load, scale))));
    expect(comparison.rows).toMatchObject([{ load: null, metric: 'curve', bound: '-10%', verdict }]);
    expect(comparison.verdict).toBe(verdict);
  });

  test('the change is that of the mean log ratio over the speeds that both have', () => {
    const { rows } = compared(before, sweep(...[2, 16, 48].map((load) => served(load, 0.7))));
    expect(rows[0]?.change).toBeCloseTo(-0.3, 9);
    // Twice as much at one end and as much at the other, linear in the speed: ∫ ln(2 − t) dt from 0 to 1 is 2 ln 2 − 1.
    const flat = (load: number, x: number, output: number) =>
      aPoint(load, { 'throughput-per-user': x, 'output-throughput': output });
    const skew = compared(sweep(flat(8, 10, 100), flat(2, 20, 100)), sweep(flat(9, 10, 200), flat(3, 20, 100)));
    expect(Math.log(1 + (skew.rows[0]?.change ?? 0))).toBeCloseTo(2 * Math.log(2) - 1, 9);
  });

  test('is said to be compared, though its loads differ', () => {
    const [baseline, candidate] = [before, sweep(served(2), served(16))];
    const remarks = remarksOn(
      compared(baseline, candidate),
      [bothSides(baseline, candidate)],
      NO_THRESHOLDS,
      '2026-11-24',
    );
    expect(remarks.filter(({ code }) => code === 'no-counterpart')).toMatchObject([
      { severity: 'notice', message: expect.stringMatching(/; compared as a whole$/) },
    ]);
  });

  test.each([
    ['one load on a side', sweep(served(2))],
    ['no speed on both sides', sweep(served(300), served(400))],
    ['speeds that are not known', sweep(found(2, 9, false), found(4, 9, false))],
  ])('%s: nothing to compare by', (_, candidate) => {
    expect(compared(before, candidate).verdict).toBe('not-comparable');
  });

  test('is not compared where its bound is off', () => {
    const comparison = compared(before, sweep(served(2), served(16)), { freed: ['front', 'curve'] });
    expect(comparison.verdict).toBe('not-comparable');
  });

  test('one common load is enough to compare points alone', () => {
    const { rows } = compared(before, sweep(served(8), served(16)));
    expect(rows.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ['output-throughput', 'pass'],
      ['output-throughput', 'missing'],
      ['output-throughput', 'missing'],
      ['output-throughput', 'new'],
    ]);
  });
});

describe('against several earlier runs', () => {
  const curve = (scale: number, ...loads: readonly number[]) => sweep(...loads.map((load) => served(load, scale)));
  const capacity = (output: number) => sweep(found(1), found(output / TOKENS, output));
  const rowsOf = (...of: Parameters<typeof against>) => against(...of).rows.filter(({ load }) => load === null);

  test('the level is the geometric mean of those that do not differ', () => {
    const before = [1, 0.98, 1.03, 0.99].map((scale, night) => curve(scale, 1, 8, 64 + night));
    const [row] = rowsOf(before, curve(0.93, 2, 16, 48));
    expect(row?.change).toBeCloseTo(0.93 / (1 * 0.98 * 1.03 * 0.99) ** 0.25 - 1, 9);
    expect(row).toMatchObject({ verdict: 'pass', test: { name: 'scatter', runs: 4 } });
    const [other] = rowsOf([1000, 1010, 990].map(capacity), capacity(930));
    expect(other?.baseline).toBeCloseTo((1000 * 1010 * 990) ** (1 / 3), 9);
  });

  test('what main lost itself is no part of it', () => {
    const rows = rowsOf([1000, 1010, 1300, 1310].map(capacity), capacity(990));
    expect(rows).toMatchObject([{ verdict: 'pass', test: { runs: 2 } }]);
    expect(rows[0]?.change).toBeGreaterThan(-0.03);
  });

  test('past the bound and within what they scatter is inconclusive, past both a regression', () => {
    const noisy = [1000, 1120, 900, 1090, 930].map(capacity);
    expect(rowsOf(noisy, capacity(880))).toMatchObject([{ verdict: 'inconclusive' }]);
    expect(rowsOf(noisy, capacity(500))).toMatchObject([{ verdict: 'regression' }]);
    const quiet = [1000, 1010, 990, 1000, 1005].map(capacity);
    expect(rowsOf(quiet, capacity(880))).toMatchObject([{ verdict: 'regression' }]);
    expect(rowsOf(noisy, capacity(1150))).toMatchObject([{ verdict: 'pass' }]);
  });

  test('an older run without it tells nothing of it', () => {
    const before = [capacity(1000), sweep(served(8)), capacity(1010)];
    expect(rowsOf(before, capacity(1000))).toMatchObject([{ test: { runs: 2 } }]);
  });
});

describe('a configuration whose sides found their own loads', () => {
  test('is judged by its largest output throughput; what was found on one side is neither missing nor new', () => {
    const before = sweep(found(1), found(5), found(10));
    const { rows, verdict } = compared(before, sweep(found(1), found(3.5), found(7)));
    expect(rows.map((row) => [row.metric, row.load?.rate ?? null, row.verdict])).toEqual([
      ['output-throughput', 1, 'pass'],
      ['capacity', null, 'regression'],
    ]);
    expect(rows[1]?.change).toBeCloseTo(-0.3, 12);
    expect(verdict).toBe('regression');
  });

  test('the highest load that was tried is no capacity', () => {
    const asked = [1, 5, 10].map((rate) => found(rate, rate * TOKENS, false));
    const rows = compared(sweep(...asked), sweep(...asked.slice(0, 2))).rows;
    expect(rows.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'missing']);
    expect(compared(sweep(...asked), sweep(found(1), found(7))).rows.some(({ load }) => load === null)).toBe(false);
  });

  test('a loss may be bounded otherwise for a configuration, and accepted', () => {
    const [before, after] = [sweep(found(1), found(10)), sweep(found(1), found(8))];
    const [wide, scope] = [bound('capacity', '-25%'), { ...EVERYWHERE, configuration: '2R-*' }];
    const overrides = [{ scope, bounds: [wide], freed: [] }];
    expect(compared(before, after, { overrides }).verdict).toBe('pass');
    const acceptances = [{ scope, bound: wide, reason: 'known', until: '2026-12-31' }];
    expect(compared(before, after, { acceptances })).toMatchObject({
      ...{ verdict: 'pass', accepted: [{ row: { metric: 'capacity', bound: '-25%' } }] },
    });
  });
});
