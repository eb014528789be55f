/** Results as the harnesses write them, with figures of our own; `changes` overwrite keys at the root. */
type Tree = Record<string, unknown>;

/** Statistics of `benchmark_serving` and its descendants: the median is the mean, and so on up. */
export function flat(name: string, mean: number): Tree {
  return {
    [`mean_${name}`]: mean,
    [`median_${name}`]: mean,
    [`std_${name}`]: mean / 10,
    [`p90_${name}`]: mean * 1.5,
    [`p99_${name}`]: mean * 2,
  };
}

/** `vllm bench serve`, as of 2026: 200 requests of 1,000 and 100 tokens in 50 s, 32 at a time. */
export function vllm(changes: Tree = {}): Tree {
  return {
    date: '20260901-101112',
    endpoint_type: 'vllm',
    backend: 'vllm',
    label: null,
    model_id: 'meta-llama/Llama-3.1-8B-Instruct',
    tokenizer_id: 'meta-llama/Llama-3.1-8B-Instruct',
    num_prompts: 200,
    request_rate: 'inf',
    burstiness: 1,
    max_concurrency: 32,
    duration: 50,
    completed: 200,
    failed: 0,
    total_input_tokens: 200_000,
    total_output_tokens: 20_000,
    request_throughput: 4,
    request_goodput: null,
    output_throughput: 400,
    total_token_throughput: 4400,
    max_output_tokens_per_s: 512,
    max_concurrent_requests: 34,
    ...flat('ttft_ms', 250),
    ...flat('tpot_ms', 70),
    ...flat('itl_ms', 71),
    ...flat('e2el_ms', 7500),
    ...changes,
  };
}

/** The same number of requests a second at another concurrency: each takes as much longer. */
export function vllmAt(concurrency: number, changes: Tree = {}): Tree {
  const each = concurrency / 32;
  return vllm({
    max_concurrency: concurrency,
    ...flat('ttft_ms', 250 * each),
    ...flat('tpot_ms', 70 * each),
    ...flat('itl_ms', 71 * each),
    ...flat('e2el_ms', 7500 * each),
    ...changes,
  });
}

/** `sglang.bench_serving`, as of 2026. */
export function sglang(changes: Tree = {}): Tree {
  return {
    tag: null,
    backend: 'sglang',
    dataset_name: 'random',
    request_rate: Number.POSITIVE_INFINITY,
    max_concurrency: 64,
    sharegpt_output_len: null,
    random_input_len: 1024,
    random_output_len: 128,
    random_range_ratio: 1,
    server_info: {
      model_path: 'Qwen/Qwen3-32B',
      tp_size: 4,
      dp_size: 1,
      version: '0.5.18',
      quantization: 'fp8',
      internal_states: [{ avg_spec_accept_length: 1 }],
    },
    duration: 40,
    completed: 320,
    total_input_tokens: 320 * 1024,
    total_output_tokens: 320 * 128,
    total_output_tokens_retokenized: 320 * 127,
    request_throughput: 8,
    input_throughput: 8192,
    output_throughput: 1024,
    ...flat('e2e_latency_ms', 7900),
    ...flat('ttft_ms', 400),
    ...flat('tpot_ms', 59),
    ...flat('itl_ms', 60),
    concurrency: 63.2,
    accept_length: null,
    ...changes,
  };
}

/** JSON as Python writes it, which has words for what is no number. */
export function python(document: unknown): string {
  const words = new Map<unknown, string>([
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ]);
  const marked = JSON.stringify(document, (_, value) => {
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    return `<${words.get(value) ?? 'NaN'}>`;
  });
  return marked.replace(/"<(-?\w+)>"/g, '$1');
}

/** A lifecycle report of inference-perf, in seconds; `concurrency` as of a load of that kind. */
export function inferencePerf(load: Tree = {}, successes: Tree = {}, root: Tree = {}): Tree {
  const stats = (mean: number) => ({
    mean,
    min: mean / 2,
    median: mean,
    p90: mean * 1.5,
    p99: mean * 2,
    max: mean * 3,
  });
  return {
    load_summary: {
      count: 100,
      schedule_delay: stats(0.001),
      send_duration: 9.5,
      requested_rate: 10,
      achieved_rate: 10.5,
      ...load,
    },
    successes: {
      count: 98,
      latency: {
        request_latency: stats(2.5),
        normalized_time_per_output_token: stats(0.025),
        time_per_output_token: stats(0.02),
        time_to_first_token: stats(0.5),
        inter_token_latency: stats(0.021),
      },
      throughput: {
        input_tokens_per_sec: 8000,
        output_tokens_per_sec: 800,
        total_tokens_per_sec: 8800,
        requests_per_sec: 8,
      },
      prompt_len: stats(1000),
      output_len: stats(100),
      ...successes,
    },
    failures: { count: 2, request_latency: stats(1), prompt_len: stats(1000) },
    ...root,
  };
}

