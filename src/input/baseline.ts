import type { Client } from '../github/client.ts';
import type { Occasion } from '../github/occasion.ts';
import { TRUSTED } from '../github/trusted.ts';
import { Unavailable } from '../github/unavailable.ts';
import { allOf } from '../spelling.ts';
import { gapOf, type SearchContext } from './gap.ts';
import { Lineage } from './lineage.ts';
import { type FoundRun, Search } from './search.ts';
import { type Start, startOf } from './start.ts';
import { triggersOf } from './trigger.ts';
import { idleness, runsUpTo, unended, type WorkflowRun } from './workflowrun.ts';

/** How many runs have their artifacts inspected. */
const MAX_RUNS = 30;
/** How many runs of one commit are inspected even though they may have been told to measure something else. */
const MAX_BY_HAND = 5;
/** How many further runs, beyond the first one found, are inspected for each additional one that is wanted. */
const MAX_FURTHER = 2;

/** After this many requests only the runs that have been found count: a step should make few requests. */
const MAX_REQUESTS = 15;

/** Where to look for a baseline. */
export interface BaselineQuery {
  /** The name, or a glob, of the artifacts that contain reports. */
  readonly artifact: string;
  /** The branch to search; null for the one that the event implies. */
  readonly branch: string | null;
  /** File name or id of the workflow; null for the current one. */
  readonly workflow: string | null;
  /** How many runs to find, from 1. */
  readonly most: number;
}

/** Baselines found in the artifacts of earlier runs. */
export interface FoundBaseline {
  /** The nearest first, at least one, each with what lies between it and the commit that was sought. */
  readonly runs: readonly (FoundRun & { readonly gap: ReturnType<typeof gapOf> })[];
  /** Runs that were skipped, and why; clauses. */
  readonly passedOver: readonly string[];
}

/**
 * The artifacts of the newest runs with a whole report for the commit that a change is based on, or for the nearest
 * commits before it. Their verdicts do not matter: a failed gate must not freeze the baseline.
 *
 * @throws Unavailable where there is none, saying where it was looked for; of the kind `none` if GitHub has said that
 * there is none, `never` if there will be none either, otherwise if there may be one
 */
export async function findBaseline(client: Client, occasion: Occasion, query: BaselineQuery): Promise<FoundBaseline> {
  const workflow = query.workflow ?? occasion.workflow;
  if (workflow === null) throw new Unavailable('baseline', 'the workflow is unknown: set baseline-workflow');
  const start = await startOf(client, occasion, query.branch);
  const lineage = await Lineage.of(client, start.commit);
  const isOther = ({ id, commit }: WorkflowRun) =>
    id !== occasion.run.id && id !== occasion.measured?.id && (start.itself || commit !== start.commit);
  const all = (await runsUpTo(client, workflow, start, lineage)).filter(isOther);
  const runs = all.filter(({ commit }) => lineage.has(commit));
  const sought = { start, lineage, workflow, runs, search: new Search(client, query.artifact, lineage) };
  const ended = inOrder(sought);
  if (ended.length === 0) {
    if (all.length === 0) await requireHope(client, occasion, query, start);
    const remedy = remedyFor(start, occasion, query);
    throw new Unavailable('baseline', `no run of ${whereOf(sought)} has completed${goingOn(sought)}${remedy}`, 'none');
  }
  const unlooked = await look(client, sought.search, ended, query.most);
  const { found, passedOver } = sought.search;
  if (found.length === 0) throw nothingIn(sought, ended, query);
  return {
    runs: found.map((run) => ({ ...run, gap: gapOf(sought, run, occasion) })),
    passedOver: [...passedOver, ...unlooked],
  };
}

/**
 * Runs that may have a report, the nearest first; within a commit, those that may have measured another come last, and
 * are limited.
 */
