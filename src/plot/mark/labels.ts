import type { Markish } from '@observablehq/plot';
import type { Placement } from '../candidate.ts';
import { LABEL_SIZE } from '../pointlabel.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { boxData, path } from './path.ts';
import { groundOf, type Region } from './region.ts';
import { textLines } from './textlines.ts';

/** Height of capitals and figures in em: they are centred in the label's box. */
const CAP_HEIGHT = 0.73;

/** A label as it is drawn. */
export interface DrawnLabel extends Placement {
  readonly text: string;
  readonly color: string;
  readonly size: keyof typeof LABEL_SIZE;
}

/** How far the pad under a label extends beyond its box, in px: less than the gap that placing keeps. */
const PAD = 2.5;

/** Labels on pads of the colour of the region that they are in, and leaders to those that had to move away. */
export function labelMarks(
  plot: PlotLibrary,
  labels: readonly DrawnLabel[],
  theme: Theme,
  regions: readonly Region[] = [],
): Markish[] {
  const front = labels.filter(({ size }) => size === 'front');
  const others = labels.filter(({ size }) => size === 'other');
  return [
    ...pads(labels, regions, theme),
    leaders(plot, labels),
    texts(plot, others, 'other'),
    texts(plot, front, 'front'),
  ];
}

function leaders(plot: PlotLibrary, labels: readonly DrawnLabel[]): Markish {
  const lines = labels.flatMap(({ leader, color }) => (leader ? [{ ...leader, color }] : []));
  type Line = (typeof lines)[number];
  return plot.link(lines, {
    x1: { value: (line: Line) => line.from.x, scale: null },
    y1: { value: (line: Line) => line.from.y, scale: null },
    x2: { value: (line: Line) => line.to.x, scale: null },
    y2: { value: (line: Line) => line.to.y, scale: null },
    stroke: { value: 'color', scale: null },
    strokeWidth: 0.9,
  });
}

/** Keep labels legible on top of lines; an outline around each letter takes many times as long to rasterise. */
function pads(labels: readonly DrawnLabel[], regions: readonly Region[], theme: Theme): Markish[] {
  const grounds = labels.map(({ box }) => groundOf(box, regions, theme));
  return [...new Set(grounds)].map((fill) => {
    const d = labels.map(({ box }, i) => (grounds[i] === fill ? boxData(box) : '')).join('');
    return path(d, { fill, stroke: fill, 'stroke-width': 2 * PAD, 'stroke-linejoin': 'round' });
  });
}

function texts(plot: PlotLibrary, labels: readonly DrawnLabel[], kind: DrawnLabel['size']): Markish {
  const size = LABEL_SIZE[kind];
  const lines = labels.map((label) => ({
    text: label.text,
    x: label.box.left,
    y: (label.box.top + label.box.bottom + size * CAP_HEIGHT) / 2,
    color: label.color,
  }));
  return textLines(plot, lines, { size, weight: kind === 'front' ? 'bold' : 'regular' });
}
