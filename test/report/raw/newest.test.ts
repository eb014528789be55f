import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/run/run.ts';
import { readAll, yaml } from '../texts.ts';
import { aggregate, aiperf, flat, inferencePerf, python, sglang, vllm } from './fixtures.ts';

/*
 * What each harness writes today, every key of it, so that one that is new is met here first: vLLM 0.33 (November 2026),
 * SGLang 0.5.23 and GuideLLM 0.8.1 (October), inference-perf 0.7 and AIPerf 0.13 (September), InferenceX of November.
 */

type Tree = Record<string, unknown>;

/** The run, without anything to warn of; what is no figure and no argument of a setup is none. */
function only(text: string, path: string): Run {
  const readings = readAll(text, { path });
  const told = readings.flatMap(({ located }) => located.map(({ finding }) => finding));
  expect(told.filter(({ severity }) => severity !== 'notice').map(({ message }) => message)).toEqual([]);
  const [run, ...others] = readings.map((reading) => reading.run);
  if (!run || others.length > 0) throw new Error('expected one run');
  return run;
}

const setupOf = ({ facts }: Run) => [...facts.setup.keys()];

test('vLLM: bench serve, with a draft model', () => {
  const document = vllm({
    endpoint_type: 'openai',
    request_goodput: 3.5,
    rtfx: 0,
    ...{ spec_decode_acceptance_rate: 60, spec_decode_acceptance_length: 2.8, spec_decode_num_drafts: 7000 },
    ...{ spec_decode_num_draft_tokens: 21_000, spec_decode_num_accepted_tokens: 12_600 },
    spec_decode_per_position_acceptance_rates: [0.8, 0.6, 0.4],
    ...{
      probe_completed: 4,
      probe_failed: 0,
      probe_median_e2el_ms: 900,
      probe_p99_e2el_ms: 950,
      probe_max_e2el_ms: 960,
    },
    ...flat('client_queue_time_ms', 2),
    ...flat('e2el_including_client_queue_ms', 7185),
    ...flat('tpot_ms', 70),
    ...flat('e2el_ms', 7180),
    latencies: [7.1, 7.2],
    queue_times: [0, 0],
  });
  const run = only(JSON.stringify(document), 'r/openai-infqps-concurrency32.json');
  expect(run).toMatchObject({
    harness: 'vllm-benchmark',
    load: { concurrency: 32, concurrencySource: 'reported' },
    measured: { outputThroughput: 400, requestThroughput: 4, e2el: { mean: 7180 }, tpot: { mean: 70 }, completed: 200 },
  });
  expect(setupOf(run)).toEqual(['backend', 'endpoint_type']);
});

test('SGLang: bench_serving, with details', () => {
  const document = sglang({
    ...{ total_input_text_tokens: 320 * 1024, total_input_vision_tokens: 0, total_throughput: 9216 },
    ...{ max_output_tokens_per_s: 1400, max_concurrent_requests: 64, accept_length: 2.4 },
    cache_report: {
      total_prompt_tokens: 1000,
      total_cached_tokens: 250,
      cache_hit_rate_pct: 25,
      storage_backend: null,
    },
    ...{ input_lens: [1024], output_lens: [128], ttfts: [0.4], itls: [[0.06]], generated_texts: ['x'], errors: [''] },
  });
  const run = only(python(document), 'r/sglang_1001_320_1024_128.jsonl');
  expect(run).toMatchObject({
    harness: 'sglang',
    load: { concurrency: 64 },
    measured: { outputThroughput: 1024, totalThroughput: 9216, ttft: { mean: 400 }, e2el: { mean: 7900 } },
  });
  expect(setupOf(run)).toEqual(['backend', 'sglang dp_size', 'sglang model_path', 'sglang tp_size']);
});

