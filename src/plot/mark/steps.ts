import type { Markish } from '@observablehq/plot';
import type { Corner } from '../../chart/planechart.ts';
import type { Limits } from '../../chart/within.ts';
import type { Frame } from '../frame.ts';
import type { Segment } from '../geometry.ts';
import { pxOf, type Scale } from '../scale.ts';
import { AREA_OPACITY, type Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { path } from './path.ts';
import type { RegionStyle } from './region.ts';

/**
 * A front as a dashed staircase above a faint area that extends to the worst y: what users can buy.
 *
 * @param within corners of the part within objectives, to which the area is then limited; null without objectives
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
      : plot.areaY(within, { ...area, y1: within.at(-1)?.y ?? ground, fillOpacity: WITHIN_OPACITY }),
    plot.lineY(corners, { x: 'x', y: 'y', stroke: color, strokeWidth: 1.4, strokeDasharray: '2 3' }),
  ];
}

/** Lines at the limits of objectives, across the whole chart; a limit outside of the chart has none. */
export function limitLines(limits: Limits | null, { x, y, left, right, top, bottom }: Frame, theme: Theme): Markish[] {
  const at = (scale: Scale, limit: number | null) => {
    const [least, most] = scale.domain;
    return limit === null || limit <= least || limit >= most ? [] : [pxOf(scale, limit)];
  };
  const lines = [
    ...at(x, limits?.x ?? null).map((px) => ({ from: { x: px, y: top }, to: { x: px, y: bottom } })),
    ...at(y, limits?.y ?? null).map((px) => ({ from: { x: left, y: px }, to: { x: right, y: px } })),
  ];
  return lines.map((line) => limitLine(line, theme));
}

/** How the limit of an objective is drawn, in data and key. */
export function limitLine({ from, to }: Segment, { ink }: Theme): Markish {
  return path(`M${from.x},${from.y}L${to.x},${to.y}`, { fill: 'none', stroke: ink, 'stroke-width': 1.2 });
}

/** Opacity of the area within objectives, which must stand out from the rest at a glance. */
const WITHIN_OPACITY = 0.14;

/** How the area within objectives is drawn in the key. */
export function withinStyle({ ink }: Theme): RegionStyle {
  return { color: ink, opacity: WITHIN_OPACITY, hatch: null };
}
