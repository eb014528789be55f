import { describe, expect, test } from 'vitest';
import { loadKey } from '../../../src/run/load.ts';
import { METRICS, metricsOf } from '../../../src/run/metric.ts';
import type { Run } from '../../../src/run/run.ts';
import { groupRuns } from '../../../src/scenario/group.ts';
import * as fixtures from '../raw/fixtures.ts';
import { readAll, yaml } from '../texts.ts';
import { aiperf, get, guidellm, inferencePerf, serving } from './converters.ts';

/*
 * A result as its harness writes it and each report that a converter makes of it come to the same scenario, words and
 * figures. A report may leave a figure out; it never has another.
 */
type Tree = Record<string, unknown>;

interface ConvertedResult {
  readonly name: string;
  readonly raw: Tree;
  /** Where the result is, if its name tells something. */
  readonly path?: string;
  /** Which run of the file. */
  readonly index?: number;
  readonly forms: Readonly<Record<string, Tree>>;
  /** Metrics that a form has not although the result has. */
  readonly missing?: Readonly<Record<string, readonly string[]>>;
  /** Whether reports state of the harness what its result does, no less and no more. */
  readonly hasSameFacts?: boolean;
  /** Forms that state no load, as of a step of a sweep. */
  readonly isLoadLost?: readonly string[];
}

function runsIn(content: string, path: string): Run[] {
  return readAll(content, { path }).flatMap(({ run }) => run ?? []);
}

const rawOf = ({ raw, path = 'r/result.json', index = 0 }: ConvertedResult): Run => {
  const run = runsIn(fixtures.python(raw), path)[index];
  if (run === undefined) throw new Error('no run in the result');
  return run;
};

function convertedOf(name: string, form: Tree): Run {
  const path = `r/benchmark_report${name.startsWith('v0.2') ? '_v0.2' : ''},_x.json.yaml`;
  const [run, ...others] = runsIn(yaml(clean(form)), path);
  if (run === undefined || others.length > 0) throw new Error('expected one run in the report');
  return run;
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, clean(one)]])),
  );
}

function compared(raw: Run, converted: Run) {
  return (['concurrency', 'tpot'] as const).flatMap((definition) => {
    const [own, other] = [
      metricsOf(raw, { userThroughput: definition }),
      metricsOf(converted, { userThroughput: definition }),
    ];
    return METRICS.map(({ id }) => ({ id, own: own[id], other: other[id] }));
  });
}

/** Facts that tell setups apart, but for those of the engines, which only reports have. */
function ofHarness({ facts }: Run) {
  return [...facts.setup].filter(([name]) => !name.startsWith('inference_engine'));
}

function isNear(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.abs(a));
}

function check(cases: readonly ConvertedResult[]) {
  const all = cases.flatMap((one) => Object.entries(one.forms).map(([form, report]) => ({ ...one, form, report })));
  test.each(all)('$name in $form', (one) => {
    const [raw, converted] = [rawOf(one), convertedOf(one.form, one.report)];
    const rows = compared(raw, converted);
    const other = rows.filter(({ own, other }) => other !== null && !isNear(own, other));
    expect(other).toEqual([]);
    const lost = new Set(rows.filter(({ own, other }) => own !== null && other === null).map(({ id }) => id));
    expect([...lost]).toEqual(one.missing?.[one.form] ?? []);
    if (raw.workload.prefix !== null) expect(converted.workload.prefix).toBe(raw.workload.prefix);
    if (!one.isLoadLost?.includes(one.form)) expect(loadKey(converted.load)).toBe(loadKey(raw.load));
    const scenarios = groupRuns([raw, converted], 0.05, ({ files }) => files[0]?.path ?? '');
    expect(scenarios).toHaveLength(1);
    if (one.hasSameFacts) expect(ofHarness(converted)).toEqual(ofHarness(raw));
    for (const kind of ['setup', 'workload'] as const) {
      for (const [name, value] of converted.facts[kind]) {
        expect([name, raw.facts[kind].get(name) ?? value]).toEqual([name, value]);
      }
    }
  });
  test.each(cases.filter(({ forms }) => Object.keys(forms).length > 1))(
    '$name: its forms are of one scenario',
    (one) => {
      const runs = Object.entries(one.forms).map(([form, report]) => convertedOf(form, report));
      expect(new Set(runs.map(({ workload }) => workload.prefix)).size).toBe(1);
      const [first, ...others] = runs as [Run, ...Run[]];
      for (const other of others) {
        expect(groupRuns([first, other], 0.05, (run) => (run === first ? 'a' : 'b'))).toHaveLength(1);
      }
    },
  );
}