/** Statistics of GuideLLM by how 300 requests ended, of which 6 failed and 10 were cut off. */
function distribution(mean: number): Tree {
  const of = (value: number, count: number) => ({
    ...{ mean: value, median: value, mode: value, variance: 0, std_dev: 0, min: value, max: value },
    ...{ count, total_sum: value * count, pdf: null, uncertainty: null },
    percentiles: Object.fromEntries(
      ['p001', 'p01', 'p05', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95', 'p99', 'p999'].map((name) => [name, value]),
    ),
  });
  return { successful: of(mean, 284), incomplete: of(0, 10), errored: of(0, 6), total: of(mean, 300) };
}

const TOTALS = { successful: 284, incomplete: 10, errored: 6, total: 300 };
const START = 1_790_000_000;

function metricsOfGuidellm(): Tree {
  const unit = Object.fromEntries(
    ['input', 'output', 'total']
      .flatMap((side) => [side, `${side}_per_second`, `${side}_concurrency`])
      .map((name) => [name, null]),
  );
  const domain = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, unit]));
  const turn = { turn_index: 0, request_totals: TOTALS, request_latency: distribution(1.6) };
  return {
    request_totals: TOTALS,
    ...{
      requests_per_second: distribution(5),
      request_concurrency: distribution(8),
      request_latency: distribution(1.6),
    },
    ...{ request_dispatch_delay: null, request_scheduled_latency: null, turn_predecessor_delay: null },
    ...{ turn_scheduling_delay: null, root_dispatch_delay: null, request_streaming_iterations_count: distribution(64) },
    ...{
      prompt_token_count: distribution(512),
      output_token_count: distribution(64),
      total_token_count: distribution(576),
    },
    ...{ time_to_first_token_ms: distribution(88), time_to_first_output_token_ms: distribution(88) },
    ...{ time_per_output_token_ms: distribution(25), inter_token_latency_ms: distribution(24) },
    ...{ time_to_last_round_trip_ms: distribution(0), avg_round_trip_time_ms: distribution(0) },
    ...{ prompt_tokens_per_second: distribution(2560), output_tokens_per_second: distribution(320) },
    ...{
      tokens_per_second: distribution(2880),
      output_tokens_per_iteration: distribution(1),
      iter_tokens_per_iteration: distribution(1),
    },
    text: domain('tokens', 'words', 'characters'),
    image: domain('tokens', 'images', 'pixels', 'bytes'),
    video: domain('tokens', 'frames', 'seconds', 'bytes'),
    audio: domain('tokens', 'samples', 'seconds', 'bytes'),
    tool_call: domain('tokens', 'mixed_tokens', 'count'),
    turns: [turn, { ...turn, turn_index: 1 }],
    ...{
      slo_attainment: 0.8,
      slo_determined_requests: 290,
      request_goodput: distribution(4.2),
      output_token_goodput: distribution(268),
    },
    slo_attainment_by_metric: { ttft_ms: { conforming_requests: 232, determined_requests: 290, attainment: 0.8 } },
  };
}

function benchmarkOfGuidellm(): Tree {
  const times = {
    start_time: START,
    request_start_time: START,
    measure_start_time: START,
    measure_end_time: START + 60,
    request_end_time: START + 61,
    end_time: START + 61,
  };
  return {
    type_: 'generative_benchmark',
    config: {
      ...{
        id_: 'a',
        run_id: 'b',
        run_index: 0,
        constraints: {},
        sample_size: null,
        prefer_response_metrics: true,
        confidence: 0.95,
      },
      strategy: { type_: 'concurrent', worker_count: 8, max_concurrency: 8, streams: 8, rampup_duration: 0 },
      ...{ warmup: { percent: null, value: null, mode: 'prefer_duration' }, cooldown: { percent: null, value: null } },
      ...{ slo: { ttft_ms: 200, tpot_ms: null, e2el_ms: null }, profile: {}, requests: {}, environment: {} },
      backend: { model: 'acme/alpha-8b', target: 'http://x' },
    },
    scheduler_state: {
      node_id: 0,
      num_processes: 8,
      start_time: START,
      end_time: START + 61,
      generation_delay_samples: [0, 0],
    },
    scheduler_metrics: {
      ...times,
      ...{
        requests_made: TOTALS,
        generation_delay: distribution(0).successful,
        dataset_incomplete: true,
        strategy_type: 'concurrent',
      },
      ...{ queued_time_avg: 0.1, request_time_avg: 1.6, resolve_time_avg: 1.6, processed_delay_avg: -1 },
    },
    metrics: metricsOfGuidellm(),
    requests: { successful: [], incomplete: [], errored: [], total: null },
    ...{ start_time: START, end_time: START + 60, duration: 60, warmup_duration: 0, cooldown_duration: 1 },
  };
}

