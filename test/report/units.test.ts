import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Latency } from '../../src/run/run.ts';
import { times } from '../thorough.ts';
import { AGGREGATE, runOf, v01, v02 } from './texts.ts';

const NAMES = ['time_to_first_token', 'time_per_output_token', 'inter_token_latency', 'request_latency'] as const;
const PERCENTILES = ['p50', 'p90', 'p95', 'p99'] as const;

/** Latencies that no trap doubts, in ms: E2EL is TTFT and a thousand tokens. */
const latencies = fc
  .record({ ttft: fc.double({ min: 1, max: 60_000, noNaN: true }), tpot: fc.double({ min: 1, max: 500, noNaN: true }) })
  .map(({ ttft, tpot }) => [ttft, tpot, tpot * 1.1, ttft + 999 * tpot]);

/** Statistics of one latency as a report writes them, in seconds or milliseconds. */
function statistics(name: string, mean: number, inSeconds: boolean) {
  const factor = inSeconds ? 1000 : 1;
  const token = /token$|^inter/.test(name) && name !== 'time_to_first_token' ? '/token' : '';
  const values = PERCENTILES.map((p, index) => [p, (mean * (0.9 + index / 10)) / factor]);
  return { units: `${inSeconds ? 's' : 'ms'}${token}`, mean: mean / factor, ...Object.fromEntries(values) };
}

describe('seconds and milliseconds give the same run, whatever the mixture', () => {
  test.each([
    ['v0.1', v01, 'metrics'],
    ['v0.2', v02, AGGREGATE],
  ] as const)('%s', (_, report, root) => {
    const units = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(latencies, units, (means, inSeconds) => {
        const written = NAMES.map((name, i) => [
          `${root}.latency.${name}`,
          statistics(name, means[i] ?? 0, inSeconds[i] ?? false),
        ]);
        const { ttft, tpot, itl, e2el } = runOf(report(Object.fromEntries(written))).measured;
        for (const [i, latency] of [ttft, tpot, itl, e2el].entries()) close(latency, means[i] ?? 0);
      }),
      { numRuns: times(70, 200) },
    );
  });

  function close(latency: Latency | null, mean: number) {
    expect(latency?.mean).toBeCloseTo(mean, 6);
    for (const [index, p] of PERCENTILES.entries()) expect(latency?.[p]).toBeCloseTo(mean * (0.9 + index / 10), 6);
  }
});

describe('statistics', () => {
  const e2el = (changes: Record<string, unknown>) =>
    runOf(v01({ 'metrics.latency.request_latency': { units: 's', mean: 12.4, ...changes } })).measured.e2el;

  test('names of older files are those of today', () => {
    const old = { median: 12.3, p001: 8, p01: 9, p05: 10, p999: 20 };
    expect(e2el(old)).toEqual({ mean: 12_400, p50: 12_300, p90: null, p95: null, p99: null });
    expect(e2el({ median: 1, p50: 12.3 })).toMatchObject({ p50: 12_300 });
  });

  test('what is absent is null, and what is 0 stays 0 but for a mean', () => {
    expect(e2el({})).toEqual({ mean: 12_400, p50: null, p90: null, p95: null, p99: null });
    expect(e2el({ p50: 0 })).toMatchObject({ p50: 0 });
    expect(runOf(v01({ 'metrics.latency.inter_token_latency.mean': 0 })).measured.itl).toBeNull();
  });
});
