import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../src/report/read.ts';
import { metricsOf } from '../../../src/run/metric.ts';
import { expectSound } from '../anything.ts';
import { readAll } from '../texts.ts';
import {
  batches,
  conversations,
  failure,
  offline,
  python,
  sglang,
  sglang2024,
  sglangOffline,
  vllm,
} from './fixtures.ts';
import { lineOf, only, PATH, problemsIn, runsIn } from './resultfile.ts';

/*
 * What vLLM, SGLang and LMDeploy state beside today's results of serving: older generations, conversations, failures,
 * offline benchmarks.
 */

const metrics = (document: unknown, path = PATH) => metricsOf(only(document, path), { userThroughput: 'concurrency' });
const said = (document: unknown, path = PATH) => problemsIn(document, path).map(lineOf);

describe('SGLang of mid-2024', () => {
  test('medians count where means are not stated, and E2EL is in ms', () => {
    const run = only(sglang2024());
    expect(run.measured).toMatchObject({
      ttft: { mean: null, p50: 120 },
      itl: { mean: null, p50: 9 },
      tpot: null,
      e2el: { mean: 2500, p50: 2400 },
      requestThroughput: 200 / 51.2,
    });
    expect(run.load).toMatchObject({ rate: 4, concurrencySource: 'estimated', concurrency: (200 / 51.2) * 2.5 });
    expect(metrics(sglang2024())).toMatchObject({ ttft: null, 'ttft-p50': 120, 'itl-p50': 9, e2el: 2500 });
  });

  test('under the names of its other versions', () => {
    const withUnits = { mean_e2e_latency: undefined, mean_e2e_latency_ms: 2500, median_e2e_latency: undefined };
    const bare = {
      ...{ total_input_tokens: undefined, total_output_tokens: undefined, total_output_tokens_retokenized: undefined },
      ...{ median_ttft_ms: undefined, median_itl_ms: undefined, output_throughput: undefined, duration: undefined },
      ...{ total_input: 204_800, total_output: 51_200, total_output_retokenized: 51_000 },
      ...{ median_ttft: 120, median_itl: 9, output_token_throughput: 1000, benchmark_duration: 51.2 },
    };
    const { measured } = only(sglang2024());
    expect(only(sglang2024({ ...withUnits })).measured).toEqual({ ...measured, e2el: { ...measured.e2el, p50: null } });
    expect(only(sglang2024(bare)).measured).toEqual(measured);
  });

  test('a median of 0 is of a latency that was not measured', () => {
    expect(only(sglang2024({ median_itl_ms: 0 })).measured.itl).toBeNull();
  });

  test('what is missing has its name of today', () => {
    expect(said(sglang2024({ duration: undefined }))).toContain(
      'error missing-field: SGLang bench_serving: duration is missing: expected a number from 0 up',
    );
  });
});

