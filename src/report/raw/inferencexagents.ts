import { z } from 'zod';
import type { ExplainingFigures, Run } from '../../run/run.ts';
import { assemble, type RawReport, UNSTATED } from '../assemble.ts';
import type { Findings, Path } from '../finding.ts';
import type { Harness } from '../harness.ts';
import { dig, positive, word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { closedLoop } from '../requestedload.ts';
import { prefixShape } from '../requestedworkload.ts';
import { dropBad, type TimeStatistics } from '../statistics.ts';
import { validate } from '../validate.ts';
import type { RawEntry } from './format.ts';
import { deploymentIn, explainingIn, factsIn, SYSTEM } from './inferencexsystem.ts';

/*
 * `agg_*.json` of InferenceX's agents at work, which it makes of AIPerf's records. Source: infx/results/agentic in
 * SemiAnalysisAI/InferenceX. Latencies are in seconds; what it calls TPOT is AIPerf's ITL. The figures are of the requests
 * that succeeded, and stand under `request_metrics`, or in earlier versions at the root: `mean_ttft`, `output_tput_tps`. The
 * first had `users` for `conc` and `ttlt` for E2EL. `num_requests_total` holds the warm-ups. `tp` of several nodes is a sum.
 */

const SCENARIO = 'agentic-coding';

/** Whether a document describes agents, in any generation. */
export function areOfAgents({
  scenario_type: type,
  request_metrics: metrics,
  hw,
  conc,
}: RawEntry['document']): boolean {
  return type === SCENARIO || (isRecord(metrics) && (hw !== undefined || conc !== undefined));
}

const quantity = z.number().nonnegative();
const figure = quantity.nullish();
const stats = z.lazy(() =>
  z
    .looseObject({ mean: figure, p50: figure, median: figure, p90: figure, p95: figure, p99: figure, std: figure })
    .nullish(),
);
const rate = z.lazy(() => z.looseObject({ tokens_per_second: figure }).nullish());
const metricsSchema = z.lazy(() =>
  z.looseObject({
    latency: z.looseObject({ ttft: stats, e2el: stats, itl: stats, tpot: stats }),
    tokens: z.looseObject({ input: stats, output_actual: stats }).nullish(),
    throughput: z.looseObject({ input: rate, output: rate, total: rate, duration_seconds: figure }),
  }),
);
type Stats = z.infer<typeof stats>;

const schema = z.lazy(() =>
  z.looseObject({
    ...SYSTEM,
    users: figure,
    num_requests_total: figure,
    num_requests_successful: figure,
    request_metrics: metricsSchema,
  }),
);
type Agents = z.infer<typeof schema>;

/** @param harness that the aggregates belong to */
export function readAgents({ document, file, root }: RawEntry, harness: Harness, findings: Findings): Run | null {
  const isNested = document.request_metrics !== undefined;
  const place = isNested ? [...root, 'request_metrics'] : root;
  for (const name of ['ttft', 'e2el', 'ttlt', 'itl']) {
    dropBad(dig(document, 'request_metrics', 'latency', name), SPREAD, [...place, 'latency', name], findings);
    const keys = SPREAD.map((statistic) => `${statistic}_${name}`);
    dropBad(document, keys, root, findings);
  }
  const whole = isNested ? document : { ...document, request_metrics: nested(document) };
  const result = validate(schema, whole, findings, root);
  if (result === null) return null;
  const { throughput, latency } = result.request_metrics;
  const duration = throughput.duration_seconds ?? null;
  const completed = result.num_requests_successful ?? null;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness,
      model: modelName(result.model),
      quantization: word(result.precision),
      deployment: deploymentIn(result),
      facts: factsIn(result)
        .fact('workload', 'scenario_type', SCENARIO)
        .fact('workload', 'dataset', word(dig(result, 'dataset', 'hf_dataset_name'))).facts,
      requestedLoad: closedLoop(positive(result.conc) ?? positive(result.users)),
      requestedWorkload: () => ({ isl: null, osl: null, prefix: MULTI_TURN }),
      duration,
      requests: requestsOf(result, findings, root),
      explaining: explained(result),
      latency: {
        path: place,
        ttft: time(latency.ttft, 's'),
        tpot: null,
        itl: time(latency.itl, 's/token'),
        e2el: time(latency.e2el, 's'),
      },
      throughput: {
        path: place,
        output: throughput.output?.tokens_per_second ?? null,
        input: throughput.input?.tokens_per_second ?? null,
        total: throughput.total?.tokens_per_second ?? null,
        requests: completed === null || duration === null || duration <= 0 ? null : completed / duration,
      },
    },
    findings,
  );
}

