import { BESIDE } from './beside.ts';
import { askedRuns, chosenRuns, type EarlierRun, type History, LOST_RUN, type TriedRun } from './earlier.ts';
import { type GatheredSide, Gatherer } from './gather.ts';
import type { FoundFiles, Source } from './input/files.ts';
import { ownFiles } from './input/ownership.ts';
import { AUTO, type Options } from './options.ts';
import { NAMED_BEGINNINGS } from './outputs.ts';
import type { Log } from './publish/log.ts';
import type { ReaderThreads } from './readerthreads.ts';
import { COMPANION_FILE } from './report/companions.ts';
import type { UserThroughput } from './run/metric.ts';
import { type Problem, problem } from './run/problem.ts';
import { Statements, unmatched } from './statements.ts';

/** The result for both sides, before anything is selected. */
export interface ComparisonInput {
  readonly candidate: GatheredSide;
  /** The newest first, each with what to say about it; null if none was asked for, empty if none was found. */
  readonly earlier: readonly EarlierRun[] | null;
  /** What to say about earlier runs that were asked for and are not among those. */
  readonly lost: readonly Problem[];
  /** Statements that apply to nothing that was read. */
  readonly unmatched: readonly Problem[];
  /** How tok/s/user is defined on both sides. */
  readonly userThroughput: UserThroughput;
}

/** What an entry point knows about the files apart from their paths. */
interface Circumstances {
  /** What the candidate's paths contain: benchmark reports, or the report that an earlier run made from them. */
  readonly candidate: 'reports' | 'report.json';
  /** The config file, which may be among the results; null if there is none. */
  readonly config: string | null;
  readonly history: History;
  /** Threads that help to read. */
  readonly threads: ReaderThreads;
}

/** Finds and reads the files of the candidate and of each earlier run, none of which share files. */
export async function readSides(
  options: Options,
  source: Source,
  { candidate: holds, config, history, threads }: Circumstances,
  log: Log,
): Promise<ComparisonInput> {
  const { reports, output, gpus, accelerator, label, statements } = options;
  const isOwn = holds === 'report.json';
  const found = [await source.find(reports, isOwn ? '' : output, BESIDE, COMPANION_FILE)];
  const asked = askedRuns(options.baseline, source, history);
  const before: FoundFiles[][] = [];
  // An earlier report may be in the same folder that this one will be written to.
  for (const { paths } of asked) before.push(await findEach(paths, source));
  const own = ownFiles(found, before);
  const sides: Statements[] = [];
  const gather = (side: readonly FoundFiles[], kind: Parameters<Gatherer['gather']>[1]) => {
    const said = new Statements(statements);
    sides.push(said);
    const others = { output, config, left: NAMED_BEGINNINGS };
    return new Gatherer({ source, threads, log }, { gpus, accelerator, label }, said, others).gather(side, kind);
  };
  const candidate = await gather(own.candidate, isOwn ? 'own' : 'reports');
  // The second half of a publication shows the numbers of the first, whatever is asked for now.
  const userThroughput = (isOwn ? candidate.userThroughput : null) ?? options['user-throughput'];
  const tried: TriedRun[] = [];
  const once = onceEach(own.earlier);
  for (const [index, run] of asked.entries()) {
    const [files = [], all = []] = [once[index], own.earlier[index]];
    const isTaken = (part: number) => all[part]?.files.length !== 0 && files[part]?.files.length === 0;
    const taken = run.paths.filter((_, part) => isTaken(part));
    tried.push({ ...run, found: files, gathered: await gather(files, 'any'), taken });
  }
  const chosen = chosenRuns(tried, userThroughput, options);
  return {
    candidate,
    earlier: asked.length === 0 ? null : chosen.runs,
    lost: [...history.lost.map(unreached), ...chosen.problems],
    unmatched: isOwn ? [] : unmatched(sides, statements),
    userThroughput,
  };
}

function unreached(why: string): Problem {
  return problem('notice', LOST_RUN, `baseline ${AUTO}: ${why}`);
}

async function findEach(paths: readonly string[], source: Source): Promise<FoundFiles[]> {
  const found: FoundFiles[] = [];
  for (const path of paths) found.push(await source.find([path], '', BESIDE, COMPANION_FILE));
  return found;
}

/** A file that several paths lead to belongs to the first of them. */
function onceEach(runs: readonly (readonly FoundFiles[])[]): FoundFiles[][] {
  const seen = new Set<string>();
  return runs.map((found) =>
    found.map((one) => {
      const files = one.files.filter(({ absolute }) => !seen.has(absolute));
      for (const { absolute } of files) seen.add(absolute);
      return { ...one, files };
    }),
  );
}
