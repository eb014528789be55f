import { describe, expect, test } from 'vitest';
import { measurementsOf } from '../../src/identity/measurement.ts';
import { ReportReader } from '../../src/report/read.ts';
import {
  aggregate,
  benchmark,
  DOCUMENTS,
  guidellm,
  inferencePerf,
  python,
  TABLES,
  vllm,
} from '../report/raw/fixtures.ts';
import { bytesOf, host, v01, v02, yaml } from '../report/texts.ts';

/** Which files' runs count, and what is said of the others, besides figures that differ. */
function count(files: Readonly<Record<string, unknown>>): { counted: string[]; said: string[] } {
  const reader = new ReportReader();
  const { measured, problems } = measurementsOf(
    Object.entries(files).flatMap(([path, content]) =>
      reader.read({ path, bytes: bytesOf(typeof content === 'string' ? content : python(content)), limit: null }),
    ),
  );
  return {
    counted: measured.flatMap(({ readings: [best] }) => best?.path ?? []),
    said: problems.filter(({ code }) => code !== 'unlike-statements').map(({ code, message }) => `${code}: ${message}`),
  };
}

/** The raw result that the v0.1 report of `texts.ts` is made of. */
const source = (changes: Readonly<Record<string, unknown>> = {}) =>
  vllm({
    model_id: 'meta-llama/Llama-3.1-70B-Instruct',
    completed: 320,
    num_prompts: 320,
    total_input_tokens: 320 * 9999,
    total_output_tokens: 320_000,
    request_throughput: 2.5,
    output_throughput: 2500,
    total_token_throughput: 27_500,
    mean_ttft_ms: 400,
    mean_tpot_ms: 12,
    mean_itl_ms: 12.5,
    mean_e2el_ms: 12_400,
    ...changes,
  });
const once = ['counted-once: a raw result belongs to a run that other files report too; each run is counted once'];

describe('a run counts once', () => {
  test('where its report lies beside it or elsewhere; the report stands', () => {
    const report = yaml(v01({ 'scenario.host': host({ replica: 2 }) }));
    for (const path of ['r/result.json', 'elsewhere/result.json']) {
      expect(count({ 'r/benchmark_report,_result.json.yaml': report, [path]: source() })).toEqual({
        counted: ['r/benchmark_report,_result.json.yaml'],
        said: once,
      });
    }
  });

  test('and not where any figure differs, or another harness measured', () => {
    const report = yaml(v01());
    expect(count({ 'r/a.yaml': report, 'r/x.json': source({ mean_ttft_ms: 400.0001 }) }).counted).toHaveLength(2);
    const other = yaml(v01({ 'scenario.load.name': 'aiperf' }));
    expect(count({ 'r/a.yaml': other, 'r/x.json': source() }).counted).toHaveLength(2);
    expect(count({ 'r/x.json': source(), 'r/y.json': source({ max_concurrency: 64 }) }).counted).toHaveLength(2);
  });

  test('though a harness writes it in two forms', () => {
    const document = guidellm(2, [benchmark({ type_: 'concurrent', streams: 8 }), benchmark({ type_: 'synchronous' })]);
    const { counted, said } = count({ 'g/b.json': document, 'g/b.yaml': yaml(document) });
    expect(counted).toEqual(['g/b.json', 'g/b.json']);
    expect(said).toEqual([expect.stringMatching(/^counted-once: 2 raw results/)]);
  });

  test('an aggregate of InferenceX stands for its raw result, since it knows the deployment', () => {
    const raw = vllm({
      model_id: 'openai/gpt-oss-120b',
      max_concurrency: 64,
      request_throughput: 5.86,
      output_throughput: 6000,
      total_token_throughput: 12_000,
      mean_ttft_ms: 500,
      mean_tpot_ms: 10,
      mean_itl_ms: 11,
      mean_e2el_ms: 10_700,
    });
    expect(count({ 'r/agg_x.json': aggregate(), 'r/x.json': raw })).toEqual({ counted: ['r/agg_x.json'], said: once });
  });

  test("a run of vLLM's sweep stands for its line in the summary, and a warm-up for nothing", () => {
    const run = (number: number, ttft: number) => vllm({ run_number: number, max_num_seqs: 64, mean_ttft_ms: ttft });
    const folder = 'sweep/SERVE--max_num_seqs=64-BENCH--max_concurrency=32';
    const runs = { [`${folder}/run=0.json`]: run(0, 240), [`${folder}/run=1.json`]: run(1, 260) };
    const files = { ...runs, [`${folder}/summary.json`]: Object.values(runs), [`${folder}/warmup.json`]: run(-1, 900) };
    expect(count(files)).toEqual({ counted: Object.keys(runs), said: [expect.stringMatching(/^counted-once: 2 raw/)] });
    expect(count({ [`${folder}/summary.json`]: Object.values(runs) }).counted).toHaveLength(2);
  });

  test("a stage stands for inference-perf's partial report, which has no load", () => {
    const partial = v02({
      'scenario.load': undefined,
      'scenario.stack': [],
      'results.request_performance.aggregate.latency': {
        time_to_first_token: { units: 's', mean: 0.5 },
        request_latency: { units: 's', mean: 2.5 },
      },
      'results.request_performance.aggregate.throughput': {
        output_token_rate: { units: 'tokens/s', mean: 800 },
        request_rate: { units: 'queries/s', mean: 8 },
      },
    });
    const files = {
      'r/inference-perf.partial.stage_0.yaml': yaml(partial),
      'r/stage_0_lifecycle_metrics.json': inferencePerf(),
    };
    expect(count(files).counted).toEqual(['r/stage_0_lifecycle_metrics.json']);
  });
});

