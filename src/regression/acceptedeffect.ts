import { loadKey } from '../run/load.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Bound } from './bound.ts';
import { type EffectRow, keyOf, type ReportableEffect, toldOf } from './effectrow.ts';
import type { JudgedPoint } from './series.ts';
import type { Acceptance } from './thresholds.ts';

/** An effect that would be a regression if the losses of its points had not been accepted. */
export interface AcceptedEffect {
  readonly effect: EffectRow;
  readonly acceptance: Acceptance;
}

/**
 * Effects that are regressions only as long as accepted losses count, each with the acceptance of the first such loss.
 */
export function acceptedIn(
  whole: readonly ReportableEffect[],
  left: readonly ReportableEffect[],
  acceptances: ReadonlyMap<JudgedPoint, Acceptance>,
): AcceptedEffect[] {
  const lost = new Set(left.filter(({ verdict }) => verdict === 'regression').map(keyOf));
  return toldOf(whole).flatMap((effect) => {
    if (effect.verdict !== 'regression' || lost.has(keyOf(effect))) return [];
    const own = [...acceptances].find(([{ candidate, bound }]) => isOf(effect, candidate, bound));
    return own === undefined ? [] : [{ effect, acceptance: own[1] }];
  });
}

/** Whether an effect covers a point. */
function isOf(
  { configuration, load, metric }: EffectRow,
  { configuration: { id }, point }: PlacedPoint,
  bound: Bound,
): boolean {
  const isThere = load === null || loadKey(load) === loadKey(point.load);
  return metric === bound.metric && (configuration === null || configuration === id) && isThere;
}
