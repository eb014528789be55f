import type { MetricId, Metrics } from './metric.ts';

const FIGURES: readonly MetricId[] = [
  'duration',
  'completed',
  'output-throughput',
  'request-throughput',
  'ttft',
  'e2el',
];

/** What tells a run from others, whether it was read from a report or back from a `report.json`: no two agree in all. */
export function figuresOf(metrics: Metrics): string {
  return FIGURES.map((metric) => metrics[metric]).join(' ');
}
