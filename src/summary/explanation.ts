import { changeOf } from '../regression/row.ts';
import { EXPLAINING, type MetricId } from '../run/metric.ts';
import { formatCount, formatNumber } from './numberformat.ts';
import type { Pair } from './pair.ts';
import { atLoad, metricName } from './phrase.ts';

/** The smallest relative change of a figure that can explain a loss. */
const LEAST_MOVE = 0.05;

/** An explanatory figure that moved where points lost. */
interface MovedFigure {
  readonly metric: MetricId;
  readonly change: number;
  readonly pair: Pair;
}

/**
 * Changes in explanatory figures that accompanied losses: `Beside it: cache hit rate 0.62 → 0.31 (2R-TP4 at concurrency
 * 32, and at 2 more points)`, the largest first. Nothing if none changed.
 *
 * @param lost the points that lost, on both sides
 */
export function explanationOf(lost: readonly Pair[]): string[] {
  const moved = EXPLAINING.flatMap((metric) => {
    const all = lost.flatMap((pair) => movedIn(pair, metric)).sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
    return all.length === 0 ? [] : [all];
  }).sort(([a], [b]) => Math.abs(b?.change ?? 0) - Math.abs(a?.change ?? 0));
  if (moved.length === 0) return [];
  return [`Moved along with ${lost.length === 1 ? 'it' : 'them'}: ${moved.map(wordsOf).join('; ')}.`];
}

function movedIn(pair: Pair, metric: MetricId): MovedFigure[] {
  const change = changeOf(pair.baseline.point.metrics[metric], pair.candidate.point.metrics[metric]);
  return change === null || Math.abs(change) < LEAST_MOVE ? [] : [{ metric, change, pair }];
}

function wordsOf([first, ...others]: readonly MovedFigure[]): string {
  if (first === undefined) throw new Error('nothing moved');
  const { metric, pair } = first;
  const { baseline, candidate } = pair;
  const values = [baseline, candidate].map(({ point }) => withoutZeros(formatNumber(point.metrics[metric])));
  const more = others.length === 0 ? '' : `, and at ${formatCount(others.length)} more`;
  const place = atLoad(candidate.configuration.id, candidate.point.load);
  return `${metricName(metric)} ${values.join(' → ')} (${place}${more})`;
}

/** `0.620` as `0.62`. */
function withoutZeros(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
}
