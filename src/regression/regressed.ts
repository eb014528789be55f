import { placedPoints } from '../scenario/placed.ts';
import type { Point, Scenario } from '../scenario/scenario.ts';
import type { Row } from './row.ts';

/** Points of a candidate's scenario that have a regression, in its order; a row has the very load of its point. */
export function regressedPoints(scenario: Scenario, rows: readonly Row[]): Point[] {
  const lost = rows.filter(({ scenario: id, verdict }) => id === scenario.id && verdict === 'regression');
  const loads = new Set(lost.map(({ load }) => load));
  return placedPoints(scenario).flatMap(({ point }) => (loads.has(point.load) ? [point] : []));
}
