import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../src/report/read.ts';
import { aLength } from '../../builders.ts';
import { readAll, yaml } from '../texts.ts';
import {
  aggregate,
  aiperf,
  benchmark,
  disaggregated,
  guidellm,
  inferencePerf,
  python,
  sglang,
  vllm,
} from './fixtures.ts';
import { lineOf, only, PATH, problemsIn, runsIn } from './resultfile.ts';

const said = (document: unknown, path = PATH) =>
  problemsIn(document, path)
    .filter(
      ({ code }) => !/^(unknown|estimated)-/.test(code) || code === 'unknown-version' || code === 'unknown-failures',
    )
    .map(lineOf);

describe('vLLM', () => {
  test('one result', () => {
    expect(only(vllm())).toMatchObject({
      harness: 'vllm-benchmark',
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      deployment: { label: null, gpus: null, accelerator: null },
      load: { concurrency: 32, concurrencySource: 'reported', rate: null },
      measured: {
        duration: 50,
        completed: 200,
        failures: 0,
        attempts: 200,
        outputThroughput: 400,
        totalThroughput: 4400,
        requestThroughput: 4,
        ttft: { mean: 250, p50: 250, p90: 375, p95: null, p99: 500 },
        tpot: { mean: 70 },
        itl: { mean: 71 },
        e2el: { mean: 7500 },
        isl: 1000,
        osl: 100,
      },
    });
    expect(said(vllm())).toEqual([]);
  });

  test('an open loop without E2EL has the concurrency that TTFT and TPOT make', () => {
    const open = vllm({ max_concurrency: null, request_rate: 3.6, mean_e2el_ms: undefined });
    expect(only(open).load).toMatchObject({ concurrencySource: 'estimated', rate: 3.6 });
    expect(only(open).load.concurrency).toBeCloseTo(4 * (0.25 + 0.07 * 99), 9);
  });

  test('an open loop without E2EL and TTFT has no concurrency', () => {
    const open = vllm({ max_concurrency: null, request_rate: 3.6, mean_e2el_ms: undefined, mean_ttft_ms: undefined });
    expect(only(open).load).toMatchObject({ concurrency: null, concurrencySource: 'unknown', rate: 3.6 });
  });

  test('failures that an older file does not count are the prompts that did not complete, which is said', () => {
    const tokens = { total_input_tokens: 150_000, total_output_tokens: 15_000 };
    const rates = { request_throughput: 3, output_throughput: 300, total_token_throughput: 3300 };
    const old = { failed: undefined, completed: 150, ...tokens, ...rates };
    expect(only(vllm(old)).measured).toMatchObject({ completed: 150, failures: 50, attempts: 200 });
    expect(said(vllm(old))).toEqual([
      'warning derived-failures: 150 of 200 requests completed, but failures are not stated: the others count as failed, although the data set may simply have held fewer (1 report)',
    ]);
    expect(only(vllm({ failed: undefined })).measured.failures).toBe(0);
  });

  test('appended results are a run each, with lists of every request beside them', () => {
    const detailed = { ttfts: [0.1, 0.2], itls: [[0.1], []], generated_texts: ['"]}', 'Infinity'], errors: ['', ''] };
    const text = `${JSON.stringify(vllm(detailed))}\n${JSON.stringify(vllm({ max_concurrency: 64 }))}`;
    expect(runsIn(text).map((run) => run?.load.concurrency)).toEqual([32, 64]);
  });

  test('an embedding benchmark has no output, and is left out', () => {
    const embedding = vllm({ output_throughput: undefined, input_sequence_throughput: 12 });
    expect(runsIn(embedding)).toEqual([null]);
    expect(said(embedding)).toEqual([
      'notice no-measurement: result of an embedding benchmark, which generates no tokens: left out',
    ]);
  });
});

