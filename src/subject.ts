import * as core from '@actions/core';
import { UserError } from './errors.ts';
import type { Client } from './github/client.ts';
import type { GitHub } from './github/connect.ts';
import type { MeasuredRun, Occasion, Pull, SubjectLookup } from './github/occasion.ts';
import { Unavailable } from './github/unavailable.ts';
import type { HostingOptions } from './hosting.ts';
import { commitAt, commitsOf, type KnownPull, pullAt, pullsOf } from './input/pull.ts';

/*
 * What a run is about if no push caused it: comments, dispatches and schedules run on the default branch, and the event
 * names neither the pull request nor the commit that was measured. Inputs do, and GitHub is asked to confirm it. They
 * never change what the job may do.
 */

/** What inputs say about what was measured. */
type Subject = Pick<HostingOptions, 'pull-request' | 'commit'>;

/** How many characters of a commit GitHub shows. */
const SHORT = 7;

/** @throws UserError in a mode in which only GitHub decides, or nothing is measured */
export function refuseSubject(hosting: Subject & Pick<HostingOptions, 'mode'>): void {
  for (const name of ['pull-request', 'commit'] as const) {
    if (hosting[name] === null) continue;
    const why =
      hosting.mode === 'publish' ? ', which asks GitHub for the pull request of the run that it publishes' : '';
    throw new UserError(`input ${name}: expected none with mode: ${hosting.mode}${why}; leave it out`);
  }
}

/**
 * What a job runs for, with the pull request and the commit from the inputs in place of the event's.
 *
 * @throws UserError if they do not exist on GitHub
 */
export async function withSubject(github: GitHub | null, subject: Subject): Promise<GitHub | null> {
  if (github === null) return null;
  const { occasion, client } = github;
  if (subject['pull-request'] === null && subject.commit === null) {
    warnOfMain(occasion);
    return github;
  }
  if (isOfEvent(occasion, subject)) return github;
  if (client === null) {
    throw new UserError('input github-token: expected a token, with which pull-request and commit are looked up');
  }
  return { ...github, occasion: await lookedUp(occasion, client, subject) };
}

/**
 * The job of the second half, with the pull request that, according to GitHub, was measured.
 *
 * @throws UserError in a run that no other run started, and without a token
 */
export async function withMeasured(github: GitHub | null): Promise<GitHub> {
  const measured = github?.occasion.measured ?? null;
  if (github === null || measured === null) {
    throw new UserError('input mode: publish needs the event workflow_run, from the workflow that measured');
  }
  const { client, occasion } = github;
  if (client === null) throw new UserError('input github-token: expected a token, which mode publish needs');
  try {
    return { ...github, occasion: { ...occasion, pull: await pullOf(client, measured) } };
  } catch (error) {
    const named = nothingKnown(error, `the pull request of run ${measured.id} is unknown`);
    return { ...github, occasion: { ...occasion, pull: null, named } };
  }
}

/** The only pull request that a run measured; null if there is none, or more than one. */
async function pullOf(client: Client, measured: MeasuredRun): Promise<Pull | null> {
  const pulls = await pullsOf(client, measured);
  const [only = null, other] = pulls;
  if (only === null) {
    core.notice('no open pull request has the measured commit as its head: there is nothing to comment on');
  } else if (other !== undefined) {
    const all = pulls.map(({ number }) => `#${number}`).join(', ');
    core.warning(
      `${all} have the measured commit as their head: which one was measured is unknown, so none gets a comment`,
    );
  }
  return other === undefined ? only : null;
}

/** A comment that starts a run says nothing about what it measures, and the default is hardly what is meant. */
function warnOfMain({ commented, branch, commit }: Occasion): void {
  if (commented === null) return;
  core.warning(
    `a comment on pull request #${commented} started this run, and the report is about ${short(commit)} of ${branch}: ` +
      'if it measured the pull request, set the inputs pull-request and commit',
  );
}

/** Whether inputs say no more than the event does. */
function isOfEvent({ pull }: Occasion, { 'pull-request': number, commit }: Subject): boolean {
  if (pull === null) return false;
  if (number !== null && number !== pull.number) {
    throw new UserError(
      `input pull-request: expected #${pull.number}, which this run is for, found #${number}; leave it out in runs for a pull request`,
    );
  }
  return commit === null || pull.head.startsWith(commit);
}

