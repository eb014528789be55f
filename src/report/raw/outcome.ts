import { dig } from '../lookup.ts';

/*
 * `benchmark_outcome` of InferenceX, in its raw results and in what it makes of them: how the requests of a benchmark
 * ended. Source: utils/bench_serving/benchmark_outcome.py and infx/results/fixed_sequence.py in SemiAnalysisAI/InferenceX.
 */

/** Requests that failed; null if not stated, or if the counts cannot all be true. */
export function failedIn(outcome: unknown): number | null {
  const [requested, completed, failed] = ['requested', 'completed', 'failed'].map((key) => dig(outcome, key));
  if (typeof requested !== 'number' || typeof completed !== 'number' || typeof failed !== 'number') return null;
  return failed >= 0 && completed + failed === requested ? failed : null;
}
