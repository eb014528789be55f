import jstat from 'jstat';
import type { EffectKind } from '../run/effectkind.ts';
import { groupBy } from '../run/groupby.ts';
import type { Effect } from './effect.ts';
import type { Series } from './series.ts';
import { alphaOf } from './significance.ts';

type GuardedEffect = Effect & { readonly series: Series };

/**
 * The fraction of the smallest effect that a loss's own cells must have lost: at a half, a load that lost 3% is missed
 * too often.
 */
const LEAST_SHARE = 0.25;
/** From this probability on, the others are taken to have moved where an effect goes the opposite way. */
const LIKELY = 0.01;

/**
 * Effects are contrasts: what some cells gained appears as a loss of the others, and what most of them lost as a gain
 * of the rest. So the cells of an effect must themselves have moved in the direction of the effect.
 */
export class Guard {
  readonly #alpha: Readonly<Record<EffectKind, number>>;
  readonly #everywhere: ReadonlyMap<Series, GuardedEffect>;
  /** Of each series, by row and by column of its grid. */
  readonly #configurations: Parts;
  readonly #loads: Parts;
  readonly #counts: ReadonlyMap<EffectKind, number>;

  constructor(found: readonly GuardedEffect[]) {
    this.#counts = new Map([...groupBy(found, ({ kind }) => kind)].map(([kind, own]) => [kind, own.length]));
    this.#alpha = alphaOf(found);
    this.#everywhere = new Map(
      found.flatMap((effect) => (effect.kind === 'everywhere' ? [[effect.series, effect] as const] : [])),
    );
    this.#configurations = partsOf(found, 'configuration');
    this.#loads = partsOf(found, 'load');
  }

  /**
   * Whether the cells of an effect moved with it: by the smallest effect for a gain, by a quarter of it for a loss,
   * since noise in everything may hide the rest. Where the cells around them moved the other way, they must certainly
   * be worse or better than they were, not only than the others are now.
   *
   * @param least as a share
   */
  lets(effect: GuardedEffect, least: number, isLoss: boolean): boolean {
    const moved = Math.sign(effect.size) * Math.expm1(effect.raw);
    if (!this.#isAgainstOthers(effect)) return isLoss ? moved > LEAST_SHARE * least : moved >= least;
    return moved >= least && this.#pOf(effect) <= this.#alpha[effect.kind] / (this.#counts.get(effect.kind) ?? 0);
  }

  /**
   * Whether something that the effect is measured against probably moved the other way: everything, or, for a point,
   * its configuration or load.
   */
  #isAgainstOthers({ series, size, kind, configuration, load }: GuardedEffect): boolean {
    const around =
      kind === 'point'
        ? [this.#configurations.get(series)?.get(configuration), this.#loads.get(series)?.get(load)]
        : [];
    return [this.#everywhere.get(series), ...around].some(
      (other) => other !== undefined && size * other.size < 0 && Math.min(other.p, 1 - other.p) < LIKELY,
    );
  }

  /** Probability that the cells moved as far if nothing had changed: both the scatter that they share and their own. */
  #pOf({ series, raw, scatter, freedom }: GuardedEffect): number {
    const all = this.#everywhere.get(series);
    const [common, own] = [(all?.scatter ?? 0) ** 2, scatter ** 2];
    // Degrees of freedom of a sum of variances by Welch and Satterthwaite.
    const free = (common + own) ** 2 / (common ** 2 / (all?.freedom ?? 1) + own ** 2 / freedom);
    return jstat.studentt.cdf(-Math.abs(raw) / Math.sqrt(common + own), free);
  }
}

type Parts = ReadonlyMap<Series, ReadonlyMap<number | null, GuardedEffect>>;

function partsOf(found: readonly GuardedEffect[], kind: 'configuration' | 'load'): Parts {
  const own = groupBy(
    found.filter((effect) => effect.kind === kind),
    ({ series }) => series,
  );
  return new Map([...own].map(([series, effects]) => [series, new Map(effects.map((one) => [one[kind], one]))]));
}
