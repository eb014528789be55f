import type { Client } from '../github/client.ts';
import type { MeasuredRun, Pull } from '../github/occasion.ts';

/**
 * The open pull request that a workflow run measured, as GitHub knows it: by the run's head branch, and only where its
 * head still is the commit that was measured. Nothing that the run left behind has a say in this.
 *
 * @returns null where there is none, or its head has moved on
 * @throws Unavailable where GitHub does not tell
 */
export async function pullOf(client: Client, { head, commit }: MeasuredRun): Promise<Pull | null> {
  if (head === null) return null;
  const { data } = await client.ask('comment', (octokit) =>
    octokit.rest.pulls.list({ ...client.repo, state: 'open', head: `${head.owner}:${head.branch}`, per_page: 100 }),
  );
  const own = `${client.repo.owner}/${client.repo.repo}`.toLowerCase();
  const pull = data.find(
    (candidate) => candidate.head.sha === commit && candidate.base.repo.full_name.toLowerCase() === own,
  );
  return pull === undefined ? null : { number: pull.number, head: pull.head.sha, base: pull.base.ref };
}