/** Statistics of GuideLLM by how requests ended. */
export function status(mean: number): Tree {
  const stats = (value: number, count: number) => ({
    mean: value,
    median: value,
    mode: value,
    variance: 0,
    std_dev: 0,
    min: value,
    max: value,
    count,
    total_sum: value * count,
    percentiles: {
      p001: value,
      p01: value,
      p05: value,
      p10: value,
      p25: value,
      p50: value,
      p75: value,
      p90: value * 1.5,
      p95: value * 1.7,
      p99: value * 2,
      p999: value * 3,
    },
  });
  return { successful: stats(mean, 90), errored: stats(0, 0), incomplete: stats(0, 0), total: stats(mean * 1.1, 100) };
}

/** A benchmark of GuideLLM 0.4 and later: requests of 512 and 64 tokens, 5 a second, 8 at a time or one. */
export function benchmark(strategy: Tree, changes: Tree = {}): Tree {
  const each = strategy.type_ === 'synchronous' ? 1 / 8 : 1;
  return {
    type_: 'generative_benchmark',
    config: { strategy, backend: { model: 'ibm-granite/granite-3.3-8b-instruct' } },
    scheduler_metrics: {},
    duration: 60,
    metrics: {
      request_totals: { successful: 300, errored: 6, incomplete: 10, total: 316 },
      requests_per_second: status(5),
      request_concurrency: status(7.9 * each),
      request_latency: status(1.6 * each),
      prompt_token_count: status(512),
      output_token_count: status(64),
      time_to_first_token_ms: status(80 * each),
      time_per_output_token_ms: status(25 * each),
      inter_token_latency_ms: status(24 * each),
      output_tokens_per_second: status(320),
      tokens_per_second: status(2880),
    },
    requests: { successful: [{ prompt: 'p' }], errored: [], incomplete: [], total: null },
    ...changes,
  };
}

/** A file of GuideLLM of version 1 or 2. */
export function guidellm(
  version: 1 | 2,
  benchmarks: readonly unknown[],
  data: unknown = { prompt_tokens: 512, output_tokens: 64 },
): Tree {
  const metadata = { version, guidellm_version: version === 1 ? '0.5.3' : '0.8.0' };
  return version === 1
    ? { metadata, args: { model: null, data: [JSON.stringify(data)], profile: 'concurrent' }, benchmarks }
    : { metadata, config: { spec: { data: [data], backend: { kind: 'openai_http' } } }, benchmarks };
}

/** `profile_export_aiperf.json`; the configuration is that of today. */
export function aiperf(changes: Tree = {}): Tree {
  const record = (unit: string, avg: number) => ({
    unit,
    avg,
    min: avg / 2,
    max: avg * 3,
    p50: avg,
    p90: avg * 1.5,
    p95: avg * 1.7,
    p99: avg * 2,
    std: 1,
    count: 96,
  });
  return {
    schema_version: '1.4',
    aiperf_version: '0.12.0',
    benchmark_id: '1f2e3d',
    request_throughput: { unit: 'requests/sec', avg: 12 },
    request_latency: record('ms', 1300),
    request_count: { unit: 'requests', avg: 96 },
    time_to_first_token: record('ms', 100),
    inter_token_latency: record('ms', 12),
    output_token_throughput: { unit: 'tokens/sec', avg: 1200 },
    total_token_throughput: { unit: 'tokens/sec', avg: 7200 },
    output_sequence_length: record('tokens', 100),
    input_sequence_length: record('tokens', 500),
    benchmark_duration: { unit: 'sec', avg: 8 },
    input_config: {
      models: { items: [{ name: 'Qwen/Qwen3-0.6B' }] },
      endpoint: { urls: ['http://localhost:8000'] },
      datasets: [{ name: 'main', type: 'synthetic', prompts: { isl: { mean: 500 }, osl: 100 } }],
      phases: [
        { name: 'warmup', concurrency: 4 },
        { name: 'profiling', type: 'concurrency', concurrency: 16 },
      ],
    },
    telemetry_data: { endpoints: { 'localhost:9400': { gpus: { gpu_0: { gpu_name: 'NVIDIA H100 80GB HBM3' } } } } },
    was_cancelled: false,
    error_summary: [],
    ...changes,
  };
}

