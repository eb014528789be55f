import type { Corner } from '../chart/planechart.ts';
import type { Limits } from '../chart/within.ts';
import { type Frame, spotOf } from './frame.ts';
import type { Box } from './geometry.ts';

type BetterEnd = 'higher' | 'lower';

/** How a staircase goes, and the ends of the axes that it runs between. */
export interface Stage {
  /** Which values are better, for each axis. */
  readonly better: { readonly x: BetterEnd; readonly y: BetterEnd };
  readonly frame: Frame;
}

/** The worst corner of both axes: what users can get is between it and the staircase. */
export function worstCorner({ better, frame: { x, y } }: Stage): Corner {
  const worst = (way: BetterEnd, [least, most]: readonly [number, number]) => (way === 'higher' ? least : most);
  return { x: worst(better.x, x.domain), y: worst(better.y, y.domain) };
}

/** The same for the part within the objectives, which ends where they do. */
export function worstWithin(stage: Stage, { x, y }: Limits): Corner {
  const { better } = stage;
  const worst = worstCorner(stage);
  const nearer = (way: BetterEnd, end: number, limit: number | null) => {
    if (limit === null) return end;
    return way === 'higher' ? Math.max(end, limit) : Math.min(end, limit);
  };
  return { x: nearer(better.x, worst.x, x), y: nearer(better.y, worst.y, y) };
}

/** Where in a picture, in px, objectives on the metrics along its axes are missed. */
export function outsideOf(limits: Limits, stage: Stage): Box[] {
  const { left, right, top, bottom } = stage.frame;
  const whole = { left, right, top, bottom };
  const at = spotOf(stage.frame, worstWithin(stage, limits));
  const { better } = stage;
  return [
    ...(limits.x === null ? [] : [better.x === 'higher' ? { ...whole, right: at.x } : { ...whole, left: at.x }]),
    ...(limits.y === null ? [] : [better.y === 'higher' ? { ...whole, top: at.y } : { ...whole, bottom: at.y }]),
  ];
}

/** The area between a staircase and the worst y, where its last corner is, in px. */
export function areaUnder(corners: readonly Corner[], frame: Frame): Box[] {
  const ground = spotOf(frame, corners.at(-1) ?? { x: 0, y: 0 }).y;
  return corners.flatMap((corner, i) => {
    const [from, to] = [spotOf(frame, corner), spotOf(frame, corners[i + 1] ?? corner)];
    if (from.x === to.x) return [];
    const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
    return [{ left, right, top: Math.min(from.y, ground), bottom: Math.max(from.y, ground) }];
  });
}

/**
 * Corners of the best y available at an x or a better one: level from the worst end of the axis to the first point, and
 * down to the worst y after the last.
 *
 * @param front from the worst x to the best
 */
export function cornersOf(front: readonly Corner[], worst: Corner): Corner[] {
  const start = front.slice(0, 1).map((first) => ({ x: worst.x, y: first.y }));
  const steps = front.flatMap((point, i) => [
    { x: point.x, y: point.y },
    { x: point.x, y: front[i + 1]?.y ?? worst.y },
  ]);
  return [...start, ...steps];
}
