import { largestOf } from '../run/extent.ts';
import { cellsOf } from '../screen/cells.ts';
import type { Paint } from '../screen/paint.ts';
import { escapeText, NO_BREAK, plain, shorten } from './escape.ts';
import { UNKNOWN } from './numberformat.ts';

/** How a row shows one of its facts, as plain text. */
export interface Column<Row> {
  readonly label: string;
  /** The unit of the numbers; empty for names and pure numbers. */
  readonly unit?: string;
  readonly align: 'left' | 'right';
  /** The longest text in a cell, in characters. */
  readonly length?: number;
  /** How long the column stays as room gets short, from 1 to `ESSENTIAL`; `USUAL_WORTH` by default. */
  readonly worth?: number;
  readonly text: (row: Row) => string;
  /** What a cell conveys by its paint, in addition to its text. */
  readonly paint?: (row: Row) => Paint | null;
}

/** The worth of a column without which the table would be meaningless: it is never dropped. */
export const ESSENTIAL = 9;
export const USUAL_WORTH = 5;

/** Plain text in cells, ready for Markdown or for a terminal. */
export interface Table {
  readonly columns: readonly Pick<Column<never>, 'label' | 'unit' | 'align' | 'worth'>[];
  readonly rows: readonly (readonly string[])[];
  /** The paint of each cell; none if no column has any. */
  readonly paints?: readonly (readonly (Paint | null)[])[];
}

/** A table of rows, without columns in which nothing is known (the first column always stays). */
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

/** A GitHub table, with units in the header and numbers aligned right. */
export function markdownTable({ columns, rows }: Table): string {
  const head = columns.map(({ label, unit, align }, i) => {
    const text = unit ? `${label} (${unit})` : label;
    return (
      escapeText(text) +
      (align === 'left'
        ? roomFor(
            text,
            rows.map((row) => row[i] ?? ''),
          )
        : '')
    );
  });
  const rule = columns.map(({ align }) => (align === 'right' ? '--:' : ':--'));
  return [head, rule, ...rows.map((row) => row.map((cell, i) => markdownCell(cell, columns[i]?.align)))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Names wider than this may wrap, in em. */
const WIDEST_UNBROKEN = 11;

/**
 * No-break spaces that make a heading as wide as the widest name below it: browsers break the names in a narrow column
 * at their hyphens, but never this heading. Special characters within the names would do the same, and get in the way
 * of anyone who copies them.
 */
function roomFor(head: string, cells: readonly string[]): string {
  const names = cells.flatMap((cell) => cell.split(' ')).filter((word) => /\w-\w/.test(word));
  const widest = largestOf([0, ...names.map(emOf).filter((size) => size <= WIDEST_UNBROKEN)]);
  const words = head.split(' ').map(emOf);
  if (largestOf(words) >= widest) return '';
  return NO_BREAK.repeat(Math.ceil((widest - (words.at(-1) ?? 0)) / emOf(NO_BREAK)));
}

/** The approximate width of a text in GitHub's fonts, in em. */
function emOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (EM.find(([kind]) => kind.test(character))?.[1] ?? 1), 0);
}

const EM: readonly (readonly [RegExp, number])[] = [
  [/[./,:;'|il\u00a0]/, 0.28],
  [/[-()\sfjrt]/, 0.34],
  [/[0-9]/, 0.56],
  [/[A-Z]/, 0.68],
  [/[\x20-\x7e]/, 0.54],
];

/** The longest figures that stay on one line, in characters. */
const UNBROKEN_FIGURES = 16;

function markdownCell(cell: string, align: 'left' | 'right' | undefined): string {
  const text = escapeText(cell);
  return align === 'right' && cellsOf(cell) <= UNBROKEN_FIGURES ? text.replaceAll(' ', NO_BREAK) : text;
}