describe('SGLang', () => {
  test('lines with Infinity, a run each; a server is not a deployment', () => {
    const text = `${python(sglang())}\r\n${python(sglang({ max_concurrency: null, request_rate: 4 }))}\r\n`;
    const [first, second] = runsIn(text, 'r/sglang_0901.jsonl');
    expect(first).toMatchObject({
      harness: 'sglang',
      model: 'Qwen/Qwen3-32B',
      quantization: 'fp8',
      deployment: { label: null, gpus: null },
      load: { concurrency: 64, rate: null },
      workload: { isl: { requested: 1024 }, osl: { requested: 128 } },
      measured: {
        outputThroughput: 1024,
        totalThroughput: 9216,
        requestThroughput: 8,
        failures: null,
        ttft: { mean: 400, p99: 800 },
        e2el: { mean: 7900 },
      },
    });
    expect(first?.facts.environment.get('sglang version')).toBe('0.5.18');
    expect(second?.load).toMatchObject({ concurrencySource: 'estimated', rate: 4 });
  });

  test('lengths that are drawn from a range, or are of another data set, are not requested ones', () => {
    for (const changes of [{ random_range_ratio: 0.5 }, { dataset_name: 'sharegpt' }]) {
      expect(only(sglang(changes)).workload).toMatchObject({ isl: { requested: null, measured: 1024 } });
    }
  });
});

describe('GuideLLM', () => {
  const strategies = [
    { type_: 'synchronous' },
    { type_: 'concurrent', streams: 8 },
    { type_: 'constant', rate: 5 },
    { type_: 'throughput', max_concurrency: 512 },
  ];

  test.each([
    ['sweep', true],
    [{ type_: 'sweep', sweep_size: 10 }, true],
    [{ kind: 'sweep' }, true],
    ['concurrent', false],
  ])('a profile %j looks for its own loads: %s', (profile, isFound) => {
    const [open] = runsIn(
      JSON.stringify({ ...guidellm(1, [benchmark({ type_: 'constant', rate: 5 })]), args: { profile } }),
      'g.json',
    );
    expect(open?.load).toMatchObject({ rate: 5, isFound });
  });

  test.each([1, 2] as const)('version %i, JSON and YAML: a run a benchmark, seconds as seconds', (version) => {
    const document = guidellm(
      version,
      strategies.map((strategy) => benchmark(strategy)),
    );
    for (const text of [JSON.stringify(document), yaml(document)]) {
      const runs = runsIn(text, 'g/benchmarks.yaml');
      expect(runs.map((run) => [run?.load.concurrencySource, run?.load.rate])).toEqual([
        ['reported', null],
        ['reported', null],
        ['estimated', 5],
        ['estimated', null],
      ]);
      expect(runs[1]).toMatchObject({
        harness: 'guidellm',
        harnessVersion: version === 1 ? '0.5.3' : '0.8.0',
        model: 'ibm-granite/granite-3.3-8b-instruct',
        load: { concurrency: 8 },
        workload: { isl: { requested: 512, measured: 512 }, osl: { requested: 64 } },
        measured: {
          duration: 60,
          completed: 300,
          failures: 6,
          attempts: 316,
          outputThroughput: 320,
          totalThroughput: 2880,
          requestThroughput: 5,
          ttft: { mean: 80, p90: 120, p99: 160 },
          e2el: { mean: 1600, p99: 3200 },
        },
      });
    }
  });

  test('a benchmark of zeros is no measurement', () => {
    const zero = benchmark({ type_: 'concurrent', streams: 8 });
    const metrics = Object.fromEntries(
      Object.keys(zero.metrics as object).map((name) => [name, { successful: { mean: 0, median: 0 } }]),
    );
    const request_totals = { successful: 0, errored: 0, incomplete: 10, total: 10 };
    const document = guidellm(1, [{ ...zero, metrics: { ...metrics, request_totals } }]);
    expect(runsIn(document)).toEqual([null]);
    expect(said(document)).toEqual(['notice no-measurement: report whose metrics are all zero: left out']);
  });

  test('a rate that the requests do not make is replaced, and said', () => {
    const wrong = benchmark({ type_: 'synchronous' });
    const metrics = { ...(wrong.metrics as object), tokens_per_second: { successful: { mean: 9000 } } };
    const document = guidellm(2, [{ ...wrong, metrics }]);
    expect(only(document).measured.totalThroughput).toBe(2880);
    expect(said(document)).toEqual([
      'warning inconsistent-throughput: total throughput is 9000, but requests/s × tokens per request is 2880: the latter is used',
      'notice incomplete-requests: 10 of 316 requests were cut off at the end of the run: rates count only those that completed (1 report)',
    ]);
  });

  test('a prefix and turns make prompts longer than was asked for', () => {
    const data = {
      prompt_tokens: 32,
      output_tokens: 64,
      turns: 2,
      prefix_buckets: [{ prefix_tokens: 16, prefix_count: 4 }],
    };
    expect(only(guidellm(2, [benchmark({ type_: 'synchronous' })], data)).workload).toEqual({
      isl: aLength(null, 512, 0),
      osl: aLength(64, 64, 0),
      prefix: '16 tokens, 4 groups, multi-turn of 2',
    });
  });
});

