import { costOf, type Prices, type Purchase } from './cost.ts';
import type { Deployment } from './deployment.ts';
import { METRICS, type Metric, type MetricId, type Metrics } from './metric.ts';

/** A metric that is an amount of dollars. */
interface CostMetric extends Metric {
  readonly purchase: Purchase;
}

/** The metrics that take prices, in the order of the table. */
export const COSTS: readonly CostMetric[] = METRICS.filter((metric): metric is CostMetric => metric.purchase !== null);

export const COST_IDS: readonly MetricId[] = COSTS.map(({ id }) => id);

/** What a metric is the cost of; null for anything that is no cost. */
export function purchaseOf(id: string): Purchase | null {
  return COSTS.find((cost) => cost.id === id)?.purchase ?? null;
}

/** Metrics with costs by other prices. */
export function repriced(metrics: Metrics, deployment: Deployment, prices: Prices): Metrics {
  return withCosts(metrics, ({ purchase: { rate } }) => {
    const cost = costOf(deployment, metrics[rate], prices);
    return Number.isFinite(cost) ? cost : null;
  });
}

/** Metrics with other costs. */
export function withCosts(metrics: Metrics, costFrom: (metric: CostMetric) => number | null): Metrics {
  const others = { ...metrics };
  for (const metric of COSTS) others[metric.id] = costFrom(metric);
  return others;
}
