import type { Client } from '../github/client.ts';
import type { Occasion } from '../github/occasion.ts';
import { explainRefusal, Unavailable } from '../github/unavailable.ts';
import { nearestTo } from '../spelling.ts';
import type { ArchivedFile } from './archive.ts';
import { downloadAll, listArtifacts, requireModest, type StoredArtifact } from './artifact.ts';
import type { Artifact } from './shelf.ts';

/** Pages of 100 commits and of 100 runs that are looked through. */
const MAX_PAGES = 3;
/** Runs whose artifacts are looked at. */
const MAX_RUNS = 30;
/** Runs that turn out to have no whole report, after which only successful ones are downloaded, and after which none. */
const MANY_UNREADABLE = 3;
const MAX_UNREADABLE = 6;
/** Runs that are looked at, beyond the first that is found, for each that is wanted beside it. */
const MAX_FURTHER = 2;
/** The largest report.json that is looked into, in bytes. */
const MAX_REPORT_BYTES = 256 * 2 ** 20;
/** Conclusions of runs that did nothing. */
const IDLE = new Set(['skipped', 'action_required', 'startup_failure', 'stale']);

/** Events whose runs are of the branch's own code: on others a job may have measured anybody's. */
const TRUSTED = new Set(['push', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'merge_group']);

/** Where to look for a baseline. */
export interface BaselineQuery {
  /** Name, or a glob, of the artifacts that hold reports. */
  readonly artifact: string;
  /** Branch to look on; null for the one that the event tells. */
  readonly branch: string | null;
  /** File name or id of the workflow; null for the one that runs. */
  readonly workflow: string | null;
  /** How many runs, from 1. */
  readonly most: number;
}

/** Baselines in the artifacts of earlier runs. */
export interface FoundBaseline {
  /** The nearest first, one at least. */
  readonly runs: readonly FoundRun[];
  /** Runs that were passed over, and why: a clause each. */
  readonly passedOver: readonly string[];
}

export interface FoundRun {
  readonly artifacts: readonly Artifact[];
  readonly run: EndedRun;
}

/** A run of the workflow that has ended, however. */
interface EndedRun {
  readonly id: number;
  readonly url: string;
  readonly commit: string;
  readonly ended: Date;
  readonly isSuccess: boolean;
}

/** A commit, and the branch on which it and those before it were measured. */
interface Start {
  readonly branch: string;
  readonly commit: string;
  /** Whether a run on that very commit is one before; a push asks for the commit before it. */
  readonly itself: boolean;
}

/**
 * The artifacts of the newest runs with a whole report at the commit that a change started from, and on the nearest
 * before it. Their verdict does not count: a gate that failed must not keep the baseline from moving on.
 *
 * @throws Unavailable where there is none, in words that say where was looked; of the kind `none` where GitHub has told
 *   that there is none, else where there may be one
 */
export async function findBaseline(client: Client, occasion: Occasion, query: BaselineQuery): Promise<FoundBaseline> {
  const { branch, commit, itself } = await startOf(client, occasion, query.branch);
  const history = await historyOf(client, commit);
  const age = new Map(history.map((sha, index) => [sha, index]));
  if (!itself) age.delete(commit);
  const workflow = query.workflow ?? occasion.workflow;
  if (workflow === null) throw new Unavailable('baseline', 'the workflow is unknown: set baseline-workflow');
  const ended = await earlierRuns(client, workflow, branch, commit).catch((error: unknown) =>
    refuseWithMeant(client, workflow, error),
  );
  const runs = ended
    .filter((run) => age.has(run.commit) && run.id !== occasion.run.id && run.id !== occasion.measured?.id)
    .sort((a, b) => (age.get(a.commit) ?? 0) - (age.get(b.commit) ?? 0) || b.id - a.id);
  const where = `${workflow} at ${commit.slice(0, 7)} or before it on ${branch}`;
  if (runs.length === 0) {
    throw new Unavailable('baseline', `no run of ${where} has completed${remedyFor(branch, occasion, query)}`, 'none');
  }
  return newestIn(client, runs, query, where);
}

/** Says which workflow of the repository was meant, where none has the name that was asked for. */
async function refuseWithMeant(client: Client, workflow: string, error: unknown): Promise<never> {
  if (!(error instanceof Unavailable && error.kind === 'refused')) throw error;
  const files = await workflowFiles(client);
  const meant = files.includes(workflow) ? null : (nearestTo(workflow, files) ?? nearestTo(`${workflow}.yml`, files));
  throw meant === null ? error : new Unavailable('baseline', `${error.message}; did you mean ${meant}?`);
}

/** File names of the repository's workflows; none where GitHub does not tell. */
async function workflowFiles(client: Client): Promise<string[]> {
  const asked = client.ask('baseline', (octokit) =>
    octokit.rest.actions.listRepoWorkflows({ ...client.repo, per_page: 100 }),
  );
  const { data } = await asked.catch(() => ({ data: { workflows: [] } }));
  return data.workflows.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
}