function guidellm(): Tree {
  const spec = {
    backend: {
      kind: 'openai_http',
      target: 'http://x',
      model: 'acme/alpha-8b',
      request_format: '/v1/chat/completions',
      api_key: null,
    },
    profile: { kind: 'concurrent', streams: [8], rampup_duration: 0 },
    constraints: [{ kind: 'max_seconds', value: 60 }],
    tokenizer: { kind: 'huggingface_auto', model: null },
    data: [
      { kind: 'synthetic_text', prompt_tokens: 128, output_tokens: 64, turns: 2, branches: [], prefix_buckets: null },
    ],
    ...{ data_column_mapper: { kind: 'generative_column_mapper' }, data_preprocessors: [{ kind: 'encode_media' }] },
    ...{
      data_finalizer: { kind: 'generative' },
      data_loader: { kind: 'pytorch', samples: -1 },
      seed: { kind: 'static', value: 42 },
    },
    ...{
      outputs: [{ kind: 'json', path: 'x.json' }],
      metrics: { kind: 'generative', slo: { ttft_ms: 200 }, sample_size: null },
    },
  };
  return {
    metadata: { version: 2, guidellm_version: '0.8.1', python_version: '3.12.3', platform: 'Linux' },
    config: { metadata: { labels: {} }, spec, benchmarks: [null] },
    benchmarks: [benchmarkOfGuidellm()],
  };
}

describe('GuideLLM 0.8', () => {
  test.each([
    ['JSON', JSON.stringify(guidellm())],
    ['YAML', yaml(guidellm())],
  ])('%s', (_, text) => {
    const run = only(text, 'r/benchmarks.json');
    expect(run).toMatchObject({
      ...{ harness: 'guidellm', harnessVersion: '0.8.1', model: 'acme/alpha-8b' },
      load: { concurrency: 8, concurrencySource: 'reported', condition: null },
      workload: { isl: { requested: null, measured: 512 }, osl: { requested: 64 }, prefix: 'multi-turn of 2' },
      measured: {
        ...{ completed: 284, failures: 6, attempts: 300, duration: 60 },
        ...{ requestThroughput: 5, outputThroughput: 320, totalThroughput: 2880 },
        ...{ ttft: { mean: 88 }, itl: { mean: 24 }, e2el: { mean: 1600 } },
        explaining: { goodput: 4.2, sloAttainment: 0.8 },
      },
    });
    expect(setupOf(run)).toEqual(['backend.kind', 'backend.model', 'backend.request_format']);
  });
});

