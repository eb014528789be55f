import type { Client } from '../github/client.ts';
import type { Occasion } from '../github/occasion.ts';
import { TRUSTED } from '../github/trusted.ts';
import { Unavailable } from '../github/unavailable.ts';
import { allOf } from '../spelling.ts';
import { gapOf, type Sought } from './gap.ts';
import { Lineage } from './lineage.ts';
import { type FoundRun, Search } from './search.ts';
import { type Start, startOf } from './start.ts';
import { triggersOf } from './trigger.ts';
import { idleness, runsUpTo, unended, type WorkflowRun } from './workflowrun.ts';

/** Runs whose artifacts are looked at. */
const MAX_RUNS = 30;
/** Runs of one commit that are looked at though they may have been told to measure something else. */
const MAX_BY_HAND = 5;
/** Runs that are looked at, beyond the first that is found, for each that is wanted beside it. */
const MAX_FURTHER = 2;

/** Requests after which no run is looked at beside those that are found: a step makes few in all. */
const MAX_REQUESTS = 15;

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
  /** The nearest first, one at least, each with what lies between it and what was meant. */
  readonly runs: readonly (FoundRun & { readonly gap: ReturnType<typeof gapOf> })[];
  /** Runs that were passed over, and why: a clause each. */
  readonly passedOver: readonly string[];
}

/**
 * The artifacts of the newest runs with a whole report at the commit that a change started from, and on the nearest
 * before it. Their verdict does not count: a gate that failed must not keep the baseline from moving on.
 *
 * @throws Unavailable where there is none, in words that say where was looked; of the kind `none` where GitHub has told
 *   that there is none, `never` where there will be none either, else where there may be one
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

/** Runs that may have a report, the nearest first; of one commit those last that may have measured another, and few. */
function inOrder({ runs, lineage }: Sought): WorkflowRun[] {
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

/** Returns why it has ended before its time, where it has. */
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
    // Where runs have no reports, only the first is looked for as far as that.
    if (outcome === 'looked' && search.found.length > 0) looked += 1;
  }
  return [];
}

function spent({ id }: WorkflowRun, requests: number): string {
  return `run ${id} and those before it were not looked at (${requests} requests were made for those after it)`;
}

/** Why none of some runs is a baseline. */
function nothingIn(sought: Sought, ended: readonly WorkflowRun[], { artifact }: BaselineQuery): Unavailable {
  const { unreadable, expired, passedOver } = sought.search;
  const gone = expired > 0 ? [`${expired} expired: keep artifacts longer, or run the workflow there again`] : [];
  const none = ended.length > MAX_RUNS ? `none of the ${MAX_RUNS} nearest runs` : 'no run';
  const told = `${none} of ${whereOf(sought)} has an artifact ${artifact} with a whole report${goingOn(sought)}`;
  const isThere = unreadable > 0 || expired > 0;
  return new Unavailable('baseline', [told, ...passedOver, ...gone].join('; '), isThere ? 'unreadable' : 'none');
}

function whereOf({ start: { branch, commit }, workflow }: Sought): string {
  return `${workflow} at ${commit.slice(0, 7)} or before it on ${branch}`;
}

/** Says that the commit that was meant is still being measured. */
function goingOn({ start, runs }: Sought): string {
  const one = runs.find((run) => run.commit === start.commit && unended(run) !== null);
  return one === undefined ? '' : `; run ${one.id} at ${one.commit.slice(0, 7)} ${unended(one)}`;
}

/** A pull request onto another's branch: nothing has run there that may be trusted, and elsewhere it may have. */
function remedyFor({ branch }: Start, { pull, defaultBranch }: Occasion, query: BaselineQuery): string {
  if (pull === null || query.branch !== null || branch === defaultBranch) return '';
  return `: set baseline-branch to a branch that the workflow runs on, such as ${defaultBranch ?? 'main'}`;
}

/** Throws Unavailable for a workflow that nothing starts on the branch: there will never be a baseline. */
async function requireHope(client: Client, occasion: Occasion, query: BaselineQuery, { branch }: Start): Promise<void> {
  const { pull, workflow } = occasion;
  if (pull === null || workflow === null || query.workflow !== null || query.branch !== null) return;
  const triggers = await triggersOf(client, workflow, branch);
  if (triggers.length === 0 || triggers.some((event) => TRUSTED.has(event))) return;
  const add = `add “push: { branches: [${branch}] }” under its “on:”`;
  const reason = `${workflow} runs on ${allOf(triggers)} only, so no run on ${branch} ever leaves a baseline: ${add}`;
  throw new Unavailable('baseline', reason, 'never');
}
