import { z } from 'zod';
import { type ExplainingFigures, NO_EXPLAINING, type Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import type { Byproduct } from '../byproduct.ts';
import type { Companion } from '../companion.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings } from '../finding.ts';
import { harness, type OwnReport } from '../harness.ts';
import { dig, index, positive, word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { isRecord } from '../recognise.ts';
import {
  closedLoop,
  indexFor,
  type LoadSource,
  loopOf,
  type RequestedLoad,
  sessionLoad,
  stated,
} from '../requestedload.ts';
import { workloadOfArgs } from '../requestedworkload.ts';
import { dropBad, dropBadSpread, type TimeStatistics } from '../statistics.ts';
import { validate } from '../validate.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';

/*
 * `stage_<N>_lifecycle_metrics.json` and `summary_lifecycle_metrics.json` of inference-perf. Source:
 * inference_perf/reportgen/base.py in kubernetes-sigs/inference-perf. Times are in seconds. Rates are over the time of
 * all requests, while `send_duration` is that of sending alone. `…_prometheus_metrics.json` beside them, what the server
 * counted in the meantime, has the same root keys, and an empty summary of the load.
 */

const quantity = z.number().nonnegative();
const statistics = z.lazy(() =>
  z
    .looseObject({
      mean: quantity,
      median: quantity.nullish(),
      p90: quantity.nullish(),
      p95: quantity.nullish(),
      p99: quantity.nullish(),
    })
    .nullish(),
);
const rate = quantity.nullish();
/** For no requests there is only a total. */
const lengths = z.lazy(() => z.looseObject({ mean: quantity.nullish() }).nullish());
const schema = z.lazy(() =>
  z.looseObject({
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
      goodput_metrics: z.looseObject({ request_goodput: rate, goodput_percentage: rate }).nullish(),
    }),
    failures: z.looseObject({ count: quantity }),
  }),
);
type Result = z.infer<typeof schema>;

const LATENCIES = ['request_latency', 'time_to_first_token', 'time_per_output_token', 'inter_token_latency'] as const;
const GOODPUT = ['request_goodput', 'goodput_percentage'];
const LENGTHS = ['prompt_len', 'prompt_tokens', 'output_len', 'output_tokens'] as const;

/** `config.yaml`, including all defaults, which it writes next to its results with the same prefix. */
const CONFIGURATION: Companion = {
  name: "inference-perf's config.yaml",
  file: /config\.ya?ml$/,
  holds: ({ load, data, server }) => isRecord(load) && 'stages' in load && isRecord(data) && isRecord(server),
  read: ({ document, name }) =>
    resultsOf(name.replace(/config\.ya?ml$/, ''), '{stage_*,summary}').map((match) => ({
      match,
      model: modelName(dig(document, 'server', 'model_name')),
      workload: () => workloadOfArgs(document),
      requests: (stage) => loadOfArgs({ args: document, stage, complain: null }).requests,
    })),
};

/**
 * What the server counted while a stage was being sent. A hit rate of 0 may also come from a server that counts no
 * queries.
 */
const SERVER_METRICS: Companion = {
  name: "inference-perf's metrics of the server",
  file: /(?:stage_\d+|summary)_prometheus_metrics\.json$/,
  holds: isOfServer,
  read: ({ document, name }) => {
    const [, prefix = '', part = ''] = /^(.*?)(stage_\d+|summary)_prometheus_metrics\.json$/.exec(name) ?? [];
    const percent = positive(dig(document, 'successes', 'prefix_cache_hit_percent', 'mean'));
    const explaining = { cacheHitRate: shareOf(percent) };
    return resultsOf(prefix, part).map((match) => ({ match, explaining }));
  },
};