/** Latencies of InferenceX's aggregates, in seconds. */
const SECONDS: Tree = { ...flat('ttft', 0.5), ...flat('tpot', 0.01), ...flat('itl', 0.011), ...flat('e2el', 10.7) };

/** `agg_*.json` of InferenceX on one node of 8 GPUs. */
export function aggregate(changes: Tree = {}): Tree {
  return {
    hw: 'b200-trt',
    conc: 64,
    image: 'vllm/vllm-openai:v0.21.0',
    model: 'openai/gpt-oss-120b',
    framework: 'vllm',
    precision: 'fp4',
    spec_decoding: 'none',
    disagg: false,
    isl: 1024,
    osl: 1024,
    is_multinode: false,
    tp: 8,
    ep: 1,
    dp_attention: 'false',
    tput_per_gpu: 1500,
    output_tput_per_gpu: 750,
    input_tput_per_gpu: 750,
    ...SECONDS,
    ...changes,
  };
}

/** The same with prefill on 8 GPUs (2 engines of TP4) and decode on 16 (2 of TP8): 6,000 tok/s in, 6,000 out. */
export function disaggregated(changes: Tree = {}): Tree {
  const { tp: _tp, ep: _ep, dp_attention: _dp, ...common } = aggregate();
  return {
    ...common,
    disagg: true,
    is_multinode: true,
    prefill_tp: 4,
    prefill_ep: 1,
    prefill_num_workers: 2,
    prefill_dp_attention: 'false',
    decode_tp: 8,
    decode_ep: 8,
    decode_num_workers: 2,
    decode_dp_attention: 'true',
    num_prefill_gpu: 8,
    num_decode_gpu: 16,
    tput_per_gpu: 500,
    output_tput_per_gpu: 375,
    input_tput_per_gpu: 750,
    ...changes,
  };
}

/** vLLM's client in Rust: 40 conversations of 5 turns, 16 requests in flight, 200 of 2,000 and 100 tokens in 50 s. */
export function conversations(changes: Tree = {}): Tree {
  return {
    date: '2026-09-01T10:11:12Z',
    mode: 'multi_turn',
    backend: 'openai-chat',
    model_id: 'meta-llama/Llama-3.1-8B-Instruct',
    num_conversations: 40,
    max_model_len: null,
    turns_per_conversation: 5,
    multi_turn_concurrency: 16,
    inter_turn_delay_ms: 250,
    prefix_global_ratio: 0.1,
    prefix_conversation_ratio: 0.8,
    prefix_unique_ratio: 0.1,
    no_history_accumulation: true,
    duration: 50,
    conversations_completed: 40,
    conversations_failed: 0,
    avg_turns_completed: 5,
    avg_conversation_duration_ms: 19_000,
    completed: 200,
    failed: 0,
    total_input_tokens: 400_000,
    total_output_tokens: 20_000,
    request_throughput: 4,
    input_throughput: 8000,
    output_throughput: 400,
    total_token_throughput: 8400,
    ...flat('ttft_ms', 250),
    ...flat('tpot_ms', 34),
    ...flat('itl_ms', 34.5),
    ...flat('e2el_ms', 3616),
    per_turn_metrics: [{ turn_index: 0, num_samples: 40, completed: 40, failed: 0, request_throughput: 0.8 }],
    ...changes,
  };
}

/** `sglang.bench_serving` of July 2024: medians, E2EL in ms without a unit; 4 requests/s of 1,024 and 256 tokens. */
export function sglang2024(changes: Tree = {}): Tree {
  return {
    backend: 'sglang',
    dataset_name: 'random',
    request_rate: 4,
    total_input_tokens: 204_800,
    total_output_tokens: 51_200,
    total_output_tokens_retokenized: 51_000,
    mean_e2e_latency: 2500,
    median_e2e_latency: 2400,
    median_ttft_ms: 120,
    median_itl_ms: 9,
    output_throughput: 1000,
    sharegpt_output_len: null,
    random_input_len: 1024,
    random_output_len: 256,
    random_range_ratio: 1,
    duration: 51.2,
    completed: 200,
    ...changes,
  };
}