const MULTI_TURN = prefixShape({ length: null, groups: null, perGroup: null, multiTurn: true });

/** Figures at the root, nested as in the present version. */
function nested(document: RawEntry['document']): unknown {
  const statistics = (...names: readonly string[]) => {
    const name = names.find((one) => document[`mean_${one}`] !== undefined) ?? names[0];
    return Object.fromEntries(['mean', ...SPREAD].map((key) => [key, document[`${key}_${name}`]]));
  };
  const tokens = (name: string) => ({ tokens_per_second: document[`${name}_tput_tps`] });
  return {
    latency: { ttft: statistics('ttft'), e2el: statistics('e2el', 'ttlt'), itl: statistics('itl') },
    tokens: { input: statistics('input_tokens'), output_actual: statistics('output_tokens_actual') },
    throughput: {
      ...{ input: tokens('input'), output: tokens('output'), total: tokens('total') },
      duration_seconds: document.duration_seconds,
    },
  };
}

const SPREAD = ['median', 'p50', 'p90', 'p95', 'p99', 'std'] as const;

function time(statistics: Stats, units: TimeStatistics['units']): TimeStatistics | null {
  if (statistics?.mean == null) return null;
  const { mean, p50, median, p90, p95, p99 } = statistics;
  return { units, mean, p50: p50 ?? median, p90, p95, p99 };
}

/** Requests of the measured phase. */
function requestsOf(result: Agents, findings: Findings, root: Path): RawReport['requests'] {
  const completed = result.num_requests_successful ?? null;
  const failures = completed === null ? null : failuresOf(result, completed);
  if (failures === null) {
    const message = 'failed requests cannot be told from warm-ups: the failure rate is unknown';
    findings.warnOnce('unknown-failures', [...root, 'num_requests_total'], message);
  }
  return {
    total: completed,
    failures,
    input_length: lengthOf(result.request_metrics.tokens?.input),
    output_length: lengthOf(result.request_metrics.tokens?.output_actual),
    countsAttempts: false,
  };
}

/** Of what was dropped, warm-ups do not count, and everything else failed; the first versions had no warm-ups. */
function failuresOf(result: Agents, completed: number): number | null {
  const accounting = result.request_accounting;
  const [dropped, warmups] = [dig(accounting, 'records_dropped_total'), dig(accounting, 'records_warmup_dropped')];
  if (typeof dropped === 'number' && typeof warmups === 'number') return dropped < warmups ? null : dropped - warmups;
  const missing = result.num_requests_total == null ? null : result.num_requests_total - completed;
  return missing === 0 || (missing !== null && missing > 0 && result.users != null) ? missing : null;
}

function lengthOf(statistics: Stats): { units: 'count'; mean: number; stddev: number | null } | null {
  return statistics?.mean == null ? null : { units: 'count', mean: statistics.mean, stddev: statistics.std ?? null };
}

/** The hit rate of all caches, otherwise that of the GPUs' own; the theoretical one assumes an infinite cache. */
function explained(result: Agents): ExplainingFigures {
  const cache = dig(result, 'server_metrics', 'cache');
  const rates = [
    dig(cache, 'overall_cache_hit_rate'),
    dig(cache, 'gpu_cache_hit_rate'),
    result.server_overall_cache_hit_rate,
    result.server_gpu_cache_hit_rate,
  ];
  const hit = rates.find((value): value is number => typeof value === 'number' && value >= 0 && value <= 1);
  return { ...explainingIn(result), cacheHitRate: hit ?? null };
}
