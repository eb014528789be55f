import { describe, expect, test } from 'vitest';
import type { Load } from '../../../src/run/load.ts';
import { AGGREGATE, readAll, runOf, v01, v02 } from '../texts.ts';
import { benchmark, guidellm, inferencePerf } from './fixtures.ts';

/*
 * Loads that are neither requests in flight nor a rate of requests: sessions, a recorded trace, all at once under a cap.
 */

function raw(document: unknown): Load {
  const [reading] = readAll(JSON.stringify(document), { path: 'r/stage_0_lifecycle_metrics.json' });
  if (!reading?.run) throw new Error('expected a run');
  return reading.run.load;
}

describe("GuideLLM's strategies", () => {
  test.each([
    ['throughput', { type_: 'throughput', max_concurrency: 10_240 }, null, null],
    ['throughput with a cap', { type_: 'throughput', max_concurrency: 64 }, null, 'at most 64 in flight'],
    ['a rate under the cap of all', { type_: 'poisson', rate: 5, max_concurrency: 512 }, 5, 'Poisson arrivals'],
    ['a rate under a cap', { type_: 'constant', rate: 5, max_concurrency: 4 }, 5, 'at most 4 in flight'],
    ['a trace', { type_: 'trace', time_scale: 1, max_concurrency: 512 }, null, null],
  ])('%s: no concurrency is asked for', (_, strategy, rate, condition) => {
    const load = raw(guidellm(2, [benchmark(strategy)]));
    expect(load).toMatchObject({ concurrencySource: 'estimated', rate, condition });
    expect(load.concurrency).toBe(condition === 'at most 4 in flight' ? 4 : 8);
  });
});

describe('arguments in reports v0.1', () => {
  const NO_E2EL = {
    'metrics.latency.request_latency': undefined,
    'metrics.latency.time_per_output_token': undefined,
    'metrics.latency.inter_token_latency': undefined,
  };
  const converted = (name: string, args: unknown, stage = 1) =>
    runOf(v01({ 'scenario.load': { name, args, metadata: { stage } }, ...NO_E2EL })).load;
  const concurrent = { kind: 'concurrent', streams: [300] };

  test.each([
    ['a cap that nobody asked for', { kind: 'throughput', max_concurrency: 10_240 }, {}],
    ['a cap', { kind: 'throughput', max_concurrency: 64 }, { condition: 'at most 64 in flight' }],
    [
      'a rate under a cap',
      { kind: 'poisson', rate: [2, 4.5], max_concurrency: 64 },
      { rate: 4.5, condition: 'Poisson arrivals, at most 64 in flight' },
    ],
    ['the second step of a sweep', { kind: 'sweep', max_concurrency: 512 }, {}],
    ['a trace', { kind: 'replay', time_scale: 2 }, {}],
  ])('GuideLLM: %s', (_, profile, expected) => {
    expect(converted('guidellm', { spec: { profile } })).toMatchObject({
      ...{ concurrency: null, concurrencySource: 'unknown', rate: null, condition: null },
      ...expected,
    });
  });

  test.each([
    ['its own streams', [{ 'profile.streams': 300 }, { 'profile.streams': 40 }], { concurrency: 40 }],
    ['its own kind', [null, { 'profile.kind': 'constant', 'profile.rate': [7] }], { concurrency: null, rate: 7 }],
    ['an entry without changes', [{ 'profile.streams': 2 }, null, null], { concurrency: 300 }],
    ['one entry for all', [{}], { concurrency: 300 }],
    ['streams that are several', [null, { 'profile.streams': [8, 16] }], { concurrency: 8 }],
  ])("GuideLLM: a stage's %s", (_, benchmarks, expected) => {
    expect(converted('guidellm', { spec: { profile: concurrent }, benchmarks })).toMatchObject(expected);
  });

  test('GuideLLM: a stage that is not among the benchmarks listed is unknown', () => {
    const args = { spec: { profile: concurrent }, benchmarks: [null, { 'profile.streams': 2 }] };
    expect(converted('guidellm', args, 2)).toMatchObject({ concurrency: null, concurrencySource: 'unknown', stage: 2 });
  });

  test('inference-perf: sessions', () => {
    const stages = [{ concurrent_sessions: 0 }, { concurrent_sessions: 8, session_rate: 0.5 }];
    const args = { load: { type: 'trace_session_replay', stages } };
    expect(converted('inference-perf', args).condition).toBe('8 sessions at once, 0.5 started a second');
    expect(converted('inference-perf', args, 0)).toMatchObject({
      concurrency: null,
      condition: 'all sessions at once',
    });
  });
});

describe('reports v0.2', () => {
  const noE2el = { [`${AGGREGATE}.latency`]: undefined };
  const converted = (tool: string, standardized: Readonly<Record<string, unknown>>, config: unknown = undefined) => {
    const stated = Object.entries({ tool, ...standardized }).map(([key, value]) => [
      `scenario.load.standardized.${key}`,
      value,
    ]);
    return runOf(v02({ ...Object.fromEntries(stated), 'scenario.load.native.config': config, ...noE2el })).load;
  };
  const none = { concurrency: null, concurrencySource: 'unknown', rate: null };

  test("the cap of GuideLLM's throughput strategy, known by the arguments or by its number, is no concurrency", () => {
    const throughput = { spec: { profile: { kind: 'throughput', max_concurrency: null } } };
    expect(converted('guidellm', { concurrency: 512 }, throughput)).toMatchObject({ ...none, condition: null });
    expect(converted('guidellm', { concurrency: 10_240 })).toMatchObject({ ...none, condition: null });
    expect(converted('guidellm', { concurrency: 512 })).toMatchObject({ concurrency: 512 });
    expect(converted('vllm', { concurrency: 10_240 })).toMatchObject({ concurrency: 10_240 });
  });

  test("inference-perf's sessions are no requests, whatever the converter takes them for", () => {
    const config = { load: { type: 'trace_session_replay', stages: [{ concurrent_sessions: 8 }] } };
    expect(converted('inference-perf', { concurrency: 8, stage: 0 }, config)).toMatchObject({
      ...none,
      condition: '8 sessions at once',
    });
  });
});

describe('stages of inference-perf', () => {
  test.each([
    [{ concurrency: 8, requested_rate: 0 }, '8 sessions at once'],
    [{ concurrency: 8, requested_rate: 0.25 }, '8 sessions at once, 0.25 started a second'],
    [{ concurrency: 0, requested_rate: 3 }, 'all sessions at once, 3 started a second'],
  ])('of sessions have neither a rate nor a concurrency of requests: %j', (load, condition) => {
    const estimated = { rate: null, concurrency: 20, concurrencySource: 'estimated' };
    expect(raw(inferencePerf(load))).toMatchObject({ ...estimated, condition });
  });

  test.each([
    [
      { concurrency: 100, requested_rate: 100 },
      { concurrency: 100, concurrencySource: 'reported' },
    ],
    [
      { concurrency: 16, requested_rate: 100, count: 40 },
      { concurrency: 16, concurrencySource: 'reported' },
    ],
    [{ requested_rate: 10 }, { rate: 10 }],
  ])('of requests are what they say: %j', (load, expected) => {
    expect(raw(inferencePerf(load))).toMatchObject({ ...expected, condition: null });
  });
});
