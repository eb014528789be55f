import { METRICS, type MetricId } from '../run/metric.ts';

/** Whether an objective on a metric is a least value; else it is a largest one. */
export function isHigherBetter(metric: MetricId): boolean {
  return METRICS.find(({ id }) => id === metric)?.better === 'higher';
}
