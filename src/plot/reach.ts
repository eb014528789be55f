import type { PlanePoint } from '../chart/planeseries.ts';
import type { Series } from '../chart/ranking.ts';
import { radiusOf } from './look.ts';

/** Radius of a failed point's cross, whatever its trace. */
export const FAILED_RADIUS = 4;
/** Px between a marker and the ring around it. */
const RING_GAP = 4;
const RING_WIDTH = 2;
/** Px between all that is drawn at the best point within objectives and the ring around it. */
export const BEST_GAP = 4;
/** How far a slash reaches, as a share of its marker's radius, beyond that, and on the smallest marker. */
const SLASH = { share: 0.8, beyond: 1.6, least: 5 } as const;

/** A point's marker, and what is drawn on and around it. */
export interface PointMarker {
  /** Of the marker, in px. */
  readonly radius: number;
  /** Drawn as a cross, since most of its requests failed. */
  readonly failed: boolean;
  /** Has a ring. */
  readonly regressed: boolean;
  /** Has a slash. */
  readonly missed: boolean;
}

/** A point's marker in a plane. */
export function markedOf(series: Series, point: PlanePoint): PointMarker {
  const { failed, regressed, missed } = point;
  return { radius: radiusOf(series, point), failed, regressed, missed };
}

/** Radius of the ring around a regressed point's marker, to the middle of its stroke. */
export function ringOf(mark: PointMarker): number {
  return coreOf(mark) + RING_GAP;
}

/** How far the slash through the marker of a point that misses an objective reaches, along either axis. */
export function slashOf(mark: PointMarker): number {
  return Math.max(SLASH.least, coreOf(mark) * SLASH.share + SLASH.beyond);
}

/** How far all that is drawn at a point reaches from its middle. */
export function reachOf(mark: PointMarker): number {
  const ring = mark.regressed ? ringOf(mark) + RING_WIDTH / 2 : 0;
  const slash = mark.missed ? slashOf(mark) : 0;
  return Math.max(mark.radius, ring, slash);
}

function coreOf({ failed, radius }: PointMarker): number {
  return failed ? FAILED_RADIUS : radius;
}
