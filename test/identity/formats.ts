import fc from 'fast-check';
import { dump } from 'js-yaml';
import { python } from '../report/raw/fixtures.ts';

/*
 * Measurements with consistent figures, written as each harness and converter writes them, without what the laws have no
 * use for.
 */

export type Tree = Record<string, unknown>;

/** What was asked of the server: requests in flight, or arrivals a second with at most so many in flight. */
export type AskedLoad = { readonly concurrency: number } | { readonly rate: number; readonly limit: number | null };

/** What one harness measured at one load; latencies in ms. */
export interface Figures {
  readonly asked: AskedLoad;
  /** Number of the load in its sweep. */
  readonly stage: number;
  readonly prompts: number;
  readonly duration: number;
  readonly requests: number;
  readonly ttft: number;
  readonly tpot: number;
  readonly itl: number;
  readonly e2el: number;
  /** Mean input length, which differs a little from that of other measurements by chance. */
  readonly isl: number;
}

export const ISL = 1000;
const OSL = 101;

/** Like engines of one kind. */
export interface Shape {
  readonly replicas: number;
  readonly tp: number;
}

/** All that a file states of one run. */
export interface StatedRun {
  readonly figures: Figures;
  readonly harness: string;
  readonly shape: Shape | null;
  readonly facts: Tree;
  readonly treatment: string | null;
}

/** Distinct figures such as a server has: Little's law and TTFT + TPOT × (OSL − 1) hold. `random` is from 0 up to 1. */
export function figuresAt(asked: AskedLoad, stage: number, isl: number, random: () => number): Figures {
  const between = (least: number, most: number) => least + (most - least) * random();
  const [ttft, tpot] = [between(50, 500), between(5, 50)];
  const e2el = ttft + tpot * (OSL - 1);
  const isClosed = 'concurrency' in asked;
  const prompts = isClosed ? asked.concurrency * 10 : asked.rate * 60;
  const requests = isClosed
    ? (asked.concurrency * between(0.93, 0.99) * 1000) / e2el
    : asked.rate * between(0.97, 0.99);
  return {
    asked,
    stage,
    prompts,
    duration: prompts / requests,
    requests,
    ttft,
    tpot,
    itl: tpot * 1.001,
    e2el,
    isl: isl * between(0.99, 1.01),
  };
}

const MODEL = 'meta-llama/Llama-3.1-8B-Instruct';

function flat(name: string, mean: number): Tree {
  return { [`mean_${name}`]: mean, [`median_${name}`]: mean * 0.98, [`p99_${name}`]: mean * 1.9 };
}

function loopArgs(asked: AskedLoad): Tree {
  return 'rate' in asked
    ? { request_rate: asked.rate, max_concurrency: asked.limit }
    : { request_rate: 'inf', max_concurrency: asked.concurrency };
}

function vllm({ figures, shape, facts, treatment }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, tpot, itl, e2el, asked, isl } = figures;
  return {
    ...{ date: '20260901-101112', endpoint_type: 'openai', backend: 'vllm', label: treatment, model_id: MODEL },
    ...{ num_prompts: prompts, burstiness: 1, ...loopArgs(asked), duration, completed: prompts, failed: 0 },
    ...{ total_input_tokens: prompts * isl, total_output_tokens: prompts * OSL },
    ...{ request_throughput: requests, output_throughput: requests * OSL },
    total_token_throughput: requests * (isl + OSL),
    ...{ ...flat('ttft_ms', ttft), ...flat('tpot_ms', tpot), ...flat('itl_ms', itl), ...flat('e2el_ms', e2el) },
    ...(shape === null ? {} : { tensor_parallel_size: shape.tp, num_replicas: shape.replicas }),
    ...{ gpu_type: 'H100', ...facts },
  };
}

function sglang({ figures, facts, treatment }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, tpot, itl, e2el, asked, isl } = figures;
  const rate = 'rate' in asked ? asked.rate : Number.POSITIVE_INFINITY;
  return {
    ...{ tag: treatment, backend: 'sglang', dataset_name: 'random', random_range_ratio: 1 },
    ...{ request_rate: rate, max_concurrency: 'rate' in asked ? asked.limit : asked.concurrency },
    ...{ random_input_len: ISL, random_output_len: OSL },
    server_info: { model_path: MODEL, version: '0.5.18', ...facts },
    ...{ duration, completed: prompts, total_input_tokens: prompts * isl, total_output_tokens: prompts * OSL },
    ...{ total_output_tokens_retokenized: prompts * OSL, request_throughput: requests },
    ...{ input_throughput: requests * isl, output_throughput: requests * OSL },
    ...{ ...flat('ttft_ms', ttft), ...flat('tpot_ms', tpot), ...flat('itl_ms', itl), ...flat('e2e_latency_ms', e2el) },
  };
}