/** Runs that have ended: at the very commit, on the branch, and in merge queues, which have branches of their own. */
async function earlierRuns(client: Client, workflow: string, branch: string, commit: string): Promise<EndedRun[]> {
  // The very commit first: on a busy branch it may lie far behind the newest runs.
  return distinct([
    ...(await completedRuns(client, workflow, { branch, head_sha: commit })),
    ...(await completedRuns(client, workflow, { branch })),
    ...(await completedRuns(client, workflow, { event: 'merge_group' })),
  ]);
}

/** The first runs that have a whole report; what is in the way of nearer ones is told. */
async function newestIn(
  client: Client,
  runs: readonly EndedRun[],
  { artifact, most }: BaselineQuery,
  where: string,
): Promise<FoundBaseline> {
  const search = new Search(client, artifact);
  let looked = 0;
  for (const run of runs.slice(0, MAX_RUNS)) {
    if (search.found.length >= most || looked >= MAX_FURTHER * (most - 1) + 1) break;
    if (!(await search.lookAt(run))) break;
    // Where runs have no reports, only the first is looked for as far as that.
    if (search.found.length > 0) looked += 1;
  }
  const { found, passedOver, expired } = search;
  if (found.length > 0) return { runs: found, passedOver };
  const gone = expired > 0 ? [`${expired} expired: keep artifacts longer, or run the workflow there again`] : [];
  const none = runs.length > MAX_RUNS ? `none of the ${MAX_RUNS} nearest runs` : 'no run';
  const told = [`${none} of ${where} has an artifact ${artifact} with a whole report`, ...passedOver, ...gone];
  throw new Unavailable('baseline', told.join('; '), told.length === 1 ? 'none' : 'unreadable');
}

/** Looks at one run after the other. */
class Search {
  readonly #client: Client;
  readonly #artifact: string;
  readonly found: FoundRun[] = [];
  readonly passedOver: string[] = [];
  expired = 0;
  /** Artifacts that are in memory. */
  readonly #held: StoredArtifact[] = [];

  constructor(client: Client, artifact: string) {
    this.#client = client;
    this.#artifact = artifact;
  }

  /**
   * Whether further runs may be looked at.
   *
   * @throws Unavailable where GitHub refuses and no run has been found
   */
  async lookAt(run: EndedRun): Promise<boolean> {
    try {
      const artifacts = await this.#wholeOf(run);
      if (artifacts !== null) this.found.push({ artifacts, run });
      return this.found.length === 0 || this.passedOver.length < MAX_UNREADABLE;
    } catch (error) {
      if (this.found.length === 0 || !(error instanceof Unavailable)) throw error;
      this.passedOver.push(`run ${run.id} and those before it could not be fetched (${error.message})`);
      return false;
    }
  }

