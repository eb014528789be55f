/*
 * Files that a harness writes beside its summary, and that are none: records of single requests, tables and pages for the
 * eye. Where one lies alone its user is told which file is read instead.
 */

/** A form of such files. */
export interface Byproduct {
  /** For messages: `GuideLLM's benchmarks.csv`. */
  readonly name: string;
  /** Names of files that may be of the form. */
  readonly file: RegExp;
  /** What the beginning of its text has. */
  readonly content: RegExp;
  /** The file that is read instead. */
  readonly keep: string;
}
