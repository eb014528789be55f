import { readingId } from '../regression/bound.ts';
import type { Comparison } from '../regression/compare.ts';
import type { FrontChange } from '../regression/judgedfront.ts';
import type { ReadingChange } from '../regression/judgedreading.ts';
import type { Row } from '../regression/row.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import { groupBy } from '../run/groupby.ts';
import { worstFirst } from './frontchange.ts';
import { formatBound, formatChange, formatCount, formatPlural } from './numberformat.ts';
import { AGAINST_OLDER, formatRate, metricName } from './phrase.ts';
import type { ComparisonReport } from './report.ts';

/*
 * What a comparison says, as plain-text clauses for the line that leads the report. Clauses with nothing to say are
 * left out.
 */

/** The most metrics that the line names. */
const MAX_METRICS = 3;

type MovedVerdict = Extract<RowVerdict, 'regression' | 'improvement'>;

/** `2 of 114 points lost more than 10% output throughput`, a clause per metric. */
export function moves(rows: readonly Row[], verdict: MovedVerdict): string[] {
  const moved = groupBy(
    rows.filter((row) => row.verdict === verdict),
    ({ metric }) => metric,
  );
  const clauses = [...moved.values()].map((group) => moveOf(group, judgedRows(rows), verdict));
  const hidden = clauses.length - MAX_METRICS;
  return hidden > 0 ? [...clauses.slice(0, MAX_METRICS), `${formatCount(hidden)} more metrics as well`] : clauses;
}

/** `none of 65 points lost more than 10% output throughput`, or `all bounds are kept at 65 points`. */
export function kept(rows: readonly Row[]): string[] {
  const judged = judgedRows(rows);
  const places = placesIn(judged);
  const [bound, ...others] = new Set(judged.map((row) => `${row.metric} ${row.bound}`));
  const [first] = judged;
  if (first === undefined || bound === undefined) return [];
  if (others.length > 0) return [`all bounds are kept at ${places}`];
  return [movement(first, `none of ${places}`, 'regression', percentOf(first.bound))];
}

/** `3 of 65 points moved past a bound in what may be noise`, and values whose change is unknown. */
export function doubts({ rows, fronts, readings }: Pick<Comparison, 'rows' | 'fronts' | 'readings'>): string[] {
  const inconclusive = rows.filter(({ verdict }) => verdict === 'inconclusive');
  const of = (part: readonly Row[]) => `${formatCount(pointsIn(part))} of ${placesIn(judgedRows(rows))}`;
  const noise = inconclusive.filter(({ change, isOlder }) => change !== null && !isOlder);
  const older = inconclusive.filter(({ isOlder }) => isOlder);
  const unknown = inconclusive.filter(({ change }) => change === null);
  const unsure = fronts.filter(({ verdict }) => verdict === 'inconclusive');
  const halfKnown = unsure.reduce((sum, front) => sum + front.halfKnown, 0);
  const areas = unsure.filter((front) => front.halfKnown === 0).length;
  return [
    ...(noise.length > 0 ? [`${of(noise)} moved past a bound, but it may be noise`] : []),
    ...(older.length > 0 ? [`${of(older)} moved past a bound ${AGAINST_OLDER}, which alone may be one bad night`] : []),
    ...(unknown.length > 0 ? [`a value is unknown or zero at ${of(unknown)}`] : []),
    ...(halfKnown > 0
      ? [
          `${formatPlural(halfKnown, 'point')} of the front ${halfKnown === 1 ? 'has' : 'have'} coordinates on one side only`,
        ]
      : []),
    ...readings
      .filter(({ verdict }) => verdict === 'inconclusive')
      .map(({ read, x }) => `too little is known of one side to judge ${metricName(readingId(read, x))}`),
    ...(areas > 0 ? [`${formatPlural(areas, 'front')} whose area is zero or too large to represent`] : []),
  ];
}

/** `6 of 65 points of the baseline were not measured`. */
export function gaps({ fronts, comparison }: ComparisonReport): string[] {
  const missing = pointsIn(comparison.rows.filter(({ verdict }) => verdict === 'missing'));
  const all = fronts
    .flatMap(({ scenario }) => scenario.configurations)
    .reduce((sum, { points }) => sum + points.length, 0);
  if (missing === 0) return [];
  return [
    `${formatCount(missing)} of ${formatPlural(all, 'point')} of the baseline ${missing === 1 ? 'was' : 'were'} not measured`,
  ];
}

