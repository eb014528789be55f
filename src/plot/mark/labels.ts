import type { Markish } from '@observablehq/plot';
import type { Placement } from '../candidate.ts';
import { LABEL_SIZE } from '../pointlabel.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { textLines } from './textlines.ts';

/** Height of capitals and figures in em: they are centred in the label's box. */
const CAP_HEIGHT = 0.73;

/** A label as it is drawn. */
export interface DrawnLabel extends Placement {
  readonly text: string;
  readonly color: string;
  readonly size: keyof typeof LABEL_SIZE;
}

/** Labels with a halo, and leaders to those that had to move away from their point. */
export function labelMarks(plot: PlotLibrary, labels: readonly DrawnLabel[], theme: Theme): Markish[] {
  const front = labels.filter(({ size }) => size === 'front');
  const others = labels.filter(({ size }) => size === 'other');
  return [leaders(plot, labels), texts(plot, others, theme, 'other'), texts(plot, front, theme, 'front')];
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

function texts(plot: PlotLibrary, labels: readonly DrawnLabel[], theme: Theme, kind: DrawnLabel['size']): Markish {
  const size = LABEL_SIZE[kind];
  const lines = labels.map((label) => ({
    text: label.text,
    x: label.box.left,
    y: (label.box.top + label.box.bottom + size * CAP_HEIGHT) / 2,
    color: label.color,
  }));
  return textLines(plot, lines, { size, weight: kind === 'front' ? 'bold' : 'regular', halo: theme.background });
}
