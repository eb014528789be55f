import { mostlyFailed } from '../pareto/front.ts';
import type { MetricId } from '../run/metric.ts';
import { type Placed, placedPoints } from '../scenario/placed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Bound, meets } from './bound.ts';

/** The point with the most tok/s/GPU among those that meet all bounds; null where none does. */
export function bestWithin(scenario: Pick<Scenario, 'configurations'>, bounds: readonly Bound[]): Placed | null {
  return bestOf(placedPoints(scenario).filter((placed) => meetsAll(placed, bounds)));
}

/** Whether a point may be offered to a user: most of its requests were served, and it keeps to all bounds in units. */
export function meetsAll({ point }: Placed, bounds: readonly Bound[]): boolean {
  return !mostlyFailed(point) && bounds.every((bound) => meets(point.metrics[bound.metric as MetricId], bound));
}

/** Whether a point misses a bound by what is known of it; an unknown value may meet any. */
export function surelyMisses({ point }: Placed, bounds: readonly Bound[]): boolean {
  const missed = (bound: Bound) => {
    const value = point.metrics[bound.metric as MetricId];
    return value !== null && !meets(value, bound);
  };
  return mostlyFailed(point) || bounds.some(missed);
}

/** Whether any point states all that is asked of it, which one that does not excuses for none; or all surely miss. */
export function isJudgeable(scenario: Pick<Scenario, 'configurations'>, bounds: readonly Bound[]): boolean {
  const points = placedPoints(scenario);
  const isStated = ({ point }: Placed) => bounds.every(({ metric }) => point.metrics[metric as MetricId] !== null);
  return points.some(isStated) || points.every((placed) => surelyMisses(placed, bounds));
}

/** The point with the most tok/s/GPU; null where there is none. */
export function bestOf(points: readonly Placed[]): Placed | null {
  const height = ({ point }: Placed) => point.metrics['throughput-per-gpu'] ?? Number.NEGATIVE_INFINITY;
  return points.reduce<Placed | null>(
    (top, placed) => (top === null || height(placed) > height(top) ? placed : top),
    null,
  );
}
