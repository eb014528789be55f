import { BESIDE } from './beside.ts';
import { type Gathered, Gatherer } from './gather.ts';
import type { Found, Source } from './input/files.ts';
import type { Lack } from './input/lack.ts';
import { ownFiles } from './input/ownership.ts';
import type { Options } from './options.ts';
import type { Log } from './publish/log.ts';
import { COMPANION_FILE } from './report/companions.ts';
import { type Problem, problem } from './run/problem.ts';
import { Statements, unmatched } from './statements.ts';

/** What both sides came to, before anything is selected. */
export interface Read {
  readonly candidate: Gathered;
  /** Null where no baseline was asked for; without runs where none was found, as its problems say. */
  readonly baseline: Gathered | null;
  /** Statements that speak of nothing that was read. */
  readonly unmatched: readonly Problem[];
}

/** What an entry knows of the files besides their paths. */
interface Circumstances {
  /** What the candidate's paths hold: benchmark reports, or the report that an earlier run made of them. */
  readonly candidate: 'reports' | 'report.json';
  /** The config file, which may lie among the results; null where there is none. */
  readonly config: string | null;
}

/** Finds the files of both sides, of which each has its own, and reads them. */
export async function readSides(
  { reports, baseline: given, output, gpus, accelerator, label, statements }: Options,
  source: Source,
  { candidate: holds, config }: Circumstances,
  log: Log,
): Promise<Read> {
  const baseline = [...new Set(given)];
  const isOwn = holds === 'report.json';
  const found = [await source.find(reports, isOwn ? '' : output, BESIDE, COMPANION_FILE)];
  const before: Found[] = [];
  // An earlier report may lie in the very folder that this one will be written to.
  for (const path of baseline) before.push(await source.find([path], '', BESIDE, COMPANION_FILE));
  const { one, other } = ownFiles(found, onceEach(before));
  const said = { candidate: new Statements(statements), baseline: new Statements(statements) };
  const gatherer = (side: Statements) =>
    new Gatherer(source, { gpus, accelerator, label }, side, { output, config }, log);
  const candidate = await gatherer(said.candidate).gather(one, isOwn ? 'own' : 'reports');
  const gathered = baseline.length === 0 ? null : await gatherer(said.baseline).gather(other, 'any');
  const sides = gathered === null ? [said.candidate] : [said.candidate, said.baseline];
  return {
    candidate,
    baseline: gathered === null ? null : withLack(gathered, baseline, other),
    unmatched: isOwn ? [] : unmatched(sides, statements),
  };
}

/** Files that several paths lead to are the first one's. */
function onceEach(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  return found.map((one) => {
    const files = one.files.filter(({ absolute }) => !seen.has(absolute));
    for (const { absolute } of files) seen.add(absolute);
    return { ...one, files };
  });
}

/** There is no baseline yet. */
export const MISSING_BASELINE = 'missing-baseline';
/** There may be one, and it could not be had. */
export const BASELINE_ERROR = 'baseline-error';

/** Says which of the paths of a baseline gave nothing, and whether it may be there all the same. */
function withLack(gathered: Gathered, paths: readonly string[], found: readonly Found[]): Gathered {
  const lacks = gathered.empty.map(({ index, refused }): Lack & { path: string } => {
    const [unsearched] = found[index]?.unsearched ?? [];
    const path = paths[index] ?? '';
    if (unsearched !== undefined) {
      return { path, kind: unsearched.kind, reason: `cannot be searched: ${unsearched.reason}` };
    }
    // A folder may be empty on a first run; a file is there because somebody wrote it.
    const isFile = found[index]?.files.some(({ named }) => named) === true;
    return { path, kind: refused === null && !isFile ? 'none' : 'error', reason: refused ?? 'it holds no run' };
  });
  const isNone = gathered.runs.length === 0;
  const worst = lacks.find(({ kind }) => kind === 'error') ?? lacks[0];
  const told = isNone && worst !== undefined ? [{ ...worst, path: paths.join(', ') }] : lacks;
  const others = gathered.problems.filter(({ code }) => !UNFOUND.has(code) && !(isNone && code === 'not-a-report'));
  return { ...gathered, problems: [...others, ...told.map((lack) => lost(lack, isNone))] };
}

/** Codes of paths that led to nothing. */
const UNFOUND = new Set(['not-found', 'not-had']);

function lost({ path, kind, reason }: Lack & { path: string }, isAll: boolean): Problem {
  const code = kind === 'none' ? MISSING_BASELINE : BASELINE_ERROR;
  return problem('warning', code, `baseline ${path}: ${reason}${isAll ? '; nothing is compared' : ''}`);
}
