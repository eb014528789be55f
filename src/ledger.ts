import type { Effort } from './github/effort.ts';
import { broughtBy, type Feature, Unavailable } from './github/unavailable.ts';

/** The result of a publication. */
export interface PublicationStatus {
  /** One line per feature: `comment: created`. */
  readonly status: readonly string[];
  /** What could not be published and why, one sentence each, possibly followed by lines for a workflow. */
  readonly notes: readonly string[];
  /** Whether something went wrong; otherwise the notes concern things that were to be expected. */
  readonly failed: boolean;
}

/** The features, in the order that a reader of the report cares about. */
const FEATURES = ['images', 'artifact', 'html', 'comment'] as const satisfies readonly Feature[];
type PublishedFeature = (typeof FEATURES)[number];

/** What is denied, with the permission that each of these would need. */
export type DeniedPermissions = ReadonlyMap<string, string>;

/** What was done, and what was not. */
export class Ledger {
  /** One sentence each, possibly followed by lines to paste into a workflow. */
  readonly notes: string[] = [];
  readonly #key: string;
  readonly #effort: Effort;
  readonly #readOnly: ((denied: DeniedPermissions) => string) | null;
  readonly #denied = new Map<PublishedFeature, string>();
  /** Notes on single permissions, which one note on all of them replaces. */
  readonly #lacks = new Set<string>();
  readonly #done = new Map<PublishedFeature, string>();
  #failed = false;

  /**
   * @param key the report's comment key
   * @param effort counts what is attempted
   * @param readOnly describes what a read-only token denies; null if the token is not read-only
   */
  constructor(key: string, effort: Effort, readOnly: ((denied: DeniedPermissions) => string) | null) {
    this.#key = key.replace(/\s+/g, ' ');
    this.#effort = effort;
    this.#readOnly = readOnly;
  }

  told(): PublicationStatus {
    const status = FEATURES.flatMap((feature) => {
      const what = this.#done.get(feature);
      return what === undefined ? [] : [`${feature}: ${what}`];
    });
    return { status, notes: this.notes, failed: this.#failed };
  }

  done(feature: PublishedFeature, what: string): void {
    this.#done.set(feature, what);
  }

  /** Leaves the comment to another report with the same key, which may show a regression. */
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

  /**
   * Records what a read-only token cannot do: a single note covers all of it.
   *
   * @returns whether the token is read-only; if it is not, nothing is recorded
   */
  deny(feature: PublishedFeature, permission: string): boolean {
    if (this.#readOnly === null) return false;
    this.done(feature, 'read-only token');
    this.#denied.set(feature, permission);
    const denied = new Map([...this.#denied].map(([one, needed]) => [broughtBy(one), needed]));
    this.noteTogether(this.#readOnly(denied));
    return true;
  }

  /** Reports all lacking permissions at once, instead of a note for each; does nothing if that is null. */
  noteTogether(permissions: string | null): void {
    if (permissions === null) return;
    const others = this.notes.filter((note) => !this.#lacks.has(note));
    this.notes.splice(0, this.notes.length, permissions, ...others);
    this.#lacks.add(permissions);
  }

  /** Does the work of a feature; a refusal by GitHub only costs that feature. */
  async attempt<Result>(feature: PublishedFeature, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await this.#effort.during(feature, work);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      const { message, permission } = error;
      if (permission !== null && this.deny(feature, permission)) return null;
      this.done(feature, `failed (${message})`);
      const note = `${broughtBy(feature)} not published: ${message}`;
      this.warn(note);
      if (permission !== null) this.#lacks.add(note);
      return null;
    }
  }
}
