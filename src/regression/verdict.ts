/** Verdict on a row, a front or an absolute bound. */
export type RowVerdict = 'pass' | 'regression' | 'improvement' | 'inconclusive' | 'missing' | 'new' | 'not-comparable';

/** Verdict on a report; `none` if nothing was gated. */
export type Verdict = Exclude<RowVerdict, 'new'> | 'none';

/** Worst first: the first of these that occurs anywhere is the verdict on the whole. */
export const WORST_FIRST = ['regression', 'missing', 'inconclusive', 'not-comparable', 'improvement', 'pass'] as const;

/** The verdict on all parts together. */
export function worstOf(parts: Iterable<RowVerdict>): Verdict {
  const found = new Set(parts);
  return WORST_FIRST.find((verdict) => found.has(verdict)) ?? 'none';
}

/** What may fail a job. */
export const FAILURES = [
  'regression',
  'missing',
  'inconclusive',
  'not-comparable',
  'missing-baseline',
  'baseline-error',
  'rejected-report',
] as const;
export type Failure = (typeof FAILURES)[number];
