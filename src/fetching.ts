import { type History, NO_HISTORY } from './earlier.ts';
import type { Client } from './github/client.ts';
import type { GitHub } from './github/connect.ts';
import { type MeasuredRun, measuringRun, type Occasion } from './github/occasion.ts';
import { Unavailable } from './github/unavailable.ts';
import { downloadArtifact, listArtifacts, requireModest } from './input/artifact.ts';
import { type FoundBaseline, findBaseline } from './input/baseline.ts';
import type { Lack } from './input/lack.ts';
import type { Artifact, ShelfEntry } from './input/shelf.ts';
import { statementsIn } from './input/wholereport.ts';
import { AUTO } from './options.ts';
import { artifactName } from './publish/marker.ts';

/** What is fetched from GitHub before anything is read. */
export interface FetchRequest {
  /** Globs on names of this run's artifacts or, in the second half, of those of the run that is published. */
  readonly artifacts: readonly string[];
  /** Whether the baseline is the one stored on GitHub. */
  readonly baseline: boolean;
  /** How many earlier runs to fetch. */
  readonly 'baseline-runs': number;
  readonly 'baseline-artifact': string | null;
  readonly 'baseline-branch': string | null;
  readonly 'baseline-workflow': string | null;
  readonly key: string;
}

/** What was fetched. */
export interface FetchResult {
  /** Artifacts, or why there are none, by the path that stands for them. */
  readonly shelf: ReadonlyMap<string, ShelfEntry>;
  /** Paths on the shelf that contain reports. */
  readonly reports: readonly string[];
  /** The earlier runs among them. */
  readonly history: History;
  /** What could not be fetched, one line each: `baseline: not found (…)`. */
  readonly status: readonly string[];
}

/** Fetches artifacts; for those that cannot be fetched, the shelf holds the reason. */
export async function fetchArtifacts(github: GitHub | null, wanted: FetchRequest): Promise<FetchResult> {
  const shelf = new Map<string, ShelfEntry>();
  for (const glob of wanted.artifacts) {
    for (const [path, shelved] of await reportsOf(github, glob, shelf)) shelf.set(path, shelved);
  }
  const reports = [...shelf.keys()];
  const history = wanted.baseline ? await historyOf(github, wanted, shelf) : NO_HISTORY;
  const lost = [...shelf].flatMap(([path, found]) =>
    'lack' in found
      ? [
          `${path === AUTO ? 'baseline' : path}: ${found.lack.kind === 'error' ? 'not read' : 'not found'} (${found.lack.reason})`,
        ]
      : [],
  );
  return { shelf, reports, history, status: [...lost, ...history.lost.map((why) => `baseline: ${why}`)] };
}

/** Puts the earlier runs from GitHub on the shelf, each under a path of its own, or the reason why there are none. */
async function historyOf(
  github: GitHub | null,
  wanted: FetchRequest,
  shelf: Map<string, ShelfEntry>,
): Promise<History> {
  const baseline = await baselineOf(github, wanted);
  if ('lack' in baseline) {
    shelf.set(AUTO, baseline);
    return NO_HISTORY;
  }
  // By the clock that dates the ends of the runs.
  const now = github?.client?.now() ?? new Date();
  const runs = baseline.runs.map((found) => ({ path: `${AUTO}: run ${found.run.id}`, found }));
  for (const { path, found } of runs) shelf.set(path, { artifacts: found.artifacts });
  return { runs: runs.map(({ path, found }) => ({ path, origin: originOf(found, now) })), lost: baseline.passedOver };
}

/** The artifacts that match a glob, each under a path of its own: one that cannot be had costs itself alone. */
async function reportsOf(
  github: GitHub | null,
  glob: string,
  had: ReadonlyMap<string, ShelfEntry>,
): Promise<ReadonlyMap<string, ShelfEntry>> {
  const found = await orWhyNot(github, 'report artifacts', async (client, occasion) => {
    const { id } = measuringRun(occasion);
    const stored = await listArtifacts(client, 'report artifacts', id, glob);
    if (stored.length === 0) {
      const hint = occasion.measured === null ? '' : ': does the first half use the same comment-key?';
      throw new Unavailable('report artifacts', `no artifact of run ${id} matches ${glob}${hint}`);
    }
    requireModest('report artifacts', stored);
    return { stored };
  });
  if ('lack' in found) return new Map([[`artifacts ${glob}`, found]]);
  const shelf = new Map<string, ShelfEntry>();
  for (const one of found.stored) {
    const path = `artifact ${one.name}`;
    const artifact = () =>
      orWhyNot(github, 'report artifacts', async (client, { measured }) => {
        const artifacts = [await downloadArtifact(client, 'report artifacts', one)];
        if (measured !== null) await requireOf(measured, artifacts);
        return { artifacts };
      });
    // Two globs may match it.
    if (!had.has(path)) shelf.set(path, await artifact());
  }
  return shelf;
}

/**
 * Refuses, in the second half, reports that say they are of something else than the commit that the run was on: of that one
 * alone GitHub tells the pull request and where it started from.
 */
async function requireOf({ id, commit }: MeasuredRun, artifacts: readonly Artifact[]): Promise<void> {
  const stated = await statementsIn(artifacts).catch((error: unknown) => {
    if (error instanceof Unavailable) return null;
    throw error;
  });
  // What is cut off is told of where it is read.
  if (stated === null) return;
  const other = stated.commits.find((one) => one !== commit);
  if (other === undefined && !stated.isLost) return;
  const what = other === undefined ? 'that it is not known what it is of' : `that it is of ${other.slice(0, 7)}`;
  const why = `its report says ${what}, and run ${id} was on ${commit.slice(0, 7)}`;
  throw new Unavailable('report artifacts', `${why}: a run that names what it measured publishes its report itself`);
}

function baselineOf(github: GitHub | null, wanted: FetchRequest): Promise<FoundBaseline | { readonly lack: Lack }> {
  return orWhyNot(github, 'baseline', (client, occasion) =>
    findBaseline(client, occasion, {
      artifact: wanted['baseline-artifact'] ?? artifactName(wanted.key),
      branch: wanted['baseline-branch'],
      workflow: wanted['baseline-workflow'],
      most: wanted['baseline-runs'],
    }),
  );
}

async function orWhyNot<Found>(
  github: GitHub | null,
  feature: 'baseline' | 'report artifacts',
  fetch: (client: Client, occasion: Occasion) => Promise<Found>,
): Promise<Found | { readonly lack: Lack }> {
  if (github === null) return failed('this is not a job of a workflow');
  const { client, occasion, effort } = github;
  if (client === null) return failed('nothing is fetched from GitHub without the input github-token');
  try {
    return await effort.during(feature, () => fetch(client, occasion));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    const { kind, message: reason } = error;
    return kind === 'none' || kind === 'never' ? { lack: { kind, reason } } : failed(reason);
  }
}

function failed(reason: string): { readonly lack: Lack } {
  return { lack: { kind: 'error', reason } };
}

function originOf(
  { run: { id, url, commit, ended }, gap }: FoundBaseline['runs'][number],
  now: Date,
): History['runs'][number]['origin'] {
  return { source: 'artifact', commit, run: { id, url, age: Math.max(0, now.getTime() - ended.getTime()) }, gap };
}