/** `vllm bench throughput`: 500 requests of 1,024 and 128 tokens in 40 s. */
export function offline(changes: Tree = {}): Tree {
  return {
    elapsed_time: 40,
    num_requests: 500,
    total_num_tokens: 576_000,
    requests_per_second: 12.5,
    tokens_per_second: 14_400,
    ...changes,
  };
}

/** `vllm bench latency`: batches of 1.25 s. */
export function batches(changes: Tree = {}): Tree {
  return {
    avg_latency: 1.25,
    std_latency: 0.01,
    latencies: [1.24, 1.25, 1.26],
    percentiles: { '10': 1.24, '25': 1.245, '50': 1.25, '75': 1.255, '90': 1.258, '99': 1.26 },
    ...changes,
  };
}

/** What `vllm bench sweep` leaves of a run that failed. */
export function failure(changes: Tree = {}): Tree {
  return {
    run_number: 0,
    error_type: 'CalledProcessError',
    error: "Command '['vllm', 'bench', 'serve', '--header', 'Authorization=Bearer abc']' returned 1",
    serve_overrides: { 'tensor-parallel-size': 4, max_num_seqs: 256 },
    bench_overrides: { num_prompts: 300, max_concurrency: 64, random_input_len: 1000, 'random-output-len': 100 },
    ...changes,
  };
}

/** `sglang.bench_offline_throughput`: the same 500 requests. */
export function sglangOffline(changes: Tree = {}): Tree {
  return {
    backend: 'engine',
    successful_requests: 500,
    total_latency: 40,
    total_input_tokens: 512_000,
    total_output_tokens: 64_000,
    request_throughput: 12.5,
    input_throughput: 12_800,
    output_throughput: 1600,
    total_throughput: 14_400,
    last_gen_throughput: 2100,
    ...changes,
  };
}

/** An aggregate of InferenceX of agents at work, as of today: 300 requests in 100 s on 8 GPUs, 30 tried in vain. */
export function agents(changes: Tree = {}): Tree {
  const stats = (mean: number) => ({
    mean,
    p50: mean,
    p75: mean * 1.2,
    p90: mean * 1.5,
    p95: mean * 1.7,
    std: mean / 5,
  });
  const { isl: _isl, osl: _osl, tput_per_gpu: _total, output_tput_per_gpu: _output, ...common } = aggregate();
  const { input_tput_per_gpu: _input, ...rest } = common;
  const figures = Object.keys(SECONDS);
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => !figures.includes(key))),
    infmax_model_prefix: 'gptoss',
    scenario_type: 'agentic-coding',
    num_gpus: 8,
    kv_offloading: 'dram',
    kv_offload_backend: { name: 'lmcache', version: '0.4.1' },
    num_requests_total: 350,
    num_requests_successful: 300,
    request_accounting: {
      ...{ records_total: 350, records_profiled: 300, records_dropped_total: 50 },
      ...{ records_warmup_dropped: 20, records_error_dropped: 32, error_categories: { 429: 32 } },
    },
    ...{ pp: 1, dcp_size: 1, pcp_size: 1 },
    request_metrics: {
      qps: { window_seconds: 1, samples: 100, ...stats(3) },
      latency: { ttft: stats(1), e2el: stats(11), itl: stats(0.02), tpot: stats(0.02), intvty: stats(50) },
      tokens: { input: stats(40_000), output_actual: stats(501) },
      throughput: {
        input: { tokens_per_second: 120_000 },
        output: { tokens_per_second: 1503 },
        total: { tokens_per_second: 121_503 },
        duration_seconds: 100,
        per_gpu: { total_tput_tps: 15_187.875, output_tput_tps: 187.875, input_tput_tps: 15_000 },
      },
      cache: { theoretical_cache_hit_rate: 0.97 },
    },
    server_metrics: { present: true, adapter: 'vllm', cache: { gpu_cache_hit_rate: 0.8, overall_cache_hit_rate: 0.9 } },
    warnings: ['no metrics of the router'],
    ...changes,
  };
}