describe('what is no GuideLLM result that is read', () => {
  test.each([
    [
      'a version to come',
      { ...guidellm(2, [benchmark({})]), metadata: { version: 3, guidellm_version: '1.0' } },
      /^error unknown-version: GuideLLM: result of version 3: expected 1, 2, or none/,
    ],
    [
      'the oldest form',
      { benchmarks: [{ mode: 'sweep', rate: 1, results: [], errors: [] }] },
      /^error unknown-version: GuideLLM: recognised as a GuideLLM benchmark of an unknown generation: expected metrics.requests_per_second, found mode, rate/,
    ],
    ['no benchmark', guidellm(2, []), /^notice no-measurement: GuideLLM result without a benchmark/],
    [
      'embeddings',
      guidellm(2, [{ ...benchmark({}), type_: 'embeddings_benchmark' }]),
      /^notice no-measurement: GuideLLM benchmark of the type embeddings_benchmark/,
    ],
  ])('%s is told apart', (_, document, expected) => {
    expect(said(document)).toEqual([expect.stringMatching(expected)]);
    expect(runsIn(document)).toEqual([null]);
  });

  test('other files with benchmarks are none', () => {
    for (const document of [
      { benchmarks: [{ name: 'BM_sort', real_time: 3 }] },
      { benchmarks: {} },
      { benchmarks: [] },
    ]) {
      expect(readAll(JSON.stringify(document), { path: PATH })).toMatchObject([{ kind: 'other', located: [] }]);
      expect(readAll(yaml(document), { path: 'x.yaml' })).toMatchObject([{ kind: 'other', located: [] }]);
    }
    expect(readAll('benchmarks:\n  {{ .Values.x }}\n', { path: 'x.yaml' })).toMatchObject([{ kind: 'other' }]);
  });
});

describe('inference-perf', () => {
  test('a stage, in seconds', () => {
    expect(only(inferencePerf(), 'r/stage_3_lifecycle_metrics.json')).toMatchObject({
      harness: 'inference-perf',
      model: null,
      load: { concurrency: 20, concurrencySource: 'estimated', rate: 10, stage: 3 },
      measured: {
        duration: 9.5,
        completed: 98,
        failures: 2,
        attempts: 100,
        outputThroughput: 800,
        totalThroughput: 8800,
        ttft: { mean: 500, p90: 750, p95: null, p99: 1000 },
        tpot: { mean: 20 },
        e2el: { mean: 2500 },
        isl: 1000,
        osl: 100,
      },
    });
  });

  test('a stage of a concurrency, and the lengths of today', () => {
    const tokens = {
      prompt_len: undefined,
      output_len: undefined,
      prompt_tokens: { total: 1, mean: 900 },
      output_tokens: { total: 1, mean: 90 },
    };
    const run = only(
      inferencePerf({ concurrency: 16, requested_rate: 100 }, tokens, { benchmark_time_seconds: 12.25 }),
    );
    expect(run.load).toMatchObject({ concurrency: 16, concurrencySource: 'reported' });
    expect(run.measured).toMatchObject({ isl: 900, osl: 90, duration: 12.25 });
  });

  test('a latency that no response streamed is unknown, and one adapter is a part of a load', () => {
    const latency = {
      request_latency: { mean: 2 },
      time_to_first_token: null,
      time_per_output_token: null,
      inter_token_latency: null,
    };
    expect(only(inferencePerf({}, { latency })).measured).toMatchObject({
      ttft: null,
      tpot: null,
      e2el: { mean: 2000 },
    });
    expect(runsIn(inferencePerf(), 'r/adapter_x_stage_0_lifecycle_metrics.json')).toEqual([null]);
  });

  test('metrics of the server beside them are left out', () => {
    const { load_summary, ...successes } = { load_summary: {}, count: 98, rate: 9.8, prompt_len: { mean: 0, rate: 0 } };
    const server = { benchmark_time_seconds: 0, load_summary, failures: {}, successes };
    expect(runsIn(server, 'r/stage_0_prometheus_metrics.json')).toEqual([null]);
    expect(said(server)).toEqual([
      "notice no-measurement: inference-perf's metrics of the server, not of requests: left out (1 report)",
    ]);
  });

  test('a stage whose requests all failed is a run without figures; a file of another form is none', () => {
    const zero = { input_tokens_per_sec: 0, output_tokens_per_sec: 0, total_tokens_per_sec: 0, requests_per_sec: 0 };
    const none = {
      count: 0,
      latency: { request_latency: null },
      throughput: zero,
      prompt_len: undefined,
      output_len: null,
    };
    const tokens = { prompt_tokens: { total: 0, cached: 0, uncached: 0 }, output_tokens: { total: 0 } };
    const failed = inferencePerf({}, { ...none, ...tokens }, { failures: { count: 100 } });
    expect(only(failed).measured).toMatchObject({ completed: 0, failures: 100, attempts: 100, isl: null, osl: null });
    expect(readAll(python({ load_summary: { cpu: 0.5 } }), { path: PATH })).toMatchObject([{ kind: 'other' }]);
  });
});

