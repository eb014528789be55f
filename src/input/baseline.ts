import type { Client } from '../github/client.ts';
import type { Occasion } from '../github/occasion.ts';
import { explainRefusal, Unavailable } from '../github/unavailable.ts';
import { downloadAll, listArtifacts } from './artifact.ts';
import type { Artifact } from './shelf.ts';

/** Pages of 100 commits and of 100 runs that are looked through. */
const MAX_PAGES = 3;
/** Successful runs whose artifacts are looked at. */
const MAX_RUNS = 30;

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
}

/** A baseline in the artifacts of an earlier run. */
export interface FoundBaseline {
  readonly artifacts: readonly Artifact[];
  readonly run: { readonly id: number; readonly url: string; readonly commit: string; readonly ended: Date };
}

/** A commit, and the branch on which it and those before it were measured. */
interface Start {
  readonly branch: string;
  readonly commit: string;
  /** Whether a run on that very commit is one before; a push asks for the commit before it. */
  readonly itself: boolean;
}

/**
 * The artifacts of the newest successful run at the commit that a change started from, or on the nearest before it.
 *
 * @throws Unavailable where there is none, in words that say where was looked
 */
export async function findBaseline(client: Client, occasion: Occasion, query: BaselineQuery): Promise<FoundBaseline> {
  const { branch, commit, itself } = await startOf(client, occasion, query.branch);
  const history = await historyOf(client, commit);
  const age = new Map(history.map((sha, index) => [sha, index]));
  if (!itself) age.delete(commit);
  const workflow = query.workflow ?? occasion.workflow;
  if (workflow === null) throw new Unavailable('baseline', 'the workflow is not known: name it in baseline-workflow');
  // The very commit first: on a busy branch it may lie far behind the newest runs.
  const runs = distinct([
    ...(await successfulRuns(client, workflow, { branch, head_sha: commit })),
    ...(await successfulRuns(client, workflow, { branch })),
  ])
    .filter((run) => age.has(run.commit) && run.id !== occasion.run.id && run.id !== occasion.measured?.id)
    .sort((a, b) => (age.get(a.commit) ?? 0) - (age.get(b.commit) ?? 0) || b.id - a.id);
  const where = `${workflow} at ${commit.slice(0, 7)} or before it on ${branch}`;
  if (runs.length === 0) {
    throw new Unavailable('baseline', `no run of ${where} was successful${remedyFor(branch, occasion, query)}`);
  }
  let expired = 0;
  for (const run of runs.slice(0, MAX_RUNS)) {
    const stored = await listArtifacts(client, 'baseline', run.id, query.artifact);
    const kept = stored.filter((artifact) => !artifact.expired);
    expired += stored.length - kept.length;
    if (kept.length > 0) return { artifacts: await downloadAll(client, 'baseline', kept), run };
  }
  const none = runs.length > MAX_RUNS ? `none of the ${MAX_RUNS} nearest successful runs` : 'no successful run';
  const gone = expired > 0 ? `; ${expired} expired: keep artifacts for longer, or run the workflow there again` : '';
  throw new Unavailable('baseline', `${none} of ${where} has an artifact ${query.artifact}${gone}`);
}

/** A pull request onto another's branch: nothing has run there that may be trusted, and elsewhere it may have. */
function remedyFor(branch: string, { pull, defaultBranch }: Occasion, query: BaselineQuery): string {
  if (pull === null || query.branch !== null || branch === defaultBranch) return '';
  return `: name a branch that the workflow runs on, as in baseline-branch: ${defaultBranch ?? 'main'}`;
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
    if (defaultBranch === null) throw new Unavailable('baseline', 'no branch is known: name one in baseline-branch');
    return mergeBase(defaultBranch);
  }
  return { branch, commit, itself: (measured?.event ?? event) !== 'push' };
}

async function mergeBaseOf(client: Client, base: string, head: string): Promise<string> {
  const { data } = await client.ask(
    'baseline',
    (octokit) =>
      octokit.rest.repos.compareCommitsWithBasehead({ ...client.repo, basehead: `${base}...${head}`, per_page: 1 }),
    { explain: notFound(`no branch ${base}, or nothing that it and ${head.slice(0, 7)} both come from`) },
  );
  // A document of another form is a server's in between.
  const sha: unknown = data.merge_base_commit?.sha;
  if (typeof sha !== 'string')
    throw new Unavailable('baseline', 'what came instead of a comparison has no commit', 'unanswered');
  return sha;
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

function distinct(runs: readonly FoundBaseline['run'][]): FoundBaseline['run'][] {
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}

/** Runs on a branch of this very repository: those of a fork's branch of the same name are not trusted. */
async function successfulRuns(
  client: Client,
  workflow: string,
  of: { readonly branch: string; readonly head_sha?: string },
): Promise<FoundBaseline['run'][]> {
  const runs: FoundBaseline['run'][] = [];
  const pages = client.pages(
    'baseline',
    (octokit, at) =>
      octokit.rest.actions
        .listWorkflowRuns({ ...client.repo, workflow_id: workflow, ...of, status: 'success', ...at })
        .then(({ data, headers }) => ({ data: data.workflow_runs, headers })),
    MAX_PAGES,
    notFound(`no workflow ${workflow}: baseline-workflow is the name of its file, as in bench.yml, or its id`),
  );
  const own = `${client.repo.owner}/${client.repo.repo}`.toLowerCase();
  for await (const list of pages) {
    const trusted = list.filter(
      ({ event, head_repository: head }) => TRUSTED.has(event) && head?.full_name?.toLowerCase() === own,
    );
    runs.push(
      ...trusted.map(({ id, html_url: url, head_sha: commit, updated_at: ended }) => ({
        ...{ id, url, commit },
        ended: new Date(ended),
      })),
    );
  }
  return runs;
}
