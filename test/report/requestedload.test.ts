import { describe, expect, test } from 'vitest';
import { AGGREGATE, problemsIn, runOf, v01, v02 } from './texts.ts';

/** Neither E2EL nor what estimates it. */
const NO_TIME = {
  'metrics.latency.request_latency': undefined,
  'metrics.latency.time_per_output_token': undefined,
  'metrics.latency.inter_token_latency': undefined,
};
const NO_TIME_02 = {
  [`${AGGREGATE}.latency.request_latency`]: undefined,
  [`${AGGREGATE}.latency.time_per_output_token`]: undefined,
  [`${AGGREGATE}.latency.inter_token_latency`]: undefined,
};

function load01(name: string, args: unknown, stage?: unknown, more = {}) {
  return asked(
    v01({
      'scenario.load': { name, args, metadata: stage === undefined ? undefined : { stage } },
      ...NO_TIME,
      ...more,
    }),
  );
}

function load02(standardized: Record<string, unknown>, more = {}) {
  const changes = Object.entries(standardized).map(([key, value]) => [`scenario.load.standardized.${key}`, value]);
  return asked(v02({ ...Object.fromEntries(changes), ...more }));
}

/** The load without what is said of it besides. */
function asked(document: unknown) {
  const { limit: _, prompts: _prompts, isFound: _found, ...load } = runOf(document).load;
  return load;
}

const reported = (concurrency: number) => ({
  concurrency,
  concurrencySource: 'reported',
  rate: null,
  condition: null,
});
const open = (rate: number | null, condition: string | null = null) => ({
  concurrency: null,
  concurrencySource: 'unknown',
  rate,
  condition,
});

