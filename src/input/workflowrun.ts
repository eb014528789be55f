import type { Client } from '../github/client.ts';
import { BY_HAND, queuedFor, TRUSTED } from '../github/trusted.ts';
import { notFound, Unavailable } from '../github/unavailable.ts';
import { nearestTo } from '../spelling.ts';
import type { Lineage } from './lineage.ts';
import type { Start } from './start.ts';

/** How many pages of 100 runs are searched in each list. */
const MAX_PAGES = 3;
/** How long a merge queue may take to start the runs for a commit that it has made, in ms. */
const QUEUE_TIME = 24 * 3_600_000;
/** How long after the youngest of some commits was made runs for earlier ones may still start, in ms. */
const PUSH_TIME = 3_600_000;

/** What became of runs that did nothing. */
const IDLE = new Map([
  ['skipped', 'was skipped'],
  ['action_required', 'was not approved'],
  ['startup_failure', 'could not start'],
  ['stale', 'was given up by GitHub'],
]);
/** What became of runs that may have left only part of their results. */
const ENDED_EARLY = new Map([
  ['failure', 'failed'],
  ['cancelled', 'was cancelled'],
  ['timed_out', 'ran out of time'],
]);

/** A run of the workflow on a branch, or in its merge queue. */
export interface WorkflowRun {
  readonly id: number;
  readonly url: string;
  readonly commit: string;
  /** When it ended; for one that has not, when it was last updated. */
  readonly ended: Date;
  /** `completed`, `in_progress`, … */
  readonly status: string | null;
  /** `success`, `failure`, …; null while it is in progress. */
  readonly conclusion: string | null;
  /** Whether it may have been told to measure something other than its commit. */
  readonly isByHand: boolean;
}

/** What an unfinished run is doing, `is still in progress`; null for a finished one. */
export function unended({ status }: WorkflowRun): string | null {
  if (status === 'completed') return null;
  if (status === 'in_progress') return 'is still in progress';
  return status === 'waiting' ? 'is waiting for approval' : 'is still queued';
}

/** Why a finished run did nothing, `was skipped`; null if it did something. */
export function idleness({ conclusion }: WorkflowRun): string | null {
  return IDLE.get(conclusion ?? '') ?? null;
}

/** How a run ended early, `was cancelled`; null if it completed. */
export function earlyEnd({ conclusion }: WorkflowRun): string | null {
  if (conclusion === 'success' || conclusion === 'neutral') return null;
  return ENDED_EARLY.get(conclusion ?? '') ?? 'did not succeed';
}

/**
 * Runs at a commit and before it, whatever became of them: at that very commit, on its branch, and in the branch's
 * merge queue, whose runs have branches of their own.
 */
export async function runsUpTo(
  client: Client,
  workflow: string,
  { branch, commit }: Start,
  lineage: Lineage,
): Promise<WorkflowRun[]> {
  const list = (of: RunFilter) => listRuns(client, workflow, branch, of);
  // That very commit first: on a busy branch, or in a busy queue, it may be far behind the newest runs.
  const [itself, newest] = [await list({ head_sha: commit }), await list({ branch })];
  // A queue starts the runs for a commit as soon as it has made it, so that newer runs belong to other commits. On a
  // branch, a commit may be pushed long after it was made: newer runs are left out only if there are too many of them.
  const until = (delay: number) => (lineage.newest === null ? {} : { created: `<=${isoOf(lineage.newest + delay)}` });
  const older = newest.isWhole ? NO_RUNS : await list({ branch, ...until(PUSH_TIME) });
  const queued = await list({ event: 'merge_group', ...until(QUEUE_TIME) });
  const all = [itself, newest, older, queued].flatMap(({ runs }) => runs);
  return [...new Map(all.map((run) => [run.id, run])).values()];
}

interface RunFilter {
  readonly branch?: string;
  readonly head_sha?: string;
  readonly event?: string;
  readonly created?: string;
}

interface RunList {
  readonly runs: readonly WorkflowRun[];
  /** Whether there are no further ones. */
  readonly isWhole: boolean;
}

const NO_RUNS: RunList = { runs: [], isWhole: true };

/** Runs of this repository only: those of a fork's branch with the same name are not trusted. */
async function listRuns(client: Client, workflow: string, branch: string, of: RunFilter): Promise<RunList> {
  const pages = client.pages(
    'baseline',
    (octokit, at) =>
      octokit.rest.actions
        .listWorkflowRuns({ ...client.repo, workflow_id: workflow, ...of, ...at })
        .then(({ data, headers }) => ({ data: data.workflow_runs, headers })),
    MAX_PAGES,
    notFound(`no workflow ${workflow}: baseline-workflow takes its file name, such as bench.yml, or its id`),
  );
  const runs: WorkflowRun[] = [];
  let count = 0;
  try {
    for await (const page of pages) {
      count += page.length;
      const trusted = page.filter(
        // By id, because a renamed repository has another name than the job knows.
        ({ event, head_branch, repository, head_repository: head }) =>
          TRUSTED.has(event) && queuedFor(head_branch ?? '') === branch && head?.id === repository.id,
      );
      runs.push(
        ...trusted.map(({ id, html_url: url, head_sha: commit, updated_at: ended, status, conclusion, event }) => ({
          ...{ id, url, commit, status, conclusion },
          ended: new Date(ended),
          isByHand: BY_HAND.has(event),
        })),
      );
    }
  } catch (error) {
    return await refuseWithMeant(client, workflow, error);
  }
  return { runs, isWhole: count < MAX_PAGES * 100 };
}

/** Names the repository's workflows if none has the requested name. */
async function refuseWithMeant(client: Client, workflow: string, error: unknown): Promise<never> {
  if (!(error instanceof Unavailable && error.kind === 'refused')) throw error;
  const files = await workflowFiles(client);
  const meant = files.includes(workflow) ? null : (nearestTo(workflow, files) ?? nearestTo(`${workflow}.yml`, files));
  throw meant === null ? error : new Unavailable('baseline', `${error.message}; did you mean ${meant}?`);
}

/** File names of the repository's workflows; none if GitHub does not say. */
async function workflowFiles(client: Client): Promise<string[]> {
  const asked = client.ask('baseline', (octokit) =>
    octokit.rest.actions.listRepoWorkflows({ ...client.repo, per_page: 100 }),
  );
  const { data } = await asked.catch(() => ({ data: { workflows: [] } }));
  return data.workflows.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
}

/** Without fractions of a second, which GitHub's searches do not accept. */
function isoOf(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
}
