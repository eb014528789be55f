import type { Client } from '../github/client.ts';
import { Unavailable } from '../github/unavailable.ts';
import { isBy, type KeyComments, pick } from './authors.ts';
import { loginOf } from './login.ts';
import { mayBeRun } from './namedrun.ts';
import { type CommentOrder, compareStamps, type Stamp, stampIn, standingOf } from './stamp.ts';
import { type Comment, type Place, type Thread, threadOf } from './thread.ts';

/** How many times the comments are read and one of them is written. */
const TURNS = 4;

/**
 * The result for a comment; `overtaken`: a later report has written it, `another`: another report of the same attempt
 * has.
 */
export interface CommentOutcome {
  readonly url: string;
  readonly did: 'created' | 'updated' | 'unchanged' | 'overtaken' | 'another';
  /** The report that the comment showed before, and still shows if it was not written; null if unknown. */
  readonly before: Stamp | null;
  /** Older comments from a former token of ours, which could be neither changed nor folded. */
  readonly left: readonly Pick<Comment, 'author' | 'url'>[];
}

/** What is to be written. */
export interface CommentDraft {
  readonly marker: string;
  /** Begins with the marker, followed by the line of the stamp. */
  readonly text: string;
  readonly stamp: Stamp;
  /** Whether a comment may be created. */
  readonly creates: boolean;
}

type CommentChange = Omit<CommentOutcome, 'left'>;

/**
 * Writes the single comment of a key: updates the oldest of ours that starts with the marker, removes its duplicates,
 * and creates one if there is none. A comment from another token of ours is taken over or, failing that, folded.
 *
 * @returns null if there is none and none may be created
 * @throws Unavailable where GitHub refuses
 */
export async function writeComment(
  client: Client,
  place: Place,
  writing: CommentDraft,
): Promise<CommentOutcome | null> {
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

/**
 * Reads, writes and reads again: others may be writing at the same time, and GitHub has no way to update only what is
 * unchanged.
 */
class Writer {
  readonly #client: Client;
  readonly #thread: Thread;
  readonly #login: string;
  readonly #writing: CommentDraft;
  #written: CommentChange | null = null;
  /** How many times one was written, or would have been had it still existed. */
  #turns = 0;
  #isMissed = false;
  /** Authors of comments that GitHub did not let us change. */
  readonly #refusers = new Set<string>();
  /** Comments that another one replaces. */
  readonly #superseded = new Map<number, Comment>();
  /** Whether the runs that comments name exist, by id. */
  readonly #runs = new Map<number, boolean>();

  constructor(client: Client, thread: Thread, login: string, writing: CommentDraft) {
    this.#client = client;
    this.#thread = thread;
    this.#login = login;
    this.#writing = writing;
  }

  async write(): Promise<CommentChange | null> {
    const { marker, stamp, creates } = this.#writing;
    while (this.#turns < TURNS) {
      const all = await this.#thread.list();
      const found = pick(all, marker, this.#login, stamp);
      const later = await this.#laterIn(found);
      if (later !== null) return await this.#yieldTo(later, found);
      const candidates = [...found.ours, ...found.foreign.filter(({ author }) => !this.#refusers.has(author))];
      if (candidates.length > 0) {
        const done = await this.#settle(candidates, found);
        if (done !== null) return done;
      } else if (this.#written === null) {
        if (!creates) return null;
        await this.#create();
        // If GitHub does not say who we are, only its step identifies our comment.
      } else if (all.some(({ body }) => stampIn(body)?.step === stamp.step)) return this.#written;
      else await this.#miss();
    }
    if (this.#written !== null) return this.#written;
    throw new Unavailable(this.#thread.feature, 'it was gone at each attempt to update it');
  }

  /** Folds the comments that others replace; returns those that could not be folded. */
  async foldSuperseded(): Promise<Comment[]> {
    const left: Comment[] = [];
    for (const comment of this.#superseded.values()) if (!(await this.#thread.fold(comment, true))) left.push(comment);
    return left;
  }

  /**
   * The comment of the latest report after ours, whoever wrote it: results that we did not measure are not overwritten.
   */
  async #laterIn({ ours, foreign }: KeyComments): Promise<Comment | null> {
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

  /** Which report a comment shows; null if the run that it names does not exist. */
  #stampOf({ body }: Comment): Stamp | null {
    const stamp = stampIn(body);
    return stamp !== null && this.#runs.get(stamp.measured.id) === false ? null : stamp;
  }

  #standing(comment: Comment): CommentOrder {
    return standingOf(this.#stampOf(comment), this.#writing.stamp);
  }

  async #yieldTo(later: Comment, { ours }: KeyComments): Promise<CommentChange> {
    // Its writer may have looked for the last time before we wrote.
    if (this.#written !== null) {
      if (ours.includes(later)) await this.#removeAfter(later, ours);
      else this.#supersede(ours);
    }
    return { url: later.url, did: 'overtaken', before: stampIn(later.body) };
  }

  /** Removes duplicates that came after a comment: whoever updates one takes the oldest, which is none of these. */
  async #removeAfter({ id }: Comment, ours: readonly Comment[]): Promise<void> {
    for (const one of ours) if (one.id > id && this.#isOver(one)) await this.#thread.remove(one.id);
  }

  async #create(): Promise<void> {
    const { feature } = this.#thread;
    this.#turns += 1;
    try {
      const { url } = await this.#thread.create(this.#writing.text);
      this.#written = { url, did: 'created', before: null };
    } catch (error) {
      // It may have been written although the answer was lost: it is looked for before another attempt.
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

  /** Updates the first comment that can be, unless it is up to date; null if the comments must be read again. */
  async #settle(candidates: readonly Comment[], found: KeyComments): Promise<CommentChange | null> {
    for (const current of candidates) {
      const standing = this.#standing(current);
      if (standing !== 'earlier') return this.#settled(current, standing, found);
      if (await this.#renew(current, found)) break;
    }
    return null;
  }

  /** By now the report is shown, so failing to remove a duplicate costs nothing more. */
  async #settled(current: Comment, standing: CommentOrder, { ours }: KeyComments): Promise<CommentChange> {
    for (const one of ours) if (one !== current && this.#isOver(one)) await this.#thread.remove(one.id);
    if (standing !== 'own') return { url: current.url, did: 'another', before: stampIn(current.body) };
    return this.#written ?? { url: current.url, did: 'unchanged', before: null };
  }

  /** Returns whether to look at the comments again; false if GitHub does not permit the change. */
  async #renew(current: Comment, { ours, foreign }: KeyComments): Promise<boolean> {
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

  /** Whether a duplicate is useless to us; later reports, and other authors, remove theirs themselves. */
  #isOver(comment: Comment): boolean {
    return ['earlier', 'own'].includes(this.#standing(comment));
  }

  /** Whether a comment shows a report between a given one and ours, written while we had another token. */
  #isBetween(comment: Comment, before: Stamp | null): boolean {
    const own = this.#stampOf(comment);
    if (own === null || this.#standing(comment) !== 'earlier') return false;
    return before === null || compareStamps(own, before) > 0;
  }
}