function spread(mean: number): Tree {
  return { successful: { mean, median: mean, percentiles: { p50: mean, p90: mean * 1.5, p99: mean * 2 } } };
}

function guidellm(all: readonly StatedRun[]): Tree {
  const benchmarks = all.map(({ figures: { asked, prompts, duration, requests, ttft, itl, e2el, isl } }) => ({
    type_: 'generative_benchmark',
    config: {
      strategy:
        'rate' in asked ? { type_: 'constant', rate: asked.rate } : { type_: 'concurrent', streams: asked.concurrency },
      backend: { model: MODEL },
    },
    duration,
    metrics: {
      request_totals: { successful: prompts, errored: 0, incomplete: 0, total: prompts },
      ...{ requests_per_second: spread(requests), request_latency: spread(e2el / 1000) },
      ...{ prompt_token_count: spread(isl), output_token_count: spread(OSL) },
      ...{ time_to_first_token_ms: spread(ttft), inter_token_latency_ms: spread(itl) },
      time_per_output_token_ms: spread(e2el / OSL),
      ...{ output_tokens_per_second: spread(requests * OSL), tokens_per_second: spread(requests * (isl + OSL)) },
    },
  }));
  const data = [JSON.stringify({ prompt_tokens: ISL, output_tokens: OSL })];
  const args = { model: null, data, profile: 'concurrent', ...all[0]?.facts };
  return { metadata: { version: 1, guidellm_version: '0.5.3' }, args, benchmarks };
}

function inferencePerf({ figures }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, tpot, itl, e2el, asked, isl } = figures;
  const stats = (mean: number) => ({ mean, median: mean, p90: mean * 1.5, p99: mean * 2 });
  const load =
    'rate' in asked ? { requested_rate: asked.rate } : { requested_rate: prompts, concurrency: asked.concurrency };
  return {
    load_summary: { count: prompts, send_duration: duration * 0.9, ...load },
    successes: {
      count: prompts,
      latency: {
        request_latency: stats(e2el / 1000),
        time_to_first_token: stats(ttft / 1000),
        time_per_output_token: stats(tpot / 1000),
        inter_token_latency: stats(itl / 1000),
      },
      throughput: {
        ...{ input_tokens_per_sec: requests * isl, output_tokens_per_sec: requests * OSL },
        ...{ total_tokens_per_sec: requests * (isl + OSL), requests_per_sec: requests },
      },
      ...{ prompt_len: stats(isl), output_len: stats(OSL) },
    },
    failures: { count: 0 },
  };
}

function aiperf({ figures, facts }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, itl, e2el, asked, isl } = figures;
  const record = (unit: string, avg: number) => ({ unit, avg, p50: avg, p90: avg * 1.5, p99: avg * 2 });
  const phase = 'rate' in asked ? { type: 'constant', rate: asked.rate } : { type: 'concurrency', ...asked };
  return {
    ...{ schema_version: '1.4', aiperf_version: '0.12.0' },
    request_throughput: { unit: 'requests/sec', avg: requests },
    request_latency: record('ms', e2el),
    request_count: { unit: 'requests', avg: prompts },
    time_to_first_token: record('ms', ttft),
    inter_token_latency: record('ms', itl),
    output_token_throughput: { unit: 'tokens/sec', avg: requests * OSL },
    total_token_throughput: { unit: 'tokens/sec', avg: requests * (isl + OSL) },
    ...{ output_sequence_length: record('tokens', OSL), input_sequence_length: record('tokens', isl) },
    benchmark_duration: { unit: 'sec', avg: duration },
    input_config: {
      models: { items: [{ name: MODEL }] },
      endpoint: { urls: ['http://localhost:8000'], ...facts },
      phases: [{ name: 'profiling', ...phase }],
    },
    was_cancelled: false,
    error_summary: [],
  };
}

