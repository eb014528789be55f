import type { Markish } from '@observablehq/plot';
import type { PlotLibrary } from '../studio.ts';
import { AREA_OPACITY } from '../theme.ts';

export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** Corners of the best y that can be had at x or more: level from zero to the first point, down to zero after the last. */
export function cornersOf(front: readonly Corner[]): Corner[] {
  const below = front.map((_, i) => front[i + 1]?.y ?? 0);
  const start = front.slice(0, 1).map(({ y }) => ({ x: 0, y }));
  return [
    ...start,
    ...front.flatMap(({ x, y }, i) => [
      { x, y },
      { x, y: below[i] ?? 0 },
    ]),
  ];
}

/** A front as a dashed staircase over a faint area: what users can buy. */
export function staircase(plot: PlotLibrary, front: readonly Corner[], color: string): Markish[] {
  const corners = cornersOf(front);
  return [
    plot.areaY(corners, { x: 'x', y1: 0, y2: 'y', fill: color, fillOpacity: AREA_OPACITY }),
    plot.lineY(corners, { x: 'x', y: 'y', stroke: color, strokeWidth: 1.4, strokeDasharray: '2 3' }),
  ];
}