describe('AIPerf', () => {
  const measured = {
    duration: 8,
    completed: 96,
    failures: 0,
    attempts: 96,
    outputThroughput: 1200,
    totalThroughput: 7200,
    requestThroughput: 12,
    ttft: { mean: 100, p50: 100, p90: 150, p95: 170, p99: 200 },
    tpot: null,
    itl: { mean: 12 },
    e2el: { mean: 1300 },
    isl: 500,
    osl: 100,
  };

  test("today's export", () => {
    expect(only(aiperf())).toMatchObject({
      harness: 'aiperf',
      harnessVersion: '0.12.0',
      model: 'Qwen/Qwen3-0.6B',
      deployment: { label: null, gpus: null, accelerator: 'NVIDIA H100 80GB HBM3' },
      load: { concurrency: 16, concurrencySource: 'reported', rate: null },
      workload: { isl: { requested: 500 }, osl: { requested: 100 } },
      measured,
    });
  });

  test('an earlier one, in other units', () => {
    const earlier = aiperf({
      schema_version: undefined,
      total_token_throughput: undefined,
      total_isl: { unit: 'tokens', avg: 48_000 },
      time_to_first_token: { unit: 'sec', avg: 0.1, p50: 0.1, p90: 0.15, p95: 0.17, p99: 0.2 },
      request_latency: { unit: 'ns', avg: 1.3e9 },
      benchmark_duration: { unit: 'ms', avg: 8000 },
      input_config: {
        endpoint: { model_names: ['Qwen/Qwen3-0.6B'] },
        loadgen: { concurrency: 16, request_rate: 3 },
        input: { prompt: { input_tokens: { mean: 500 }, output_tokens: { mean: 100 } } },
      },
    });
    const run = only(earlier);
    expect(run).toMatchObject({
      load: { rate: 3, condition: 'at most 16 in flight' },
      model: 'Qwen/Qwen3-0.6B',
      measured,
    });
    expect(run.workload).toMatchObject({ isl: { requested: 500 }, osl: { requested: 100 } });
  });

  test.each([
    [
      'a unit of another kind',
      { time_to_first_token: { unit: 'tokens', avg: 3 } },
      /^error wrong-unit: AIPerf profile export: time_to_first_token.unit: expected ns or/,
    ],
    [
      'a unit that is missing',
      { request_latency: { avg: 3 } },
      /^error missing-field: AIPerf profile export: request_latency.unit is missing/,
    ],
    [
      'a version to come',
      { schema_version: '2.0' },
      /^error unknown-version: AIPerf profile export: export of schema version 2.0/,
    ],
    ['a cancelled run', { was_cancelled: true }, /^warning cancelled/],
  ])('%s is said', (_, changes, expected) => {
    expect(said(aiperf(changes))).toEqual([expect.stringMatching(expected)]);
  });

  test('an aggregate of several runs is none of them', () => {
    const document = {
      schema_version: '1.0',
      aiperf_version: '0.12.0',
      metadata: { aggregation_type: 'confidence' },
      metrics: { request_latency: { mean: 3 } },
    };
    expect(said(document)).toEqual([expect.stringMatching(/^notice no-measurement: AIPerf aggregate/)]);
    expect(readAll(JSON.stringify({ aiperf_version: '0.12.0', timeslices: [] }), { path: PATH })).toMatchObject([
      { kind: 'other' },
    ]);
  });
});

