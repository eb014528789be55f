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
  readonly text: (row: Row) => string;
}

/** Plain text in cells, ready for Markdown or for a terminal. */
export interface Table {
  readonly columns: readonly Pick<Column<never>, 'label' | 'unit' | 'align'>[];
  readonly rows: readonly (readonly string[])[];
}

/** A table of rows; a column in which nothing is known is left out, except the first. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Table {
  const cells = columns.map((column) => rows.map((row) => shorten(plain(column.text(row)), column.length)));
  const kept = columns.map((_, i) => i === 0 || (cells[i] ?? []).some((cell) => cell !== '' && cell !== UNKNOWN));
  return {
    columns: columns.filter((_, i) => kept[i]),
    rows: rows.map((_, r) => cells.filter((_, i) => kept[i]).map((column) => column[r] ?? '')),
  };
}

/** A GitHub table: units in the header, numbers to the right. */
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
  const rule = columns.map(({ align }) => (align === 'right' ? '--:' : '---'));
  return [head, rule, ...rows.map((row) => row.map(escapeText))].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A name that is longer may take several lines, in characters. */
const LONGEST_UNBROKEN = 20;

/** No-break spaces that are as wide as a capital letter or a figure, in GitHub's fonts. */
const SPACES = 1.9;

/**
 * No-break spaces that make a head as wide as the longest name below it: a browser breaks a narrow column's names at
 * their hyphens, and never its head. Characters within a name would do the same, and spoil it for who copies it.
 */
function roomFor(head: string, cells: readonly string[]): string {
  const names = cells.flatMap((cell) => cell.split(' ')).filter((word) => /\w-\w/.test(word));
  const longest = Math.max(0, ...names.map(width).filter((size) => size <= LONGEST_UNBROKEN));
  const words = head.split(' ').map(width);
  if (Math.max(...words) >= longest) return '';
  return '\u00a0'.repeat(Math.round(SPACES * (longest - (words.at(-1) ?? 0))));
}

/** Aligned columns of text; units stand under the labels. */
export function textTable({ columns, rows }: Table): string {
  const head = [columns.map(({ label }) => label), columns.map(({ unit }) => unit ?? '')];
  const lines = [...(head[1]?.some((unit) => unit !== '') ? head : head.slice(0, 1)), ...rows];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => width(line[i] ?? ''))));
  return lines
    .map((line) =>
      columns
        .map(({ align }, i) => pad(line[i] ?? '', widths[i] ?? 0, align))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(text: string, size: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, size - width(text)));
  return align === 'right' ? space + text : text + space;
}

/** In characters: close enough where none is wide. */
function width(text: string): number {
  return [...text].length;
}
