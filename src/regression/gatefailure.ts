import type { Comparison } from './compare.ts';
import type { Failure, RowVerdict } from './verdict.ts';

/** Failures that are known only from reading the files. */
const OF_READING = ['missing-baseline', 'baseline-error', 'rejected-report'] as const;
export type ReadingFailures = Readonly<Record<(typeof OF_READING)[number], boolean>>;

const WORDS: Readonly<Record<Failure, string>> = {
  regression: 'a loss exceeds the noise, or a bound is not met',
  missing: 'points of the baseline are missing',
  inconclusive: 'a change may be noise, or a value is unknown',
  'not-comparable': 'nothing could be compared with the baseline',
  'missing-baseline': 'the baseline was not found',
  'baseline-error': 'the baseline could not be fetched or read',
  'rejected-report': 'a report was rejected',
};

/**
 * What fails the job: every listed failure that occurred anywhere, whether or not a worse one decides the verdict.
 * Points that could not be compared fail it only if no other point was compared.
 */
export function failingOf(
  comparison: Comparison | null,
  failOn: readonly Failure[],
  reading: ReadingFailures,
): Failure[] {
  const held = comparison === null ? new Set<RowVerdict>() : heldIn(comparison);
  return failOn.filter((failure) => (isOfReading(failure) ? reading[failure] : held.has(failure)));
}

/**
 * Why the gate fails the job, in words.
 *
 * @param words what the report itself says about a failure, in place of the general wording; null where it says nothing
 */
export function failureWords(
  failing: readonly Failure[],
  words: (failure: Failure) => string | null = () => null,
): string[] {
  return failing.map((failure) => `${failure}: ${words(failure) ?? WORDS[failure]}`);
}

function heldIn({ rows, effects, fronts, readings, absolute }: Comparison): ReadonlySet<RowVerdict> {
  const held = new Set([...rows, ...effects, ...fronts, ...readings, ...absolute].map(({ verdict }) => verdict));
  if (rows.some(({ verdict }) => !UNCOMPARED.has(verdict))) held.delete('not-comparable');
  return held;
}

/** Verdicts on points without a counterpart. */
const UNCOMPARED: ReadonlySet<RowVerdict> = new Set(['not-comparable', 'missing', 'new']);

function isOfReading(failure: Failure): failure is (typeof OF_READING)[number] {
  return (OF_READING as readonly Failure[]).includes(failure);
}
