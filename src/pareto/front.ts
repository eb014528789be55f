import type { MetricId } from '../run/metric.ts';
import { type Placed, placedPoints } from '../scenario/placed.ts';
import type { Point, Scenario } from '../scenario/scenario.ts';

/** A point with its coordinates known. */
export interface FrontPoint extends Placed {
  /** tok/s/user. */
  readonly x: number;
  /** tok/s/GPU. */
  readonly y: number;
}

/** A scenario with the front of its points. */
export interface ScenarioFront {
  readonly scenario: Scenario;
  /** Ascending in tok/s/user. */
  readonly front: readonly FrontPoint[];
  /** Area under the front's staircase, (tok/s/user) × (tok/s/GPU); null where it passes the largest number. */
  readonly area: number | null;
}

/** A larger share of failed requests than this keeps a point off the front. */
const MOSTLY_FAILED = 0.5;

/** The front of a scenario. */
export function frontOf(scenario: Scenario): ScenarioFront {
  const front = paretoFront(placedPoints(scenario).flatMap(coordinatesOf));
  return { scenario, front, area: frontArea(front) };
}

/**
 * The points that no other dominates: none is at least as good in both coordinates and better in one. Equal points
 * both stay.
 *
 * @returns ascending in x, and in the given order where x is equal
 */
export function paretoFront<P extends { readonly x: number; readonly y: number }>(points: readonly P[]): P[] {
  const descending = [...points].sort((a, b) => b.x - a.x || b.y - a.y);
  const front: P[] = [];
  let last: P | undefined;
  for (const point of descending) {
    // Points with a larger x, and with the same x and a larger y, have been seen: only a larger y is still free.
    if (last !== undefined && point.y <= last.y && !(point.x === last.x && point.y === last.y)) continue;
    front.push(point);
    last = point;
  }
  const order = new Map(points.map((point, index) => [point, index]));
  return front.sort((a, b) => a.x - b.x || (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

/**
 * Area under the staircase y(x) = the largest y among front points with at least that x, from 0 to the largest x:
 * the hypervolume with reference point (0, 0).
 *
 * @param front ascending in x
 * @returns null where it passes the largest number
 */
export function frontArea(front: readonly { readonly x: number; readonly y: number }[]): number | null {
  let area = 0;
  let left = 0;
  for (const { x, y } of front) {
    area += (x - left) * y;
    left = x;
  }
  return Number.isFinite(area) ? area : null;
}

/** Whether more than half of a point's requests failed. */
export function mostlyFailed({ metrics }: Point): boolean {
  return (metrics['failure-rate'] ?? 0) > MOSTLY_FAILED;
}

/** A point with its coordinates; none where one is unknown, or where most of its requests failed. */
export function coordinatesOf(placed: Placed): FrontPoint[] {
  return coordinatesIn(placed, 'throughput-per-gpu');
}

/** The same with another metric for its height. */
export function coordinatesIn({ configuration, point }: Placed, height: MetricId): FrontPoint[] {
  const { 'throughput-per-user': x, [height]: y } = point.metrics;
  return x === null || y === null || mostlyFailed(point) ? [] : [{ configuration, point, x, y }];
}
