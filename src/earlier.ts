import type { GatheredSide } from './gather.ts';
import { areAmong } from './identity/figures.ts';
import type { FoundFiles, Source } from './input/files.ts';
import { type Lack, whyUnread } from './input/lack.ts';
import { partsOf } from './input/parts.ts';
import { AUTO, type Options } from './options.ts';
import type { ProblemCode } from './run/code.ts';
import type { UserThroughput } from './run/metric.ts';
import { type Problem, problem } from './run/problem.ts';
import type { BaselineOrigin } from './summary/report.ts';

/*
 * The earlier runs that a candidate is compared with: which were requested, which of them exist, and in what order.
 */

/** There is no earlier run yet. */
export const MISSING_BASELINE = 'missing-baseline';
/** Nor will there ever be one as things are set up. */
export const NEVER_BASELINE = 'pull-requests-only';
/** There may be one, but none could be obtained. */
export const BASELINE_ERROR = 'baseline-error';
/** There are others. */
export const LOST_RUN = 'lost-earlier-run';

/** A run that came before the candidate's. */
export interface EarlierRun {
  /** How messages refer to it: by what the user gave, or by the run of the workflow. */
  readonly name: string;
  readonly gathered: GatheredSide;
  readonly origin: BaselineOrigin;
  /** When the last part of it was measured, ISO 8601; null if nothing says so. */
  readonly measuredAt: string | null;
}

/** Earlier runs that are stored on GitHub, which `auto` stands for. */
export interface History {
  /** Each under the path that leads to it, the newest first. */
  readonly runs: readonly { readonly path: string; readonly origin: BaselineOrigin }[];
  /** Which could not be obtained, and why; clauses. */
  readonly lost: readonly string[];
}

export const NO_HISTORY: History = { runs: [], lost: [] };

/** An earlier run that was requested. */
interface AskedRun {
  readonly name: string;
  /** Its parts. */
  readonly paths: readonly string[];
  readonly origin: BaselineOrigin;
}

/** What became of it. */
export interface TriedRun extends AskedRun {
  /** What each part led to. */
  readonly found: readonly FoundFiles[];
  readonly gathered: GatheredSide;
  /** Parts whose files belong to earlier arguments. */
  readonly taken: readonly string[];
}

/** The earlier runs that exist, and what to say about the others. */
export interface BaselineRuns {
  /** The newest first. */
  readonly runs: readonly EarlierRun[];
  readonly problems: readonly Problem[];
}

/** The runs that the arguments ask for. */
export function askedRuns(given: readonly string[], source: Source, history: History): AskedRun[] {
  const kept = history.runs.map(({ path, origin }) => ({ name: path, paths: [path], origin }));
  const isKept = given.includes(AUTO) && kept.length > 0;
  const others = given.filter((one) => !(isKept && one === AUTO));
  const origin = { source: 'path', commit: null, run: null, gap: null };
  return [...(isKept ? kept : []), ...others.map((name) => ({ name, paths: partsOf(name, source), origin }))];
}

/**
 * The newest runs that can be compared with: GitHub's in the order of its history, others by the time of measurement.
 * Says which are left out.
 */
export function chosenRuns(
  tried: readonly TriedRun[],
  definition: UserThroughput,
  { 'baseline-runs': most }: Pick<Options, 'baseline-runs'>,
): BaselineRuns {
  const isThere = (run: TriedRun) => run.gathered.runs.length > 0 && lackOf(run, definition) === null;
  const there = tried.filter(isThere).map(datedRun);
  const isKept = ({ origin }: EarlierRun) => origin.run !== null;
  const ordered = [...there.filter(isKept), ...newestFirst(there.filter((run) => !isKept(run)))];
  const { single, repeats } = withoutRepeats(ordered);
  const used = single.slice(0, most);
  return {
    runs: used,
    problems: [
      ...tried.flatMap((run) => lost(run, definition, used)),
      ...tried.flatMap(({ taken }) => taken.map((path) => repeated(path, null))),
      ...repeats,
      ...unused(single.slice(most), most),
    ],
  };
}

/** Runs in the order of their dates; those without one keep their place. */
export function newestFirst<Dated extends { readonly measuredAt: string | null }>(runs: readonly Dated[]): Dated[] {
  const time = ({ measuredAt }: Dated) => Date.parse(measuredAt ?? '');
  const isDated = (run: Dated) => !Number.isNaN(time(run));
  const sorted = runs.filter(isDated).toSorted((a, b) => time(b) - time(a));
  let next = 0;
  return runs.map((run) => (isDated(run) ? (sorted[next++] ?? run) : run));
}

