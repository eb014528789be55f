import { describe, expect, test } from 'vitest';
import { problemsOf, ReportReader } from '../../../src/report/read.ts';
import type { Run } from '../../../src/run/run.ts';
import { bytesOf, readAll } from '../texts.ts';
import {
  benchy,
  evalscope,
  evalscopeArguments,
  evalscopePercentiles,
  genaiBench,
  genaiMetadata,
  llamaBenchy,
  llmperf,
  olderEvalscope,
  python,
} from './fixtures.ts';
import { lineOf, PATH, textOf } from './resultfile.ts';

interface FileSurroundings {
  readonly path?: string;
  readonly beside?: Readonly<Record<string, unknown>>;
}

function readings(document: unknown, { path = PATH, beside = {} }: FileSurroundings = {}) {
  const texts = Object.entries(beside).map(([name, value]) => [name, textOf(value)]);
  return readAll(textOf(document), { path, beside: Object.fromEntries(texts) });
}

function only(document: unknown, around: FileSurroundings = {}): Run {
  const [reading, ...others] = readings(document, around);
  if (!reading?.run || others.length > 0) throw new Error(JSON.stringify(said(document, around)));
  return reading.run;
}

/** What is said, but of what stays unknown. */
function said(document: unknown, around: FileSurroundings = {}): string[] {
  return problemsOf(readings(document, around))
    .filter(({ code }) => !/^(unknown|estimated)-(?!load|version)/.test(code))
    .map(lineOf);
}

const MEANS = (run: Run) => (['ttft', 'tpot', 'itl', 'e2el'] as const).map((name) => run.measured[name]?.mean ?? null);

const factsIn = ({ facts }: Run) =>
  JSON.stringify(Object.values(facts).map((one) => (one instanceof Map ? [...one] : one)));

describe('LLMPerf', () => {
  test('a summary, in which inter-token latency counts the first token', () => {
    const run = only(llmperf());
    expect(run).toMatchObject({
      harness: 'llmperf',
      model: 'mistralai/Mistral-7B-Instruct-v0.3',
      deployment: { label: null, gpus: null },
      load: { concurrency: 8, concurrencySource: 'reported', rate: null },
      workload: { isl: { requested: 550, measured: 550 }, osl: { requested: 150, measured: 150 } },
      measured: {
        duration: 60,
        completed: 120,
        failures: 3,
        attempts: 123,
        outputThroughput: 300,
        requestThroughput: 2,
      },
      measuredAt: '2026-09-01T22:00:00.000Z',
    });
    expect(MEANS(run)).toEqual([175, 26, 25, 3900]);
    expect(run.measured.ttft).toMatchObject({ mean: 175, p50: 175, p95: 297.5, p99: 350 });
    expect(run.measured.timePerToken).toBe(25);
    expect(said(llmperf())).toEqual([expect.stringMatching(/^notice derived-latency: LLMPerf .* \(1 report\)$/)]);
  });

  test('of answers that came at once, or of one token, no time per token is known', () => {
    expect(only(llmperf({ results_ttft_s_mean: 3.9 })).measured.timePerToken).toBeNull();
    expect(only(llmperf({ results_ttft_s_mean: 0 })).measured).toMatchObject({ ttft: null, timePerToken: null });
    expect(only(llmperf({ results_number_output_tokens_mean: 1 })).measured.timePerToken).toBeNull();
  });

  test('a client that does not stream writes −1 for the time to the first token', () => {
    const names = Object.keys(llmperf()).filter((key) => /^results_ttft_s_(mean|min|max|quantiles)/.test(key));
    const document = llmperf({ ...Object.fromEntries(names.map((key) => [key, -1])), results_ttft_s_stddev: 0 });
    expect(MEANS(only(document))).toEqual([null, 26, null, 3900]);
    expect(said(document)).toEqual([]);
  });

  test('one without a request that completed is a dead server', () => {
    const names = Object.keys(llmperf()).filter((key) => /_(mean|min|max|stddev|p\d\d)$/.test(key));
    const nothing = Object.fromEntries(names.map((key) => [key, Number.NaN]));
    const document = llmperf({
      ...nothing,
      results_mean_output_throughput_token_per_s: 0,
      results_num_completed_requests: 0,
      results_num_completed_requests_per_min: 0,
    });
    const run = only(document);
    expect(run.measured).toMatchObject({ completed: 0, failures: 3, attempts: 3, outputThroughput: 0, ttft: null });
    expect(said(document)).toEqual([]);
  });

  test('what the user says of a run is a fact; its own figures are none', () => {
    const { facts } = only(llmperf({ engine: 'tgi', stddev_input_tokens: 50 }));
    expect([...facts.setup]).toEqual([['engine', 'tgi']]);
    expect([...facts.workload]).toEqual([
      ['stddev_input_tokens', '50'],
      ['temperature', '0.5'],
    ]);
  });

  test.each([
    [
      { version: '2027-01-01' },
      'unknown-version: LLMPerf summary: version: expected 2023-08-31, found the text “2027-01-01”',
    ],
    [{ results_ttft_s_mean: Number.NaN }, 'bad-number: LLMPerf summary: results_ttft_s_mean: expected a number'],
    [{ results_num_completed_requests: '120' }, 'wrong-type: LLMPerf summary: results_num_completed_requests: '],
    [{ num_concurrent_requests: undefined }, 'missing-field: LLMPerf summary: num_concurrent_requests is missing'],
    [{ model: 7 }, 'wrong-type: LLMPerf summary: model: expected text'],
  ])('%j costs the run', (changes, problem) => {
    expect(said(llmperf(changes))).toEqual([expect.stringContaining(`error ${problem}`)]);
  });

  test('other files with a key of its own are none', () => {
    expect(readings({ num_concurrent_requests: 8, model: 'x' })).toMatchObject([{ kind: 'other' }]);
    expect(readings('{"num_concurrent_requests": 8, "mod')).toMatchObject([{ kind: 'other' }]);
    expect(said(python(llmperf()).slice(0, 330))).toEqual([expect.stringContaining('error not-parsable: cut off in')]);
  });

  test('a deviation of one request, which is none, costs itself', () => {
    expect(said(llmperf({ results_ttft_s_stddev: Number.NaN }))[0]).toContain('warning bad-statistic');
  });
});

