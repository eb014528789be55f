import { describe, expect, test } from 'vitest';
import { measurementsOf } from '../../src/identity/measurement.ts';
import { ReportReader } from '../../src/report/read.ts';
import { aggregate, benchmark, guidellm, inferencePerf, python, vllm } from '../report/raw/fixtures.ts';
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
