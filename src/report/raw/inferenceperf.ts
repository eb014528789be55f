import { z } from 'zod';
import type { Run } from '../../run/run.ts';
import { assemble } from '../assemble.ts';
import { UNKNOWN } from '../deployment.ts';
import { FactCollector } from '../facts.ts';
import type { Findings } from '../finding.ts';
import { inferencePerfLoop } from '../load.ts';
import { dig, index, positive } from '../lookup.ts';
import { isRecord } from '../recognise.ts';
import { dropBadSpread, type TimeStatistics } from '../statistics.ts';
import { validate } from '../validate.ts';
import { NOTHING_ASKED } from '../workload.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';

/*
 * `stage_<N>_lifecycle_metrics.json` and `summary_lifecycle_metrics.json` of inference-perf. Source:
 * inference_perf/reportgen/base.py in kubernetes-sigs/inference-perf. Times are in seconds. Rates are over the time of
 * all requests, while `send_duration` is that of sending alone. `…_prometheus_metrics.json` beside them, what the server
 * counted in the meantime, has the same root keys, and an empty summary of the load.
 */

const quantity = z.number().nonnegative();
const statistics = z
  .looseObject({
    mean: quantity,
    median: quantity.nullish(),
    p90: quantity.nullish(),
    p95: quantity.nullish(),
    p99: quantity.nullish(),
  })
  .nullish();
const rate = quantity.nullish();
/** Of no requests there is a total alone. */
const lengths = z.looseObject({ mean: quantity.nullish() }).nullish();
const schema = z.looseObject({
  load_summary: z.looseObject({
    count: quantity.nullish(),
    send_duration: rate,
    requested_rate: rate,
    concurrency: rate,
  }),
  benchmark_time_seconds: rate,
  successes: z.looseObject({
    count: quantity,
    latency: z.looseObject({
      request_latency: statistics,
      time_to_first_token: statistics,
      time_per_output_token: statistics,
      inter_token_latency: statistics,
    }),
    throughput: z.looseObject({
      input_tokens_per_sec: rate,
      output_tokens_per_sec: rate,
      total_tokens_per_sec: rate,
      requests_per_sec: rate,
    }),
    prompt_len: lengths,
    prompt_tokens: lengths,
    output_len: lengths,
    output_tokens: lengths,
  }),
  failures: z.looseObject({ count: quantity }),
});
type Result = z.infer<typeof schema>;

const LATENCIES = ['request_latency', 'time_to_first_token', 'time_per_output_token', 'inter_token_latency'] as const;
const LENGTHS = ['prompt_len', 'prompt_tokens', 'output_len', 'output_tokens'] as const;

export const inferencePerf: RawFormat = {
  name: 'inference-perf lifecycle metrics',
  mayHold: (keys) => keys.has('load_summary'),
  holds: ({ load_summary: load, successes, failures }) => isRecord(load) && (isRecord(successes) || isRecord(failures)),
  entries: ONE_RUN,
  read,
};

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  const other = otherThanLoad(document, file);
  if (other !== null) {
    findings.noteOnce('no-measurement', `inference-perf's ${other}: left out`);
    return null;
  }
  const places = [...LATENCIES.map((name) => ['latency', name]), ...LENGTHS.map((name) => [name])];
  for (const place of places) {
    dropBadSpread(dig(document, 'successes', ...place), [...root, 'successes', ...place], findings);
  }
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const { load_summary: load, successes, failures } = result;
  const { latency, throughput } = successes;
  return assemble(
    {
      file,
      harness: 'inference-perf',
      harnessVersion: null,
      model: null,
      quantization: null,
      deployment: UNKNOWN,
      facts: new FactCollector().add('beside', document, '', (key) => KNOWN.has(key)).facts,
      treatment: null,
      measuredAt: null,
      requestedLoad: inferencePerfLoop(positive(load.concurrency), positive(load.requested_rate)),
      requestedWorkload: () => NOTHING_ASKED,
      stage: index(/(?:^|\/)stage_(\d+)_[^/]*$/.exec(file)?.[1]),
      prompts: positive(load.count),
      ofSessions: false,
      pods: null,
      duration: result.benchmark_time_seconds ?? load.send_duration ?? null,
      requests: {
        total: successes.count + failures.count,
        failures: failures.count,
        input_length: length(successes.prompt_len ?? successes.prompt_tokens),
        output_length: length(successes.output_len ?? successes.output_tokens),
        countsAttempts: true,
      },
      latency: {
        path: [...root, 'successes', 'latency'],
        ttft: seconds(latency.time_to_first_token, 's'),
        tpot: seconds(latency.time_per_output_token, 's/token'),
        itl: seconds(latency.inter_token_latency, 's/token'),
        e2el: seconds(latency.request_latency, 's'),
      },
      throughput: {
        path: [...root, 'successes', 'throughput'],
        output: throughput.output_tokens_per_sec ?? null,
        input: throughput.input_tokens_per_sec ?? null,
        total: throughput.total_tokens_per_sec ?? null,
        requests: throughput.requests_per_sec ?? null,
      },
    },
    findings,
  );
}

const KNOWN = new Set(['load_summary', 'benchmark_time_seconds', 'successes', 'failures']);

/** What a file beside lifecycle metrics tells of, or null. */
function otherThanLoad({ load_summary: load, successes }: RawEntry['document'], file: string): string | null {
  if (/(^|\/)adapter_[^/]*$/.test(file)) return 'figures of one adapter, a part of the load on the deployment';
  const isServers = isRecord(load) && Object.keys(load).length === 0 && dig(successes, 'latency') === undefined;
  return isServers ? 'metrics of the server, not of requests' : null;
}

/** Whether a document sums up all stages of a run, and so is no load point. */
export function sumsUpStages(document: unknown): boolean {
  return isRecord(dig(document, 'load_summary')) && dig(document, 'load_summary', 'requested_rate') === undefined;
}

type Statistics = Result['successes']['latency']['request_latency'];

function seconds(stats: Statistics, units: 's' | 's/token'): TimeStatistics | null {
  return stats === null || stats === undefined ? null : { ...stats, units, p50: stats.median };
}

function length(stats: Result['successes']['prompt_len']): { units: 'count'; mean: number } | null {
  return stats?.mean == null ? null : { units: 'count', mean: stats.mean };
}
