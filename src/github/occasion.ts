import { z } from 'zod';
import type { Attempt } from './attempt.ts';
import { queuedFor, TRUSTED } from './trusted.ts';
import type { Unavailable } from './unavailable.ts';

/** The pull request that a measurement is for. */
export interface Pull {
  readonly number: number;
  /** The commit that was measured. */
  readonly head: string;
  /** The branch that it would be merged into. */
  readonly base: string;
}

/** What the workflow runs for, from the environment and the event. */
export interface Occasion {
  /** `pull_request`, `push`, `schedule`, … */
  readonly event: string;
  /** `https://github.com`. */
  readonly server: string;
  readonly owner: string;
  readonly repo: string;
  /** The commit that is measured. */
  readonly commit: string;
  /** The branch of that commit; null for a tag, a pull request or a merge group. */
  readonly branch: string | null;
  readonly defaultBranch: string | null;
  readonly run: Attempt;
  /** File name of the workflow that measured, `bench.yml`; in the second half, that of the first half. */
  readonly workflow: string | null;
  readonly pull: Pull | null;
  /**
   * Why the token can only read: a `fork`'s always, and Dependabot's unless the workflow grants more; null if it can do
   * whatever was granted.
   */
  readonly readOnly: 'fork' | 'Dependabot' | null;
  /** The queued merge, whose parent has been measured before. */
  readonly mergeGroup: { readonly base: string; readonly branch: string } | null;
  /** The run whose results a second half publishes. */
  readonly measured: MeasuredRun | null;
  /** What inputs say about what was measured; null if only the event does. */
  readonly named: SubjectLookup | null;
  /**
   * The branch whose config file is used if a stranger may have written the workspace's; null if the workspace's is
   * used.
   */
  readonly judge: string | null;
  /** The pull request with the comment that started the run. */
  readonly commented: number | null;
}

/** What was looked up about a pull request or a commit that inputs name. */
export interface SubjectLookup {
  /** What a reader must know, such as that the head has moved on since; clauses. */
  readonly remarks: readonly string[];
  /** Why GitHub did not say, so that it is not known what was measured; null if it did. */
  readonly unknown: Unavailable | null;
}

/** A workflow run that left reports for publication. */
export interface MeasuredRun extends Attempt {
  readonly event: string;
  readonly commit: string;
  /** The repository of the head branch, which may be a fork. */
  readonly head: { readonly owner: string; readonly branch: string } | null;
}

/** A job's variables, the payload of its event, and whether it publishes what the run in that event has measured. */
export interface Job {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly payload: unknown;
  readonly publishes: boolean;
}

const repository = z.looseObject({ full_name: z.string(), default_branch: z.string().optional() });

/** A pull request, in an event as in an answer. */
const pullRequest = z.looseObject({
  number: z.int(),
  head: z.looseObject({ sha: z.string(), repo: z.looseObject({ full_name: z.string() }).nullish() }),
  base: z.looseObject({ ref: z.string(), repo: z.looseObject({ full_name: z.string() }) }),
});

const workflowRun = z.looseObject({
  id: z.int(),
  run_attempt: z.int().nullish(),
  event: z.string(),
  head_sha: z.string(),
  head_branch: z.string().nullish(),
  path: z.string().nullish(),
  repository: z.looseObject({ id: z.int() }).nullish(),
  head_repository: z.looseObject({ id: z.int().nullish(), owner: z.looseObject({ login: z.string() }) }).nullish(),
});

/** Some events state the absence of a thing as null. */
const eventPayload = z.looseObject({
  repository: repository.nullish(),
  pull_request: pullRequest.nullish(),
  merge_group: z.looseObject({ base_sha: z.string(), base_ref: z.string(), head_sha: z.string() }).nullish(),
  workflow_run: workflowRun.nullish(),
  issue: z.looseObject({ number: z.int(), pull_request: z.looseObject({}).nullish() }).nullish(),
});

type Payload = z.infer<typeof eventPayload>;

/** The run that measured; in the second half, the first half's. */
export function measuringRun({ measured, run }: Occasion): Attempt {
  const { id, attempt } = measured ?? run;
  return { id, attempt };
}

