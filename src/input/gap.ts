import type { Occasion } from '../github/occasion.ts';
import type { Lineage } from './lineage.ts';
import type { FoundRun, Search } from './search.ts';
import type { Start } from './start.ts';
import { idleness, unended, type WorkflowRun } from './workflowrun.ts';

/** What was sought, and where. */
export interface SearchContext {
  readonly start: Start;
  readonly lineage: Lineage;
  readonly workflow: string;
  /** Runs at the commit that was sought and before it, whatever became of them, except the current one. */
  readonly runs: readonly WorkflowRun[];
  readonly search: Search;
}

const WORDS: Readonly<Record<Start['meant'], string>> = {
  'merge base': 'the merge base',
  queue: 'the base of the queued merge',
  own: 'this commit',
};

/**
 * What lies between a run that was found and the commit that was sought; null if nothing does, or nothing is missed.
 */
export function gapOf(
  sought: SearchContext,
  { run: { commit } }: FoundRun,
  { server, owner, repo }: Pick<Occasion, 'server' | 'owner' | 'repo'>,
) {
  const { start, lineage } = sought;
  const why = commit === start.commit ? null : missed(sought);
  if (why === null) return null;
  return {
    ...{ meant: WORDS[start.meant], commit: start.commit, why },
    commits: lineage.since(commit),
    url: `${server}/${owner}/${repo}/compare/${commit}...${start.commit}`,
  };
}

/** A clause on why no nearer run was found; null if nobody would expect one. */
function missed({ start, lineage, workflow, runs, search }: SearchContext): string | null {
  const nearest = lineage.age(search.found[0]?.run.commit ?? '');
  const wordsOn = (run: WorkflowRun) => unended(run) ?? search.fateOf(run);
  if (start.meant === 'own') {
    const nearer = runs.filter((run) => lineage.age(run.commit) < nearest && wordsOn(run) !== null);
    const [one] = nearer.sort((a, b) => lineage.age(a.commit) - lineage.age(b.commit));
    return one === undefined ? null : `run ${one.id} at ${one.commit.slice(0, 7)} ${wordsOn(one)}`;
  }
  if (nearest === 0) return null;
  const own = runs.filter(({ commit }) => commit === start.commit);
  const [one = own[0]] = [...own.filter((run) => unended(run) !== null), ...own.filter((run) => wordsOn(run) !== null)];
  if (one === undefined) return `${workflow} has not run there`;
  const again = unended(one) === null ? '' : '; run this job again when that is done, to compare with it';
  return `run ${one.id} of ${workflow} there ${wordsOn(one) ?? idleness(one) ?? 'was not looked at'}${again}`;
}
