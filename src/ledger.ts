import { Unavailable } from './github/unavailable.ts';

/** The result of a publication. */
export interface Told {
  /** One line per feature: `comment: created`. */
  readonly status: readonly string[];
  /** What could not be published and why, one sentence each, possibly followed by lines for a workflow. */
  readonly notes: readonly string[];
  /** Whether something went wrong; otherwise the notes concern things that were to be expected. */
  readonly failed: boolean;
}

/** The features, in the order that a reader of the report cares about. */
const FEATURES = ['images', 'artifact', 'html', 'comment'] as const;
type Feature = (typeof FEATURES)[number];

/** The name of a feature in a sentence. */
const SPOKEN: Readonly<Record<Feature, string>> = {
  images: 'images',
  artifact: 'artifact',
  html: 'interactive page',
  comment: 'comment',
};

/** What is denied, with the permission that each of these would need. */
export type Denied = ReadonlyMap<string, string>;

/** What was done, and what was not. */
export class Ledger {
  /** One sentence each; further lines are for a workflow, to be pasted. */
  readonly notes: string[] = [];
  readonly #key: string;
  readonly #readOnly: ((denied: Denied) => string) | null;
  readonly #denied = new Map<Feature, string>();
  /** Notes on single permissions, which one note on all of them replaces. */
  readonly #lacks = new Set<string>();
  readonly #done = new Map<Feature, string>();
  #failed = false;

  /**
   * @param key of the report
   * @param readOnly describes what a read-only token denies; null if the token is not read-only
   */
  constructor(key: string, readOnly: ((denied: Denied) => string) | null) {
    this.#key = key.replace(/\s+/g, ' ');
    this.#readOnly = readOnly;
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

  /** What the other report shows, possibly a regression, is not overwritten. */
  withholdComment(): void {
    const why = `another report of this run has the comment-key “${this.#key}”`;
    this.done('comment', why);
    this.warn(`comment not published: ${why}; give each report a comment-key of its own`);
  }

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  /** Notes something that needs attention. */
  warn(sentence: string): void {
    this.#failed = true;
    this.note(sentence);
  }

  /** Records what a read-only token cannot do: a single note covers all of it. */
  deny(feature: Feature, permission: string): void {
    if (this.#readOnly === null) return;
    this.done(feature, 'read-only token');
    this.#denied.set(feature, permission);
    const denied = new Map([...this.#denied].map(([one, needed]) => [DENIED[one], needed]));
    this.noteTogether(this.#readOnly(denied));
  }

  /** Reports all lacking permissions at once, instead of a note for each; does nothing if that is null. */
  noteTogether(permissions: string | null): void {
    if (permissions === null) return;
    const others = this.notes.filter((note) => !this.#lacks.has(note));
    this.notes.splice(0, this.notes.length, permissions, ...others);
    this.#lacks.add(permissions);
  }

  /** Does the work of a feature; a refusal by GitHub only costs that feature. */
  async attempt<Result>(feature: Feature, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      const { message, permission } = error;
      if (permission !== null && this.#readOnly !== null) this.deny(feature, permission);
      else {
        this.done(feature, `failed (${message})`);
        const note = `${SPOKEN[feature]} not published: ${message}`;
        this.warn(note);
        if (permission !== null) this.#lacks.add(note);
      }
      return null;
    }
  }
}

/** What is denied along with a feature. */
const DENIED: Readonly<Record<Feature, string>> = { ...SPOKEN, images: 'pictures' };