function inferencex({ figures, facts, shape }: StatedRun): Tree {
  const { requests, ttft, tpot, itl, e2el, asked, isl } = figures;
  const tp = shape?.tp ?? 8;
  const [output, total] = [(requests * OSL) / tp, (requests * (isl + OSL)) / tp];
  return {
    ...{ hw: 'b200', conc: 'rate' in asked ? null : asked.concurrency, image: 'vllm/vllm-openai:v0.21.0' },
    ...{ model: MODEL, framework: 'vllm', precision: 'fp4', disagg: false, is_multinode: false },
    ...{ isl: ISL, osl: OSL, tp, ep: 1 },
    ...{ tput_per_gpu: total, output_tput_per_gpu: output, input_tput_per_gpu: total - output },
    ...{
      ...flat('ttft', ttft / 1000),
      ...flat('tpot', tpot / 1000),
      ...flat('itl', itl / 1000),
      ...flat('e2el', e2el / 1000),
    },
    ...facts,
  };
}

/** Of agents at work. */
function agents({ figures, facts, shape }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, itl, e2el, asked, isl } = figures;
  const tp = shape?.tp ?? 8;
  const stats = (mean: number) => ({ mean, p50: mean * 0.98, p90: mean * 1.5, p95: mean * 1.7 });
  const rate = (tokens: number) => ({ tokens_per_second: requests * tokens });
  return {
    ...{ hw: 'b200', conc: 'rate' in asked ? null : asked.concurrency, image: 'vllm/vllm-openai:v0.21.0' },
    ...{ model: MODEL, framework: 'vllm', precision: 'fp4', disagg: false, is_multinode: false, tp, ep: 1 },
    ...{ scenario_type: 'agentic-coding', num_requests_total: prompts, num_requests_successful: prompts },
    request_metrics: {
      latency: { ttft: stats(ttft / 1000), e2el: stats(e2el / 1000), itl: stats(itl / 1000) },
      tokens: { input: stats(isl), output_actual: stats(OSL) },
      throughput: { input: rate(isl), output: rate(OSL), total: rate(isl + OSL), duration_seconds: duration },
    },
    ...facts,
  };
}

/** Of before 0.2: the metrics apart, and options for phases. */
function earlyAiperf(stated: StatedRun): Tree {
  const { schema_version: _schema, aiperf_version: _version, input_config: _config, ...today } = aiperf(stated);
  const { time_to_first_token: ttft, was_cancelled, error_summary, ...records } = today;
  const { asked } = stated.figures;
  return {
    records: { ...records, ttft },
    input_config: {
      endpoint: { model_names: [MODEL], ...stated.facts },
      loadgen: 'rate' in asked ? { request_rate: asked.rate } : { concurrency: asked.concurrency },
    },
    ...{ was_cancelled, error_summary },
  };
}

/** Of vLLM's client in Rust; a turn is a request. */
function conversations({ figures, facts }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, tpot, itl, e2el, asked, isl } = figures;
  return {
    ...{ date: '2026-09-01T10:11:12Z', mode: 'multi_turn', backend: 'openai-chat', model_id: MODEL },
    ...{ num_conversations: prompts / 2, turns_per_conversation: 2, conversations_completed: prompts / 2 },
    multi_turn_concurrency: 'rate' in asked ? null : asked.concurrency,
    ...{ duration, completed: prompts, failed: 0, avg_turns_completed: 2 },
    ...{ total_input_tokens: prompts * isl, total_output_tokens: prompts * OSL },
    ...{ request_throughput: requests, output_throughput: requests * OSL },
    total_token_throughput: requests * (isl + OSL),
    ...{ ...flat('ttft_ms', ttft), ...flat('tpot_ms', tpot), ...flat('itl_ms', itl), ...flat('e2el_ms', e2el) },
    ...facts,
  };
}

/** Of mid-2024: medians, and E2EL in ms without a unit. */
function sglang2024({ figures }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, itl, e2el, asked, isl } = figures;
  return {
    ...{ backend: 'sglang', dataset_name: 'random', random_range_ratio: 1, random_input_len: ISL },
    ...{ random_output_len: OSL, request_rate: 'rate' in asked ? asked.rate : Number.POSITIVE_INFINITY },
    ...{ duration, completed: prompts, total_input_tokens: prompts * isl, total_output_tokens: prompts * OSL },
    ...{ total_output_tokens_retokenized: prompts * OSL, output_throughput: requests * OSL },
    ...{ mean_e2e_latency: e2el, median_e2e_latency: e2el * 0.98, median_ttft_ms: ttft, median_itl_ms: itl },
  };
}

