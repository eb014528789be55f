/*
 * Reports as llm-d-benchmark's converters make them of results, by what its code does: native_to_br0_1.py,
 * native_to_br0_2.py and guidellm_native.py of 2025 to September 2026. Every harness is converted in a way of its own.
 */
type Tree = Record<string, unknown>;

export const get = (value: unknown, ...steps: readonly (string | number)[]): unknown =>
  steps.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined | null)?.[step], value);
const number = (value: unknown, ...steps: readonly string[]) => (get(value, ...steps) as number | undefined) ?? null;
/** As PyYAML writes it: what is None is left out. */
const known = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== null && value !== undefined));
/** Python's text of infinity is that of a number in v0.2, and of the harness in v0.1. */
const infinite = (rate: unknown) => (rate === 'inf' ? Number.POSITIVE_INFINITY : rate);

interface Parts {
  readonly tool: string;
  readonly model: string | null;
  readonly load: Tree;
  readonly native?: Tree;
  readonly time?: Tree;
  readonly aggregate: Tree;
  readonly version?: string;
}

function report02({ tool, model, load, native = {}, time = {}, aggregate, version = '0.2.1' }: Parts): Tree {
  const stack = {
    metadata: { label: '', cfg_id: 'a', schema_version: '0.0.1' },
    standardized: {
      ...{ kind: 'inference_engine', tool: '', tool_version: '', role: 'replica', replicas: 1, model: { name: model } },
      accelerator: { model: '', count: 0, parallelism: { tp: 1, dp: 1, dp_local: 1, workers: 1 } },
    },
    native: { args: {}, envars: {} },
  };
  return {
    version,
    run: { uid: '4f1a', time },
    scenario: {
      ...(model === null ? {} : { stack: [stack] }),
      load: {
        metadata: { schema_version: '0.0.1', cfg_id: 'b' },
        standardized: known({ tool, tool_version: '', parallelism: 1, stage: 0, source: 'random', ...load }),
        native,
      },
    },
    results: { request_performance: { aggregate } },
  };
}

/** The script that runs a harness takes longer than the load. */
const SCRIPT = { start: '2026-09-01T10:00:00Z', end: '2026-09-01T10:20:00Z', duration: 'PT1200S' };

const mean = (units: string, value: unknown, more: Tree = {}) => known({ units, mean: value, ...more });

/** Statistics of `benchmark_serving`: what is not there is left out with its mean. */
function served(raw: Tree): Tree {
  const of = (name: string, units: string) =>
    mean(units, raw[`mean_${name}`], {
      stddev: raw[`std_${name}`],
      p50: raw[`median_${name}`],
      ...Object.fromEntries(['p90', 'p95', 'p99'].map((p) => [p, raw[`${p}_${name}`]])),
    });
  const all = {
    time_to_first_token: of('ttft_ms', 'ms'),
    time_per_output_token: of('tpot_ms', 'ms/token'),
    inter_token_latency: of('itl_ms', 'ms/token'),
    request_latency: of('e2el_ms', 'ms'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, { mean: value }]) => value !== undefined));
}

const rates01 = (output: unknown, total: unknown, requests: unknown, more: Tree = {}) =>
  known({ output_tokens_per_sec: output, total_tokens_per_sec: total, requests_per_sec: requests, ...more });
const rates02 = (output: unknown, total: unknown, requests: unknown) => ({
  output_token_rate: mean('tokens/s', output),
  total_token_rate: mean('tokens/s', total),
  request_rate: mean('queries/s', requests),
});