describe('vLLM', () => {
  const requests = (completed: number, more: Tree = {}) =>
    fixtures.vllm({
      ...{ completed, failed: 200 - completed },
      ...{ total_input_tokens: completed * 1000, total_output_tokens: completed * 100 },
      request_throughput: completed / 50,
      output_throughput: (completed * 100) / 50,
      total_token_throughput: (completed * 1100) / 50,
      mean_e2el_ms: 7500 * (200 / completed),
      ...more,
    });
  const random = { 'dataset-name': 'random', 'random-input-len': '1000', 'random-output-len': '100' };
  const both = (raw: Tree, args: Tree = {}) => ({ 'v0.1': serving.v01(raw), 'v0.2': serving.v02(raw, args) });
  check([
    { name: 'closed loop', raw: requests(200), forms: both(requests(200)) },
    { name: 'closed loop, asked lengths', raw: requests(200), forms: both(requests(200), random) },
    { name: 'failures', raw: requests(150), forms: both(requests(150)) },
    { name: 'failures, asked lengths', raw: requests(150), forms: both(requests(150), random) },
    { name: 'most failed', raw: requests(10), forms: both(requests(10)) },
    ...[4.2, 8].map((rate) => {
      const raw = requests(200, { request_rate: rate, max_concurrency: null, burstiness: 0.5 });
      return { name: `${rate} a second`, raw, forms: { 'v0.1': serving.v01(raw) } };
    }),
    ...[4.2, 8].map((rate) => {
      const raw = requests(200, { request_rate: rate, max_concurrency: 64 });
      return { name: `${rate} a second, at most 64`, raw, forms: both(raw, random) };
    }),
  ]);

  test('options of the command may state what the results leave out', () => {
    const raw = requests(200, { total_input_tokens: 200 * 1512, total_token_throughput: (200 * 1612) / 50 });
    const args = { ...random, 'random-prefix-len': '512' };
    const run = convertedOf('v0.2', serving.v02(raw, args));
    expect(run.workload).toMatchObject({ isl: { requested: 1512 }, osl: { requested: 100 }, prefix: '512 tokens' });
    const repeated = {
      'dataset-name': 'prefix_repetition',
      'prefix-repetition-prefix-len': '512',
      'prefix-repetition-suffix-len': '1000',
      'prefix-repetition-num-prefixes': '20',
      'prefix-repetition-output-len': '100',
    };
    expect(convertedOf('v0.2', serving.v02(raw, repeated)).workload).toMatchObject({
      isl: { requested: 1512 },
      prefix: '512 tokens, 20 groups',
    });
    const drawn = { ...random, 'random-range-ratio': '0.5' };
    expect(convertedOf('v0.2', serving.v02(raw, drawn)).workload.isl.requested).toBeNull();
  });
});

describe('InferenceX, whose results are of the form of vLLM', () => {
  for (const completed of [200, 160]) {
    const raw = fixtures.vllm({
      ...{ completed, failed: 200 - completed, request_throughput: completed / 50, output_throughput: completed * 2 },
      ...{ total_input_tokens: completed * 1000, total_output_tokens: completed * 100 },
      total_token_throughput: completed * 22,
    });
    test(`${completed} of 200`, () => {
      const own = rawOf({ name: '', raw, forms: {} });
      for (const form of [serving.v01(raw, 'inferencemax'), serving.v02(raw, {}, 'inferencemax')]) {
        const run = convertedOf(form.version === '0.1' ? 'v0.1' : 'v0.2', form);
        expect(compared(own, run).filter(({ own: a, other }) => !isNear(a, other))).toEqual([]);
      }
    });
  }
});

