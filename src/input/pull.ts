import type { Client } from '../github/client.ts';
import type { MeasuredRun, Pull } from '../github/occasion.ts';

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
