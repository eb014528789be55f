import type { Comparison } from '../regression/compare.ts';
import { usualLimit } from '../regression/default.ts';
import type { Detectable, EffectRow } from '../regression/judgement.ts';
import { isHigherBetter } from '../regression/series.ts';
import { groupBy } from '../run/groupby.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { hasSeveralScenarios, scenarioColumn, verdictWord } from './moved.ts';
import { formatChange, formatPercent, formatPlural } from './number.ts';
import { loadOf, metricName, nameOf } from './phrase.ts';
import { formatP, MEANING_OF_P } from './probability.ts';
import type { Compared, Report } from './report.ts';
import type { Column } from './table.ts';

/** Most effects that are named at a time. */
const MAX_EFFECTS = 3;

type Told = Pick<EffectRow, 'scenario' | 'metric' | 'effect' | 'configuration' | 'load' | 'change'>;

/**
 * Where something was lost or gained: `1P-TP8/1D-TP8 lost 12 % at every load`, `everything lost 4 %`, `concurrency 256
 * lost 9 % in all configurations`, the surest first.
 */
export function effectClauses(
  { effects, rows }: Pick<Comparison, 'effects' | 'rows'>,
  verdict: EffectRow['verdict'],
  several: boolean,
): string[] {
  // Of points their own rows tell, where there are any.
  const areTold = rows.some((row) => row.verdict === verdict);
  const own = effects
    .filter((one) => one.verdict === verdict && !(areTold && one.effect === 'point'))
    .sort((a, b) => a.p - b.p);
  return fewEffects(own, several);
}

/** The first effects in words, and how many more there are. */
export function fewEffects(effects: readonly Told[], several: boolean): string[] {
  const hidden = effects.length - MAX_EFFECTS;
  const clauses = effects.slice(0, MAX_EFFECTS).map((effect) => effectWords(effect, several));
  return hidden > 0 ? [...clauses, `${formatPlural(hidden, 'more effect')} as well`] : clauses;
}

/** One effect in words. */
export function effectWords(effect: Told, several: boolean): string {
  const words = movedWords(effect);
  return several ? `${words} (${nameOf(effect.scenario)})` : words;
}

function movedWords({ metric, effect, configuration, load, change }: Told): string {
  const by = formatPercent(change);
  const where = {
    everywhere: ['everything', 'everywhere'],
    configuration: [nameOf(configuration ?? ''), `of ${nameOf(configuration ?? '')} at every load`],
    load: [load === null ? '' : loadOf(load), `at ${load === null ? '' : loadOf(load)} in all configurations`],
    point: [
      `${nameOf(configuration ?? '')} at ${load === null ? '' : loadOf(load)}`,
      `of ${nameOf(configuration ?? '')} at ${load === null ? '' : loadOf(load)}`,
    ],
  } as const;
  const [subject, place] = where[effect];
  if (!isHigherBetter(metric)) return `${metricName(metric)} ${change > 0 ? 'rose' : 'fell'} by ${by} ${place}`;
  const what = metric === 'output-throughput' ? '' : ` ${metricName(metric)}`;
  const end = effect === 'configuration' ? ' at every load' : effect === 'load' ? ' in all configurations' : '';
  return `${subject} ${change < 0 ? 'lost' : 'gained'} ${by}${what}${end}`;
}

/**
 * What losses could have been seen: `Would have seen a loss of 6.1 % in one configuration or 7.0 % everywhere`, the
 * largest of all scenarios; nothing where no effects were judged.
 */
export function detectableLine({ detectable }: Pick<Comparison, 'detectable'>): string[] {
  const byMetric = [...groupBy(detectable, ({ metric }) => metric)];
  const told = byMetric.flatMap(([metric, own]) => {
    const parts = PLACES.flatMap(([kind, where]) => {
      const share = largest(own, kind);
      return share === null ? [] : [`${formatPercent(share)} ${where}`];
    });
    if (parts.length === 0) return [];
    const [last = '', ...others] = parts.reverse();
    const all = others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`;
    const isUsual = byMetric.length === 1 && metric === 'output-throughput';
    return [isUsual ? all : `${all} (${metricName(metric)})`];
  });
  return told.length === 0 ? [] : [`Would have seen a loss of ${told.join('; of ')}`];
}

const PLACES = [
  ['configuration', 'in one configuration'],
  ['load', 'at one load'],
  ['everywhere', 'everywhere'],
] as const;

function largest(detectable: readonly Detectable[], kind: (typeof PLACES)[number][0]): number | null {
  const known = detectable.flatMap((one) => one[kind] ?? []);
  return known.length === 0 ? null : Math.max(...known);
}

/** So many times what is usually allowed is not a loss that anybody would miss. */
const BLIND = 2;

/** What a pass says nothing of: `no loss of output throughput under 45.0 % could have been told from noise`. */
export function blindSpots({ detectable }: Pick<Comparison, 'detectable'>): string[] {
  return [...groupBy(detectable, ({ metric }) => metric)].flatMap(([metric, own]) => {
    const known = PLACES.flatMap(([kind]) => largest(own, kind) ?? []);
    const least = Math.min(...known);
    if (known.length === 0 || least <= BLIND * usualLimit(metric)) return [];
    const loss = `no ${isHigherBetter(metric) ? 'loss' : 'rise'} of ${metricName(metric)}`;
    return [`${loss} under ${formatPercent(least)} could have been told from noise`];
  });
}

const BESIDE = 'The change of a configuration, a load or a point is that beside what everything did.';

/** Losses before what may be one, and gains last. */
const ORDER: readonly EffectRow['verdict'][] = ['regression', 'inconclusive', 'improvement'];

/** What moved as a whole. */
export function effectsExhibit(report: Report, { comparison }: Compared, most: number): Exhibit[] {
  const moved = comparison.effects.filter(({ verdict }) => verdict !== 'pass');
  moved.sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || a.p - b.p);
  const columns: Column<EffectRow>[] = [
    { label: 'Verdict', align: 'left', text: ({ verdict }) => verdictWord(verdict) },
    ...scenarioColumn<EffectRow>(hasSeveralScenarios(report), ({ scenario }) => scenario),
    { label: 'What', align: 'left', text: (effect) => effectWords(effect, false) },
    { label: 'Change', align: 'right', text: ({ change }) => formatChange(change) },
    { label: 'p', align: 'right', text: ({ p }) => formatP(p) },
  ];
  return exhibit('What moved as a whole', columns, moved, most, [BESIDE, MEANING_OF_P]);
}
