import { readingId } from '../regression/bound.ts';
import type { EffectRow } from '../regression/effectrow.ts';
import { placeKey } from '../regression/regressed.ts';
import type { Row } from '../regression/row.ts';
import type { RowVerdict, Verdict } from '../regression/verdict.ts';
import { groupBy } from '../run/groupby.ts';
import { readingMoves } from './claim.ts';
import { effectWords, mainFirst } from './effectwords.ts';
import { worstFirst } from './frontchange.ts';
import { type Happening, moreThan } from './happening.ts';
import { limitText } from './limitclaim.ts';
import { movedRows } from './moved.ts';
import { formatBound, formatChange, formatPlural } from './numberformat.ts';
import { atLoad, metricName } from './phrase.ts';
import type { ComparisonReport, Report } from './report.ts';
import { scenarioNames } from './scenarioname.ts';

/** Our name before what we say, because a notification shows only the first line. */
export const PRODUCT = 'pareto-report';

type LeadVerdict = Extract<RowVerdict, 'regression' | 'inconclusive' | 'improvement'>;

/** What says of its parts that they moved as well, if it moved at least nearly as much as they did. */
const NEARLY = 0.7;

/**
 * The worst of what led to a verdict, where it was, and how much more there is, as one line of plain text: `1R-TP4 at
 * concurrency 256: output throughput −12.0% (Llama-3.1-70B-Instruct), and 3 more points`.
 *
 * @returns null if no single thing led to it
 */
export function leadOf(report: Report, compared: ComparisonReport): string | null {
  const { verdict } = compared.comparison;
  const [worst, ...others] = happenings(report, compared, verdict);
  if (worst === undefined) return null;
  return `${worst.text} (${scenarioNames({ ...report, compared })(worst.scenario)})${moreThan(worst, others)}`;
}

/** The worst first. */
function happenings(report: Report, { comparison }: ComparisonReport, verdict: Verdict): Happening[] {
  if (verdict === 'missing') return gapsIn(comparison.rows);
  if (verdict !== 'regression' && verdict !== 'inconclusive' && verdict !== 'improvement') return [];
  const { rows, effects, fronts, readings, absolute } = comparison;
  const of = <One extends { readonly verdict: string }>(all: readonly One[]) =>
    all.filter((one) => one.verdict === verdict);
  return [
    ...moved(movedRows(of(rows)), of(effects), verdict),
    ...worstFirst(of(fronts)).map(({ scenario, change, bound }) => {
      const text = `front ${formatChange(change)}${bound === null ? '' : `, bound ${formatBound(bound)}`}`;
      return single('front', text, scenario, '');
    }),
    ...of(readings).flatMap((one) =>
      readingText(one, verdict).map((text) => single('reading', text, one.scenario, readingId(one.read, one.x))),
    ),
    ...of(absolute).map((one, index) => single('absolute bound', limitText(report, one), one.scenario, String(index))),
  ];
}

function readingText(reading: ComparisonReport['comparison']['readings'][number], verdict: LeadVerdict): string[] {
  return verdict === 'inconclusive' ? [] : readingMoves([reading], verdict);
}

type Part = Row | EffectRow;

/**
 * What moved: the widest that moved nearly as much as the worst of its metric, instead of its parts, which are then not
 * mentioned. If a whole scenario moved less than the worst part of it, both lead.
 */
