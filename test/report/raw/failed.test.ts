import { expect, test } from 'vitest';
import { metricsOf } from '../../../src/run/metric.ts';
import { AGGREGATE, readAll, v01, v02, yaml } from '../texts.ts';
import { aiperf, benchmark, guidellm, inferencePerf, python, vllm } from './fixtures.ts';

/*
 * A run whose requests all failed is a measurement: no tokens, no latency, a failure rate of 1. A bound finds it.
 */

const zeros = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 0]));
const flat = (value: unknown) =>
  Object.fromEntries(
    ['ttft', 'tpot', 'itl', 'e2el'].flatMap((name) =>
      ['mean', 'median', 'std', 'p99'].map((statistic) => [`${statistic}_${name}_ms`, value]),
    ),
  );
const THROUGHPUTS = ['request_throughput', 'output_throughput', 'total_token_throughput'];
const TOKENS = ['total_input_tokens', 'total_output_tokens'];
const noneOf = { successful: { mean: 0, median: 0, count: 0 }, errored: { mean: 0, count: 20 } };
const lifecycle = inferencePerf(
  {},
  {
    count: 0,
    latency: Object.fromEntries(Object.keys(latencyOf(inferencePerf())).map((name) => [name, null])),
    throughput: zeros('input_tokens_per_sec', 'output_tokens_per_sec', 'total_tokens_per_sec', 'requests_per_sec'),
    prompt_len: null,
    output_len: null,
  },
  { failures: { count: 20 } },
);

function latencyOf(document: Record<string, unknown>): object {
  return (document.successes as { latency: object }).latency;
}

const failed: readonly (readonly [string, string])[] = [
  ['vLLM', python(vllm({ completed: 0, failed: 20, ...zeros(...THROUGHPUTS, ...TOKENS), ...flat(0) }))],
  ['inference-perf', python(lifecycle)],
  [
    'GuideLLM',
    python(
      guidellm(1, [
        benchmark(
          { type_: 'concurrent', streams: 8 },
          {
            metrics: {
              request_totals: { successful: 0, errored: 20, incomplete: 0, total: 20 },
              ...Object.fromEntries(
                Object.keys((benchmark({}).metrics ?? {}) as object)
                  .filter((name) => name !== 'request_totals')
                  .map((name) => [name, noneOf]),
              ),
            },
          },
        ),
      ]),
    ),
  ],
  [
    'AIPerf',
    python({
      ...Object.fromEntries(
        Object.entries(aiperf()).filter(([, value]) => !(typeof value === 'object' && value && 'avg' in value)),
      ),
      error_request_count: { unit: 'requests', avg: 20 },
      benchmark_duration: { unit: 'sec', avg: 8 },
      error_summary: [{ error_details: { code: 500 }, count: 20 }],
    }),
  ],
  [
    'v0.1, which counts completed requests',
    yaml(
      v01({
        'metrics.requests': {
          total: 0,
          failures: 20,
          input_length: { units: 'count', mean: 0 },
          output_length: { units: 'count', mean: 0 },
        },
        'metrics.latency': {
          time_to_first_token: { units: 'ms', mean: 0 },
          request_latency: { units: 'ms', mean: 0 },
        },
        'metrics.throughput': zeros('output_tokens_per_sec', 'total_tokens_per_sec', 'requests_per_sec'),
      }),
    ),
  ],
  [
    'v0.2, which counts attempts',
    yaml(
      v02({
        [`${AGGREGATE}.requests`]: { total: 20, failures: 20 },
        [`${AGGREGATE}.latency`]: {},
        [`${AGGREGATE}.throughput`]: undefined,
      }),
    ),
  ],
];

test.each(failed)('%s', (name, text) => {
  const path = text.startsWith('{') ? 'results/stage_0_lifecycle_metrics.json' : 'results/benchmark_report.yaml';
  const [reading, ...others] = readAll(text, { path });
  expect(others).toEqual([]);
  if (!reading?.run) throw new Error(`${name}: no run`);
  expect(metricsOf(reading.run, { userThroughput: 'concurrency' })).toMatchObject({
    'output-throughput': 0,
    'request-throughput': 0,
    completed: 0,
    failures: 20,
    'failure-rate': 1,
    ttft: null,
    tpot: null,
    e2el: null,
  });
});
