import type { Markish } from '@observablehq/plot';
import { ASKED_RADIUS, type AskedMark } from '../asked.ts';
import type { Segment, Spot } from '../geometry.ts';
import type { Theme } from '../theme.ts';
import { path } from './path.ts';

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
export function readSpots(spots: readonly Spot[], { ink, background }: Theme): Markish[] {
  if (spots.length === 0) return [];
  const d = spots.map(sight).join('');
  return [
    path(d, { fill: 'none', stroke: background, 'stroke-width': 3.6 }),
    path(d, { fill: 'none', stroke: ink, 'stroke-width': 1.7 }),
  ];
}

/** A ring, with ticks to the outside. */
function sight({ x, y }: Spot): string {
  const r = ASKED_RADIUS - TICK;
  const ring = `M${x - r},${y}a${r},${r} 0 1 1 ${2 * r},0a${r},${r} 0 1 1 ${-2 * r},0`;
  const ticks = [
    `M${x - r},${y}h${-TICK}`,
    `M${x + r},${y}h${TICK}`,
    `M${x},${y - r}v${-TICK}`,
    `M${x},${y + r}v${TICK}`,
  ];
  return [ring, ...ticks].join('');
}