function datedRun({ name, gathered, origin }: TriedRun): EarlierRun {
  const moments = gathered.runs.flatMap(({ measuredAt }) => measuredAt ?? []).sort();
  return {
    name,
    origin: { ...origin, commit: origin.commit ?? gathered.commit },
    measuredAt: moments.at(-1) ?? null,
    gathered: { ...gathered, problems: told(gathered, origin) },
  };
}

/** Drops the runs all of whose measurements are in an earlier one of the list. */
function withoutRepeats(runs: readonly EarlierRun[]): {
  readonly single: readonly EarlierRun[];
  readonly repeats: readonly Problem[];
} {
  const single: EarlierRun[] = [];
  const repeats: Problem[] = [];
  for (const run of runs) {
    const other = single.find((before) => areAmong(run.gathered.runs, before.gathered.runs));
    if (other === undefined) single.push(run);
    else repeats.push(repeated(run.name, other.name));
  }
  return { single, repeats };
}

function repeated(name: string, other: string | null): Problem {
  const what = other === null ? 'it has the files of another earlier run' : `it is the same run as ${other}`;
  return problem('warning', 'repeated-earlier-run', `baseline ${name}: ${what}: counted once`);
}

function unused(runs: readonly EarlierRun[], most: number): Problem[] {
  if (runs.length === 0) return [];
  const names = runs.map(({ name }) => name).join(', ');
  const newest = most === 1 ? 'the newest' : `the ${most} newest`;
  return [
    problem(
      'notice',
      'unused-earlier-run',
      `baseline ${names}: not used, only ${newest}: raise baseline-runs to use more`,
    ),
  ];
}

/** Codes for paths that led to nothing, which are reported in other words. */
const UNFOUND = new Set(['not-found', 'not-had']);

/** What is wrong with the files of a run; if an artifact shares its name with others, the run that has it is named. */
function told({ problems, runs }: GatheredSide, { run }: BaselineOrigin): Problem[] {
  const isNone = runs.length === 0;
  const own = problems.filter(({ code }) => !UNFOUND.has(code) && !(isNone && code === 'not-a-report'));
  return run === null ? own : own.map((one) => ({ ...one, message: `run ${run.id}: ${one.message}` }));
}

/** What to say about a run that is lost, or about lost parts of a run that is used. */
function lost(run: TriedRun, definition: UserThroughput, used: readonly EarlierRun[]): Problem[] {
  const lack = lackOf(run, definition);
  const place = used.findIndex(({ name }) => name === run.name);
  if (lack !== null) return [...told(run.gathered, run.origin), lostProblem(run.name, lack, used.length === 0)];
  return place < 0 ? [] : lacksIn(run).map((one) => partLost(one, place === 0));
}

function lostProblem(name: string, { kind, reason }: Lack, isAll: boolean): Problem {
  const code = isAll ? CODES[kind] : LOST_RUN;
  return problem('warning', code, `baseline ${name}: ${reason}${isAll ? '; nothing is compared' : ''}`);
}

/** Without a part of the newest run, the gate is blind to what that part measured. */
function partLost({ path, kind, reason }: PartLack, isNewest: boolean): Problem {
  return problem('warning', isNewest ? CODES[kind] : LOST_RUN, `baseline ${path}: ${reason}`);
}

const CODES: Readonly<Record<Lack['kind'], ProblemCode>> = {
  none: MISSING_BASELINE,
  never: NEVER_BASELINE,
  error: BASELINE_ERROR,
};

/** Why nothing in a run can be compared with; null if something can. */
function lackOf(run: TriedRun, definition: UserThroughput): Lack | null {
  const { runs, isOlder, userThroughput } = run.gathered;
  if (runs.length > 0) {
    if (!isOlder || userThroughput === definition) return null;
    const reason = `its tok/s/user is defined by ${userThroughput}, and without its sweep it cannot be converted to ${definition}: make that report again`;
    return { kind: 'error', reason };
  }
  const lacks = lacksIn(run);
  return lacks.find(({ kind }) => kind === 'error') ?? lacks[0] ?? null;
}

interface PartLack extends Lack {
  readonly path: string;
}

/** Which parts of a run yielded nothing, and whether they may exist nevertheless. */
function lacksIn({ gathered, paths, found, taken }: TriedRun): PartLack[] {
  return gathered.empty.flatMap(({ index, refused }): PartLack | [] => {
    const [unsearched] = found[index]?.unsearched ?? [];
    const path = paths[index] ?? '';
    if (taken.includes(path)) return [];
    if (unsearched !== undefined) {
      return { path, kind: unsearched.kind, reason: whyUnread(unsearched) };
    }
    // A folder may be empty on a first run; a file exists because somebody wrote it.
    const isFile = found[index]?.files.some(({ named }) => named) === true;
    return { path, kind: refused === null && !isFile ? 'none' : 'error', reason: refused ?? 'it holds no run' };
  });
}
