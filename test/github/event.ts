import recorded from '@octokit/webhooks-examples' with { type: 'json' };
import type { Members } from './standin/openapi.ts';
import type { Comment, Pull, Run } from './standin/repository.ts';
import { commentOf, pullOf, repositoryId, repositoryOf, runOf, userOf, workflowOf } from './standin/shape.ts';
import type { Standin } from './standin/standin.ts';

/** What makes a workflow run. */
export type Event =
  | {
      readonly name: 'pull_request' | 'pull_request_target';
      readonly pull: number;
      readonly action?: 'opened' | 'synchronize' | 'closed' | 'labeled';
    }
  | { readonly name: 'push'; readonly branch?: string }
  | { readonly name: 'schedule'; readonly cron?: string }
  | { readonly name: 'workflow_dispatch'; readonly branch?: string; readonly inputs?: Readonly<Record<string, string>> }
  | { readonly name: 'repository_dispatch'; readonly type: string; readonly payload?: Members }
  | { readonly name: 'merge_group'; readonly pull: number }
  /** A comment on a pull request. */
  | { readonly name: 'issue_comment'; readonly comment: Comment }
  /** The end of another run. */
  | { readonly name: 'workflow_run'; readonly run: Run };

/** A run that has begun: the payload of its event, and what the runner says of it in GITHUB_*. */
export interface BegunRun {
  readonly run: Run;
  readonly payload: Members;
  readonly env: Readonly<Record<string, string>>;
}

/** A run that has begun before: another job or step `within` it, or all of it `again`, as its next attempt. */
export interface PriorRun {
  readonly within?: Run;
  readonly again?: Run;
}

/** Where an event puts a run. */
interface Spot {
  /** GITHUB_REF. */
  readonly ref: string;
  /** GITHUB_SHA. */
  readonly sha: string;
  /** Commit that GitHub lists the run under, with its branch and the repository that it came from. */
  readonly listed: Pick<Run, 'sha' | 'branch' | 'from'>;
  readonly actor: string;
  readonly payload: Members;
  readonly env?: Readonly<Record<string, string>>;
}

/** A payload that GitHub sent once, by event and action. */
function example(name: string, action?: string): Members {
  const examples = (recorded as unknown as { name: string; examples: Members[] }[]).find(
    (one) => one.name === name,
  )?.examples;
  const found = examples?.find((one) => action === undefined || one.action === action);
  if (found === undefined) throw new Error(`no recorded payload: ${name} ${action ?? ''}`);
  return structuredClone(found);
}

/** Starts a run of a workflow for an event, as GitHub would. */
export async function begin(
  github: Standin,
  event: Event,
  workflow = '.github/workflows/benchmark.yml',
  { within, again }: PriorRun = {},
): Promise<BegunRun> {
  const { repository, place } = github;
  const spot = await spotOf(github, event);
  const fresh = { ...spot.listed, workflow, event: event.name, status: 'in_progress', conclusion: null };
  const run = within ?? (again === undefined ? repository.run(fresh) : repository.rerun(again));
  const payload = {
    ...spot.payload,
    repository: repositoryOf(place),
    sender: userOf(spot.actor, place),
  };
  // Of the example's organisation: a repository of a person has none.
  for (const key of ['organization', 'installation', 'enterprise']) delete (payload as Members)[key];
  const env = {
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REF: spot.ref,
    GITHUB_REF_NAME: spot.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_SHA: spot.sha,
    GITHUB_HEAD_REF: '',
    GITHUB_BASE_REF: '',
    GITHUB_REPOSITORY: repository.fullName,
    GITHUB_REPOSITORY_OWNER: repository.owner,
    GITHUB_REPOSITORY_ID: String(repositoryId(repository)),
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: String(run.number),
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_WORKFLOW: 'Benchmark',
    GITHUB_WORKFLOW_REF: `${repository.fullName}/${workflow}@${spot.ref}`,
    GITHUB_WORKFLOW_SHA: spot.sha,
    GITHUB_JOB: 'report',
    GITHUB_ACTION: '__pareto-report_pareto-report',
    GITHUB_ACTOR: spot.actor,
    GITHUB_TRIGGERING_ACTOR: spot.actor,
    GITHUB_RETENTION_DAYS: '90',
    ...spot.env,
  };
  return { run, payload, env };
}

