import type { Markish } from '@observablehq/plot';
import { ASKED_RADIUS, type AskedMark } from '../asked.ts';
import type { Segment, Spot } from '../geometry.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { path } from './path.ts';
import { px } from './px.ts';

/** Dashes that no trace and no front has. */
const DASH = '8 3 1.5 3';

/** Upright lines at the speeds that were asked for, for under the data. */
export function askedLines(marks: readonly Pick<AskedMark, 'line'>[], theme: Theme): Markish[] {
  return marks.length === 0
    ? []
    : [
        askedLine(
          marks.map(({ line }) => line),
          theme,
        ),
      ];
}

/** How they are drawn, in data and key. */
export function askedLine(lines: readonly Segment[], { muted }: Theme): Markish {
  const d = lines.map(({ from, to }) => `M${from.x},${from.y}L${to.x},${to.y}`).join('');
  return path(d, { fill: 'none', stroke: muted, 'stroke-width': 1.2, 'stroke-dasharray': DASH });
}

/** Where readings lie, for over the data: also between two points, so unlike any of them. */
export function readSpots(plot: PlotLibrary, spots: readonly Spot[], { ink, background }: Theme): Markish[] {
  if (spots.length === 0) return [];
  const place = { x: px('x'), y: px('y') };
  return [
    plot.dot(spots, { ...place, r: ASKED_RADIUS, fill: background, stroke: background, strokeWidth: 4 }),
    plot.dot(spots, { ...place, r: ASKED_RADIUS, stroke: ink, strokeWidth: 1.8 }),
    plot.dot(spots, { ...place, r: 1.8, fill: ink }),
  ];
}
