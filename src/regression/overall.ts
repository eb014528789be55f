import { groupBy } from '../run/groupby.ts';
import { median } from '../run/median.ts';
import { isHigherBetter, METRICS } from '../run/metric.ts';
import type { EffectRow } from './effectrow.ts';
import type { Row } from './row.ts';
import { classOf, LEAST_EFFECT } from './series.ts';

/** The fraction of the smallest effect that counts as a fall, unproven, where something else gained. */
const SHARE = 0.5;

/**
 * Whether some metric of a scenario got worse overall, by its effect of everything or at half of its points; then a
 * gain of one part is not an improvement of the whole.
 */
export function fellOverall(rows: readonly Row[], effects: readonly EffectRow[]): boolean {
  const points = [...groupBy(rows, ({ scenario, metric }) => `${metric} ${scenario}`).values()].map((own) => ({
    metric: own[0]?.metric ?? '',
    change: median(own.flatMap(({ change }) => change ?? [])),
  }));
  return [...points, ...effects.filter(({ effect }) => effect === 'everywhere')].some(isLoss);
}

function isLoss({ metric, change }: { readonly metric: string; readonly change: number | null }): boolean {
  const known = METRICS.find(({ id }) => id === metric);
  const of = known === undefined ? null : classOf(known.id);
  if (known === undefined || of === null || change === null) return false;
  return (isHigherBetter(known.id) ? -change : change) > SHARE * LEAST_EFFECT[of];
}