describe('SGLang', () => {
  const errors = (failed: number, entries: number) =>
    Array.from({ length: entries }, (_, index) => (index < failed ? 'ClientConnectorError: refused' : ''));

  test('errors with an entry a request count the failures', () => {
    expect(metrics(sglang({ errors: errors(80, 400) }))).toMatchObject({ failures: 80, 'failure-rate': 0.2 });
    expect(metrics(sglang({ errors: errors(0, 320) }))).toMatchObject({ failures: 0, 'failure-rate': 0 });
  });

  test('other lists of errors do not', () => {
    for (const others of [['timeout'], errors(80, 399), [], [{ code: 500 }], 'x']) {
      expect(metrics(sglang({ errors: others })).failures).toBeNull();
    }
  });

  test('errors are counted in a file of several runs, which is read in pieces', () => {
    const text = [sglang({ errors: errors(80, 400) }), sglang({ max_concurrency: 8, errors: errors(1, 321) })]
      .map((document) => python(document))
      .join('\n');
    expect(runsIn(text, 'r/x.jsonl').map((run) => run?.measured.failures)).toEqual([80, 1]);
  });

  test('a chat server that died is a failed point, not a benchmark of embeddings', () => {
    const zeros = { completed: 0, total_input_tokens: 0, total_output_tokens: 0, total_output_tokens_retokenized: 0 };
    const rates = { request_throughput: 0, input_throughput: 0, output_throughput: 0 };
    const latencies = Object.fromEntries(
      ['e2e_latency', 'ttft', 'tpot', 'itl'].flatMap((name) =>
        ['mean', 'median', 'std', 'p90', 'p99'].map((statistic) => [`${statistic}_${name}_ms`, 0]),
      ),
    );
    const dead = sglang({ ...zeros, ...rates, ...latencies, errors: errors(320, 320) });
    expect(metrics(dead)).toMatchObject({ 'output-throughput': 0, failures: 320, 'failure-rate': 1, ttft: null });
    expect(said(dead).join()).not.toMatch(/embedding/);
  });

  test('arrivals as a trace recorded them are neither a rate nor a level', () => {
    const traced = only(sglang({ request_rate: 'trace', max_concurrency: 64 }));
    expect(traced.load).toMatchObject({ rate: null, limit: 64, concurrencySource: 'estimated' });
    expect(traced.facts.workload.get('arrivals')).toBe('as recorded, at most 64 in flight');
    const free = only(sglang({ request_rate: 'trace', max_concurrency: null }));
    expect(free.load).toMatchObject({ rate: null, limit: null, concurrencySource: 'estimated' });
    expect(free.facts.workload.get('arrivals')).toBe('as recorded');
  });

  test('acceptance length and cache hit rate', () => {
    const report = { total_prompt_tokens: 400_000, total_cached_tokens: 100_000, cache_hit_rate_pct: 25 };
    const document = sglang({ accept_length: 2.75, cache_report: { ...report, storage_backend: null } });
    expect(metrics(document)).toMatchObject({ 'acceptance-length': 2.75, 'cache-hit-rate': 0.25 });
    expect(only(document).facts.setup).toEqual(only(sglang()).facts.setup);
    expect(metrics(sglang({ cache_report: { ...report, total_cached_tokens: 0 } }))['cache-hit-rate']).toBe(0);
    const tooMany = sglang({ cache_report: { ...report, total_cached_tokens: 500_000 } });
    expect(metrics(tooMany)['cache-hit-rate']).toBeNull();
    expect(said(tooMany).join()).toMatch(/500000 cached tokens cannot come from 400000 prompt tokens/);
    expect(metrics(sglang())).toMatchObject({ 'acceptance-length': null, 'cache-hit-rate': null });
  });
});

