import { describe, expect, test } from 'vitest';
import { type ComparisonSettings, compare } from '../../src/regression/compare.ts';
import { failingOf, failureWords } from '../../src/regression/gatefailure.ts';
import { readScenario } from '../../src/regression/judgedreading.ts';
import { unstatedObjectives } from '../../src/regression/objective.ts';
import { remarksOn } from '../../src/regression/remark.ts';
import type { Thresholds } from '../../src/regression/thresholds.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { regressionsIn } from '../../src/summary/annotation.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, at, bothSides, disaggregated } from '../builders.ts';
import { aGate, bound, EVERYWHERE } from '../gating.ts';

const asked = (thresholds: Partial<Thresholds> = {}, speeds: readonly number[] = []): ComparisonSettings =>
  aGate({ freed: ['front', 'output-throughput'], ...thresholds }, { at: speeds });

const compared = (baseline: Scenario | null, candidate: Scenario, of: ComparisonSettings) =>
  compare([bothSides(baseline, candidate)], of);

/** One configuration at concurrency 8 and 32, as fast as told. */
const sweep = (scale: number, ...more: ReturnType<typeof aConfiguration>[]) =>
  aScenario([aConfiguration(aDeployment(), [at(8, 60, 20 * scale), at(32, 20, 80 * scale)]), ...more]);

const front50 = { bounds: [bound('front@50', '-5%')] };

describe('a bound on a reading', () => {
  test.each([
    [1, 'pass'],
    [0.951, 'pass'],
    [0.94, 'regression'],
    [1.06, 'improvement'],
  ])('%d times as much is a %s', (scale, verdict) => {
    const comparison = compared(sweep(1), sweep(scale), asked(front50, [50]));
    expect(comparison.readings).toMatchObject([{ x: 50, bound: '-5%', verdict }]);
    expect(comparison.readings[0]?.change).toBeCloseTo(scale - 1, 12);
    expect(comparison.verdict).toBe(verdict);
  });

  test('fails a job like a front, and is named', () => {
    const comparison = compared(sweep(1), sweep(0.9), asked(front50));
    const nothing = { 'missing-baseline': false, 'baseline-error': false, 'rejected-report': false };
    expect(failureWords(failingOf(comparison, ['regression'], nothing))).toEqual([
      'regression: a loss exceeds the noise, or a bound is not met',
    ]);
    expect(regressionsIn(comparison).map(({ message }) => message)).toEqual([
      'front@50 of llama-h100-isl9999-osl1000: −10.0%, bound −5%',
    ]);
  });

  test('that nothing is that fast any more is a regression; that something is now is none', () => {
    const slower = aScenario([aConfiguration(aDeployment(), [at(8, 49, 20), at(32, 20, 80)])]);
    expect(compared(sweep(1), slower, asked(front50)).readings.at(-1)).toMatchObject({
      ...{ x: 50, change: null, candidate: null, bound: '-5%', verdict: 'regression' },
    });
    expect(compared(slower, sweep(1), asked(front50)).verdict).toBe('improvement');
  });

  test('a lost job is missing and no slower reading; a new configuration cannot hide a loss', () => {
    const lost = aScenario([aConfiguration(aDeployment(), [at(32, 20, 80)])]);
    const comparison = compared(sweep(1), lost, asked(front50));
    expect(comparison.verdict).toBe('missing');
    const better = aConfiguration(disaggregated(), [at(8, 60, 900)]);
    expect(compared(sweep(1), sweep(0.9, better), asked(front50)).verdict).toBe('regression');
    // What is not bounded tells of all.
    const [free] = compared(sweep(1), sweep(0.9, better), asked({}, [50])).readings;
    expect(free).toMatchObject({ bound: null, verdict: 'pass', candidate: { y: 900 } });
  });

  test('what one side does not know is inconclusive', () => {
    const unknown = aScenario([aConfiguration(aDeployment(), [at(8, 60, null), at(32, 20, 80)])]);
    expect(compared(sweep(1), unknown, asked(front50)).verdict).toBe('inconclusive');
  });

  test('where nothing is that fast on either side it judges nothing, and that is said', () => {
    const of = asked({ bounds: [bound('front@500', '-5%')] });
    const comparison = compared(sweep(1), sweep(1), of);
    expect(comparison.verdict).toBe('none');
    const sides = [bothSides(sweep(1), sweep(1))];
    expect(remarksOn(comparison, sides, of.thresholds, '2026-11-24').map(({ message }) => message)).toContain(
      'front@500 of llama-h100-isl9999-osl1000 is not judged: neither side is that fast',
    );
  });

  test('may differ by scenario, and a loss may be accepted', () => {
    const override = { scope: { ...EVERYWHERE, scenario: 'llama*' }, bounds: [bound('front@50', '-20%')], freed: [] };
    expect(compared(sweep(1), sweep(0.9), asked({ ...front50, overrides: [override] })).verdict).toBe('pass');
    const acceptance = { scope: EVERYWHERE, bound: bound('front@50', '-15%'), reason: 'known', until: '2026-12-31' };
    const comparison = compared(sweep(1), sweep(0.9), asked({ ...front50, acceptances: [acceptance] }));
    expect(comparison).toMatchObject({ verdict: 'pass', accepted: [{ row: null }] });
  });

  test('in units needs no baseline', () => {
    const judged = (text: string) => compared(null, sweep(1), asked({ bounds: [bound('front@50', text)] }));
    expect(judged('>= 30')).toMatchObject({ verdict: 'pass', absolute: [{ bounds: [bound('front@50', '>= 30')] }] });
    expect(judged('>= 36').verdict).toBe('regression');
    expect(compared(null, aScenario([]), asked({ bounds: [bound('front@50', '>= 1')] })).verdict).toBe('inconclusive');
  });
});

