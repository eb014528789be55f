import { type AbsoluteResult, isOfReading } from '../regression/absolute.ts';
import { type Bound, boundsInWords } from '../regression/bound.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import { largestOf } from '../run/extent.ts';
import type { MetricId } from '../run/metric.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import { foundFor, nearestFor } from './limit.ts';
import { shortfall } from './nearest.ts';
import { formatCount, formatFigure, formatPlural } from './numberformat.ts';
import { pointOf } from './phrase.ts';
import type { Report } from './report.ts';
import { scenarioNames } from './scenarioname.ts';

/** The most scenarios that a sentence names. */
const MOST_NAMES = 4;

const MANY: Readonly<Partial<Record<RowVerdict, string>>> = {
  pass: 'met',
  missing: 'on points that were not measured',
  inconclusive: 'on values that are unknown',
};

/**
 * What a comparison says about bounds in units: `no point meets throughput-per-gpu >= 120 and ttft-p99 <= 2000; nearest
 * is …`, `2 of 2 absolute bounds are not met, the worst: …`, with the scenarios if there are several.
 */
export function limits(report: Report, absolute: readonly AbsoluteResult[], verdict: RowVerdict): string[] {
  const group = absolute.filter((result) => result.verdict === verdict).toSorted((a, b) => missOf(b) - missOf(a) || 0);
  const [worst] = group;
  if (worst === undefined) return [];
  const where = placesOf(report, group);
  if (group.length === 1) return [`${limitText(report, worst)}${where}`];
  const share = `${formatCount(group.length)} of ${formatCount(absolute.length)} absolute bounds are ${MANY[verdict] ?? 'not met'}`;
  if (verdict === 'pass') return [share];
  const one = verdict === 'regression' ? 'the worst' : 'the first';
  return [`${share}${where}, ${one}: ${limitText(report, worst)}${placesOf(report, [worst])}`];
}

/** What it says about one of them, without the scenario. */
export function limitText(report: Report, result: AbsoluteResult): string {
  const { best, misses, verdict } = result;
  const bounds = boundsInWords(result.bounds);
  if (isOfReading(result)) return `${bounds} ${READ_WORDS[verdict] ?? 'is not met'}: ${foundFor(result, report)}`;
  if (verdict === 'inconclusive') return `no point states all of ${bounds}`;
  if (verdict === 'missing') return `no point was measured where ${bounds} applies`;
  if (misses.length > 0)
    return `${formatPlural(misses.length, 'point')} ${misses.length === 1 ? 'misses' : 'miss'} ${bounds}: ${foundFor(result, report)}`;
  if (best !== null) return `${pointOf(best)} meets ${bounds} (${valuesOf(best, result.bounds)})`;
  const nearest = nearestFor(result, report);
  return `no point meets ${bounds}${nearest === null ? '' : `; ${nearest}`}`;
}

const READ_WORDS: Readonly<Partial<Record<RowVerdict, string>>> = {
  pass: 'is met',
  inconclusive: 'cannot be judged',
};

/** ` (H100, A100)`: the names of the scenarios, if there are several. */
function placesOf(report: Report, group: readonly AbsoluteResult[]): string {
  if (report.scenarios.length < 2) return '';
  const names = [...new Set(group.map(({ scenario }) => scenario))].map(scenarioNames(report));
  return ` (${names.length > MOST_NAMES ? formatPlural(names.length, 'scenario') : names.join('; ')})`;
}

/** How far off the best result is, as a share of the limit; infinite if there was none. */
function missOf(result: AbsoluteResult): number {
  const { bounds, reading, misses, verdict } = result;
  if (verdict === 'pass') return 0;
  const [bound] = bounds;
  if (reading !== null && bound !== undefined) return Math.abs(reading.y / bound.limit - 1);
  return largestOf(misses.length > 0 ? misses.map((placed) => shortfall(placed, bounds)) : [Infinity]);
}

/** What was measured for the bounded metrics: `131.8 tok/s/GPU, 1,684 ms`. */
function valuesOf({ point }: PlacedPoint, bounds: readonly Bound[]): string {
  return bounds.map(({ metric }) => formatFigure(metric, point.metrics[metric as MetricId])).join(', ');
}
