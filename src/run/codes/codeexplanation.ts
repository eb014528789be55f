/** What a problem code means to the person who reads it. Each is a sentence or a few, in Markdown. */
export interface CodeExplanation {
  /** A line above the places where it was found. */
  readonly title: string;
  /** What was found, and what that costs. */
  readonly meaning: string;
  readonly remedy: string;
}

/** Codes of one chapter of `docs/problems.md`. */
export type Chapter = Readonly<Record<string, CodeExplanation>>;
