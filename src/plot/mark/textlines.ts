import type { Markish } from '@observablehq/plot';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';

/** A line of text at a position in px, independent of scales. */
export interface TextLine {
  readonly text: string;
  readonly x: number;
  /** The baseline of the text. */
  readonly y: number;
  readonly color: string;
}

export interface TextStyle {
  readonly size: number;
  readonly weight?: 'regular' | 'bold';
  readonly anchor?: 'start' | 'middle' | 'end';
}

export const FONT_WEIGHT = { regular: 400, bold: 600 } as const;

/** Lines of text in one style. */
export function textLines(plot: PlotLibrary, lines: readonly TextLine[], style: TextStyle): Markish {
  return plot.text(lines, {
    x: { value: 'x', scale: null },
    y: { value: 'y', scale: null },
    fill: { value: 'color', scale: null },
    text: 'text',
    lineAnchor: 'bottom',
    textAnchor: style.anchor ?? 'start',
    fontSize: style.size,
    fontWeight: FONT_WEIGHT[style.weight ?? 'regular'],
  });
}

/** Text in a theme's muted colour. */
export function mutedLine(theme: Theme, text: string, x: number, y: number): TextLine {
  return { text, x, y, color: theme.muted };
}