/** Reads what a job runs for; null outside of GitHub's jobs. */
export function occasionOf({ env, payload, publishes }: Job): Occasion | null {
  const [owner, repo] = (env.GITHUB_REPOSITORY ?? '').split('/');
  const read = eventPayload.safeParse(payload);
  if (owner === undefined || repo === undefined || !read.success) return null;
  const { pull_request: pull, merge_group: group, issue } = read.data;
  // A job that measures after another workflow has run is about its own commit.
  const run = publishes ? read.data.workflow_run : null;
  return {
    event: env.GITHUB_EVENT_NAME ?? '',
    server: env.GITHUB_SERVER_URL ?? 'https://github.com',
    owner,
    repo,
    commit: run?.head_sha ?? pull?.head.sha ?? group?.head_sha ?? env.GITHUB_SHA ?? '',
    branch: run == null ? branchOf(env.GITHUB_REF) : ownBranchOf(run),
    defaultBranch: read.data.repository?.default_branch ?? null,
    run: { id: Number(env.GITHUB_RUN_ID), attempt: Number(env.GITHUB_RUN_ATTEMPT || 1) },
    workflow: fileOf(run?.path ?? env.GITHUB_WORKFLOW_REF ?? ''),
    pull: pull == null ? null : { number: pull.number, head: pull.head.sha, base: pull.base.ref },
    readOnly: readOnlyFor(env, pull),
    mergeGroup: group == null ? null : { base: group.base_sha, branch: group.base_ref.replace(/^refs\/heads\//, '') },
    measured: run == null ? null : measuredRun(run),
    named: null,
    judge: judgeOf(env.GITHUB_EVENT_NAME, read.data),
    commented: issue?.pull_request == null ? null : issue.number,
  };
}

/**
 * Whether it runs for a pull request with the rights of a branch, whatever it has checked out; then the branch's config
 * file is used.
 */
function judgeOf(event: string | undefined, { pull_request: pull, issue, repository: own }: Payload): string | null {
  if (event === 'pull_request_target') return pull?.base.ref ?? null;
  return issue?.pull_request == null ? null : (own?.default_branch ?? 'HEAD');
}

/** GitHub gives such jobs a read-only token; `permissions:` can extend it for Dependabot, but not for a fork. */
function readOnlyFor(env: Job['env'], pull: z.infer<typeof pullRequest> | null | undefined): Occasion['readOnly'] {
  const event = env.GITHUB_EVENT_NAME;
  // Also for reviews; but not for `pull_request_target`, which runs the base branch's workflow.
  const isUntrusted = pull != null && event !== 'pull_request_target';
  if (isUntrusted && pull.head.repo?.full_name !== pull.base.repo.full_name) return 'fork';
  const isDependabot = env.GITHUB_ACTOR === 'dependabot[bot]';
  return isDependabot && (isUntrusted || event === 'push') ? 'Dependabot' : null;
}

function measuredRun({ id, run_attempt, event, head_sha, ...run }: z.infer<typeof workflowRun>): MeasuredRun {
  const owner = run.head_repository?.owner.login;
  const branch = run.head_branch ?? undefined;
  const head = owner === undefined || branch === undefined ? null : { owner, branch };
  return { id, attempt: run_attempt ?? 1, event, commit: head_sha, head };
}

function branchOf(ref: string | undefined): string | null {
  return ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}

/**
 * The branch whose own code a run measured, if it belongs to this repository, whatever the repository is called by now.
 */
function ownBranchOf({ event, head_branch, head_repository, repository }: z.infer<typeof workflowRun>): string | null {
  const isOwn = repository != null && head_repository?.id === repository.id;
  return isOwn && head_branch != null && TRUSTED.has(event) ? queuedFor(head_branch) : null;
}

/** `bench.yml` of `owner/repo/.github/workflows/bench.yml@refs/heads/main`. */
function fileOf(path: string): string | null {
  return /([^/@]+\.ya?ml)(?:@|$)/.exec(path)?.[1] ?? null;
}
