import { expect, test } from 'vitest';
import { type Comparison, compare } from '../../src/regression/compare.ts';
import { strangersIn } from '../../src/regression/stranger.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Sides } from '../../src/scenario/sides.ts';
import { detectableLine } from '../../src/summary/effectwords.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, bothSides } from '../builders.ts';
import { aGate, NO_THRESHOLDS } from '../gating.ts';

const LOADS = [1, 8, 64, 256];
const NAMES = ['1R-TP1', '2R-TP1', '3R-TP1', '4R-TP1', '5R-TP1'];

type Factor = (configuration: string, load: number) => number;

/** A night of five configurations without noise; the last of them has the most for GPU and user, and the front alone. */
function night(factor: number | Factor = 1, names = NAMES): Scenario {
  const of = typeof factor === 'number' ? () => factor : factor;
  return aScenario(
    names.map((label, i) => {
      const points = LOADS.map((load) => {
        const output = 100 * (i + 1) * Math.sqrt(load) * of(label, load);
        const rates = { 'throughput-per-user': output / load, 'throughput-per-gpu': output / 8 };
        return aPoint(load, { 'output-throughput': output, ...rates });
      });
      return aConfiguration(aDeployment({ label }), points);
    }),
  );
}

/** @param earlier the newest first */
function sidesOf(candidate: Scenario, earlier: readonly (Scenario | null)[]): Sides[] {
  return [{ ...bothSides(earlier[0] ?? null, candidate), earlier }];
}

function compared(
  candidate: Scenario,
  earlier: readonly (Scenario | null)[],
  effects: 'off' | null = null,
): Comparison {
  return compare(sidesOf(candidate, earlier), aGate({}, { effects }));
}

const slower =
  (label: string, factor: number): Factor =>
  (configuration) =>
    configuration === label ? factor : 1;

test('a row a run, the oldest first and the candidate last, against the present level', () => {
  const [trend] = compared(night(0.99), [night(1.01), night(1), night(0.99), night(1.25), night(1.25)]).trends;
  expect(trend?.rows.map(({ run }) => run)).toEqual([4, 3, 2, 1, 0, null]);
  const everywhere = trend?.rows.map((row) => row.everywhere?.toFixed(2));
  expect(everywhere).toEqual(['0.25', '0.25', '-0.01', '0.00', '0.01', '-0.01']);
  expect(trend?.band.everywhere).toBeGreaterThan(0.01);
  expect(trend?.band.everywhere).toBeLessThan(0.06);
});

test('a configuration is told with what everything did: of the front, and one that lost before it', () => {
  const earlier = [night(), night(), night()];
  const [quiet] = compared(night(0.98), earlier).trends;
  expect(quiet?.configurations).toEqual(['5R-TP1']);
  expect(quiet?.rows.at(-1)?.configurations[0]).toBeCloseTo(-0.02, 6);
  const [lost] = compared(night(slower('2R-TP1', 0.8)), earlier).trends;
  expect(lost?.configurations).toEqual(['2R-TP1', '5R-TP1']);
  const [slow, other] = lost?.rows.at(-1)?.configurations ?? [];
  expect(slow).toBeCloseTo(-0.2, 6);
  expect(other).toBeCloseTo(0, 6);
});

test('none with fewer than three earlier runs that have its points; a run without them has no row', () => {
  const stranger = night(1, ['6R-TP1']);
  expect(compared(night(), [night(), night()]).trends).toEqual([]);
  expect(compared(night(), [night(), stranger, night()]).trends).toEqual([]);
  const [trend] = compared(night(), [night(), stranger, null, night(), night()]).trends;
  expect(trend?.rows.map(({ run }) => run)).toEqual([4, 3, 0, null]);
});

test('an earlier run none of whose configurations match is named; the others judge', () => {
  const sides = sidesOf(night(), [night(), night(1, ['6R-TP1', '7R-TP1']), night()]);
  const comparison = compared(night(), sides[0]?.earlier ?? []);
  const message =
    'baseline b: none of its 2 configurations is in the candidate at any of its loads, so it says nothing';
  expect(strangersIn(sides, ['a', 'b', 'c'], NO_THRESHOLDS)).toMatchObject([
    { run: 1, problem: { severity: 'warning', code: 'unmatched-earlier-run', message } },
  ]);
  expect(comparison.verdict).toBe('pass');
});

test('where effects are off, nothing is said of what they would have seen', () => {
  const earlier = [night(), night(), night()];
  expect(compared(night(), earlier).detectable).toHaveLength(1);
  const { detectable } = compared(night(), earlier, 'off');
  expect(detectable).toMatchObject([{ everywhere: null, configuration: null, load: null }]);
  expect(detectableLine({ detectable })).toEqual([]);
});

const losses = ({ effects }: Comparison) => effects.filter(({ verdict }) => verdict === 'regression');

test('what one configuration or one load gains is no loss of the others, be they few', () => {
  const earlier = [night(), night(), night()];
  const gains: Factor[] = [slower('2R-TP1', 1.3), (_, load) => (load === 256 ? 1.4 : 1)];
  for (const gain of gains) expect(losses(compared(night(gain), earlier))).toEqual([]);
  const two = ['1R-TP1', '2R-TP1'];
  const before = [night(1, two), night(1, two), night(1, two)];
  expect(losses(compared(night(slower('2R-TP1', 1.3), two), before))).toEqual([]);
  const pair = compared(night(slower('2R-TP1', 0.8), two), before);
  expect(losses(pair).map(({ configuration }) => configuration)).toContain('2R-TP1');
  expect(losses(pair).map(({ configuration }) => configuration)).not.toContain('1R-TP1');
});