const COLUMNS_2024 = [
  ...['batch', 'num_promts', 'RPS', 'RPM', 'FTL(ave)(s)', 'FTL(min)(s)', 'FTL(max)(s)', '50%(s)', '75%(s)', '95%(s)'],
  ...['99%(s)', 'throughput(out tok/s)', 'throughput(total tok/s)'],
];

/** A row of LMDeploy's table of 2024. */
function lmdeploy2024({ figures }: StatedRun): number[] {
  const { prompts, requests, ttft, itl, asked, isl } = figures;
  const [first, each] = [ttft / 1000, itl / 1000];
  return [
    ...['rate' in asked ? 0 : asked.concurrency, prompts, requests, requests * 60, first, first / 2, first * 3],
    ...[each, each * 1.1, each * 1.7, each * 1.9, requests * OSL, requests * (isl + OSL)],
  ];
}

const COLUMNS = [
  ...['backend', 'dataset_name', 'random_input_len', 'random_output_len', 'random_range_ratio', 'request_rate'],
  ...['completed', 'total_input_tokens', 'total_output_tokens', 'duration', 'request_throughput', 'input_throughput'],
  ...['output_throughput', 'mean_e2e_latency_ms', 'mean_ttft_ms', 'mean_tpot_ms', 'mean_itl_ms'],
];

/** A row of its table of today. */
function lmdeploy({ figures }: StatedRun): (number | string)[] {
  const { prompts, duration, requests, ttft, tpot, itl, e2el, asked, isl } = figures;
  return [
    ...['lmdeploy', 'random', ISL, OSL, 1, 'rate' in asked ? asked.rate : 'inf', prompts, prompts * isl],
    ...[prompts * OSL, duration, requests, requests * isl, requests * OSL, e2el, ttft, tpot, itl],
  ];
}

/** Its ITL counts the first token. */
function llmperf({ figures, facts }: StatedRun): Tree {
  const { prompts, requests, ttft, e2el, asked, isl } = figures;
  const stats = (name: string, mean: number) => ({
    [`results_${name}_mean`]: mean,
    [`results_${name}_quantiles_p50`]: mean * 0.98,
    [`results_${name}_quantiles_p99`]: mean * 1.9,
  });
  return {
    ...{ version: '2023-08-31', name: 'summary', model: MODEL, mean_input_tokens: ISL, mean_output_tokens: OSL },
    num_concurrent_requests: 'rate' in asked ? 0 : asked.concurrency,
    ...{ ...stats('ttft_s', ttft / 1000), ...stats('end_to_end_latency_s', e2el / 1000) },
    ...stats('inter_token_latency_s', e2el / 1000 / OSL),
    ...{ ...stats('number_input_tokens', isl), ...stats('number_output_tokens', OSL) },
    ...{ results_num_completed_requests: prompts, results_number_errors: 0 },
    ...{ results_num_completed_requests_per_min: requests * 60 },
    results_mean_output_throughput_token_per_s: requests * OSL,
    ...facts,
  };
}

/** Without what lies beside it. */
function evalscope({ figures }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, tpot, itl, e2el, asked, isl } = figures;
  return {
    ...{ 'Test Duration (s)': duration, 'Total Requests': prompts, 'Success Requests': prompts, 'Failed Requests': 0 },
    Concurrency: 'rate' in asked ? asked.limit : asked.concurrency,
    'Request Rate (req/s)': 'rate' in asked ? asked.rate : -1,
    ...{ 'Req Throughput (req/s)': requests, 'Avg Latency (s)': e2el / 1000 },
    ...{ 'Output Throughput (tok/s)': requests * OSL, 'Total Throughput (tok/s)': requests * (isl + OSL) },
    ...{ 'TTFT (ms)': ttft, 'TPOT (ms)': tpot, 'ITL (ms)': itl, 'Avg Input Tokens': isl, 'Avg Output Tokens': OSL },
  };
}