/** Power as InferenceX measures it: 4,000 W of all GPUs; energy per output token is that of `rate` tok/s. */
export function power(rate: number): Tree {
  return {
    ...{ power_metric_schema_version: 2, power_valid: 1, avg_power_w: 500, avg_total_gpu_power_w: 4000 },
    ...{ joules_per_output_token: 4000 / rate, power_audit: { source: 'power_validation_x.json' } },
  };
}

/** `trtllm-bench throughput --streaming --report_json`: 400 requests of 1,000 and 101 tokens in 50 s on 4 GPUs. */
export function trtllm(changes: Tree = {}): Tree {
  const spread = (mean: number) => ({
    ...{ p50: mean, p90: mean * 1.5, p95: mean * 1.7, p99: mean * 2 },
    ...{ minimum: mean / 2, maximum: mean * 3, average: mean },
  });
  const fixed = (length: number) => ({ ...spread(length), minimum: length, maximum: length });
  return {
    engine: {
      model: 'meta-llama/Llama-3.3-70B-Instruct',
      model_path: 'None',
      engine_dir: 'None',
      version: '1.2.0',
      backend: 'Pytorch',
      dtype: 'bfloat16',
      kv_cache_dtype: 'FP8',
      quantization: 'NVFP4',
    },
    machine: { name: 'NVIDIA B200' },
    world_info: {
      ...{ tp_size: 4, pp_size: 1, ep_size: -1, world_size: 4, max_batch_size: 512, max_num_tokens: 8192 },
      ...{ scheduling_policy: 'GUARANTEED_NO_EVICT', kv_cache_percentage: 0.9, issue_rate: 1.2e12 },
    },
    request_info: {
      ...{ num_requests: 400, avg_num_concurrent_requests: 24, avg_input_length: 1000, avg_output_length: 101 },
    },
    performance: {
      total_latency_ms: 50_000,
      avg_request_latency_ms: 3000,
      request_throughput_req_s: 8,
      system_output_throughput_tok_s: 808,
      system_total_throughput_tok_s: 8808,
      output_throughput_per_user_tok_s: 35.7,
      output_throughput_per_gpu_tok_s: 202,
      request_latency_percentiles_ms: spread(3000),
    },
    streaming_metrics: {
      token_output_speed_tok_s: 35.7,
      avg_ttft_ms: 200,
      avg_tpot_ms: 28,
      tpot_percentiles: spread(28),
      ttft_percentiles: spread(200),
      gen_tps_percentiles: spread(35.7),
    },
    decoding_stats: {
      mode: 'Eagle3',
      num_draft_tokens_percentiles: spread(120),
      num_accepted_draft_tokens_percentiles: spread(60),
      draft_acceptance_rate_percentiles: spread(0.5),
      acceptance_length_percentiles: spread(2.5),
    },
    dataset: { isl_stats: fixed(1000), osl_stats: fixed(101), num_requests: 400, avg_isl: 1000, avg_osl: 101 },
    ...changes,
  };
}

/** `profile_export_aiperf.json` before 0.2: the metrics apart, two of them under shorter tags. */
export function earlyAiperf(changes: Tree = {}): Tree {
  const { schema_version: _schema, aiperf_version: _version, benchmark_id: _id, ...today } = aiperf();
  const { input_config: _config, telemetry_data, was_cancelled, error_summary, ...metrics } = today;
  const tags = new Map([['time_to_first_token', 'ttft']]);
  const records = Object.entries(metrics).map(([name, metric]) => {
    const tag = tags.get(name) ?? name;
    return [tag, { tag, header: name, ...(metric as Tree) }];
  });
  return {
    records: Object.fromEntries(records),
    input_config: {
      endpoint: { model_names: ['Qwen/Qwen3-0.6B'], type: 'chat', streaming: true },
      input: { prompt: { input_tokens: { mean: 500, stddev: 0 }, output_tokens: { mean: 100, stddev: 0 } } },
      loadgen: { concurrency: 16, request_count: 96 },
    },
    ...{ was_cancelled, error_summary, start_time: '2025-08-01T10:00:00', end_time: '2025-08-01T10:00:08' },
    telemetry_data,
    ...changes,
  };
}

