import { Unavailable } from './github/unavailable.ts';

/** What became of a publication. */
export interface Told {
  /** A line a feature: `comment: created`. */
  readonly status: readonly string[];
  /** What could not be published and why, a sentence each, maybe with lines of a workflow below it. */
  readonly notes: readonly string[];
  /** Whether GitHub failed at anything; else what is noted could not be otherwise. */
  readonly failed: boolean;
}

/** What is told of, in the order of a report's reader. */
const FEATURES = ['images', 'artifact', 'html', 'comment'] as const;
type Feature = (typeof FEATURES)[number];

/** What a feature is called in a sentence. */
const SPOKEN: Readonly<Record<Feature, string>> = {
  images: 'images',
  artifact: 'artifact',
  html: 'interactive page',
  comment: 'comment',
};

/** What was done, and what not. */
export class Ledger {
  /** A sentence each; lines after the first are of a workflow, to be pasted. */
  readonly notes: string[] = [];
  /** Those that are of permissions. */
  readonly #lacks = new Set<string>();
  readonly #done = new Map<Feature, string>();
  #failed = false;
  #isTaken = false;

  /** Whether another report of this run has our key. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  told(): Told {
    const status = FEATURES.flatMap((feature) => {
      const what = this.#done.get(feature);
      return what === undefined ? [] : [`${feature}: ${what}`];
    });
    return { status, notes: this.notes, failed: this.#failed };
  }

  done(feature: Feature, what: string): void {
    this.#done.set(feature, what);
  }

  /** What the other report shows, a regression maybe, is not written over. */
  withhold(feature: Feature): void {
    this.done(feature, 'another report of this run has the same key');
    this.note(
      `${SPOKEN[feature]} not published: another report of this run has the same key; give each its own comment-key`,
    );
  }

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  /** Says of all permissions that are lacking at once, instead of a note for each; nothing where that is null. */
  noteTogether(permissions: string | null): void {
    if (permissions === null) return;
    const others = this.notes.filter((note) => !this.#lacks.has(note));
    this.notes.splice(0, this.notes.length, permissions, ...others);
    this.#lacks.add(permissions);
  }

  /** Does the work of a feature; what GitHub refuses costs that alone. */
  async attempt<Result>(feature: Feature, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      this.#failed = true;
      // The artifact alone is what no two reports of a run can have under one key.
      this.#isTaken ||= feature === 'artifact' && error.kind === 'taken';
      this.done(feature, `failed (${error.message})`);
      const note = `${SPOKEN[feature]} not published: ${error.message}`;
      this.note(note);
      if (error.permission !== null) this.#lacks.add(note);
      return null;
    }
  }
}
