import { mostlyFailed } from '../pareto/front.ts';
import type { MetricId } from '../run/metric.ts';
import { type Problem, problem } from '../run/problem.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Bound, meets } from './bound.ts';

/** The point with the most tok/s/GPU among those that meet all the bounds; null if none does. */
export function bestWithin(scenario: Pick<Scenario, 'configurations'>, bounds: readonly Bound[]): PlacedPoint | null {
  return bestOf(placedPoints(scenario).filter((placed) => meetsAll(placed, bounds)));
}

/** Whether a point may be offered to users: most of its requests were served, and it keeps to all bounds in units. */
export function meetsAll({ point }: PlacedPoint, bounds: readonly Bound[]): boolean {
  return !mostlyFailed(point) && bounds.every((bound) => meets(point.metrics[bound.metric as MetricId], bound));
}

/** Whether a point certainly misses a bound; an unknown value might meet any. */
export function surelyMisses({ point }: PlacedPoint, bounds: readonly Bound[]): boolean {
  const missed = (bound: Bound) => {
    const value = point.metrics[bound.metric as MetricId];
    return value !== null && !meets(value, bound);
  };
  return mostlyFailed(point) || bounds.some(missed);
}

/**
 * Whether some point states everything that is asked, so that points which do not are no excuse; or whether all
 * certainly miss.
 */
export function isJudgeable(scenario: Pick<Scenario, 'configurations'>, bounds: readonly Bound[]): boolean {
  const points = placedPoints(scenario);
  const isStated = ({ point }: PlacedPoint) => bounds.every(({ metric }) => point.metrics[metric as MetricId] !== null);
  return points.some(isStated) || points.every((placed) => surelyMisses(placed, bounds));
}

/** Objectives on figures that no point of a scenario states: no point meets them, and none is known to miss them. */
export function unstatedObjectives(scenarios: readonly Scenario[], objectives: readonly Bound[]): Problem[] {
  return objectives.flatMap(({ metric, text }) => {
    const isUnstated = (scenario: Scenario) =>
      placedPoints(scenario).every(({ point }) => point.metrics[metric as MetricId] === null);
    const without = scenarios.filter(isUnstated);
    if (without.length === 0) return [];
    const where = without.length === scenarios.length ? '' : ` of ${without.map(({ id }) => id).join(', ')}`;
    const message = `slo: ${metric} is stated by no point${where}, so the objective ${metric} ${text} cannot be judged; have the harness report it, or remove the objective`;
    return [problem('warning', 'unstated-objective', message)];
  });
}

/** The point with the most tok/s/GPU; null if there is none. */
export function bestOf(points: readonly PlacedPoint[]): PlacedPoint | null {
  const height = ({ point }: PlacedPoint) => point.metrics['throughput-per-gpu'] ?? Number.NEGATIVE_INFINITY;
  return points.reduce<PlacedPoint | null>(
    (top, placed) => (top === null || height(placed) > height(top) ? placed : top),
    null,
  );
}
