import type { Client } from '../github/client.ts';
import { nullWhere } from '../github/failure.ts';
import type { MeasuredRun, Pull } from '../github/occasion.ts';

/** Pages of 100 commits of a pull request: GitHub lists at most 250. */
const MAX_PAGES = 3;

/** A pull request in its present state on GitHub. */
export interface KnownPull extends Pull {
  readonly state: 'open' | 'closed' | 'merged';
}

/**
 * The open pull requests that a workflow run measured, according to GitHub: found by the run's head branch, and only if
 * their head is still the commit that was measured. Nothing that the run left behind has a say in this.
 *
 * @returns none if there is none, or its head has moved on; several if one branch is to be merged into several
 * @throws Unavailable where GitHub does not say
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
 * The pull request with a number, with its present head.
 *
 * @returns null if there is none, or the token may not see it
 * @throws Unavailable where GitHub does not say
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
 * The full ids of a pull request's commits that start with the given digits; GitHub lists at most 250 commits.
 *
 * @throws Unavailable where GitHub does not say
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
 * The full id of the only commit that starts with the given digits.
 *
 * @returns null if there is none, or several
 * @throws Unavailable where GitHub does not say
 */
export async function commitAt(client: Client, id: string): Promise<string | null> {
  const answer = await client.ask('commit', (octokit) =>
    octokit.rest.repos.getCommit({ ...client.repo, ref: id, per_page: 1 }).catch(nullWhere(404, 422)),
  );
  const sha = answer?.data.sha;
  // A branch or a tag may have the same name, and would be found first.
  return sha?.startsWith(id) ? sha : null;
}
