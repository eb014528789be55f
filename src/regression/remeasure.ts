import jstat from 'jstat';
import type { Load } from '../run/load.ts';
import type { Bound } from './bound.ts';
import { MEDIAN_VARIANCE } from './effect.ts';

/** A point that more runs would decide, and how many. */
export interface Remeasure {
  readonly scenario: string;
  readonly configuration: string;
  readonly load: Load;
  readonly runs: number;
}

/** How a change of a point stands to what points scatter. */
export interface Standing {
  readonly deviation: number;
  readonly freedom: number;
  readonly runs: number;
  /** Probability of a change as low if nothing had changed. */
  readonly p: number;
}

/** Most runs of a point that are asked for. */
const MOST_RUNS = 10;
/** Share of points that are to be back within their bound, if they lost nothing. */
const DECIDED = 0.95;
/** How far one run at the edge moves the median of n, in standard deviations ÷ n: √(2π) ÷ 2, half of a step between two. */
const EDGE = 1.25;

/**
 * Further runs after which the median of all is back within the bound, if nothing was lost; null where as many as can be
 * asked for are too few. That the first run was past it makes it likely that the level of the earlier runs is too high as
 * well, by its share of the variance, which no further run mends.
 */
export function runsFor(change: number, { kind, limit }: Bound, { deviation, freedom, runs }: Standing): number | null {
  const room = Math.abs(Math.log1p(kind === 'fall' ? -limit : limit)) - Math.abs(Math.log1p(change)) / (runs + 1);
  const beyond = jstat.studentt.inv(DECIDED, freedom);
  for (let more = 2; more <= MOST_RUNS; more += 1) {
    const scatter = beyond * Math.sqrt(MEDIAN_VARIANCE / more + 1 / (runs + 1));
    if (deviation * (EDGE / (more + 1) + scatter) <= room) return more;
  }
  return null;
}