describe('vLLM', () => {
  const zeros = Object.fromEntries(
    ['ttft', 'tpot', 'itl', 'e2el'].flatMap((name) =>
      ['mean', 'median', 'std', 'p90', 'p99'].map((statistic) => [`${statistic}_${name}_ms`, 0]),
    ),
  );
  /** A server that died: 12 of 200 requests completed, without a token. */
  const dead = (changes: Record<string, unknown> = {}) =>
    vllm({
      ...zeros,
      ...{ failed: undefined, completed: 12, total_input_tokens: 12_000, total_output_tokens: 0 },
      ...{ request_throughput: 0.24, output_throughput: 0, total_token_throughput: 240, request_rate: 50 },
      ...{ max_concurrency: null, ...changes },
    });

  test.each([
    ['with some errors', { errors: ['ClientPayloadError', 'ClientPayloadError'] }],
    ['with an error a request', { errors: [...Array(12).fill(''), ...Array(188).fill('refused')] }],
    ['without their list', {}],
    ['whose failures are counted', { failed: 188 }],
  ])('a chat server that died is a failed point: %s', (_, changes) => {
    expect(metrics(dead(changes))).toMatchObject({
      ...{ completed: 12, failures: 188, 'failure-rate': 0.94, 'output-throughput': 0 },
      ...{ ttft: null, tpot: null, e2el: null, isl: 1000, osl: null },
    });
    expect(only(dead(changes)).load.rate).toBe(50);
    expect(said(dead(changes)).join()).not.toMatch(/embedding|is it missing/);
  });

  test('where nothing completed all failed, though older files do not count them', () => {
    const none = { completed: 0, total_input_tokens: 0, request_throughput: 0, total_token_throughput: 0 };
    expect(metrics(dead(none))).toMatchObject({ failures: 200, 'failure-rate': 1, 'output-throughput': 0 });
  });

  test('requests that did not complete failed, unless a list of errors says that they were never sent', () => {
    expect(metrics(vllm({ failed: undefined, num_prompts: 1000 })).failures).toBe(800);
    expect(metrics(vllm({ failed: undefined, num_prompts: 1000, errors: Array(200).fill('') })).failures).toBe(0);
  });

  test('goodput in both spellings, acceptance length, power', () => {
    expect(metrics(vllm({ request_goodput: 3 }))).toMatchObject({ goodput: 3, 'slo-attainment': 0.75 });
    expect(metrics(vllm({ request_goodput: undefined, 'request_goodput:': 1 }))).toMatchObject({ goodput: 1 });
    expect(metrics(vllm({ request_goodput: 0 }))).toMatchObject({ goodput: 0, 'slo-attainment': 0 });
    expect(metrics(vllm())).toMatchObject({ goodput: null, 'slo-attainment': null, 'acceptance-length': null });
    const speculative = { spec_decode_acceptance_rate: 62.5, spec_decode_acceptance_length: 2.875 };
    expect(metrics(vllm(speculative))['acceptance-length']).toBe(2.875);
    expect(metrics(vllm({ spec_decode_acceptance_length: 0 }))['acceptance-length']).toBeNull();
  });

  test('power is of the GPUs that were measured', () => {
    const energy = {
      ...{ energy_gpu_ids: [0, 1], gpu_energy_j: 40_000, gpu_energy_duration_s: 50 },
      ...{ gpu_avg_power_w: 800, gpu_energy_per_output_token_j: 2 },
    };
    expect(metrics(vllm({ ...energy, num_gpus: '2' }))).toMatchObject({ power: 800, 'tokens-per-joule': 0.5 });
    expect(metrics(vllm({ ...energy, num_gpus: '4' }))).toMatchObject({ power: null, 'tokens-per-joule': null });
    expect(said(vllm({ ...energy, num_gpus: '4' })).join()).toMatch(
      /warning power-of-others: power covers 2 GPUs, but 4 serve/,
    );
    expect(only(vllm(energy)).measured.explaining.powerGpus).toBe(2);
    expect(only(vllm({ energy_gpu_ids: [0, 1] })).measured.explaining.powerGpus).toBeNull();
    expect(metrics(vllm(energy)).power).toBe(800);
    expect(said(vllm(energy)).join()).toMatch(/power covers the 2 GPUs that vllm bench serve measured/);
  });

  test('an explaining figure that is none costs itself alone', () => {
    expect(metrics(vllm({ request_goodput: Number.NaN }))).toMatchObject({ goodput: null, 'output-throughput': 400 });
    expect(said(vllm({ request_goodput: -1 })).join()).toMatch(/warning bad-statistic: request_goodput/);
  });

  test('what the newest versions write beside the figures tells no setups apart', () => {
    const newest = {
      ...{ steady_state: { window: { start_s: 1, end_s: 49 }, output_throughput: 410 }, rtfx: 0 },
      ...{ mean_client_queue_time_ms: 3, probe_completed: 4, probe_p99_e2el_ms: 9, diffusion_steps_per_canvas: 8 },
      ...{ failed_requests: [{ index: 3, error: 'timeout', itl: [] }], rps_change_events: [{ rps: 1 }, { rps: 2 }] },
      ...{ routing_request_counts: { short: 1, long: 199 }, spec_decode_per_position_acceptance_rates: [0.9, 0.8] },
      ...{ latencies: [7.5], queue_times: [0], start_times: [0], server_ttfts: [0.2] },
    };
    expect(only(vllm(newest)).facts).toEqual(only(vllm()).facts);
    expect(only(vllm(newest)).measured).toEqual(only(vllm()).measured);
  });

  test('a total that is not stated is that of input and output', () => {
    const old = vllm({ total_token_throughput: undefined, input_throughput: 4000 });
    expect(metrics(old)['total-throughput']).toBe(4400);
  });
});