/** LLMPerf's summary: 120 requests of 550 and 150 tokens in 60 s, 8 at a time, as of a closed loop of 3.9 s each. */
export function llmperf(changes: Tree = {}): Tree {
  const stats = (name: string, mean: number) => ({
    ...Object.fromEntries([25, 50, 75].map((p) => [`results_${name}_quantiles_p${p}`, mean])),
    [`results_${name}_quantiles_p90`]: mean * 1.5,
    [`results_${name}_quantiles_p95`]: mean * 1.7,
    [`results_${name}_quantiles_p99`]: mean * 2,
    [`results_${name}_mean`]: mean,
    [`results_${name}_min`]: mean / 2,
    [`results_${name}_max`]: mean * 3,
    [`results_${name}_stddev`]: mean / 10,
  });
  return {
    version: '2023-08-31',
    name: 'mistralai-Mistral-7B-Instruct-v0-3_550_150_summary',
    model: 'mistralai/Mistral-7B-Instruct-v0.3',
    mean_input_tokens: 550,
    stddev_input_tokens: 0,
    mean_output_tokens: 150,
    stddev_output_tokens: 0,
    num_concurrent_requests: 8,
    additional_sampling_params_temperature: 0.5,
    ...stats('inter_token_latency_s', 0.026),
    ...stats('ttft_s', 0.175),
    ...stats('end_to_end_latency_s', 3.9),
    ...stats('request_output_throughput_token_per_s', 38.5),
    ...stats('number_input_tokens', 550),
    results_number_input_tokens_min: '550',
    ...stats('number_output_tokens', 150),
    results_number_output_tokens_max: '151',
    results_num_requests_started: 123,
    results_error_rate: 3 / 123,
    results_number_errors: 3,
    results_error_code_frequency: '{429: 3}',
    results_mean_output_throughput_token_per_s: 300,
    results_num_completed_requests: 120,
    results_num_completed_requests_per_min: 120,
    timestamp: 1_788_300_000,
    ...changes,
  };
}

/** EvalScope's summary as of 2026: 200 requests of 1,024 and 128 tokens in 50 s, 16 at a time, of 3.9 s each. */
export function evalscope(changes: Tree = {}): Tree {
  return {
    'Test Duration (s)': 50,
    Concurrency: 16,
    'Request Rate (req/s)': -1,
    'Total Requests': 204,
    'Success Requests': 200,
    'Failed Requests': 4,
    'Stream Requests': 204,
    'Non-Stream Requests': 0,
    'Req Throughput (req/s)': 4,
    'Avg Latency (s)': 3.9,
    'Avg Input Tokens': 1024,
    'Output Throughput (tok/s)': 512,
    'Total Throughput (tok/s)': 4608,
    'TTFT (ms)': 217,
    'TPOT (ms)': 29,
    'ITL (ms)': 29.1,
    'Avg Output Tokens': 128,
    ...changes,
  };
}

/** The same as of 2025, when all was in seconds. */
export function olderEvalscope(changes: Tree = {}): Tree {
  return {
    'Time taken for tests (s)': 50,
    'Number of concurrency': 16,
    'Total requests': 204,
    'Succeed requests': 200,
    'Failed requests': 4,
    'Output token throughput (tok/s)': 512,
    'Total token throughput (tok/s)': 4608,
    'Request throughput (req/s)': 4,
    'Average latency (s)': 3.9,
    'Average time to first token (s)': 0.217,
    'Average time per output token (s)': 0.029,
    'Average inter-token latency (s)': 0.0291,
    'Average input tokens per request': 1024,
    'Average output tokens per request': 128,
    ...changes,
  };
}

/** What lies beside a summary of EvalScope. */
export function evalscopeArguments(changes: Tree = {}): Tree {
  return {
    ...{ model: 'Qwen/Qwen3-8B', model_id: 'Qwen3-8B', api: 'openai', url: 'http://127.0.0.1:8000/v1/completions' },
    ...{ headers: { Authorization: 'Bearer x' }, api_key: 'x', number: 204, parallel: 16, rate: -1, stream: true },
    ...{ dataset: 'random', min_prompt_length: 1024, max_prompt_length: 1024, prefix_length: 0 },
    ...{ max_tokens: 128, min_tokens: 128, temperature: 0, seed: 0, extra_args: { ignore_eos: true } },
    ...changes,
  };
}

