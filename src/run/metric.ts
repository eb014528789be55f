import { costOf, NO_PRICES, OUTPUT_TOKENS, type Prices, type Purchase } from './cost.ts';
import type { ExplainingFigures, Latency, Run } from './run.ts';

/** How tok/s/user is defined: output tok/s ÷ concurrency, or 1000 ÷ mean TPOT in ms. */
export type UserThroughput = 'concurrency' | 'tpot';

/** What a metric depends on apart from the run. */
export interface Terms {
  readonly userThroughput: UserThroughput;
  /** Empty by default. */
  readonly prices?: Prices;
}

const LATENCIES = ['ttft', 'tpot', 'itl', 'e2el'] as const;
const PERCENTILES = ['p50', 'p90', 'p95', 'p99'] as const;

type LatencyId = (typeof LATENCIES)[number];
type Percentile = (typeof PERCENTILES)[number];

/** The same id everywhere: in columns, axes, bounds and JSON keys. */
export type MetricId = (typeof ROWS)[number]['id'];

/** Values of every metric for one run or point; null where unknown. */
export type Metrics = Readonly<Record<MetricId, number | null>>;

/** A metric of the table, whose ids are those of its rows. */
export type Metric = Row<MetricId>;

interface Row<Id extends string> {
  readonly id: Id;
  /** Short name for a column or an axis. */
  readonly label: string;
  /** Empty for a dimensionless number. */
  readonly unit: string;
  /** Which direction is an improvement; null if neither is. */
  readonly better: 'higher' | 'lower' | null;
  /** Whether it serves to explain changes of other metrics, and is only shown if a harness states it. */
  readonly explains: boolean;
  /** What an amount of dollars buys, which takes prices to know; null for a metric that is no cost. */
  readonly purchase: Purchase | null;
  readonly read: (run: Run, terms: Terms) => number | null;
}

type BetterWay = Row<string>['better'];
type MetricReader = Row<string>['read'];

/** The rates of which a cost can be, as runs carry them. */
const RATES = {
  'output-throughput': 'outputThroughput',
  'total-throughput': 'totalThroughput',
  'request-throughput': 'requestThroughput',
} as const satisfies Record<Purchase['rate'], keyof Run['measured']>;

const LATENCY_LABELS: Record<LatencyId, string> = { ttft: 'TTFT', tpot: 'TPOT', itl: 'ITL', e2el: 'E2EL' };

/** To add a metric, add a row here. */
const ROWS = [
  metric('throughput-per-user', 'tok/s/user', 'tok/s/user', 'higher', perUser),
  metric('throughput-per-gpu', 'tok/s/GPU', 'tok/s/GPU', 'higher', (run) =>
    ratio(run.measured.outputThroughput, run.deployment.gpus),
  ),
  costing('cost', 'Cost', OUTPUT_TOKENS),
  metric('output-throughput', 'Output throughput', 'tok/s', 'higher', (run) => run.measured.outputThroughput),
  metric('total-throughput', 'Total throughput', 'tok/s', 'higher', (run) => run.measured.totalThroughput),
  metric('request-throughput', 'Request throughput', 'requests/s', 'higher', (run) => run.measured.requestThroughput),
  ...LATENCIES.flatMap((id) => [
    metric(id, `Mean ${LATENCY_LABELS[id]}`, 'ms', 'lower', (run) => run.measured[id]?.mean ?? null),
    ...PERCENTILES.map((p) =>
      metric(`${id}-${p}`, `${LATENCY_LABELS[id]} ${p}`, 'ms', 'lower', (run) => percentile(run.measured[id], p)),
    ),
  ]),
  metric('duration', 'Duration', 's', null, (run) => run.measured.duration),
  metric('completed', 'Completed', 'requests', 'higher', (run) => run.measured.completed),
  metric('failures', 'Failures', 'requests', 'lower', (run) => run.measured.failures),
  metric('failure-rate', 'Failure rate', '', 'lower', (run) => ratio(run.measured.failures, run.measured.attempts)),
  metric('isl', 'ISL', 'tokens', null, (run) => run.measured.isl),
  metric('osl', 'OSL', 'tokens', null, (run) => run.measured.osl),
  explaining('goodput', 'Goodput', 'requests/s', 'higher', stated('goodput')),
  explaining('slo-attainment', 'SLO attainment', '', 'higher', stated('sloAttainment')),
  explaining('cache-hit-rate', 'Cache hit rate', '', 'higher', stated('cacheHitRate')),
  explaining('acceptance-length', 'Acceptance length', 'tokens', 'higher', stated('acceptanceLength')),
  explaining('power', 'Power', 'W', 'lower', stated('power')),
  explaining('tokens-per-joule', 'Tokens per joule', 'tokens/J', 'higher', stated('tokensPerJoule')),
];

/** The table behind columns, axes, bounds and JSON keys. */
export const METRICS: readonly Metric[] = ROWS;

/** Made from JSON, so that its copies share one shape: objects built key by key take several times as much memory. */
const UNKNOWN: Record<MetricId, number | null> = JSON.parse(
  JSON.stringify(Object.fromEntries(METRICS.map(({ id }) => [id, null]))),
);

/** Whether larger values are better; a metric for which neither direction is better has no losses. */
export function isHigherBetter(metric: MetricId): boolean {
  return METRICS.find(({ id }) => id === metric)?.better !== 'lower';
}

/** Figures that explain changes of others; known if a harness states them. */
export const EXPLAINING: readonly MetricId[] = METRICS.filter(({ explains }) => explains).map(({ id }) => id);

/** Every metric of a run; a value beyond the largest double counts as unknown. */
export function metricsOf(run: Run, terms: Terms): Metrics {
  return fromTable((metric) => {
    const value = metric.read(run, terms);
    return Number.isFinite(value) ? value : null;
  });
}

/** A value per metric, in the order of the table. */
export function fromTable(value: (metric: Metric) => number | null): Metrics {
  const metrics = { ...UNKNOWN };
  for (const one of METRICS) metrics[one.id] = value(one);
  return metrics;
}

function metric<const Id extends string>(
  id: Id,
  label: string,
  unit: string,
  better: BetterWay,
  read: MetricReader,
): Row<Id> {
  return { id, label, unit, better, explains: false, purchase: null, read };
}

function explaining<const Id extends string>(...of: Parameters<typeof metric<Id>>): Row<Id> {
  return { ...metric(...of), explains: true };
}

function costing<const Id extends string>(id: Id, label: string, purchase: Purchase): Row<Id> {
  const read: MetricReader = ({ deployment, measured }, { prices = NO_PRICES }) =>
    costOf(deployment, measured[RATES[purchase.rate]], prices);
  return { ...metric(id, label, `$/${purchase.per.replace('million', 'M')}`, 'lower', read), purchase };
}

function stated(name: keyof ExplainingFigures): MetricReader {
  return ({ measured }) => measured.explaining[name];
}

function perUser(run: Run, { userThroughput }: Terms): number | null {
  if (userThroughput === 'concurrency') return ratio(run.measured.outputThroughput, run.load.concurrency);
  return ratio(1000, run.measured.timePerToken);
}

function percentile(latency: Latency | null, p: Percentile): number | null {
  return latency?.[p] ?? null;
}

function ratio(numerator: number | null, denominator: number | null): number | null {
  if (numerator === null || denominator === null || denominator <= 0) return null;
  return numerator / denominator;
}
