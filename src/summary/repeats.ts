import type { Row } from '../regression/row.ts';
import { METRICS } from '../run/metric.ts';
import { variance } from '../run/spread.ts';
import type { Point } from '../scenario/scenario.ts';
import { formatCount, formatDeviation, formatMetric } from './numberformat.ts';

/** What n and ± mean, where they are shown. */
export const MEANING_OF_REPEATS = 'n: how many repeats; the figure is their median, ± their standard deviation.';

/** A median with its number of runs and scatter: `2,381 (n 3, ±0.6%)`; only the figure for a single run. */
export function formatMedian(metric: Row['metric'], value: number | null, samples: readonly number[]): string {
  const figure = formatMetric(metric, value);
  if (value === null || value === 0 || samples.length < 2) return figure;
  return `${figure} (n ${formatCount(samples.length)}, ${formatDeviation(Math.sqrt(variance(samples)) / Math.abs(value))})`;
}

/** What a point's repeats say about a metric, as far as they say anything. */
export function samplesOf(point: Point | null, metric: Row['metric']): number[] {
  const known = METRICS.find(({ id }) => id === metric);
  return known === undefined ? [] : (point?.samples ?? []).flatMap((sample) => sample[known.id] ?? []);
}
