import { escapeText } from './escape.ts';
import { fold } from './fold.ts';
import { formatCount } from './numberformat.ts';
import { type Column, markdownTable, type Table, table } from './tableblock.ts';

/** A table under a title that we chose, for Markdown and for terminals. */
export interface Exhibit {
  readonly title: string;
  /** What a reader must know to understand the table, in plain-text sentences; none if it speaks for itself. */
  readonly notes: readonly string[];
  readonly table: Table;
  /** What precedes the table on a page, as Markdown: a picture. Terminals show none. */
  readonly figure: readonly string[];
  /** How many rows are left out. */
  readonly hidden: number;
}

/** Shows the first `most` rows; nothing if there are no rows, or none may be shown. */
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

/** Exhibits in sequence, with each note where it is first needed. */
export function saidOnce(exhibits: readonly Exhibit[]): Exhibit[] {
  const said = new Set<string>();
  return exhibits.map((shown) => {
    const notes = shown.notes.filter((note) => !said.has(note));
    for (const note of notes) said.add(note);
    return { ...shown, notes };
  });
}

/** The rows that a page shows at once; further ones are folded away, to keep what comes next in sight. */
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

/** In small print below what it explains, where it does not disturb readers who know. */
function footnote(text: string): string {
  return `<sub>${escapeText(text)}</sub>`;
}
