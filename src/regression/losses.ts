import type { Comparison } from './compare.ts';
import type { EffectRow } from './effectrow.ts';

/** The number of regressions of each kind; each loss is counted in one of them. */
export interface Losses {
  /** Points past the bound of a metric. */
  readonly points: number;
  /** Effects of everything, of a configuration or of a load. */
  readonly together: number;
  /** Points that lost relative to the others, but keep to their own bounds. */
  readonly beside: number;
  /** Readings at a speed. */
  readonly readings: number;
}

export function lossesOf({ rows, effects, readings }: Pick<Comparison, 'rows' | 'effects' | 'readings'>): Losses {
  const lost = unrepeated({ rows, effects }).filter(isLost);
  const beside = lost.filter(({ effect }) => effect === 'point').length;
  return {
    points: rows.filter(isLost).length,
    together: lost.length - beside,
    beside,
    readings: readings.filter(isLost).length,
  };
}

/**
 * Effects, except those of a single point that its own row reports just as well: the row says more, and it is one loss.
 */
export function unrepeated({ rows, effects }: Pick<Comparison, 'rows' | 'effects'>): EffectRow[] {
  const told = new Set(rows.map(placeOf));
  return effects.filter((one) => one.effect !== 'point' || !told.has(placeOf(one)));
}

function placeOf({
  scenario,
  metric,
  configuration,
  load,
  verdict,
}: Pick<EffectRow, 'scenario' | 'configuration' | 'load' | 'verdict'> & { readonly metric: string }): string {
  return JSON.stringify([scenario, metric, configuration, load, verdict]);
}

function isLost({ verdict }: { readonly verdict: string }): boolean {
  return verdict === 'regression';
}