describe('inference-perf 0.7', () => {
  const summary = (mean: number) => ({
    mean,
    min: mean,
    max: mean,
    'p0.1': mean,
    p1: mean,
    p5: mean,
    p10: mean,
    p25: mean,
    median: mean,
    p75: mean,
    p90: mean,
    p95: mean,
    p99: mean,
    'p99.9': mean,
  });
  const document = inferencePerf(
    { schedule_delay: summary(0.001), requested_rate: 8, achieved_rate: 10.5 },
    {
      latency: {
        ...{ request_latency: summary(2.48), normalized_time_per_output_token: summary(0.0248) },
        ...{
          time_per_output_token: summary(0.02),
          time_to_first_token: summary(0.5),
          inter_token_latency: summary(0.02),
        },
      },
      throughput: {
        ...{ input_tokens_per_sec: 8000, output_tokens_per_sec: 800, total_tokens_per_sec: 8800, requests_per_sec: 8 },
        ...{ images_per_sec: 0, videos_per_sec: 0, audios_per_sec: 0 },
      },
      prompt_len: undefined,
      request_size_bytes: summary(4000),
      image: { count: summary(0), pixels: null, bytes: null, aspect_ratio: null },
      video: { count: summary(0), frames: null, pixels: null, bytes: null, aspect_ratio: null },
      audio: { count: summary(0), seconds: null, bytes: null },
      prompt_tokens: { total: 98_000, cached: 24_500, uncached: 73_500, ...summary(1000) },
      output_len: summary(100),
      output_tokens: { total: 9800, ...summary(100) },
      token_count_mismatches: 0,
      client_fallback_requests: { prompt: 0, output: 0 },
      goodput_metrics: {
        ...{ goodput_percentage: 50, request_goodput: 4, token_goodput: 4400, good_requests: 49, total_requests: 98 },
        ttft_attainment_percentage: 50,
      },
    },
    {
      benchmark_time_seconds: 12.25,
      failures: {
        count: 2,
        request_latency: summary(1),
        prompt_tokens: { total: 2000, cached: 0, uncached: 2000 },
        by_label: { '429 - Rate Limit': { count: 2, messages: [{ message: 'slow down', session_ids: ['s'] }] } },
      },
      retries: {
        requests_retried: 3,
        attempts: 4,
        recovered: 3,
        failed_after_retry: 0,
        wasted_sec_total: 1.5,
        wasted_sec: summary(0.5),
      },
    },
  );

  test('a stage', () => {
    const run = only(JSON.stringify(document), 'r/stage_0_lifecycle_metrics.json');
    expect(run).toMatchObject({
      load: { rate: 8, stage: 0 },
      measured: {
        ...{ completed: 98, failures: 2, attempts: 100, duration: 12.25, isl: 1000, osl: 100 },
        ...{
          requestThroughput: 8,
          outputThroughput: 800,
          totalThroughput: 8800,
          e2el: { mean: 2480 },
          tpot: { mean: 20 },
        },
        explaining: { goodput: 4, sloAttainment: 0.5, cacheHitRate: 0.25 },
      },
    });
    expect(setupOf(run)).toEqual([]);
  });
});

test('AIPerf: an export of schema 1.5', () => {
  const record = (unit: string, avg: number) => ({ unit, avg, min: avg, max: avg, std: 0, count: 96, sum: avg * 96 });
  const document = aiperf({
    ...{ schema_version: '1.5', aiperf_version: '0.13.0' },
    run_info: {
      benchmark_id: '1f2e3d',
      sweep_id: null,
      random_seed: null,
      trial: 0,
      run_label: null,
      variation_label: null,
      variation_index: null,
      variation_values: null,
      cli_command: 'aiperf profile',
    },
    ...{ time_to_second_token: record('ms', 12), output_token_throughput_per_user: record('tokens/sec/user', 83) },
    ...{ goodput: { unit: 'requests/sec', avg: 9 }, good_request_count: { unit: 'requests', avg: 72 } },
    ...{ total_isl: { unit: 'tokens', avg: 48_000 }, total_osl: { unit: 'tokens', avg: 9600 } },
    ...{ start_time: '2026-10-01T10:00:00', end_time: '2026-10-01T10:00:08' },
  });
  expect(only(JSON.stringify(document), 'r/profile_export_aiperf.json')).toMatchObject({
    ...{ harness: 'aiperf', harnessVersion: '0.13.0', model: 'Qwen/Qwen3-0.6B' },
    load: { concurrency: 16 },
    measured: { outputThroughput: 1200, requestThroughput: 12, itl: { mean: 12 }, e2el: { mean: 1300 } },
  });
});

test('InferenceX: an aggregate of fixed lengths', () => {
  const document = aggregate({
    ...{
      infmax_model_prefix: 'gptoss',
      recipe_fingerprint: 'f00d',
      pp: 1,
      dcp_size: 1,
      pcp_size: 1,
      router: null,
      kv_p2p_transfer: null,
    },
    benchmark_outcome: { status: 'success', requested: 640, completed: 640, failed: 0 },
    ...{ median_intvty: 100, mean_intvty: 100, p90_intvty: 90, p99_intvty: 80, std_intvty: 1 },
    ...{ power_metric_schema_version: 2, power_valid: 1, power_invalid_reasons: [], avg_total_gpu_power_w: 6400 },
  });
  expect(only(JSON.stringify(document), 'r/agg_x.json')).toMatchObject({
    deployment: { label: '1R-TP8', gpus: 8 },
    load: { concurrency: 64 },
    measured: { outputThroughput: 6000, totalThroughput: 12_000, e2el: { mean: 10_700 } },
  });
});
