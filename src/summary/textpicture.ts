import type { ScenarioFront } from '../pareto/front.ts';
import type { ComparisonReport } from './report.ts';
import { type Axis, cellOf, framed, type Glyph, type Line } from './textframe.ts';
import { drawable, type LetteredMark, letter, type Mark, marksUnder, SIGNS } from './textmark.ts';

/** The trade-off of one scenario, drawn in characters. */
export interface Picture {
  readonly lines: readonly Line[];
  /** Points of the front, each with its letter. */
  readonly lettered: readonly LetteredMark[];
  /** What lies below the front. */
  readonly under: readonly Mark[];
  /** Requested speeds within the picture, tok/s/user. */
  readonly asked: readonly number[];
}

/** The size of the area for points, in characters. */
export interface Extent {
  readonly columns: number;
  readonly rows: number;
}

const NOTHING: Glyph = { sign: ' ', paint: null };

/**
 * Draws a scenario's points, its front with letters, the previous front, regressions, and a line at each speed that was
 * asked for; null where no point has both coordinates.
 */
export function textPicture(
  scenario: ScenarioFront,
  compared: ComparisonReport | null,
  at: readonly number[],
  { columns, rows }: Extent,
): Picture | null {
  const under = marksUnder(scenario, compared);
  const all = [...under, ...drawable(scenario.front)];
  if (all.length === 0) return null;
  const x: Axis = { label: 'tok/s/user', end: largest(all.map((point) => point.x)), cells: columns };
  const y: Axis = { label: 'tok/s/GPU', end: largest(all.map((point) => point.y)), cells: rows };
  const lettered = letter(scenario, compared, (point) => cellOf(point.x, x) + cellOf(point.y, y) * columns);
  const asked = at.filter((speed) => speed > 0 && speed <= x.end);
  const grid = ruled(asked, x, y);
  // Only the first point in a cell is named in the legend.
  for (const { x: across, y: up, sign, paint } of [...under, ...lettered.toReversed()]) {
    const row = grid[cellOf(up, y)];
    if (row !== undefined) row[cellOf(across, x)] = { sign, paint };
  }
  return { lines: framed(grid, x, y), lettered, under, asked };
}

/** Empty cells between the axes, row by row from the bottom, with a line at each speed that was asked for. */
function ruled(asked: readonly number[], x: Axis, y: Axis): Glyph[][] {
  const lines = new Set(asked.map((speed) => cellOf(speed, x)));
  return Array.from({ length: y.cells }, () =>
    Array.from({ length: x.cells }, (_, column) =>
      lines.has(column) ? { sign: SIGNS.asked, paint: 'faint' } : NOTHING,
    ),
  );
}

/** Where an axis ends; if all values are zero, at 1. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0) || 1;
}
