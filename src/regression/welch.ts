import jstat from 'jstat';

/** A one-sided test of whether the candidate is really lower, or higher, than the baseline. */
export interface Test {
  readonly name: 'welch-log';
  /** Probability of samples at least as far apart in that direction, if nothing had changed. */
  readonly p: number;
  /** Number of samples of baseline and candidate. */
  readonly samples: readonly [number, number];
}

/** Fewer samples than this on a side say nothing of its spread. */
export const LEAST_SAMPLES = 3;
/** A change is taken for real below this p. */
export const ALPHA = 0.05;

/**
 * Welch's t-test on the logarithms: ratios are what is bounded, and three samples are too few for a test of ranks.
 * Statistic and degrees of freedom as in B. L. Welch, «The generalization of Student's problem when several different
 * population variances are involved», Biometrika 34 (1947), 28–35, with Satterthwaite's approximation.
 *
 * @returns null where a side has fewer than three samples, or one that is not positive and has no logarithm
 */
export function welchOnLogarithms(
  baseline: readonly number[],
  candidate: readonly number[],
  direction: 'lower' | 'higher',
): Test | null {
  if (Math.min(baseline.length, candidate.length) < LEAST_SAMPLES) return null;
  if ([...baseline, ...candidate].some((value) => !(value > 0))) return null;
  const [a, b] = [momentsOf(baseline.map(Math.log)), momentsOf(candidate.map(Math.log))];
  const samples = [baseline.length, candidate.length] as const;
  const difference = direction === 'lower' ? b.mean - a.mean : a.mean - b.mean;
  const error = a.error + b.error;
  if (error === 0) return { name: 'welch-log', p: difference < 0 ? 0 : 1, samples };
  const freedom = error ** 2 / (a.error ** 2 / (a.count - 1) + b.error ** 2 / (b.count - 1));
  return { name: 'welch-log', p: jstat.studentt.cdf(difference / Math.sqrt(error), freedom), samples };
}

/** Mean, and squared standard error of the mean. */
function momentsOf(values: readonly number[]): { count: number; mean: number; error: number } {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { count, mean, error: variance / count };
}
