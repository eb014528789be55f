import type { Reading } from '../report/read.ts';
import { groupBy } from '../run/groupby.ts';
import { formatPlural } from '../run/number.ts';
import { type Problem, problem } from '../run/problem.ts';
import { twinKey } from './twin.ts';

/**
 * What to say of runs that several results tell of.
 *
 * @param groups readings of one measurement each, the best first
 * @param contradictions between those
 * @param made readings that were left out because they were made of others
 */
export function toldOnce(
  groups: readonly (readonly Reading[])[],
  contradictions: readonly Problem[],
  made: readonly Reading[],
): Problem[] {
  const shared = groups.filter(({ length }) => length > 1).map(filesOf);
  const firsts = shared.map((files) => files.flatMap(([first]) => first ?? []));
  return [...copies(firsts), ...repeated(shared.flat()), ...sources(firsts), ...contradictions, ...leftOut(made)];
}

/** Says which files of one format tell of a run once more; what a converter writes beside its source is expected. */
function copies(groups: readonly (readonly Reading[])[]): Problem[] {
  return groups.flatMap(([first, ...others]) =>
    others.flatMap((other) => {
      const isSame = first?.hash === other.hash;
      const isTwin = first !== undefined && twinKey(first) !== null && twinKey(first) === twinKey(other);
      const isCopy = first?.rank === other.rank && !isTwin && !isRaw(other);
      const message = `same run as ${first?.path}${isSame ? ', with the same content' : ''}: counted once`;
      return isCopy || isSame ? [problem('warning', 'duplicate-run', message, other.path)] : [];
    }),
  );
}

/** The readings of each file in a group. */
function filesOf(group: readonly Reading[]): Reading[][] {
  return [...groupBy(group, ({ path }) => path).values()];
}

/** Results that an earlier one of the same file tells too. */
interface Repetition {
  readonly first: Reading;
  readonly other: Reading;
}

/**
 * One warning for each file that tells of runs more than once.
 *
 * @param files the readings of one file of one measurement each
 */
function repeated(files: readonly (readonly Reading[])[]): Problem[] {
  const all = files.flatMap((inFile): Repetition[] => {
    const [first, ...others] = inFile.toSorted((a, b) => numberOf(a) - numberOf(b));
    return first === undefined ? [] : others.map((other) => ({ first, other }));
  });
  return [...groupBy(all, ({ other }) => other.path).values()].flatMap(repetitionOf);
}

/** Most places in a sentence. */
const MOST_PLACES = 5;

function repetitionOf([repetition, ...more]: readonly Repetition[]): Problem[] {
  if (repetition === undefined) return [];
  const { first, other } = repetition;
  const places = more.slice(0, MOST_PLACES).map((one) => placeIn(one.other));
  const rest = more.length - places.length;
  const list = [...places, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  const also =
    more.length === 0 ? '' : `; likewise ${formatPlural(more.length, 'further result')} of this file (${list})`;
  const line = other.entry?.line ?? null;
  const what = line === null ? `${placeIn(other)} is the same run` : 'same run';
  const message = `${what} as ${placeIn(first)}: counted once${also}`;
  return [{ ...problem('warning', 'duplicate-run', message, other.path), line }];
}

/** Where a result is in a file of several: `line 3` or `entry 3`. */
export function placeIn(reading: Reading): string {
  const line = reading.entry?.line ?? null;
  return line === null ? `entry ${numberOf(reading)}` : `line ${line}`;
}

function numberOf({ entry }: Reading): number {
  return entry?.number ?? 1;
}

/** One notice for all results of harnesses whose runs other files tell too, as what was made of them does. */
function sources(groups: readonly (readonly Reading[])[]): Problem[] {
  const all = groups.flatMap(([first, ...others]) =>
    others.filter((other) => isRaw(other) && other.hash !== first?.hash),
  );
  const [first] = all;
  if (first === undefined) return [];
  const some = all.length === 1 ? 'a raw result belongs to a run' : `${all.length} raw results belong to runs`;
  return [
    problem('notice', 'counted-once', `${some} that other files report too; each run is counted once`, first.path),
  ];
}

/** Whether a reading is a harness's own result. */
function isRaw({ rank }: Reading): boolean {
  return rank === 0;
}

function leftOut(others: readonly Reading[]): Problem[] {
  const [first] = others;
  if (first === undefined) return [];
  const some = others.length === 1 ? 'a file was' : `${others.length} files were`;
  return [
    problem(
      'notice',
      'made-of-others',
      `${some} made from others that are read too; each run is counted once`,
      first.path,
    ),
  ];
}