/** `front −6.1%`, or a summary of several fronts. */
export function frontMove(fronts: readonly FrontChange[]): string[] {
  const known = worstFirst(fronts.filter(({ change }) => change !== null));
  const [worst, best] = [known.at(0), known.at(-1)];
  if (worst === undefined || best === undefined) return [];
  const lost = known.filter(({ verdict }) => verdict === 'regression');
  const change = formatChange(worst.change);
  if (fronts.length === 1)
    return [`front ${change}${lost.length > 0 ? `, beyond its bound of ${formatBound(worst.bound)}` : ''}`];
  if (lost.length > 0) {
    const beyond = lost.length === 1 ? 'beyond its bound:' : 'beyond their bounds, the worst';
    const share = `${formatCount(lost.length)} of ${formatPlural(fronts.length, 'front')}`;
    return [`${share} ${beyond} ${formatChange(lost[0]?.change ?? null)}`];
  }
  const least = formatChange(best.change);
  return [change === least ? `each front ${change}` : `fronts ${change} to ${least}`];
}

/** `tok/s/GPU at 50 tok/s/user −8.0%, beyond its bound of −5%`, or how many of several readings are. */
export function readingMoves(readings: readonly ReadingChange[], verdict: MovedVerdict): string[] {
  const moved = readings.filter((reading) => reading.verdict === verdict);
  // Where nothing is that fast any more, all of it is lost.
  const size = ({ change }: ReadingChange) => Math.abs(change ?? Number.POSITIVE_INFINITY);
  const [worst, ...others] = moved.toSorted((a, b) => size(b) - size(a) || 0);
  if (worst === undefined) return [];
  const { read, x, change, candidate, bound } = worst;
  const speed = `${formatRate(x)} tok/s/user`;
  const unreached = candidate === null ? `nothing reaches ${speed} any more` : `${speed} is reached now`;
  const told = change === null ? unreached : `${metricName(readingId(read, x))} ${formatChange(change)}`;
  const judgedBy = `its bound is ${formatBound(bound)}`;
  if (others.length === 0)
    return [change === null ? `${told} (${judgedBy})` : `${told}, beyond its bound of ${formatBound(bound)}`];
  const judged = readings.filter((reading) => reading.bound !== null).length;
  const share = `${formatCount(moved.length)} of ${formatPlural(judged, 'reading')}`;
  return [`${share} beyond their bounds, the ${verdict === 'regression' ? 'worst' : 'best'}: ${told}`];
}

/** Rows with a bound: those for points on both sides. */
export function judgedRows(rows: readonly Row[]): Row[] {
  return rows.filter(({ bound }) => bound !== null);
}

/** How many points rows cover: a point has one row per metric. */
export function pointsIn(rows: readonly Row[]): number {
  const perMetric = groupBy(rows, ({ metric }) => metric);
  if (perMetric.size <= 1) return rows.length;
  return new Set(rows.map(({ scenario, configuration, load }) => JSON.stringify([scenario, configuration, load]))).size;
}

/** `65 points`, `1 configuration`, or both: what rows cover. */
export function placesIn(rows: readonly Row[]): string {
  const ofPoints = rows.filter(({ load }) => load !== null);
  const wholes = new Set(rows.flatMap((row) => (row.load === null ? [`${row.scenario}\n${row.configuration}`] : [])));
  const parts = [
    ...(ofPoints.length > 0 || wholes.size === 0 ? [formatPlural(pointsIn(ofPoints), 'point')] : []),
    ...(wholes.size > 0 ? [formatPlural(wholes.size, 'configuration')] : []),
  ];
  return parts.join(' and ');
}

function moveOf(group: readonly Row[], judged: readonly Row[], verdict: MovedVerdict): string {
  const [first] = group;
  if (first === undefined) return '';
  const all = judged.filter(({ metric }) => metric === first.metric).length;
  const noun = first.load === null ? 'configuration' : 'point';
  const share = `${formatCount(group.length)} of ${formatPlural(all, noun)}`;
  const one = group.every(({ bound }) => bound === first.bound);
  return movement(first, share, verdict, one ? percentOf(first.bound) : null);
}

/** How points exceeded a bound on a metric; no percentage is given where their bounds differ. */
function movement(
  { metric, bound }: Pick<Row, 'metric' | 'bound'>,
  points: string,
  verdict: MovedVerdict,
  percent: string | null,
): string {
  const name = metricName(metric);
  const falls = bound?.startsWith('-') ?? true;
  const by = percent === null ? 'more than allowed' : `more than ${percent}`;
  if (falls)
    return `${points} ${verdict === 'regression' ? 'lost' : 'gained'} ${by}${percent === null ? ' of' : ''} ${name}`;
  return `${name} ${verdict === 'regression' ? 'rose' : 'fell'} by ${by} at ${points}`;
}

/** `-10%` as `10%`. */
function percentOf(bound: string | null): string {
  return formatBound(bound).replace(/^[-+\u2212]/, '');
}