async function spotOf(github: Standin, event: Event): Promise<Spot> {
  switch (event.name) {
    case 'pull_request':
      return pullRequest(github, pull(github, event.pull), event.action ?? 'synchronize');
    case 'pull_request_target':
      return pullRequestTarget(github, pull(github, event.pull), event.action ?? 'synchronize');
    case 'issue_comment':
      return issueComment(github, event.comment);
    case 'repository_dispatch': {
      const own = { action: event.type, client_payload: event.payload ?? {}, branch: github.repository.defaultBranch };
      return onBranch(github, own.branch, { ...example('repository_dispatch'), ...own });
    }
    case 'merge_group':
      return mergeGroup(github, pull(github, event.pull));
    case 'push':
      return push(github, event.branch ?? github.repository.defaultBranch);
    case 'workflow_run':
      return workflowRun(github, event.run);
    case 'schedule': {
      const { cron = '17 3 * * *' } = event;
      return onBranch(github, github.repository.defaultBranch, {
        schedule: cron,
        workflow: '.github/workflows/benchmark.yml',
      });
    }
    case 'workflow_dispatch': {
      const branch = event.branch ?? github.repository.defaultBranch;
      const own = {
        inputs: event.inputs ?? null,
        ref: `refs/heads/${branch}`,
        workflow: '.github/workflows/benchmark.yml',
      };
      return onBranch(github, branch, { ...example('workflow_dispatch'), ...own });
    }
  }
}

function pull(github: Standin, number: number): Pull {
  const found = github.repository.pulls.get(number);
  if (found === undefined) throw new Error(`no such pull request: ${number}`);
  return found;
}

async function tip(github: Standin, branch: string): Promise<string> {
  const sha = await github.repository.bare.resolve(`refs/heads/${branch}`);
  if (sha === null) throw new Error(`no such branch: ${branch}`);
  return sha;
}

async function onBranch(github: Standin, branch: string, payload: Members): Promise<Spot> {
  const sha = await tip(github, branch);
  const from = github.repository.fullName;
  return { ref: `refs/heads/${branch}`, sha, listed: { sha, branch, from }, actor: github.repository.owner, payload };
}

async function pullRequest(github: Standin, one: Pull, action: string): Promise<Spot> {
  const head = await github.repository.headOf(one);
  const listed = { sha: head, branch: one.branch, from: one.from ?? github.repository.fullName };
  const pull_request = await pullOf(one, github.place, 'pull-request');
  const payload = { ...example('pull_request', action), action, number: one.number, pull_request };
  const env = { GITHUB_HEAD_REF: one.branch, GITHUB_BASE_REF: one.base };
  const sha = await github.repository.trialMerge(one);
  return { ref: `refs/pull/${one.number}/merge`, sha, listed, actor: one.author, payload, env };
}

/** What the base branch says is run, with its rights, and on its newest commit. */
async function pullRequestTarget(github: Standin, one: Pull, action: string): Promise<Spot> {
  const spot = await pullRequest(github, one, action);
  return { ...spot, ref: `refs/heads/${one.base}`, sha: await tip(github, one.base) };
}

/** On the default branch; the payload names the pull request as an issue, and none of its commits. */
async function issueComment(github: Standin, comment: Comment): Promise<Spot> {
  const { place, repository } = github;
  const number = Number(comment.on);
  const recordedComment = example('issue_comment', 'created');
  const link = `${place.base}/pulls/${number}`;
  const page = `${place.urls.web}/${repository.fullName}/pull/${number}`;
  const pull_request = { url: link, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` };
  const issue = { ...(recordedComment.issue as Members), number, html_url: page, pull_request };
  const spot = await onBranch(github, repository.defaultBranch, {
    ...recordedComment,
    issue,
    comment: commentOf(comment, place),
  });
  return { ...spot, actor: comment.author };
}

async function mergeGroup(github: Standin, one: Pull): Promise<Spot> {
  const { repository } = github;
  const base = await tip(github, one.base);
  const sha = await repository.trialMerge(one);
  const branch = `gh-readonly-queue/${one.base}/pr-${one.number}-${base}`;
  await repository.branch(branch, sha);
  const recordedGroup = example('merge_group');
  const merge_group = {
    ...(recordedGroup.merge_group as Members),
    head_sha: sha,
    head_ref: `refs/heads/${branch}`,
    base_sha: base,
    base_ref: `refs/heads/${one.base}`,
  };
  return onBranch(github, branch, { ...recordedGroup, merge_group });
}

async function push(github: Standin, branch: string): Promise<Spot> {
  const after = await tip(github, branch);
  const commit = await github.repository.bare.only(after);
  const recordedPush = example('push');
  const head_commit = {
    ...(recordedPush.head_commit as Members),
    id: after,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.author.date,
  };
  const own = {
    ref: `refs/heads/${branch}`,
    after,
    before: commit.parents[0] ?? '0'.repeat(40),
    head_commit,
    commits: [head_commit],
  };
  return onBranch(github, branch, { ...recordedPush, ...own, created: commit.parents.length === 0 });
}

async function workflowRun(github: Standin, run: Run): Promise<Spot> {
  const { place } = github;
  const own = { action: 'completed', workflow_run: await runOf(run, place), workflow: workflowOf(run.workflow, place) };
  return onBranch(github, github.repository.defaultBranch, { ...example('workflow_run', 'completed'), ...own });
}