const one = vllm({ max_concurrency: 8, mean_ttft_ms: 91.23456789 });
const other = vllm({ max_concurrency: 16, mean_ttft_ms: 123.456789 });
const twice = (documents: readonly unknown[]) => documents.map(python).join('\n');
const told = (files: Readonly<Record<string, unknown>>) => {
  const { counted, said } = count(files);
  return [counted.length, ...said];
};

describe('a run counts once where one file tells of it more than once', () => {
  test('on several lines, or in a list', () => {
    expect(told({ 'r/c8.jsonl': twice([one, one, one]) })).toEqual([
      1,
      'duplicate-run: same run as line 1: counted once; likewise 1 further result of this file (line 3)',
    ]);
    expect(told({ 'r/c8.json': [one, one] })).toEqual([
      1,
      'duplicate-run: entry 2 is the same run as entry 1: counted once',
    ]);
    const [warning] = measurementsOf(
      new ReportReader().read({ path: 'r/c.jsonl', bytes: bytesOf(twice([other, one, one])), limit: null }),
    ).problems;
    expect(warning).toMatchObject({ severity: 'warning', file: 'r/c.jsonl', line: 3 });
  });

  test('one after the other as a whole', () => {
    const lines = [8, 16, 32, 64, 128, 256, 512, 1024].map((load) =>
      vllm({ max_concurrency: load, mean_ttft_ms: load * 1.234567 }),
    );
    expect(told({ 'r/all.jsonl': twice([...lines, ...lines]) })).toEqual([
      8,
      'duplicate-run: same run as line 1: counted once; likewise 7 further results of this file (line 10, line 11, line 12, line 13, line 14, 2 more)',
    ]);
  });

  test('in rows of a table, in stages of one document, or with few figures', () => {
    const [table = ''] = TABLES;
    const [, row = ''] = table.trim().split('\n');
    expect(told({ 'r/c8.csv': `${table.trim()}\n${row}\n` })).toEqual([
      1,
      'duplicate-run: same run as line 2: counted once',
    ]);
    const latency = DOCUMENTS.find((document) => 'avg_latency' in document);
    expect(told({ 'r/c8.jsonl': twice([latency, latency]) })).toEqual([
      1,
      'duplicate-run: same run as line 1: counted once',
    ]);
    const stage = benchmark({ type_: 'concurrent', streams: 8 });
    expect(told({ 'r/g.json': guidellm(2, [stage, benchmark({ type_: 'synchronous' })]) })).toEqual([2]);
  });

  test('and in other files', () => {
    const files = { 'r/a.json': one, 'r/b.jsonl': twice([one, other, one]) };
    expect(told(files)).toEqual([2, 'duplicate-run: same run as line 1: counted once', ...once]);
    expect(count(files).counted).toEqual(['r/a.json', 'r/b.jsonl']);
  });

  test('and not where a figure or anything stated differs', () => {
    const repeats = [one, { ...one, mean_ttft_ms: 91.2345679 }, { ...one, mean_ttft_ms: 91.234 }];
    expect(told({ 'r/c8.jsonl': twice([one, ...repeats.slice(2)]) })).toEqual([2]);
    expect(told({ 'r/c8.jsonl': twice([one, { ...one, max_concurrency: 9 }]) })).toEqual([2]);
    expect(told({ 'r/c8.jsonl': twice([one, { ...one, tensor_parallel_size: 2 }]) })).toEqual([
      1,
      'duplicate-run: same run as line 1: counted once',
    ]);
    expect(told({ 'r/c8.jsonl': twice([1, 2].map((size) => ({ ...one, tensor_parallel_size: size }))) })).toEqual([2]);
  });
});

describe('the run of several places of one file', () => {
  test('is said to be stated differently', () => {
    const unlike = (content: unknown) => {
      const readings = new ReportReader().read({
        path: 'r/c8.json',
        bytes: bytesOf(typeof content === 'string' ? content : python(content)),
        limit: null,
      });
      const { problems } = measurementsOf(readings);
      return problems.filter(({ code }) => code === 'unlike-statements').map(({ line, message }) => [line, message]);
    };
    const all = [one, { ...one, p99_ttft_ms: 999 }];
    const said = expect.stringMatching(/^states P99 TTFT 999, but line 1, of the same run, states \d+$/i);
    expect(unlike(twice(all))).toEqual([[2, said]]);
    expect(unlike(all)).toEqual([[null, expect.stringMatching(/^entry 2 states .* but entry 1, of the same run/)]]);
  });

  test('has each file once', () => {
    const reader = new ReportReader();
    const { measured } = measurementsOf(
      reader.read({ path: 'r/c8.jsonl', bytes: bytesOf(twice([one, one])), limit: null }),
    );
    expect(measured.map(({ run }) => run.files.length)).toEqual([1]);
  });
});

describe('a summary of stages', () => {
  const { load_summary: load, ...rest } = inferencePerf({}, { latency: { request_latency: { mean: 3 } } }) as {
    load_summary: Record<string, unknown>;
  };
  const { requested_rate: _rate, ...unrated } = load;
  const summary = { ...rest, load_summary: unrated };
  const stage = (rate: number) => inferencePerf({ requested_rate: rate }, { count: rate });

  test('does not count beside its stages, and does alone', () => {
    const stages = { 'r/stage_0_lifecycle_metrics.json': stage(2), 'r/stage_1_lifecycle_metrics.json': stage(4) };
    expect(count({ ...stages, 'r/summary_lifecycle_metrics.json': summary }).counted).toEqual(Object.keys(stages));
    expect(count({ ...stages, 'q/summary_lifecycle_metrics.json': summary }).counted).toHaveLength(3);
    expect(count({ 'r/summary_lifecycle_metrics.json': summary }).counted).toHaveLength(1);
  });
});