const data = (more: Tree = {}) => ({ prompt_tokens: 512, output_tokens: 64, ...more });
/** So many requests of 1.6 s in flight, and of 200 ms where there is one. */
const step = (strategy: Tree, inFlight: number): Tree => {
  const own = fixtures.benchmark(strategy);
  const rate = inFlight === 1 ? 5 : inFlight / 1.6;
  const times = inFlight === 1 ? { e2el: 0.2, ttft: 74, itl: 2 } : { e2el: 1.6, ttft: 88, itl: 24 };
  const metrics = {
    requests_per_second: fixtures.status(rate),
    request_latency: fixtures.status(times.e2el),
    time_to_first_token_ms: fixtures.status(times.ttft),
    time_per_output_token_ms: fixtures.status((times.e2el * 1000) / 64),
    inter_token_latency_ms: fixtures.status(times.itl),
    output_tokens_per_second: fixtures.status(rate * 64),
    tokens_per_second: fixtures.status(rate * 576),
  };
  return { ...own, metrics: { ...(own.metrics as Tree), ...metrics } };
};
const level = (streams: number) => step({ type_: 'concurrent', streams }, streams);
const of1 = (strategies: readonly Tree[], args: Tree, more: Tree = {}) => {
  const raw = fixtures.guidellm(
    1,
    strategies.map((strategy) => step(strategy, ((strategy.streams ?? strategy.rate) as number | undefined) ?? 1)),
    data(more),
  );
  return { ...raw, args: { ...(raw.args as Tree), ...args } };
};
const of2 = (entries: readonly Tree[], profile: Tree, more: Tree = {}, root: Tree = {}) => {
  const raw = fixtures.guidellm(2, entries, data(more));
  const spec = { ...(get(raw, 'config', 'spec') as Tree), profile };
  return { ...raw, config: { spec, ...root } };
};

describe('GuideLLM', () => {
  const forms = (raw: Tree, index = 0) => ({
    'v0.1': guidellm.v01(raw, index),
    'v0.2': guidellm.v02(raw, index),
    'v0.1 of before August 2026': guidellm.v01(raw, index, 'ms'),
    'v0.2 of before August 2026': guidellm.v02(raw, index, 'ms'),
  });
  const concurrent = [8, 32].map((streams) => ({ type_: 'concurrent', streams }));
  const constant = [4, 8].map((rate) => ({ type_: 'constant', rate }));
  const levels = of1(concurrent, { profile: 'concurrent', rate: [8, 32] });
  const rates = of1(constant, { profile: 'constant', rate: [4, 8] });
  const overridden = of2(
    [level(300), level(50)],
    { kind: 'concurrent', streams: [300] },
    {},
    {
      benchmarks: [{ 'profile.streams': 300 }, { 'profile.streams': 50 }],
    },
  );
  const nested = of2(
    [level(300), level(50)],
    { kind: 'concurrent' },
    {},
    {
      benchmarks: [{ 'profile.streams': [300, 50] }],
    },
  );
  const lengths = of2(
    [level(8), level(8)],
    { kind: 'concurrent', streams: [8] },
    { prompt_tokens: 128 },
    {
      benchmarks: [{ 'data[0].prompt_tokens': 512 }, { 'data[0].prompt_tokens': 512 }],
    },
  );
  const prefixed = (more: Tree) => of2([level(8)], { kind: 'concurrent', streams: [8] }, more);
  const throughput = of1([{ type_: 'throughput', max_concurrency: 512 }], { profile: 'throughput', rate: null });
  const sweep = of1(
    [{ type_: 'synchronous' }, { type_: 'throughput', max_concurrency: 512 }, { type_: 'constant', rate: 4 }],
    { profile: 'sweep', rate: [3] },
  );
  const lost = ['v0.1', 'v0.1 of before August 2026'];
  const cases: readonly ConvertedResult[] = [
    ...[0, 1].map((index) => ({ name: `level ${index}`, raw: levels, index, forms: forms(levels, index) })),
    ...[0, 1].map((index) => ({ name: `rate ${index}`, raw: rates, index, forms: forms(rates, index) })),
    ...[0, 1].map((index) => ({ name: `override ${index}`, raw: overridden, index, forms: forms(overridden, index) })),
    ...[0, 1].map((index) => ({
      name: `override of a list ${index}`,
      raw: nested,
      index,
      forms: forms(nested, index),
    })),
    { name: 'overridden lengths', raw: lengths, index: 1, forms: forms(lengths, 1) },
    { name: 'throughput', raw: throughput, forms: forms(throughput), isLoadLost: lost },
    ...[0, 1, 2].map((index) => ({
      ...{ name: `step ${index} of a sweep`, raw: sweep, index, forms: forms(sweep, index), isLoadLost: lost },
    })),
    ...[
      { prefix_tokens: 400 },
      { prefix_tokens: 400, prefix_count: 50 },
      { prefix_buckets: [{ bucket_weight: 100, prefix_count: 50, prefix_tokens: 400 }] },
      { prefix_buckets: [{ prefix_tokens: 0, prefix_count: 1 }] },
      { turns: 3 },
      { turns: 3, first_prompt_tokens: 4000 },
      { turns: 3, branches: [{ at_turn: 1, turns: 2 }] },
      { turns: 1, branches: [], first_prompt_tokens: null },
      { prefix_buckets: [40, 400].map((tokens) => ({ bucket_weight: 50, prefix_count: 2, prefix_tokens: tokens })) },
    ].map((more) => {
      const raw = prefixed(more);
      return { name: JSON.stringify(more), raw, forms: forms(raw) };
    }),
    ...[{ prefix_tokens: 400, prefix_count: 50 }, { turns: 3 }].map((more) => {
      const raw = of1([concurrent[0] as Tree], { profile: 'concurrent', rate: [8] }, more);
      return { name: `version 1, ${JSON.stringify(more)}`, raw, forms: forms(raw) };
    }),
  ];
  check(cases.map((one) => ({ ...one, hasSameFacts: true })));

  test('unlike data are unlike workloads', () => {
    const all: Tree[] = [
      {},
      { prefix_tokens: 400 },
      { prefix_tokens: 400, prefix_count: 50 },
      { turns: 2 },
      { turns: 3 },
      { turns: 3, first_prompt_tokens: 4000 },
      { turns: 3, branches: [{ at_turn: 1, turns: 2 }] },
    ];
    const words = all.map((more) => rawOf({ name: '', raw: prefixed(more), forms: {} }).workload.prefix);
    expect(new Set(words).size).toBe(all.length);
  });
});

