import { decimalIn } from '../../run/decimal.ts';
import { isFlow } from '../recognise.ts';
import { type RawDocuments, SOUND } from './documents.ts';

/*
 * Tables that harnesses write as CSV: column names on the first line, then one run per row. LMDeploy gives some of them
 * the extension `.jsonl`.
 */

/** A table with fewer columns is not a result. */
const LEAST_COLUMNS = 5;
/** The longest line of names, in characters; a longer one is prose. */
const LONGEST = 4000;

/** Column names of a text that is a table; for other texts none, or some that nobody looks for. */
export function columnsOf(text: string): ReadonlySet<string> {
  const head = /^\ufeff?([^\r\n]*)/.exec(text.slice(0, LONGEST))?.[1] ?? '';
  const names = isFlow(head) ? [] : cellsOf(head);
  return new Set(names.length < LEAST_COLUMNS ? [] : names);
}

/**
 * The rows of a table, by column name: as numbers where possible, null where nothing is stated. A last line without an
 * end is refused, because its last number may be incomplete: every writer ends it.
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
      documents.push({ ...SOUND, value, start: position, place: () => position });
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

/**
 * Cells of a line, quoted or not; results contain no line breaks in cells. A reader of CSV would let a broken quote
 * swallow the lines below it.
 */
function cellsOf(line: string): string[] {
  const cells = [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g)];
  return cells.map(([, quoted, bare = '']) => (quoted === undefined ? bare : quoted.replaceAll('""', '"')).trim());
}

function quantityOf(cell: string): string | number | null {
  if (cell === '' || cell === '-' || cell === 'None') return null;
  if (/^nan$/i.test(cell)) return Number.NaN;
  const number = decimalIn(cell);
  return Number.isFinite(number) ? number : cell;
}