function inOrder({ runs, lineage }: SearchContext): WorkflowRun[] {
  const ended = runs
    .filter((run) => unended(run) === null && idleness(run) === null)
    .sort(
      (a, b) => lineage.age(a.commit) - lineage.age(b.commit) || Number(a.isByHand) - Number(b.isByHand) || b.id - a.id,
    );
  const counts = new Map<string, number>();
  return ended.filter(({ commit, isByHand }) => {
    const count = (counts.get(commit) ?? 0) + 1;
    if (isByHand) counts.set(commit, count);
    return !isByHand || count <= MAX_BY_HAND;
  });
}

/** Returns why the search ended early, if it did. */
async function look(
  client: Client,
  search: Search,
  runs: readonly WorkflowRun[],
  most: number,
): Promise<readonly string[]> {
  const begun = client.effort.requests;
  let looked = 0;
  let dearest = 0;
  for (const run of runs.slice(0, MAX_RUNS)) {
    if (search.found.length >= most || looked >= MAX_FURTHER * (most - 1) + 1) return [];
    const before = client.effort.requests;
    if (search.found.length > 0 && before - begun + dearest > MAX_REQUESTS) return [spent(run, before - begun)];
    const outcome = await search.lookAt(run);
    if (outcome === 'ended') return [];
    dearest = Math.max(dearest, client.effort.requests - before);
    // If runs have no reports, only the first baseline is searched for this far.
    if (outcome === 'looked' && search.found.length > 0) looked += 1;
  }
  return [];
}

function spent({ id }: WorkflowRun, requests: number): string {
  return `run ${id} and those before it were not looked at (${requests} requests were made for those after it)`;
}

/** Why none of the runs is a baseline. */
function nothingIn(sought: SearchContext, ended: readonly WorkflowRun[], { artifact }: BaselineQuery): Unavailable {
  const { unreadable, expired, passedOver } = sought.search;
  const gone = expired > 0 ? [`${expired} expired: keep artifacts longer, or run the workflow there again`] : [];
  const none = ended.length > MAX_RUNS ? `none of the ${MAX_RUNS} nearest runs` : 'no run';
  const told = `${none} of ${whereOf(sought)} has an artifact ${artifact} with a whole report${goingOn(sought)}`;
  const isThere = unreadable > 0 || expired > 0;
  return new Unavailable('baseline', [told, ...passedOver, ...gone].join('; '), isThere ? 'unreadable' : 'none');
}

function whereOf({ start: { branch, commit }, workflow }: SearchContext): string {
  return `${workflow} at ${commit.slice(0, 7)} or before it on ${branch}`;
}

/** Says that the commit that was sought is still being measured. */
function goingOn({ start, runs }: SearchContext): string {
  const one = runs.find((run) => run.commit === start.commit && unended(run) !== null);
  return one === undefined ? '' : `; run ${one.id} at ${one.commit.slice(0, 7)} ${unended(one)}`;
}

/** A pull request onto someone else's branch: nothing trusted has run there, but it may have on another branch. */
function remedyFor({ branch }: Start, { pull, defaultBranch }: Occasion, query: BaselineQuery): string {
  if (pull === null || query.branch !== null || branch === defaultBranch) return '';
  return `: set baseline-branch to a branch that the workflow runs on, such as ${defaultBranch ?? 'main'}`;
}

/** Throws Unavailable if nothing starts the workflow on the branch, so that there will never be a baseline. */
async function requireHope(client: Client, occasion: Occasion, query: BaselineQuery, { branch }: Start): Promise<void> {
  const { pull, workflow } = occasion;
  if (pull === null || workflow === null || query.workflow !== null || query.branch !== null) return;
  const triggers = await triggersOf(client, workflow, branch);
  if (triggers.length === 0 || triggers.some((event) => TRUSTED.has(event))) return;
  const add = `add “push: { branches: [${branch}] }” under its “on:”`;
  const reason = `${workflow} runs on ${allOf(triggers)} only, so no run on ${branch} ever leaves a baseline: ${add}`;
  throw new Unavailable('baseline', reason, 'never');
}