/** Percentiles of EvalScope, in `unit`. */
export function evalscopePercentiles(unit: 'ms' | 's' = 'ms'): Tree[] {
  const factor = unit === 'ms' ? 1 : 1000;
  const rows: [string, number][] = [['50%', 1], ['90%', 1.5], ['95%', 1.7], ['99%', 2]]; // biome-ignore format: a table
  return rows.map(([Percentiles, times]) => ({
    Percentiles,
    [`TTFT (${unit})`]: (217 * times) / factor,
    [`ITL (${unit})`]: (29 * times) / factor,
    [`TPOT (${unit})`]: (29 * times) / factor,
    'Latency (s)': 3.9 * times,
    'Input tokens': 1024,
    'Output tokens': 128,
  }));
}

/** Statistics of genai-bench, over `count` requests. */
function spread(mean: number, count = 90): Tree {
  return {
    ...{ min: mean / 2, max: mean * 3, mean, stddev: mean / 10, sum: mean * count },
    ...{ p25: mean, p50: mean, p75: mean, p90: mean * 1.5, p95: mean * 1.7, p99: mean * 2 },
  };
}

/** A run of genai-bench: 90 requests of 480 and 100 tokens in 60 s, 4 at a time; `changes` are of its aggregate. */
export function genaiBench(changes: Tree = {}, root: Tree = {}): Tree {
  return {
    aggregated_metrics: {
      scenario: 'D(480,100)',
      num_concurrency: 4,
      batch_size: 1,
      iteration_type: 'num_concurrency',
      run_duration: 60,
      mean_output_throughput_tokens_per_s: 150,
      mean_input_throughput_tokens_per_s: 720,
      mean_total_tokens_throughput_tokens_per_s: 870,
      requests_per_second: 1.5,
      error_codes_frequency: { 500: 2 },
      error_rate: 0,
      num_error_requests: 2,
      num_completed_requests: 90,
      num_requests: 92,
      stats: {
        ttft: spread(0.12),
        tpot: spread(0.025),
        e2e_latency: spread(2.595),
        output_latency: spread(2.475),
        output_inference_speed: spread(40),
        num_input_tokens: spread(480),
        num_output_tokens: spread(100),
        total_tokens: spread(580),
        input_throughput: spread(4000),
        output_throughput: spread(40),
      },
      ...changes,
    },
    individual_request_metrics: [{ ttft: 0.12, tpot: 0.025, error_code: null }],
    _time_unit: 's',
    ...root,
  };
}

/** `experiment_metadata.json` of genai-bench. */
export function genaiMetadata(changes: Tree = {}): Tree {
  return {
    ...{ cmd: 'genai-bench benchmark --api-key x --num-concurrency 4', benchmark_version: '0.0.4' },
    ...{
      api_backend: 'sglang',
      api_model_name: 'llama',
      model: 'meta-llama/Llama-3.3-70B-Instruct',
      task: 'text-to-text',
    },
    ...{ num_concurrency: [4, 8], iteration_type: 'num_concurrency', traffic_scenario: ['D(480,100)'] },
    ...{ server_engine: 'SGLang', server_version: 'v0.5.2', server_gpu_type: 'H100', server_gpu_count: '4' },
    ...{ additional_request_params: { temperature: 0.2 }, max_requests_per_run: 300, metrics_time_unit: 's' },
    ...changes,
  };
}

/** A file of llama-benchy. */
export function llamaBenchy(benchmarks: readonly unknown[], changes: Tree = {}): Tree {
  return {
    version: '0.4.0',
    timestamp: '2026-07-01 10:11:12Z',
    latency_mode: 'api',
    latency_ms: 1.5,
    model: 'openai/gpt-oss-120b',
    prefix_caching_enabled: false,
    max_concurrency: 2,
    benchmarks,
    ...changes,
  };
}

/** A benchmark of llama-benchy: two requests at once, twice. */
export function benchy(changes: Tree = {}): Tree {
  const metric = (values: readonly number[]) => ({
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    std: 0,
    values,
  });
  return {
    concurrency: 2,
    context_size: 0,
    prompt_size: 2048,
    response_size: 32,
    is_context_prefill_phase: false,
    pp_throughput: metric([9000, 9100]),
    pp_req_throughput: metric([5000, 5000, 5100, 5100]),
    tg_throughput: metric([80, 82]),
    tg_req_throughput: metric([50, 40, 50, 40]),
    ttfr: metric([400, 420, 400, 420]),
    est_ppt: metric([398, 418, 398, 418]),
    e2e_ttft: metric([410, 430, 410, 430]),
    throughput_over_time: [[[0, 1]], [[0, 1]]],
    ...changes,
  };
}