describe("vLLM's conversations", () => {
  test('state their concurrency under another key, and are a workload of their own', () => {
    const run = only(conversations());
    expect(run).toMatchObject({
      harness: 'vllm-benchmark',
      load: { concurrency: 16, concurrencySource: 'reported', rate: null },
      workload: { prefix: 'multi-turn' },
      sessions: { count: 40, turns: 5, duration: 19 },
      measuredAt: '2026-09-01T10:11:12.000Z',
    });
    expect([...run.facts.workload]).toEqual([
      ['conversation prefix ratio', '0.8'],
      ['global prefix ratio', '0.1'],
      ['ms between turns', '250'],
      ['turns', '5'],
      ['turns repeat those before', 'false'],
    ]);
    expect([...run.facts.setup.keys()]).toEqual(['backend']);
    expect(metricsOf(run, { userThroughput: 'concurrency' })).toMatchObject({
      'throughput-per-user': 25,
      'failure-rate': 0,
    });
  });

  test('of an earlier version', () => {
    const earlier = conversations({
      ...{ multi_turn_prefix_global_ratio: 0.1, prefix_global_ratio: undefined, turns_per_conversation: undefined },
      ...{
        num_turns: 5,
        completed_conversations: 40,
        conversations_completed: undefined,
        avg_turns_completed: undefined,
      },
      ...{ num_prompts: 200, request_rate: 'inf', burstiness: 1, max_concurrency: null },
    });
    expect(only(earlier).facts.workload).toEqual(only(conversations()).facts.workload);
    expect(only(earlier)).toMatchObject({ load: { concurrency: 16 }, sessions: { count: 40, turns: 5 } });
  });

  test('of other turns are another workload; those of one turn after the other are none', () => {
    expect(only(conversations({ turns_per_conversation: 3 })).facts.workload).not.toEqual(
      only(conversations()).facts.workload,
    );
    expect(only(vllm())).toMatchObject({ workload: { prefix: null }, sessions: null });
  });

  test('cut off, are an error', () => {
    const text = python(conversations()).slice(0, 300);
    expect(said(text)).toEqual([expect.stringMatching(/^error not-parsable: cut off/)]);
  });
});

describe('vLLM without a server', () => {
  test('throughput is of input and output together, and of no user', () => {
    const run = only(offline());
    expect(run).toMatchObject({
      harness: 'vllm-throughput',
      model: null,
      load: { concurrency: null, concurrencySource: 'unknown', rate: null, prompts: 500 },
      measured: {
        ...{ duration: 40, completed: 500, failures: null, requestThroughput: 12.5, totalThroughput: 14_400 },
        ...{ outputThroughput: null, isl: null, osl: null, e2el: null },
      },
    });
    for (const definition of ['concurrency', 'tpot'] as const) {
      expect(metricsOf(run, { userThroughput: definition })['throughput-per-user']).toBeNull();
    }
    expect(said(offline()).join()).toMatch(/notice unknown-length/);
    expect(said(offline()).join()).toMatch(/notice all-at-once: .* use vllm bench serve, which measures loads/);
  });

  test('throughput of output where that is told apart', () => {
    const tokens = { total_input_tokens: 512_000, total_output_tokens: 64_000 };
    const known = { outputThroughput: 1600, totalThroughput: 14_400, isl: 1024, osl: 128 };
    expect(only(offline(tokens)).measured).toMatchObject(known);
    expect(only(offline({ ...tokens, output_tokens_per_second: 1600 })).measured).toMatchObject(known);
  });

  test('what a script adds of the system', () => {
    const run = only(offline({ model: 'Qwen/Qwen3-8B', tensor_parallel_size: 2, quantization: 'fp8', dtype: 'bf16' }));
    expect(run).toMatchObject({ model: 'Qwen/Qwen3-8B', quantization: 'fp8', deployment: { label: '1R-TP2' } });
    expect([...run.facts.setup]).toEqual([['dtype', 'bf16']]);
  });

  test('latency is the E2EL of a batch, in s', () => {
    const run = only(batches());
    expect(run).toMatchObject({
      harness: 'vllm-latency',
      measured: { e2el: { mean: 1250, p50: 1250, p90: 1258, p99: 1260 } },
    });
    expect(run.measured).toMatchObject({ outputThroughput: null, requestThroughput: null, completed: null });
    expect(metricsOf(run, { userThroughput: 'concurrency' })['throughput-per-user']).toBeNull();
    expect(said(batches()).join()).toMatch(/notice batch-latency: latencies are those of whole batches/);
  });

  test('what repeats them for a database is no result', () => {
    const record = {
      benchmark: { name: 'vLLM benchmark', extra_info: { args: { model: 'm', tensor_parallel_size: 1 } } },
      model: { name: 'm' },
      metric: { name: 'latency', benchmark_values: [1.25], extra_info: { avg_latency: 1.25 } },
    };
    for (const document of [[record], [record, record]]) {
      const [reading] = readAll(python(document), { path: 'results/latency.pytorch.json' });
      expect([reading?.kind, reading?.run]).toEqual(['other', null]);
    }
  });

  test.each([
    ['throughput', offline({ elapsed_time: undefined }), 'elapsed_time is missing'],
    ['throughput', offline({ tokens_per_second: 'fast' }), 'tokens_per_second: expected a number from 0 up'],
    ['latency', batches({ avg_latency: Number.NaN }), 'avg_latency: expected a number from 0 up'],
  ])('a bad figure of %s costs the run', (name, document, message) => {
    expect(runsIn(document)).toEqual([null]);
    expect(said(document).join()).toContain(`vLLM bench ${name}: ${message}`);
  });

  test('cut off, they are errors', () => {
    for (const document of [offline(), batches()]) {
      expect(said(python(document).slice(0, 90))).toEqual([expect.stringMatching(/^error not-parsable: cut off/)]);
    }
  });
});

