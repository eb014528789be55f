import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RawOptions } from '../../src/options.ts';
import { jsonOf, runIn, type WorldOutcome } from '../world.ts';
import { aiperf, trtllm } from './raw/fixtures.ts';

/*
 * What programs leave beside AIPerf's exports: Dynamo's account of the deployment, and the folders and aggregates of a sweep.
 */

/** An export at a concurrency; requests/s, tok/s and times go with it. */
function exported(concurrency: number, changes: object = {}): string {
  const [rate, unit] = [concurrency / 1.3, (avg: number, name: string) => ({ unit: name, avg })];
  const config = {
    models: [{ name: 'Qwen/Qwen3-0.6B' }],
    datasets: [{ name: 'main', type: 'synthetic', prompts: { isl: 500, osl: 100 } }],
    phases: [{ name: 'profiling', concurrency }],
  };
  return JSON.stringify({
    ...aiperf({
      request_throughput: unit(rate, 'requests/sec'),
      output_token_throughput: unit(rate * 100, 'tokens/sec'),
      total_token_throughput: unit(rate * 600, 'tokens/sec'),
      benchmark_duration: unit(96 / rate, 'sec'),
      input_config: config,
    }),
    ...changes,
  });
}

const NAME = 'profile_export_aiperf.json';
const config = (changes: object = {}) =>
  JSON.stringify({
    kind: 'dynamo_vllm',
    model: 'Qwen/Qwen3-0.6B',
    ...{ input_sequence_length: 500, output_sequence_length: 100, tensor_parallelism: 0, data_parallelism: 0 },
    ...{ prefill_tensor_parallelism: 1, prefill_data_parallelism: 4 },
    ...{ decode_tensor_parallelism: 4, decode_data_parallelism: 1, mode: 'disaggregated', ...changes },
  });
const aggregated = { mode: 'aggregated', tensor_parallelism: 4, data_parallelism: 2 };
const EXPORTS = {
  'a/artifacts_0/-concurrency8/x.json': exported(8),
  'a/artifacts_0/-concurrency16/x.json': exported(16),
};

interface Json {
  readonly comparison: { readonly counts: object } | null;
  readonly scenarios: readonly {
    readonly configurations: readonly {
      readonly label: string;
      readonly gpus: number | null;
      readonly points: readonly { readonly concurrency: number; readonly repeats: number }[];
    }[];
  }[];
}

async function ranOn(files: Readonly<Record<string, string>>, options: RawOptions): Promise<WorldOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-beside-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return runIn(folder, { reports: ['a'], plots: 'none', ...options });
}

async function told(files: Readonly<Record<string, string>>, options: RawOptions = {}) {
  const ran = await ranOn(files, options);
  const { scenarios } = jsonOf(ran) as Json;
  return {
    configurations: scenarios.flatMap(({ configurations }) =>
      configurations.map(({ label, gpus, points }) => [
        label,
        gpus,
        points.map(({ concurrency, repeats }) => `c${concurrency} × ${repeats}`).join(', '),
      ]),
    ),
    said: ran.outcome.report.problems
      .filter(({ severity }) => severity !== 'notice')
      .map(({ code, file, message }) => [code, file, message]),
  };
}

