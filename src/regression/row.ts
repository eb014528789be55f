import type { Load } from '../run/load.ts';
import type { MetricId } from '../run/metric.ts';
import type { Placed } from '../scenario/placed.ts';
import type { Bound, ConfigurationMetric } from './bound.ts';
import type { RowVerdict } from './verdict.ts';

/** How a change of a point stands to what single points scatter from run to run. */
export interface Test {
  readonly name: 'scatter';
  /** One-sided: probability of a change as bad if nothing had changed. */
  readonly p: number;
  /** Earlier runs that the level is of. */
  readonly runs: number;
  /** Repeats in the newest of the earlier runs, and in the candidate. */
  readonly samples: readonly [number, number];
}

/** One gated metric of one point, or of a whole configuration, on both sides. */
export interface Row {
  /** Ids, as the report has them. */
  readonly scenario: string;
  readonly configuration: string;
  /** Null for a whole configuration. */
  readonly load: Load | null;
  readonly metric: MetricId | ConfigurationMetric;
  /** The level of the earlier runs. */
  readonly baseline: number | null;
  readonly candidate: number | null;
  /** As `changeOf` has it. */
  readonly change: number | null;
  /** The bound that was judged; null for a point on one side only. */
  readonly bound: string | null;
  readonly test: Test | null;
  readonly verdict: RowVerdict;
  /** Whether it is in doubt against the runs before the newest, of which its baseline then is, and not against that. */
  readonly isOlder: boolean;
}

/** Changes closer than this to a bound keep it: it is below what a division of doubles can tell. */
const ROUNDING = 1e-9;

/** candidate ÷ baseline − 1; null where a side is unknown, the baseline is 0, or it passes the largest number. */
export function changeOf(baseline: number | null, candidate: number | null): number | null {
  if (baseline === null || candidate === null || baseline === 0) return null;
  const change = candidate / baseline - 1;
  return Number.isFinite(change) ? change : null;
}

/** Which way a change goes beyond its bound: the bad way, the mirrored good one, or neither. */
export function beyond(change: number, { kind, limit }: Pick<Bound, 'kind' | 'limit'>): 'worse' | 'better' | null {
  const loss = kind === 'fall' ? -change : change;
  if (loss > limit + ROUNDING) return 'worse';
  return loss < -limit - ROUNDING ? 'better' : null;
}

/** A row for a point that was not compared. */
export function oneSided(
  scenario: string,
  { configuration, point }: Placed,
  metric: MetricId,
  verdict: 'missing' | 'new' | 'not-comparable',
  side: 'baseline' | 'candidate' = verdict === 'missing' ? 'baseline' : 'candidate',
): Row {
  const value = point.metrics[metric];
  return {
    scenario,
    configuration: configuration.id,
    load: point.load,
    metric,
    baseline: side === 'baseline' ? value : null,
    candidate: side === 'candidate' ? value : null,
    change: null,
    bound: null,
    test: null,
    verdict,
    isOlder: false,
  };
}