/** vLLM and InferenceX's raw results. */
export const serving = {
  v01: (raw: Tree, name = 'vllm-benchmark'): Tree => ({
    version: '0.1',
    scenario: {
      model: { name: raw.model_id },
      load: {
        name,
        args: known({
          ...{ num_prompts: raw.num_prompts, request_rate: raw.request_rate, burstiness: raw.burstiness },
          max_concurrency: raw.max_concurrency,
        }),
      },
    },
    metrics: {
      time: { duration: raw.duration, start: 1788258672 },
      requests: {
        total: raw.completed,
        input_length: mean('count', (raw.total_input_tokens as number) / ((raw.completed as number) || 1)),
        output_length: mean('count', (raw.total_output_tokens as number) / ((raw.completed as number) || 1)),
      },
      latency: served(raw),
      throughput: rates01(raw.output_throughput, raw.total_token_throughput, raw.request_throughput),
    },
  }),
  /** @param args options of the command, as its text is taken apart */
  v02: (raw: Tree, args: Tree = {}, name = 'vllm-benchmark'): Tree => {
    const [prompts, completed] = [raw.num_prompts as number, raw.completed as number];
    const [input, output] = [raw.total_input_tokens as number, raw.total_output_tokens as number];
    const option = (ending: string) => Object.entries(args).find(([key]) => key.endsWith(ending))?.[1];
    const isFixed = ['random', 'sonnet'].includes(String(args['dataset-name'] ?? 'sharegpt'));
    const asked = option('output-len');
    const isVllm = name === 'vllm-benchmark';
    return report02({
      tool: name,
      model: raw.model_id as string,
      load: {
        rate_qps: infinite(raw.request_rate),
        concurrency: raw.max_concurrency,
        input_seq_len: {
          distribution: isFixed ? 'fixed' : 'other',
          value: option('input-len') === undefined ? input / (completed || 1) : Number(option('input-len')),
        },
        output_seq_len: asked === undefined ? null : { value: Number(asked), distribution: 'fixed' },
      },
      native: { args },
      time: isVllm ? SCRIPT : { ...SCRIPT, duration: `PT${raw.duration}S` },
      aggregate: {
        requests: {
          total: prompts,
          failures: prompts - completed,
          input_length: mean('count', input / (isVllm ? prompts : completed || 1)),
          output_length: mean('count', output / (completed || 1)),
        },
        latency: served(raw),
        throughput: rates02(raw.output_throughput, raw.total_token_throughput, raw.request_throughput),
      },
    });
  },
};

const GUIDELLM_TIMES = [
  ['time_to_first_token', 'time_to_first_token_ms', 'ms'],
  ['time_per_output_token', 'time_per_output_token_ms', 'ms/token'],
  ['inter_token_latency', 'inter_token_latency_ms', 'ms/token'],
] as const;

/** A benchmark's figures, of the requests that succeeded. */
function guidellmParts(entry: unknown, labelled: 's' | 'ms') {
  const stats = (name: string, units: string) => {
    const own = get(entry, 'metrics', name, 'successful');
    const { p50, p90, p95, p99 } = (get(own, 'percentiles') ?? {}) as Tree;
    return mean(units, get(own, 'mean'), { stddev: get(own, 'std_dev'), p50, p90, p95, p99 });
  };
  const rate = (name: string) => get(entry, 'metrics', name, 'successful', 'mean');
  const totals = get(entry, 'metrics', 'request_totals') as Tree;
  return {
    requests: {
      ...{ total: totals.total, failures: totals.errored, incomplete: totals.incomplete },
      input_length: stats('prompt_token_count', 'count'),
      output_length: stats('output_token_count', 'count'),
    },
    latency: {
      ...Object.fromEntries(GUIDELLM_TIMES.map(([to, from, units]) => [to, stats(from, units)])),
      request_latency: stats('request_latency', labelled),
    },
    rates: [rate('output_tokens_per_second'), rate('tokens_per_second'), rate('requests_per_second')] as const,
  };
}

const configOf = (raw: Tree) => (raw.config ?? raw.args) as Tree;

