import { describe, expect, test } from 'vitest';
import { metricsOf } from '../../src/run/metric.ts';
import type { Problem } from '../../src/run/problem.ts';
import { AGGREGATE, type Changes, codesIn, lineOf, problemsIn, runOf, v01, v02, yaml } from './texts.ts';

const warnings = (document: unknown): Problem[] =>
  problemsIn(document).filter(({ severity }) => severity === 'warning');

/** Latencies of one run: mean values and units. */
function latencies(ttft: number, itl: number, e2el: number, unit = 'ms') {
  return {
    'metrics.latency': {
      time_to_first_token: { units: unit, mean: ttft, p99: 2 * ttft },
      inter_token_latency: { units: `${unit}/token`, mean: itl },
      request_latency: { units: unit, mean: e2el, p50: e2el, p99: 2 * e2el },
    },
  };
}

describe('guidellm until August 2026: E2EL alone in seconds, labelled ms', () => {
  const guidellm = (means: Changes, args: unknown = { profile: 'constant', rate: [2.5] }) =>
    v01({ 'scenario.load': { name: 'guidellm', args, metadata: { stage: 0 } }, ...means });

  test('below TTFT: taken × 1000, with a warning at its unit', () => {
    const text = yaml(guidellm(latencies(400, 12, 12.388)));
    expect(runOf(text).measured).toMatchObject({
      ttft: { mean: 400 },
      itl: { mean: 12 },
      e2el: { mean: 12_388, p50: 12_388, p99: 24_776 },
    });
    expect(warnings(text)).toMatchObject([{ code: 'unit-corrected', line: lineOf(text, 'request_latency:') + 1 }]);
    expect(text.split('\n')[lineOf(text, 'request_latency:')]).toContain('units');
  });

  test('then Little’s law may use it', () => {
    expect(runOf(guidellm(latencies(400, 12, 12.388))).load.concurrency).toBeCloseTo(2.5 * 12.388, 9);
  });

  test('a fast first token hides it from the first test: TTFT + ITL × OSL tells', () => {
    const document = guidellm(latencies(5, 12, 11.993));
    expect(runOf(document).measured.e2el?.mean).toBeCloseTo(11_993, 6);
    expect(codesIn(document)).toEqual(['unit-corrected']);
  });

  test('in v0.2 too', () => {
    const document = v02({
      'scenario.load.standardized.tool': 'guidellm',
      [`${AGGREGATE}.latency.request_latency`]: { units: 'ms', mean: 12.388 },
    });
    expect(runOf(document).measured.e2el?.mean).toBeCloseTo(12_388, 6);
    expect(codesIn(document)).toEqual(['unit-corrected']);
  });

  test.each([
    ['labelled s', latencies(400, 12, 12_388)],
    [
      'of later reports',
      {
        'metrics.latency': {
          ...latencies(400, 12, 0)['metrics.latency'],
          request_latency: { units: 's', mean: 12.388 },
        },
      },
    ],
  ])('right ones are left alone: %s', (_, means) => {
    expect(runOf(guidellm(means)).measured.e2el?.mean).toBeCloseTo(12_388, 6);
    expect(codesIn(guidellm(means))).toEqual([]);
  });

  test('its TPOT includes the first token: ITL stands for it in tok/s/user', () => {
    const document = guidellm({
      'metrics.latency': {
        ...latencies(400, 12, 12_388)['metrics.latency'],
        ...{ time_per_output_token: { units: 'ms/token', mean: 20 } },
      },
    });
    expect(metricsOf(runOf(document), { userThroughput: 'tpot' })).toMatchObject({
      'throughput-per-user': 1000 / 12,
      tpot: 20,
    });
  });
});

