import type { Corner } from '../chart/planechart.ts';
import type { Frame } from './frame.ts';

type Better = 'higher' | 'lower';

/** How a staircase goes, and the ends of the axes that it runs between. */
export interface Stage {
  /** Which values are better along each axis. */
  readonly better: { readonly x: Better; readonly y: Better };
  readonly frame: Frame;
}

/** Where both axes are worst: what users can buy lies between it and the staircase. */
export function worstCorner({ better, frame: { x, y } }: Stage): Corner {
  const worst = (way: Better, [least, most]: readonly [number, number]) => (way === 'higher' ? least : most);
  return { x: worst(better.x, x.domain), y: worst(better.y, y.domain) };
}

/**
 * Corners of the best y that can be had at an x or a better one: level from the worst end of the axis to the first
 * point, to the worst y after the last.
 *
 * @param front from the worst x to the best
 */
export function cornersOf(front: readonly Corner[], stage: Stage): Corner[] {
  const worst = worstCorner(stage);
  const start = front.slice(0, 1).map((first) => ({ x: worst.x, y: first.y }));
  const steps = front.flatMap((point, i) => [
    { x: point.x, y: point.y },
    { x: point.x, y: front[i + 1]?.y ?? worst.y },
  ]);
  return [...start, ...steps];
}
