import { z } from 'zod';
import type { Facts } from '../../run/facts.ts';
import { NO_EXPLAINING, type Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import type { Byproduct } from '../byproduct.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings, Path } from '../finding.ts';
import { harness } from '../harness.ts';
import { dig, positive, word } from '../lookup.ts';
import { modelAt } from '../model.ts';
import { momentOf } from '../moment.ts';
import { isRecord } from '../recognise.ts';
import {
  closedLoop,
  type LoadSource,
  loopOf,
  NO_LOAD,
  otherLoad,
  type RequestedLoad,
  statedFor,
} from '../requestedload.ts';
import { type RequestedWorkload, specOf, syntheticData, syntheticWorkload } from '../requestedworkload.ts';
import { ofStage } from '../stages.ts';
import { dropBad, dropBadSpread, type TimeStatistics } from '../statistics.ts';
import { averagedRates, closedFlow, type Flow, flowingRates, RATE_TOLERANCE } from '../tokenrate.ts';
import { describe, validate } from '../validate.ts';
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
const distribution = z.lazy(() =>
  z.looseObject({
    mean: quantity,
    std_dev: percentile,
    median: percentile,
    percentiles: z.looseObject({ p50: percentile, p90: percentile, p95: percentile, p99: percentile }).nullish(),
  }),
);
type Distribution = z.infer<typeof distribution> | null | undefined;
const optional = z.lazy(() => z.looseObject({ successful: distribution.nullish() }).nullish());
const required = z.lazy(() => z.looseObject({ successful: distribution }));
const totals = z.lazy(() =>
  z.looseObject({ successful: quantity, errored: quantity.nullish(), incomplete: quantity.nullish() }),
);
const schema = z.lazy(() =>
  z.looseObject({
    duration: quantity.nullish(),
    start_time: quantity.nullish(),
    end_time: quantity.nullish(),
    request_totals: totals.nullish(),
    metrics: z.looseObject({
      request_totals: totals.nullish(),
      requests_per_second: required,
      request_goodput: optional,
      slo_attainment: percentile,
      output_tokens_per_second: optional,
      tokens_per_second: optional,
      request_latency: optional,
      time_to_first_token_ms: optional,
      time_per_output_token_ms: optional,
      inter_token_latency_ms: optional,
      prompt_token_count: optional,
      output_token_count: optional,
    }),
  }),
);
type Benchmark = z.infer<typeof schema>;

const DISTRIBUTIONS = [
  ...['requests_per_second', 'output_tokens_per_second', 'tokens_per_second', 'request_latency'],
  ...['time_to_first_token_ms', 'time_per_output_token_ms', 'inter_token_latency_ms'],
  ...['prompt_token_count', 'output_token_count', 'request_goodput'],
];

const RESULT: RawFormat = {
  name: 'GuideLLM',
  isSure: (text) => /guidellm_version|generative_benchmark|requests_per_second/.test(text),
  mayHold: (keys) => keys.has('benchmarks') || (keys.has('metadata') && (keys.has('args') || keys.has('config'))),
  holds: (document) =>
    Array.isArray(document.benchmarks) &&
    (dig(document, 'metadata', 'guidellm_version') !== undefined || document.benchmarks.some(isBenchmark)),
  // For a version that is not read, this is reported once.
  entries: (document) => (isRead(versionOf(document)) ? Math.max((document.benchmarks as unknown[]).length, 1) : 1),
  read,
};

const TABLE: Byproduct = {
  name: "GuideLLM's benchmarks.csv",
  file: /benchmarks\.csv$/,
  content: /^\ufeff?(?:[^\n]*,)?"?(Run (Info|ID|Index)|Benchmark)"?,/i,
  keep: 'benchmarks.json',
};

const PAGE: Byproduct = {
  name: "GuideLLM's benchmarks.html",
  file: /benchmarks\.html$/,
  content: /guide ?llm|window\.(run_?info|workload_?details)/i,
  keep: 'benchmarks.json',
};

export const GUIDELLM = harness('guidellm', 'GuideLLM', {
  counts: { total: 'attempts', failures: 'requests' },
  tpotHasFirstToken: true,
  averagesRates: true,
  hasStages: true,
  secondsAsMs: 'e2el',
  loadOf: loadOfArgs,
  // Converters write the cap of a `throughput` strategy as a concurrency; 512 may have been requested.
  loopOf: (concurrency, rate) => (concurrency === CAP && rate === null ? otherLoad('') : loopOf(concurrency, rate)),
  formats: [RESULT],
  byproducts: [TABLE, PAGE],
});

/**
 * By age: measured concurrencies, a profile by name, or a profile in a specification that each benchmark may modify.
 */
function loadOfArgs(asked: LoadSource): RequestedLoad {
  const args = ofStage(asked.args, asked.stage);
  const source = { ...asked, args };
  const measured = statedFor(source, 'profile', 'measured_concurrencies');
  if (measured !== null) return closedLoop(measured);
  const name = word(dig(args, 'profile'));
  if (name !== null) return byProfile(name, source, ['rate'], ['rate']);
  const profile = dig(args, 'spec', 'profile') === undefined ? ['profile'] : ['spec', 'profile'];
  const kind = word(dig(args, ...profile, 'kind')) ?? word(dig(args, ...profile, 'type_'));
  return kind === null ? NO_LOAD : byProfile(kind, source, [...profile, 'streams'], [...profile, 'rate']);
}

/**
 * Requests in flight that the scheduler permits by default: it writes this into every strategy. The first value is the
 * default up to 0.5 and for sweeps, the second is the present one.
 */
const CAP = 10_240;
const DEFAULT_CAPS: readonly (number | null)[] = [512, CAP];

function capOf(value: unknown): number | null {
  const cap = positive(value);
  return DEFAULT_CAPS.includes(cap) ? null : cap;
}

/**
 * A strategy, or a profile of one. `throughput` sends everything it has, up to a cap which is not a level; `trace` and
 * `replay` send what was recorded.
 */
function loadBy(kind: string | null, streams: number | null, rate: number | null, cap: unknown): RequestedLoad {
  if (kind === 'synchronous') return closedLoop(1);
  if (kind === 'concurrent') return closedLoop(streams);
  if (kind === 'throughput') return otherLoad('', capOf(cap));
  if (kind === 'trace' || kind === 'replay') return otherLoad('');
  if (kind === null || !OPEN.has(kind)) return NO_LOAD;
  const loop = loopOf(capOf(cap), rate);
  return kind === 'poisson' && rate !== null ? { ...loop, arrivals: 'Poisson arrivals' } : loop;
}

/** A sweep starts with one request at a time, then sends all at once; its rates are between what these two achieve. */
const STEPS = [() => closedLoop(1), (cap: unknown) => otherLoad('', capOf(cap))];

/** Strategies that send at a rate. */
const OPEN: ReadonlySet<string> = new Set(['constant', 'poisson', 'async']);

function byProfile(
  profile: string,
  source: LoadSource,
  streams: readonly string[],
  rate: readonly string[],
): RequestedLoad {
  if (profile === 'concurrent') return closedLoop(statedFor(source, ...streams));
  const cap = dig(source.args, ...streams.slice(0, -1), 'max_concurrency');
  if (profile === 'throughput') return otherLoad('', capOf(cap ?? statedFor(source, ...rate)));
  if (profile === SWEEP) return { ...(STEPS[source.stage ?? -1]?.(cap) ?? NO_LOAD), isFound: true };
  return loadBy(profile, null, OPEN.has(profile) ? statedFor(source, ...rate) : null, cap);
}

/** The profile that goes from one request at a time to all that the server can handle. */
const SWEEP = 'sweep';

/** Whether an entry is a benchmark of any generation; the oldest had a mode, and results instead of metrics. */
function isBenchmark(entry: unknown): boolean {
  if (!isRecord(entry)) return false;
  const isCurrent =
    isRecord(entry.metrics) && ('request_totals' in entry || 'scheduler_metrics' in entry || 'type_' in entry);
  return isCurrent || isRecord(entry.run_stats) || ('mode' in entry && Array.isArray(entry.results));
}

/** Null up to 0.3, which had none. */
function versionOf(document: unknown): unknown {
  return dig(document, 'metadata', 'version') ?? null;
}

function isRead(version: unknown): boolean {
  return version === null || (typeof version === 'number' && version >= 1 && version <= NEWEST);
}

function read({ document, index, file, root, beside }: RawEntry, findings: Findings): Run | null {
  const version = versionOf(document);
  if (!isRead(version)) {
    const message = `result of version ${describe(version)}: expected 1, ${NEWEST}, or none (up to 0.3); update pareto-report`;
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
    const message = `recognised as a GuideLLM benchmark of an unknown generation: expected metrics.requests_per_second, found ${found}`;
    findings.error('unknown-version', path, message);
    return null;
  }
  for (const name of DISTRIBUTIONS) dropBadOf(entry, name, path, findings);
  dropBad(dig(entry, 'metrics'), ['slo_attainment'], [...path, 'metrics'], findings);
  const benchmark = validate(schema, entry, findings, path);
  return benchmark === null ? null : runOf(benchmark, { document, index, file, root, beside }, path, findings);
}

function dropBadOf(entry: unknown, name: string, path: Path, findings: Findings): void {
  const place = ['metrics', name, 'successful'];
  dropBadSpread(dig(entry, ...place), [...path, ...place], findings);
  dropBad(dig(entry, ...place), ['std_dev'], [...path, ...place], findings);
  dropBadSpread(dig(entry, ...place, 'percentiles'), [...path, ...place, 'percentiles'], findings);
}

function runOf(
  benchmark: Benchmark,
  { document, index, file, root }: RawEntry,
  path: Path,
  findings: Findings,
): Run | null {
  const { metrics, start_time: start, end_time: end } = benchmark;
  const counts = metrics.request_totals ?? benchmark.request_totals;
  const requests = metrics.requests_per_second.successful.mean;
  const [isl, osl] = [lengthOf(metrics.prompt_token_count), lengthOf(metrics.output_token_count)];
  const asked = loadOf(dig(benchmark, 'config', 'strategy') ?? dig(benchmark, 'args', 'strategy'));
  const { duration, isCut } = measuredTime(benchmark);
  const flows = [
    closedFlow(asked.concurrency, metrics.request_latency?.successful?.mean),
    isCut ? servedFlow(counts?.successful ?? null, duration) : null,
  ].filter((flow) => flow !== null);
  const rate = (name: 'output_tokens_per_second' | 'tokens_per_second') => metrics[name]?.successful?.mean ?? null;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: GUIDELLM,
      harnessVersion: word(dig(document, 'metadata', 'guidellm_version')),
      model: modelOf(document, index, root, findings),
      facts: factsIn(document),
      measuredAt: momentOf(end ?? start),
      requestedLoad: { ...asked, isFound: profilesOf(document, benchmark).includes(SWEEP) },
      requestedWorkload: () => workloadOf(document, benchmark, index),
      stage: index,
      duration,
      requests: counts
        ? {
            total: counts.successful + (counts.errored ?? 0) + (counts.incomplete ?? 0),
            failures: counts.errored ?? null,
            incomplete: counts.incomplete ?? null,
            input_length: lengthsOf(metrics.prompt_token_count),
            output_length: lengthsOf(metrics.output_token_count),
            countsAttempts: true,
          }
        : null,
      explaining: {
        ...NO_EXPLAINING,
        goodput: metrics.request_goodput?.successful?.mean ?? null,
        sloAttainment: shareOf(metrics.slo_attainment),
      },
      latency: {
        path: [...path, 'metrics'],
        ttft: timeOf(metrics.time_to_first_token_ms, 'ms'),
        tpot: timeOf(metrics.time_per_output_token_ms, 'ms/token'),
        itl: timeOf(metrics.inter_token_latency_ms, 'ms/token'),
        e2el: timeOf(metrics.request_latency, 's'),
      },
      throughput: averagedRates(
        flowingRates(
          {
            path: [...path, 'metrics'],
            output: rate('output_tokens_per_second'),
            input: null,
            total: rate('tokens_per_second'),
            requests,
          },
          osl,
          flows,
          findings,
        ),
        isl,
        osl,
        RATE_TOLERANCE,
        findings,
      ),
    },
    findings,
  );
}

