import { listIndex } from '../run/listindex.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import type { Point, Scenario } from '../scenario/scenario.ts';
import { advantage, type Plane, TRADEOFF, valueOn } from './plane.ts';

/** A point both of whose coordinates are known. */
export interface FrontPoint extends PlacedPoint {
  /** Along the plane's axes: by default tok/s/user and tok/s/GPU. */
  readonly x: number;
  readonly y: number;
}

/** A scenario with the front of its points in a plane. */
export interface ScenarioFront {
  readonly scenario: Scenario;
  /** From the worst x to the best: ascending in tok/s/user. */
  readonly front: readonly FrontPoint[];
  /** Area below the front's staircase, in units of x times units of y; null if it exceeds the largest double. */
  readonly area: number | null;
}

const withId = listIndex(({ scenario }: ScenarioFront) => scenario.id);

/** The front of the scenario of that id; null if it is not among them. */
export function frontIn(fronts: readonly ScenarioFront[], scenario: string): ScenarioFront | null {
  return withId(fronts, scenario)[0] ?? null;
}

/** A larger share of failed requests keeps a point off the front. */
const MOSTLY_FAILED = 0.5;

/** Fronts in the usual plane, which several parts of a report ask for. */
const USUAL = new WeakMap<Scenario, ScenarioFront>();

/** The front of a scenario. */
export function frontOf(scenario: Scenario, plane: Plane = TRADEOFF): ScenarioFront {
  const known = plane === TRADEOFF ? USUAL.get(scenario) : undefined;
  if (known !== undefined) return known;
  const front = frontAmong(scenario, plane);
  if (plane === TRADEOFF) USUAL.set(scenario, front);
  return front;
}

function frontAmong(scenario: Scenario, plane: Plane): ScenarioFront {
  const points: FrontPoint[] = [];
  for (const placed of placedPoints(scenario)) {
    const point = coordinatesOf(placed, plane);
    if (point !== null) points.push(point);
  }
  const front = paretoFront(points, plane);
  return { scenario, front, area: frontArea(front, plane, worstOf(points, plane)) };
}

interface Coordinates {
  readonly x: number;
  readonly y: number;
}

/**
 * The points that no other point dominates: none is at least as good in both coordinates and better in one. Equal
 * points all stay.
 *
 * @returns sorted from the worst x to the best, keeping the given order where x is equal
 */
export function paretoFront<P extends Coordinates>(points: readonly P[], { x, y }: Plane = TRADEOFF): P[] {
  const bestFirst = [...points].sort((a, b) => advantage(x, b.x, a.x) || advantage(y, b.y, a.y));
  const front: P[] = [];
  let last: P | undefined;
  for (const point of bestFirst) {
    // All points with a better x, or the same x and a better y, come before: only a better y is not dominated.
    if (last !== undefined && advantage(y, point.y, last.y) <= 0 && !(point.x === last.x && point.y === last.y))
      continue;
    front.push(point);
    last = point;
  }
  // Sorting keeps the given order of those with the same x, which are all equal.
  return front.sort((a, b) => advantage(x, a.x, b.x));
}

/**
 * Hypervolume: the area between the worst corner and the staircase of the best y among front points with at least as
 * good an x. The corner is at zero along axes where higher values are better, otherwise at a given value, which both
 * sides of a comparison must share.
 *
 * @param front from the worst x to the best
 * @param worst where the area ends along axes where lower values are better
 * @returns null if it exceeds the largest double
 */
export function frontArea(
  front: readonly Coordinates[],
  { x, y }: Plane = TRADEOFF,
  worst: Coordinates = ORIGIN,
): number | null {
  let area = 0;
  let edge = x.better === 'higher' ? 0 : worst.x;
  const ground = y.better === 'higher' ? 0 : worst.y;
  for (const point of front) {
    area += advantage(x, point.x, edge) * advantage(y, point.y, ground);
    edge = point.x;
  }
  return Number.isFinite(area) ? area : null;
}

const ORIGIN: Coordinates = { x: 0, y: 0 };

/** The worst corner of some points: zero along axes where higher values are better. */
function worstOf(points: readonly Coordinates[], { x, y }: Plane): Coordinates {
  const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);
  return {
    x: x.better === 'higher' ? 0 : largest(points.map((point) => point.x)),
    y: y.better === 'higher' ? 0 : largest(points.map((point) => point.y)),
  };
}

/** Whether more than half of a point's requests failed. */
export function mostlyFailed({ metrics }: Point): boolean {
  return (metrics['failure-rate'] ?? 0) > MOSTLY_FAILED;
}

/** A point with its coordinates; null if one is unknown, or if most of the requests failed. */
export function coordinatesOf(placed: PlacedPoint, { x, y }: Plane = TRADEOFF): FrontPoint | null {
  const [across, up] = [valueOn(x, placed), valueOn(y, placed)];
  if (across === null || up === null || mostlyFailed(placed.point)) return null;
  return { configuration: placed.configuration, point: placed.point, x: across, y: up };
}
