import { matchPoints } from '../regression/match.ts';
import { placeKey, placeKeyOf } from '../regression/regressed.ts';
import type { Row } from '../regression/row.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import { frontBefore } from './before.ts';
import type { ComparisonReport, Report } from './report.ts';

/** A point on both sides. */
export interface Pair {
  readonly scenario: string;
  readonly baseline: PlacedPoint;
  readonly candidate: PlacedPoint;
}

/** The points behind some rows that both sides have, each once, in the order of the rows. */
export function pairsOf(
  report: Pick<Report, 'scenarios'>,
  compared: Pick<ComparisonReport, 'fronts'>,
  rows: readonly Row[],
): Pair[] {
  const pairOf = pairIn(report, compared);
  return [...new Set(rows.flatMap((row) => pairOf(row) ?? []))];
}

/** Finds the point of a row on both sides. */
export function pairIn(
  { scenarios }: Pick<Report, 'scenarios'>,
  { fronts }: Pick<ComparisonReport, 'fronts'>,
): (row: Row) => Pair | undefined {
  const byPlace = new Map<string, Pair>();
  const keyOf = (scenario: string, place: string) => `${scenario}\n${place}`;
  for (const front of scenarios) {
    const { scenario: candidate } = front;
    const baseline = frontBefore(front, { fronts })?.scenario ?? null;
    for (const pair of matchPoints(baseline, candidate).pairs) {
      byPlace.set(keyOf(candidate.id, placeKeyOf(pair.candidate)), { scenario: candidate.id, ...pair });
    }
  }
  return (row) => byPlace.get(keyOf(row.scenario, placeKey(row)));
}
