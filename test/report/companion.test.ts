import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RawOptions } from '../../src/options.ts';
import { fileOf } from '../../src/run/run.ts';
import { runIn } from '../world.ts';
import { aiperf, inferencePerf } from './raw/fixtures.ts';
import { v01, yaml } from './texts.ts';

/** What runs are, by file, and what is said of them. */
async function told(
  files: Readonly<Record<string, unknown>>,
  reports: readonly string[] = ['bench'],
  options: RawOptions = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-beside-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    const text =
      typeof content === 'string' ? content : /\.ya?ml$/.test(path) ? yaml(content) : JSON.stringify(content);
    writeFileSync(join(folder, path), text);
  }
  const { outcome } = await runIn(folder, { reports: [...reports], plots: 'none', ...options });
  const { runs, problems } = outcome.report;
  return {
    runs: Object.fromEntries(runs.map(({ run }) => [fileOf(run), run])),
    models: Object.fromEntries(runs.map(({ run }) => [fileOf(run), run.model])),
    said: problems.map(({ severity, code, file, message }) => `${severity} ${code} ${file}: ${message}`),
  };
}

/** As inference-perf writes it, with all defaults. */
const config = (server: unknown = { type: 'vllm', model_name: 'acme/alpha-8b', base_url: 'http://x' }, data = {}) => ({
  api: { type: 'completion', streaming: true },
  data: { type: 'shared_prefix', input_distribution: null, shared_prefix: null, ...data },
  load: { type: 'constant', interval: 1, stages: [{ rate: 10, duration: 10 }], sweep: null },
  report: { request_lifecycle: { summary: true } },
  storage: { local_storage: { path: 'bench' } },
  server,
});

describe("inference-perf's config.yaml beside results", () => {
  test('states the model of results in its very folder, and is no result that cannot be read', async () => {
    const { models, said } = await told({
      'bench/a/config.yaml': config(),
      'bench/a/stage_0_lifecycle_metrics.json': inferencePerf(),
      'bench/b/stage_0_lifecycle_metrics.json': inferencePerf({ requested_rate: 20 }),
    });
    expect(models).toEqual({
      'bench/a/stage_0_lifecycle_metrics.json': 'acme/alpha-8b',
      'bench/b/stage_0_lifecycle_metrics.json': null,
    });
    expect(said.filter((line) => /config|not-a-report/.test(line))).toEqual([
      "notice stated-model bench/a/stage_0_lifecycle_metrics.json: model not stated in the report: taken from inference-perf's config.yaml beside the results, “acme/alpha-8b” (1 report)",
    ]);
  });

  test('has either ending of YAML', async () => {
    const files = { 'bench/config.yml': config(), 'bench/stage_0_lifecycle_metrics.json': inferencePerf() };
    expect((await told(files)).models).toEqual({ 'bench/stage_0_lifecycle_metrics.json': 'acme/alpha-8b' });
  });

  test('goes with a result that is named alone, and with those of its prefix', async () => {
    const files = {
      'bench/x-config.yaml': config(),
      'bench/x-stage_0_lifecycle_metrics.json': inferencePerf(),
      'bench/stage_0_lifecycle_metrics.json': inferencePerf({ requested_rate: 20 }),
    };
    expect((await told(files, ['bench/x-stage_0_lifecycle_metrics.json'])).models).toEqual({
      'bench/x-stage_0_lifecycle_metrics.json': 'acme/alpha-8b',
    });
    expect((await told(files)).models['bench/stage_0_lifecycle_metrics.json']).toBeNull();
  });

  test('comes before what a user says, which is warned of where it differs', async () => {
    const { models, said } = await told({
      'bench/config.yaml': config(),
      'bench/stage_0_lifecycle_metrics.json': inferencePerf(),
      'bench/pareto-report.yml': { model: 'acme/beta-8b' },
    });
    expect(Object.values(models)).toEqual(['acme/alpha-8b']);
    expect(said.filter((line) => line.startsWith('warning'))).toEqual([
      'warning overruled-option bench/stage_0_lifecycle_metrics.json: report states acme/alpha-8b: bench/pareto-report.yml, “acme/beta-8b”, is ignored (1 report)',
    ]);
  });

  test('another config.yaml, one that is cut off, and one without a model state nothing', async () => {
    const result = { 'bench/stage_0_lifecycle_metrics.json': inferencePerf() };
    for (const other of [{ kind: 'ConfigMap' }, 'load: {stages: [', 'a: [1\n', '', config({ model_name: null })]) {
      const { models, said } = await told({ ...result, 'bench/config.yaml': other });
      expect(Object.values(models)).toEqual([null]);
      expect(said.filter((line) => line.startsWith('error'))).toEqual([]);
    }
    const { said } = await told({ ...result, 'bench/config.yaml': { kind: 'ConfigMap' } });
    expect(said.filter((line) => line.includes('not-a-report'))).toEqual([
      'notice not-a-report null: bench/config.yaml holds no benchmark report: not read',
    ]);
  });

  test('states the lengths and the prefix that were asked for', async () => {
    const shared_prefix = {
      num_unique_system_prompts: 4,
      num_users_per_system_prompt: 8,
      system_prompt_len: 800,
      question_len: { min: 100, max: 300, mean: 200 },
      output_len: 100,
      enable_multi_turn_chat: false,
    };
    const { runs } = await told({
      'bench/config.yaml': config(undefined, { shared_prefix }),
      'bench/stage_0_lifecycle_metrics.json': inferencePerf(),
    });
    expect(Object.values(runs)[0]?.workload).toMatchObject({
      isl: { requested: 1000, measured: 1000 },
      osl: { requested: 100, measured: 100 },
      prefix: '800 tokens, 4 groups, 8 per group',
    });
  });
});

