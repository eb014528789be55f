import { escapeText } from './escape.ts';
import { fold } from './fold.ts';
import { formatCount } from './numberformat.ts';
import { type Column, markdownTable, type Table, table } from './tableblock.ts';

/** A table under a title of our own words, for Markdown and for a terminal alike. */
export interface Exhibit {
  readonly title: string;
  /** What a reader must know to read the table, sentences of plain text; none where it speaks for itself. */
  readonly notes: readonly string[];
  readonly table: Table;
  /** What stands before the table on a page, as Markdown: a picture. A terminal has none. */
  readonly figure: readonly string[];
  /** Rows that are left out. */
  readonly hidden: number;
}

/** Shows the first `most` rows; nothing where there is no row, or none may be shown. */
export function exhibit<Row>(
  title: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  most: number,
  notes: readonly string[] = [],
): Exhibit[] {
  if (rows.length === 0 || most <= 0) return [];
  const shown = rows.slice(0, most);
  return [{ title, notes, table: table(columns, shown), figure: [], hidden: rows.length - shown.length }];
}

/** Exhibits one after another, with each note where it is needed first. */
export function saidOnce(exhibits: readonly Exhibit[]): Exhibit[] {
  const said = new Set<string>();
  return exhibits.map((shown) => {
    const notes = shown.notes.filter((note) => !said.has(note));
    for (const note of notes) said.add(note);
    return { ...shown, notes };
  });
}

/** Rows that a page shows at once; more are folded away, so that what comes next is not out of sight. */
const OPEN_ROWS = 20;

/** Blocks of a page, under a heading. */
export function markdownExhibit(shown: Exhibit): string[] {
  return [`### ${shown.title}`, ...openBody(shown, OPEN_ROWS)];
}

/** Blocks of a page without the title: so many rows at once, and the others folded away. */
export function openBody(shown: Exhibit, most: number): string[] {
  const { columns, rows } = shown.table;
  const rest = rows.length - most;
  if (rest <= 0) return markdownBody(shown);
  const open = { ...shown, table: { columns, rows: rows.slice(0, most) }, hidden: 0 };
  const folded = { ...shown, notes: [], figure: [], table: { columns, rows: rows.slice(most) } };
  return [...markdownBody(open), ...fold(`${formatCount(rest + shown.hidden)} more`, markdownBody(folded))];
}

/** Blocks of a page, folded away under the title. */
export function foldedExhibit(shown: Exhibit): string[] {
  return fold(shown.title, markdownBody(shown));
}

/** Blocks of a page without the title. */
export function markdownBody({ notes, figure, table: cells, hidden }: Exhibit): string[] {
  const more = hidden > 0 ? [`and ${formatCount(hidden)} more in \`report.json\``] : [];
  return [...figure, markdownTable(cells), ...more, ...(notes.length === 0 ? [] : [footnote(notes.join(' '))])];
}

/** In small letters below what it explains, out of the way of who knows. */
function footnote(text: string): string {
  return `<sub>${escapeText(text)}</sub>`;
}
