import type { Client } from '../github/client.ts';
import { Unavailable } from '../github/unavailable.ts';
import { isBy, type OfKey, pick } from './authors.ts';
import { loginOf } from './login.ts';
import { mayBeRun } from './namedrun.ts';
import { compareStamps, type Stamp, type Standing, stampIn, standingOf } from './stamp.ts';
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
  /** How often one was written, or would have been had it not been gone. */
  #turns = 0;
  #isMissed = false;
  /** Authors of comments that GitHub did not let us change. */
  readonly #refusers = new Set<string>();
  /** Comments in whose place another stands. */
  readonly #superseded = new Map<number, Comment>();
  /** Whether runs that comments name are any, by their ids. */
  readonly #runs = new Map<number, boolean>();

  constructor(client: Client, thread: Thread, login: string, writing: Writing) {
    this.#client = client;
    this.#thread = thread;
    this.#login = login;
    this.#writing = writing;
  }

  async write(): Promise<Done | null> {
    const { marker, stamp, creates } = this.#writing;
    while (this.#turns < TURNS) {
      const all = await this.#thread.list();
      const found = pick(all, marker, this.#login, stamp);
      const later = await this.#laterIn(found);
      if (later !== null) return this.#yieldTo(later, found);
      const candidates = [...found.ours, ...found.foreign.filter(({ author }) => !this.#refusers.has(author))];
      if (candidates.length > 0) {
        const done = await this.#settle(candidates, found);
        if (done !== null) return done;
      } else if (this.#written === null) {
        if (!creates) return null;
        await this.#create();
        // Where GitHub does not say who we are, ours is known by its step alone.
      } else if (all.some(({ body }) => stampIn(body)?.step === stamp.step)) return this.#written;
      else await this.#miss();
    }
    if (this.#written !== null) return this.#written;
    throw new Unavailable(this.#thread.feature, 'each time that it was to be brought up to date it was gone');
  }

  /** Folds what another stands in place of; returns what could not be. */
  async foldSuperseded(): Promise<Comment[]> {
    const left: Comment[] = [];
    for (const comment of this.#superseded.values()) if (!(await this.#thread.fold(comment, true))) left.push(comment);
    return left;
  }

  /** The comment of the latest report after ours, whoever has it: what we have not measured is not written over. */
  async #laterIn({ ours, foreign }: OfKey): Promise<Comment | null> {
    const later = [...ours, ...foreign].flatMap((comment) => {
      const stamp = stampIn(comment.body);
      return stamp !== null && this.#standing(comment) === 'later' ? [{ comment, stamp }] : [];
    });
    for (const { comment, stamp } of later.sort((a, b) => compareStamps(b.stamp, a.stamp))) {
      if (await this.#isRun(stamp.measured.id)) return comment;
    }
    return null;
  }

  async #isRun(id: number): Promise<boolean> {
    const known = this.#runs.get(id) ?? (await mayBeRun(this.#client, this.#thread.feature, id));
    this.#runs.set(id, known);
    return known;
  }

  /** What a comment is of; null where the run that it names is none. */
  #stampOf({ body }: Comment): Stamp | null {
    const stamp = stampIn(body);
    return stamp !== null && this.#runs.get(stamp.measured.id) === false ? null : stamp;
  }

  #standing(comment: Comment): Standing {
    return standingOf(this.#stampOf(comment), this.#writing.stamp);
  }

  #yieldTo(later: Comment, { ours }: OfKey): Done {
    // Its own writer removes what is by the same author; that of another may have looked before we wrote.
    if (this.#written !== null && !ours.includes(later)) this.#supersede(ours);
    return { url: later.url, did: 'overtaken', before: stampIn(later.body) };
  }

  async #create(): Promise<void> {
    const { feature } = this.#thread;
    this.#turns += 1;
    try {
      const { url } = await this.#thread.create(this.#writing.text);
      this.#written = { url, did: 'created', before: null };
    } catch (error) {
      // It may have been written though the answer was lost: it is looked for before it is written again.
      const mayBeThere = error instanceof Unavailable && error.kind === 'unanswered';
      if (!(mayBeThere && this.#turns < TURNS && (await this.#client.pause(feature, this.#turns)))) throw error;
    }
  }

  /** What was written is not there: it is looked for once more. */
  async #miss(): Promise<void> {
    const { feature } = this.#thread;
    const looksAgain = !this.#isMissed && (await this.#client.pause(feature, 1));
    this.#isMissed = true;
    if (looksAgain) return;
    const why = 'GitHub answered that it was written, and it is not there';
    throw new Unavailable(feature, `${why}: has somebody deleted it, or does a proxy answer in GitHub’s place?`);
  }

  /** Brings the first that can be up to date, unless it is by now; null where that is to be looked at again. */
  async #settle(candidates: readonly Comment[], found: OfKey): Promise<Done | null> {
    for (const current of candidates) {
      const standing = this.#standing(current);
      if (standing !== 'earlier') return this.#settled(current, standing, found);
      if (await this.#renew(current, found)) break;
    }
    return null;
  }

  /** What is said is right by now, so that a duplicate which cannot be removed costs nothing more. */
  async #settled(current: Comment, standing: Standing, { ours }: OfKey): Promise<Done> {
    for (const one of ours) if (one !== current && this.#isOver(one)) await this.#thread.remove(one.id);
    if (standing !== 'own') return { url: current.url, did: 'another', before: stampIn(current.body) };
    return this.#written ?? { url: current.url, did: 'unchanged', before: null };
  }

  /** Returns whether that is to be looked at; false where GitHub does not let us. */
  async #renew(current: Comment, { ours, foreign }: OfKey): Promise<boolean> {
    const { text } = this.#writing;
    const before = this.#stampOf(current);
    if (!isBy(current.author, this.#login)) {
      const url = await this.#thread.takeOver(current.id, text);
      if (url === null) this.#refusedBy(current.author, foreign);
      else this.#wrote(url, before);
      return url !== null;
    }
    const since = ours.includes(current) ? foreign.filter((one) => this.#isBetween(one, before)) : [];
    this.#supersede(since);
    const url = await this.#thread.update(current.id, text);
    if (url === null) this.#turns += 1;
    else this.#wrote(url, before);
    // The token that we had in between may have folded it.
    if (since.length > 0) await this.#thread.fold(current, false);
    return true;
  }

  #wrote(url: string, before: Stamp | null): void {
    this.#turns += 1;
    this.#written = { url, did: 'updated', before };
  }

  #refusedBy(author: string, foreign: readonly Comment[]): void {
    this.#refusers.add(author);
    this.#supersede(foreign.filter((one) => one.author === author && this.#standing(one) === 'earlier'));
  }

  #supersede(comments: readonly Comment[]): void {
    for (const one of comments) this.#superseded.set(one.id, one);
  }

  /** Whether a duplicate is of no use: a later report's own writer removes it, and so does another's. */
  #isOver(comment: Comment): boolean {
    return ['earlier', 'own'].includes(this.#standing(comment));
  }

  /** Whether a comment is of a report after one and before ours: the token was another's in between. */
  #isBetween(comment: Comment, before: Stamp | null): boolean {
    const own = this.#stampOf(comment);
    if (own === null || this.#standing(comment) !== 'earlier') return false;
    return before === null || compareStamps(own, before) > 0;
  }
}
