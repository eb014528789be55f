import type { Markish } from '@observablehq/plot';
import type { Corner } from '../../chart/planechart.ts';
import type { Difference } from '../difference.ts';
import type { Segment } from '../geometry.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { path } from './path.ts';
import { type RegionStyle, region } from './region.ts';

/** Radius of the marks on the baseline's front, in px. */
const RADIUS = 2.4;

/** Below the candidate's front: the baseline's as a thin line with small marks, and the areas between the two. */
export function comparison(
  plot: PlotLibrary,
  front: readonly Corner[],
  { baseline, lost, gained }: Difference,
  theme: Theme,
): Markish[] {
  if (front.length === 0) return [];
  const line = baseline.length === 0 ? [] : [baselineLine(baseline, theme)];
  return [
    ...region(lost, lostStyle(theme)),
    ...region(gained, gainedStyle(theme)),
    ...line,
    plot.dot(front, { x: 'x', y: 'y', ...baselineDot(theme) }),
  ];
}

/** How the baseline's front is drawn, in data and key. */
export function baselineLine(segments: readonly Segment[], { muted }: Theme): Markish {
  const d = segments.map(({ from, to }) => `M${from.x},${from.y}L${to.x},${to.y}`).join('');
  return path(d, { fill: 'none', stroke: muted, 'stroke-width': 1.2, 'stroke-linecap': 'square' });
}

/** How a point of the baseline's front is drawn, in data and key. */
export function baselineDot({ muted }: Theme) {
  return { r: RADIUS, fill: muted };
}

/** Hatched, so that a loss can be distinguished from a gain without colour. */
export function lostStyle({ warning }: Theme): RegionStyle {
  return { color: warning, opacity: 0.1, hatch: { step: 7, opacity: 0.45 } };
}

export function gainedStyle({ gain }: Theme): RegionStyle {
  return { color: gain, opacity: 0.16, hatch: null };
}
