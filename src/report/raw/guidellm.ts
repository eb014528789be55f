import { z } from 'zod';
import type { Facts } from '../../run/facts.ts';
import type { Run } from '../../run/run.ts';
import { assemble } from '../assemble.ts';
import { UNKNOWN } from '../deployment.ts';
import { FactCollector } from '../facts.ts';
import type { Findings, Path } from '../finding.ts';
import { closedLoop, loopOf, type RequestedLoad } from '../load.ts';
import { dig, positive, word } from '../lookup.ts';
import { modelAt } from '../model.ts';
import { momentOf } from '../moment.ts';
import { isRecord } from '../recognise.ts';
import { dropBadSpread, type TimeStatistics } from '../statistics.ts';
import { averagedRates } from '../tokenrate.ts';
import { describe, validate } from '../validate.ts';
import { prefixShape, type RequestedWorkload, syntheticData } from '../workload.ts';
import type { RawEntry, RawFormat } from './format.ts';

/*
 * Results of GuideLLM, JSON or YAML, with several benchmarks to a file: those without a version (0.2 and 0.3), version 1
 * (0.4 and 0.5) and version 2 (from 0.6). Source: src/guidellm/benchmark/schemas and src/guidellm/schemas/base in
 * vllm-project/guidellm. Statistics are kept by how requests ended; those of the successful ones are read. Request
 * latency is in seconds, all other times are in milliseconds. TPOT is E2EL ÷ OSL and counts the first token.
 */

const NEWEST = 2;

const quantity = z.number().nonnegative();
const percentile = quantity.nullish();
const distribution = z.looseObject({
  mean: quantity,
  median: percentile,
  percentiles: z.looseObject({ p50: percentile, p90: percentile, p95: percentile, p99: percentile }).nullish(),
});
type Distribution = z.infer<typeof distribution> | null | undefined;
const optional = z.looseObject({ successful: distribution.nullish() }).nullish();
const required = z.looseObject({ successful: distribution });
const totals = z.looseObject({ successful: quantity, errored: quantity.nullish(), incomplete: quantity.nullish() });
const schema = z.looseObject({
  duration: quantity.nullish(),
  start_time: quantity.nullish(),
  end_time: quantity.nullish(),
  request_totals: totals.nullish(),
  metrics: z.looseObject({
    request_totals: totals.nullish(),
    requests_per_second: required,
    output_tokens_per_second: optional,
    tokens_per_second: optional,
    request_latency: optional,
    time_to_first_token_ms: optional,
    time_per_output_token_ms: optional,
    inter_token_latency_ms: optional,
    prompt_token_count: optional,
    output_token_count: optional,
  }),
});
type Benchmark = z.infer<typeof schema>;

const DISTRIBUTIONS = [
  ...['requests_per_second', 'output_tokens_per_second', 'tokens_per_second', 'request_latency'],
  ...['time_to_first_token_ms', 'time_per_output_token_ms', 'inter_token_latency_ms'],
  ...['prompt_token_count', 'output_token_count'],
];

export const guidellm: RawFormat = {
  name: 'GuideLLM',
  mayHold: (keys) => keys.has('benchmarks') || (keys.has('metadata') && (keys.has('args') || keys.has('config'))),
  holds: (document) =>
    Array.isArray(document.benchmarks) &&
    (dig(document, 'metadata', 'guidellm_version') !== undefined || document.benchmarks.some(isBenchmark)),
  entries: ({ benchmarks }) => Math.max((benchmarks as unknown[]).length, 1),
  read,
};

/** Whether an entry is a benchmark of any generation; the oldest had a mode, and results instead of metrics. */
function isBenchmark(entry: unknown): boolean {
  if (!isRecord(entry)) return false;
  const isCurrent =
    isRecord(entry.metrics) && ('request_totals' in entry || 'scheduler_metrics' in entry || 'type_' in entry);
  return isCurrent || isRecord(entry.run_stats) || ('mode' in entry && Array.isArray(entry.results));
}

function read({ document, index, file, root }: RawEntry, findings: Findings): Run | null {
  const version = dig(document, 'metadata', 'version') ?? null;
  if (version !== null && !(typeof version === 'number' && version >= 1 && version <= NEWEST)) {
    const message = `result of version ${describe(version)}: expected 1 or ${NEWEST}, or none as up to 0.3; update this program`;
    findings.error('unknown-version', [...root, 'metadata', 'version'], message);
    return null;
  }
  const entry = dig(document, 'benchmarks', index);
  const path = [...root, 'benchmarks', index];
  if (entry === undefined) {
    findings.note('no-measurement', 'GuideLLM result without a benchmark: left out');
    return null;
  }
  const type = word(dig(entry, 'type_'));
  if (type !== null && type !== 'generative_benchmark') {
    findings.note('no-measurement', `GuideLLM benchmark of the type ${type}, not generative_benchmark: left out`);
    return null;
  }
  if (!isRecord(dig(entry, 'metrics', 'requests_per_second'))) {
    const found = isRecord(entry) ? Object.keys(entry).slice(0, 12).join(', ') : 'no mapping';
    const message = `recognised as a GuideLLM benchmark, but of an unknown generation: expected metrics.requests_per_second, found ${found}`;
    findings.error('unknown-version', path, message);
    return null;
  }
  for (const name of DISTRIBUTIONS) dropBad(entry, name, path, findings);
  const benchmark = validate(schema, entry, findings, path);
  return benchmark === null ? null : runOf(benchmark, { document, index, file, root }, path, findings);
}

function dropBad(entry: unknown, name: string, path: Path, findings: Findings): void {
  const place = ['metrics', name, 'successful'];
  dropBadSpread(dig(entry, ...place), [...path, ...place], findings);
  dropBadSpread(dig(entry, ...place, 'percentiles'), [...path, ...place, 'percentiles'], findings);
}

