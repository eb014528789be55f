/*
 * Files that a harness writes next to its summary and that are not summaries: records of single requests, tables, and
 * pages for people. If only such a file is found, the message names the file to read instead.
 */

/** A form of byproduct. */
export interface Byproduct {
  /** For messages: `GuideLLM's benchmarks.csv`. */
  readonly name: string;
  /** Names of files that may have this form. */
  readonly file: RegExp;
  /** What the beginning of its text contains. */
  readonly content: RegExp;
  /** The file that is read instead. */
  readonly keep: string;
}
