import type { Markish } from '@observablehq/plot';
import type { PlotLibrary } from '../studio.ts';

/** A corner-to-corner path in values; Plot draws the steps. */
export interface Step {
  readonly x: number;
  readonly y: number;
}

/** The best y that can be had at x or more: level from zero to the first point, down to zero after the last. */
export function stepsOf(front: readonly Step[]): Step[] {
  const [first, last] = [front[0], front.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ x: 0, y: first.y }, ...front.map(({ x, y }) => ({ x, y })), { x: last.x, y: 0 }];
}

export interface StaircaseStyle {
  readonly color: string;
  readonly areaOpacity: number;
}

/** A front as a dashed staircase over a faint area: what users can buy. */
export function staircase(plot: PlotLibrary, front: readonly Step[], style: StaircaseStyle): Markish[] {
  const steps = stepsOf(front);
  const shape = { x: 'x', curve: 'step-before' } as const;
  return [
    plot.areaY(steps, { ...shape, y: 'y', fill: style.color, fillOpacity: style.areaOpacity }),
    plot.lineY(steps, { ...shape, y: 'y', stroke: style.color, strokeWidth: 1.4, strokeDasharray: '2 3' }),
  ];
}
