import { wrapped } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import type { Screen } from '../screen/screen.ts';
import type { Exhibit } from './exhibit.ts';
import { formatPlural } from './numberformat.ts';
import type { Table } from './tableblock.ts';
import { textTable } from './texttable.ts';

/** A table under a title, with its notes, as lines. */
export function textExhibit({ title, notes, table, hidden }: Exhibit, screen: Screen): string[] {
  // On a screen, only explanations of marks: nobody scrolls up for what summary.md explains.
  const needed = screen.height === null ? notes : notes.filter((note) => note.startsWith('*'));
  return [
    ...titleLines(title, screen),
    ...(needed.length === 0 ? [] : faintLines(needed.join(' '), screen)),
    ...tableLines(table, hidden, screen),
  ];
}

/** A table, and a line about the part of it that did not fit. */
export function tableLines(table: Table, hidden: number, screen: Screen): string[] {
  const { lines, folded } = textTable(table, screen);
  const more = [
    ...(hidden > 0 ? [formatPlural(hidden, 'more row')] : []),
    ...(folded.length > 0 ? [columnsIn(folded)] : []),
  ];
  return more.length === 0 ? [...lines] : [...lines, ...faintLines(`${more.join(' and ')} in summary.md`, screen)];
}

/** The most columns that are named. */
const MOST_NAMED = 3;

/** `2 more columns (ISL, OSL)`; if there are many, only the first few are named. */
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