describe('EvalScope perf', () => {
  const beside = { 'benchmark_args.json': evalscopeArguments(), 'benchmark_percentile.json': evalscopePercentiles() };

  test('a summary, its arguments and its percentiles', () => {
    const run = only(evalscope(), { beside });
    expect(run).toMatchObject({
      harness: 'evalscope',
      model: 'Qwen/Qwen3-8B',
      load: { concurrency: 16, concurrencySource: 'reported', rate: null, prompts: 204 },
      workload: { isl: { requested: 1024, measured: 1024 }, osl: { requested: 128, measured: 128 }, prefix: null },
      measured: { duration: 50, completed: 200, failures: 4, attempts: 204, requestThroughput: 4 },
    });
    expect(run.measured).toMatchObject({ outputThroughput: 512, totalThroughput: 4608 });
    expect(MEANS(run)).toEqual([217, 29, 29.1, 3900]);
    expect(run.measured.ttft).toEqual({ mean: 217, p50: 217, p90: 325.5, p95: 368.9, p99: 434 });
    expect(run.measured.e2el?.p99).toBe(7800);
    expect([...run.facts.workload]).toContainEqual(['dataset', 'random']);
    expect(factsIn(run)).not.toMatch(/Bearer|127\.0\.0\.1/);
    expect(said(evalscope(), { beside })).toEqual([]);
  });

  test('the older, in seconds, comes to the same, also from percentiles by column', () => {
    const rows = evalscopePercentiles('s');
    const columns = Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, rows.map((row) => row[key])]));
    const newest = only(evalscope(), { beside });
    for (const percentiles of [rows, columns]) {
      const older = only(olderEvalscope(), { beside: { ...beside, 'benchmark_percentile.json': percentiles } });
      const { itl, ttft, ...others } = older.measured;
      expect({ ...older, measured: { ...others, itl: null, ttft: null } }).toMatchObject({
        load: newest.load,
        measured: { duration: 50, completed: 200, outputThroughput: 512 },
      });
      expect(ttft?.p99).toBeCloseTo(434);
      expect(MEANS(older)).toEqual([217, 29, expect.closeTo(29.1), 3900]);
    }
  });

  test('the oldest, whose TPOT is a time per piece of the answer', () => {
    const { 'Average inter-token latency (s)': _, ...rest } = olderEvalscope();
    const document = { ...rest, 'Average package latency (s)': 0.03, 'Average package per request': 120 };
    expect(MEANS(only(document))).toEqual([217, null, 30, 3900]);
    expect(said(document)).toEqual([
      expect.stringContaining('notice unread-tpot: the TPOT of EvalScope from early 2025'),
    ]);
  });

  test('without its supplements, model and lengths asked for are unknown, and nothing else', () => {
    const run = only(evalscope());
    expect(run).toMatchObject({ model: null, load: { concurrency: 16 }, workload: { isl: { requested: null } } });
    expect(run.measured.ttft).toEqual({ mean: 217, p50: null, p90: null, p95: null, p99: null });
  });

  test('a percentile that is no number, as of no sample, is unknown', () => {
    const rows = evalscopePercentiles().map((row) => ({ ...row, 'TPOT (ms)': Number.NaN }));
    const around = { beside: { ...beside, 'benchmark_percentile.json': rows } };
    expect(only(evalscope(), around).measured.tpot).toEqual({ mean: 29, p50: null, p90: null, p95: null, p99: null });
    expect(only(evalscope(), around).measured.e2el?.p50).toBe(3900);
    expect(said(evalscope(), around)).toEqual([]);
  });

  test('a supplement that is cut off is told of', () => {
    const cut = { ...beside, 'benchmark_args.json': python(evalscopeArguments()).slice(0, 40) };
    expect(only(evalscope(), { beside: cut }).model).toBeNull();
    expect(said(evalscope(), { beside: cut })).toEqual([
      expect.stringMatching(
        /^warning unreadable-supplement: benchmark_args\.json beside it could not be read: cut off/,
      ),
    ]);
    expect(said(evalscope(), { beside: { 'benchmark_args.json': { model: 7 } } })).toEqual([
      expect.stringContaining('error wrong-type: EvalScope perf summary: benchmark_args.json.model: expected text'),
    ]);
  });

  test.each([
    ['told by the arguments', evalscope(), { stream: false }],
    ['told by the counts', evalscope({ 'Stream Requests': 0, 'Non-Stream Requests': 204, 'TPOT (ms)': 0 }), {}],
    ['told by the figures', evalscope({ 'TTFT (ms)': 3900.04, 'TPOT (ms)': 0 }), {}],
    ['told by figures in seconds', olderEvalscope({ 'Average time to first token (s)': 3.9 }), {}],
  ])('answers that were not streamed have no TTFT: %s', (_, document, changes) => {
    const around = { beside: { 'benchmark_args.json': evalscopeArguments(changes) } };
    expect(MEANS(only(document, around))).toEqual([null, null, null, 3900]);
    expect(said(document, around)).toEqual([expect.stringContaining('notice unstreamed')]);
  });
});