export const guidellm = {
  v01: (raw: Tree, index: number, labelled: 's' | 'ms' = 's'): Tree => {
    const entry = get(raw, 'benchmarks', index);
    const { requests, latency, rates } = guidellmParts(entry, labelled);
    const model =
      get(entry, 'config', 'backend', 'model') ??
      get(raw, 'config', 'spec', 'backend', 'model') ??
      get(raw, 'args', 'model');
    return {
      version: '0.1',
      scenario: {
        model: { name: model ?? 'unknown' },
        load: { name: 'guidellm', args: configOf(raw), metadata: { stage: index } },
      },
      metrics: {
        time: { duration: get(entry, 'duration') },
        requests,
        latency,
        throughput: rates01(...rates),
      },
    };
  },
  v02: (raw: Tree, index: number, labelled: 's' | 'ms' = 's'): Tree => {
    const entry = get(raw, 'benchmarks', index);
    const { requests, latency, rates } = guidellmParts(entry, labelled);
    const config = configOf(raw);
    const source = get(config, 'spec', 'data', 0) ?? get(config, 'data', 0);
    const data = (typeof source === 'string' ? JSON.parse(source) : source) as Tree;
    const strategy = (get(entry, 'config', 'strategy') ?? {}) as Tree;
    const kind = strategy.type_;
    const isOpen = ['async', 'constant', 'poisson'].includes(String(kind));
    const level =
      kind === 'synchronous'
        ? 1
        : kind === 'concurrent'
          ? strategy.streams
          : kind === 'throughput'
            ? (strategy.max_concurrency ?? strategy.worker_count)
            : null;
    const [bucket] = (data.prefix_buckets as Tree[] | undefined) ?? [data];
    const length = (name: string) => ({ value: data[name], distribution: 'fixed' });
    return report02({
      tool: 'guidellm',
      model: (get(entry, 'config', 'backend', 'model') as string | undefined) ?? null,
      load: {
        stage: index,
        rate_qps: isOpen ? strategy.rate : null,
        concurrency: level,
        input_seq_len: length('prompt_tokens'),
        output_seq_len: length('output_tokens'),
        prefix: bucket?.prefix_tokens
          ? {
              prefix_len: { distribution: 'fixed', value: bucket.prefix_tokens },
              ...{ num_groups: 1, num_users_per_group: 1, num_prefixes: bucket.prefix_count ?? 1 },
            }
          : null,
        multi_turn:
          ((data.turns as number | undefined) ?? 1) > 1
            ? { enabled: true, max_turns: { distribution: 'fixed', value: data.turns } }
            : null,
      },
      native: { args: {}, config },
      time: { duration: `PT${get(entry, 'duration')}S` },
      aggregate: { requests, latency, throughput: rates02(...rates) },
    });
  },
};

const PERF_TIMES = [
  ['time_to_first_token', 's'],
  ['normalized_time_per_output_token', 's/token'],
  ['time_per_output_token', 's/token'],
  ['inter_token_latency', 's/token'],
  ['request_latency', 's'],
] as const;

function perfStats(own: unknown, units: string, fallback: number | null = null): Tree {
  const { mean: value, median: p50, p90, p95, p99 } = (own ?? {}) as Tree;
  return mean(units, value ?? fallback, { p50, p90, p95, p99 });
}

function perfLatency(raw: Tree, fallback: number | null): Tree {
  const all = PERF_TIMES.map(
    ([name, units]) => [name, perfStats(get(raw, 'successes', 'latency', name), units, fallback)] as const,
  );
  return Object.fromEntries(all.filter(([, stats]) => stats.mean !== undefined));
}

const perfRates = (raw: Tree) =>
  ['output_tokens_per_sec', 'total_tokens_per_sec', 'requests_per_sec'].map((name) =>
    get(raw, 'successes', 'throughput', name),
  ) as [unknown, unknown, unknown];