test('only points that meet the objectives are read', () => {
  const point = (concurrency: number, x: number, y: number, ttft: number) =>
    aPoint(concurrency, { 'throughput-per-user': x, 'throughput-per-gpu': y, ttft });
  const scenario = aScenario([aConfiguration(aDeployment(), [point(8, 60, 20, 100), point(32, 20, 80, 900)])]);
  const of = { ...asked({}, [20]), objectives: [bound('ttft', '<= 200')] };
  expect(readScenario(scenario, of).readings).toMatchObject([{ x: 20, reading: { y: 20 } }]);
});

describe('an objective on what no point states', () => {
  const objectives = [bound('ttft-p99', '<= 4000'), bound('tpot', '<= 30')];
  const scenario = aScenario([
    aConfiguration(aDeployment(), [
      aPoint(8, { 'throughput-per-user': 60, 'throughput-per-gpu': 20, 'ttft-p99': null, tpot: 20 }),
      aPoint(32, { 'throughput-per-user': 20, 'throughput-per-gpu': 80, 'ttft-p99': null, tpot: 50 }),
    ]),
  ]);

  test('leaves open what is as fast; nothing is where another is surely missed', () => {
    const { readings } = readScenario(scenario, { ...asked({}, [20, 50, 100]), objectives });
    expect(readings).toMatchObject([
      { x: 20, reading: null, isKnown: false },
      { x: 50, reading: null, isKnown: false },
      { x: 100, reading: null, isKnown: true },
    ]);
    const [strict] = readScenario(scenario, {
      ...asked({}, [20]),
      objectives: [...objectives, bound('tpot', '<= 5')],
    }).readings;
    expect(strict).toMatchObject({ reading: null, isKnown: true });
  });

  test('never makes a regression of a bound', () => {
    const of = { ...asked({ bounds: [bound('front@50', '>= 10')] }), objectives };
    expect(compared(null, scenario, of)).toMatchObject({ verdict: 'inconclusive' });
  });

  test('is a problem of its own', () => {
    expect(unstatedObjectives([scenario], objectives)).toMatchObject([
      {
        severity: 'warning',
        code: 'unstated-objective',
        message: expect.stringMatching(
          /^slo: ttft-p99 is stated by no point, so the objective ttft-p99 <= 4000 cannot/,
        ),
      },
    ]);
  });
});

test('speeds are those asked for, else round ones, and those that are bounded', () => {
  const speeds = (of: ComparisonSettings) => readScenario(sweep(1), of).readings.map(({ x }) => x);
  expect(speeds(asked())).toEqual([20, 50]);
  expect(speeds(asked({}, [30, 500]))).toEqual([30, 500]);
  expect(speeds(asked({ bounds: [bound('front@7.5', '-5%')] }, [30]))).toEqual([7.5, 30]);
});
