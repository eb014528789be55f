import { type Problem, problem } from '../run/problem.ts';
import type { Sides } from '../scenario/sides.ts';
import { isComparable } from './comparable.ts';
import type { Thresholds } from './thresholds.ts';

/** An earlier run that has nothing in common with the candidate. */
export interface Stranger {
  /** Its index, from 0 for the newest. */
  readonly run: number;
  readonly problem: Problem;
}

/**
 * Which earlier runs have nothing in common with the candidate: they are left out, and the newest of the rest becomes
 * the baseline. None are if no earlier run can be compared, which is a verdict of its own.
 *
 * @param names of the earlier runs, the newest first
 */
export function strangersIn(sides: readonly Sides[], names: readonly string[], thresholds: Thresholds): Stranger[] {
  const found = names.flatMap((name, run) => {
    const own = sides.map((both) => {
      const before = both.earlier[run] ?? null;
      return { ...both, baseline: before, earlier: [before] };
    });
    if (isComparable(own, thresholds)) return [];
    const count = own.reduce((sum, { baseline }) => sum + (baseline?.configurations.length ?? 0), 0);
    const which = count === 1 ? 'its only configuration is not' : `none of its ${count} configurations is`;
    const message = `baseline ${name}: ${which} in the candidate at any of its loads, so it says nothing`;
    return [{ run, problem: problem('warning', 'unmatched-earlier-run', message) }];
  });
  return found.length === names.length ? [] : found;
}