/** inference-perf, of which `config` is the dump in v0.1 and what its user wrote in v0.2. */
export const inferencePerf = {
  v01: (raw: Tree, config: Tree, stage: number): Tree => ({
    version: '0.1',
    scenario: {
      model: { name: 'unknown' },
      load: { name: 'inference-perf', args: config, metadata: { stage } },
    },
    metrics: {
      time: { duration: get(raw, 'load_summary', 'send_duration') },
      requests: {
        total: get(raw, 'load_summary', 'count'),
        failures: get(raw, 'failures', 'count'),
        input_length: perfStats(get(raw, 'successes', 'prompt_len'), 'count', 0),
        output_length: perfStats(get(raw, 'successes', 'output_len'), 'count', 0),
      },
      latency: perfLatency(raw, 0),
      throughput: rates01(...(perfRates(raw).map((rate) => rate ?? 0) as [unknown, unknown, unknown])),
    },
  }),
  v02: (raw: Tree, config: Tree, stage: number, partial = false): Tree => {
    const prompts = get(raw, 'successes', 'prompt_tokens') ?? get(raw, 'successes', 'prompt_len');
    const shared = get(config, 'data', 'shared_prefix') as Tree | undefined;
    const length = (name: string, own: unknown) => ({
      distribution: 'gaussian',
      value: get(config, 'data', name, 'mean') ?? get(own, 'mean') ?? 0,
    });
    const counts = { total: get(raw, 'load_summary', 'count'), failures: get(raw, 'failures', 'count') };
    const [output, total, requests] = perfRates(raw);
    const aggregate =
      counts.total === counts.failures
        ? { requests: counts }
        : {
            requests: {
              ...counts,
              input_length: perfStats(prompts, 'count'),
              output_length: perfStats(get(raw, 'successes', 'output_len'), 'count'),
            },
            latency: perfLatency(raw, null),
            throughput: {
              ...rates02(output, total, requests),
              input_token_rate: mean('tokens/s', get(raw, 'successes', 'throughput', 'input_tokens_per_sec')),
            },
          };
    return report02({
      tool: 'inference-perf',
      model: null,
      load: {
        stage,
        rate_qps: number(raw, 'load_summary', 'requested_rate') || null,
        concurrency: number(raw, 'load_summary', 'concurrency') || null,
        input_seq_len: length('input_distribution', prompts),
        output_seq_len: length('output_distribution', get(raw, 'successes', 'output_len')),
        prefix: shared && {
          prefix_len: { distribution: 'fixed', value: shared.system_prompt_len },
          ...{ num_groups: shared.num_groups, num_users_per_group: shared.num_prompts_per_group, num_prefixes: 1 },
        },
        multi_turn: shared?.enable_multi_turn_chat ? { enabled: true } : null,
      },
      native: { args: {}, config },
      time: partial ? { start: '2026-09-01T10:00:00Z', end: '2026-09-01T10:00:15Z', duration: 'PT15.000S' } : SCRIPT,
      aggregate,
    });
  },
};

const AIPERF_TIMES = [
  ['time_to_first_token', 's'],
  ['inter_token_latency', 's/token'],
  ['request_latency', 's'],
] as const;

function aiperfParts(raw: Tree, counts: 'kinds' | 'requests') {
  const stats = (name: string, units: string, scale = 1) => {
    const own = (raw[name] ?? {}) as Record<string, number | undefined>;
    const scaled = Object.fromEntries(
      ['p50', 'p90', 'p95', 'p99'].map((p) => [p, own[p] === undefined ? null : own[p] * scale]),
    );
    return mean(units, own.avg === undefined ? null : own.avg * scale, scaled);
  };
  const errors = (raw.error_summary ?? []) as { count: number }[];
  const failures = counts === 'kinds' ? errors.length : errors.reduce((sum, { count }) => sum + count, 0);
  const completed = number(raw, 'request_count', 'avg') ?? 0;
  return {
    requests: {
      total: counts === 'kinds' ? completed : completed + failures,
      failures,
      input_length: stats('input_sequence_length', 'count'),
      output_length: stats('output_sequence_length', 'count'),
    },
    latency: Object.fromEntries(AIPERF_TIMES.map(([name, units]) => [name, stats(name, units, 0.001)])),
    rates: ['output_token_throughput', 'total_token_throughput', 'request_throughput'].map((name) =>
      get(raw, name, 'avg'),
    ) as [unknown, unknown, unknown],
  };
}

export const aiperf = {
  v01: (raw: Tree, counts: 'kinds' | 'requests'): Tree => {
    const { requests, latency, rates } = aiperfParts(raw, counts);
    return {
      version: '0.1',
      scenario: {
        model: { name: get(raw, 'input_config', 'endpoint', 'model_names', 0) ?? 'unknown' },
        load: { name: 'aiperf', args: raw.input_config },
      },
      metrics: {
        time: { duration: get(raw, 'benchmark_duration', 'avg') },
        requests,
        latency,
        throughput: rates01(...rates),
      },
    };
  },
  v02: (raw: Tree, counts: 'kinds' | 'requests'): Tree => {
    const { requests, latency, rates } = aiperfParts(raw, counts);
    const length = (name: string) => ({ distribution: 'fixed', value: get(raw, name, 'avg') });
    return report02({
      tool: 'aiperf',
      model: null,
      load: {
        concurrency: get(raw, 'input_config', 'loadgen', 'concurrency'),
        input_seq_len: length('input_sequence_length'),
        output_seq_len: length('output_sequence_length'),
      },
      native: { config: raw.input_config },
      time: SCRIPT,
      aggregate: { requests, latency, throughput: rates02(...rates) },
      version: counts === 'kinds' ? '0.2' : '0.2.1',
    });
  },
};
