import type { Reading } from '../report/read.ts';
import { folderOf, nameOf } from '../run/filepath.ts';
import { groupBy, joinBy } from '../run/groupby.ts';
import type { Problem } from '../run/problem.ts';
import type { Run } from '../run/run.ts';
import { compareText } from '../run/textorder.ts';
import { toldOnce } from './countedonce.ts';
import { likeFigures } from './figures.ts';
import { merged } from './merge.ts';
import { twinKey, withoutOlderRefused } from './twin.ts';

/** One measurement, with all the files that describe it. */
export interface MeasurementRecord {
  readonly run: Run;
  /** The best statement first. */
  readonly readings: readonly Reading[];
}

/** The result for the files of one side. */
export interface Measurements {
  readonly measured: readonly MeasurementRecord[];
  /** Readings whose findings are reported; problems with a file that others describe better cost nothing. */
  readonly told: readonly Reading[];
  readonly problems: readonly Problem[];
}

/**
 * The measurements that some files tell of, each once, however often it was copied or converted and into whatever: files
 * of one measurement have the same bytes, or the same name but for the format's version, or figures that agree.
 */
export function measurementsOf(readings: readonly Reading[]): Measurements {
  const { others, own } = withoutMade(readings);
  const groups = groupsOf(own.filter(({ run }) => run !== null)).map((group) => [...group].sort(bestFirst));
  const results = groups.map((group) => merged(group));
  const kept = withoutOlderRefused(own);
  return {
    measured: results.map(({ run }, index) => ({ run, readings: groups[index] ?? [] })),
    told: kept,
    problems: toldOnce(
      groups,
      results.flatMap(({ problems }) => problems),
      others,
    ),
  };
}

/** Files that hold the medians of their neighbours, or the sum of their stages, are no measurement where those are there. */
function withoutMade(readings: readonly Reading[]): { readonly others: Reading[]; readonly own: readonly Reading[] } {
  const mayBeMade = ({ run, parts, isSummary }: Reading) => run !== null && (isSummary || parts !== null);
  if (!readings.some(mayBeMade)) return { others: [], own: readings };
  const measured = new Neighbourhood(readings.filter(({ run }) => run !== null));
  const isMade = (reading: Reading) => mayBeMade(reading) && measured.makes(reading);
  const byMade = groupBy(readings, isMade);
  return { others: byMade.get(true) ?? [], own: byMade.get(false) ?? [] };
}

/** Paths of readings by what others may be made of: looked up, since of thousands each may be made of all others. */
class Neighbourhood {
  /** By folder and harness: those that are no sums themselves. */
  readonly #stages: PathsByKey;
  /** The same by the name of the run whose task they are of. */
  readonly #tasks: PathsByKey;
  readonly #names: PathsByKey;
  /** By folder and what stands before each hyphen of their name. */
  readonly #stems: PathsByKey;

  constructor(readings: readonly Reading[]) {
    const single = readings.filter(({ isSummary }) => !isSummary);
    this.#stages = pathsBy(single, ({ path, run }) => [keyOf(folderOf(path), run)]);
    this.#tasks = pathsBy(single, ({ path, run }) => tasksIn(path).map((task) => keyOf(task, run)));
    this.#names = pathsBy(readings, ({ path }) => [nameOf(path)]);
    this.#stems = pathsBy(readings, ({ path }) => beforeHyphens(stemOf(path)).map((stem) => folderOf(path) + stem));
  }

  /** Whether a reading is made of some of these. */
  makes({ path, run, parts, isSummary, uid }: Reading): boolean {
    const hasOther = (paths: ReadonlySet<string> | undefined) =>
      paths !== undefined && paths.size > (paths.has(path) ? 1 : 0);
    const ofTasks = uid === null ? undefined : this.#tasks.get(keyOf(uid, run));
    if (isSummary) return hasOther(this.#stages.get(keyOf(folderOf(path), run))) || hasOther(ofTasks);
    return (
      (parts ?? []).some((name) => hasOther(this.#names.get(name))) || this.#stems.has(folderOf(path) + stemOf(path))
    );
  }
}

type PathsByKey = ReadonlyMap<string, ReadonlySet<string>>;

function pathsBy(readings: readonly Reading[], keysOf: (reading: Reading) => readonly string[]): PathsByKey {
  const paths = new Map<string, Set<string>>();
  for (const reading of readings) {
    for (const key of keysOf(reading)) paths.set(key, (paths.get(key) ?? new Set()).add(reading.path));
  }
  return paths;
}

function keyOf(place: string, run: Reading['run']): string {
  return `${run?.harness ?? ''}\n${place}`;
}

/** `a` and `a-b` of `a-b-c`. */
function beforeHyphens(stem: string): string[] {
  return [...stem.matchAll(/-/g)].map(({ index }) => stem.slice(0, index));
}

/** The runs that folders of a file may be tasks of: tasks have the run's name and a number. */
function tasksIn(path: string): string[] {
  return path
    .split('/')
    .slice(0, -1)
    .flatMap((folder) => /^(.+)_\d+$/.exec(folder)?.[1] ?? []);
}

/** Groups of readings of one measurement, in the order in which each first occurs. */
function groupsOf(readings: readonly Reading[]): Reading[][] {
  return joinBy(readings, [
    ...sharing(readings, ({ hash }) => hash),
    ...sharing(readings, twinKey),
    ...likeFigures(readings),
  ]);
}

function sharing(readings: readonly Reading[], keyOf: (reading: Reading) => string | null): Reading[][] {
  const keyed = readings.filter((reading) => (keyOf(reading) ?? '') !== '');
  return [...groupBy(keyed, keyOf).values()].filter((group) => group.length > 1);
}

/** First the reading that knows its deployment, then the complete one, then the newer format, then by path; those of one file stay in its order. */
function bestFirst(a: Reading, b: Reading): number {
  const knows = ({ run }: Reading) => (run?.deployment.label == null ? 0 : 1);
  const isWhole = ({ run }: Reading) => (run?.harness == null ? 0 : 1);
  return knows(b) - knows(a) || isWhole(b) - isWhole(a) || b.rank - a.rank || compareText(a.path, b.path);
}

function stemOf(path: string): string {
  return nameOf(path).replace(/\.\w+$/, '');
}