describe('a run of vllm bench sweep that failed', () => {
  test('is a point without tokens at its load', () => {
    const run = only(failure());
    expect(run).toMatchObject({
      harness: 'vllm-benchmark',
      deployment: { label: '1R-TP4' },
      workload: { isl: { requested: 1000, measured: null }, osl: { requested: 100 } },
      load: { concurrency: 64, concurrencySource: 'reported', prompts: 300 },
    });
    expect([...run.facts.setup]).toEqual([['max_num_seqs', '256']]);
    expect(metricsOf(run, { userThroughput: 'concurrency' })).toMatchObject({
      ...{ completed: 0, failures: 300, 'failure-rate': 1, 'output-throughput': 0, ttft: null, duration: null },
    });
  });

  test('is warned of without the text of its error, which may hold secrets', () => {
    expect(said(failure())[0]).toBe(
      'warning failed-run: a run of vllm bench sweep failed (CalledProcessError): all of its 300 requests count as failed',
    );
    expect(said(failure()).join()).not.toMatch(/abc/);
  });

  test('is a point too where it does not say how many requests were to be sent', () => {
    const unknown = failure({ bench_overrides: { request_rate: 4 } });
    expect(only(unknown)).toMatchObject({ load: { rate: 4, prompts: null }, measured: { failures: 1, attempts: 1 } });
    expect(said(unknown)[0]).toMatch(/warning failed-run: .* failed \(CalledProcessError\): all of its requests count/);
    expect(only(failure({ bench_overrides: { request_rate: 4, num_prompts: '80' } }))).toMatchObject({
      load: { rate: 4, prompts: 80 },
      measured: { failures: 80 },
    });
  });

  test('of a server that did not start has no load; a warm-up is none', () => {
    const server = failure({ run_number: undefined, bench_overrides: undefined });
    expect(runsIn(server)).toEqual([null]);
    expect(said(server)).toEqual([
      'warning failed-run: the server of a vllm bench sweep did not start (CalledProcessError): no load was measured',
    ]);
    expect(runsIn(failure({ run_number: -1 }))).toEqual([null]);
    expect(said(failure({ run_number: -1 }))).toEqual([expect.stringMatching(/^notice no-measurement: warm-up/)]);
  });

  test('with a load that is none, is refused', () => {
    expect(said(failure({ bench_overrides: { num_prompts: 3, max_concurrency: 'many' } })).join()).toMatch(
      /error wrong-type: vLLM bench sweep: bench_overrides.max_concurrency: expected a number/,
    );
  });
});