/** A table of LMDeploy's `profile_throughput.py` of 2024: 3,000 requests of 200 and 200 tokens, 64 at a time. */
function lmdeploy(): string {
  const names = 'batch,num_promts,RPS,RPM,FTL(ave)(s),FTL(min)(s),FTL(max)(s),50%(s),75%(s),95%(s),99%(s)';
  const row = '64,3000,13.000,780.000,0.280,0.050,2.000,0.023,0.024,0.028,0.030,2600.000,5200.000';
  return `${names},throughput(out tok/s),throughput(total tok/s)\n${row}\n`;
}

/** A table of LMDeploy's `profile_restful_api.py` of today: 400 requests of 1,024 and 128 tokens, 8 a second. */
function lmdeployServing(): string {
  const asked = 'backend,dataset_name,sharegpt_output_len,random_input_len,random_output_len,random_range_ratio';
  const rates = 'request_rate,completed,total_input_tokens,total_output_tokens,duration,request_throughput';
  const figures = 'input_throughput,output_throughput,mean_e2e_latency_ms,mean_ttft_ms,mean_tpot_ms,mean_itl_ms';
  const row = 'lmdeploy,random,,1024,128,1.0,8.0,400,409600,51200,51.28,7.8,7987.2,998.4,3200,280,23,23.1';
  return `${asked},${rates},${figures}\n${row}\n`;
}

/** `sglang.bench_one_batch_server`: one batch, which is not read. */
function oneBatch(): Tree {
  return {
    ...{ run_name: 'default', batch_size: 16, input_len: 1024, output_len: 16, latency: 1.1, last_ttft: 0.8 },
    ...{ input_throughput: 15_000, output_throughput: 900, overall_throughput: 14_000, acc_length: -1 },
  };
}

/** A request of vLLM's multi-turn benchmark in Python, whose statistics are a list of them. */
function turn(): Tree {
  return {
    ...{ ttft_ms: 90, tpot_ms: 12, latency_ms: 1300, start_time_ms: 5, input_num_turns: 3, input_num_tokens: 900 },
    ...{ output_num_tokens: 100, approx_cached_percent: 60, conversation_id: 'c1', client_id: 2 },
  };
}

/** A run of EvalScope's rewritten perf, a generation that is not known. */
function rewrittenEvalscope(): Tree {
  return {
    ...{ total: 200, succeeded: 200, failed: 0, duration_seconds: 50, request_throughput: 4 },
    ...{ output_token_throughput: 512, averages: { latency: 3.9, ttft: 217, tpot: 29, itl: 29.1 } },
  };
}

/** Every form of result, which the tests with odd input go through. */
export const DOCUMENTS: readonly Tree[] = [
  vllm(),
  sglang(),
  sglang2024(),
  conversations(),
  offline({ total_output_tokens: 64_000 }),
  batches(),
  failure(),
  sglangOffline(),
  inferencePerf({ concurrency: 4 }),
  aiperf(),
  aggregate(),
  disaggregated(),
  agents(),
  aggregate({ ...power(6000), benchmark_outcome: { status: 'ok', requested: 640, completed: 640, failed: 0 } }),
  aiperf({
    goodput: { unit: 'requests/sec', avg: 9 },
    good_request_fraction: { unit: 'ratio', avg: 0.75 },
    nvidia_average_gpu_power: { unit: 'W', avg: 2400 },
    overall_usage_prompt_cache_read_pct: { unit: '%', avg: 40 },
  }),
  trtllm(),
  earlyAiperf(),
  guidellm(1, [benchmark({ type_: 'concurrent', streams: 8 })]),
  guidellm(2, [benchmark({ type_: 'constant', rate: 5 }), benchmark({ type_: 'synchronous' })]),
  llmperf(),
  evalscope(),
  olderEvalscope(),
  genaiBench(),
  llamaBenchy([benchy(), benchy({ concurrency: 1 })]),
  oneBatch(),
  turn(),
  rewrittenEvalscope(),
];

/** Every form of table. */
export const TABLES: readonly string[] = [lmdeploy(), lmdeployServing()];
