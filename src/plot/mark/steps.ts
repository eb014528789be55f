import type { Markish } from '@observablehq/plot';
import type { Corner } from '../../chart/planechart.ts';
import type { Limits } from '../../chart/within.ts';
import type { Frame } from '../frame.ts';
import type { Segment } from '../geometry.ts';
import { FRONT_DASH, PLAIN } from '../look.ts';
import type { PixelGrid } from '../pixelgrid.ts';
import { pxOf, type Scale } from '../scale.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { linesData, path } from './path.ts';

/** A front as a dashed staircase. */
export function staircase(plot: PlotLibrary, corners: readonly Corner[], color: string): Markish {
  return plot.lineY(corners, {
    x: 'x',
    y: 'y',
    ...PLAIN,
    stroke: color,
    strokeWidth: 1.4,
    strokeDasharray: FRONT_DASH,
  });
}

/** Lines at the limits of objectives, across the whole chart; a limit outside of the chart has none. */
export function limitLines(limits: Limits | null, frame: Frame, theme: Theme, pixels: PixelGrid): Markish[] {
  const { x, y, left, right, top, bottom } = frame;
  const at = (scale: Scale, limit: number | null) => {
    const [least, most] = scale.domain;
    return limit === null || limit <= least || limit >= most ? [] : [pxOf(scale, limit)];
  };
  return [
    ...at(x, limits?.x ?? null).map((px) => pixels.upright(px, top, bottom)),
    ...at(y, limits?.y ?? null).map((px) => pixels.level(px, left, right)),
  ].map((line) => limitLine(line, theme, pixels));
}

/** How the limit of an objective is drawn, in data and key. */
export function limitLine(line: Segment, { ink }: Theme, { side }: PixelGrid): Markish {
  return path(linesData([line]), { fill: 'none', stroke: ink, 'stroke-width': side });
}