describe("the requests that inference-perf's config.yaml asks for", () => {
  const doubts = async (files: Readonly<Record<string, unknown>>) =>
    (await told(files)).said.filter((line) => line.includes('inconsistent-requests'));
  const stages = (...all: readonly object[]) => ({ ...config(), load: { type: 'constant', stages: all } });
  const files = (load: unknown) => ({
    'bench/config.yaml': load,
    'bench/stage_1_lifecycle_metrics.json': inferencePerf(),
  });

  test('are doubted where a stage counts others', async () => {
    expect(await doubts(files(stages({ rate: 1, duration: 1 }, { rate: 10, duration: 30 })))).toEqual([
      'warning inconsistent-requests bench/stage_1_lifecycle_metrics.json: 100 requests are counted, but the stage asks for 300: do they belong to another stage, or was it cut off? (1 report)',
    ]);
    expect(await doubts(files(stages({ rate: 10, duration: 30 }, { rate: 10, duration: 10 })))).toEqual([]);
    expect(await doubts(files({ ...config(), load: { type: 'constant', stages: [] } }))).toEqual([]);
  });

  test('are doubted once, though a report of the stage doubts them too', async () => {
    const load = stages({ rate: 1, duration: 1 }, { rate: 10, duration: 30 });
    const report = v01({
      'scenario.load': { name: 'inference-perf', args: load, metadata: { stage: 1 } },
      'scenario.model.name': 'acme/alpha-8b',
      'metrics.time': { duration: 10 },
      'metrics.latency': {
        ...{ time_to_first_token: { units: 's', mean: 0.5 }, request_latency: { units: 's', mean: 2.5 } },
        ...{ inter_token_latency: { units: 's/token', mean: 0.021 } },
      },
      'metrics.throughput': { output_tokens_per_sec: 800, total_tokens_per_sec: 8800, requests_per_sec: 8 },
      'metrics.requests': {
        ...{ total: 100, failures: 2 },
        ...{ input_length: { units: 'count', mean: 1000 }, output_length: { units: 'count', mean: 100 } },
      },
    });
    const both = { ...files(load), 'bench/benchmark_report,_stage_1_lifecycle_metrics.json.yaml': report };
    expect(Object.keys((await told(both)).runs)).toHaveLength(1);
    expect(await doubts(both)).toEqual([expect.stringMatching(/\(1 report\)$/)]);
  });
});

