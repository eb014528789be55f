import type { AbsoluteResult } from '../regression/absolute.ts';
import { type Bound, boundedOf, parseBound, speedIn } from '../regression/bound.ts';
import { changeOf } from '../regression/row.ts';
import type { Placed } from '../scenario/placed.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { scenarioColumn, verdictWord } from './moved.ts';
import { describeMiss, nearestTo, shortfall } from './nearest.ts';
import { formatChange, formatNumber, formatPlural, UNKNOWN } from './number.ts';
import { giverOf, pointOf } from './phrase.ts';
import type { Compared, Objectives, Report } from './report.ts';
import type { Column } from './table.ts';

/** Longest sentence in a cell, in characters. */
const SENTENCE_LENGTH = 300;

type Best = Objectives['best'][number];

/** Bounds in units: the best point that meets them, or how near the nearest comes. The unmet come first. */
export function absoluteExhibit(report: Report, { comparison }: Compared, most: number): Exhibit[] {
  const columns: Column<AbsoluteResult>[] = [
    { label: 'Verdict', align: 'left', text: ({ verdict }) => verdictWord(verdict) },
    ...scenarioColumn<AbsoluteResult>(report, ({ scenario }) => scenario),
    { label: 'Asked', align: 'left', length: SENTENCE_LENGTH, text: ({ bounds }) => bounds.join(' and ') },
    { label: 'Found', align: 'left', length: SENTENCE_LENGTH, text: (result) => foundFor(result, report) },
  ];
  const unmetFirst = [...comparison.absolute].sort(
    (a, b) => Number(a.verdict === 'pass') - Number(b.verdict === 'pass'),
  );
  return exhibit('Absolute bounds', columns, unmetFirst, most);
}

/** The most tok/s/GPU within the service-level objectives, before and now. */
export function objectivesExhibit(report: Report, most: number): Exhibit[] {
  const { objectives, scenarios, compared } = report;
  if (objectives === null) return [];
  const scenarioOf = ({ scenario: id }: Best) => scenarios.find(({ scenario }) => scenario.id === id)?.scenario;
  const inBaseline = ({ scenario: id }: Best) => compared?.fronts.some(({ scenario }) => scenario.id === id) ?? false;
  const within = (best: Best): string => {
    if (best.candidate !== null) return pointOf(best.candidate);
    const scenario = scenarioOf(best);
    const nearest = scenario === undefined ? null : nearestTo(scenario, objectives.bounds);
    return nearest === null
      ? 'no point states all of it'
      : `none; nearest is ${describeMiss(nearest, objectives.bounds)}`;
  };
  const columns: Column<Best>[] = [
    { label: 'Best within', align: 'left', length: SENTENCE_LENGTH, text: within },
    { label: 'tok/s/GPU', align: 'right', text: ({ candidate }) => formatNumber(heightOf(candidate)) },
    {
      label: 'Change',
      align: 'right',
      text: ({ baseline, candidate }) => formatChange(changeOf(heightOf(baseline), heightOf(candidate))),
    },
    {
      label: 'In the baseline',
      align: 'left',
      text: (best) => (best.baseline === null ? (inBaseline(best) ? 'none' : UNKNOWN) : pointOf(best.baseline)),
    },
    { label: 'tok/s/GPU before', align: 'right', text: ({ baseline }) => formatNumber(heightOf(baseline)) },
  ];
  const named = [...scenarioColumn<Best>(report, ({ scenario }) => scenario), ...columns];
  const bounds = objectives.bounds.map(({ metric, text }) => `${metric} ${text}`).join(' and ');
  return exhibit('Service-level objectives', named, objectives.best, most, [`The most tok/s/GPU with ${bounds}.`]);
}

/** The bounds of a result, read back from their text. */
function boundsOf({ bounds }: Pick<AbsoluteResult, 'bounds'>): Bound[] {
  return bounds.flatMap((text) => {
    const [name = '', ...bound] = text.split(' ');
    const metric = boundedOf(name);
    const parsed = metric === null ? null : parseBound(metric, bound.join(' '));
    return parsed === null || 'mistake' in parsed ? [] : [parsed.bound];
  });
}

function foundFor(result: AbsoluteResult, { scenarios }: Report): string {
  const { best, misses, verdict } = result;
  const bounds = boundsOf(result);
  if (verdict === 'missing') return 'no point was measured there';
  if (bounds.some((bound) => speedIn(bound.metric) !== null)) return readFor(result);
  if (misses.length > 0) return missesOf(misses, bounds);
  if (best !== null) return `${pointOf(best)} meets it, ${formatNumber(heightOf(best))} tok/s/GPU`;
  const scenario = scenarios.find((front) => front.scenario.id === result.scenario)?.scenario;
  const nearest = scenario === undefined ? null : nearestTo(scenario, bounds);
  return nearest === null ? 'no point states all of it' : `none; nearest is ${describeMiss(nearest, bounds)}`;
}

function readFor({ reading, verdict }: AbsoluteResult): string {
  if (reading !== null) return `${formatNumber(reading.y)} tok/s/GPU by ${giverOf(reading)}`;
  return verdict === 'inconclusive' ? 'no point has both coordinates' : 'nothing is as fast';
}

/** The point that is furthest off, and how many more there are. */
function missesOf(misses: readonly Placed[], bounds: readonly Bound[]): string {
  const worst = [...misses].sort((a, b) => shortfall(b, bounds) - shortfall(a, bounds) || 0)[0];
  if (worst === undefined) return '';
  const others = misses.length - 1;
  const more = others === 0 ? '' : `; and ${formatPlural(others, 'more point')}`;
  return `${describeMiss(worst, bounds)}${more}`;
}

function heightOf(placed: Placed | null): number | null {
  return placed?.point.metrics['throughput-per-gpu'] ?? null;
}
