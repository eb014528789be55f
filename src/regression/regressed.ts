import { listIndex } from '../run/listindex.ts';
import { loadKey } from '../run/load.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { EffectRow } from './effectrow.ts';
import type { Row } from './row.ts';

/** What identifies both a row and the point that it judges, within one scenario. */
export function placeKey({ configuration, load }: Pick<Row | EffectRow, 'configuration' | 'load'>): string {
  return `${configuration ?? ''}\n${load === null ? '' : loadKey(load)}`;
}

/** The same for a point. */
export function placeKeyOf({ configuration, point }: PlacedPoint): string {
  return placeKey({ configuration: configuration.id, load: point.load });
}

const ofScenario = listIndex(({ scenario }: Row) => scenario);

/** Places in a scenario where a single point regressed. */
export function regressedPlaces(scenario: string, rows: readonly Row[]): ReadonlySet<string> {
  const lost = ofScenario(rows, scenario).filter(({ verdict }) => verdict === 'regression');
  return new Set(lost.filter(({ load }) => load !== null).map(placeKey));
}
