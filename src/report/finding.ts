import { append } from '../run/append.ts';
import type { ProblemCode } from '../run/code.ts';
import type { Position, Severity } from '../run/problem.ts';

/** Keys and indices that lead from the root of a document to a place in it. */
export type Path = readonly (string | number)[];

/** A problem found in one file, before its line is known and before similar ones are merged. */
export interface Finding {
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** The place in the document; null if the problem has none. */
  readonly path: Path | null;
  /** The place in the text, if it is already known. */
  readonly position: Position | null;
  readonly message: string;
  /**
   * Findings of the same `kind` are shown once, at the first place, with the number of files; those with null are all
   * shown.
   */
  readonly kind: string | null;
}

/** Collects what is found while one file is being read. */
export class Findings {
  readonly list: Finding[] = [];

  /** A problem that costs the run. */
  error(code: ProblemCode, path: Path | null, message: string, position: Position | null = null): void {
    this.list.push({ severity: 'error', code, path, position, message, kind: null });
  }

  /** A value or key that was dropped or corrected. */
  warn(code: ProblemCode, path: Path | null, message: string, position: Position | null = null): void {
    this.list.push({ severity: 'warning', code, path, position, message, kind: null });
  }

  /** Something that readers should know, about this file alone. */
  note(code: ProblemCode, message: string): void {
    this.list.push({ severity: 'notice', code, path: null, position: null, message, kind: null });
  }

  /** Like `warn`, but shown once for all files that have it. */
  warnOnce(code: ProblemCode, path: Path | null, message: string): void {
    this.list.push({ severity: 'warning', code, path, position: null, message, kind: `${code} ${message}` });
  }

  /**
   * Figures that cannot all be true: shown once per kind, with the first file's figures and place, and the number of
   * reports.
   */
  doubt(code: ProblemCode, path: Path | null, message: string): void {
    this.list.push({ severity: 'warning', code, path, position: null, message, kind: code });
  }

  /** Like `note`, but shown once per kind, with the first file's figures and the number of reports. */
  noteKind(code: ProblemCode, message: string): void {
    this.list.push({ severity: 'notice', code, path: null, position: null, message, kind: code });
  }

  /** Like `note`, but shown once for all files that have it. */
  noteOnce(code: ProblemCode, message: string): void {
    this.list.push({ severity: 'notice', code, path: null, position: null, message, kind: `${code} ${message}` });
  }

  /** The same findings, with each error preceded by what the document was recognised as. */
  named(name: string): Findings {
    const named = new Findings();
    const withName = (finding: Finding) => ({ ...finding, message: `${name}: ${finding.message}` });
    append(
      named.list,
      this.list.map((finding) => (finding.severity === 'error' ? withName(finding) : finding)),
    );
    return named;
  }

  get hasError(): boolean {
    return this.list.some((finding) => finding.severity === 'error');
  }
}
