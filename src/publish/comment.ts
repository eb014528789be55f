import type { Client } from '../github/client.ts';
import { type Feature, Unavailable } from '../github/unavailable.ts';
import { type Comment, type Place, type Thread, threadOf } from './thread.ts';

/** Whose comments are ours, where GitHub does not say who we are. */
const ACTIONS_BOT = 'github-actions[bot]';
/** How often a comment is looked for and written, where the first try may or may not have arrived. */
const TRIES = 3;

/** What became of a comment; `overtaken`: a later run has written it already. */
export interface Commented {
  readonly url: string;
  readonly did: 'created' | 'updated' | 'unchanged' | 'overtaken';
}

/** What is to be written. */
export interface Writing {
  readonly marker: string;
  /** Begins with the marker, and has the line of `runLine`. */
  readonly text: string;
  /** Id of the run that was measured: what a later one has written stays. */
  readonly run: number;
  /** Whether a comment may be created. */
  readonly creates: boolean;
}

/**
 * Writes the one comment that a key has: the oldest of ours that begins with the marker is updated, its duplicates are
 * removed, and one is created where there is none.
 *
 * @returns null where there is none and none may be created
 * @throws Unavailable where GitHub refuses
 */
export async function writeComment(
  client: Client,
  place: Place,
  { marker, text, run, creates }: Writing,
): Promise<Commented | null> {
  const thread = threadOf(client, place);
  const author = await loginOf(client, thread.feature);
  const ours = async () => (await thread.list()).filter((comment) => isOurs(comment, author, marker));
  for (let attempt = 1; ; attempt += 1) {
    const [oldest, ...duplicates] = await ours();
    if (oldest !== undefined) {
      const done = await renew(thread, oldest, text, run);
      // What is said is right by now, so that a duplicate which cannot be removed costs nothing more.
      for (const duplicate of duplicates) await thread.remove(duplicate.id);
      if (done !== null) return done;
    } else if (!creates) return null;
    else {
      const created = await thread.create(text).catch(async (error: unknown) => {
        // It may have been written though the answer was lost: it is looked for before it is written again.
        const mayBeThere = error instanceof Unavailable && error.kind === 'unanswered';
        if (mayBeThere && attempt < TRIES && (await client.pause(thread.feature, attempt))) return null;
        throw error;
      });
      if (created !== null) return settle(thread, await ours(), created, { text, run });
    }
    if (attempt >= TRIES) throw new Unavailable(thread.feature, 'it was deleted while it was being written');
  }
}

/** Brings a comment up to date, unless a later run has; null where it is gone. */
async function renew(thread: Thread, { id, body, url }: Comment, text: string, run: number): Promise<Commented | null> {
  if (body === text) return { url, did: 'unchanged' };
  if (runIn(body) > run) return { url, did: 'overtaken' };
  const updated = await thread.update(id, text);
  return updated === null ? null : { url: updated, did: 'updated' };
}

/** Two runs at once both find no comment and both write one: the older stays, with the newer text. */
async function settle(
  thread: Thread,
  ours: readonly Comment[],
  created: Comment,
  { text, run }: Pick<Writing, 'text' | 'run'>,
): Promise<Commented> {
  const [oldest] = ours;
  if (oldest === undefined || oldest.id === created.id) return { url: created.url, did: 'created' };
  const done = await renew(thread, oldest, text, run);
  if (done === null) return { url: created.url, did: 'created' };
  await thread.remove(created.id);
  return done;
}

/** A line by which a later run tells that a comment is of an earlier one. */
export function runLine(run: number): string {
  return `<!-- pareto-report-run: ${run} -->`;
}

function runIn(body: string): number {
  return Number(/^<!-- pareto-report-run: (\d+) -->$/m.exec(body)?.[1] ?? 0);
}

/** Ours is what we wrote, not what begins as ours does: anybody can write a marker. */
function isOurs({ body, author }: Comment, login: string, marker: string): boolean {
  // An App's login ends in “[bot]”, which no person's can: a person may well have the rest of its name.
  const isSame = login.endsWith('[bot]') ? author === login : author.replace(/\[bot\]$/, '') === login;
  return isSame && body.startsWith(marker);
}

/** Our own login. */
async function loginOf(client: Client, feature: Feature): Promise<string> {
  try {
    const answer = await client.ask(feature, (octokit) =>
      octokit.graphql<{ viewer?: { login?: string } } | null>('query { viewer { login } }'),
    );
    return answer?.viewer?.login ?? ACTIONS_BOT;
  } catch (error) {
    // An answer with errors in it is no refusal of a request.
    if (error instanceof Unavailable || (error instanceof Error && error.name === 'GraphqlResponseError')) {
      return ACTIONS_BOT;
    }
    throw error;
  }
}
