import { mostlyFailed, type ScenarioFront } from '../pareto/front.ts';
import { type Plane, valueOn } from '../pareto/plane.ts';
import { placeKeyOf } from '../regression/regressed.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Point } from '../scenario/scenario.ts';
import type { Overlay } from './caption.ts';
import { type LoadLabel, loadLabel } from './loadlabel.ts';
import { inLayers, isCoordinate, type Series, seriesOf } from './ranking.ts';

/** A point with both coordinates. */
export interface PlanePoint {
  /** Unique in its scenario; joins the point to its run. */
  readonly key: string;
  readonly x: number;
  readonly y: number;
  /** What was requested of the server; null if unknown. */
  readonly load: LoadLabel | null;
  readonly onFront: boolean;
  /** How many earlier points of the front are at exactly the same place. */
  readonly equals: number;
  /** Kept off the front because most of its requests failed, regardless of its position. */
  readonly failed: boolean;
  /** A regression against the baseline. */
  readonly regressed: boolean;
  /** Misses a service-level objective. */
  readonly missed: boolean;
}

/** A configuration with the points of it that can be drawn, in order of load. */
export interface PlaneSeries extends Series {
  readonly points: readonly PlanePoint[];
}

/** Configurations with at least one drawable point; those on the front come last, and are drawn on top. */
export function planeSeries(
  { scenario, front }: ScenarioFront,
  plane: Plane,
  colours: ReadonlyMap<string, number>,
  beside: Pick<Overlay, 'regressed' | 'missed'>,
): PlaneSeries[] {
  const equals = equalsOf(front);
  const all = scenario.configurations.map((configuration) => ({
    ...seriesOf(configuration, colours),
    points: configuration.points.flatMap((point) => drawable({ configuration, point }, plane, equals, beside)),
  }));
  return inLayers(all.filter(({ points }) => points.length > 0));
}

/** The points of the front, and for each the number of earlier ones equal to it. */
function equalsOf(front: ScenarioFront['front']): ReadonlyMap<Point, number> {
  const seen = new Map<string, number>();
  const equals = new Map<Point, number>();
  for (const { point, x, y } of front) {
    const place = `${x} ${y}`;
    const before = seen.get(place) ?? 0;
    equals.set(point, before);
    seen.set(place, before + 1);
  }
  return equals;
}

function drawable(
  placed: PlacedPoint,
  plane: Plane,
  equals: ReadonlyMap<Point, number>,
  { regressed, missed }: Pick<Overlay, 'regressed' | 'missed'>,
): PlanePoint[] {
  const [x, y] = [valueOn(plane.x, placed), valueOn(plane.y, placed)];
  if (!isCoordinate(x) || !isCoordinate(y)) return [];
  const { point } = placed;
  const key = placeKeyOf(placed);
  return [
    {
      key,
      x,
      y,
      load: loadLabel(point.load),
      onFront: equals.has(point),
      equals: equals.get(point) ?? 0,
      failed: mostlyFailed(point),
      regressed: regressed.has(key),
      missed: missed.has(key),
    },
  ];
}