describe('deployment_config.json of Dynamo', () => {
  test.each([
    [{}, '4P-TP1/1D-TP4', 8],
    [aggregated, '2R-TP4', 8],
  ])('states the workers of the exports below it: %o', async (changes, label, gpus) => {
    const files = { ...EXPORTS, 'a/artifacts_0/deployment_config.json': config(changes) };
    expect(await told(files)).toEqual({ configurations: [[label, gpus, 'c8 × 1, c16 × 1']], said: [] });
    // Also where a folder below it is given.
    const one = await told(files, { reports: ['a/artifacts_0/-concurrency8'] });
    expect(one).toEqual({ configurations: [[label, gpus, 'c8 × 1']], said: [] });
  });

  test('each has its own', async () => {
    const files = {
      ...EXPORTS,
      'a/artifacts_0/deployment_config.json': config(),
      'a/artifacts_1/deployment_config.json': config({ ...aggregated, data_parallelism: 1 }),
      'a/artifacts_1/-concurrency8/x.json': exported(8, { request_latency: { unit: 'ms', avg: 1299 } }),
    };
    const { configurations, said } = await told(files);
    expect(configurations).toEqual([
      ['1R-TP4', 4, 'c8 × 1'],
      ['4P-TP1/1D-TP4', 8, 'c8 × 1, c16 × 1'],
    ]);
    expect(said).toEqual([]);
  });

  test('it stands before what users say, which is warned of', async () => {
    const files = { ...EXPORTS, 'a/artifacts_0/deployment_config.json': config() };
    const written = await told({ ...files, 'a/artifacts_0/pareto-report.yml': 'configuration: 8P-TP1/1D-TP8\n' });
    expect(written.configurations).toEqual([['4P-TP1/1D-TP4', 8, 'c8 × 1, c16 × 1']]);
    expect(written.said.map(([code]) => code)).toEqual(['overruled-option']);
    const options = await told(files, { gpus: '16', label: '2R-TP8' });
    expect(options.configurations).toEqual([['4P-TP1/1D-TP4', 8, 'c8 × 1, c16 × 1']]);
    expect(options.said.map(([code, , message]) => [code, message])).toEqual([
      ['overruled-option', expect.stringContaining('states 8 GPUs: the gpus option, 16, is ignored (2 reports)')],
      ['overruled-option', expect.stringContaining('states 4P-TP1/1D-TP4: the label option, “2R-TP8”, is ignored')],
    ]);
    expect((await told(files, { gpus: '8', label: '4P-TP1/1D-TP4' })).said).toEqual([]);
  });

  test.each([
    ['sizes of the other mode alone', config({ mode: 'aggregated' }), 'not-convertible'],
    ['a mode to come', config({ mode: 'encode' }), 'wrong-type'],
    ['text for a number', config({ decode_tensor_parallelism: 'four' }), 'wrong-type'],
    ['a negative number', config({ decode_tensor_parallelism: -1 }), 'bad-number'],
    ['an end that is missing', config().slice(0, -20), 'not-parsable'],
  ])('with %s states nothing, and says so', async (_, text, code) => {
    const file = 'a/artifacts_0/deployment_config.json';
    const { configurations, said } = await told({ ...EXPORTS, [file]: text });
    expect(configurations.map(([, gpus]) => gpus)).toEqual([null]);
    expect(said.map((one) => one.slice(0, 2))).toEqual([[code, file]]);
  });

  test('another program’s file of that name is none', async () => {
    for (const text of ['{"llm": {"url": "x"}}', '{"llm": ', '', '[]', '\0']) {
      expect(await told({ ...EXPORTS, 'a/deployment_config.json': text })).toMatchObject({ said: [] });
    }
  });
});

describe('a sweep of AIPerf', () => {
  const cell = (index: number, values: string, run: number) =>
    `a/sweep/variation_000${index}_${values}/profile_runs/run_000${run}/${NAME}`;
  const run = (concurrency: number, trial: number) =>
    exported(concurrency, {
      request_latency: { unit: 'ms', avg: 1300 + trial },
      run_info: {
        ...{ trial, variation_label: `concurrency_${concurrency}`, sweep_id: 's' },
        variation_values: { 'phases.profiling.concurrency': concurrency },
      },
    });

  test('is one configuration at several loads, its runs are repeats, and its aggregates are none', async () => {
    const aggregate = JSON.stringify({ metadata: { aggregation_type: 'confidence' }, aiperf_version: '0.12.0' });
    const sweep = {
      aggregation_type: 'sweep',
      per_combination_metrics: [{ parameters: {}, metrics: {} }],
      metadata: {},
    };
    const files = {
      [cell(0, 'concurrency_16', 1)]: run(16, 0),
      [cell(0, 'concurrency_16', 2)]: run(16, 1),
      [cell(1, 'concurrency_64', 1)]: run(64, 0),
      [cell(1, 'concurrency_64', 2)]: run(64, 1),
      'a/sweep/variation_0000_concurrency_16/aggregate/profile_export_aiperf_aggregate.json': aggregate,
      'a/sweep/aggregate/profile_export_aiperf_sweep.json': JSON.stringify(sweep),
    };
    expect((await told(files)).configurations).toEqual([['unknown', null, 'c16 × 2, c64 × 2']]);
  });

  test('compares with exports of the same setup that no sweep made', async () => {
    const files = { [cell(0, 'concurrency_16', 1)]: run(16, 0), [`b/concurrency_16/${NAME}`]: run(16, 1) };
    const { comparison } = jsonOf(await ranOn(files, { reports: ['a/sweep'], baseline: ['b'] })) as Json;
    expect(comparison?.counts).toMatchObject({ pass: 1, missing: 0, new: 0 });
  });
});

test('reports of trtllm-bench are told apart by the concurrency that they are named by', async () => {
  const { request_info, performance } = trtllm() as Record<string, Record<string, unknown>>;
  const report = (inFlight: number) =>
    JSON.stringify(
      trtllm({
        request_info: { ...request_info, avg_num_concurrent_requests: inFlight },
        performance: {
          ...performance,
          request_throughput_req_s: inFlight / 3,
          system_output_throughput_tok_s: (inFlight / 3) * 101,
        },
      }),
    );
  const files = { 'a/report-c16.json': report(15.2), 'a/report-c64.json': report(61) };
  expect((await told(files)).configurations).toEqual([['1R-TP4', 4, 'c16 × 1, c64 × 1']]);
});