describe('EvalScope perf: loads and what is no load', () => {
  test('a rate makes the concurrency a limit, and an open loop makes it nothing', () => {
    const args = (changes: object) => ({ beside: { 'benchmark_args.json': evalscopeArguments(changes as never) } });
    expect(only(evalscope({ 'Request Rate (req/s)': 4 })).load).toMatchObject({ rate: 4, limit: 16 });
    expect(only(olderEvalscope(), args({ rate: 4 })).load).toMatchObject({ rate: 4, limit: 16 });
    const open = { rate: 4, limit: null, concurrencySource: 'estimated' };
    expect(only(evalscope({ 'Request Rate (req/s)': 4 }), args({ open_loop: true })).load).toMatchObject(open);
    const path = 'out/qwen/rate_4.0_number_200/benchmark_summary.json';
    expect(only(evalscope({ Concurrency: 1 }), { path }).load).toMatchObject(open);
  });

  test('where nothing succeeded, −1 is nothing', () => {
    const names = ['Avg Latency (s)', 'Avg Input Tokens', 'Output Throughput (tok/s)', 'Total Throughput (tok/s)'];
    const nothing = Object.fromEntries([...names, 'Avg Output Tokens', 'Req Throughput (req/s)'].map((n) => [n, -1]));
    const times = { 'TTFT (ms)': -1000, 'TPOT (ms)': -1000, 'ITL (ms)': 0 };
    const document = evalscope({ ...nothing, ...times, 'Success Requests': 0, 'Failed Requests': 204 });
    expect(only(document).measured).toMatchObject({ completed: 0, failures: 204, outputThroughput: 0, ttft: null });
    expect(said(document)).toEqual([]);
    expect(said(evalscope({ 'TTFT (ms)': -1000 }))).toEqual([expect.stringContaining('error bad-number')]);
  });

  test('embeddings are left out, although the keys of tokens are there', () => {
    const zeros = { 'Output Throughput (tok/s)': 0, 'Total Throughput (tok/s)': 0, 'Avg Output Tokens': 0 };
    const document = evalscope({
      ...zeros,
      'TTFT (ms)': 0,
      'TPOT (ms)': 0,
      'ITL (ms)': 0,
      'Input Throughput (tok/s)': 9,
    });
    expect(readings(document).map(({ run }) => run)).toEqual([null]);
    expect(said(document)).toEqual([expect.stringContaining('notice no-measurement: result without output tokens')]);
  });

  test('the share of cached tokens, where a server counted them', () => {
    const cached = { 'KV Cache Hit Rate (%)': 62.5 };
    expect(only(evalscope(cached)).measured.explaining.cacheHitRate).toBe(0.625);
    const turns = only(evalscope({ ...cached, 'Avg Turns/Request': 3 }));
    expect(turns.measured.explaining.cacheHitRate).toBeNull();
    expect(turns.workload.prefix).toBe('multi-turn');
  });

  test('its rewritten form is refused by name', () => {
    const run = { total: 9, succeeded: 9, success_rate: 100, duration_seconds: 5, averages: { ttft: 3 } };
    const suite = { run_id: 'x', suite_config: {}, runs: [] };
    for (const document of [run, suite]) {
      expect(said(document)).toEqual([
        expect.stringContaining(
          "error unknown-version: EvalScope perf run: recognised as a run or suite of EvalScope's",
        ),
      ]);
    }
  });

  test('cut off, it is an error', () => {
    const text = python(evalscope());
    expect(said(text.slice(0, 120))).toEqual([expect.stringContaining('error not-parsable')]);
    expect(said(python(olderEvalscope()).slice(0, 120))).toEqual([expect.stringContaining('error not-parsable')]);
    expect(readings('{"duration_seconds": 3, "x": [')).toMatchObject([{ kind: 'other' }]);
    expect(readings({ Concurrency: 3, 'Test Duration (s)': 1 })).toMatchObject([{ kind: 'other' }]);
  });
});

