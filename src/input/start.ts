import type { Client } from '../github/client.ts';
import type { Occasion } from '../github/occasion.ts';
import { notFound, Unavailable } from '../github/unavailable.ts';

/** A commit, and the branch on which it and those before it were measured. */
export interface Start {
  readonly branch: string;
  readonly commit: string;
  /** What the commit is to a change; `own` if the commit itself is measured again, or follows those before it. */
  readonly meant: 'merge base' | 'queue' | 'own';
  /** Whether a run on that same commit counts as earlier; a push or a queued merge needs one before it. */
  readonly itself: boolean;
}

/** Events that come with a new commit, which is compared with those before it. */
const ADDS = new Set(['push', 'merge_group']);

/**
 * Where a change started from: never the base branch's newest commit, which has moved on since.
 *
 * @param asked the branch that the user named
 */
export async function startOf(client: Client, occasion: Occasion, asked: string | null): Promise<Start> {
  const { pull, mergeGroup, branch, defaultBranch, commit, event, measured, named } = occasion;
  if (named?.unknown != null) throw named.unknown;
  const mergeBase = async (base: string): Promise<Start> => {
    const start = await mergeBaseOf(client, base, commit);
    // Whoever names a commit of the branch itself wants to know what that one changed.
    const isOwn = named !== null && start === commit;
    return { branch: base, commit: start, meant: isOwn ? 'own' : 'merge base', itself: !isOwn };
  };
  if (asked !== null && (pull !== null || asked !== branch)) return mergeBase(asked);
  if (pull !== null) return mergeBase(pull.base);
  if (mergeGroup !== null) {
    return { branch: mergeGroup.branch, commit: mergeGroup.base, meant: 'queue', itself: true };
  }
  if (branch === null) {
    if (defaultBranch === null) throw new Unavailable('baseline', 'the branch is unknown: set baseline-branch');
    return mergeBase(defaultBranch);
  }
  return { branch, commit, meant: 'own', itself: !ADDS.has(measured?.event ?? event) };
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
