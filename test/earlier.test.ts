import { describe, expect, test } from 'vitest';
import { askedRuns, chosenRuns, newestFirst, type TriedRun } from '../src/earlier.ts';
import { DiskSource } from '../src/input/files.ts';
import { aRun } from './builders.ts';

/** Names of runs in order; of `a3` the date is the third of a month, of `a` it is unknown. */
function ordered(...names: readonly string[]): string[] {
  const runs = names.map((name) => {
    const [day] = /\d+/.exec(name) ?? [];
    return { name, measuredAt: day === undefined ? null : `2026-05-0${day}T10:00:00.000Z` };
  });
  return newestFirst(runs).map(({ name }) => name);
}

describe('the newest first', () => {
  test('by when they were measured, in whatever order they are given', () => {
    expect(ordered('a1', 'b3', 'c2')).toEqual(['b3', 'c2', 'a1']);
    expect(ordered('c2', 'a1', 'b3')).toEqual(['b3', 'c2', 'a1']);
  });

  test('in the order given where nothing dates them, or one date does', () => {
    expect(ordered('b', 'a', 'c')).toEqual(['b', 'a', 'c']);
    expect(ordered('b2', 'a2', 'c2')).toEqual(['b2', 'a2', 'c2']);
  });

  test('what has no date keeps its place', () => {
    expect(ordered('a1', 'x', 'b3', 'c2', 'y')).toEqual(['b3', 'x', 'c2', 'a1', 'y']);
  });

  test('a date that is none is none', () => {
    const runs = [{ measuredAt: 'yesterday' }, { measuredAt: '2026-05-01T10:00:00Z' }];
    expect(newestFirst(runs)).toEqual(runs);
  });

  test('dates in other zones, or less exact, are moments all the same', () => {
    const late = { measuredAt: '2026-05-01T10:00:00-05:00' };
    const early = { measuredAt: '2026-05-01T12:00:00Z' };
    expect(newestFirst([early, late])).toEqual([late, early]);
  });
});

describe('runs of GitHub', () => {
  const kept = (id: number) => ({
    path: `auto: run ${id}`,
    origin: { source: 'artifact', commit: `c${id}`, run: { id, url: '', age: 0 }, gap: null },
  });
  const asked = (...given: readonly string[]) =>
    askedRuns(given, new DiskSource('/nowhere'), { runs: [kept(7), kept(4)], lost: [] });

  /** A run whose one measurement was made on a day of May. */
  const measured = (run: ReturnType<typeof asked>[number], day: number): TriedRun => ({
    ...run,
    found: [],
    gathered: {
      runs: [aRun({ measuredAt: `2026-05-0${day}T10:00:00Z` })],
      ...{
        problems: [],
        files: 1,
        userThroughput: null,
        commit: null,
        runner: null,
        isOlder: false,
        empty: [],
        names: new Map(),
      },
    },
    taken: [],
  });

  test('stand for auto, and come before those of paths', () => {
    expect(asked('a', 'auto', 'b').map(({ name }) => name)).toEqual(['auto: run 7', 'auto: run 4', 'a', 'b']);
    expect(asked('a').map(({ name }) => name)).toEqual(['a']);
  });

  test('keep the order of the branch, whenever they were measured; those of paths are by date', () => {
    const days = [1, 3, 2, 5];
    const tried = asked('auto', 'a', 'b').map((run, index) => measured(run, days[index] ?? 1));
    const { runs, problems } = chosenRuns(tried, 'concurrency', { 'baseline-runs': 3 });
    expect(runs.map(({ name }) => name)).toEqual(['auto: run 7', 'auto: run 4', 'b']);
    expect(problems.map(({ message }) => message)).toEqual([
      'baseline a: not used, only the 3 newest: raise baseline-runs to use more',
    ]);
    expect(runs.map(({ origin, measuredAt }) => [origin.commit, measuredAt])).toEqual([
      ['c7', '2026-05-01T10:00:00Z'],
      ['c4', '2026-05-03T10:00:00Z'],
      [null, '2026-05-05T10:00:00Z'],
    ]);
  });
});
