import jstat from 'jstat';
import type { Load } from '../run/load.ts';
import type { Bound } from './bound.ts';
import { MEDIAN_VARIANCE } from './effect.ts';

/** A point that more runs would settle, and how many of them. */
export interface Remeasure {
  readonly scenario: string;
  readonly configuration: string;
  readonly load: Load;
  readonly runs: number;
}

/** How a point's change compares with the scatter of points. */
export interface ScatterTest {
  readonly deviation: number;
  readonly freedom: number;
  readonly runs: number;
  /** Probability of a change at least this low if nothing had changed. */
  readonly p: number;
}

/** The most runs that are asked for per point. */
const MOST_RUNS = 10;
/** The share of unchanged points that the further runs should bring back within their bound. */
const DECIDED = 0.95;
/**
 * How far one run at the edge moves the median of n, in standard deviations ÷ n: √(2π) ÷ 2, half the gap between two
 * order statistics.
 */
const EDGE = 1.25;

/**
 * How many further runs bring the median of all runs back within the bound if nothing was lost; null where even the
 * most that can be asked for are too few. That the first run was beyond the bound suggests that the level of the
 * earlier runs is too high as well, in proportion to its share of the variance, and no further run corrects that.
 */
export function runsFor(
  change: number,
  { kind, limit }: Bound,
  { deviation, freedom, runs }: ScatterTest,
): number | null {
  const room = Math.abs(Math.log1p(kind === 'fall' ? -limit : limit)) - Math.abs(Math.log1p(change)) / (runs + 1);
  const beyond = jstat.studentt.inv(DECIDED, freedom);
  for (let more = 2; more <= MOST_RUNS; more += 1) {
    const scatter = beyond * Math.sqrt(MEDIAN_VARIANCE / more + 1 / (runs + 1));
    if (deviation * (EDGE / (more + 1) + scatter) <= room) return more;
  }
  return null;
}