describe('power of other GPUs than those that serve', () => {
  const watts = (avg: number) => ({ unit: 'W', avg });
  const seen = (count: number) => ({
    endpoints: {
      'host:9400': {
        gpus: Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `gpu_${index}`,
            { gpu_uuid: `${index}`, metrics: { gpu_power_usage: watts(500), gpu_utilization: { unit: '%', avg: 90 } } },
          ]),
        ),
      },
    },
  });
  const deployed = { mode: 'aggregated', tensor_parallelism: 4, data_parallelism: 2, model: 'acme/alpha-8b' };

  test.each([
    [4, deployed, undefined],
    [4, { gpus: 8 }, undefined],
    [4, {}, 8],
    [8, deployed, undefined],
    [4, {}, undefined],
  ])('is left out: %i GPUs, %j, %s', async (count, stated, gpus) => {
    const name = 'mode' in stated ? 'deployment_config.json' : 'pareto-report.yml';
    const files = {
      'bench/profile_export_aiperf.json': aiperf({ telemetry_data: seen(count) }),
      ...(Object.keys(stated).length === 0 ? {} : { [`bench/${name}`]: stated }),
    };
    const { runs, said } = await told(files, ['bench'], gpus === undefined ? {} : { gpus: String(gpus) });
    const { power, tokensPerJoule } = Object.values(runs)[0]?.measured.explaining ?? {};
    const isOther = count === 4 && (gpus === 8 || Object.keys(stated).length > 0);
    expect([power, tokensPerJoule === null]).toEqual(isOther ? [null, true] : [500 * count, false]);
    expect(said.filter((line) => line.includes('power'))).toEqual(
      isOther
        ? [
            'warning power-of-others bench/profile_export_aiperf.json: power covers 4 GPUs, but 8 served: power and tokens per joule are left out (1 report)',
          ]
        : [],
    );
  });
});

describe("inference-perf's metrics of the server beside results", () => {
  const server = (percent: unknown) => ({
    benchmark_time_seconds: 0,
    load_summary: {},
    successes: { count: 98, prefix_cache_hit_percent: { mean: percent } },
    failures: {},
  });

  test('state the hit rate of a stage; 0 is also that of a server without a count', async () => {
    const { runs } = await told({
      'bench/stage_0_lifecycle_metrics.json': inferencePerf(),
      'bench/stage_0_prometheus_metrics.json': server(42),
      'bench/stage_1_lifecycle_metrics.json': inferencePerf({ requested_rate: 20 }),
      'bench/stage_1_prometheus_metrics.json': server(0),
      'bench/stage_2_lifecycle_metrics.json': inferencePerf({ requested_rate: 30 }),
      'bench/stage_2_prometheus_metrics.json': server('42'),
    });
    const rates = Object.values(runs).map(({ measured }) => measured.explaining.cacheHitRate);
    expect(rates).toEqual([0.42, null, 0.42]);
  });
});

describe("inference-perf's metrics of sessions beside results", () => {
  const statistics = (mean: number) => ({ mean, min: 1, max: 9 });
  const sessions = {
    stage_metadata: { stage_id: 0, status: 'COMPLETED', concurrent_sessions: 8, session_rate: null },
    ...{ num_sessions: 20, num_sessions_completed: 18, sessions_per_second: 0.2, kv_cache_hit_percent: 61.5 },
    ...{ num_events: statistics(5.5), session_duration_sec: statistics(42) },
  };

  test('state the sessions of a stage', async () => {
    const { runs, said } = await told({
      'bench/stage_0_lifecycle_metrics.json': inferencePerf({ concurrency: 8, requested_rate: 0 }),
      'bench/stage_0_session_lifecycle_metrics.json': sessions,
      'bench/summary_session_lifecycle_metrics.json': sessions,
    });
    expect(Object.values(runs)[0]).toMatchObject({
      sessions: { count: 18, turns: 5.5, duration: 42 },
      load: { condition: '8 sessions at once' },
      measured: { explaining: { cacheHitRate: 0.615 } },
    });
    expect(said.filter((line) => /no-measurement|not-a-report/.test(line))).toEqual([]);
  });

  test('without results of requests are said to be so', async () => {
    const { said } = await told({
      'bench/a/stage_0_lifecycle_metrics.json': inferencePerf(),
      'bench/b/stage_0_session_lifecycle_metrics.json': sessions,
      'bench/b/stage_1_session_lifecycle_metrics.json': sessions,
    });
    expect(said).toContain(
      "notice no-measurement bench/b/stage_0_session_lifecycle_metrics.json: inference-perf's metrics of sessions: there are no results that it belongs to (and 1 more such file)",
    );
  });
});
