import { mostlyFailed, type ScenarioFront } from '../pareto/front.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';
import type { Subject } from './subject.ts';
import { SERIES, type Theme } from './theme.ts';

/** A point with both coordinates. */
export interface TracePoint {
  readonly point: Point;
  /** tok/s/user. */
  readonly x: number;
  /** tok/s/GPU. */
  readonly y: number;
  readonly onFront: boolean;
  /** How many points of the front before this one lie at the very same place. */
  readonly equals: number;
  /** Kept off the front because most of its requests failed, wherever it lies. */
  readonly failed: boolean;
  /** A regression against the baseline. */
  readonly regressed: boolean;
  /** Misses a service-level objective. */
  readonly missed: boolean;
}

/** What a picture says of single points. */
type Said = Pick<Subject, 'regressed' | 'missed'>;

const NOTHING: Said = { regressed: [], missed: [] };

/** A configuration as it is drawn, in the same colour and shape in every picture of its scenario. */
export interface Series {
  readonly configuration: Configuration;
  /** Place among the configurations that reach the front, in their order along it; null for the others. */
  readonly rank: number | null;
}

/** The drawable points of a configuration in order of load. */
export interface Trace extends Series {
  readonly points: readonly TracePoint[];
}

export type Shape = 'circle' | 'square' | 'hexagon' | 'diamond2' | 'triangle' | 'star';

// One shape a round: as many configurations as there are colours, then the next shape begins.
const AGGREGATED: readonly Shape[] = ['circle', 'square', 'hexagon'];
const DISAGGREGATED: readonly Shape[] = ['diamond2', 'triangle', 'star'];

/** Traces with at least one drawable point; those that reach the front last, so that they are drawn on top. */
export function tracesOf({ scenario, front }: ScenarioFront, { regressed, missed }: Said = NOTHING): Trace[] {
  const said = { equals: equalsOf(front), regressed: new Set(regressed), missed: new Set(missed) };
  const ranks = ranksOf(front);
  const traces = scenario.configurations.map((configuration) => ({
    configuration,
    points: configuration.points.flatMap((point) => drawable(point, said)),
    rank: ranks.get(configuration.id) ?? null,
  }));
  const drawn = traces.filter(({ points }) => points.length > 0);
  return [...drawn.filter(({ rank }) => rank === null), ...drawn.filter(({ rank }) => rank !== null)];
}

/** The configurations that reach a front, by id, with their places along it. */
export function ranksOf(front: ScenarioFront['front']): Map<string, number> {
  const ids = new Set(front.map(({ configuration }) => configuration.id));
  return new Map([...ids].map((id, rank) => [id, rank]));
}

/** Whether a scenario has a point with both coordinates. */
export function isDrawable(front: ScenarioFront): boolean {
  return tracesOf(front).length > 0;
}

/** The points of the front, and how many before each are equal to it. */
function equalsOf(front: ScenarioFront['front']): Map<Point, number> {
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

interface SaidOf {
  readonly equals: ReadonlyMap<Point, number>;
  readonly regressed: ReadonlySet<Point>;
  readonly missed: ReadonlySet<Point>;
}

function drawable(point: Point, { equals, regressed, missed }: SaidOf): TracePoint[] {
  const x = point.metrics['throughput-per-user'];
  const y = point.metrics['throughput-per-gpu'];
  if (!isCoordinate(x) || !isCoordinate(y)) return [];
  return [
    {
      point,
      x,
      y,
      onFront: equals.has(point),
      equals: equals.get(point) ?? 0,
      failed: mostlyFailed(point),
      regressed: regressed.has(point),
      missed: missed.has(point),
    },
  ];
}

/** Whether a value can be drawn along an axis. */
export function isCoordinate(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value >= 0;
}

/** An unknown deployment counts as aggregated: it claims nothing. */
export function isDisaggregated({ configuration }: Series): boolean {
  return configuration.deployment.disaggregated === true;
}

export function shapeOf(series: Series): Shape {
  const shapes = isDisaggregated(series) ? DISAGGREGATED : AGGREGATED;
  const round = Math.floor((series.rank ?? 0) / SERIES);
  return shapes[Math.min(round, shapes.length - 1)] ?? 'circle';
}

/** A colour and shape never come twice: past the last round, colour is given up and only the label tells. */
export function colorOf({ rank }: Series, theme: Theme): string {
  if (rank === null) return theme.others;
  if (rank >= SERIES * AGGREGATED.length) return theme.ink;
  return theme.series[rank % SERIES] ?? theme.ink;
}

/** Dashes of a trace's line in px; undefined for a solid one. */
export function dashOf(series: Series): string | undefined {
  return isDisaggregated(series) ? '7 4' : undefined;
}

const FRONT_RADIUS = 6;
const OFF_RADIUS = 3.2;
const GREY_RADIUS = 1.7;
/** Px by which each further one of equal front points grows, so that all of them show, as rings. */
const RING = 3.5;
/** More would reach beyond the picture's margins. */
const MOST_RINGS = 4;
/** Symbols of one radius have one area; a pointed one looks smaller than a circle and is drawn larger. */
const POINTED = 1.15;

/** Radius of a point's marker in px. */
export function radiusOf(trace: Trace, { onFront, equals }: TracePoint): number {
  return radius(trace, onFront, onFront ? RING * Math.min(equals, MOST_RINGS) : 0);
}

/** Radius in px of a large or a small marker, grown by so much. */
export function radius(series: Series, isLarge: boolean, growth = 0): number {
  const factor = isDisaggregated(series) ? POINTED : 1;
  if (series.rank === null) return GREY_RADIUS * factor;
  return ((isLarge ? FRONT_RADIUS : OFF_RADIUS) + growth) * factor;
}