/** The outcome of whole sessions, next to the requests that make them up. */
const SESSION_METRICS: Companion = {
  name: "inference-perf's metrics of sessions",
  file: /(?:stage_\d+|summary)_session_lifecycle_metrics\.json$/,
  holds: (document) => 'num_sessions' in document && 'sessions_per_second' in document,
  read: ({ document, name }) => {
    const [, prefix = '', part = ''] = /^(.*?)(stage_\d+|summary)_session_lifecycle_metrics\.json$/.exec(name) ?? [];
    const sessions = {
      count: positive(dig(document, 'num_sessions_completed')) ?? positive(dig(document, 'num_sessions')),
      turns: positive(dig(document, 'num_events', 'mean')),
      duration: positive(dig(document, 'session_duration_sec', 'mean')),
    };
    const explaining = { cacheHitRate: shareOf(positive(dig(document, 'kv_cache_hit_percent'))) };
    return resultsOf(prefix, part).map((match) => ({ match, sessions, explaining }));
  },
};

/** Globs for the results of a run, its own and converted ones, by the prefix of their names. */
function resultsOf(prefix: string, part: string): string[] {
  const plain = prefix.replaceAll(/[^\w.-]/g, '?');
  const own = `${plain}${part}_lifecycle_metrics.json`;
  return [own, `benchmark_report*_${own}*`, `${plain}inference-perf.partial.${part}.yaml`];
}

const LIFECYCLE: RawFormat = {
  name: 'inference-perf lifecycle metrics',
  mayHold: (keys) => keys.has('load_summary'),
  holds: ({ load_summary: load, successes, failures }) => isRecord(load) && (isRecord(successes) || isRecord(failures)),
  sumsUp: (document) => dig(document, 'load_summary', 'requested_rate') === undefined,
  entries: ONE_RUN,
  read,
};

const PER_REQUEST: Byproduct = {
  name: "inference-perf's per_request_lifecycle_metrics.json",
  file: /per_request_lifecycle_metrics\.json$/,
  content: /"start_time"\s*:/,
  keep: 'stage_<number>_lifecycle_metrics.json',
};

export const INFERENCE_PERF = harness('inference-perf', 'inference-perf', {
  aliases: ['inferenceperf'],
  counts: { total: 'attempts', failures: 'requests' },
  secondsAsMs: 'all',
  hasStages: true,
  timesLoad: { v01: false, v02: false },
  stopsAtLastSent: true,
  loadOf: loadOfArgs,
  loopOf: levelOrRate,
  naming: { plain: /^(stage_\d+_(session_)?lifecycle_metrics|summary_lifecycle_metrics)$/i },
  ownReport,
  formats: [LIFECYCLE],
  companions: [CONFIGURATION, SERVER_METRICS, SESSION_METRICS],
  byproducts: [PER_REQUEST],
});

/** Its own report of a stage states no load. */
function ownReport(name: string): OwnReport | null {
  const [, stage] = /^inference-perf\.partial\.stage_(\d+)\.ya?ml$/.exec(name) ?? [];
  return stage === undefined ? null : { stage: Number(stage), result: `stage_${stage}_lifecycle_metrics` };
}

function loadOfArgs(source: LoadSource): RequestedLoad {
  const entry = ['load', 'stages', indexFor(dig(source.args, 'load', 'stages'), source.stage)] as const;
  const of = (name: string) => stated(source, ...entry, name);
  if (word(dig(source.args, 'load', 'type')) === SESSIONS) {
    return sessionLoad(of('concurrent_sessions'), of('session_rate'));
  }
  const [rate, duration] = [of('rate'), of('duration')];
  const requests = of('num_requests') ?? (rate === null || duration === null ? null : rate * duration);
  return { ...levelOrRate(of('concurrency_level'), rate), requests };
}

/**
 * It sends at a rate or keeps a concurrency: with a concurrency, what it writes as the rate is the number of requests.
 * Source: ConcurrentLoadStage in inference_perf/config.py of kubernetes-sigs/inference-perf.
 */
function levelOrRate(level: number | null, rate: number | null): RequestedLoad {
  return level === null ? loopOf(null, rate) : closedLoop(level);
}