  /** The artifacts of a run with a whole report; null where it has none, or too many before it had a broken one. */
  async #wholeOf(run: EndedRun): Promise<readonly Artifact[] | null> {
    const stored = await this.#artifactsOf(run);
    if (stored === null) return null;
    const kept = stored.filter((one) => !one.expired);
    this.expired += stored.length - kept.length;
    const isHopeless = this.passedOver.length >= (run.isSuccess ? MAX_UNREADABLE : MANY_UNREADABLE);
    if (kept.length === 0 || isHopeless) return null;
    requireModest('baseline', [...this.#held, ...kept]);
    const artifacts = await wholeReports(this.#client, kept, run, this.passedOver);
    if (artifacts !== null) this.#held.push(...kept);
    return artifacts;
  }

  /** Null where the run was deleted after it was listed. */
  async #artifactsOf({ id }: EndedRun): Promise<readonly StoredArtifact[] | null> {
    try {
      return await listArtifacts(this.#client, 'baseline', id, this.#artifact);
    } catch (error) {
      if (!(error instanceof Unavailable && error.isGone)) throw error;
      this.passedOver.push(`run ${id} was skipped (it has been deleted)`);
      return null;
    }
  }
}

/** The artifacts of a run; null, and why in `passedOver`, where they are no whole report. */
async function wholeReports(
  client: Client,
  stored: readonly StoredArtifact[],
  { id, isSuccess }: EndedRun,
  passedOver: string[],
): Promise<readonly Artifact[] | null> {
  try {
    const artifacts = await downloadAll(client, 'baseline', stored);
    await requireWhole(artifacts, isSuccess);
    return artifacts;
  } catch (error) {
    // One that was deleted since it was listed is no better than one that is broken.
    if (!(error instanceof Unavailable && (error.kind === 'unreadable' || error.isGone))) throw error;
    passedOver.push(`run ${id} was skipped (${error.message})`);
    return null;
  }
}

/** Throws Unavailable for artifacts with a report that is cut off; and, of a run that failed, for some without any. */
async function requireWhole(artifacts: readonly Artifact[], isSuccess: boolean): Promise<void> {
  let reports = 0;
  for (const { name, files } of artifacts) {
    for (const file of files.filter(({ path }) => /(^|\/)report\.json$/.test(path))) {
      const document = await documentIn(file).catch(({ message }: Error) => {
        throw unreadable(`artifact ${name}: ${file.path} ${message}`);
      });
      if (isOwn(document)) reports += 1;
    }
  }
  if (reports === 0 && !isSuccess) throw unreadable('it failed and left no report.json: its results may be incomplete');
}

function unreadable(reason: string): Unavailable {
  return new Unavailable('baseline', reason, 'unreadable');
}

/** The JSON in a file of an archive; throws an Error whose message goes on from the file's name. */
async function documentIn({ read }: ArchivedFile): Promise<unknown> {
  const { bytes, limit } = await read(MAX_REPORT_BYTES).catch(({ message }: Error) => {
    throw new Error(`was not read: ${message}`);
  });
  if (limit !== null) throw new Error(`is larger than ${limit / 2 ** 20} MiB`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Error('is cut off or not JSON');
  }
}

/** Whether a document is a report of this program's, of whatever version. */
function isOwn(document: unknown): boolean {
  const format = typeof document === 'object' && document !== null && 'format' in document ? document.format : null;
  return typeof format === 'string' && format.startsWith('pareto-report/');
}

/** A pull request onto another's branch: nothing has run there that may be trusted, and elsewhere it may have. */
function remedyFor(branch: string, { pull, defaultBranch }: Occasion, query: BaselineQuery): string {
  if (pull === null || query.branch !== null || branch === defaultBranch) return '';
  return `: set baseline-branch to a branch that the workflow runs on, such as ${defaultBranch ?? 'main'}`;
}

/** Where a change started from: never the base branch's newest commit, which has gone on since. */
async function startOf(client: Client, occasion: Occasion, asked: string | null): Promise<Start> {
  const { pull, mergeGroup, branch, defaultBranch, commit, event, measured } = occasion;
  const mergeBase = async (base: string): Promise<Start> => ({
    branch: base,
    commit: await mergeBaseOf(client, base, commit),
    itself: true,
  });
  if (asked !== null && (pull !== null || asked !== branch)) return mergeBase(asked);
  if (pull !== null) return mergeBase(pull.base);
  if (mergeGroup !== null) return { branch: mergeGroup.branch, commit: mergeGroup.base, itself: true };
  if (branch === null) {
    if (defaultBranch === null) throw new Unavailable('baseline', 'the branch is unknown: set baseline-branch');
    return mergeBase(defaultBranch);
  }
  return { branch, commit, itself: (measured?.event ?? event) !== 'push' };
}

async function mergeBaseOf(client: Client, base: string, head: string): Promise<string> {
  const { data } = await client.ask(
    'baseline',
    (octokit) =>
      octokit.rest.repos.compareCommitsWithBasehead({ ...client.repo, basehead: `${base}...${head}`, per_page: 1 }),
    { explain: notFound(`no branch ${base}, or no common ancestor of it and ${head.slice(0, 7)}`) },
  );
  return data.merge_base_commit.sha;
}

/** Says of a 404 what was looked for, besides that the token may not see it. */
function notFound(what: string): typeof explainRefusal {
  return (refused) => (refused.status === 404 ? `${what}; ${explainRefusal(refused)}` : explainRefusal(refused));
}

/** A commit and those before it, the newest first. */
async function historyOf(client: Client, commit: string): Promise<string[]> {
  const history: string[] = [];
  const pages = client.pages(
    'baseline',
    (octokit, at) => octokit.rest.repos.listCommits({ ...client.repo, sha: commit, ...at }),
    MAX_PAGES,
  );
  for await (const commits of pages) history.push(...commits.map(({ sha }) => sha));
  return history;
}

function distinct(runs: readonly EndedRun[]): EndedRun[] {
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}

/** Runs of this very repository's branches: those of a fork's branch of the same name are not trusted. */
async function completedRuns(
  client: Client,
  workflow: string,
  of: { readonly branch?: string; readonly head_sha?: string; readonly event?: string },
): Promise<EndedRun[]> {
  const runs: EndedRun[] = [];
  const pages = client.pages(
    'baseline',
    (octokit, at) =>
      octokit.rest.actions
        .listWorkflowRuns({ ...client.repo, workflow_id: workflow, ...of, status: 'completed', ...at })
        .then(({ data, headers }) => ({ data: data.workflow_runs, headers })),
    MAX_PAGES,
    notFound(`no workflow ${workflow}: baseline-workflow takes its file name, such as bench.yml, or its id`),
  );
  for await (const list of pages) {
    const trusted = list.filter(
      // By id: a repository that was renamed has another name than the one that the job knows.
      ({ event, conclusion, repository, head_repository: head }) =>
        TRUSTED.has(event) && !IDLE.has(conclusion ?? '') && head?.id === repository.id,
    );
    runs.push(
      ...trusted.map(({ id, html_url: url, head_sha: commit, updated_at: ended, conclusion }) => ({
        ...{ id, url, commit },
        ended: new Date(ended),
        isSuccess: conclusion === 'success',
      })),
    );
  }
  return runs;
}