/**
 * What was measured, if GitHub confirms it; the report is made in any case, because its measurements were expensive.
 */
async function lookedUp(occasion: Occasion, client: Client, subject: Subject): Promise<Occasion> {
  const number = occasion.pull?.number ?? subject['pull-request'];
  const around = { ...occasion, branch: null, mergeGroup: null };
  try {
    const told =
      number === null
        ? await commitNamed(client, occasion, subject.commit ?? '')
        : await pullNamed(client, occasion, number, subject.commit);
    return { ...around, ...told };
  } catch (error) {
    const judge = judgeOf(occasion, defaultOf(occasion));
    return {
      ...around,
      pull: null,
      commit: '',
      judge,
      named: nothingKnown(error, 'it is not known what was measured'),
    };
  }
}

/** What remains if GitHub does not say. */
function nothingKnown(error: unknown, what: string): SubjectLookup {
  if (!(error instanceof Unavailable)) throw error;
  const reason = `${what}: ${error.message}`;
  core.warning(reason);
  return { remarks: [], unknown: error.as(reason) };
}

/** What is looked up about an occasion. */
type OccasionDetails = Pick<Occasion, 'pull' | 'commit' | 'judge' | 'named'>;

async function pullNamed(
  client: Client,
  occasion: Occasion,
  number: number,
  id: string | null,
): Promise<OccasionDetails> {
  const pull = await pullAt(client, number);
  if (pull === null) {
    const where = `${occasion.owner}/${occasion.repo}`;
    throw new UserError(
      `input pull-request: expected the number of a pull request of ${where}, found #${number}, which does not exist or which the token may not see (pull-requests: read)`,
    );
  }
  const commit = id === null || id === pull.head ? pull.head : await commitIn(client, pull, id);
  const judge = judgeOf(occasion, pull.base);
  if (commit === null) return strayOf(pull, judge, id ?? '');
  return {
    pull: { number, head: commit, base: pull.base },
    commit,
    judge,
    named: { remarks: remarksOn(pull, commit), unknown: null },
  };
}

/** The commit of a pull request with the given id; null if it has none, for example after a force-push. */
async function commitIn(client: Client, pull: KnownPull, id: string): Promise<string | null> {
  const [commit = null, other] = await commitsOf(client, pull, id);
  if (other === undefined) return commit;
  throw new UserError(
    `input commit: expected a commit of pull request #${pull.number}, whose head is ${short(pull.head)}, found ${id}, which several of them begin with: give all of its digits`,
  );
}

/** The measurement was expensive even if the pull request has moved on since: the report is made, and says so. */
function strayOf({ number, head, base }: KnownPull, judge: string | null, id: string): OccasionDetails {
  const what = `${short(id)} is not a commit of pull request #${number}, whose head is ${short(head)}`;
  const reason = `${what}: a force-push has removed it since, or it is not what was checked out; measure again, and give the commit that was checked out as the input commit`;
  const unknown = new Unavailable('pull request', reason);
  core.warning(reason);
  return { pull: { number, head, base }, commit: '', judge, named: { remarks: [], unknown } };
}

async function commitNamed(client: Client, occasion: Occasion, id: string): Promise<OccasionDetails> {
  const commit = await commitAt(client, id);
  if (commit === null) {
    const where = `${occasion.owner}/${occasion.repo}`;
    throw new UserError(
      `input commit: expected the id of a commit of ${where}, found ${id}, with which no commit or more than one begins, or which the token may not see (contents: read)`,
    );
  }
  // Commits of forks are found here too; only the run's own commit certainly is not one.
  const judge = commit === occasion.commit ? occasion.judge : defaultOf(occasion);
  return { pull: null, commit, judge, named: { remarks: [], unknown: null } };
}

/** Whose config file is used; a run with a pull request's rights keeps the pull request's own. */
function judgeOf({ pull, judge }: Occasion, branch: string): string | null {
  return pull === null ? branch : judge;
}

function defaultOf({ defaultBranch }: Occasion): string {
  return defaultBranch ?? 'HEAD';
}

function remarksOn({ head, state }: KnownPull, commit: string): string[] {
  const moved = `the pull request has moved on: its head is ${short(head)}, and ${short(commit)} was measured`;
  return [...(state === 'open' ? [] : [`the pull request is ${state} already`]), ...(head === commit ? [] : [moved])];
}

function short(commit: string): string {
  return commit.slice(0, SHORT);
}