/** The kind of load that replays recorded sessions, each of several requests. */
const SESSIONS = 'trace_session_replay';

/**
 * The load of a stage. One of sessions writes sessions/s for the rate, 0 where none was asked for, and sessions at once
 * for the concurrency, 0 where there is no limit; it may not start more a second than may run at once. Beside a
 * concurrency of requests the rate is their number, never 0. Source: run_session_stage in
 * inference_perf/loadgen/load_generator.py, TraceSessionReplayLoadStage in inference_perf/config/loadgen/config.py.
 */
function loadOf({ concurrency, requested_rate: rate, count }: Result['load_summary']): RequestedLoad {
  const isOfSessions =
    concurrency != null && rate != null && (rate === 0 || concurrency === 0 || (rate <= concurrency && rate !== count));
  return (isOfSessions ? sessionLoad : levelOrRate)(positive(concurrency), positive(rate));
}

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  const other = otherThanLoad(document, file);
  if (other !== null) {
    findings.noteOnce('no-measurement', `inference-perf's ${other}: left out`);
    return null;
  }
  const places = [...LATENCIES.map((name) => ['latency', name]), ...LENGTHS.map((name) => [name])];
  dropBad(dig(document, 'successes', 'goodput_metrics'), GOODPUT, [...root, 'successes', 'goodput_metrics'], findings);
  for (const place of places) {
    dropBadSpread(dig(document, 'successes', ...place), [...root, 'successes', ...place], findings);
  }
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const { load_summary: load, successes, failures } = result;
  const { latency, throughput } = successes;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: INFERENCE_PERF,
      facts: new FactCollector().add('beside', document, '', (key) => KNOWN.has(key)).facts,
      requestedLoad: loadOf(load),
      explaining: explainingOf(successes),
      stage: index(
        /(?:^|[/_.-])stage_(\d+)_lifecycle_metrics[^/]*$/.exec(file)?.[1] ??
          /(?:^|\/)stage_(\d+)_[^/]*$/.exec(file)?.[1],
      ),
      prompts: positive(load.count),
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

const KNOWN = new Set(['load_summary', 'benchmark_time_seconds', 'successes', 'failures', 'retries']);

/** What a file next to lifecycle metrics describes, or null. */
function otherThanLoad({ load_summary: load, successes }: RawEntry['document'], file: string): string | null {
  if (/(^|\/)adapter_[^/]*$/.test(file)) return 'figures of one adapter, a part of the load on the deployment';
  return isOfServer({ load_summary: load, successes }) ? 'metrics of the server, not of requests' : null;
}

/** Goodput covers completed requests. A server that does not report cached tokens appears to have none. */
function explainingOf({ goodput_metrics: good, prompt_tokens: tokens }: Result['successes']): ExplainingFigures {
  const [cached, total] = [positive(tokens?.cached), positive(tokens?.total)];
  return {
    ...NO_EXPLAINING,
    goodput: good?.request_goodput ?? null,
    sloAttainment: shareOf(good?.goodput_percentage),
    cacheHitRate: cached === null || total === null || cached > total ? null : cached / total,
  };
}

/** A fraction that is written in percent. */
function shareOf(percent: unknown): number | null {
  return typeof percent === 'number' && percent >= 0 && percent <= 100 ? percent / 100 : null;
}

function isOfServer({ load_summary: load, successes }: RawEntry['document']): boolean {
  return isRecord(load) && Object.keys(load).length === 0 && dig(successes, 'latency') === undefined;
}

type Statistics = Result['successes']['latency']['request_latency'];

function seconds(stats: Statistics, units: 's' | 's/token'): TimeStatistics | null {
  return stats === null || stats === undefined ? null : { ...stats, units, p50: stats.median };
}

function length(stats: Result['successes']['prompt_len']): { units: 'count'; mean: number } | null {
  return stats?.mean == null ? null : { units: 'count', mean: stats.mean };
}