function moved(rows: readonly Row[], effects: readonly EffectRow[], verdict: LeadVerdict): Happening[] {
  const own = effects.filter(({ effect }) => effect !== 'point' || rows.length === 0).toSorted(mainFirst);
  const all: readonly Part[] = [...own, ...rows];
  // A percentage of one metric says nothing about another's.
  const worstLike = (one: EffectRow) =>
    worstOf(
      one,
      all.filter(({ metric }) => metric === one.metric),
    );
  const around = own.find((one) => one.effect === 'everywhere' && contains(one, worstLike(one)));
  const lead = around ?? own.find((one) => isNearly(one, worstLike(one)));
  if (lead === undefined) {
    // Effects around these points are made up of them, but for that of a whole scenario.
    const isMadeOf = (effect: EffectRow) => rows.some((row) => contains(effect, row));
    const apart = own.filter((effect) => effect.effect === 'everywhere' || !isMadeOf(effect));
    return [...rows.map(rowHappened), ...apart.map(happened)];
  }
  const worst = worstLike(lead);
  const leading = isNearly(lead, worst) ? [lead] : [lead, worst];
  const rest = all.filter((one) => !leading.some((first) => first === one || (isEffect(first) && covers(first, one))));
  const first = isNearly(lead, worst) ? happened(lead) : together(happened(lead), partHappened(worst), verdict);
  return [first, ...rest.map(partHappened)];
}

function worstOf(first: Part, others: readonly Part[]): Part {
  return others.reduce((worst, one) => (sizeOf(one) > sizeOf(worst) ? one : worst), first);
}

function isEffect(part: Part): part is EffectRow {
  return 'effect' in part;
}

function sizeOf(part: Part): number {
  return Math.abs(isEffect(part) ? part.moved : (part.change ?? 0));
}

function isNearly(one: Part, other: Part): boolean {
  return sizeOf(one) >= NEARLY * sizeOf(other);
}

function contains(whole: EffectRow, part: Part): boolean {
  const isLike = whole.scenario === part.scenario && whole.metric === part.metric;
  const isWithin = whole.configuration === null || whole.configuration === part.configuration;
  const isAt = whole.load === null || JSON.stringify(whole.load) === JSON.stringify(part.load);
  return isLike && isWithin && isAt && Math.sign(whole.moved) === Math.sign(part.change ?? 0);
}

/** Whether the fact that a part moved as a whole already says that it did, and that it was no worse. */
function covers(whole: EffectRow, part: Part): boolean {
  return contains(whole, part) && isNearly(whole, part);
}

/** A whole and what was worse in it: `everything lost 4.0%; worst: 1R-TP8 lost 40.0% at every load`. */
function together(whole: Happening, part: Happening, verdict: LeadVerdict): Happening {
  const text = `${whole.text}; ${verdict === 'improvement' ? 'most' : 'worst'}: ${part.text}`;
  return { ...whole, text, things: [...whole.things, ...part.things] };
}

function partHappened(part: Part): Happening {
  return isEffect(part) ? happened(part) : rowHappened(part);
}

/** What happened to one thing. */
function single(kind: Happening['things'][number]['kind'], text: string, scenario: string, key: string): Happening {
  return { text, scenario, things: [{ kind, key: `${scenario}\n${key}` }] };
}

function happened(effect: EffectRow): Happening {
  const { scenario, effect: of } = effect;
  return single(of === 'everywhere' ? 'scenario' : of, effectWords(effect, false), scenario, placeKey(effect));
}

function rowHappened(row: Row): Happening {
  const { scenario, configuration, load, metric, change } = row;
  const by = change === null ? 'unknown or zero' : formatChange(change);
  const text = `${atLoad(configuration, load)}: ${metricName(metric)} ${by}`;
  return single(load === null ? 'configuration' : 'point', text, scenario, placeKey(row));
}

/** Points that were not measured, by configuration, the largest group first. */
function gapsIn(rows: readonly Row[]): Happening[] {
  const missing = rows.filter(({ verdict }) => verdict === 'missing');
  const groups = [...groupBy(missing, ({ scenario, configuration }) => `${scenario}\n${configuration}`).values()];
  return groups
    .toSorted((a, b) => b.length - a.length)
    .flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { scenario, configuration, load } = first;
      const text =
        others.length === 0
          ? `${atLoad(configuration, load)} was not measured`
          : `${formatPlural(others.length + 1, 'point')} of ${atLoad(configuration, null)} were not measured`;
      const things = [first, ...others].map((row) => ({
        kind: 'point' as const,
        key: `${scenario}\n${placeKey(row)}`,
      }));
      return [{ text, scenario, things }];
    });
}
