import type { Markish } from '@observablehq/plot';
import { ASKED_RADIUS, type AskedMark } from '../askedlabel.ts';
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

/** How far the ticks of a sight reach beyond its ring. */
const TICK = 3;

/** Sights on where readings lie, for over the data: open, so that what is measured there shows within. */
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

/** To the outside of a ring. */
function ticks({ x, y }: Spot): string {
  const [near, far] = [ASKED_RADIUS - TICK, ASKED_RADIUS];
  const along = [-1, 1].flatMap((side) => [
    `M${x + side * near},${y}L${x + side * far},${y}`,
    `M${x},${y + side * near}L${x},${y + side * far}`,
  ]);
  return along.join('');
}
