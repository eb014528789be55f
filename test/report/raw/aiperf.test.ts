import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../src/report/read.ts';
import { readAll, v01, v02, yaml } from '../texts.ts';
import { aiperf, earlyAiperf, python } from './fixtures.ts';
import { only, PATH, runsIn, said } from './resultfile.ts';

const watts = (avg: number) => ({ unit: 'W', avg });

describe('AIPerf before 0.2', () => {
  test('metrics under records, two of shorter names, come to the same as today', () => {
    const [early, today] = [only(earlyAiperf()), only(aiperf())];
    expect(early.measured).toEqual(today.measured);
    expect(early).toMatchObject({
      ...{ harness: 'aiperf', harnessVersion: null, model: 'Qwen/Qwen3-0.6B' },
      load: { concurrency: 16, concurrencySource: 'reported' },
      workload: { isl: { requested: 500 }, osl: { requested: 100 } },
    });
    expect(said(earlyAiperf())).toEqual([]);
  });

  test('a wrong unit has its place, and a file that is cut off is one of it', () => {
    const { records } = earlyAiperf() as { records: object };
    const wrong = earlyAiperf({
      records: { ...records, request_latency: { tag: 'request_latency', unit: 'h', avg: 1 } },
    });
    expect(said(wrong)).toEqual([
      expect.stringMatching(
        /^error wrong-unit: AIPerf profile export, before 0\.2: records\.request_latency\.unit: expected/,
      ),
    ]);
    const text = python(earlyAiperf());
    expect(problemsOf(readAll(text.slice(0, 300), { path: PATH }))).toMatchObject([
      { severity: 'error', code: 'not-parsable' },
    ]);
    expect(readAll('{"records": [1, 2', { path: PATH })).toMatchObject([{ kind: 'other' }]);
    expect(readAll('{"records": {"a": {"unit": "ms", "avg": 1}}}', { path: PATH })).toMatchObject([{ kind: 'other' }]);
  });
});

describe('figures of AIPerf that explain others', () => {
  const explained = (changes: Record<string, unknown>) => only(aiperf(changes)).measured.explaining;

  test('goodput, attainment, cache hits and acceptance, each in its unit', () => {
    expect(
      explained({
        goodput: { unit: 'requests/sec', avg: 9 },
        good_request_fraction: { unit: 'ratio', avg: 0.72 },
        overall_usage_prompt_cache_read_pct: { unit: '%', avg: 40 },
        theoretical_prefix_cache_hit: { unit: '%', avg: 99 },
        spec_decode_acceptance_length: { unit: 'ratio', avg: 2.9 },
        spec_decode_token_weighted_acceptance_length: { unit: 'ratio', avg: 2.6 },
      }),
    ).toMatchObject({ goodput: 9, sloAttainment: 0.72, cacheHitRate: 0.4, acceptanceLength: 2.6 });
    expect(explained({})).toEqual({
      ...{ goodput: null, sloAttainment: null, cacheHitRate: null, acceptanceLength: null },
      ...{ power: null, tokensPerJoule: null, powerGpus: null },
    });
  });

  test('attainment is of all that were tried, else of what completed', () => {
    const good = { good_request_count: { unit: 'requests', avg: 72 } };
    expect(explained({ ...good, error_request_count: { unit: 'requests', avg: 24 } }).sloAttainment).toBe(0.6);
    expect(explained({ goodput: { unit: 'requests/sec', avg: 9 } }).sloAttainment).toBe(0.75);
    expect(explained({ request_goodput: { unit: 'requests/sec', avg: -1 } }).goodput).toBeNull();
  });

  test.each([
    ['', 'average_gpu_power'],
    ['nvidia_', 'total_gpu_power'],
    ['amd_', 'average_gpu_power'],
  ])('power is of all GPUs: %s%s', (vendor, name) => {
    const changes = {
      [`${vendor}${name}`]: watts(2400),
      [`${vendor}output_tokens_per_joule`]: { unit: 'tokens/J', avg: 0.5 },
    };
    expect(explained(changes)).toMatchObject({ power: 2400, tokensPerJoule: 0.5 });
    const both = { nvidia_total_gpu_power: watts(1), amd_total_gpu_power: watts(1) };
    expect(explained(both)).toMatchObject({ power: null });
  });

  const gpu = (uuid: string, drawn: number, busy: number) => ({
    ...{ gpu_name: 'NVIDIA H100', gpu_uuid: uuid },
    metrics: { nvidia_power_usage: watts(drawn), nvidia_gpu_utilization: { unit: '%', avg: busy } },
  });
  const telemetry = (...gpus: ReturnType<typeof gpu>[]) => ({
    endpoints: Object.fromEntries(gpus.map((one, index) => [`host:${9400 + index}`, { gpus: { gpu_0: one } }])),
  });

  test('else the sum of what telemetry saw, each GPU once', () => {
    const seen = telemetry(gpu('a', 700, 90), gpu('b', 500, 80), gpu('a', 700, 90));
    expect(explained({ telemetry_data: seen })).toMatchObject({ power: 1200, tokensPerJoule: 1, powerGpus: 2 });
  });

  test('GPUs of the hosts that served nothing are in the power: it is left out', () => {
    const idle = { telemetry_data: telemetry(gpu('a', 700, 90), gpu('b', 90, 0)), nvidia_total_gpu_power: watts(790) };
    expect(explained(idle)).toMatchObject({ power: null, tokensPerJoule: null });
    expect(said(aiperf(idle))).toEqual([
      expect.stringMatching(/^warning idle-gpus: power covers 2 GPUs, but 1 of them served nothing/),
    ]);
  });

  test('one that cannot be read costs itself alone', () => {
    const bad = {
      goodput: { unit: 'furlongs', avg: 9 },
      overall_usage_prompt_cache_read_pct: { unit: '%', avg: 140 },
      average_gpu_power: watts(Number.NaN),
    };
    expect(explained(bad)).toMatchObject({ goodput: null, cacheHitRate: null, power: null });
    expect(said(aiperf(bad)).map((text) => text.slice(0, 40))).toEqual([
      'warning bad-statistic: goodput.unit: exp',
      'warning bad-statistic: overall_usage_pro',
      'warning bad-statistic: average_gpu_power',
    ]);
  });
});

