import { ACTIONS_BOT } from './login.ts';
import { type Stamp, stampIn, standingOf } from './stamp.ts';
import type { Comment } from './thread.ts';

/** The comments of a key, the oldest first. */
export interface KeyComments {
  /** By us. */
  readonly ours: readonly Comment[];
  /** By other bots, one of which we may have been before the token changed. */
  readonly foreign: readonly Comment[];
}

/**
 * Selects the comments of a key. Ours are those that we wrote, not those that begin as ours do: anyone can write a
 * marker.
 */
export function pick(comments: readonly Comment[], marker: string, login: string, own: Stamp): KeyComments {
  const marked = comments.filter(({ body }) => body.startsWith(marker));
  return {
    ours: marked.filter(({ author }) => isBy(author, login)),
    foreign: marked.filter((comment) => !isBy(comment.author, login) && mayTakeOver(comment, own)),
  };
}

/** An App's login ends in “[bot]”, which a person's cannot; a person may well have the rest of its name. */
export function isBy(author: string, login: string): boolean {
  return login.endsWith('[bot]') ? author === login : author.replace(/\[bot\]$/, '') === login;
}

/**
 * Never a person's comment and, among those of bots, only ones with a report's line below the marker. Some bots repeat
 * what strangers say: such a comment may be replaced, but it only holds ours back if the repository's own workflows
 * wrote it.
 */
function mayTakeOver({ author, body }: Comment, own: Stamp): boolean {
  const stamp = stampIn(body);
  if (stamp === null || !author.endsWith('[bot]')) return false;
  return author === ACTIONS_BOT || ['earlier', 'own'].includes(standingOf(stamp, own));
}
