import { tickFormat } from '../chart/number.ts';
import { ticksTo } from './ticks.ts';

/** Most figures at an axis besides 0. */
const X_TICKS = 6;
const Y_TICKS = 8;

/** An axis of characters, from 0. */
export interface Axis {
  readonly label: string;
  /** The value of the last cell, larger than 0. */
  readonly end: number;
  readonly cells: number;
}

/** The cell that a value lies in, from 0. */
export function cellOf(value: number, { end, cells }: Axis): number {
  return Math.round((value / end) * (cells - 1));
}

/**
 * Rows of characters between two axes with figures. Only characters of one width in GitHub's fonts for code.
 *
 * @param rows the lowest first, each of as many characters as the x axis has cells
 */
export function framed(rows: readonly (readonly string[])[], x: Axis, y: Axis): string[] {
  const atRow = ticksOf(y, Y_TICKS);
  const margin = Math.max(...[...atRow.values()].map(({ length }) => length));
  const blank = ' '.repeat(margin);
  const body = rows.map((row, r) => {
    const figure = atRow.get(r);
    return (figure === undefined ? `${blank} │` : `${figure.padStart(margin)} ┤`) + row.join('');
  });
  return [`${blank} ${y.label}`, ...body.reverse(), ...underneath(x).map((line) => `${blank} ${line}`)];
}

/** The x axis with its figures, each under its mark, and its label at the end. */
function underneath(x: Axis): string[] {
  const ticks = ticksOf(x, X_TICKS);
  const line = Array.from({ length: x.cells }, (_, column) => (ticks.has(column) ? '┬' : '─'));
  let figures = '';
  for (const [column, figure] of ticks) {
    // One further in than the mark, since the line begins with a corner.
    figures = figures.padEnd(column + 1 - Math.floor((figure.length - 1) / 2)) + figure;
  }
  return [`└${line.join('')}`, figures, x.label.padStart(x.cells + 1)];
}

function ticksOf(axis: Axis, most: number): ReadonlyMap<number, string> {
  const format = tickFormat(axis.end);
  return new Map(ticksTo(axis.end, most).map((tick) => [cellOf(tick, axis), format(tick)]));
}