describe('SGLang without a server', () => {
  test('throughput of all prompts at once', () => {
    expect(only(sglangOffline())).toMatchObject({
      harness: 'sglang-throughput',
      load: { concurrency: null, rate: null, prompts: 500 },
      measured: {
        ...{ duration: 40, completed: 500, failures: null, outputThroughput: 1600, totalThroughput: 14_400 },
        ...{ requestThroughput: 12.5, isl: 1024, osl: 128, e2el: null },
      },
    });
    expect(metrics(sglangOffline())['throughput-per-user']).toBeNull();
    expect(said(sglangOffline()).join()).toMatch(
      /notice all-at-once: .* use sglang\.bench_serving, which measures loads/,
    );
    expect(said(sglangOffline({ output_throughput: -1 })).join()).toMatch(/error bad-number/);
  });

  test('of one batch is refused by name, once a file', () => {
    const batch = {
      ...{ run_name: 'default', batch_size: 16, input_len: 1024, output_len: 256, latency: 3.2 },
      ...{ input_throughput: 70_000, output_throughput: 1380, overall_throughput: 6400, last_ttft: 0.23 },
    };
    const text = [batch, batch, batch].map((line) => python(line)).join('\n');
    expect(said(text, 'r/result.jsonl')).toEqual([
      expect.stringMatching(/^error unreadable-format: SGLang bench_one_batch: one-batch result/),
    ]);
    const beside = `${text}\n${python(sglangOffline())}`;
    expect(runsIn(beside).map((run) => run?.harness ?? null)).toEqual(['sglang-throughput', null]);
  });
});

