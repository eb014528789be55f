import type { ProblemCode } from './code.ts';

/** What a problem costs: `error` costs a run, `warning` casts doubt on a value or a key, `notice` costs nothing. */
export type Severity = 'error' | 'warning' | 'notice';

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Something that readers of the report should know about the input. `message` says what was expected, what was found
 * and what to do; it does not repeat the position.
 */
export interface Problem {
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** As displayed: relative to the working folder, with forward slashes. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** A problem without a line. */
export function problem(severity: Severity, code: ProblemCode, message: string, file: string | null = null): Problem {
  return { severity, code, file, line: null, column: null, message };
}
