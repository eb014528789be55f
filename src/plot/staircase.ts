import type { Corner } from '../chart/planechart.ts';
import type { Frame } from './frame.ts';

/** How a staircase goes down, and the ends of the axes that it runs between. */
export interface Stage {
  /** Which x is better. */
  readonly better: 'higher' | 'lower';
  readonly frame: Frame;
}

/**
 * Corners of the best y that can be had at an x or a better one: level from the worst end of the axis to the first
 * point, down to the ground after the last.
 *
 * @param front from the worst x to the best
 */
export function cornersOf(front: readonly Corner[], { better, frame: { x, y } }: Stage): Corner[] {
  const [ground] = y.domain;
  const worst = better === 'higher' ? x.domain[0] : x.domain[1];
  const start = front.slice(0, 1).map((first) => ({ x: worst, y: first.y }));
  const steps = front.flatMap((point, i) => [
    { x: point.x, y: point.y },
    { x: point.x, y: front[i + 1]?.y ?? ground },
  ]);
  return [...start, ...steps];
}
