import type { Client } from '../github/client.ts';
import { type Feature, Unavailable } from '../github/unavailable.ts';
import { type Comment, type Place, type Thread, threadOf } from './thread.ts';

/** Whose comments are ours, where GitHub does not say who we are. */
const ACTIONS_BOT = 'github-actions';
/** How often a comment is looked for and written, where the first try may or may not have arrived. */
const TRIES = 3;

/** What became of a comment. */
export interface Commented {
  readonly url: string;
  readonly did: 'created' | 'updated' | 'unchanged';
}

/**
 * Writes the one comment that a key has: the oldest of ours that begins with the marker is updated, its duplicates are
 * removed, and one is created where there is none.
 *
 * @param text begins with the marker
 * @param creates whether one may be created
 * @returns null where there is none and none may be created
 * @throws Unavailable where GitHub refuses
 */
export async function writeComment(
  client: Client,
  place: Place,
  { marker, text, creates }: { readonly marker: string; readonly text: string; readonly creates: boolean },
): Promise<Commented | null> {
  const thread = threadOf(client, place);
  const author = await loginOf(client, thread.feature);
  const ours = async () => (await thread.list()).filter((comment) => isOurs(comment, author, marker));
  for (let attempt = 1; ; attempt += 1) {
    const [oldest, ...duplicates] = await ours();
    for (const duplicate of duplicates) await thread.remove(duplicate.id);
    if (oldest !== undefined) {
      if (oldest.body === text) return { url: oldest.url, did: 'unchanged' };
      const url = await thread.update(oldest.id, text);
      if (url !== null) return { url, did: 'updated' };
    } else if (!creates) return null;
    else {
      const created = await thread.create(text).catch(async (error: unknown) => {
        // It may have been written though the answer was lost: it is looked for before it is written again.
        const mayBeThere = error instanceof Unavailable && error.kind === 'unanswered';
        if (mayBeThere && attempt < TRIES && (await client.pause(thread.feature, attempt))) return null;
        throw error;
      });
      if (created !== null) return settle(thread, await ours(), created, text);
    }
    if (attempt >= TRIES) throw new Unavailable(thread.feature, 'it was removed while it was written');
  }
}

/** Two runs at once both find no comment and both write one: the older stays, with the newer text. */
async function settle(thread: Thread, ours: readonly Comment[], created: Comment, text: string): Promise<Commented> {
  const [oldest] = ours;
  if (oldest === undefined || oldest.id === created.id) return { url: created.url, did: 'created' };
  const url = await thread.update(oldest.id, text);
  if (url === null) return { url: created.url, did: 'created' };
  await thread.remove(created.id);
  return { url, did: 'updated' };
}

/** Ours is what we wrote, not what begins as ours does: anybody can write a marker. */
function isOurs({ body, author }: Comment, login: string, marker: string): boolean {
  return author.replace(/\[bot\]$/, '') === login && body.startsWith(marker);
}

/** Our own login, without the suffix that only one of GitHub's two interfaces has. */
async function loginOf(client: Client, feature: Feature): Promise<string> {
  try {
    const answer = await client.ask(feature, (octokit) =>
      octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }'),
    );
    return answer.viewer.login.replace(/\[bot\]$/, '');
  } catch (error) {
    // An answer with errors in it is no refusal of a request.
    if (error instanceof Unavailable || (error instanceof Error && error.name === 'GraphqlResponseError')) {
      return ACTIONS_BOT;
    }
    throw error;
  }
}
