import { describe, expect, test } from 'vitest';
import { NO_EXPLAINING } from '../../src/run/run.ts';
import { AGGREGATE, type Changes, codesIn, engine, lineOf, problemsIn, read, runOf, v02, yaml } from './texts.ts';

const measured = (changes: Changes) => runOf(v02(changes)).measured;
const explaining = (observability: unknown, changes: Changes = {}) =>
  measured({ ...changes, 'results.observability': observability }).explaining;

describe('cache hit rate', () => {
  const scraped = (mean: unknown, units: unknown = 'percent') => ({
    vllm_prefix_cache_hit_rate: { aggregated: { mean, p50: mean, units }, components: [] },
  });

  test.each([
    [40, 'percent', 0.4],
    [0.4, 'fraction', 0.4],
    [0.4, 'ratio', 0.4],
    [0, 'percent', 0],
    [100, 'percent', 1],
    [140, 'percent', null],
    [40, 'fraction', null],
    [-1, 'percent', null],
    [Number.NaN, 'percent', null],
    ['40', 'percent', null],
    [0.4, null, null],
    [0.4, '', null],
  ])('%j %s over all pods is %j', (mean, units, expected) => {
    const rate = explaining(clean(scraped(mean, units))).cacheHitRate;
    if (expected === null) expect(rate).toBeNull();
    else expect(rate).toBeCloseTo(expected, 12);
  });

  test('of one pod it is its own, of several unknown', () => {
    const pod = { statistics: { mean: 30, units: 'percent' } };
    const of = (...components: unknown[]) => explaining({ vllm_prefix_cache_hit_rate: { components } }).cacheHitRate;
    expect(of(pod)).toBeCloseTo(0.3);
    expect(of(pod, pod)).toBeNull();
    expect(of()).toBeNull();
  });

  test('as the format has it', () => {
    const of = (...rates: number[]) =>
      explaining({
        components: rates.map((mean) => ({
          component_label: 'e',
          aggregate: { cache_hit_rate: { units: 'percent', mean } },
        })),
      }).cacheHitRate;
    expect(of(62.5)).toBeCloseTo(0.625);
    expect(of(62.5, 50)).toBeNull();
  });

  test('what one scrape saw of several stages is of none', () => {
    const stages = (count: number) => ({
      'scenario.load.native.config': { load: { stages: Array(count).fill({ rate: 2 }) } },
    });
    expect(explaining(scraped(40), stages(1)).cacheHitRate).toBeCloseTo(0.4);
    expect(explaining(scraped(40), stages(3)).cacheHitRate).toBeNull();
    expect(explaining(scraped(40), { 'scenario.load.standardized.stage': 1 }).cacheHitRate).toBeNull();
    const own = { ...scraped(40), time_series_interval: { scope: 'stage', statistics_scope: 'stage' } };
    expect(explaining(own, stages(3)).cacheHitRate).toBeCloseTo(0.4);
    const whole = { ...scraped(40), time_series_interval: { scope: 'stage', statistics_scope: 'run' } };
    expect(explaining(whole, stages(3)).cacheHitRate).toBeNull();
  });
});

describe('power', () => {
  const watts = (mean: unknown, more: object = {}, units = 'Watts') => ({
    component_label: 'engine',
    aggregate: { power_consumption: { units, mean } },
    ...more,
  });
  const of = (...components: unknown[]) => explaining({ components }).power;

  test('of all engines or of none: by component, or by each of its replicas', () => {
    expect(of(watts(2600))).toBe(2600);
    expect(of(watts(1400, { replica_id: 'a' }), watts(1200, { replica_id: 'b' }))).toBe(2600);
    expect(of(watts(1400, { replica_id: 'a' }))).toBeNull();
    expect(of(watts(1400), watts(1200))).toBeNull();
    expect(of({ component_label: 'epp', aggregate: {} }, watts(2600))).toBe(2600);
  });

  test('of prefill and decode it is the sum, with tokens per joule', () => {
    const both = { 'scenario.stack': ['prefill', 'decode'].map((role) => engine({ 'standardized.role': role })) };
    const components = [watts(2000), watts(3000)];
    expect(explaining({ components }, both)).toMatchObject({ power: 5000, tokensPerJoule: 0.5 });
    expect(explaining({ components: [watts(2000)] }, both).power).toBeNull();
  });

  test.each([[watts(0)], [watts('much')], [watts(2600, {}, 'percent')], [watts(2600, {}, '')]])('%j is none', (one) => {
    expect(of(one)).toBeNull();
  });
});

test.each([[null], ['text'], [[]], [{ components: 'x' }], [{ components: [null, 1] }], [{ anything: 1 }]])(
  'observations of another form, %j, cost nothing',
  (observability) => {
    expect(explaining(observability)).toEqual(NO_EXPLAINING);
  },
);

describe('sessions', () => {
  const sessions = (more: object = {}) => ({
    sessions: {
      total: 40,
      succeeded: 39,
      failed: 1,
      events_per_session: { units: 'count', mean: 5.5 },
      session_duration: { units: 's', mean: 31 },
      ...more,
    },
  });

  test('their number, turns and duration', () => {
    expect(runOf(v02({ 'results.session_performance': sessions() })).sessions).toEqual({
      count: 40,
      turns: 5.5,
      duration: 31,
    });
    const inMs = sessions({ session_duration: { units: 'ms', mean: 31_000 }, events_per_session: null });
    expect(runOf(v02({ 'results.session_performance': inMs })).sessions).toEqual({
      count: 40,
      turns: null,
      duration: 31,
    });
    expect(runOf(v02()).sessions).toBeNull();
    expect(runOf(v02({ 'results.session_performance': { sessions: 4 } })).sessions).toBeNull();
  });

  test('a report of them alone is no run', () => {
    const alone = v02({ 'results.session_performance': sessions(), 'results.request_performance': null });
    expect(read(alone).run).toBeNull();
    expect(problemsIn(alone)).toMatchObject([{ code: 'no-measurement', severity: 'notice' }]);
  });
});

describe('a report without units, as prism lets download', () => {
  const stripped = (of: readonly string[]) => {
    const report = v02();
    const { results } = report as { results: { request_performance: { aggregate: Record<string, unknown> } } };
    const { aggregate } = results.request_performance;
    for (const block of of) {
      for (const statistics of Object.values(aggregate[block] as object)) {
        delete (statistics as Record<string, unknown>).units;
        if (block === 'latency') (statistics as { mean: number }).mean *= 1000;
      }
    }
    return report;
  };

  test('is refused in one sentence', () => {
    const report = stripped(['latency', 'throughput']);
    const [problem, ...others] = problemsIn(report);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'error',
      code: 'unreadable-format',
      line: lineOf(yaml(report), 'aggregate:'),
    });
    expect(problem?.message).toMatch(/prism.*units/);
    expect(read(report).run).toBeNull();
  });

  test('where only some are missing, each is named', () => {
    expect(codesIn(stripped(['throughput']))).toEqual(Array(3).fill('missing-field'));
    expect(codesIn(v02({ [`${AGGREGATE}.latency.request_latency.units`]: undefined }))).toEqual(['missing-field']);
  });
});

/** YAML has no word for undefined. */
function clean(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, clean(one)]])),
  );
}