test('GenAI-Perf, whose options are at the root or under perf_analyzer, and which does not count requests', () => {
  const { aiperf_version: _version, request_count: _count, ...rest } = aiperf();
  const genai = { ...rest, input_config: { model: ['ensemble'], concurrency: 100, request_rate: null } };
  expect(only(genai)).toMatchObject({
    harness: 'genai-perf',
    model: 'ensemble',
    load: { concurrency: 100, concurrencySource: 'reported', rate: null },
    measured: { completed: null, isl: 500, osl: 100 },
  });
  const later = { ...rest, input_config: { perf_analyzer: { stimulus: { concurrency: 8 } } } };
  expect(only(later)).toMatchObject({ harness: 'genai-perf', load: { concurrency: 8 } });
  expect(only({ ...genai, input_config: { model: ['m'], request_rate: 16 } }).load).toMatchObject({ rate: 16 });
});

test('an embedding result of vLLM is left out', () => {
  const { output_throughput: _rate, total_output_tokens: _tokens, ...embedding } = vllm();
  const latencies = Object.keys(embedding).filter((name) => /_(ttft|tpot|itl)_ms$/.test(name));
  for (const name of latencies) delete (embedding as Record<string, unknown>)[name];
  expect(runsIn(embedding)).toEqual([null]);
  expect(said(embedding)).toEqual([
    'notice no-measurement: result of an embedding benchmark, which generates no tokens: left out',
  ]);
});

test('an export of a phase of AIPerf has its load; a warm-up, all phases together and a checkpoint are no run', () => {
  const { input_config: config } = aiperf() as { input_config: object };
  const phases = [
    { name: 'warmup', concurrency: 4 },
    { name: 'steady', kind: 'profiling', concurrency: 32 },
    { name: 'stress', kind: 'profiling', rate: 9 },
  ];
  const at = (file: string, changes = {}) =>
    runsIn(aiperf({ input_config: { ...config, phases }, ...changes }), file).map((run) => run?.load ?? null);
  const name = 'profile_export_aiperf.json';
  expect(at(`a/phases/steady/${name}`)).toMatchObject([{ concurrency: 32, rate: null }]);
  expect(at(`a/phases/stress/${name}`)).toMatchObject([{ concurrencySource: 'estimated', rate: 9 }]);
  for (const path of [`a/phases/warmup/${name}`, `a/${name}`]) expect(at(path)).toEqual([null]);
  expect(at(`a/phases/steady/${name}`, { checkpoint: true })).toEqual([null]);
  expect(said(aiperf({ input_config: { ...config, phases } }), `a/${name}`)).toEqual([
    'notice no-measurement: AIPerf export over 2 phases: left out, since each phase has its own export (1 report)',
  ]);
});

