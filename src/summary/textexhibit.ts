import { wrapped } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import type { Screen } from '../screen/screen.ts';
import type { Exhibit } from './exhibit.ts';
import { formatPlural } from './numberformat.ts';
import type { Table } from './tableblock.ts';
import { textTable } from './texttable.ts';

/** A table under a title and its notes, as lines. */
export function textExhibit({ title, notes, table, hidden }: Exhibit, screen: Screen): string[] {
  // Nobody scrolls for what summary.md explains, but for what a mark means.
  const needed = screen.height === null ? notes : notes.filter((note) => note.startsWith('*'));
  return [
    ...titleLines(title, screen),
    ...(needed.length === 0 ? [] : faintLines(needed.join(' '), screen)),
    ...tableLines(table, hidden, screen),
  ];
}

/** A table, and in one line what of it there was no room for. */
export function tableLines(table: Table, hidden: number, screen: Screen): string[] {
  const { lines, folded } = textTable(table, screen);
  const more = [
    ...(hidden > 0 ? [formatPlural(hidden, 'more row')] : []),
    ...(folded.length > 0 ? [columnsIn(folded)] : []),
  ];
  return more.length === 0 ? [...lines] : [...lines, ...faintLines(`${more.join(' and ')} in summary.md`, screen)];
}

/** Most columns that are named. */
const MOST_NAMED = 3;

/** `2 more columns (ISL, OSL)`; of many the first few. */
function columnsIn(labels: readonly string[]): string {
  const named = labels.slice(0, MOST_NAMED).join(', ');
  return `${formatPlural(labels.length, 'more column')} (${named}${labels.length > MOST_NAMED ? ', …' : ''})`;
}

export function titleLines(title: string, { columns, color }: Screen): string[] {
  return wrapped(title, columns).map((line) => inked(line, 'strong', color));
}

export function faintLines(text: string, { columns, color }: Screen): string[] {
  return wrapped(text, columns).map((line) => inked(line, 'faint', color));
}
