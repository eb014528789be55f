import type { Markish } from '@observablehq/plot';
import type { Corner } from '../../chart/planechart.ts';
import { AREA_OPACITY, type Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import type { RegionStyle } from './region.ts';

/**
 * A front as a dashed staircase over a faint area that reaches to the worst y: what users can buy.
 *
 * @param within corners of what objectives leave of it, which is then the area; null without objectives
 */
export function staircase(
  plot: PlotLibrary,
  corners: readonly Corner[],
  ground: number,
  color: string,
  within: readonly Corner[] | null = null,
): Markish[] {
  const area = { x: 'x', y1: ground, y2: 'y', fill: color } as const;
  return [
    within === null
      ? plot.areaY(corners, { ...area, fillOpacity: AREA_OPACITY })
      : plot.areaY(within, { ...area, fillOpacity: WITHIN_OPACITY }),
    plot.lineY(corners, { x: 'x', y: 'y', stroke: color, strokeWidth: 1.4, strokeDasharray: '2 3' }),
  ];
}

/** Opacity of what objectives leave: it has to be told from what lies outside at a glance. */
const WITHIN_OPACITY = 0.14;

/** How what objectives leave is drawn in the key. */
export function withinStyle({ ink }: Theme): RegionStyle {
  return { color: ink, opacity: WITHIN_OPACITY, hatch: null };
}
