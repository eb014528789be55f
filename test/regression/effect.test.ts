import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Effect,
  effectsOf as effectsIn,
  type MetricClass,
  pointScatter as scatterIn,
} from '../../src/regression/effect.ts';
import { alphaOf, significantEffects } from '../../src/regression/significance.ts';
import type { EffectKind } from '../../src/run/effectkind.ts';
import { sharedData, withoutSharedData } from '../shared.ts';
import { times } from '../thorough.ts';
import { at, bruteForce, type Grid, sparse } from './brute.ts';
import { normal, random } from './noise.ts';

/** What numpy and scipy make of the effects of one kind; numbers of a grid in rows. */
interface ReferenceEffects {
  readonly effect: readonly (number | readonly number[])[];
  readonly t: readonly (number | readonly number[])[];
  readonly df: number;
  readonly p: readonly (number | readonly number[])[];
  readonly flagged: readonly (boolean | readonly boolean[])[];
  readonly share: number;
}

interface Case {
  readonly kind: MetricClass;
  readonly better: 'higher' | 'lower';
  readonly earlier: readonly (readonly (readonly number[])[])[];
  readonly now: readonly (readonly number[])[];
  readonly change: readonly [EffectKind, number] | null;
  readonly expected: Readonly<Partial<Record<EffectKind, ReferenceEffects>>>;
}

const effectsOf = (now: Grid, stretches: readonly (readonly Grid[])[], of: MetricClass) =>
  effectsIn(
    sparse(now),
    stretches.map((runs) => runs.map(sparse)),
    of,
  );

const pointScatter = (now: Grid, stretches: readonly (readonly Grid[])[], of: MetricClass) =>
  scatterIn(
    sparse(now),
    stretches.map((runs) => runs.map(sparse)),
    of,
  );

const logarithms = (values: Case['now']): Grid => values.map((row) => row.map(Math.log));

const close = (found: readonly number[], expected: readonly (number | readonly number[])[], what: string) => {
  const wanted = expected.flat();
  expect(found, what).toHaveLength(wanted.length);
  const worst = Math.max(...found.map((value, i) => Math.abs(value - (wanted[i] ?? Number.NaN))));
  expect(worst, what).toBeLessThan(1e-6);
};

describe.skipIf(withoutSharedData)('seeded sweeps, as numpy and scipy have them', () => {
  const cases: readonly Case[] = withoutSharedData
    ? []
    : JSON.parse(readFileSync(sharedData('gate', 'effects.json'), 'utf8'));

  test.each(
    cases.map((one, i) => ({ ...one, name: `${i}: ${one.kind}, ${one.earlier.length} earlier, ${one.change}` })),
  )('$name', ({ kind: of, better, earlier, now, expected }) => {
    const found = effectsOf(logarithms(now), [earlier.map(logarithms)], of);
    const pOf = ({ p }: Effect) => (better === 'higher' ? p : 1 - p);
    const flagged = significantEffects(found, pOf);
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(Object.keys(expected)));
    for (const [kind, wanted] of Object.entries(expected) as [EffectKind, ReferenceEffects][]) {
      const own = found.filter((effect) => effect.kind === kind);
      close(
        own.map(({ size }) => size),
        wanted.effect,
        `sizes, ${kind}`,
      );
      close(
        own.map(({ t }) => t),
        wanted.t,
        `t, ${kind}`,
      );
      close(own.map(pOf), wanted.p, `p, ${kind}`);
      for (const { freedom } of own) expect(freedom, `df, ${kind}`).toBeCloseTo(wanted.df, 6);
      expect(
        own.map((effect) => flagged.has(effect)),
        `flags, ${kind}`,
      ).toEqual(wanted.flagged.flat());
      expect(alphaOf(found)[kind], `share of α, ${kind}`).toBeCloseTo(wanted.share, 12);
    }
  });
});

/** A grid of noise and of a change, in which holes are null. */
function grids(seed: number, { rows, columns, runs, holes }: Record<'rows' | 'columns' | 'runs' | 'holes', number>) {
  const uniform = random(seed);
  const truth = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 5 + 3 * uniform()));
  const run = (): Grid => {
    const drift = 0.01 * normal(uniform);
    return truth.map((row) => {
      const own = 0.01 * normal(uniform);
      return row.map((value) => (uniform() < holes ? null : value + drift + own + 0.008 * normal(uniform)));
    });
  };
  return { now: run(), earlier: Array.from({ length: runs }, run) };
}

