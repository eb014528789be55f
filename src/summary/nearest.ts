import { mostlyFailed } from '../pareto/front.ts';
import { type Bound, meets } from '../regression/bound.ts';
import { largestOf } from '../run/extent.ts';
import type { MetricId } from '../run/metric.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { formatChange, formatMetric } from './numberformat.ts';
import { metricName, pointOf } from './phrase.ts';

/** How far a point is from meeting bounds in units; infinite if a value is unknown. */
export function shortfall({ point }: PlacedPoint, bounds: readonly Bound[]): number {
  const misses = bounds.map((bound) => Math.abs(missOf(point.metrics[bound.metric as MetricId], bound) ?? 0));
  return largestOf([0, ...misses]);
}

/** The point that comes closest to meeting all bounds; null if no point has all the values. */
export function nearestTo({ configurations }: Scenario, bounds: readonly Bound[]): PlacedPoint | null {
  const points = configurations
    .flatMap((configuration) => configuration.points.map((point): PlacedPoint => ({ configuration, point })))
    .filter(({ point }) => !mostlyFailed(point));
  return points.reduce<PlacedPoint | null>((nearest, placed) => {
    const distance = shortfall(placed, bounds);
    if (distance === Number.POSITIVE_INFINITY) return nearest;
    return nearest === null || distance < shortfall(nearest, bounds) ? placed : nearest;
  }, null);
}

/** `2R-TP4 at concurrency 64: TTFT p99 2,684, +34.2% from <= 2000`. */
export function describeMiss(placed: PlacedPoint, bounds: readonly Bound[]): string {
  const { metrics } = placed.point;
  const missed = bounds.filter((bound) => !meets(metrics[bound.metric as MetricId], bound));
  const parts = missed.map((bound) => {
    const value = metrics[bound.metric as MetricId];
    const miss = missOf(value, bound);
    const name = metricName(bound.metric);
    if (value === null || miss === null) return `${name} unknown`;
    const distance = bound.limit === 0 ? '' : `, ${formatChange(miss)} from ${formatMetric(bound.metric, bound.limit)}`;
    return `${name} ${formatMetric(bound.metric, value)}${distance}`;
  });
  const failed = mostlyFailed(placed.point) ? ['more than half of its requests failed'] : [];
  return `${pointOf(placed)}: ${[...failed, ...parts].join('; ')}`;
}

/** How far off a value is, as a share of the limit unless that is 0; null if the bound is met. */
function missOf(value: number | null, bound: Bound): number | null {
  if (meets(value, bound)) return null;
  if (value === null) return Number.POSITIVE_INFINITY;
  return bound.limit === 0 ? value : value / bound.limit - 1;
}
