import { largestOf } from '../run/extent.ts';
import { cellsOf } from '../screen/cells.ts';
import { ESSENTIAL, type Table, USUAL_WORTH } from './tableblock.ts';

/** Cells between two columns. */
export const GAP = 2;

/**
 * The share of a line that a column of words may take before a column of figures has to go; and the least cells for
 * words.
 */
const WORDS_SHARE = 0.4;
const WORDS_COMFORT = 12;
const WORDS_LEAST = 8;

/** Columns worth less than this are dropped before a sentence is broken. */
const LITTLE_WORTH = 4;

/** A column that stays, and its width. */
export interface FittedColumn {
  /** Its place in the table. */
  readonly index: number;
  readonly cells: number;
  /** One line of words, or two. */
  readonly head: readonly string[];
}

/** A column and the room that it asks for. */
interface ColumnNeed {
  readonly index: number;
  readonly isWords: boolean;
  readonly worth: number;
  readonly head: readonly string[];
  /** The cells that its longest cell and its heading need, and those that its heading alone does. */
  readonly natural: number;
  readonly headCells: number;
  readonly cells: number;
  /** Whether it says the same in every row, and there are several. */
  readonly isConstant: boolean;
}

/**
 * Columns as wide as there is room for. As it gets short: headings on two lines, then without columns that say the same
 * in every row, then without columns that are worth little, then with words on several lines, then with the essential
 * columns only, then with words cut off.
 *
 * @param cells of a line; null if it may have any length
 * @returns null where not even the essential columns fit next to each other
 */
export function columnsWithin(table: Table, cells: number | null): readonly FittedColumn[] | null {
  const wide = asking(table, (label) => [label]);
  if (cells === null || extentOf(wide) <= cells) return wide;
  const tight = asking(table, inTwo);
  if (extentOf(tight) <= cells) return tight;
  const comfort = Math.max(WORDS_COMFORT, Math.floor(cells * WORDS_SHARE));
  const worthy = fold(foldConstant(tight, cells), cells, LITTLE_WORTH);
  const folded = fold(worthy.map(limitedTo(comfort)), cells, ESSENTIAL);
  const shrunk = shrink(folded, cells);
  return extentOf(shrunk) > cells ? null : grow(shrunk, cells);
}

function asking({ columns, rows }: Table, headOf: (label: string) => readonly string[]): ColumnNeed[] {
  return columns.map(({ label, unit = '', align, worth = USUAL_WORTH }, index) => {
    const head = headOf(label);
    const headCells = largestOf([...head.map(cellsOf), cellsOf(unit)]);
    const natural = largestOf([headCells, ...rows.map((row) => cellsOf(row[index] ?? ''))]);
    const isConstant = rows.length > 1 && rows.every((row) => row[index] === rows[0]?.[index]);
    return { index, isWords: align === 'left', worth, head, natural, headCells, cells: natural, isConstant };
  });
}

/** A label on two lines, broken where the longer line is shortest. */
function inTwo(label: string): readonly string[] {
  const words = label.split(' ');
  const breaks = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')]);
  const size = (lines: readonly string[]) => largestOf(lines.map(cellsOf));
  return breaks.reduce<readonly string[]>((best, lines) => (size(lines) < size(best) ? lines : best), [label]);
}

/** How many cells a line of these columns takes. */
function extentOf(columns: readonly Pick<ColumnNeed, 'cells'>[]): number {
  return columns.reduce((sum, { cells }) => sum + cells, 0) + GAP * Math.max(0, columns.length - 1);
}

function limitedTo(comfort: number): (column: ColumnNeed) => ColumnNeed {
  return (column) => (column.isWords ? { ...column, cells: Math.min(column.cells, comfort) } : column);
}

/** Drops columns that do not distinguish rows, those of least worth first, until the rest fits; the name stays. */
function foldConstant(columns: readonly ColumnNeed[], cells: number): readonly ColumnNeed[] {
  const constant = columns.filter(({ isConstant, worth }) => isConstant && worth < ESSENTIAL);
  const kept = fold(constant, Math.max(0, cells - extentOf(columns) + extentOf(constant)), ESSENTIAL);
  return columns.filter((column) => !constant.includes(column) || kept.includes(column));
}

/** Drops the columns of least worth, the last of equals first, until those worth at least `keep` fit. */
function fold(columns: readonly ColumnNeed[], cells: number, keep: number): readonly ColumnNeed[] {
  if (extentOf(columns) <= cells) return columns;
  const least = columns.reduce<ColumnNeed | null>(
    (poorest, column) => (poorest === null || column.worth <= poorest.worth ? column : poorest),
    null,
  );
  if (least === null || least.worth >= keep) return columns;
  return fold(
    columns.filter((column) => column !== least),
    cells,
    keep,
  );
}

/** Takes what is missing from the widest column of words, cell by cell. */
function shrink(columns: readonly ColumnNeed[], cells: number): readonly ColumnNeed[] {
  const sizes = columns.map((column) => column.cells);
  const leastOf = ({ isWords, headCells }: ColumnNeed) => (isWords ? Math.max(WORDS_LEAST, headCells) : Infinity);
  for (let over = extentOf(columns) - cells; over > 0; over--) {
    const candidates = columns.map((column, i) => ((sizes[i] ?? 0) > leastOf(column) ? (sizes[i] ?? 0) : 0));
    const widest = largestOf(candidates);
    if (widest === 0) break;
    const at = candidates.indexOf(widest);
    sizes[at] = widest - 1;
  }
  return columns.map((column, i) => ({ ...column, cells: sizes[i] ?? 0 }));
}

/** Gives columns of words what is left over. */
function grow(columns: readonly ColumnNeed[], cells: number): readonly ColumnNeed[] {
  let spare = cells - extentOf(columns);
  return columns.map((column) => {
    const more = Math.min(spare, column.natural - column.cells);
    spare -= more;
    return { ...column, cells: column.cells + more };
  });
}