/** Largest difference between a rate of tokens and requests/s × tokens per request that rounding and sampling make. */
const RATE_TOLERANCE = 0.1;

function runOf(
  benchmark: Benchmark,
  { document, index, file, root }: RawEntry,
  path: Path,
  findings: Findings,
): Run | null {
  const { metrics, duration, start_time: start, end_time: end } = benchmark;
  const counts = metrics.request_totals ?? benchmark.request_totals;
  const requests = metrics.requests_per_second.successful.mean;
  const [isl, osl] = [lengthOf(metrics.prompt_token_count), lengthOf(metrics.output_token_count)];
  const rate = (name: 'output_tokens_per_second' | 'tokens_per_second') => metrics[name]?.successful?.mean ?? null;
  return assemble(
    {
      file,
      harness: 'guidellm',
      harnessVersion: word(dig(document, 'metadata', 'guidellm_version')),
      model: modelOf(document, index, root, findings),
      quantization: null,
      deployment: UNKNOWN,
      facts: factsIn(document),
      treatment: null,
      measuredAt: momentOf(end ?? start),
      requestedLoad: loadOf(dig(benchmark, 'config', 'strategy') ?? dig(benchmark, 'args', 'strategy')),
      requestedWorkload: () => workloadOf(document, benchmark),
      stage: index,
      prompts: null,
      ofSessions: false,
      pods: null,
      duration: duration ?? positive((end ?? 0) - (start ?? Number.NaN)),
      requests: counts
        ? {
            total: counts.successful + (counts.errored ?? 0) + (counts.incomplete ?? 0),
            failures: counts.errored ?? null,
            incomplete: counts.incomplete ?? null,
            input_length: isl === null ? null : { units: 'count', mean: isl },
            output_length: osl === null ? null : { units: 'count', mean: osl },
            countsAttempts: true,
          }
        : null,
      latency: {
        path: [...path, 'metrics'],
        ttft: timeOf(metrics.time_to_first_token_ms, 'ms'),
        tpot: timeOf(metrics.time_per_output_token_ms, 'ms/token'),
        itl: timeOf(metrics.inter_token_latency_ms, 'ms/token'),
        e2el: timeOf(metrics.request_latency, 's'),
      },
      throughput: averagedRates(
        {
          path: [...path, 'metrics'],
          output: rate('output_tokens_per_second'),
          input: null,
          total: rate('tokens_per_second'),
          requests,
        },
        isl,
        osl,
        RATE_TOLERANCE,
        findings,
      ),
    },
    findings,
  );
}

/** Arguments of the command, wherever a generation keeps them. */
function factsIn(document: unknown): Facts {
  const args = dig(document, 'config', 'spec') ?? dig(document, 'args');
  return new FactCollector().add('harness', args, '', (key) => KNOWN.has(key)).facts;
}

/** What fields of a run are read from, and what the load is made of. */
const KNOWN = new Set(['data', 'model', 'rate', 'profile', 'max_requests', 'max_seconds', 'processor', 'data_args']);

function timeOf(
  status: { successful?: Distribution } | null | undefined,
  units: TimeStatistics['units'],
): TimeStatistics | null {
  const stats = status?.successful;
  if (stats === null || stats === undefined) return null;
  const { mean, median, percentiles } = stats;
  const { p50, p90, p95, p99 } = percentiles ?? {};
  return { units, mean, p50: p50 ?? median, p90, p95, p99 };
}

function lengthOf(status: { successful?: Distribution } | null | undefined): number | null {
  return positive(status?.successful?.mean);
}

/** A benchmark's own strategy; a `throughput` strategy has a cap, not a level. */
function loadOf(strategy: unknown): RequestedLoad {
  const type = word(dig(strategy, 'type_')) ?? word(dig(strategy, 'kind'));
  if (type === 'synchronous') return closedLoop(1);
  if (type === 'concurrent') return closedLoop(positive(dig(strategy, 'streams')));
  const isOpen = type === 'constant' || type === 'poisson' || type === 'async';
  return isOpen
    ? loopOf(positive(dig(strategy, 'max_concurrency')), positive(dig(strategy, 'rate')))
    : closedLoop(null);
}

function modelOf(document: unknown, index: number, root: Path, findings: Findings): string | null {
  const at = (...steps: Path) => modelAt(document, steps, root, findings);
  return (
    at('benchmarks', index, 'config', 'backend', 'model') ??
    at('benchmarks', index, 'worker', 'backend_model') ??
    at('config', 'spec', 'backend', 'model') ??
    at('args', 'model')
  );
}

/** Requested lengths. With a shared prefix or several turns a prompt is longer than what was asked for. */
function workloadOf(document: unknown, benchmark: Benchmark): RequestedWorkload {
  const ask = syntheticData(
    dig(document, 'config', 'spec', 'data') ??
      dig(document, 'args', 'data') ??
      dig(benchmark, 'request_loader', 'data'),
  );
  const bucket = dig(ask('prefix_buckets'), 0);
  const prefix = {
    length: positive(ask('prefix_tokens')) ?? positive(dig(bucket, 'prefix_tokens')),
    groups: positive(ask('prefix_count')) ?? positive(dig(bucket, 'prefix_count')),
    perGroup: null,
    multiTurn: (positive(ask('turns')) ?? 1) > 1,
  };
  const isLonger = prefix.length !== null || prefix.multiTurn;
  return {
    isl: isLonger ? null : positive(ask('prompt_tokens')),
    osl: positive(ask('output_tokens')),
    prefix: prefixShape(prefix),
  };
}