function genaiBench({ figures }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, tpot, e2el, asked, isl } = figures;
  const stats = (mean: number) => ({ mean, sum: mean * prompts, p50: mean * 0.98, p90: mean * 1.5, p99: mean * 1.9 });
  const load =
    'rate' in asked
      ? { iteration_type: 'request_rate', request_rate: asked.rate, num_concurrency: 1 }
      : { iteration_type: 'num_concurrency', num_concurrency: asked.concurrency };
  return {
    aggregated_metrics: {
      ...{ scenario: `D(${ISL},${OSL})`, ...load, run_duration: duration, requests_per_second: requests },
      mean_output_throughput_tokens_per_s: requests * OSL,
      mean_input_throughput_tokens_per_s: requests * isl,
      ...{ num_completed_requests: prompts, num_error_requests: 0 },
      stats: {
        ...{ ttft: stats(ttft / 1000), tpot: stats(tpot / 1000), e2e_latency: stats(e2el / 1000) },
        ...{ num_input_tokens: stats(isl), num_output_tokens: stats(OSL) },
      },
    },
    _time_unit: 's',
  };
}

/** The converters' v0.1: run-only, or on a host whose engines have arguments. */
function v01({ figures, harness, shape, facts, treatment }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, tpot, itl, e2el, stage, isl } = figures;
  const engines = Array.from({ length: shape?.replicas ?? 1 });
  const stats = (units: string, mean: number) => ({ units, mean, p50: mean * 0.98, p99: mean * 1.9 });
  const accelerator = {
    model: 'H100',
    count: shape?.tp ?? 1,
    parallelism: { tp: shape?.tp ?? 1, dp: 1, pp: 1, ep: 1 },
  };
  return {
    version: '0.1',
    scenario: {
      model: { name: MODEL },
      ...(shape === null
        ? {}
        : { host: { type: engines.map(() => 'replica'), accelerator: engines.map(() => accelerator) } }),
      ...(Object.keys(facts).length === 0
        ? {}
        : { platform: { engine: engines.map(() => ({ name: 'vllm', args: facts })) } }),
      load: {
        name: harness,
        args: argsOf(harness, figures),
        metadata: treatment === null ? { stage } : { stage, treatment },
      },
    },
    metrics: {
      time: { duration },
      requests: { total: prompts, failures: 0, input_length: stats('count', isl), output_length: stats('count', OSL) },
      latency: {
        time_to_first_token: stats('ms', ttft),
        time_per_output_token: stats('ms/token', harness === 'guidellm' ? e2el / OSL : tpot),
        inter_token_latency: stats('ms/token', itl),
        request_latency: stats('ms', e2el),
      },
      throughput: {
        output_tokens_per_sec: requests * OSL,
        total_tokens_per_sec: requests * (isl + OSL),
        requests_per_sec: requests,
      },
    },
  };
}

function argsOf(harness: string, { asked, stage, prompts }: Figures): Tree {
  if (harness === 'vllm-benchmark') return { num_prompts: prompts, burstiness: 1, ...loopArgs(asked) };
  const at = <Value>(value: Value) => Array.from({ length: stage + 1 }, () => value);
  if (harness === 'guidellm') {
    return 'rate' in asked
      ? { profile: 'constant', rate: at(asked.rate) }
      : { profile: 'concurrent', rate: at(asked.concurrency) };
  }
  const entry = 'rate' in asked ? { rate: asked.rate } : { rate: prompts, concurrency_level: asked.concurrency };
  return { load: { stages: at(entry) } };
}

/** The converters' v0.2, in seconds. */
function v02({ figures, harness, shape, facts, treatment }: StatedRun): Tree {
  const { prompts, duration, requests, ttft, tpot, itl, e2el, asked, stage, isl } = figures;
  const stats = (units: string, mean: number) => ({ units, mean, p50: mean * 0.98, p99: mean * 1.9 });
  const engine = {
    metadata: { label: 'engine', cfg_id: '17ab' },
    standardized: {
      ...{
        kind: 'inference_engine',
        tool: 'vllm',
        tool_version: 'v0.11.0',
        role: 'replica',
        replicas: shape?.replicas ?? 1,
      },
      model: { name: MODEL },
      accelerator: {
        ...{ model: 'H100', count: shape?.tp ?? 1 },
        parallelism: { tp: shape?.tp ?? 1, dp: 1, dp_local: 1, workers: 1, ep: 1, pp: 1 },
      },
    },
    native: { args: facts },
  };
  const loop =
    'rate' in asked
      ? { rate_qps: asked.rate, ...(asked.limit === null ? {} : { concurrency: asked.limit }) }
      : { concurrency: asked.concurrency };
  return {
    version: '0.2',
    run: { uid: `u${ttft}`, time: { duration: `PT${duration}S` } },
    scenario: {
      ...(shape === null ? {} : { stack: [engine] }),
      load: {
        metadata: { cfg_id: 'load', ...(treatment === null ? {} : { treatment }) },
        standardized: {
          ...{ tool: harness, tool_version: '1', parallelism: 1, source: 'random', stage, ...loop },
          input_seq_len: { distribution: 'fixed', value: ISL },
          output_seq_len: { distribution: 'fixed', value: OSL },
        },
        native: { args: { num_prompts: prompts, model: MODEL } },
      },
    },
    results: {
      request_performance: {
        aggregate: {
          requests: {
            total: prompts,
            failures: 0,
            input_length: stats('count', isl),
            output_length: stats('count', OSL),
          },
          latency: {
            time_to_first_token: stats('s', ttft / 1000),
            time_per_output_token: stats('s/token', (harness === 'guidellm' ? e2el / OSL : tpot) / 1000),
            inter_token_latency: stats('s/token', itl / 1000),
            request_latency: stats('s', e2el / 1000),
          },
          throughput: {
            output_token_rate: { units: 'tokens/s', mean: requests * OSL },
            total_token_rate: { units: 'tokens/s', mean: requests * (isl + OSL) },
            request_rate: { units: 'queries/s', mean: requests },
          },
        },
      },
    },
  };
}

