import type { Comparison } from './compare.ts';
import type { Failure, RowVerdict } from './verdict.ts';

/** What only the reading of files can tell. */
export type ReadingFailures = Readonly<Record<'missing-baseline' | 'rejected-report', boolean>>;

const WORDS: Readonly<Record<Failure, string>> = {
  regression: 'a bound is not kept',
  missing: 'points of the baseline are missing',
  inconclusive: 'a change could not be told from noise, or a value is unknown',
  'not-comparable': 'points could not be compared with the baseline',
  'missing-baseline': 'the baseline was not found',
  'rejected-report': 'a report was rejected',
};

/**
 * Why the gate fails the job, in words: each thing that is listed and holds anywhere, whether or not a worse one
 * decides the verdict.
 */
export function failuresOf(
  comparison: Comparison | null,
  failOn: readonly Failure[],
  reading: ReadingFailures,
): string[] {
  const held = new Set<RowVerdict>(
    comparison === null
      ? []
      : [...comparison.rows, ...comparison.fronts, ...comparison.absolute].map(({ verdict }) => verdict),
  );
  const holds = (failure: Failure) =>
    failure === 'missing-baseline' || failure === 'rejected-report' ? reading[failure] : held.has(failure);
  return failOn.filter(holds).map((failure) => `${failure}: ${WORDS[failure]}`);
}
