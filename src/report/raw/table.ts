import { isFlow } from '../recognise.ts';
import { type RawDocuments, SOUND } from './documents.ts';

/*
 * Tables that harnesses write as CSV: names of columns in the first line, a run a row. LMDeploy ends some with `.jsonl`.
 */

/** Fewer columns are no result's. */
const LEAST_COLUMNS = 5;
/** Characters of a line of names; a longer one is text. */
const LONGEST = 4000;

/** Names of the columns of a text that is a table; of others none, or what nobody looks for. */
export function columnsOf(text: string): ReadonlySet<string> {
  const head = /^\ufeff?([^\r\n]*)/.exec(text.slice(0, LONGEST))?.[1] ?? '';
  const names = isFlow(head) ? [] : cellsOf(head);
  return new Set(names.length < LEAST_COLUMNS ? [] : names);
}

/**
 * The rows of a table, by the names of its columns: numbers where they are some, null where nothing is stated. A line that
 * does not end is refused, since its last number may be a part of one: every writer ends it.
 */
export function rowsOf(text: string): RawDocuments {
  const [head = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const names = cellsOf(head);
  const documents: RawDocuments['documents'][number][] = [];
  const flaws: RawDocuments['flaws'][number][] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = cellsOf(line);
    const position = { line: index + 2, column: 1 };
    if (index === lines.length - 1) {
      flaws.push({ code: 'not-parsable', message: 'the last line has no end: is the file cut off?', position });
    } else if (cells.length === names.length) {
      const value = Object.fromEntries(names.map((name, column) => [name, quantityOf(cells[column] ?? '')]));
      documents.push({ ...SOUND, value, place: () => position });
    } else {
      const message = `expected ${names.length} cells, as many as columns, found ${cells.length}: is the line cut off?`;
      flaws.push({ code: 'not-parsable', message, position });
    }
  }
  if (documents.length + flaws.length === 0) {
    flaws.push({ code: 'not-parsable', message: 'no row below the header', position: START });
  }
  return { documents, flaws };
}

const START = { line: 1, column: 1 };

/** Cells of a line, in quotes or not; no result has line breaks in them. */
function cellsOf(line: string): string[] {
  const cells = [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g)];
  return cells.map(([, quoted, bare = '']) => (quoted === undefined ? bare : quoted.replaceAll('""', '"')).trim());
}

function quantityOf(cell: string): string | number | null {
  if (cell === '' || cell === '-' || cell === 'None') return null;
  if (/^nan$/i.test(cell)) return Number.NaN;
  const number = Number(cell);
  return Number.isFinite(number) ? number : cell;
}