/** Measuring time in seconds: until the last request, if the stated end is later than that. */
function measuredTime(benchmark: Benchmark): { readonly duration: number | null; readonly isCut: boolean } {
  const { duration, start_time: start, end_time: end } = benchmark;
  const stated = duration ?? positive((end ?? 0) - (start ?? Number.NaN));
  const [begin, last] = ['measure_start_time', 'request_end_time'].map((key) =>
    positive(dig(benchmark, 'scheduler_metrics', key)),
  );
  const served = positive((last ?? 0) - (begin ?? Number.NaN));
  return served !== null && stated !== null && served < stated * (1 - IDLE)
    ? { duration: served, isCut: true }
    : { duration: stated, isCut: false };
}

/** The share of a measuring time that may pass after the last request. */
const IDLE = 0.01;

function shareOf(value: number | null | undefined): number | null {
  return value === null || value === undefined || value > 1 ? null : value;
}

function servedFlow(completed: number | null, seconds: number | null): Flow | null {
  if (completed === null || completed <= 0 || seconds === null) return null;
  return { rate: completed / seconds, by: 'completed requests ÷ the time up to the last' };
}

/** Arguments of the command, wherever a generation keeps them. */
function factsIn(document: unknown): Facts {
  const args = dig(document, 'config', 'spec') ?? dig(document, 'args');
  return new FactCollector().add('harness', args, '', (key) => KNOWN.has(key)).facts;
}

