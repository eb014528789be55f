import { createHash } from 'node:crypto';
import type { Client } from '../github/client.ts';
import type { Occasion } from '../github/occasion.ts';
import { Unavailable } from '../github/unavailable.ts';
import { nameOfKey } from './marker.ts';

/** The most pictures per report: each takes a request, and GitHub allows 80 writes a minute. */
export const MAX_IMAGES = 60;

/**
 * The namespace of refs, without `refs/`, that only this program writes to; of branches where other refs are refused.
 */
export const OWN_REFS = 'pareto-report/';
export const OWN_BRANCHES = 'heads/pareto-report/';

/** A picture by its path in the output folder. */
export interface Image {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Where pictures may be kept. */
export type ImagePlace = 'ref' | 'branch';

/** Pictures that have URLs. */
export interface HostedImages {
  readonly place: ImagePlace;
  /** URL by path in the output folder. */
  readonly urls: ReadonlyMap<string, string>;
}

/** What the pictures of a report belong to. */
export interface ImageOwner {
  readonly occasion: Occasion;
  readonly key: string;
  /** Distinguishes reports that share run and key. */
  readonly step: string;
}

/**
 * Publishes pictures where readers' browsers can load them: in a commit without a parent, on a separate ref that is not
 * on any branch, so that nothing is exposed before it is complete, and the repository's history stays untouched. URLs
 * name the commit, and file names the content, so that no cache shows an old picture.
 *
 * @param places to try, in this order
 * @throws Unavailable where GitHub refuses; the first refusal ends the uploads
 */
export async function hostImages(
  client: Client,
  owner: ImageOwner,
  images: readonly Image[],
  places: readonly ImagePlace[],
): Promise<HostedImages> {
  requireFew(images.length);
  const named = images.map((image) => ({ ...image, name: contentName(image) }));
  const commit = await commitOf(client, named, owner);
  const place = await keep(client, commit, refName(owner, client.now()), places);
  const { server } = owner.occasion;
  const { owner: login, repo } = client.repo;
  const urlOf = (name: string) =>
    `${server}/${login}/${repo}/blob/${commit}/${name.split('/').map(encodeURIComponent).join('/')}?raw=true`;
  return { place, urls: new Map(named.map(({ path, name }) => [path, urlOf(name)])) };
}

/** Throws Unavailable if there are more pictures than GitHub accepts at once. */
export function requireFew(count: number): void {
  if (count <= MAX_IMAGES) return;
  throw new Unavailable('images', `${count} pictures are more than GitHub takes at once (${MAX_IMAGES})`);
}

/** `plots/…-light.png` as `plots/…-light-1a2b3c4d.png`. */
function contentName({ path, bytes }: Image): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  return path.replace(/(\.\w+)$/, `-${hash}$1`);
}

/** A commit that contains only the pictures; without an author, so that GitHub signs it. */
async function commitOf(
  client: Client,
  images: readonly (Image & { readonly name: string })[],
  { occasion }: ImageOwner,
): Promise<string> {
  const tree: { path: string; mode: '100644'; type: 'blob'; sha: string }[] = [];
  for (const { name, bytes } of images) {
    const content = Buffer.from(bytes).toString('base64');
    const { data } = await client.ask('images', (octokit) =>
      octokit.rest.git.createBlob({ ...client.repo, content, encoding: 'base64' }),
    );
    tree.push({ path: name, mode: '100644', type: 'blob', sha: data.sha });
  }
  const made = await client.ask('images', (octokit) => octokit.rest.git.createTree({ ...client.repo, tree }));
  const message = `Pictures of run ${occasion.run.id}, of ${occasion.commit}`;
  const { data } = await client.ask('images', (octokit) =>
    octokit.rest.git.createCommit({ ...client.repo, message, tree: made.data.sha, parents: [] }),
  );
  return data.sha;
}

/**
 * `pr-7/2026-11-24-run-123-1-1a2b3c4d-bench`. Each report has a ref of its own: two at once on one pull request lose no
 * pictures, and those of earlier reports and attempts, which their job summaries still show, last until they are pruned
 * by age.
 *
 * @param now by GitHub's clock: with a date in the future they would never be pruned
 */
function refName({ occasion, key, step }: ImageOwner, now: Date): string {
  const { pull, run } = occasion;
  const today = now.toISOString().slice(0, 10);
  const group = pull === null ? 'runs' : `pr-${pull.number}`;
  return `${group}/${today}-run-${run.id}-${run.attempt}-${step}-${nameOfKey(key)}`;
}

async function keep(client: Client, commit: string, name: string, places: readonly ImagePlace[]): Promise<ImagePlace> {
  let refused: unknown = new Unavailable('images', 'no place to keep them is allowed');
  for (const place of places) {
    const ref = `${place === 'ref' ? OWN_REFS : OWN_BRANCHES}${name}`;
    try {
      await pointTo(client, ref, commit);
      return place;
    } catch (error) {
      // Another place helps if this one is forbidden, but not if GitHub does not answer.
      if (!(error instanceof Unavailable) || error.kind !== 'refused') throw error;
      refused = error;
    }
  }
  throw refused;
}

/** Creates a ref; if it already exists, because an answer was lost, it is moved. */
async function pointTo(client: Client, ref: string, sha: string): Promise<void> {
  const create = () =>
    client.ask('images', (octokit) => octokit.rest.git.createRef({ ...client.repo, ref: `refs/${ref}`, sha }));
  const move = () =>
    client.ask('images', (octokit) => octokit.rest.git.updateRef({ ...client.repo, ref, sha, force: true }));
  const says = (what: RegExp, error: unknown) => error instanceof Unavailable && what.test(error.message);
  try {
    await create();
  } catch (error) {
    if (!says(/already exists/i, error)) throw error;
    await move().catch((moving: unknown) => {
      // It has been deleted since.
      if (says(/does not exist/i, moving)) return create();
      throw moving;
    });
  }
}
