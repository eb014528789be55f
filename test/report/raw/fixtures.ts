/** Results as the harnesses write them, with figures of our own; `changes` overwrite keys at the root. */
type Tree = Record<string, unknown>;

/** Statistics of `benchmark_serving` and its descendants: the median is the mean, and so on up. */
function flat(name: string, mean: number): Tree {
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
function status(mean: number): Tree {
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

/** A benchmark of GuideLLM 0.4 and later: requests of 512 and 64 tokens, 5 a second. */
export function benchmark(strategy: Tree, changes: Tree = {}): Tree {
  return {
    type_: 'generative_benchmark',
    config: { strategy, backend: { model: 'ibm-granite/granite-3.3-8b-instruct' } },
    scheduler_metrics: {},
    duration: 60,
    metrics: {
      request_totals: { successful: 300, errored: 6, incomplete: 10, total: 316 },
      requests_per_second: status(5),
      request_concurrency: status(7.9),
      request_latency: status(1.6),
      prompt_token_count: status(512),
      output_token_count: status(64),
      time_to_first_token_ms: status(80),
      time_per_output_token_ms: status(25),
      inter_token_latency_ms: status(24),
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
