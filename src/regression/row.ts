import type { Load } from '../run/load.ts';
import type { MetricId } from '../run/metric.ts';
import type { Placed } from '../scenario/placed.ts';
import type { Bound } from './bound.ts';
import type { RowVerdict } from './verdict.ts';
import { ALPHA, LEAST_SAMPLES, type Test, welchOnLogarithms } from './welch.ts';

/** One gated metric of one point, on both sides. */
export interface Row {
  /** Ids, as the report has them. */
  readonly scenario: string;
  readonly configuration: string;
  readonly load: Load;
  readonly metric: MetricId;
  readonly baseline: number | null;
  readonly candidate: number | null;
  /** As `changeOf` has it. */
  readonly change: number | null;
  /** The bound that was judged; null for a point on one side only. */
  readonly bound: string | null;
  readonly test: Test | null;
  readonly verdict: RowVerdict;
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

/**
 * Judges one metric of a matched point. The bound decides; with three samples on both sides the test must agree that
 * the change is real, or the row is inconclusive.
 */
export function judge(scenario: string, baseline: Placed, candidate: Placed, bound: Bound): Row {
  const metric = bound.metric as MetricId;
  const [before, after] = [baseline.point.metrics[metric], candidate.point.metrics[metric]];
  const change = changeOf(before, after);
  const side = change === null ? null : beyond(change, bound);
  const test = change === null ? null : testOf(baseline, candidate, metric, change);
  return {
    scenario,
    configuration: candidate.configuration.id,
    load: candidate.point.load,
    metric,
    baseline: before,
    candidate: after,
    change,
    bound: bound.text,
    test,
    verdict: change === null ? 'inconclusive' : verdictOf(side, test, isTested(baseline, candidate, metric)),
  };
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
  };
}

/** Three samples a side are tested; where one of them has no logarithm, the test cannot agree. */
function verdictOf(side: 'worse' | 'better' | null, test: Test | null, isTested: boolean): RowVerdict {
  if (side === null) return 'pass';
  if (test === null ? isTested : test.p >= ALPHA) return 'inconclusive';
  return side === 'worse' ? 'regression' : 'improvement';
}

function testOf(baseline: Placed, candidate: Placed, metric: MetricId, change: number): Test | null {
  return welchOnLogarithms(known(baseline, metric), known(candidate, metric), change < 0 ? 'lower' : 'higher');
}

function isTested(baseline: Placed, candidate: Placed, metric: MetricId): boolean {
  return Math.min(known(baseline, metric).length, known(candidate, metric).length) >= LEAST_SAMPLES;
}

function known({ point }: Placed, metric: MetricId): number[] {
  return point.samples.map((sample) => sample[metric]).filter((value) => value !== null);
}
