import type { Client } from '../github/client.ts';
import { OWN_BRANCHES, OWN_REFS } from './images.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What became of old pictures. */
export interface Pruned {
  readonly deleted: number;
  readonly kept: number;
}

/**
 * Deletes the refs of pictures that are older than some days; the day is in their name, else that of their commit.
 *
 * @throws Unavailable where GitHub refuses
 */
export async function pruneImages(client: Client, days: number, now: Date): Promise<Pruned> {
  const limit = now.getTime() - days * DAY;
  const refs = [...(await refsUnder(client, OWN_REFS)), ...(await refsUnder(client, OWN_BRANCHES))];
  let deleted = 0;
  for (const { ref, sha } of refs) {
    if ((await madeOn(client, ref, sha)) >= limit) continue;
    await client.ask('cleanup', (octokit) => octokit.rest.git.deleteRef({ ...client.repo, ref }));
    deleted += 1;
  }
  return { deleted, kept: refs.length - deleted };
}

/** Refs below a folder, without `refs/`. */
async function refsUnder(client: Client, folder: string): Promise<{ ref: string; sha: string }[]> {
  const refs: { ref: string; sha: string }[] = [];
  const pages = client.pages('cleanup', (octokit, page) =>
    octokit.rest.git.listMatchingRefs({ ...client.repo, ref: folder, ...page }),
  );
  for await (const page of pages) {
    refs.push(...page.map(({ ref, object }) => ({ ref: ref.replace(/^refs\//, ''), sha: object.sha })));
  }
  return refs;
}

/** The end of the day that a ref was made, in ms: a whole day is given rather than taken. */
async function madeOn(client: Client, ref: string, sha: string): Promise<number> {
  const [, day] = /\/(\d{4}-\d{2}-\d{2})-run-/.exec(ref) ?? [];
  const named = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`) + DAY;
  if (!Number.isNaN(named)) return named;
  const { data } = await client.ask('cleanup', (octokit) =>
    octokit.rest.git.getCommit({ ...client.repo, commit_sha: sha }),
  );
  return Date.parse(data.committer.date);
}
