import type { BothSides } from '../scenario/sides.ts';
import { type Bound, isRelative } from './bound.ts';
import { type WholeConfiguration, wholesOf } from './curve.ts';
import { matchPoints } from './match.ts';
import { boundsAt, type Thresholds } from './thresholds.ts';

/** Whether any point of the candidate has a counterpart, or any configuration is compared as a whole. */
export function isComparable(sides: readonly BothSides[], thresholds: Thresholds): boolean {
  return sides.some((both) => {
    const { candidate, earlier } = both;
    const isPaired = earlier.some((before) => matchPoints(before, candidate).pairs.length > 0);
    return isPaired || judgedWholes(both, thresholds).length > 0;
  });
}

export interface BoundedConfiguration {
  readonly whole: WholeConfiguration;
  readonly bound: Bound;
}

/** Configurations that are compared as a whole, with the bounds on them. */
export function judgedWholes(
  { baseline, candidate, earlier }: BothSides,
  thresholds: Thresholds,
): BoundedConfiguration[] {
  const scenario = candidate ?? baseline;
  if (scenario === null) return [];
  return wholesOf(earlier, candidate).flatMap((whole) =>
    boundsAt(thresholds, { scenario, configuration: whole.configuration })
      .filter((bound) => isRelative(bound) && bound.metric === whole.metric)
      .map((bound) => ({ whole, bound })),
  );
}
