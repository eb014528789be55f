import jstat from 'jstat';
import { EFFECTS, type EffectKind } from '../run/effectkind.ts';
import type { Effect } from './effect.ts';

/** The share of unchanged reports that may be called changed, per metric. */
export const ALPHA = 0.0075;

/** How that share is divided among the kinds of effects that can be separated. */
const SHARES: Readonly<Record<EffectKind, number>> = { everywhere: 0.25, configuration: 0.4, load: 0.1, point: 0.25 };

/** α of each kind of effect that can be separated; 0 for the others. */
export function alphaOf(effects: readonly Pick<Effect, 'kind'>[]): Readonly<Record<EffectKind, number>> {
  const existing = new Set(effects.map(({ kind }) => kind));
  const all = EFFECTS.reduce((sum, kind) => sum + (existing.has(kind) ? SHARES[kind] : 0), 0);
  const share = (kind: EffectKind) => (existing.has(kind) ? (ALPHA * SHARES[kind]) / all : 0);
  return {
    everywhere: share('everywhere'),
    configuration: share('configuration'),
    load: share('load'),
    point: share('point'),
  };
}

/**
 * The tests of a family that are significant at α for the family as a whole: S. Holm, “A simple sequentially rejective
 * multiple test procedure”, Scandinavian Journal of Statistics 6 (1979).
 */
export function significant<Item>(family: readonly Item[], pOf: (item: Item) => number, alpha: number): Set<Item> {
  const sorted = family.toSorted((a, b) => pOf(a) - pOf(b));
  const kept = sorted.findIndex((item, index) => !(pOf(item) <= alpha / (sorted.length - index)));
  return new Set(kept === -1 ? sorted : sorted.slice(0, kept));
}

/** Significant effects; each kind is a family of tests. */
export function significantEffects<One extends Pick<Effect, 'kind'>>(
  effects: readonly One[],
  pOf: (effect: One) => number,
): Set<One> {
  const alpha = alphaOf(effects);
  return new Set(
    EFFECTS.flatMap((kind) => {
      const family = effects.filter((effect) => effect.kind === kind);
      return [...significant(family, pOf, alpha[kind])];
    }),
  );
}

/** The share of losses of a given size that are to be detected. */
const POWER = 0.95;

/** The smallest effect, as a logarithm, that such a test detects in 95 of 100 reports. */
export function detectable({ scatter, freedom }: Pick<Effect, 'scatter' | 'freedom'>, alpha: number): number {
  return (jstat.studentt.inv(1 - alpha, freedom) + jstat.studentt.inv(POWER, freedom)) * scatter;
}
