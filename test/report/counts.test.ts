import { describe, expect, test } from 'vitest';
import { AGGREGATE, type Changes, codesIn, problemsIn, runOf, v01, v02 } from './texts.ts';

const countsOf = (document: unknown) => {
  const { completed, failures, attempts } = runOf(document).measured;
  return [completed, failures, attempts];
};

describe('AIPerf: failures are kinds of errors in older reports, requests in newer ones', () => {
  const in02 = (total: number, failures: number | null, config: unknown = null, version = '0.2') =>
    v02({
      version,
      'scenario.load.standardized.tool': 'aiperf',
      'scenario.load.native.config': config,
      [`${AGGREGATE}.requests.total`]: total,
      [`${AGGREGATE}.requests.failures`]: failures,
    });
  const asked = (count: number) => ({ loadgen: { concurrency: 32, request_count: count } });

  test.each([
    ['none failed', in02(96, 0), [96, 0, 96]],
    ['nothing is said', in02(96, null), [96, null, null]],
    ['fewer completed than were to be sent', in02(96, 1, asked(160)), [96, null, null]],
    ['all that were to be sent are told of', in02(160, 64, asked(160)), [96, 64, 160]],
    ['a version that counts kinds', in02(96, 3), [96, null, null]],
    ['a version that may count either', in02(96, 3, null, '0.2.1'), [null, null, null]],
    ['a version that may count either, all sent', in02(160, 64, asked(160), '0.2.1'), [96, 64, 160]],
  ])('v0.2: %s', (_, document, expected) => {
    expect(countsOf(document)).toEqual(expected);
    const isUnknown = expected[1] === null && document !== null;
    expect(codesIn(document)).toEqual(isUnknown && _ !== 'nothing is said' ? ['unknown-failures'] : []);
  });

  test('v0.1: what completed in the time that it took tells', () => {
    const in01 = (total: number, failures: number, seconds = 40) =>
      v01({
        'scenario.load': { name: 'aiperf', args: { loadgen: { concurrency: 32 } } },
        'metrics.time.duration': seconds,
        'metrics.requests.total': total,
        'metrics.requests.failures': failures,
      });
    // 2.5 requests/s for 40 s.
    expect(countsOf(in01(100, 3))).toEqual([100, null, null]);
    expect(countsOf(in01(130, 30))).toEqual([100, 30, 130]);
    expect(countsOf(in01(100, 0))).toEqual([100, 0, 100]);
  });
});

describe('input tokens over all requests, of which some failed', () => {
  // 2.5 requests/s of 10,000 and 1,000 tokens, as the fixture has it.
  const failed = (changes: Changes = {}) =>
    v02({
      'scenario.load.standardized.tool': 'vllm-benchmark',
      'scenario.load.standardized.input_seq_len': { distribution: 'other', value: 10_000 },
      [`${AGGREGATE}.requests`]: {
        total: 400,
        failures: 80,
        input_length: { units: 'count', mean: 8000 },
        output_length: { units: 'count', mean: 1000 },
      },
      ...changes,
    });

  test('are taken over those that completed, and it is said', () => {
    expect(runOf(failed()).measured).toMatchObject({ isl: 10_000, osl: 1000, completed: 320, failures: 80 });
    expect(problemsIn(failed()).filter(({ severity }) => severity === 'warning')).toMatchObject([
      { code: 'length-corrected', line: expect.any(Number) },
    ]);
    const byInput = {
      [`${AGGREGATE}.throughput.total_token_rate`]: null,
      [`${AGGREGATE}.throughput.input_token_rate`]: { units: 'tokens/s', mean: 25_000 },
    };
    expect(runOf(failed(byInput)).measured.isl).toBe(10_000);
  });

  test.each([
    ['the mean is that of the completed', { [`${AGGREGATE}.requests.input_length.mean`]: 10_000 }, 10_000],
    ['neither is', { [`${AGGREGATE}.requests.input_length.mean`]: 7000 }, 7000],
    ['no rate tells', { [`${AGGREGATE}.throughput.total_token_rate`]: null }, 8000],
    ['none failed', { [`${AGGREGATE}.requests.total`]: 320, [`${AGGREGATE}.requests.failures`]: 0 }, 8000],
  ])('stand where %s', (_, changes, isl) => {
    expect(runOf(failed(changes)).measured.isl).toBe(isl);
    expect(codesIn(failed(changes))).not.toContain('length-corrected');
  });
});
