import type { ScenarioFront } from '../pareto/front.ts';
import { fence } from './escape.ts';
import type { Compared } from './report.ts';
import { type Axis, cellOf, framed } from './textframe.ts';
import { keyOf, legendOf } from './textlegend.ts';
import { drawable, letter, type Mark, marksUnder } from './textmark.ts';

/** Characters of the area where points lie. */
const COLUMNS = 64;
const ROWS = 18;

/**
 * The trade-off of one scenario in characters, for where no picture can be shown: a block of code of about 72 × 22, and
 * a legend of the front. With a comparison, the baseline's front lies under it and regressions are marked. Empty where
 * no point has both coordinates.
 */
export function textPlot(scenario: ScenarioFront, compared: Compared | null): string {
  const under = marksUnder(scenario, compared);
  const all = [...under, ...drawable(scenario.front)];
  if (all.length === 0) return '';
  const x: Axis = { label: 'tok/s/user', end: largest(all.map((point) => point.x)), cells: COLUMNS };
  const y: Axis = { label: 'tok/s/GPU', end: largest(all.map((point) => point.y)), cells: ROWS };
  const lettered = letter(scenario, compared, (point) => cellOf(point.x, x) + cellOf(point.y, y) * COLUMNS);
  // The first in a cell is the one that the legend names.
  const rows = rowsOf([...under, ...lettered.toReversed()], x, y);
  const blocks = [framed(rows, x, y), legendOf(lettered), keyOf(under, lettered)].filter(({ length }) => length > 0);
  return fence(blocks.flatMap((block, i) => (i === 0 ? block : ['', ...block])));
}

/** The cells between the axes, row by row from the lowest; a later mark covers an earlier one. */
function rowsOf(marks: readonly Mark[], x: Axis, y: Axis): string[][] {
  const rows = Array.from({ length: y.cells }, () => Array.from({ length: x.cells }, () => ' '));
  for (const mark of marks) {
    const row = rows[cellOf(mark.y, y)];
    if (row !== undefined) row[cellOf(mark.x, x)] = mark.sign;
  }
  return rows;
}

/** Where an axis ends; one of zeros alone ends at 1. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0) || 1;
}