describe('v0.1 by generator', () => {
  test.each([
    ['vllm-benchmark', { max_concurrency: 64, request_rate: 'inf' }, reported(64)],
    ['vllm-benchmark', { max_concurrency: '64', request_rate: Number.POSITIVE_INFINITY }, reported(64)],
    ['vllm-benchmark', { max_concurrency: 64, request_rate: 5 }, open(5, 'at most 64 in flight')],
    ['vllm-benchmark', { request_rate: 5, burstiness: 1 }, open(5)],
    ['vllm-benchmark', { request_rate: 5, burstiness: 0.5 }, open(5, 'burstiness 0.5')],
    ['vllm-benchmark', { max_concurrency: 8, request_rate: 'inf', burstiness: 0.5 }, reported(8)],
    ['vllm-benchmark', { max_concurrency: 8, ramp_up_strategy: 'linear' }, open(null, 'at most 8 in flight')],
    ['sglang', { max_concurrency: 64, request_rate: 5 }, open(5, 'at most 64 in flight')],
    ['vllm-benchmark', { max_concurrency: null, request_rate: 5.5 }, open(5.5)],
    ['vllm-benchmark', { request_rate: '5.5' }, open(5.5)],
    ['vllm-benchmark', { max_concurrency: null, request_rate: 'inf' }, open(null)],
    ['vllm', { max_concurrency: 8 }, reported(8)],
    ['inferencemax', { max_concurrency: 512, request_rate: 'inf' }, reported(512)],
    ['inferencemax', { max_concurrency: null, request_rate: 2 }, open(2)],
    ['aiperf', { loadgen: { concurrency: 16 } }, reported(16)],
    ['aiperf', { loadgen: { request_rate: 4 } }, open(4)],
    ['aiperf', { loadgen: { request_rate: 4, concurrency: 16 } }, open(4, 'at most 16 in flight')],
    ['inference-perf', { load: { stages: [{ rate: 10, concurrency_level: null }] } }, open(10)],
    ['inference-perf', { load: { stages: [{ rate: 10, concurrency_level: 7 }] } }, reported(7)],
    ['fmperf', { max_concurrency: 64, rate: 3 }, open(null)],
    ['some-new-harness', { max_concurrency: 64 }, open(null)],
  ])('%s %j', (name, args, expected) => {
    expect(load01(name, args)).toMatchObject(expected);
  });

  test.each([
    ['measured concurrencies', { profile: { measured_concurrencies: [1.2, 6.5, 30.1] } }, reported(6.5)],
    ['a profile by name', { profile: 'concurrent', rate: [1, 8, 32] }, reported(8)],
    ['one stream at a time', { profile: 'synchronous', rate: null }, reported(1)],
    ['a constant rate', { profile: 'constant', rate: [1, 5, 10] }, open(5)],
    ['a Poisson rate', { profile: 'poisson', rate: [1, 5, 10] }, open(5, 'Poisson arrivals')],
    ['a cap is no level', { profile: 'throughput', rate: [256] }, open(null, 'at most 256 in flight')],
    ['a number of steps is no load', { profile: 'sweep', rate: [10] }, open(null)],
    ['a specification', { spec: { profile: { kind: 'concurrent', streams: [2, 16] } } }, reported(16)],
    ['a specified rate', { spec: { profile: { kind: 'constant', rate: [2, 4.5] } } }, open(4.5)],
    ['one rate for all', { profile: 'constant', rate: 3 }, open(3)],
    ['a list of one for all', { profile: 'concurrent', rate: [24] }, reported(24)],
  ])('guidellm: %s', (_, args, expected) => {
    expect(load01('guidellm', args, 1)).toEqual({ ...expected, stage: 1 });
  });

  test('the stage chooses the entry, also where it is the first', () => {
    const stages = [{ rate: 2 }, { rate: 5 }, { rate: 8 }];
    expect([0, 1, 2].map((stage) => load01('inference-perf', { load: { stages } }, stage).rate)).toEqual([2, 5, 8]);
    expect(
      [0, 1, 2].map((stage) => load01('guidellm', { profile: 'concurrent', rate: [4, 8, 16] }, stage).concurrency),
    ).toEqual([4, 8, 16]);
  });

  test('a stage that is not in the list, or not known, is never the first', () => {
    const args = { load: { stages: [{ rate: 2 }, { rate: 5 }] } };
    for (const stage of [2, -1, 1.5, 'x', null, undefined])
      expect(load01('inference-perf', args, stage)).toMatchObject(open(null));
    expect(load01('guidellm', { profile: 'concurrent', rate: [4, 8] }, 7)).toMatchObject(open(null));
  });

  test.each([null, undefined, [], {}, 'text', 3, { max_concurrency: 0 }, { max_concurrency: -1 }])(
    'arguments %j state nothing: concurrency is unknown, never 1',
    (args) => {
      for (const name of ['vllm-benchmark', 'inferencemax', 'guidellm', 'inference-perf', 'aiperf']) {
        const isStaged = name === 'guidellm' || name === 'inference-perf';
        expect(load01(name, args, 0)).toEqual({ ...open(null), stage: isStaged ? 0 : null });
      }
    },
  );

  test.each(['constructor', '__proto__', 'toString'])('a harness called %s is a name like any other', (name) => {
    expect(runOf(v01({ 'scenario.load.name': name }))).toMatchObject({
      harness: name.toLowerCase().replaceAll('_', '-'),
    });
  });
});

