import type { Client } from '../github/client.ts';
import { Unavailable } from '../github/unavailable.ts';
import { OWN_BRANCHES, OWN_REFS } from './images.ts';

const DAY = 24 * 60 * 60 * 1000;
/** What follows the folder in the name of each of our branches: other people's branches may start in the same way. */
const OWN_NAME = /^(?:pr-\d+|runs)\/(\d{4}-\d{2}-\d{2})-run-\d/;

/** What became of old pictures. */
export interface PruneResult {
  readonly deleted: number;
  readonly kept: number;
  /** Why it stopped before all had been looked at; null if it did not. */
  readonly ended: string | null;
}

interface Ref {
  /** Without `refs/`. */
  readonly ref: string;
  /** What follows its folder. */
  readonly name: string;
  readonly sha: string;
}

/**
 * Deletes the refs of pictures that are older than a number of days; the date is in their name, otherwise it is that of
 * their commit. What was deleted before GitHub refuses a deletion stays deleted.
 *
 * @throws Unavailable where GitHub does not list them
 */
export async function pruneImages(client: Client, days: number): Promise<PruneResult> {
  const branches = await refsUnder(client, OWN_BRANCHES);
  const refs = [...(await refsUnder(client, OWN_REFS)), ...branches.filter(({ name }) => OWN_NAME.test(name))];
  // By the clock of the server that has just listed them: ours may be off by more than the pictures' lifetime.
  const limit = client.now().getTime() - days * DAY;
  let deleted = 0;
  try {
    for (const ref of refs) {
      if ((await madeOn(client, ref)) >= limit) continue;
      await remove(client, ref);
      deleted += 1;
    }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { deleted, kept: refs.length - deleted, ended: error.message };
  }
  return { deleted, kept: refs.length - deleted, ended: null };
}

async function remove(client: Client, { ref }: Ref): Promise<void> {
  try {
    await client.ask('cleanup', (octokit) => octokit.rest.git.deleteRef({ ...client.repo, ref }));
  } catch (error) {
    // Already gone: deleted by another run, or by a first attempt whose answer was lost.
    if (!(error instanceof Unavailable) || !/does not exist/i.test(error.message)) throw error;
  }
}

/** Refs below a folder: GitHub lists them all at once, or says where there are more. */
async function refsUnder(client: Client, folder: string): Promise<Ref[]> {
  const refs: Ref[] = [];
  const pages = client.pages('cleanup', (octokit, { page }) =>
    octokit.rest.git.listMatchingRefs({ ...client.repo, ref: folder, ...(page === 1 ? {} : { page }) }),
  );
  for await (const page of pages) {
    refs.push(
      ...page.map(({ ref: whole, object }) => {
        const ref = whole.replace(/^refs\//, '');
        return { ref, name: ref.slice(folder.length), sha: object.sha };
      }),
    );
  }
  return refs;
}

/** The end of the day on which a ref was made, in ms, so that pictures never live a day too short. */
async function madeOn(client: Client, { name, sha }: Ref): Promise<number> {
  const day = OWN_NAME.exec(name)?.[1];
  const named = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`) + DAY;
  if (!Number.isNaN(named)) return named;
  const { data } = await client.ask('cleanup', (octokit) =>
    octokit.rest.git.getCommit({ ...client.repo, commit_sha: sha }),
  );
  return Date.parse(data.committer.date);
}