describe('inference-perf', () => {
  const tokens = (successes: Tree = {}) => ({ prompt_tokens: { mean: 1000, median: 1000 }, ...successes });
  const result = (load: Tree = {}, successes: Tree = {}) =>
    fixtures.inferencePerf(load, tokens(successes), { benchmark_time_seconds: 12.25 });
  const config = (more: Tree) => ({ server: { model_name: 'Qwen/Qwen3-32B' }, ...more });
  const paths = 'r/stage_1_lifecycle_metrics.json';
  const forms = (raw: Tree, own: Tree, dumped: Tree = own) => ({
    'v0.1': inferencePerf.v01(raw, config(dumped), 1),
    'v0.2': inferencePerf.v02(raw, config(own), 1),
    'v0.2 with the part that inference-perf writes': inferencePerf.v02(raw, config(own), 1, true),
  });
  const stages = (...list: Tree[]) => ({ load: { type: 'constant', stages: list } });
  const rate = result({ requested_rate: 10 });
  const level = result({ requested_rate: 100, concurrency: 16 });
  const rates = stages({ rate: 5, duration: 10 }, { rate: 10, duration: 10 });
  const levels = stages({ concurrency_level: 8, num_requests: 100 }, { concurrency_level: 16, num_requests: 100 });
  const shared = {
    system_prompt_len: 600,
    question_len: 400,
    output_len: 100,
    num_groups: 32,
    num_prompts_per_group: 5,
  };
  const dumped = {
    ...{ system_prompt_len: 600, question_len: 400, output_len: 100, enable_multi_turn_chat: false },
    ...{ num_unique_system_prompts: 32, num_users_per_system_prompt: 5 },
  };
  const prefixed = (more: Tree = {}) => ({ data: { type: 'shared_prefix', shared_prefix: { ...shared, ...more } } });
  const dump = (more: Tree = {}) => ({ data: { type: 'shared_prefix', shared_prefix: { ...dumped, ...more } } });
  const random = {
    data: { type: 'random', input_distribution: { mean: 1000, std: 10 }, output_distribution: { mean: 100 } },
  };
  const turns = { enable_multi_turn_chat: true };
  check([
    { name: 'rate', raw: rate, path: paths, forms: forms(rate, rates) },
    { name: 'level', raw: level, path: paths, forms: forms(level, levels) },
    { name: 'random lengths', raw: rate, path: paths, forms: forms(rate, { ...rates, ...random }) },
    {
      ...{ name: 'shared prefix', raw: rate, path: paths },
      forms: forms(rate, { ...rates, ...prefixed() }, { ...rates, ...dump() }),
    },
    {
      ...{ name: 'several turns', raw: rate, path: paths },
      forms: forms(rate, { ...rates, ...prefixed(turns) }, { ...rates, ...dump(turns) }),
    },
  ]);

  test('unlike prefixes and turns are unlike workloads, whatever the form', () => {
    const words = [{}, { num_groups: 1 }, { num_prompts_per_group: 6 }, turns].map(
      (more) => convertedOf('v0.2', inferencePerf.v02(rate, config(prefixed(more)), 1)).workload.prefix,
    );
    expect(words).toEqual([
      '600 tokens, 32 groups, 5 per group',
      '600 tokens, 1 groups, 5 per group',
      '600 tokens, 32 groups, 6 per group',
      '600 tokens, 32 groups, 5 per group, multi-turn',
    ]);
  });

  test('where all requests failed, so they did in reports', () => {
    const raw = {
      ...result({ count: 2 }),
      successes: { count: 0, latency: { request_latency: null }, throughput: {}, prompt_len: null, output_len: null },
    };
    const own = rawOf({ name: '', raw, path: paths, forms: {} });
    for (const [form, report] of Object.entries(forms(raw, rates))) {
      const rows = compared(own, convertedOf(form, report));
      expect(rows.filter(({ own: a, other }) => other !== null && !isNear(a, other))).toEqual([]);
      expect(rows.find(({ id }) => id === 'failure-rate')?.other).toBe(1);
    }
  });

  test('of replayed sessions, neither concurrency nor rate is of requests', () => {
    const sessions = { load: { type: 'trace_session_replay', stages: [{ concurrent_sessions: 4, session_rate: 2 }] } };
    const run = convertedOf('v0.2', inferencePerf.v02(result({ requested_rate: 2, concurrency: 4 }), sessions, 0));
    expect(run.load).toMatchObject({ rate: null, concurrencySource: 'estimated' });
  });
});

