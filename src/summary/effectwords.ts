import type { Comparison } from '../regression/compare.ts';
import { usualLimit } from '../regression/default.ts';
import type { DetectableEffect } from '../regression/detectable.ts';
import type { EffectRow, PlacedEffect } from '../regression/effectrow.ts';
import { unrepeated } from '../regression/losses.ts';
import type { EffectKind } from '../run/effectkind.ts';
import { largestOf, smallestOf } from '../run/extent.ts';
import { groupBy } from '../run/groupby.ts';
import { isHigherBetter } from '../run/metric.ts';
import { anyOf } from '../spelling.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { scenarioColumn, verdictWord } from './moved.ts';
import { formatChange, formatPercent, formatPlural } from './numberformat.ts';
import { AGAINST_OLDER, loadOf, metricName, nameOf } from './phrase.ts';
import { formatP, scatterWords } from './probability.ts';
import type { ComparisonReport, Report } from './report.ts';
import { type Column, ESSENTIAL } from './tableblock.ts';
import { verdictPaint } from './verdictpaint.ts';

/** The most effects that are named at a time. */
const MAX_EFFECTS = 3;

/**
 * What was lost or gained: `everything lost 4%`, `1P-TP8/1D-TP8 lost 12% at every load`, `concurrency 256 lost 9% in
 * all configurations`.
 */
export function effectClauses(
  { effects, rows }: Pick<Comparison, 'effects' | 'rows'>,
  verdict: EffectRow['verdict'],
  several: boolean,
): string[] {
  // Points have rows of their own, which report them.
  const areTold = rows.some((row) => row.verdict === verdict);
  const own = effects.filter((one) => one.verdict === verdict && !(areTold && one.effect === 'point')).sort(mainFirst);
  return fewEffects(own, several);
}

/**
 * What a pass says about losses that may be real: `everything lost 7.0%, which one earlier run cannot tell from noise`.
 */
export function suspectClauses({ effects }: Pick<Comparison, 'effects'>, runs: number, several: boolean): string[] {
  const all = effects.filter(
    ({ isSuspect, effect }) => isSuspect && (effect === 'everywhere' || effect === 'configuration'),
  );
  const whole = all.filter(({ effect }) => effect === 'everywhere');
  const parts = all.filter(
    (one) => !whole.some(({ scenario, metric }) => scenario === one.scenario && metric === one.metric),
  );
  const clauses = fewEffects(whole.length > 0 ? whole.sort(mainFirst) : parts.sort(mainFirst), several);
  const [last, ...others] = clauses.toReversed();
  if (last === undefined) return [];
  const who = runs === 1 ? 'one earlier run' : formatPlural(runs, 'earlier run');
  return [`${[...others.reverse(), last].join(', ')}, which ${who} cannot tell from noise`];
}

/** What gained overall, and so is mentioned next to a loss. */
export function gainsBeside({ effects }: Pick<Comparison, 'effects'>, several: boolean): string[] {
  const gained = effects.filter(({ effect, verdict }) => effect === 'everywhere' && verdict === 'improvement');
  return fewEffects(gained, several).map((words) => `while ${words}`);
}

/** Everything before its parts, single points last; among these the most certain first. */
export function mainFirst(a: EffectRow, b: EffectRow): number {
  return RANK[a.effect] - RANK[b.effect] || a.p - b.p || Math.abs(b.change) - Math.abs(a.change);
}

const RANK: Readonly<Record<EffectKind, number>> = { everywhere: 0, configuration: 1, load: 1, point: 2 };

/** The first effects in words, and how many more there are. */
export function fewEffects(effects: readonly PlacedEffect[], several: boolean): string[] {
  const hidden = effects.length - MAX_EFFECTS;
  const clauses = effects.slice(0, MAX_EFFECTS).map((effect) => effectWords(effect, several));
  return hidden > 0 ? [...clauses, `${formatPlural(hidden, 'more effect')} as well`] : clauses;
}

/** One effect in words. */
export function effectWords(effect: PlacedEffect & { readonly isOlder?: boolean }, several: boolean): string {
  const words = `${movedWords(effect)}${effect.isOlder === true ? ` ${AGAINST_OLDER}` : ''}`;
  return several ? `${words} (${nameOf(effect.scenario)})` : words;
}

function movedWords(effect: PlacedEffect): string {
  const { metric, configuration, load, moved } = effect;
  const [by, extent] = [formatPercent(moved), extentOf(effect)];
  const end = extent === '' ? '' : ` ${extent}`;
  const [name, at] = [nameOf(configuration ?? ''), load === null ? '' : loadOf(load)];
  const isOnAverage = effect.effect === 'everywhere' && extent !== '';
  if (!isHigherBetter(metric) || isOnAverage) {
    const of = configuration === null ? '' : ` of ${name}`;
    const where = load === null ? '' : ` at ${at}`;
    const way = moved > 0 ? 'rose' : 'fell';
    if (configuration === null)
      return `${metricName(metric)} ${way} by ${by}${where}${end === '' && load === null ? ' everywhere' : end}`;
    return `${metricName(metric)}${of}${where} ${way} by ${by}${end}`;
  }
  const subject = { everywhere: 'everything', configuration: name, load: at, point: `${name} at ${at}` }[effect.effect];
  const what = metric === 'output-throughput' ? '' : ` ${metricName(metric)}`;
  return `${subject} ${moved < 0 ? 'lost' : 'gained'} ${by}${what}${end}`;
}