describe('v0.2', () => {
  test.each([
    [{ concurrency: 2048 }, reported(2048)],
    [{ tool: 'vllm', concurrency: 16, rate_qps: 8 }, open(8, 'at most 16 in flight')],
    [{ tool: 'inference-perf', concurrency: 2048, rate_qps: 8192 }, reported(2048)],
    [{ concurrency: Number.POSITIVE_INFINITY, rate_qps: 10 }, open(10)],
    [{ concurrency: null, rate_qps: 10 }, open(10)],
    [{ concurrency: 8, rate_qps: Number.POSITIVE_INFINITY }, reported(8)],
    [{ concurrency: undefined, rate_qps: Number.POSITIVE_INFINITY }, open(null)],
  ])('%j', (standardized, expected) => {
    expect(load02(standardized, NO_TIME_02)).toEqual({
      ...expected,
      stage: 'tool' in standardized && standardized.tool === 'vllm' ? null : 0,
    });
  });

  test('an unbounded concurrency is not looked for elsewhere', () => {
    const config = { load: { stages: [{ concurrency_level: 4 }] } };
    const more = { 'scenario.load.native.config': config, ...NO_TIME_02 };
    expect(load02({ concurrency: Number.POSITIVE_INFINITY }, more).concurrency).toBeNull();
    expect(load02({ concurrency: undefined }, more)).toMatchObject(reported(4));
  });

  test('the harness’s own arguments where the standardized load is silent', () => {
    const guidellm = { tool: 'guidellm', concurrency: null, stage: 1 };
    expect(load02(guidellm, { 'scenario.load.native.config': { profile: 'concurrent', rate: [4, 8] } })).toMatchObject(
      reported(8),
    );
    const aiperf = { tool: 'aiperf', concurrency: null };
    expect(load02(aiperf, { 'scenario.load.native.config': { loadgen: { concurrency: 3 } } })).toMatchObject(
      reported(3),
    );
  });
});

describe('Little’s law', () => {
  test('estimates what is not stated, and says so', () => {
    const document = v01({ 'scenario.load.args': { request_rate: 2.5 } });
    // 2.5 requests/s × 12.4 s.
    expect(runOf(document).load).toMatchObject({ concurrencySource: 'estimated', rate: 2.5 });
    expect(runOf(document).load.concurrency).toBeCloseTo(31, 9);
    expect(problemsIn(document)).toContainEqual(
      expect.objectContaining({ code: 'estimated-concurrency', severity: 'notice' }),
    );
    const v2 = runOf(v02({ 'scenario.load.standardized.concurrency': Number.POSITIVE_INFINITY }));
    expect(v2.load.concurrency).toBeCloseTo(31, 9);
  });

  test('takes TTFT + TPOT × (OSL − 1) where E2EL is not stated, and says so', () => {
    // 2.5 requests/s × (400 + 12 × 999) ms.
    const document = v01({ 'scenario.load.args': {}, 'metrics.latency.request_latency': undefined });
    expect(runOf(document).load.concurrencySource).toBe('estimated');
    expect(runOf(document).load.concurrency).toBeCloseTo(2.5 * 12.388, 9);
    expect(problemsIn(document)).toContainEqual(
      expect.objectContaining({ code: 'estimated-concurrency', message: expect.stringContaining('TTFT + TPOT') }),
    );
  });

  test('never overrules what is stated', () => {
    expect(runOf(v01()).load).toMatchObject(reported(32));
  });

  test.each([
    ['without E2EL and time per token', NO_TIME],
    [
      'with an estimate of E2EL that no server reaches',
      {
        'metrics.latency.request_latency': undefined,
        'metrics.latency.time_to_first_token.mean': 0.4,
        'metrics.latency.time_per_output_token.mean': 0.012,
      },
    ],
    ['without requests/s', { 'metrics.throughput.requests_per_sec': undefined }],
    ['with an E2EL below TTFT', { 'metrics.latency.request_latency': { units: 'ms', mean: 100 } }],
    [
      'with an E2EL that no server reaches',
      {
        'metrics.latency.request_latency': { units: 'ms', mean: 12.4 },
        'metrics.latency.time_to_first_token.mean': 0.4,
      },
    ],
  ])('says nothing %s', (_, changes) => {
    const document = v01({ 'scenario.load.args': {}, ...changes });
    expect(runOf(document).load).toMatchObject({ concurrency: null, concurrencySource: 'unknown' });
    expect(problemsIn(document)).toContainEqual(
      expect.objectContaining({ code: 'unknown-concurrency', severity: 'notice' }),
    );
  });
});
