import { useMemo, useState } from 'preact/hooks';
import { compareNaturally } from '../run/naturalorder.ts';
import { type Cell, csvField } from '../summary/csvfield.ts';
import { formatCount } from '../summary/numberformat.ts';
import { markdownTable } from '../summary/tableblock.ts';
import { copyText, saveText } from './hand.ts';
import { useIsPrinted } from './theming.ts';

/** How a table shows one fact of a row. */
export interface SheetColumn<Row> {
  readonly id: string;
  readonly label: string;
  readonly unit?: string;
  readonly align: 'left' | 'right';
  /** What rows are sorted by, and what a CSV contains. */
  readonly value: (row: Row) => Cell;
  /** The form for people; by default the value itself. */
  readonly text?: (row: Row) => string;
  /** A web page that explains it. */
  readonly link?: (row: Row) => string;
}

interface SheetProps<Row> {
  /** Names the table for screen readers, and its file. */
  readonly name: string;
  readonly columns: readonly SheetColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Called with the selected row; without it, rows cannot be selected. */
  readonly onPick?: (row: Row) => void;
  readonly picked?: string | null;
}

/** Texts with more characters than this wrap: cut off, they could not be read. */
const SENTENCE = 48;
/** With this many rows, anything is found at a glance. */
const FEW_ROWS = 6;
/** How many rows are shown before a reader asks for all: thousands take a second. */
const FIRST_ROWS = 200;

interface Order {
  readonly id: string;
  readonly descending: boolean;
}

/** A table that can be sorted, filtered, copied as Markdown and saved as CSV. */
export function Sheet<Row>({ name, columns, rows, keyOf, onPick, picked = null }: SheetProps<Row>) {
  const [order, setOrder] = useState<Order | null>(null);
  const [search, setSearch] = useState('');
  const [isWhole, setWhole] = useState(false);
  const [said, setSaid] = useState('');
  const kept = useMemo(() => sorted(found(rows, columns, search), columns, order), [rows, columns, search, order]);
  const isPrinted = useIsPrinted();
  const shown = isWhole || isPrinted ? kept : kept.slice(0, FIRST_ROWS);
  const copy = () => copyText(markdownOf(columns, kept)).then((done) => setSaid(done ? 'Copied.' : 'Could not copy.'));
  return (
    <div class="sheet">
      <div class="sheet-tools">
        {rows.length > FEW_ROWS && (
          <label>
            <span class="hidden">Filter {name}</span>
            <input
              type="search"
              placeholder={`Filter ${formatCount(rows.length)} rows`}
              value={search}
              onInput={({ currentTarget }) => setSearch(currentTarget.value)}
            />
          </label>
        )}
        <button type="button" onClick={copy}>
          Copy as Markdown
        </button>
        <button type="button" onClick={() => saveText(`${name.replaceAll(' ', '-')}.csv`, csvOf(columns, kept))}>
          Save as CSV
        </button>
        <span role="status">{said}</span>
      </div>
      <section class="scroll" aria-label={name}>
        <table>
          <caption class="hidden">{name}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Heading key={column.id} column={column} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <SheetRow
                key={keyOf(row)}
                row={row}
                columns={columns}
                isPicked={picked === keyOf(row)}
                {...(onPick === undefined ? {} : { onPick })}
              />
            ))}
          </tbody>
        </table>
      </section>
      {kept.length === 0 && <p class="muted">{rows.length === 0 ? 'No rows.' : 'No row matches.'}</p>}
      {shown.length < kept.length && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {formatCount(kept.length)} rows
        </button>
      )}
    </div>
  );
}

interface HeadingProps<Row> {
  readonly column: SheetColumn<Row>;
  readonly order: Order | null;
  readonly onOrder: (order: Order | null) => void;
}

function Heading<Row>({ column: { id, label, unit, align }, order, onOrder }: HeadingProps<Row>) {
  const own = order?.id === id ? order : null;
  const arrow = own === null ? '' : own.descending ? ' ↓' : ' ↑';
  // Numbers are first sorted from the largest down, names from A on.
  const next = own === null ? { id, descending: align === 'right' } : { id, descending: !own.descending };
  return (
    <th class={align} scope="col" aria-sort={own === null ? 'none' : own.descending ? 'descending' : 'ascending'}>
      <button type="button" onClick={() => onOrder(next)}>
        {label}
        {unit !== undefined && unit !== '' && <small> {unit}</small>}
        {arrow}
      </button>
    </th>
  );
}

interface RowProps<Row> {
  readonly row: Row;
  readonly columns: readonly SheetColumn<Row>[];
  readonly isPicked: boolean;
  readonly onPick?: (row: Row) => void;
}

function SheetRow<Row>({ row, columns, isPicked, onPick }: RowProps<Row>) {
  return (
    <tr class={isPicked ? 'picked' : ''}>
      {columns.map((column, i) => (
        <td key={column.id} class={textOf(column, row).length > SENTENCE ? 'long' : column.align}>
          {i === 0 && onPick !== undefined ? (
            <button type="button" class="pick" aria-pressed={isPicked} onClick={() => onPick(row)}>
              {textOf(column, row)}
            </button>
          ) : (
            <Text column={column} row={row} />
          )}
        </td>
      ))}
    </tr>
  );
}

function Text<Row>({ column, row }: { readonly column: SheetColumn<Row>; readonly row: Row }) {
  const text = textOf(column, row);
  if (column.link === undefined) return <>{text}</>;
  return (
    <a href={column.link(row)} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}

function textOf<Row>({ text, value }: SheetColumn<Row>, row: Row): string {
  return text?.(row) ?? String(value(row) ?? '–');
}

function found<Row>(rows: readonly Row[], columns: readonly SheetColumn<Row>[], search: string): readonly Row[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const texts = columns
      .map((column) => textOf(column, row))
      .join(' ')
      .toLowerCase();
    return words.every((word) => texts.includes(word));
  });
}

/** Sorted by a column, unknown values last; in the original order if none is chosen. */
function sorted<Row>(rows: readonly Row[], columns: readonly SheetColumn<Row>[], order: Order | null): readonly Row[] {
  const column = columns.find(({ id }) => id === order?.id);
  if (column === undefined || order === null) return rows;
  return rows.toSorted((a, b) => {
    const [one, other] = [column.value(a), column.value(b)];
    if (one === null || other === null) return (one === null ? 1 : 0) - (other === null ? 1 : 0);
    return (order.descending ? -1 : 1) * compareCells(one, other);
  });
}

function compareCells(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareNaturally(String(a), String(b));
}

function markdownOf<Row>(columns: readonly SheetColumn<Row>[], rows: readonly Row[]): string {
  return markdownTable({ columns, rows: rows.map((row) => columns.map((column) => textOf(column, row))) });
}

function csvOf<Row>(columns: readonly SheetColumn<Row>[], rows: readonly Row[]): string {
  const head = columns.map(({ id }) => id);
  const lines: Cell[][] = [head, ...rows.map((row) => columns.map(({ value }) => value(row)))];
  return lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('');
}