test.each([
  { aggregation_type: 'sweep', num_profile_runs: 4, per_combination_metrics: [], metadata: {} },
  { schema_version: '1.0.0', combined: {}, per_run: [] },
])('aggregates of AIPerf runs are left out by name: %#', (document) => {
  expect(runsIn(document)).toEqual([null]);
  expect(problemsOf(readAll(python(document), { path: PATH }))).toMatchObject([
    { severity: 'notice', code: 'no-measurement', message: expect.stringMatching(/^AIPerf aggregate of several runs/) },
  ]);
});

describe('kinds of errors in reports made of AIPerf’s', () => {
  test('are no failed requests: their number is unknown, and the total completed', () => {
    const counts = {
      total: 16,
      failures: 3,
      input_length: { units: 'count', mean: 512 },
      output_length: { units: 'count', mean: 128 },
    };
    const old = v01({ 'scenario.load.name': 'aiperf', 'metrics.requests': counts });
    const [reading] = readAll(yaml(old), { path: 'benchmark_report,_x.yaml' });
    expect(reading?.run?.measured).toMatchObject({ completed: 16, failures: null, attempts: null });
    expect(problemsOf(reading ? [reading] : []).map(({ code }) => code)).toContain('unknown-failures');
    const newer = v02({
      'scenario.load.standardized.tool': 'aiperf',
      'results.request_performance.aggregate.requests': counts,
    });
    const [other] = readAll(yaml(newer), { path: 'benchmark_report_v0.2,_x.yaml' });
    expect(other?.run?.measured).toMatchObject({ completed: 16, failures: null, attempts: null });
    const none = v01({ 'scenario.load.name': 'aiperf', 'metrics.requests': { ...counts, failures: 0 } });
    const [clean] = readAll(yaml(none), { path: 'benchmark_report,_y.yaml' });
    expect(clean?.run?.measured).toMatchObject({ completed: 16, failures: 0, attempts: 16 });
  });
});

describe('what AIPerf was asked for besides lengths', () => {
  const input = (more: object) =>
    only(aiperf({ input_config: { endpoint: { model_names: ['m'] }, loadgen: { concurrency: 16 }, input: more } }))
      .workload;
  const prompt = { input_tokens: { mean: 2000 }, output_tokens: { mean: 250 } };

  test('one turn without a shared prefix is plain, and its length is that of the prompt', () => {
    const plain = input({ prompt, conversation: { turn: { mean: 1, delay: { mean: 0 } } } });
    expect(plain).toMatchObject({ prefix: null, isl: { requested: 2000 } });
  });

  test('several turns and shared prefixes are workloads of their own, longer than what was asked for', () => {
    const turns = input({ prompt, conversation: { turn: { mean: 4, delay: { mean: 6000 } } } });
    expect(turns).toMatchObject({ prefix: 'multi-turn of 4, 6000 ms between turns', isl: { requested: null } });
    const shared = input({ prompt: { ...prompt, prefix_prompt: { pool_size: 10, length: 1000 } } });
    expect(shared).toMatchObject({ prefix: '1000 tokens, 10 groups', isl: { requested: null } });
  });
});

test('requests that failed are within no objective', () => {
  const run = only(
    aiperf({
      goodput: { unit: 'requests/sec', avg: 3 },
      request_throughput: { unit: 'requests/sec', avg: 4 },
      request_count: { unit: 'requests', avg: 80 },
      error_request_count: { unit: 'requests', avg: 20 },
    }),
  );
  expect(run.measured.explaining.sloAttainment).toBeCloseTo(0.6, 12);
});