/** What fields of a run are read from, and what describes the load. */
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

function lengthsOf(status: { successful?: Distribution } | null | undefined) {
  const mean = lengthOf(status);
  return mean === null ? null : ({ units: 'count', mean, stddev: status?.successful?.std_dev } as const);
}

function lengthOf(status: { successful?: Distribution } | null | undefined): number | null {
  return positive(status?.successful?.mean);
}

/** A benchmark's own strategy. */
function loadOf(strategy: unknown): RequestedLoad {
  const type = word(dig(strategy, 'type_')) ?? word(dig(strategy, 'kind'));
  const number = (key: string) => positive(dig(strategy, key));
  return loadBy(type, number('streams'), number('rate'), dig(strategy, 'max_concurrency'));
}

/** Names of the profile that a benchmark belongs to, wherever a generation keeps it. */
function profilesOf(document: unknown, benchmark: Benchmark): (string | null)[] {
  const places = [
    dig(document, 'args', 'profile'),
    dig(document, 'config', 'spec', 'profile'),
    dig(benchmark, 'config', 'profile'),
    dig(benchmark, 'args', 'profile'),
  ];
  return places.flatMap((profile) => [word(profile), word(dig(profile, 'type_')), word(dig(profile, 'kind'))]);
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

function workloadOf(document: unknown, benchmark: Benchmark, stage: number): RequestedWorkload {
  const data =
    dig(specOf(dig(document, 'config'), stage), 'data') ??
    dig(document, 'args', 'data') ??
    dig(benchmark, 'request_loader', 'data');
  return syntheticWorkload(syntheticData(data));
}