describe('inference-perf before September 2025: all in seconds, labelled ms', () => {
  const inferencePerf = (means: Changes, stage: object) =>
    v01({
      'scenario.load': { name: 'inference-perf', args: { load: { stages: [stage] } }, metadata: { stage: 0 } },
      ...means,
    });
  const inSeconds = latencies(0.4, 0.012, 12.388);

  test('where the concurrency is known, Little’s law tells: all × 1000, with a warning', () => {
    const document = inferencePerf(inSeconds, { concurrency_level: 32, rate: null });
    const { ttft, itl, e2el } = runOf(document).measured;
    expect([ttft?.mean, ttft?.p99, itl?.mean, e2el?.mean]).toEqual([400, 800, 12, 12_388]);
    expect(codesIn(document)).toEqual(['unit-corrected']);
  });

  test('where it is not, the values stand, with a warning where no server is that fast', () => {
    const document = inferencePerf(inSeconds, { rate: 2.5 });
    expect(runOf(document).measured).toMatchObject({ ttft: { mean: 0.4 }, e2el: { mean: 12.388 } });
    expect(warnings(document)).toMatchObject([{ code: 'implausible-latency' }]);
    expect(runOf(document).load).toMatchObject({ concurrency: null, concurrencySource: 'unknown' });
  });

  test('right ones are left alone, also far from Little’s law', () => {
    for (const concurrency_level of [1, 31, 32, 40, 400]) {
      const document = inferencePerf(latencies(400, 12, 12_388), { concurrency_level });
      expect(runOf(document).measured.e2el?.mean).toBe(12_388);
      expect(codesIn(document)).not.toContain('unit-corrected');
    }
    const stated = inferencePerf(latencies(0.4, 0.012, 12.388, 's'), { concurrency_level: 32 });
    expect(runOf(stated).measured.e2el?.mean).toBe(12_388);
    expect(codesIn(stated)).toEqual([]);
  });
});

test('an E2EL below TTFT that no factor explains is left out, with a warning', () => {
  const document = v01(latencies(400, 12, 100));
  expect(runOf(document).measured).toMatchObject({ ttft: { mean: 400 }, e2el: null });
  expect(codesIn(document)).toEqual(['impossible-latency']);
});

describe('inferencemax: lengths of 0 follow from the throughputs', () => {
  const zero = {
    'metrics.requests.input_length.mean': 0,
    'metrics.requests.output_length.mean': 0,
    'scenario.load.name': 'inferencemax',
  };

  test('OSL = output ÷ requests/s, ISL = (total − output) ÷ requests/s', () => {
    expect(runOf(v01(zero)).measured).toMatchObject({ osl: 1000, isl: 10_000 });
    expect(problemsIn(v01(zero))).toContainEqual(
      expect.objectContaining({ code: 'derived-length', severity: 'notice', line: null }),
    );
  });

  test('unknown where they do not follow', () => {
    const document = v01({ ...zero, 'metrics.throughput.requests_per_sec': undefined });
    expect(runOf(document).measured).toMatchObject({ osl: null, isl: null });
    expect(problemsIn(document)).toContainEqual(
      expect.objectContaining({ code: 'unknown-length', severity: 'notice' }),
    );
  });

  test('pixels are no tokens', () => {
    expect(runOf(v01({ 'metrics.requests.input_length.units': 'pixels' })).measured.isl).toBe(10_000);
  });
});

describe('rates', () => {
  test('are as stated, never from a duration, which covers sending only', () => {
    const { measured } = runOf(v01({ 'metrics.time.duration': 3 }));
    expect(measured).toMatchObject({
      duration: 3,
      outputThroughput: 2500,
      totalThroughput: 27_500,
      requestThroughput: 2.5,
    });
  });

  test('output follows from total − input, else from requests/s × OSL, with a notice', () => {
    const silent = { 'metrics.throughput.output_tokens_per_sec': undefined };
    expect(runOf(v01({ ...silent, 'metrics.throughput.input_tokens_per_sec': 24_900 })).measured.outputThroughput).toBe(
      2600,
    );
    expect(runOf(v01(silent)).measured.outputThroughput).toBe(2500);
    expect(problemsIn(v01(silent))).toContainEqual(
      expect.objectContaining({ code: 'derived-throughput', severity: 'notice' }),
    );
    expect(
      runOf(v01({ ...silent, 'metrics.throughput.requests_per_sec': undefined })).measured.outputThroughput,
    ).toBeNull();
  });

  test('of January 2026 are under requests_rate', () => {
    const rates = {
      output_token_rate: { units: 'tokens/s', mean: 2400 },
      requests_rate: { units: 'queries/s', mean: 2.4 },
    };
    const document = v02({ [`${AGGREGATE}.throughput`]: rates });
    expect(runOf(document).measured).toMatchObject({
      requestThroughput: 2.4,
      outputThroughput: 2400,
      totalThroughput: null,
    });
    expect(codesIn(document)).toEqual([]);
  });
});

