import type { Paint } from '../screen/paint.ts';
import { escapeText, plain, shorten } from './escape.ts';
import { UNKNOWN } from './number.ts';

/** How a row shows one of its facts, as plain text. */
export interface Column<Row> {
  readonly label: string;
  /** Empty for names and pure numbers. */
  readonly unit?: string;
  readonly align: 'left' | 'right';
  /** Longest text of a cell, in characters. */
  readonly length?: number;
  /** How long it stays where there is little room, from 1 to `ESSENTIAL`; `USUAL_WORTH` where nothing is said. */
  readonly worth?: number;
  readonly text: (row: Row) => string;
  /** What a cell means to the eye, beside its text. */
  readonly paint?: (row: Row) => Paint | null;
}

/** The worth of a column without which a table says nothing: it never folds away. */
export const ESSENTIAL = 9;
export const USUAL_WORTH = 5;

/** Plain text in cells, ready for Markdown or for a terminal. */
export interface Table {
  readonly columns: readonly Pick<Column<never>, 'label' | 'unit' | 'align' | 'worth'>[];
  readonly rows: readonly (readonly string[])[];
  /** The paint of each cell; none where no column has any. */
  readonly paints?: readonly (readonly (Paint | null)[])[];
}

/** A table of rows; a column in which nothing is known is left out, except the first. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Table {
  const cells = columns.map((column) => rows.map((row) => shorten(plain(column.text(row)), column.length)));
  const kept = columns.map((_, i) => i === 0 || (cells[i] ?? []).some((cell) => cell !== '' && cell !== UNKNOWN));
  const shown = columns.filter((_, i) => kept[i]);
  const isPainted = shown.some(({ paint }) => paint !== undefined);
  return {
    columns: shown,
    rows: rows.map((_, r) => cells.filter((_, i) => kept[i]).map((column) => column[r] ?? '')),
    ...(isPainted ? { paints: rows.map((row) => shown.map(({ paint }) => paint?.(row) ?? null)) } : {}),
  };
}

/** A GitHub table: units in the header, numbers to the right. */
export function markdownTable({ columns, rows }: Table): string {
  const head = columns.map(({ label, unit }) => escapeText(unit ? `${label} (${unit})` : label));
  const rule = columns.map(({ align }) => (align === 'right' ? '--:' : '---'));
  return [head, rule, ...rows.map((row) => row.map(escapeText))].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
