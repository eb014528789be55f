import type { Client } from '../github/client.ts';
import { nullWhere } from '../github/failure.ts';
import type { MeasuredRun, Pull } from '../github/occasion.ts';

/** Pages of 100 commits of a pull request: 250 are all that GitHub lists. */
const MAX_PAGES = 3;

/** A pull request as GitHub has it now. */
export interface KnownPull extends Pull {
  readonly state: 'open' | 'closed' | 'merged';
}

/**
 * The open pull requests that a workflow run measured, as GitHub knows it: by the run's head branch, and only where its
 * head still is the commit that was measured. Nothing that the run left behind has a say in this.
 *
 * @returns none where there is none, or its head has moved on; several where one branch is to be merged into several
 * @throws Unavailable where GitHub does not tell
 */
export async function pullsOf(client: Client, { head, commit }: MeasuredRun): Promise<Pull[]> {
  if (head === null) return [];
  const { data } = await client.ask('comment', (octokit) =>
    octokit.rest.pulls.list({ ...client.repo, state: 'open', head: `${head.owner}:${head.branch}`, per_page: 100 }),
  );
  return data
    .filter((pull) => pull.head.sha === commit)
    .map((pull) => ({ number: pull.number, head: pull.head.sha, base: pull.base.ref }));
}

/**
 * The pull request of a number, with the head that it has now.
 *
 * @returns null where there is none, or the token may not see it
 * @throws Unavailable where GitHub does not tell
 */
export async function pullAt(client: Client, number: number): Promise<KnownPull | null> {
  const answer = await client.ask('pull request', (octokit) =>
    octokit.rest.pulls.get({ ...client.repo, pull_number: number }).catch(nullWhere(404)),
  );
  if (answer === null) return null;
  const { head, base, merged, state } = answer.data;
  return { number, head: head.sha, base: base.ref, state: merged ? 'merged' : state };
}

/**
 * The commits of a pull request that begin with an id, whole; GitHub lists 250 of them at most.
 *
 * @throws Unavailable where GitHub does not tell
 */
export async function commitsOf(client: Client, { number, head }: Pull, id: string): Promise<string[]> {
  const all = new Set([head]);
  const pages = client.pages(
    'pull request',
    (octokit, page) => octokit.rest.pulls.listCommits({ ...client.repo, pull_number: number, ...page }),
    MAX_PAGES,
  );
  for await (const commits of pages) for (const { sha } of commits) all.add(sha);
  return [...all].filter((sha) => sha.startsWith(id));
}

/**
 * The whole id of the one commit that begins with an id.
 *
 * @returns null where there is none, or several
 * @throws Unavailable where GitHub does not tell
 */
export async function commitAt(client: Client, id: string): Promise<string | null> {
  const answer = await client.ask('commit', (octokit) =>
    octokit.rest.repos.getCommit({ ...client.repo, ref: id, per_page: 1 }).catch(nullWhere(404, 422)),
  );
  const sha = answer?.data.sha;
  // A branch or a tag may be called so too, and would be found first.
  return sha?.startsWith(id) ? sha : null;
}