/** A form that files are written in. */
export interface Format {
  readonly name: string;
  readonly harness: string;
  readonly ending: '.json' | '.jsonl' | '.yaml' | '.csv';
  /** What a file is always called; null where its name is free. */
  readonly file: ((figures: Figures) => string) | null;
  /** Whether one file may hold several loads. */
  readonly holdsSeveral: boolean;
  readonly isOpen: boolean;
  /** Whether it can state a number of requests in flight. */
  readonly isClosed: boolean;
  /** Whether it states a limit beside a rate. */
  readonly hasLimit: boolean;
  readonly hasShape: 'never' | 'maybe' | 'always';
  readonly hasTreatment: boolean;
  /** Names and values of facts that a file of it can state. */
  readonly facts: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly write: (all: readonly StatedRun[]) => string;
}

const ONE = {
  hasLimit: false,
  holdsSeveral: false,
  isOpen: true,
  isClosed: true,
  hasShape: 'never',
  hasTreatment: false,
  file: null,
  facts: {},
} as const;
const json = (document: unknown) => JSON.stringify(document);
const yaml = (document: unknown) => dump(document, { lineWidth: -1 });
const csv =
  (columns: readonly string[], row: (stated: StatedRun) => readonly (string | number)[]) =>
  (all: readonly StatedRun[]) =>
    [columns, ...all.map(row)].map((cells) => `${cells.join(',')}\n`).join('');
const first =
  (tree: (stated: StatedRun) => Tree, write: (document: unknown) => string) =>
  ([stated]: readonly StatedRun[]) =>
    stated === undefined ? '' : write(tree(stated));
const ARGUMENTS = { 'block-size': [16, 32], 'enable-chunked': [true, false], 'attention-backend': ['flash', 'triton'] };
const ROOT = {
  block_size: [16, 32],
  enable_chunked: [true, false],
  attention: ['flash', 'triton'],
  'compilation_config.level': [0, 3],
};
const NAMED = { engine: ['tgi', 'vllm'], block_size: [16, 32], attention: ['flash', 'triton'] };
const REPORT = { ...ONE, hasShape: 'always', hasTreatment: true, facts: ARGUMENTS } as const;