const METADATA = 'experiment_metadata.json';

describe('genai-bench', () => {
  const beside = { [METADATA]: genaiMetadata() };

  test('a run, and what its experiment states', () => {
    const run = only(genaiBench(), { beside });
    expect(run).toMatchObject({
      harness: 'genai-bench',
      harnessVersion: '0.0.4',
      model: 'meta-llama/Llama-3.3-70B-Instruct',
      deployment: { label: null, gpus: 4, accelerator: 'H100' },
      load: { concurrency: 4, concurrencySource: 'reported' },
      workload: { isl: { requested: 480 }, osl: { requested: 100 } },
      measured: { duration: 60, completed: 90, failures: 2, attempts: 92, outputThroughput: 150, totalThroughput: 870 },
    });
    expect(MEANS(run)).toEqual([120, 25, null, 2595]);
    expect(run.measured.e2el?.p95).toBeCloseTo(2595 * 1.7);
    expect([...run.facts.setup]).toContainEqual(['server_engine', 'SGLang']);
    expect(factsIn(run)).not.toContain('api-key');
    expect(said(genaiBench(), { beside })).toEqual([]);
  });

  test('the unit of its times is the one that it states', () => {
    expect(MEANS(only(genaiBench({}, { _time_unit: 'ms' })))).toEqual([0.12, 0.025, null, 2.595]);
    expect(MEANS(only(genaiBench({}, { _time_unit: undefined })))).toEqual([120, 25, null, 2595]);
    expect(said(genaiBench({}, { _time_unit: 'us' }))).toEqual([
      'error wrong-unit: genai-bench: _time_unit: expected s or ms, found the text “us”',
    ]);
  });

  test('rates of which a warm-up took tokens and no time are raised', () => {
    const document = genaiBench({
      num_completed_requests: 100,
      requests_per_second: 100 / 60,
      mean_total_tokens_throughput_tokens_per_s: 870,
    });
    const { measured } = only(document);
    expect(measured.outputThroughput).toBeCloseTo(150 / 0.9);
    expect(measured.totalThroughput).toBeCloseTo(870 / 0.9);
    expect(said(document)).toEqual([
      expect.stringContaining('warning warm-up: output throughput 150 covers the tokens of 90 of 100 requests'),
    ]);
  });

  test('a rate, and a rate that stands where a number of requests in flight should', () => {
    const rate = { iteration_type: 'request_rate', request_rate: 1.5, num_concurrency: 1 };
    const limited = { [METADATA]: genaiMetadata({ max_concurrency: 64 }) };
    expect(only(genaiBench(rate), { beside: limited }).load).toMatchObject({ rate: 1.5, limit: 64 });
    const counted = { total_arrivals: 92, arrival_requests_per_second: 1.53 };
    const command = { [METADATA]: genaiMetadata({ cmd: 'genai-bench benchmark --qps-level 4 --task x' }) };
    expect(only(genaiBench(counted), { beside: command }).load).toMatchObject({ rate: 4, limit: null });
    expect(only(genaiBench(counted), { beside }).load).toMatchObject({ concurrency: 4, rate: null });
    expect(only(genaiBench(counted)).load).toMatchObject({ concurrency: 4, concurrencySource: 'reported' });
    expect(only(genaiBench({ ...counted, num_concurrency: 0.5 })).load.rate).toBe(0.5);
    expect(only(genaiBench({ ...counted, num_concurrency: 2, arrival_requests_per_second: 1.9 })).load.rate).toBe(2);
    const unclear = genaiBench({ ...counted, num_concurrency: 9 });
    expect(only(unclear).load).toMatchObject({ concurrencySource: 'estimated', rate: null });
    expect(said(unclear)[0]).toContain('warning unknown-load: num_concurrency 9');
  });
});