describe('a result without output tokens', () => {
  test('of SGLang or inference-perf says no more of its zeros', () => {
    const sgl = sglang({
      output_throughput: 0,
      total_output_tokens: 0,
      mean_ttft_ms: 0,
      mean_tpot_ms: 0,
      mean_itl_ms: 0,
    });
    const throughput = { output_tokens_per_sec: 0, total_tokens_per_sec: 800, requests_per_sec: 8 };
    const perf = inferencePerf({}, { throughput, latency: { request_latency: { mean: 1 } }, output_len: { mean: 0 } });
    for (const document of [sgl, perf]) {
      expect(runsIn(document)).toEqual([null]);
      expect(said(document)).toEqual([expect.stringMatching(/^notice no-measurement: result without output tokens/)]);
    }
  });

  test('of AIPerf measures none, though it asked for some', () => {
    const embeddings = {
      output_token_throughput: undefined,
      total_token_throughput: undefined,
      output_sequence_length: undefined,
      time_to_first_token: undefined,
      inter_token_latency: undefined,
    };
    expect(runsIn(aiperf(embeddings))).toEqual([null]);
    expect(said(aiperf(embeddings))).toEqual([
      'notice no-measurement: result without output tokens, such as for embeddings: left out (1 report)',
    ]);
    const streamed = aiperf({ ...embeddings, time_to_first_token: { unit: 'ms', avg: 100 } });
    expect(only(streamed)).toMatchObject({ workload: { osl: { requested: 100, measured: null } } });
    expect(only(streamed).measured).toMatchObject({ outputThroughput: null, ttft: { mean: 100 } });
    expect(problemsOf(readAll(python(streamed), { path: PATH })).map(({ code }) => code)).toContain(
      'unknown-throughput',
    );
  });
});

describe('InferenceX', () => {
  test('a router tells setups apart', () => {
    const { facts } = only(aggregate({ router: { name: 'vllm-router', version: '0.1.14' } }));
    expect([facts.setup.get('router'), facts.environment.get('router version')]).toEqual(['vllm-router', '0.1.14']);
  });

  test('one kind of engine: rates per GPU × TP', () => {
    expect(only(aggregate())).toMatchObject({
      harness: 'inferencemax',
      quantization: 'fp4',
      deployment: { label: '1R-TP8', gpus: 8, accelerator: 'b200-trt', disaggregated: false },
      load: { concurrency: 64, concurrencySource: 'reported' },
      workload: { isl: { requested: 1024, measured: null }, osl: { requested: 1024 } },
      measured: {
        outputThroughput: 6000,
        totalThroughput: 12_000,
        ttft: { mean: 500, p99: 1000 },
        tpot: { mean: 10 },
        e2el: { mean: 10_700 },
      },
    });
    expect(said(aggregate())).toEqual([]);
    expect(only(aggregate({ pp: 2 }))).toMatchObject({
      deployment: { label: '1R-TP8-PP2', gpus: 16 },
      measured: { outputThroughput: 12_000 },
    });
  });

  test('prefill and decode apart: output was divided by the decode GPUs', () => {
    expect(only(disaggregated())).toMatchObject({
      deployment: { label: '2P-TP4/2D-TP8-EP8', gpus: 24, disaggregated: true },
      measured: { outputThroughput: 6000, totalThroughput: 12_000 },
    });
    expect(said(disaggregated())).toEqual([]);
  });

  test('several nodes of one kind', () => {
    const run = only(
      disaggregated({
        disagg: false,
        num_decode_gpu: 0,
        num_prefill_gpu: 8,
        tput_per_gpu: 1500,
        output_tput_per_gpu: 750,
      }),
    );
    expect(run).toMatchObject({
      deployment: { label: '2R-TP4', gpus: 8, disaggregated: false },
      measured: { outputThroughput: 6000, totalThroughput: 12_000 },
    });
  });

  test.each([
    ['do not add up', disaggregated({ output_tput_per_gpu: 500 }), /input and output do not add up to the total/],
    ['are not all there', disaggregated({ input_tput_per_gpu: undefined }), /are not all stated/],
    ['lack GPUs', aggregate({ tp: undefined }), /tp or output_tput_per_gpu is not stated/],
    ['are of an unknown split', aggregate({ disagg: true }), /are not all stated/],
  ])('rates that %s are left out, and latencies stay', (_, document, why) => {
    expect(only(document).measured).toMatchObject({
      outputThroughput: null,
      totalThroughput: null,
      ttft: { mean: 500 },
    });
    expect(said(document)).toEqual([expect.stringMatching(why)]);
  });

  test('a list of aggregates is a run each', () => {
    expect(runsIn([aggregate(), aggregate({ conc: 8 })]).map((run) => run?.load.concurrency)).toEqual([64, 8]);
  });
});
