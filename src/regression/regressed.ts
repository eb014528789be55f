import { loadKey } from '../run/load.ts';
import { type Placed, placedPoints } from '../scenario/placed.ts';
import type { Point, Scenario } from '../scenario/scenario.ts';
import type { Row } from './row.ts';

/** What a row and the point that it judges have in common, within one scenario. */
export function placeKey({ configuration, load }: Pick<Row, 'configuration' | 'load'>): string {
  return `${configuration}\n${load === null ? '' : loadKey(load)}`;
}

/** The same of a point. */
export function placeKeyOf({ configuration, point }: Placed): string {
  return placeKey({ configuration: configuration.id, load: point.load });
}

/** Points of a candidate's scenario that have a regression, in its order. */
export function regressedPoints(scenario: Scenario, rows: readonly Row[]): Point[] {
  const lost = rows.filter(({ scenario: id, verdict }) => id === scenario.id && verdict === 'regression');
  const places = new Set(lost.map(placeKey));
  return placedPoints(scenario).flatMap((placed) => (places.has(placeKeyOf(placed)) ? [placed.point] : []));
}