describe('AIPerf', () => {
  const result = (errors: readonly number[], config: Tree) =>
    fixtures.aiperf({
      error_request_count:
        errors.length === 0 ? undefined : { unit: 'requests', avg: errors.reduce((a, b) => a + b, 0) },
      error_summary: errors.map((count) => ({ error_details: { type: `E${count}` }, count })),
      input_config: config,
    });
  const options = (loadgen: Tree) => ({
    endpoint: { model_names: ['Qwen/Qwen3-0.6B'] },
    input: { prompt: { input_tokens: { mean: 500 }, output_tokens: { mean: 100 } } },
    loadgen,
  });
  const phases = {
    models: { items: [{ name: 'Qwen/Qwen3-0.6B' }] },
    datasets: [{ name: 'main', prompts: { isl: { mean: 500 }, osl: 100 } }],
    phases: [
      { name: 'warmup', concurrency: 4 },
      { name: 'profiling', type: 'concurrency', concurrency: 16 },
    ],
  };
  const forms = (raw: Tree) => ({
    'v0.1 that counts kinds': aiperf.v01(raw, 'kinds'),
    'v0.2 that counts kinds': aiperf.v02(raw, 'kinds'),
    'v0.1 that counts requests': aiperf.v01(raw, 'requests'),
    'v0.2 that counts requests': aiperf.v02(raw, 'requests'),
  });
  const unknown = ['failures', 'failure-rate'];
  const cases = [
    ...[16, 64].map((concurrency) => ({
      ...{ name: `level ${concurrency}`, raw: result([], options({ concurrency, request_count: 96 })) },
      missing: {},
    })),
    { name: 'rate', raw: result([], options({ request_rate: 12, request_count: 96 })), missing: {} },
    { name: 'today’s options', raw: result([], phases), missing: {} },
    {
      ...{ name: 'failures of three kinds', raw: result([9, 4, 1], options({ concurrency: 16, request_count: 110 })) },
      missing: { 'v0.1 that counts kinds': unknown, 'v0.2 that counts kinds': unknown },
    },
    {
      name: 'failures without a number of requests',
      raw: result([9, 4, 1], options({ concurrency: 16 })),
      missing: {
        'v0.1 that counts kinds': unknown,
        'v0.2 that counts kinds': unknown,
        'v0.2 that counts requests': ['duration', 'completed', ...unknown],
      },
    },
  ];
  check(cases.map((one) => ({ ...one, forms: forms(one.raw), hasSameFacts: true })));
});