test("requests of vLLM's multi-turn benchmark are no measurement of a load, said once", () => {
  const request = {
    ...{ ttft_ms: 20, tpot_ms: 5, latency_ms: 500, start_time_ms: 1, input_num_turns: 3, input_num_tokens: 900 },
    ...{ output_num_tokens: 100, output_num_chunks: 100, conversation_id: 'c1', client_id: 0 },
  };
  const list = python(Array.from({ length: 50 }, () => request));
  expect(runsIn(list)).toEqual([null]);
  expect(said(list)).toEqual([
    expect.stringMatching(/^notice no-measurement: per-request statistics of vLLM's multi-turn benchmark/),
  ]);
});

describe('LMDeploy', () => {
  const columns = 'batch,num_promts,RPS,RPM,FTL(ave)(s),FTL(min)(s),FTL(max)(s),50%(s),75%(s),95%(s),99%(s)';
  const header = `${columns},throughput(out tok/s),throughput(total tok/s)`;
  const row = '128,3000,12.500,750.000,0.420,0.050,2.100,0.031,0.034,0.052,0.080,2500.000,5000.000';
  const path = 'results/profile_throughput.csv';

  test('a table of 2024', () => {
    const run = only(`${header}\r\n${row}\r\n`, path);
    expect(run).toMatchObject({
      harness: 'lmdeploy',
      load: { concurrency: 128, concurrencySource: 'reported', prompts: 3000 },
      measured: {
        ...{ completed: 3000, failures: null, outputThroughput: 2500, totalThroughput: 5000, requestThroughput: 12.5 },
        ...{ isl: 200, osl: 200, ttft: { mean: 420 }, itl: { mean: null, p50: 31, p95: 52, p99: 80 }, e2el: null },
      },
    });
    expect(metricsOf(run, { userThroughput: 'concurrency' })['throughput-per-user']).toBe(2500 / 128);
    expect([...run.facts.setup]).toEqual([]);
  });

  test('without streaming, and with the columns of other versions', () => {
    const server =
      'batch,num_prompts,RPS,RPM,FTL(ave)(s),FTL(min)(s),FTL(max)(s),throughput(out tok/s),throughput(total tok/s)';
    const run = only(`${server}\n64,1000,5.000,300.000,-,-,-,1000.000,2000.000\n`, 'profile_api_server.csv');
    expect(run).toMatchObject({ load: { concurrency: 64 }, measured: { ttft: null, itl: null, completed: 1000 } });
    const later =
      'dataset,concurrency,"stream, output",RPS,RPM,FTL(ave)(s),throughput(out tok/s),throughput(total tok/s)';
    const text = `${later}\nsharegpt,32,"True, all",5.000,300.000,0.2,1000.000,2000.000\n`;
    expect(only(text, 'x.csv')).toMatchObject({ load: { concurrency: 32 }, measured: { completed: null } });
    expect([...only(text, 'x.csv').facts.setup]).toEqual([['stream, output', 'True, all']]);
  });

  test('a table of 2025, a run a row, whatever it ends in', () => {
    const names =
      'backend,dataset_name,sharegpt_output_len,random_input_len,random_output_len,random_range_ratio,request_rate,completed,total_input_tokens,total_output_tokens,duration,request_throughput,input_throughput,output_throughput,mean_e2e_latency_ms,mean_ttft_ms,mean_tpot_ms,mean_itl_ms';
    const rows = [
      'lmdeploy,random,,1024,128,1.0,4.0,200,204800,25600,50.0,4.0,4096.0,512.0,2000.0,95.0,15.0,15.1',
      'lmdeploy,random,,1024,128,1.0,inf,200,204800,25600,25.0,8.0,8192.0,1024.0,9000.0,4000.0,39.4,39.5',
    ];
    const [paced, free] = runsIn(`${[names, ...rows].join('\n')}\n`, 'lmdeploy_0901_200_1024_128.jsonl');
    expect(paced).toMatchObject({
      harness: 'lmdeploy',
      load: { rate: 4, concurrencySource: 'estimated', concurrency: 8 },
      workload: { isl: { requested: 1024 }, osl: { requested: 128 } },
      measured: { outputThroughput: 512, totalThroughput: 4608, ttft: { mean: 95 }, e2el: { mean: 2000 } },
    });
    expect(free?.load).toMatchObject({ rate: null, concurrency: 72 });
  });

  test('what is wrong is told with its line', () => {
    const problems = (text: string) =>
      problemsOf(readAll(text, { path })).filter(({ severity }) => severity === 'error');
    for (const end of [40, row.length - 1, row.length]) {
      const cut = `${header}\n${row}\n${row.slice(0, end)}`;
      expect(runsIn(cut, path).map((run) => run?.load.concurrency ?? null)).toEqual([128, null]);
      expect(problems(cut)).toMatchObject([
        { code: 'not-parsable', line: 3, message: 'the last line has no end: is the file cut off?' },
      ]);
    }
    expect(problems(`${header}\n${row}\n${row.slice(0, 40)}\n`)).toMatchObject([
      {
        code: 'not-parsable',
        line: 3,
        message: 'expected 13 cells, as many as columns, found 7: is the line cut off?',
      },
    ]);
    expect(problems(`${header}\n${row.replace('2500.000', 'fast')}\n`)).toMatchObject([
      {
        ...{ code: 'wrong-type', line: 2 },
        message: 'LMDeploy profile: throughput(out tok/s): expected a number from 0 up, found the text “fast”',
      },
    ]);
    expect(problems(`${header}\n${row.replace('0.420', 'nan')}\n`)).toMatchObject([{ code: 'bad-number', line: 2 }]);
    expect(problems(header)).toMatchObject([{ code: 'not-parsable', message: 'no row below the header' }]);
  });

  test('cut off anywhere, it is the same run, a reason or no report', () => {
    const text = `${header}\r\n${row}\r\n`;
    const whole = only(text, path);
    for (let end = 0; end < text.length; end += 1) {
      for (const reading of readAll(text.slice(0, end), { path })) {
        if (reading.kind === 'report') expectSound(reading);
        if (reading.run !== null) expect(reading.run).toEqual(whole);
      }
    }
  });

  test('other tables are none', () => {
    const sweep =
      'date,model_id,num_prompts,request_throughput,output_throughput,total_token_throughput\n1,m,2,3,4,5\n';
    for (const text of [sweep, 'a,b,c,d,e,f\n1,2,3,4,5,6\n', 'RPS,x\n1,2', '', ',,,,,,']) {
      expect(readAll(text, { path }).map(({ kind }) => kind)).toEqual(['other']);
    }
  });
});
