import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/run/run.ts';
import type { Length } from '../../src/run/workload.ts';
import { groupRuns } from '../../src/scenario/group.ts';
import { commonLength, groupByLength } from '../../src/scenario/lengths.ts';
import { aLength, aRun } from '../builders.ts';

/*
 * Which sequence lengths are one workload: DOMAIN.md 8 and 13.
 */

const measured = (mean: number, error: number | null = null) => aLength(null, mean, error);
const asked = (length: number) => aLength(length, length);

/** Groups of lengths, each as its numbers, in ascending order. */
function groups(...lengths: readonly Length[]): number[][] {
  const numberOf = ({ requested, measured: mean }: Length) => requested ?? mean ?? -1;
  return groupByLength(lengths, (length) => length, 0.05)
    .map((group) => group.map(numberOf).sort((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b);
}

describe('what was requested', () => {
  test('is one where it is equal, however near another is', () => {
    expect(groups(asked(1000), asked(1000), asked(1001))).toEqual([[1000, 1000], [1001]]);
  });

  test('takes in what was measured within the tolerance, the nearest first', () => {
    expect(groups(asked(1000), asked(1060), measured(1020), measured(1041))).toEqual([
      [1000, 1020],
      [1041, 1060],
    ]);
  });

  test('and not what is farther', () => {
    expect(groups(asked(1000), measured(1051), measured(940))).toEqual([[940], [1000], [1051]]);
  });
});

describe('what was measured', () => {
  test.each([
    [[200, 204], 1],
    [[200, 210], 1],
    [[200, 211], 2],
    [[100, 104, 108, 112], 2],
    [[100, 105, 110], 2],
    [[1, 1.05, 1.2], 2],
    [[0, 0], 1],
  ])('%j is of %i', (means, count) => {
    expect(groups(...means.map((mean) => measured(mean)))).toHaveLength(count);
  });

  test('does not creep: a group is as wide as its smallest allows', () => {
    const means = Array.from({ length: 50 }, (_, i) => 100 * 1.02 ** i);
    for (const group of groups(...means.map((mean) => measured(mean)))) {
      expect(Math.max(...group)).toBeLessThanOrEqual(Math.min(...group) * 1.05 * (1 + 1e-9));
    }
  });

  test('of real inference-perf reports, 200 to 204, is one workload', () => {
    expect(groups(...[200.1, 203.9, 201.7, 202.5, 200.4].map((mean) => measured(mean)))).toHaveLength(1);
  });
});

describe('means of few sampled prompts', () => {
  test('that differ by chance are one', () => {
    expect(groups(measured(1000, 30), measured(1080, 30))).toEqual([[1000, 1080]]);
  });

  test('and not where they are certain', () => {
    expect(groups(measured(1000, 1), measured(1080, 1))).toEqual([[1000], [1080]]);
  });

  test('join what is certain, not each other through it', () => {
    expect(groups(measured(1000, 1), measured(1090, 35), measured(4000, 1))).toEqual([[1000, 1090], [4000]]);
  });

  test('join what was requested', () => {
    expect(groups(asked(1000), measured(1090, 40))).toEqual([[1000, 1090]]);
  });
});

test('what is not known is apart', () => {
  expect(groups(aLength(null, null), measured(100), aLength(null, null))).toEqual([[-1, -1], [100]]);
});

const length = fc.oneof(
  fc.integer({ min: 90, max: 130 }).map(asked),
  fc
    .tuple(fc.double({ min: 80, max: 160, noNaN: true }), fc.constantFrom(null, 0, 1, 4))
    .map(([mean, error]) => measured(mean, error)),
);

test('the order of items changes nothing', () => {
  fc.assert(
    fc.property(
      fc
        .array(length, { maxLength: 12 })
        .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(groups(...shuffled)).toEqual(groups(...list));
      },
    ),
  );
});

describe('the length that stands for some', () => {
  test.each([
    [[asked(1000), measured(990)], 1000],
    [[measured(100), measured(110), measured(104)], 104],
    [[aLength(null, null)], null],
    [[], null],
  ])('of %j', (lengths, expected) => {
    expect(commonLength(lengths)).toBe(expected);
  });
});

describe('in two dimensions', () => {
  const run = (isl: number, osl: number): Run =>
    aRun({ file: `${isl}-${osl}.json`, workload: { isl: measured(isl), osl: measured(osl), prefix: null } });
  const scenarios = (...lengths: readonly (readonly [number, number])[]) =>
    groupRuns(
      lengths.map(([isl, osl]) => run(isl, osl)),
      0.05,
    )
      .map(({ runs }) => runs.map(({ files: [file] }) => file?.shown.replace('.json', '')).sort())
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));

  test('runs are one workload where both agree', () => {
    expect(scenarios([1000, 100], [1030, 103], [1000, 200])).toEqual([['1000-100', '1030-103'], ['1000-200']]);
  });

  test('a run of another OSL does not move a border of ISL', () => {
    expect(scenarios([1000, 100], [1040, 100])).toHaveLength(1);
    expect(scenarios([1000, 100], [1040, 100], [980, 500])).toEqual([['1000-100', '1040-100'], ['980-500']]);
  });

  test('nor one of another ISL a border of OSL', () => {
    expect(scenarios([1000, 100], [1000, 104], [3000, 98])).toEqual([['1000-100', '1000-104'], ['3000-98']]);
  });

  // DOMAIN.md 13, “a run of another workload must not move a border”: two of them, one a dimension, move both.
  test.fails('nor one of either at once', () => {
    expect(scenarios([1000, 100], [1040, 104])).toHaveLength(1);
    expect(scenarios([1000, 100], [1040, 104], [980, 500], [3000, 98])).toHaveLength(3);
  });

  test('a scenario has the lengths of its own runs', () => {
    const [short, long] = groupRuns([run(1000, 100), run(1020, 102), run(3000, 100)], 0.05);
    expect([short?.isl, short?.osl, long?.isl, long?.osl]).toEqual([1010, 101, 3000, 100]);
  });
});
