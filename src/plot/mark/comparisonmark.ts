import type { Markish } from '@observablehq/plot';
import type { Corner } from '../../chart/planechart.ts';
import type { Segment } from '../geometry.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { linesData, path } from './path.ts';

/** Radius of the marks on the baseline's front, in px. */
const RADIUS = 2.4;

/**
 * Below the candidate's front: the baseline's as a thin line with small marks.
 *
 * @param segments of its staircase, where it can be seen
 */
export function comparison(
  plot: PlotLibrary,
  front: readonly Corner[],
  segments: readonly Segment[],
  theme: Theme,
): Markish[] {
  if (front.length === 0) return [];
  const line = segments.length === 0 ? [] : [baselineLine(segments, theme)];
  return [...line, plot.dot(front, { x: 'x', y: 'y', ...baselineDot(theme) })];
}

/** How the baseline's front is drawn, in data and key. */
export function baselineLine(segments: readonly Segment[], { muted }: Theme): Markish {
  return path(linesData(segments), {
    ...{ fill: 'none', stroke: muted, 'stroke-width': 1.2, 'stroke-linecap': 'square' },
  });
}

/** How a point of the baseline's front is drawn, in data and key. */
export function baselineDot({ muted }: Theme) {
  return { r: RADIUS, fill: muted };
}
