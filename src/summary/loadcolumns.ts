import type { Load } from '../run/load.ts';
import { UNKNOWN } from './number.ts';
import { formatConcurrency, formatRate } from './phrase.ts';
import type { Column } from './table.ts';

/** Columns that tell a load; each is there where one of the rows has it. */
export function loadColumns<R>(of: (row: R) => Load): Column<R>[] {
  return [
    { label: 'Concurrency', align: 'right', text: (row) => formatConcurrency(of(row)) },
    { label: 'Rate', unit: 'requests/s', align: 'right', text: (row) => formatRate(of(row).rate) },
    { label: 'Arrivals', align: 'left', text: (row) => of(row).condition ?? UNKNOWN },
  ];
}