describe('grids with holes', () => {
  const THROUGHPUT = { everywhere: 0.015, configuration: 0.01, load: 0.005, point: 0.008 };
  const shapes = [
    { rows: 19, columns: 6, runs: 5, holes: 0.1 },
    { rows: 12, columns: 4, runs: 3, holes: 0.3 },
    { rows: 5, columns: 3, runs: 4, holes: 0.3 },
    { rows: 8, columns: 2, runs: 1, holes: 0.2 },
    { rows: 3, columns: 1, runs: 2, holes: 0.2 },
    { rows: 1, columns: 5, runs: 3, holes: 0.3 },
    { rows: 6, columns: 5, runs: 10, holes: 0 },
  ];

  test.each(shapes)('$rows × $columns, $runs earlier runs, $holes of them holes: as cell by cell', (shape) => {
    for (let seed = 1; seed <= times(7, 20); seed += 1) {
      const { now, earlier } = grids(seed, shape);
      const level = now.map((row, i) =>
        row.map((value, j) => (earlier.some((run) => at(run, i, j) !== null) ? value : null)),
      );
      if (!level.flat().some((value) => value !== null)) continue;
      const found = effectsOf(level, [earlier], 'throughput');
      const expected = bruteForce(level, earlier, THROUGHPUT);
      expect(found.map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind));
      close(
        found.map(({ size }) => size),
        expected.map(({ size }) => size),
        'sizes',
      );
      close(
        found.map(({ t }) => t),
        expected.map(({ t }) => t),
        't',
      );
      close(
        found.map(({ freedom }) => freedom),
        expected.map(({ freedom }) => freedom),
        'df',
      );
    }
  });

  test('configurations of one load each have no effect of a load or a point to be told, nor what would be seen of one', () => {
    const run = (shift: number): Grid => [
      [5 + shift, null, null],
      [null, 6 + shift, null],
      [null, null, 7 + shift],
    ];
    const kinds = (now: Grid) => new Set(effectsOf(now, [[run(0.01), run(0)]], 'throughput').map(({ kind }) => kind));
    expect([...kinds(run(0.02))]).toEqual(['everywhere', 'configuration']);
  });

  test('a point that fewer earlier runs have is told less surely', () => {
    const full = Array.from({ length: 4 }, () => [0, 0, 0]);
    const holed = full.map((row, i) => (i === 0 ? [null, 0, 0] : row));
    const now = full.map((row, i) => (i < 2 ? [-0.05, 0, 0] : row));
    const points = effectsOf(now, [[full, holed]], 'throughput').filter(
      ({ kind, load }) => kind === 'point' && load === 0,
    );
    const [once, twice] = points;
    expect(once?.scatter).toBeCloseTo((twice?.scatter ?? 0) * Math.sqrt(2 / 1.5), 12);
  });
});

describe('what points scatter', () => {
  test("is the prior with one earlier run, and never the candidate's own", () => {
    const { now, earlier } = grids(3, { rows: 19, columns: 6, runs: 1, holes: 0 });
    const wild = now.map((row) => row.map((value, j) => (value ?? 0) + (j % 2 === 0 ? 0.4 : -0.4)));
    for (const candidate of [now, wild])
      expect(pointScatter(candidate, [earlier], 'throughput')).toEqual({ deviation: 0.008, freedom: 10 });
    expect(pointScatter(now, [earlier], 'tail').deviation).toBeCloseTo(0.25, 12);
  });

  test('several stretches: squares about the level of each, and the freedom of each', () => {
    const { now, earlier } = grids(4, { rows: 4, columns: 3, runs: 4, holes: 0 });
    const moved = (run: Grid | undefined) => (run ?? []).map((row) => row.map((value) => (value ?? 0) - 0.5));
    const [a = [], b = [], c = [], d = []] = earlier;
    const parted = pointScatter(
      now,
      [
        [a, b],
        [moved(c), moved(d)],
      ],
      'throughput',
    );
    const free = (4 - 1) * (3 - 1);
    expect(parted.freedom).toBe(10 + 2 * free);
    const [one, other] = [pointScatter(now, [[a, b]], 'throughput'), pointScatter(now, [[c, d]], 'throughput')];
    const squares = ({ deviation, freedom }: typeof one) => deviation ** 2 * freedom - 10 * 0.008 ** 2;
    expect(parted.deviation ** 2 * parted.freedom).toBeCloseTo(10 * 0.008 ** 2 + squares(one) + squares(other), 12);
    expect(parted.deviation).toBeLessThan(0.02);
  });
});
