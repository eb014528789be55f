import type { Markish } from '@observablehq/plot';
import { ASKED_RADIUS, type AskedMark } from '../askedlabel.ts';
import type { Segment, Spot } from '../geometry.ts';
import type { PixelGrid } from '../pixelgrid.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { linesData, path } from './path.ts';
import { px } from './px.ts';

/** Dashes unlike those of any trace or front. */
const DASH = '8 3 1.5 3';

/** Vertical lines at the requested speeds, to be drawn below the data. */
export function askedLines(marks: readonly Pick<AskedMark, 'line'>[], theme: Theme, pixels: PixelGrid): Markish[] {
  if (marks.length === 0) return [];
  const lines = marks.map(({ line }) => line);
  return [askedLine(lines, theme, pixels)];
}

/** How these lines are drawn, in data and key. */
export function askedLine(lines: readonly Segment[], { muted }: Theme, pixels: PixelGrid): Markish {
  const d = linesData(lines.map(({ from, to }) => pixels.upright(from.x, from.y, to.y)));
  return path(d, { fill: 'none', stroke: muted, 'stroke-width': pixels.side, 'stroke-dasharray': DASH });
}

/** How far the ticks of a cross-hair extend beyond its ring, in px. */
const TICK = 3;

/** Cross-hairs at readings, to be drawn above the data: open, so that a measured point there remains visible. */
export function readSpots(plot: PlotLibrary, spots: readonly Spot[], { ink, background }: Theme): Markish[] {
  if (spots.length === 0) return [];
  const place = { x: px('x'), y: px('y'), r: ASKED_RADIUS - TICK };
  const d = spots.map(ticks).join('');
  const drawn = (stroke: string, width: number) => [
    plot.dot(spots, { ...place, stroke, strokeWidth: width }),
    path(d, { fill: 'none', stroke, 'stroke-width': width }),
  ];
  return [...drawn(background, 3.6), ...drawn(ink, 1.7)];
}

/** The ticks outside of a ring. */
function ticks({ x, y }: Spot): string {
  const [near, far] = [ASKED_RADIUS - TICK, ASKED_RADIUS];
  const along = [-1, 1].flatMap((side) => [
    `M${x + side * near},${y}L${x + side * far},${y}`,
    `M${x},${y + side * near}L${x},${y + side * far}`,
  ]);
  return along.join('');
}
