import type { Markish } from '@observablehq/plot';
import type { Corner } from '../../chart/planechart.ts';
import { AREA_OPACITY } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';

/** A front as a dashed staircase over a faint area that reaches to the worst y: what users can buy. */
export function staircase(plot: PlotLibrary, corners: readonly Corner[], ground: number, color: string): Markish[] {
  return [
    plot.areaY(corners, { x: 'x', y1: ground, y2: 'y', fill: color, fillOpacity: AREA_OPACITY }),
    plot.lineY(corners, { x: 'x', y: 'y', stroke: color, strokeWidth: 1.4, strokeDasharray: '2 3' }),
  ];
}
