import { append } from '../run/append.ts';
import type { ProblemCode } from '../run/code.ts';
import type { Position, Severity } from '../run/problem.ts';

/** Keys and indices from the root of a document to a place in it. */
export type Path = readonly (string | number)[];

/** A problem found in one file, before it has a line and before like ones are counted together. */
export interface Finding {
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** Where in the document; null where no place is meant. */
  readonly path: Path | null;
  /** Where in the text, if that is known already. */
  readonly position: Position | null;
  readonly message: string;
  /** Findings of one `kind` are shown once, at the first place, with the number of files; null: each is shown. */
  readonly kind: string | null;
}

/** Collects what is found while one file is read. */
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

  /** Something the reader should know, of this file alone. */
  note(code: ProblemCode, message: string): void {
    this.list.push({ severity: 'notice', code, path: null, position: null, message, kind: null });
  }

  /** As `warn`, but shown once for all files that have it. */
  warnOnce(code: ProblemCode, path: Path | null, message: string): void {
    this.list.push({ severity: 'warning', code, path, position: null, message, kind: `${code} ${message}` });
  }

  /** Figures that cannot all be true: the first of each kind with its figures and place, and how many reports have it. */
  doubt(code: ProblemCode, path: Path | null, message: string): void {
    this.list.push({ severity: 'warning', code, path, position: null, message, kind: code });
  }

  /** As `note`, the first of each kind with its figures, and how many reports have it. */
  noteKind(code: ProblemCode, message: string): void {
    this.list.push({ severity: 'notice', code, path: null, position: null, message, kind: code });
  }

  /** As `note`, but shown once for all files that have it. */
  noteOnce(code: ProblemCode, message: string): void {
    this.list.push({ severity: 'notice', code, path: null, position: null, message, kind: `${code} ${message}` });
  }

  /** The same, with what the document was recognised as before each error. */
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
