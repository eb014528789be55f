import { largestOf } from '../run/extent.ts';
import { cellsOf, padded, wrapped } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import type { Screen } from '../screen/screen.ts';
import type { Table } from './tableblock.ts';
import { cellsWithin } from './tablecell.ts';
import { columnsWithin, type FittedColumn, GAP } from './tablefit.ts';

/** A table as lines of text. */
export interface LaidTable {
  readonly lines: readonly string[];
  /** Labels of the columns that did not fit. */
  readonly folded: readonly string[];
}

/** How far a table is indented, if lines are long enough. */
const INDENT = 2;
const WIDE = 40;

/** Aligned columns of text, with units below the labels; where columns do not fit, a list of `label: value`. */
export function textTable(table: Table, screen: Screen): LaidTable {
  const indent = screen.columns === null || screen.columns >= WIDE ? INDENT : 0;
  const columns = columnsWithin(table, screen.columns === null ? null : screen.columns - indent);
  if (columns === null) return listed(table, screen);
  const lines = [...headLines(table, columns, screen), ...rowLines(table, columns, screen)];
  return {
    lines: lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)),
    folded: labelsOf(table.columns.filter((_, i) => columns.every(({ index }) => index !== i))),
  };
}

/** The labels, with the last line of each directly above its unit. */
function headLines({ columns: all }: Table, columns: readonly FittedColumn[], { color }: Screen): string[] {
  const height = largestOf(columns.map(({ head }) => head.length));
  const labels = Array.from({ length: height }, (_, line) =>
    columns.map(({ head }) => head[line - height + head.length] ?? ''),
  );
  const units = columns.map(({ index }) => all[index]?.unit ?? '');
  const lines = units.some((unit) => unit !== '') ? [...labels, units] : labels;
  return lines.map((texts) =>
    inked(
      columns
        .map(({ cells, index }, i) => padded(texts[i] ?? '', cells, all[index]?.align))
        .join(' '.repeat(GAP))
        .trimEnd(),
      'strong',
      color,
    ),
  );
}

function rowLines(
  { columns: all, rows, paints }: Table,
  columns: readonly FittedColumn[],
  { color }: Screen,
): string[] {
  const within = columns.map(({ index, cells }) =>
    cellsWithin(
      rows.map((row) => row[index] ?? ''),
      cells,
    ),
  );
  return rows.flatMap((_, r) => {
    const texts = within.map((column) => column[r] ?? ['']);
    const height = largestOf(texts.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => {
      const last = texts.findLastIndex((lines) => (lines[line] ?? '') !== '');
      return columns
        .slice(0, last + 1)
        .map(({ index, cells }, c) => {
          const text = texts[c]?.[line] ?? '';
          const align = all[index]?.align ?? 'left';
          const field = padded(text, c === last && align === 'left' ? 0 : cells, align);
          return field.replace(text, () => inked(text, paints?.[r]?.[index] ?? null, color));
        })
        .join(' '.repeat(GAP));
    });
  });
}

/** Each row on lines of its own: its name, then `label: value` for what the table is about. */
function listed({ columns, rows, paints }: Table, { columns: cells, color }: Screen): LaidTable {
  const names = Math.max(1, columns.findIndex(({ label }) => label !== '') + 1);
  const lines = rows.flatMap((row, r) => {
    const paint = paints?.[r]?.find((one) => one !== null) ?? null;
    const name = wrapped(row.slice(0, names).join(' ').trim(), cells);
    const values = columns.flatMap(({ label, unit = '' }, i) => {
      if (i < names || row[i] === '') return [];
      return wrapped(`${label}: ${row[i]}${unit === '' ? '' : ` ${unit}`}`, cells === null ? null : cells - 1, 1);
    });
    return [...name.map((line) => inked(line, paint, color)), ...values.map((line) => ` ${line}`)];
  });
  return { lines, folded: [] };
}

function labelsOf(columns: Table['columns']): string[] {
  return columns.map(({ label }) => label);
}

/** How many cells the widest line takes. */
export function widthOf(lines: readonly string[]): number {
  return largestOf([0, ...lines.map(cellsOf)]);
}
