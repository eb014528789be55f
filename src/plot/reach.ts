import { radiusOf, type Trace, type TracePoint } from './trace.ts';

/** Radius of a failed point's cross, whatever its trace. */
export const FAILED_RADIUS = 4;
/** Px between a marker and the ring around it. */
const RING_GAP = 4;
const RING_WIDTH = 2;
/** How far a slash reaches, as a share of its marker's radius, beyond that, and on the smallest marker. */
const SLASH = { share: 0.8, beyond: 1.6, least: 5 } as const;

/** Radius of the ring around a regressed point's marker, to the middle of its stroke. */
export function ringOf(trace: Trace, point: TracePoint): number {
  return coreOf(trace, point) + RING_GAP;
}

/** How far the slash through the marker of a point that misses an objective reaches, along either axis. */
export function slashOf(trace: Trace, point: TracePoint): number {
  return Math.max(SLASH.least, coreOf(trace, point) * SLASH.share + SLASH.beyond);
}

/** How far all that is drawn at a point reaches from its middle. */
export function reachOf(trace: Trace, point: TracePoint): number {
  const ring = point.regressed ? ringOf(trace, point) + RING_WIDTH / 2 : 0;
  const slash = point.missed ? slashOf(trace, point) : 0;
  return Math.max(radiusOf(trace, point), ring, slash);
}

function coreOf(trace: Trace, point: TracePoint): number {
  return point.failed ? FAILED_RADIUS : radiusOf(trace, point);
}
