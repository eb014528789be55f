import { randomBytes } from 'node:crypto';
import { type Attempt, compareAttempts } from '../github/attempt.ts';
import { measuringRun, type Occasion } from '../github/occasion.ts';
import { keyOf, nameOfKey } from './marker.ts';

/** Identifies the report in a comment, so that other runs know whether to replace it. */
export interface Stamp {
  /** The run that was measured. */
  readonly measured: Attempt;
  /** The run that wrote it: the same one or, for the second half, a later one. */
  readonly writer: Attempt;
  /** The workflow that measured, in the form of a key; null if unknown. */
  readonly workflow: string | null;
  /** Unique to one step, which runs once per attempt; empty in older lines. */
  readonly step: string;
}

/** A name that no other step has. */
export function newStep(): string {
  return randomBytes(4).toString('hex');
}

export function stampOf(occasion: Occasion, step: string): Stamp {
  const { run, workflow } = occasion;
  const name = workflow === null ? null : nameOfKey(keyOf(workflow));
  return { measured: measuringRun(occasion), writer: run, workflow: name, step };
}

/** The second line of a comment: `<!-- pareto-report-run: 123.2 of bench by 140.1 step 1a2b3c4d -->`. */
export function stampLine({ measured, writer, workflow, step }: Stamp): string {
  const of = workflow === null ? '' : ` of ${workflow}`;
  const by = compareAttempts(measured, writer) === 0 ? '' : ` by ${writer.id}.${writer.attempt}`;
  return `<!-- pareto-report-run: ${measured.id}.${measured.attempt}${of}${by} step ${step} -->`;
}

/** Older lines only have the run: `<!-- pareto-report-run: 123 -->`. */
const LINE =
  /^<!-- pareto-report-run: (\d{1,15})(?:\.(\d{1,9}))?(?: of ([a-z0-9-]+))?(?: by (\d{1,15})\.(\d{1,9}))?(?: step ([0-9a-f]+))? -->$/;

/** The stamp of a comment; null if it has none. */
export function stampIn(body: string): Stamp | null {
  const [, run, attempt = '1', workflow = null, by, its, step = ''] = LINE.exec(body.split(/\r?\n/, 2)[1] ?? '') ?? [];
  if (run === undefined) return null;
  const measured = { id: Number(run), attempt: Number(attempt) };
  const writer = by === undefined ? measured : { id: Number(by), attempt: Number(its) };
  return { measured, writer, workflow, step };
}

/**
 * How a comment relates to a report that is about to be written: it shows an `earlier` report, to be replaced; this
 * report itself (`own`); a `later` one; or `another` of the same attempt, neither of which may hide the other.
 */
export type CommentOrder = 'earlier' | 'own' | 'another' | 'later';

export function standingOf(comment: Stamp | null, own: Stamp): CommentOrder {
  if (comment === null) return 'earlier';
  if (comment.step === own.step) return 'own';
  const order = compareStamps(comment, own);
  if (order === 0) return 'another';
  return order < 0 ? 'earlier' : 'later';
}

/** Below 0 if the first belongs to an earlier report: by what was measured, then by who published it. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return compareAttempts(a.measured, b.measured) || compareAttempts(a.writer, b.writer);
}
