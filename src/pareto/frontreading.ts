import { groupBy } from '../run/groupby.ts';
import { compareLoads, type Load, reportedConcurrency } from '../run/load.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Configuration, Point, Scenario } from '../scenario/scenario.ts';
import { coordinatesOf, type FrontPoint } from './front.ts';
import { advantage, COST, type Plane, TRADEOFF } from './plane.ts';

/** The best y at a given x or a better one, and its source: the most tok/s/GPU at which every user gets that speed. */
export interface Reading {
  readonly x: number;
  readonly y: number;
  readonly configuration: Configuration;
  /** The neighbouring loads that it lies between, ascending; the same point twice if it was measured. */
  readonly between: readonly [Point, Point];
}

/** The points of a configuration that count, in sweeps whose neighbours are joined by lines. */
export interface Curve {
  readonly configuration: Configuration;
  /** Ascending in load. */
  readonly sweeps: readonly (readonly FrontPoint[])[];
}

/**
 * The curves of a scenario's configurations: points with both coordinates, and with most requests completed.
 *
 * @param counts whether a point may be offered to users; by default all may
 * @param plane what is read off it; by default tok/s/GPU over tok/s/user
 */
export function curvesOf(
  { configurations }: Pick<Scenario, 'configurations'>,
  counts: (placed: PlacedPoint) => boolean = () => true,
  plane: Plane = TRADEOFF,
): Curve[] {
  return configurations.flatMap((configuration) => {
    const points = configuration.points
      .map((point) => ({ configuration, point }))
      .filter(counts)
      .flatMap((placed) => coordinatesOf(placed, plane) ?? [])
      .sort((a, b) => compareLoads(a.point.load, b.point.load));
    const sweeps = [...groupBy(points, ({ point }) => sweepOf(point.load)).values()];
    return sweeps.length === 0 ? [] : [{ configuration, sweeps }];
  });
}

/**
 * What is available at a speed: the best, over all curves, of the line between neighbouring loads (exact where latency
 * grows linearly with concurrency) and of the points measured at that speed or more.
 *
 * @param plane the plane of the curves
 * @returns null beyond the fastest point
 */
export function readingAt(curves: readonly Curve[], x: number, plane: Plane = TRADEOFF): Reading | null {
  let best: Reading | null = null;
  for (const { configuration, sweeps } of curves) {
    for (const { y, between } of sweeps.flatMap((sweep) => heightsAt(sweep, x, plane))) {
      if (best === null || advantage(plane.y, y, best.y) > 0) best = { x, y, configuration, between };
    }
  }
  return best;
}

/** What is available at one speed. */
export interface SpeedReading {
  /** tok/s/user. */
  readonly x: number;
  /** The most tok/s/GPU; null if nothing is that fast. */
  readonly reading: Reading | null;
  /** Cost of tokens for that configuration, $ per million; null if unknown. */
  readonly cost: number | null;
  /** The lowest cost; null if no cost is known. */
  readonly cheapest: Reading | null;
}

/**
 * Reads both at one speed.
 *
 * @param curves in tok/s/GPU
 * @param costs of the same points
 */
export function readSpeed(curves: readonly Curve[], costs: readonly Curve[], x: number): SpeedReading {
  const reading = readingAt(curves, x);
  const own = costs.filter(({ configuration }) => configuration === reading?.configuration);
  return { x, reading, cost: readingAt(own, x, COST)?.y ?? null, cheapest: readingAt(costs, x, COST) };
}

/** The speeds of the points of curves, ascending, tok/s/user. */
export function speedsOn(curves: readonly Curve[]): number[] {
  return curves.flatMap(({ sweeps }) => sweeps.flat().map(({ x }) => x)).sort((a, b) => a - b);
}

/** Leading digits of round speeds; the finer ones are used if hardly any of the coarse ones are within the range. */
const DIGITS = [
  [1, 2, 5],
  [1, 2, 3, 4, 5, 6, 7, 8, 9],
];
const FEW = 2;

/**
 * Round speeds between the best tok/s/GPU and the fastest point, ascending: 10, 20, 50, … Lower speeds gain nothing.
 */
export function roundSpeeds(curves: readonly Curve[]): number[] {
  const points = curves.flatMap(({ sweeps }) => sweeps.flat()).filter(({ x }) => x > 0);
  const from = points.toSorted((a, b) => b.y - a.y || b.x - a.x).at(0)?.x;
  const to = points.toSorted((a, b) => b.x - a.x).at(0)?.x;
  if (from === undefined || to === undefined) return [];
  const [coarse = [], fine = []] = DIGITS.map((digits) => roundWithin(from, to, digits));
  return coarse.length < FEW ? fine : coarse;
}

function roundWithin(from: number, to: number, digits: readonly number[]): number[] {
  const [first, last] = [from, to].map((speed) => Math.floor(Math.log10(speed)));
  const decades = Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, i) => (first ?? 0) + i);
  // Via text, to get 0.3 rather than 0.30000000000000004.
  const all = decades.flatMap((decade) => digits.map((digit) => Number(`${digit}e${decade}`)));
  return all.filter((speed) => speed >= from && speed <= to);
}

/** Loads of the same kind, which a harness steps through: concurrencies, or rates under the same condition. */
function sweepOf(load: Load): string {
  if (reportedConcurrency(load) !== null) return `concurrency ${load.rate ?? ''}`;
  if (load.rate !== null) return `rate ${load.condition ?? ''}`;
  return load.stage === null ? 'unbounded' : 'stage';
}

type Height = Pick<Reading, 'y' | 'between'>;

function heightsAt(sweep: readonly FrontPoint[], x: number, plane: Plane): Height[] {
  return sweep.flatMap((at, i): Height[] => {
    const next = sweep[i + 1];
    const measured: Height[] = advantage(plane.x, at.x, x) >= 0 ? [{ y: at.y, between: [at.point, at.point] }] : [];
    if (next === undefined || !(Math.min(at.x, next.x) < x && x < Math.max(at.x, next.x))) return measured;
    return [...measured, { y: alongLine(at, next, x, plane), between: [at.point, next.point] }];
  });
}

/**
 * The y between two neighbours; if its reciprocal is what lies on the line, equal values are passed through exactly.
 */
function alongLine(from: FrontPoint, to: FrontPoint, x: number, { y: { line } }: Plane): number {
  if (line === 'value') return from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
  return from.y / (1 + ((from.y / to.y - 1) * (x - from.x)) / (to.x - from.x));
}