const ALL: readonly Format[] = [
  {
    ...ONE,
    hasLimit: true,
    name: 'vllm',
    harness: 'vllm-benchmark',
    ending: '.json',
    hasShape: 'maybe',
    hasTreatment: true,
    facts: ROOT,
    write: first(vllm, json),
  },
  {
    ...{
      ...ONE,
      hasLimit: true,
      name: 'sglang',
      harness: 'sglang',
      ending: '.jsonl',
      hasTreatment: true,
      holdsSeveral: true,
    },
    facts: { tp_size: [4, 8], attention_backend: ['fa3', 'triton'], disable_radix_cache: [true, false] },
    write: (all) => all.map((stated) => `${python(sglang(stated))}\n`).join(''),
  },
  {
    ...{ ...ONE, name: 'guidellm', harness: 'guidellm', ending: '.json', holdsSeveral: true },
    facts: { request_format: ['chat', 'text'], stream: [true, false] },
    write: (all) => json(guidellm(all)),
  },
  {
    ...{
      ...ONE,
      name: 'inference-perf',
      harness: 'inference-perf',
      ending: '.json',
      write: first(inferencePerf, json),
    },
    file: ({ stage }) => `stage_${stage}_lifecycle_metrics.json`,
  },
  {
    ...{ ...ONE, name: 'aiperf', harness: 'aiperf', ending: '.json', file: () => 'profile_export_aiperf.json' },
    facts: { streaming: [true, false], type: ['chat', 'completions'] },
    write: first(aiperf, json),
  },
  {
    ...{ ...ONE, name: 'inferencex', harness: 'inferencemax', ending: '.json', isOpen: false, hasShape: 'always' },
    facts: {
      spec_decoding: ['none', 'mtp'],
      recipe_fingerprint: ['ab12cd34ef', 'bb12cd34ef'],
      router_mode: ['kv', 'random'],
    },
    write: first(inferencex, json),
  },
  {
    ...{ ...ONE, name: 'llmperf', harness: 'llmperf', ending: '.json', isOpen: false, facts: NAMED },
    file: () => 'model_1000_101_summary.json',
    write: first(llmperf, json),
  },
  {
    ...{ ...ONE, name: 'evalscope', harness: 'evalscope', ending: '.json', hasLimit: true },
    file: () => 'benchmark_summary.json',
    write: first(evalscope, json),
  },
  {
    ...{ ...ONE, name: 'agents', harness: 'inferencemax', ending: '.json', isOpen: false, hasShape: 'always' },
    facts: { spec_decoding: ['none', 'mtp'], router_mode: ['kv', 'random'] },
    write: first(agents, json),
  },
  {
    ...{ ...ONE, name: 'aiperf before 0.2', harness: 'aiperf', ending: '.json' },
    file: () => 'profile_export_aiperf.json',
    facts: { streaming: [true, false], type: ['chat', 'completions'] },
    write: first(earlyAiperf, json),
  },
  {
    ...{ ...ONE, name: 'conversations', harness: 'vllm-benchmark', ending: '.json', isOpen: false, facts: NAMED },
    write: first(conversations, json),
  },
  {
    ...{ ...ONE, name: 'sglang of 2024', harness: 'sglang', ending: '.jsonl', isClosed: false, holdsSeveral: true },
    write: (all) => all.map((stated) => `${python(sglang2024(stated))}\n`).join(''),
  },
  {
    ...{ ...ONE, name: 'lmdeploy of 2024', harness: 'lmdeploy', ending: '.csv', isOpen: false, holdsSeveral: true },
    write: csv(COLUMNS_2024, lmdeploy2024),
  },
  {
    ...{ ...ONE, name: 'lmdeploy', harness: 'lmdeploy', ending: '.csv', isClosed: false, holdsSeveral: true },
    write: csv(COLUMNS, lmdeploy),
  },
  { ...ONE, name: 'genai-bench', harness: 'genai-bench', ending: '.json', write: first(genaiBench, json) },
  {
    ...REPORT,
    hasLimit: true,
    hasShape: 'maybe',
    name: 'v0.1 YAML',
    harness: 'vllm-benchmark',
    ending: '.yaml',
    write: first(v01, yaml),
  },
  {
    ...REPORT,
    hasShape: 'maybe',
    name: 'v0.1 JSON',
    harness: 'inference-perf',
    ending: '.json',
    write: first(v01, json),
  },
  { ...REPORT, name: 'v0.2 YAML', harness: 'inference-perf', ending: '.yaml', write: first(v02, yaml) },
  { ...REPORT, name: 'v0.2 JSON', harness: 'guidellm', ending: '.json', write: first(v02, json) },
];

/** Every format that is read; a failure tells its name. */
export const FORMATS: readonly Format[] = ALL.map((format) => ({ ...format, [fc.toStringMethod]: () => format.name }));

/** What converters make of a raw result: v0.1 and v0.2, run-only. */
export function converted(stated: StatedRun): readonly { readonly prefix: string; readonly text: string }[] {
  const bare: StatedRun = { ...stated, facts: {}, treatment: null, shape: null };
  return [
    { prefix: 'benchmark_report,_', text: yaml(v01(bare)) },
    { prefix: 'benchmark_report_v0.2,_', text: yaml(v02(bare)) },
  ];
}

/** A YAML report as JSON. */
export function asJson(stated: StatedRun, { name }: Format): string | null {
  if (name === 'v0.1 YAML') return json(v01(stated));
  return name === 'v0.2 YAML' ? json(v02(stated)) : null;
}