/** Of many parts, the number that may lag behind while it is still true to say that all moved. */
const NEARLY_ALL = 0.9;

/** Whether all of it moved, or it is the mean of parts that did and parts that did not; nothing if it has one part. */
function extentOf({ effect, parts, along }: PlacedEffect): string {
  const isMany = effect === 'everywhere' || effect === 'load';
  const isAll = isMany ? along >= NEARLY_ALL * parts : along === parts;
  if (effect === 'everywhere') return isAll ? '' : 'on average over all points';
  if (parts < 2) return '';
  if (effect === 'load') return isAll ? 'in all configurations' : 'on average over its configurations';
  return isAll ? 'at every load' : 'on average over its loads';
}

/**
 * Which losses 95 of 100 reports detect: `Would find 19 in 20 losses of 6.1% in one configuration or 7.0% everywhere;
 * smaller ones less often`, the largest over all scenarios; nothing where no effects were judged.
 */
export function detectableLine({ detectable }: Pick<Comparison, 'detectable'>): string[] {
  const byMetric = [...groupBy(detectable, ({ metric }) => metric)];
  const told = byMetric.flatMap(([metric, own]) => {
    const parts = PLACES.flatMap(([kind, where]) => {
      const share = largest(own, kind);
      return share === null ? [] : [`${formatPercent(share)} ${where}`];
    });
    if (parts.length === 0) return [];
    const all = anyOf(parts);
    const isUsual = byMetric.length === 1 && metric === 'output-throughput';
    const what = isHigherBetter(metric) ? 'losses of' : 'rises of';
    return [`${what} ${isUsual ? all : `${all} (${metricName(metric)})`}`];
  });
  return told.length === 0 ? [] : [`Would find 19 in 20 ${told.join('; ')}; smaller ones less often`];
}

const PLACES = [
  ['configuration', 'in one configuration'],
  ['load', 'at one load'],
  ['everywhere', 'everywhere'],
] as const;

function largest(detectable: readonly DetectableEffect[], kind: (typeof PLACES)[number][0]): number | null {
  const known = detectable.flatMap((one) => one[kind] ?? []);
  return known.length === 0 ? null : largestOf(known);
}

/** A multiple of the usual allowance: a loss this large would not escape anyone. */
const BLIND = 2;

/** What a pass says nothing about: `no loss of output throughput under 45.0% could be told from noise`. */
export function blindSpots({ detectable }: Pick<Comparison, 'detectable'>): string[] {
  return [...groupBy(detectable, ({ metric }) => metric)].flatMap(([metric, own]) => {
    const known = PLACES.flatMap(([kind]) => largest(own, kind) ?? []);
    const least = smallestOf(known);
    if (known.length === 0 || least <= BLIND * usualLimit(metric)) return [];
    const loss = `no ${isHigherBetter(metric) ? 'loss' : 'rise'} of ${metricName(metric)}`;
    return [`${loss} under ${formatPercent(least)} could be told from noise`];
  });
}

const MEANING_OF_CHANGE = 'Change: how far all points of a row moved together.';
const meaningOfP = (runs: number) =>
  `p: how likely noise alone would move them so far beyond the other points, judging by ${scatterWords(runs)}.`;

/** Losses first, then possible losses, and gains last. */
const ORDER: readonly EffectRow['verdict'][] = ['regression', 'inconclusive', 'improvement'];

/** What moved as a whole, at the width of a comment. */
export function effectsDigest(report: Report, compared: ComparisonReport, most: number): Exhibit[] {
  return effects(report, compared, most, []).map((shown) => ({ ...shown, notes: [MEANING_OF_CHANGE] }));
}

/** What moved as a whole. */
export function effectsExhibit(report: Report, compared: ComparisonReport, most: number): Exhibit[] {
  const p: Column<EffectRow> = { label: 'p', align: 'right', text: (effect) => formatP(effect.p) };
  return effects(report, compared, most, [p]).map((shown) => ({
    ...shown,
    notes: [MEANING_OF_CHANGE, meaningOfP(compared.baseline?.runs ?? 1)],
  }));
}

function effects(
  report: Report,
  { comparison }: ComparisonReport,
  most: number,
  more: readonly Column<EffectRow>[],
): Exhibit[] {
  const moved = unrepeated(comparison).filter(({ verdict }) => verdict !== 'pass');
  moved.sort(
    (a, b) => RANK[a.effect] - RANK[b.effect] || ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || mainFirst(a, b),
  );
  const columns: Column<EffectRow>[] = [
    ...scenarioColumn<EffectRow>(report, ({ scenario }) => scenario),
    { label: 'What', align: 'left', worth: ESSENTIAL, text: (effect) => effectWords(effect, false) },
    { label: 'Change', align: 'right', worth: 8, text: ({ moved: change }) => formatChange(change) },
    {
      label: 'Verdict',
      align: 'left',
      worth: 8,
      paint: ({ verdict }) => verdictPaint(verdict),
      text: ({ verdict }) => verdictWord(verdict),
    },
    ...more,
  ];
  return exhibit('What moved as a whole', columns, moved, most);
}
