import { expect, test } from 'vitest';
import { followingOf } from '../../src/report/harnesses.ts';
import { aLatency, aMeasurement } from '../builders.ts';

/** The achieved rate of a harness's figures: 600 requests in 60 s unless told. */
function achieved(harness: string | null, figures: Parameters<typeof aMeasurement>[0] = {}) {
  const known = { duration: 60, completed: 600, requestThroughput: 10, e2el: aLatency(10_000) };
  return followingOf(harness, aMeasurement({ ...known, ...figures })).achievedRate;
}

test('no request arrives while the last answers are waited for', () => {
  expect(achieved('vllm-benchmark')).toBe(12);
  expect(achieved(null)).toBe(12);
  expect(achieved('vllm-benchmark', { completed: null })).toBe(12);
});

test('a duration of sending alone has no such wait: the stated rate stands', () => {
  expect(achieved('inference-perf')).toBe(10);
});

test('a run shorter than two latencies tells nothing', () => {
  expect(achieved('vllm-benchmark', { e2el: aLatency(30_000) })).toBe(20);
  expect(achieved('vllm-benchmark', { e2el: aLatency(30_001) })).toBeNull();
  expect(achieved('inference-perf', { e2el: aLatency(30_001) })).toBe(10);
});

test('E2EL that is not stated is TTFT + TPOT × (OSL − 1); without it the stated rate stands', () => {
  const parts = { e2el: null, ttft: aLatency(1000), tpot: aLatency(90), osl: 101 };
  expect(achieved('vllm-benchmark', parts)).toBe(12);
  expect(achieved('vllm-benchmark', { ...parts, osl: null })).toBe(10);
  expect(achieved('vllm-benchmark', { duration: null })).toBe(10);
});
