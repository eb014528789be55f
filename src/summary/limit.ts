import { objectiveWords } from '../chart/within.ts';
import { frontIn } from '../pareto/front.ts';
import { type AbsoluteResult, isOfReading } from '../regression/absolute.ts';
import { type Bound, boundsInWords, readingIn } from '../regression/bound.ts';
import { isJudgeable } from '../regression/objective.ts';
import { metricOf } from '../regression/readingkind.ts';
import { changeOf } from '../regression/row.ts';
import { COSTS } from '../run/costmetric.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { NOT_KNOWN } from './best.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { scenarioColumn, verdictWord } from './moved.ts';
import { describeMiss, nearestTo, shortfall } from './nearest.ts';
import { formatChange, formatCost, formatFigure, formatNumber, formatPlural, UNKNOWN } from './numberformat.ts';
import { giverInWords, pointOf } from './phrase.ts';
import { unreadAt } from './readinggap.ts';
import type { ComparisonReport, Objectives, Report } from './report.ts';
import { type Column, ESSENTIAL } from './tableblock.ts';
import { verdictPaint } from './verdictpaint.ts';

/** The longest sentence in a cell, in characters. */
const SENTENCE_LENGTH = 300;

type BestPoint = Objectives['best'][number];

const UNSTATED = 'no point states all of them';

/** Bounds in units: the best point that meets them, or how close the closest point comes. Unmet bounds come first. */
export function absoluteExhibit(report: Report, { comparison }: ComparisonReport, most: number): Exhibit[] {
  const columns: Column<AbsoluteResult>[] = [
    {
      label: 'Verdict',
      align: 'left',
      worth: 8,
      paint: ({ verdict }) => verdictPaint(verdict),
      text: ({ verdict }) => verdictWord(verdict),
    },
    ...scenarioColumn<AbsoluteResult>(report, ({ scenario }) => scenario),
    {
      label: 'Asked',
      align: 'left',
      worth: ESSENTIAL,
      length: SENTENCE_LENGTH,
      text: ({ bounds }) => boundsInWords(bounds),
    },
    {
      label: 'Found',
      align: 'left',
      worth: ESSENTIAL,
      length: SENTENCE_LENGTH,
      text: (result) => foundFor(result, report),
    },
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
  const within = (best: BestPoint): string => {
    if (best.candidate !== null) return pointOf(best.candidate);
    const own = frontIn(scenarios, best.scenario);
    const nearest = own === null ? null : nearestTo(own.scenario, objectives.bounds);
    return nearest === null
      ? `${NOT_KNOWN}: ${UNSTATED}`
      : `none; nearest is ${describeMiss(nearest, objectives.bounds)}`;
  };
  const before = (best: BestPoint): string => {
    if (best.baseline !== null) return pointOf(best.baseline);
    const own = frontIn(compared?.fronts ?? [], best.scenario);
    if (own === null) return UNKNOWN;
    return isJudgeable(own.scenario, objectives.bounds) ? 'none' : NOT_KNOWN;
  };
  const columns: Column<BestPoint>[] = [
    { label: 'Best within', align: 'left', worth: ESSENTIAL, length: SENTENCE_LENGTH, text: within },
    {
      label: 'tok/s/GPU',
      align: 'right',
      worth: ESSENTIAL,
      text: ({ candidate }) => formatNumber(heightOf(candidate)),
    },
    {
      label: 'Change',
      align: 'right',
      text: ({ baseline, candidate }) => formatChange(changeOf(heightOf(baseline), heightOf(candidate))),
    },
    {
      label: 'In the baseline',
      align: 'left',
      text: before,
    },
    { label: 'tok/s/GPU before', align: 'right', text: ({ baseline }) => formatNumber(heightOf(baseline)) },
  ];
  const named = [...scenarioColumn<BestPoint>(report, ({ scenario }) => scenario), ...columns];
  const bounds = objectives.bounds.map(objectiveWords).join(' and ');
  return exhibit('Service-level objectives', named, objectives.best, most, [`The most tok/s/GPU with ${bounds}.`]);
}

/** What was found for a bound, in words; nothing about the bound itself. */
export function foundFor(result: AbsoluteResult, report: Report): string {
  const { bounds, best, misses, verdict } = result;
  if (verdict === 'missing') return 'no point was measured there';
  if (isOfReading(result)) return readFor(result, bounds, report);
  if (misses.length > 0) return missesOf(misses, bounds);
  if (best !== null)
    return `${pointOf(best)} meets it, ${formatNumber(heightOf(best))} tok/s/GPU${costOf(best, bounds)}`;
  const nearest = nearestFor(result, report);
  return nearest === null ? UNSTATED : `none; ${nearest}`;
}

/**
 * The point that comes closest to bounds that nothing meets: `nearest is …`; null if no point states everything that is
 * asked for.
 */
export function nearestFor(result: AbsoluteResult, report: Report): string | null {
  const scenario = scenarioIn(report, result);
  const nearest = scenario === undefined ? null : nearestTo(scenario, result.bounds);
  return nearest === null ? null : `nearest is ${describeMiss(nearest, result.bounds)}`;
}

function readFor(result: AbsoluteResult, bounds: readonly Bound[], report: Report): string {
  const asked = bounds.map(({ metric }) => readingIn(metric)).find((one) => one !== null);
  const metric = metricOf(asked?.read ?? 'front');
  if (result.reading !== null) return `${formatFigure(metric, result.reading.y)} by ${giverInWords(result.reading)}`;
  const isUnjudged = result.verdict === 'inconclusive';
  const unknown = asked?.read === 'cost' ? 'no point has a cost and tok/s/user' : 'no point has both coordinates';
  const scenario = scenarioIn(report, result);
  if (scenario === undefined || asked === undefined) return isUnjudged ? unknown : 'nothing is that fast';
  const { isKnown, why, detail } = unreadAt(scenario, asked.speed, report.objectives?.bounds ?? [], asked.read);
  return isKnown && isUnjudged ? unknown : `${why}${detail}`;
}

function scenarioIn({ scenarios }: Report, { scenario: id }: AbsoluteResult): Scenario | undefined {
  return frontIn(scenarios, id)?.scenario;
}

/** The costs there that bounds are on. */
function costOf({ point: { metrics } }: PlacedPoint, bounds: readonly Bound[]): string {
  const known = COSTS.filter(({ id }) => bounds.some(({ metric }) => metric === id));
  const words = known.map(({ id, purchase }) => {
    const cost = metrics[id];
    return cost === null ? '' : `, ${formatCost(cost, purchase)}`;
  });
  return words.join('');
}

/** The point that is furthest off, and how many others there are. */
function missesOf(misses: readonly PlacedPoint[], bounds: readonly Bound[]): string {
  const worst = [...misses].sort((a, b) => shortfall(b, bounds) - shortfall(a, bounds) || 0)[0];
  if (worst === undefined) return '';
  const others = misses.length - 1;
  const more = others === 0 ? '' : `; and ${formatPlural(others, 'more point')}`;
  return `${describeMiss(worst, bounds)}${more}`;
}

function heightOf(placed: PlacedPoint | null): number | null {
  return placed?.point.metrics['throughput-per-gpu'] ?? null;
}
