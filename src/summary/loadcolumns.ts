import type { Load } from '../run/load.ts';
import { UNKNOWN } from './numberformat.ts';
import { formatConcurrency, formatRate } from './phrase.ts';
import { type Column, ESSENTIAL } from './tableblock.ts';

/** Columns that identify a load, each of them present only if one of the rows has a value in it. */
export function loadColumns<R>(of: (row: R) => Load | null): Column<R>[] {
  const known = (row: R, text: (load: Load) => string) => {
    const load = of(row);
    return load === null ? UNKNOWN : text(load);
  };
  return [
    { label: 'Concurrency', align: 'right', worth: ESSENTIAL, text: (row) => known(row, formatConcurrency) },
    {
      label: 'Rate',
      unit: 'requests/s',
      align: 'right',
      worth: ESSENTIAL,
      text: (row) => known(row, ({ rate }) => formatRate(rate)),
    },
    { label: 'Arrivals', align: 'left', worth: 3, text: (row) => known(row, ({ condition }) => condition ?? UNKNOWN) },
  ];
}
