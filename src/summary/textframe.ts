import { tickFormat } from '../chart/chartnumber.ts';
import { ticksTo } from '../chart/ticks.ts';
import { largestOf } from '../run/extent.ts';
import type { Paint, Span } from '../screen/paint.ts';

/** The most figures along an axis apart from 0, and the cells that each needs. */
const X_TICKS = 6;
const Y_TICKS = 8;
const CELLS_A_FIGURE = 9;
const WIDE_CELLS_A_FIGURE = 14;
const ROWS_A_FIGURE = 2;

/** An axis of characters, from 0. */
export interface Axis {
  readonly label: string;
  /** The value of the last cell, larger than 0. */
  readonly end: number;
  readonly cells: number;
}

/** A character at its place. */
export interface Glyph {
  readonly sign: string;
  readonly paint: Paint | null;
}

/** A line of a picture. */
export type Line = readonly Span[];

/** The cell that a value falls into, from 0. */
export function cellOf(value: number, { end, cells }: Axis): number {
  return Math.round((value / end) * (cells - 1));
}

/**
 * Rows of characters framed by two axes with figures, using only characters of the same width in GitHub's fonts for
 * code.
 *
 * @param rows the lowest first, each with as many characters as the x axis has cells
 */
export function framed(rows: readonly (readonly Glyph[])[], x: Axis, y: Axis): Line[] {
  const atRow = ticksOf(y, Math.min(Y_TICKS, Math.floor(y.cells / ROWS_A_FIGURE)));
  const margin = largestOf([...atRow.values()].map(({ length }) => length));
  const blank = ' '.repeat(margin);
  const body = rows.map((row, r): Line => {
    const figure = atRow.get(r);
    return [faint(figure === undefined ? `${blank} │` : `${figure.padStart(margin)} ┤`), ...spansOf(row)];
  });
  return [
    [faint(`${blank} ${y.label}`)],
    ...body.reverse(),
    ...underneath(x).map((line): Line => [faint(`${blank} ${line}`)]),
  ];
}

/** A line without its paint. */
export function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** Axes are for looking things up, and stay in the background. */
function faint(text: string): Span {
  return { text, paint: 'faint' };
}

/** Merges neighbours with the same paint. */
function spansOf(row: readonly Glyph[]): Span[] {
  const spans: Span[] = [];
  for (const { sign, paint } of row) {
    const last = spans.at(-1);
    if (last !== undefined && last.paint === paint) spans[spans.length - 1] = { paint, text: last.text + sign };
    else spans.push({ text: sign, paint });
  }
  return spans;
}

/** The x axis with its figures, each below its mark, and its label at the end. */
function underneath(x: Axis): string[] {
  const ticks = ticksOf(x, figuresAlong(x));
  const line = Array.from({ length: x.cells }, (_, column) => (ticks.has(column) ? '┬' : '─'));
  let figures = '';
  for (const [column, figure] of ticks) {
    // One character further than the mark, because the line starts with a corner.
    figures = figures.padEnd(column + 1 - Math.floor((figure.length - 1) / 2)) + figure;
  }
  return [`└${line.join('')}`, figures, x.label.padStart(x.cells + 1)];
}

/** As many as are easy to read, more along a wide axis; at least two, since there might be none but 0 otherwise. */
function figuresAlong({ cells }: Axis): number {
  const wanted = Math.max(X_TICKS, Math.floor(cells / WIDE_CELLS_A_FIGURE));
  return Math.max(2, Math.min(wanted, Math.floor(cells / CELLS_A_FIGURE)));
}

function ticksOf(axis: Axis, most: number): ReadonlyMap<number, string> {
  const format = tickFormat(axis.end);
  return new Map(ticksTo(axis.end, most).map((tick) => [cellOf(tick, axis), format(tick)]));
}
