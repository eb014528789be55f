import { ACTIONS_BOT } from './login.ts';
import { type Stamp, stampIn, standingOf } from './stamp.ts';
import type { Comment } from './thread.ts';

/** The comments of a key, the oldest first. */
export interface OfKey {
  /** By us. */
  readonly ours: readonly Comment[];
  /** By other bots, which we may have been before the token changed. */
  readonly foreign: readonly Comment[];
}

/** Picks the comments of a key: ours is what we wrote, not what begins as ours does, as anybody can write a marker. */
export function pick(comments: readonly Comment[], marker: string, login: string, own: Stamp): OfKey {
  const marked = comments.filter(({ body }) => body.startsWith(marker));
  return {
    ours: marked.filter(({ author }) => isBy(author, login)),
    foreign: marked.filter((comment) => !isBy(comment.author, login) && mayTakeOver(comment, own)),
  };
}

/** An App's login ends in “[bot]”, which no person's can: a person may well have the rest of its name. */
export function isBy(author: string, login: string): boolean {
  return login.endsWith('[bot]') ? author === login : author.replace(/\[bot\]$/, '') === login;
}

/**
 * Never a person's, and of bots only what has the line of a report below the marker. Some bots repeat what strangers say:
 * such a line may be replaced, but holds nothing back, unless the repository's own workflows wrote it.
 */
function mayTakeOver({ author, body }: Comment, own: Stamp): boolean {
  const stamp = stampIn(body);
  if (stamp === null || !author.endsWith('[bot]')) return false;
  return author === ACTIONS_BOT || ['earlier', 'own'].includes(standingOf(stamp, own));
}