describe('genai-bench: lengths and what is no load', () => {
  test.each([
    ['N(300,150)/(200,50)', { isl: 300, osl: 200, prefix: null }],
    ['P(2000,500)/200', { isl: 2500, osl: 200, prefix: '2000 tokens' }],
    ['U(100,200)/(50,60)', { isl: null, osl: null, prefix: null }],
    ['dataset', { isl: null, osl: null, prefix: null }],
  ])('lengths that %s asks for', (scenario, { isl, osl, prefix }) => {
    const { workload } = only(genaiBench({ scenario }));
    expect(workload).toMatchObject({ isl: { requested: isl }, osl: { requested: osl }, prefix });
  });

  test('embeddings are left out, and a run that could not be summed up is refused', () => {
    const none = { mean: 0, sum: 0 };
    const { stats } = genaiBench().aggregated_metrics as { stats: object };
    expect(said(genaiBench({ stats: { ...stats, num_output_tokens: none } }))).toEqual([
      expect.stringContaining('notice no-measurement: genai-bench result without output tokens'),
    ]);
    expect(said(genaiBench({ run_duration: 0 }))).toEqual([
      expect.stringContaining('error unreadable-format: genai-bench: run_duration is 0'),
    ]);
  });

  test('cut off, it is an error; other files with its first key are none', () => {
    expect(said(python(genaiBench()).slice(0, 300))).toEqual([
      expect.stringContaining('error not-parsable: cut off in'),
    ]);
    expect(readings('{"aggregated_metrics": {"accuracy": 0.')).toMatchObject([{ kind: 'other' }]);
    expect(readings({ aggregated_metrics: { accuracy: 1 } })).toMatchObject([{ kind: 'other' }]);
  });

  test('of a large file the requests are passed over', () => {
    const requests = Array.from({ length: 30_000 }, () => ({
      ttft: 0.12,
      error_message: `say ", ] or }${' '.repeat(280)}`,
    }));
    const whole = bytesOf(python(genaiBench({}, { individual_request_metrics: requests })));
    const pieces = function* () {
      for (let at = 0; at < whole.length; at += 99_999) yield whole.slice(at, at + 99_999);
    };
    const [reading] = new ReportReader().read({ path: PATH, bytes: whole.slice(0, 700), limit: 800, pieces });
    expect(reading?.run).toEqual(new ReportReader().read({ path: PATH, bytes: whole, limit: null })[0]?.run);
    expect(reading?.run?.load.concurrency).toBe(4);
  });

  test('TPOT that no request gave is unknown', () => {
    const { stats } = genaiBench().aggregated_metrics as { stats: object };
    const nulls = { mean: null, sum: null, p50: null };
    expect(MEANS(only(genaiBench({ stats: { ...stats, tpot: nulls } })))).toEqual([120, null, null, 2595]);
  });

  test.each([
    [{ requests_per_second: 'x' }, 'wrong-type: genai-bench: aggregated_metrics.requests_per_second: expected'],
    [{ run_duration: undefined }, 'missing-field: genai-bench: aggregated_metrics.run_duration is missing'],
    [{ stats: [] }, 'wrong-type: genai-bench: aggregated_metrics.stats: expected a mapping'],
  ])('%j costs the run', (changes, problem) => {
    expect(said(genaiBench(changes))).toEqual([expect.stringContaining(`error ${problem}`)]);
  });
});

