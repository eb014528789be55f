import type { Client } from '../github/client.ts';
import { Unavailable } from '../github/unavailable.ts';
import { type Found, isBy, pick } from './authors.ts';
import { loginOf } from './login.ts';
import { compareStamps, type Stamp, stampIn, standingOf } from './stamp.ts';
import { type Comment, type Place, type Thread, threadOf } from './thread.ts';

/** How often the comments are looked through and one is written. */
const TURNS = 4;

/** What became of a comment; `overtaken`: a later report has written it, `another`: another one of the same attempt. */
export interface Commented {
  readonly url: string;
  readonly did: 'created' | 'updated' | 'unchanged' | 'overtaken' | 'another';
  /** Which report the comment was of before, and still is if it was not written; null where that is unknown. */
  readonly before: Stamp | null;
  /** Older ones of a token that we had before, which could be neither changed nor folded. */
  readonly left: readonly Pick<Comment, 'author' | 'url'>[];
}

/** What is to be written. */
export interface Writing {
  readonly marker: string;
  /** Begins with the marker, and the line of the stamp. */
  readonly text: string;
  readonly stamp: Stamp;
  /** Whether a comment may be created. */
  readonly creates: boolean;
}

type Done = Omit<Commented, 'left'>;

/**
 * Writes the one comment that a key has: the oldest of ours that begins with the marker is updated, its duplicates are
 * removed, and one is created where there is none. What another token of ours has written is taken over, else folded.
 *
 * @returns null where there is none and none may be created
 * @throws Unavailable where GitHub refuses
 */
export async function writeComment(client: Client, place: Place, writing: Writing): Promise<Commented | null> {
  const thread = threadOf(client, place);
  const writer = new Writer(client, thread, await loginOf(client, thread.feature), writing);
  const done = await writer.write();
  const left = await writer.foldSuperseded();
  const [stale] = left;
  if (done === null && stale !== undefined) {
    const whose = `the one by ${stale.author} is of an earlier report, and this token may not change it: ${stale.url}`;
    throw new Unavailable(thread.feature, whose);
  }
  return done === null ? null : { ...done, left };
}

/** Looks, writes, and looks again: others write at the same time, and GitHub has no way to write only what is unchanged. */
class Writer {
  readonly #client: Client;
  readonly #thread: Thread;
  readonly #login: string;
  readonly #writing: Writing;
  #written: Done | null = null;
  /** Ids of comments that GitHub did not let us change, or that are gone. */
  readonly #refused = new Set<number>();
  /** Comments of other authors in whose place ours stands. */
  readonly #superseded = new Map<number, Comment>();

  constructor(client: Client, thread: Thread, login: string, writing: Writing) {
    this.#client = client;
    this.#thread = thread;
    this.#login = login;
    this.#writing = writing;
  }

  async write(): Promise<Done | null> {
    const { marker, stamp, creates } = this.#writing;
    for (let turn = 1; turn <= TURNS; turn += 1) {
      const found = pick(await this.#thread.list(), marker, this.#login, stamp);
      const [current] = [...found.ours, ...found.foreign.filter(({ id }) => !this.#refused.has(id))];
      if (current !== undefined) {
        const done = await this.#settle(current, found);
        if (done !== null) return done;
      } else if (this.#written !== null || !creates) return this.#written;
      else await this.#create(turn);
    }
    if (this.#written !== null) return this.#written;
    throw new Unavailable(this.#thread.feature, 'it was deleted while it was being written');
  }

  /** Folds what ours stands in place of; returns what could not be. */
  async foldSuperseded(): Promise<Comment[]> {
    const left: Comment[] = [];
    for (const comment of this.#superseded.values()) if (!(await this.#thread.fold(comment, true))) left.push(comment);
    return left;
  }

  async #create(turn: number): Promise<void> {
    const { feature } = this.#thread;
    try {
      const { url } = await this.#thread.create(this.#writing.text);
      this.#written = { url, did: 'created', before: null };
    } catch (error) {
      // It may have been written though the answer was lost: it is looked for before it is written again.
      const mayBeThere = error instanceof Unavailable && error.kind === 'unanswered';
      if (!(mayBeThere && turn < TURNS && (await this.#client.pause(feature, turn)))) throw error;
    }
  }

  /** Brings the comment up to date, unless it is by now; null where that is to be looked at again. */
  async #settle(current: Comment, { ours, foreign }: Found): Promise<Done | null> {
    const { stamp } = this.#writing;
    const { url } = current;
    const before = stampIn(current.body);
    const standing = standingOf(before, stamp);
    if (standing === 'earlier') {
      const since = ours.includes(current) ? foreign.filter(isAfter(before)) : [];
      this.#supersede(since);
      await this.#renew(current, before);
      // The token that we had in between may have folded it.
      if (since.length > 0) await this.#thread.fold(current, false);
      return null;
    }
    // What is said is right by now, so that a duplicate which cannot be removed costs nothing more.
    for (const one of ours) if (one !== current && this.#isOver(one)) await this.#thread.remove(one.id);
    if (standing !== 'own') return { url, did: standing === 'later' ? 'overtaken' : 'another', before };
    return this.#written ?? { url, did: 'unchanged', before: null };
  }

  async #renew(current: Comment, before: Stamp | null): Promise<void> {
    const isOurs = isBy(current.author, this.#login);
    const { text } = this.#writing;
    const url = await (isOurs ? this.#thread.update(current.id, text) : this.#thread.takeOver(current.id, text));
    if (url !== null) this.#written = { url, did: 'updated', before };
    else {
      this.#refused.add(current.id);
      if (!isOurs) this.#supersede([current]);
    }
  }

  #supersede(comments: readonly Comment[]): void {
    for (const one of comments) this.#superseded.set(one.id, one);
  }

  /** Whether a duplicate is of no use: a later report's own writer removes it, and so does another's. */
  #isOver({ body }: Comment): boolean {
    return ['earlier', 'own'].includes(standingOf(stampIn(body), this.#writing.stamp));
  }
}

/** Tells comments of reports after one: the token was another's in between. */
function isAfter(stamp: Stamp | null): (comment: Comment) => boolean {
  return ({ body }) => {
    const own = stampIn(body);
    return own !== null && (stamp === null || compareStamps(own, stamp) > 0);
  };
}
