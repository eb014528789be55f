import type { Corner, PlaneChart } from '../chart/planechart.ts';
import type { PlanePoint, PlaneSeries } from '../chart/planeseries.ts';
import { type Frame, spotOf } from './frame.ts';
import { around, type Spot } from './geometry.ts';
import type { LineObstacle, Obstacle, Surroundings } from './placement.ts';
import { BEST_GAP, markedOf, reachOf } from './reach.ts';

/** How bad it is for a label to cover a mark; moving 20 px away costs about 20. */
export const COST = {
  frontPoint: 400,
  ring: 400,
  point: 80,
  slash: 20,
  greyPoint: 30,
  line: 16,
  /** Running along a label next to its point, which then hides a long stretch of the line. */
  levelLine: 36,
  levelBaseline: 22,
  staircase: 20,
  baseline: 6,
  /** What a label's pad would hide altogether. */
  baselinePoint: 40,
  tail: 6,
  greyLine: 2,
  /** At a requested speed. */
  asked: 6,
} as const;

/** How many px a label stays away from the picture's right edge. */
export const MARGIN = 6;
/** How many px a label stays away from an axis, so that its pad does not hide any of it. */
export const CLEAR = 4;
/** Half the size of a mark at a point on the baseline's front. */
const BASELINE_MARK = 3.5;

/** Corners of the staircases, the candidate's and the baseline's. */
export interface Stairs {
  readonly front: readonly Corner[];
  readonly baseline: readonly Corner[];
  /** Of what objectives leave; null without objectives. */
  readonly within: readonly Corner[] | null;
}

/** Everything that labels should not cover. */
export function obstaclesOf({ series, baseline, within }: PlaneChart, stairs: Stairs, frame: Frame): Surroundings {
  const best = within?.best?.key ?? null;
  return {
    bounds: { left: frame.left + CLEAR, right: frame.width - MARGIN, top: frame.top, bottom: frame.bottom - CLEAR },
    markers: [
      ...series.flatMap((one) => one.points.map((point) => marker(one, point, frame, best))),
      ...(baseline ?? []).map((point) => box(spotOf(frame, point), BASELINE_MARK, COST.baselinePoint)),
    ],
    lines: [
      ...series.flatMap(({ points, colour }) => path(points, frame, colour === null ? COST.greyLine : COST.line)),
      ...path(stairs.front, frame, COST.staircase),
      ...path(stairs.baseline, frame, COST.baseline),
    ],
  };
}

function marker(series: PlaneSeries, point: PlanePoint, frame: Frame, best: string | null): Obstacle {
  const isBest = point.key === best;
  const reach = reachOf(markedOf(series, point)) + (isBest ? BEST_GAP + 1 : 0) + 1;
  return box(spotOf(frame, point), reach, isBest ? COST.ring : costOf(series, point));
}

function costOf({ colour }: PlaneSeries, { onFront, regressed, missed }: PlanePoint): number {
  if (regressed) return COST.ring;
  if (onFront) return COST.frontPoint;
  if (colour !== null) return COST.point;
  return missed ? COST.slash : COST.greyPoint;
}

function box(at: Spot, radius: number, cost: number): Obstacle {
  return { box: around(at, 2 * radius, 2 * radius), cost };
}

function path(corners: readonly Corner[], frame: Frame, cost: number): LineObstacle[] {
  return lineObstacles(
    corners.map((corner) => spotOf(frame, corner)),
    cost,
  );
}

/** The segments between places in px. */
export function lineObstacles(spots: readonly Spot[], cost: number): LineObstacle[] {
  return spots.slice(1).flatMap((to, i) => {
    const from = spots[i];
    return from ? [{ line: { from, to }, cost }] : [];
  });
}