describe('llama-benchy', () => {
  test('times to first tokens and of decoding; no output throughput, for it states that of decoding alone', () => {
    const run = only(llamaBenchy([benchy()]));
    expect(run).toMatchObject({
      harness: 'llama-benchy',
      harnessVersion: '0.4.0',
      model: 'openai/gpt-oss-120b',
      load: { concurrency: 2, concurrencySource: 'reported' },
      workload: { isl: { requested: 2048 }, osl: { requested: 32 }, prefix: null },
      measured: { completed: 4, failures: null, outputThroughput: null, requestThroughput: null, duration: null },
      measuredAt: '2026-07-01T10:11:12.000Z',
    });
    expect(MEANS(run)).toEqual([420, 22.5, null, null]);
    expect(said(llamaBenchy([benchy()]))).toEqual([
      expect.stringContaining('notice unread-throughput: llama-benchy states only the speed of decoding'),
    ]);
  });

  test('one request at a time has its speeds in those of all; of several they are not known', () => {
    expect(only(llamaBenchy([benchy({ concurrency: 1, tg_req_throughput: null })])).measured.tpot?.mean).toBeCloseTo(
      (1000 / 80 + 1000 / 82) / 2,
    );
    expect(only(llamaBenchy([benchy({ tg_req_throughput: null })])).measured.tpot).toBeNull();
  });

  test('context that is shared is a prefix; loading it is no measurement', () => {
    const document = llamaBenchy(
      [benchy({ context_size: 4096, is_context_prefill_phase: true }), benchy({ context_size: 4096 })],
      { prefix_caching_enabled: true },
    );
    expect(readings(document).map(({ run }) => run?.workload ?? null)).toMatchObject([
      null,
      { isl: { requested: 6144 }, prefix: '4096 tokens' },
    ]);
    expect(said(document)[0]).toContain('notice no-measurement: llama-benchy: loading the context');
    expect(only(llamaBenchy([benchy({ context_size: 4096 })])).workload).toMatchObject({ prefix: null });
  });

  test('what costs a benchmark its run, and a file its runs', () => {
    const document = llamaBenchy([benchy({ concurrency: 'two' }), benchy()]);
    expect(readings(document).map(({ run }) => run?.load.concurrency ?? null)).toEqual([null, 2]);
    expect(said(document)).toContainEqual(
      expect.stringContaining('error wrong-type: llama-benchy: benchmarks[0].concurrency: expected a number'),
    );
    expect(said(llamaBenchy([]))).toEqual([expect.stringContaining('notice no-measurement')]);
    expect(said(python(llamaBenchy([benchy()])).slice(0, 200))).toEqual([
      expect.stringContaining('error not-parsable: cut off in'),
    ]);
    expect(said(llamaBenchy([benchy()], { model: 7 }))).toContainEqual(
      expect.stringContaining('error wrong-type: llama-benchy: model: expected text'),
    );
  });
});
