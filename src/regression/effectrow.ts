import { EFFECTS, type EffectKind } from '../run/effectkind.ts';
import { groupBy } from '../run/groupby.ts';
import type { Load } from '../run/load.ts';
import { isHigherBetter, type MetricId } from '../run/metric.ts';
import type { Effect } from './effect.ts';
import { Guard } from './guard.ts';
import type { JudgedPoint, Series } from './series.ts';
import { significantEffects } from './significance.ts';
import type { RowVerdict } from './verdict.ts';

/** An effect of a metric in a scenario. */
export interface PlacedEffect {
  readonly scenario: string;
  readonly metric: MetricId;
  readonly effect: EffectKind;
  /** Ids; both null if the effect is of everything. */
  readonly configuration: string | null;
  readonly load: Load | null;
  /** Relative to what moved around it: −0.07 for a fall of 7%. */
  readonly change: number;
  /** Relative change of what it covers, whatever moved around that: what its points show. */
  readonly moved: number;
  /** How many parts it covers, and how many of them moved in its direction. */
  readonly parts: number;
  readonly along: number;
}

/** An effect, judged. */
export interface EffectRow extends PlacedEffect {
  /** Probability of an effect at least this large in its direction if nothing had changed. */
  readonly p: number;
  readonly verdict: RowVerdict;
  /** Whether it is in doubt only against the runs before the newest. */
  readonly isOlder: boolean;
  /** Whether it is a loss that would matter and is rarely noise, but not rarely enough to be called a regression. */
  readonly isSuspect: boolean;
}

/** An effect, and whether it is reported: because it is certain, or the strongest of its kind. */
export type ReportableEffect = EffectRow & { readonly told: boolean };

/** An effect of a series. */
export type SeriesEffect = Effect & { readonly series: Series };

/** The smallest size of an effect that is a regression, as a share; null if none is. */
export type LeastEffect = (series: Series, effect: Effect) => number | null;

/** The effects of all series of a metric against a stretch of earlier runs. */
export function foundIn(
  all: readonly Series[],
  stretch: number,
  isLeftOut: (point: JudgedPoint) => boolean,
): SeriesEffect[] {
  return all.flatMap((series) => series.effects(stretch, isLeftOut).map((effect) => ({ ...effect, series })));
}

/** Judges the effects of one metric in all scenarios together. */
export function judgeEffects(found: readonly SeriesEffect[], leastEffect: LeastEffect): ReportableEffect[] {
  const [lower, higher] = [(effect: SeriesEffect) => effect.p, (effect: SeriesEffect) => 1 - effect.p];
  const [fallen, risen] = [significantEffects(found, lower), significantEffects(found, higher)];
  const like = [...groupBy(found, ({ series }) => series).values()].flatMap(byKind);
  const strongest = new Map(like.flatMap((own) => surestOf(own).map((effect) => [effect, own.length])));
  const guard = new Guard(found);
  return found.map((effect) => {
    const { series, size } = effect;
    const isSure = size < 0 ? fallen.has(effect) : risen.has(effect);
    const isLoss = size < 0 === isHigherBetter(series.metric);
    const least = leastEffect(series, effect);
    const isLarge = least !== null && Math.abs(Math.expm1(size)) >= least;
    const matters = isSure && isLarge && guard.lets(effect, least, isLoss);
    const p = size < 0 ? effect.p : 1 - effect.p;
    return {
      ...placedEffect(effect, series),
      p,
      verdict: matters ? (isLoss ? 'regression' : 'improvement') : 'pass',
      isOlder: false,
      isSuspect: !isSure && isLoss && isLarge && strongest.has(effect) && p * (strongest.get(effect) ?? 1) < SUSPECT,
      told: isSure || strongest.has(effect),
    };
  });
}

/** The least share of the whole's change that a part must show to count as having moved with it. */
const ALONG = 0.25;

/** An effect with the ids of what it covers. */
export function placedEffect(
  { kind, configuration, load, size, raw, parts }: Effect,
  { scenario, metric, configurations, loads }: Series,
): PlacedEffect {
  return {
    scenario: scenario.id,
    metric,
    effect: kind,
    configuration: configuration === null ? null : (configurations[configuration] ?? null),
    load: load === null ? null : (loads[load] ?? null),
    change: Math.expm1(size),
    moved: Math.expm1(raw),
    parts: parts.length,
    along: parts.filter((part) => Math.sign(raw) * part >= ALONG * Math.abs(raw)).length,
  };
}

/** Below this probability an effect is worth mentioning even though it may be noise. */
const SUSPECT = 0.05;

function byKind(own: readonly SeriesEffect[]): SeriesEffect[][] {
  return EFFECTS.map((kind) => own.filter((effect) => effect.kind === kind));
}

/** The most certain of some effects of one kind; among many, one may stand out by chance. */
function surestOf(like: readonly SeriesEffect[]): SeriesEffect[] {
  return like.toSorted((a, b) => Math.abs(b.t) - Math.abs(a.t)).slice(0, 1);
}

/** Those that are reported. */
export function toldOf(effects: readonly ReportableEffect[]): EffectRow[] {
  return effects.filter(({ told }) => told).map(({ told: _, ...effect }) => effect);
}

/** What distinguishes an effect from others of its metric. */
export function keyOf({ scenario, effect, configuration, load }: EffectRow): string {
  return JSON.stringify([scenario, effect, configuration, load]);
}