test('a total throughput that GuideLLM averaged wrongly is replaced in its reports too, and said', () => {
  // 2.5 requests/s of 9,999 and 1,000 tokens.
  const guidellm = (total: number) =>
    v01({ 'scenario.load.name': 'guidellm', 'metrics.throughput.total_tokens_per_sec': total });
  expect(runOf(guidellm(60_000)).measured.totalThroughput).toBe(2.5 * 10_999);
  expect(codesIn(guidellm(60_000))).toEqual(['inconsistent-throughput']);
  expect(runOf(guidellm(30_000)).measured.totalThroughput).toBe(30_000);
  expect(runOf(v01({ 'metrics.throughput.total_tokens_per_sec': 60_000 })).measured.totalThroughput).toBe(60_000);
});

describe('failure rate = failed ÷ attempted', () => {
  const counts = (document: unknown) => {
    const run = runOf(document);
    return [
      run.measured.completed,
      run.measured.failures,
      run.measured.attempts,
      metricsOf(run, { userThroughput: 'tpot' })['failure-rate'],
    ];
  };
  const requests = (total: number, failures?: number, incomplete?: number) => ({
    'metrics.requests.total': total,
    'metrics.requests.failures': failures,
    'metrics.requests.incomplete': incomplete,
  });
  const by = (name: string) => ({ 'scenario.load.name': name });

  test('vLLM v0.1: total is what completed, failures beside it', () => {
    expect(counts(v01(requests(90, 10)))).toEqual([90, 10, 100, 0.1]);
    expect(counts(v01({ ...requests(90), 'scenario.load.args.num_prompts': null }))).toEqual([90, null, null, null]);
    expect(counts(v01({ ...requests(90, 10), ...by('inferencemax') }))).toEqual([90, 10, 100, 0.1]);
  });

  test('vLLM v0.1: prompts beside the total tell what failed', () => {
    const prompts = (count: unknown) => ({ 'scenario.load.args.num_prompts': count });
    expect(counts(v01({ ...requests(60), ...prompts(1000) }))).toEqual([60, 940, 1000, 0.94]);
    expect(counts(v01({ ...requests(60), ...prompts('60') }))).toEqual([60, 0, 60, 0]);
    expect(counts(v01({ ...requests(60), ...prompts(50) }))).toEqual([60, null, null, null]);
    expect(counts(v01({ ...requests(0), ...prompts(50) }))).toEqual([0, 50, 50, 1]);
    const said = (count: number) => problemsIn(v01({ ...requests(60), ...prompts(count) })).map(({ code }) => code);
    expect(said(1000)).toContain('derived-failures');
    expect(said(60)).not.toContain('derived-failures');
  });

  test.each(['guidellm', 'inference-perf'])('%s: total is what was tried', (name) => {
    expect(counts(v01({ ...requests(100, 10), ...by(name) }))).toEqual([90, 10, 100, 0.1]);
    expect(counts(v01({ ...requests(100, 10, 5), ...by(name) }))).toEqual([85, 10, 100, 0.1]);
    expect(counts(v01({ ...requests(100), ...by(name) }))).toEqual([null, null, 100, null]);
  });

  test('v0.2: total is what was tried', () => {
    const v2 = (total: number, failures: number | null) =>
      counts(v02({ [`${AGGREGATE}.requests.total`]: total, [`${AGGREGATE}.requests.failures`]: failures }));
    expect(v2(100, 10)).toEqual([90, 10, 100, 0.1]);
    expect(v2(100, 0)).toEqual([100, 0, 100, 0]);
    expect(v2(100, null)).toEqual([null, null, 100, null]);
  });

  test('never passes 1: more failures than the total cannot be part of it', () => {
    expect(counts(v01({ ...requests(25, 75), ...by('guidellm') }))).toEqual([25, 75, 100, 0.75]);
  });

  test('of nothing tried is unknown', () => {
    expect(counts(v01({ ...requests(0, 0), ...by('guidellm') }))).toEqual([0, 0, 0, null]);
  });
});
