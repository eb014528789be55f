import type { Load } from '../run/load.ts';
import type { MetricId } from '../run/metric.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Bound, ConfigurationMetric } from './bound.ts';
import type { RowVerdict } from './verdict.ts';

/** How a point's change compares with the scatter of single points from run to run. */
export interface Test {
  readonly name: 'scatter';
  /** One-sided: probability of a change at least as bad if nothing had changed. */
  readonly p: number;
  /** How many earlier runs make up the level. */
  readonly runs: number;
  /** Repeats in the newest earlier run, and in the candidate. */
  readonly samples: readonly [number, number];
}

/** One gated metric of a point, or of a whole configuration, on both sides. */
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
  /** The bound that was applied; null for a point on one side only. */
  readonly bound: string | null;
  readonly test: Test | null;
  readonly verdict: RowVerdict;
  /** Whether it is in doubt only against the runs before the newest; `baseline` is then their level. */
  readonly isOlder: boolean;
}

/** A change this close to a bound keeps to it: rounding of doubles can account for the rest. */
const ROUNDING = 1e-9;

/**
 * candidate ÷ baseline − 1; null where a side is unknown, the baseline is 0, or the result exceeds the largest double.
 */
export function changeOf(baseline: number | null, candidate: number | null): number | null {
  if (baseline === null || candidate === null || baseline === 0) return null;
  const change = candidate / baseline - 1;
  return Number.isFinite(change) ? change : null;
}

/** Whether a change exceeds its bound, or the bound's mirror image on the good side; null for neither. */
export function beyond(change: number, { kind, limit }: Pick<Bound, 'kind' | 'limit'>): 'worse' | 'better' | null {
  const loss = kind === 'fall' ? -change : change;
  if (loss > limit + ROUNDING) return 'worse';
  return loss < -limit - ROUNDING ? 'better' : null;
}

/** A row for a point that was not compared. */
export function oneSided(
  scenario: string,
  { configuration, point }: PlacedPoint,
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
