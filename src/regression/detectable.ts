import type { EffectKind } from '../run/effectkind.ts';
import { largestOf } from '../run/extent.ts';
import { groupBy } from '../run/groupby.ts';
import { isHigherBetter, type MetricId } from '../run/metric.ts';
import type { LeastEffect, SeriesEffect } from './effectrow.ts';
import { alphaOf, detectable } from './significance.ts';

/**
 * The smallest loss (or rise of a latency) that 95 of 100 reports would have detected and that counts as a regression,
 * as shares; null if no such effect can be detected, or none is asked for.
 */
export interface DetectableEffect {
  readonly scenario: string;
  readonly metric: MetricId;
  readonly everywhere: number | null;
  readonly configuration: number | null;
  readonly load: number | null;
}

/** What would have been detected in each scenario. */
export function detectableIn(found: readonly SeriesEffect[], leastEffect: LeastEffect): DetectableEffect[] {
  const alpha = alphaOf(found);
  const all = groupBy(found, ({ kind }) => kind);
  return [...groupBy(found, ({ series }) => series)].map(([series, effects]) => {
    const share = (kind: EffectKind) => {
      const count = all.get(kind)?.length ?? 0;
      const own = effects.filter((effect) => effect.kind === kind);
      // The least sensitive one: at this size the others would have been detected too.
      const sizes = own.map((effect) => {
        const least = leastEffect(series, effect);
        return least === null ? null : Math.max(detectable(effect, alpha[kind] / count), leastLoss(effect, least));
      });
      const known = sizes.filter((size) => size !== null);
      if (known.length === 0) return null;
      const size = largestOf(known);
      return isHigherBetter(series.metric) ? -Math.expm1(-size) : Math.expm1(size);
    };
    return {
      scenario: series.scenario.id,
      metric: series.metric,
      everywhere: share('everywhere'),
      configuration: share('configuration'),
      load: share('load'),
    };
  });
}

/**
 * What a part must lose for its effect to reach the smallest that matters, as a logarithm: it is measured against a
 * mean that includes part of its own loss.
 */
function leastLoss({ share, series }: SeriesEffect, least: number): number {
  return Math.abs(Math.log1p(isHigherBetter(series.metric) ? -least : least)) / share;
}
