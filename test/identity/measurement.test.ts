import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Measurements, measurementsOf } from '../../src/identity/measurement.ts';
import { problemsOf, type Reading, ReportReader } from '../../src/report/read.ts';
import { mayHoldReport, namedAsReport } from '../../src/report/recognise.ts';
import { bytesOf, host, v01, v02, yaml } from '../report/texts.ts';

/** Files by name, read and counted once each. */
function count(files: Readonly<Record<string, unknown>>) {
  const reader = new ReportReader();
  const readings = Object.entries(files).flatMap(([path, content]) =>
    reader.read({ path, bytes: bytesOf(typeof content === 'string' ? content : yaml(content)), limit: null }),
  );
  return summary(measurementsOf(readings));
}

function summary({ measured, told, problems }: Measurements) {
  const counted = measured.flatMap(({ readings: [best] }) => best?.path ?? []);
  const said = [...problemsOf(told), ...problems].filter(({ severity }) => severity !== 'notice');
  return { counted, said };
}

const onHost = v01({ 'scenario.host': host({ replica: 2 }) });
const another = v02({ 'run.uid': 'other', 'scenario.load.standardized.concurrency': 64 });

describe('v0.1 and v0.2 of one run, side by side', () => {
  test.each([
    ['benchmark_report,_x.json.yaml', 'benchmark_report_v0.2,_x.json.yaml'],
    ['benchmark_report_x.json.yaml', 'benchmark_report_v0.2_x.json.yaml'],
    ['benchmark_report.yaml', 'benchmark_report_v0.2.yaml'],
    ['benchmark_report,_x.yml', 'benchmark_report_v0.2,_x.yaml'],
    ['a/b/benchmark_report,_x.yaml', 'a/b/benchmark_report_v0.2.1,_x.json'],
  ])('%s and %s: once, the newer, without a word', (older, newer) => {
    expect(count({ [older]: onHost, [newer]: v02() })).toEqual({ counted: [newer], said: [] });
    expect(count({ [newer]: v02(), [older]: onHost })).toEqual({ counted: [newer], said: [] });
  });

  test('of three the newest', () => {
    const files = {
      'benchmark_report,_x.yaml': onHost,
      'benchmark_report_v0.2,_x.yaml': v02(),
      'benchmark_report_v0.2.1,_x.yaml': v02({ version: '0.2.1' }),
    };
    expect(count(files).counted).toEqual(['benchmark_report_v0.2.1,_x.yaml']);
  });

  test.each([
    ['cut off', 'version: "0.2"\nresults: ['],
    ['of a wrong type', v02({ 'run.uid': 3 })],
    ['of an unknown version', v02({ version: '0.4' })],
  ])('where the newer is %s, the older counts, and the newer is told', (_, broken) => {
    const { counted, said } = count({ 'benchmark_report,_x.yaml': onHost, 'benchmark_report_v0.2,_x.yaml': broken });
    expect(counted).toEqual(['benchmark_report,_x.yaml']);
    expect(said).toMatchObject([{ severity: 'error', file: 'benchmark_report_v0.2,_x.yaml' }]);
  });

  test('what is wrong with an older one of a run that is read costs nothing', () => {
    const files = {
      'benchmark_report,_x.yaml': v01({ 'metrics.requests.total': -1 }),
      'benchmark_report_v0.2,_x.yaml': v02(),
    };
    expect(count(files)).toEqual({ counted: ['benchmark_report_v0.2,_x.yaml'], said: [] });
  });

  test('other names and other folders are other runs', () => {
    const files = {
      'a/benchmark_report,_x.yaml': onHost,
      'a/benchmark_report_v0.2,_y.yaml': v02(),
      'b/benchmark_report_v0.2,_x.yaml': another,
    };
    expect(count(files).counted).toHaveLength(3);
  });

  test('stages of one harness are runs of their own', () => {
    const stage = (index: number) => `benchmark_report_v0.2,_stage_${index}_lifecycle_metrics.json.yaml`;
    const files = [0, 1, 2].map((i) => [stage(i), v02({ 'run.uid': `${i}`, 'scenario.load.standardized.stage': i })]);
    expect(count(Object.fromEntries(files)).counted).toHaveLength(3);
  });
});

describe('what inference-perf writes itself, figures alone,', () => {
  const partial = v02({ version: '0.2.1', scenario: undefined });
  const inferencePerf = { 'scenario.load.name': 'inference-perf' };

  test.each([
    ['on a known stack', v02()],
    ['run-only', v02({ 'scenario.stack': undefined })],
  ])('is one run with the report that converters made of it, which stands: %s', (_, whole) => {
    const name = 'r/benchmark_report_v0.2,_stage_0_lifecycle_metrics.json.yaml';
    expect(count({ [name]: whole, 'r/inference-perf.partial.stage_0.yaml': partial })).toEqual({
      counted: [name],
      said: [],
    });
    const elsewhere = count({ 'p/inference-perf.partial.stage_0.yaml': partial, [name]: whole });
    expect(elsewhere).toEqual({ counted: [name], said: [] });
  });

  test('is one run with it by its name too', () => {
    const files = {
      'r/benchmark_report,_stage_0_lifecycle_metrics.json.yaml': v01(inferencePerf),
      'r/inference-perf.partial.stage_0.yaml': v02({ 'run.uid': 'x', scenario: undefined }),
      'r/inference-perf.partial.stage_1.yaml': v02({
        'run.uid': 'y',
        scenario: undefined,
        'run.time.duration': 'PT9S',
      }),
    };
    const { counted } = count(files);
    expect(counted).toEqual([
      'r/benchmark_report,_stage_0_lifecycle_metrics.json.yaml',
      'r/inference-perf.partial.stage_1.yaml',
    ]);
  });
});

describe('copies', () => {
  test('of a file count once, with a warning', () => {
    const { counted, said } = count({ 'a/benchmark_report.yaml': onHost, 'b/benchmark_report.yaml': onHost });
    expect(counted).toEqual(['a/benchmark_report.yaml']);
    expect(said).toMatchObject([{ severity: 'warning', code: 'duplicate-run', file: 'b/benchmark_report.yaml' }]);
  });

  test('of a run under one uid with the same figures count once', () => {
    const { counted } = count({ 'a/x.yaml': v02(), 'a/partial.yaml': v02({ 'run.description': 'later' }) });
    expect(counted).toHaveLength(1);
  });

  test('one uid with other figures is another run', () => {
    const { counted, said } = count({
      'a/x.yaml': v02(),
      'b/x.yaml': v02({ 'results.request_performance.aggregate.throughput.output_token_rate.mean': 2501 }),
    });
    expect(counted).toHaveLength(2);
    expect(said).toEqual([]);
  });

  test('repeats with the same figures but for one are repeats', () => {
    const other = v01({ 'metrics.latency.time_to_first_token.mean': 400.001 });
    expect(count({ 'a/x.yaml': onHost, 'b/x.yaml': other }).counted).toHaveLength(2);
  });
});

test('the order of files does not change which runs count', () => {
  const reader = new ReportReader();
  const files: readonly [string, unknown][] = [
    ['a/benchmark_report,_x.yaml', onHost],
    ['a/benchmark_report_v0.2,_x.yaml', v02()],
    ['b/benchmark_report,_x.yaml', v01({ 'metrics.requests.total': 'x' })],
    ['b/benchmark_report_v0.2,_x.yaml', another],
    ['c/benchmark_report,_x.yaml', v01({ 'metrics.latency.time_to_first_token.mean': 401 })],
    ['c/benchmark_report_v0.2,_x.yaml', v02({ version: 'x' })],
  ];
  const readings = files.flatMap(([path, content]) =>
    reader.read({ path, bytes: bytesOf(yaml(content)), limit: null }),
  );
  const expected = new Set(summary(measurementsOf(readings)).counted);
  expect(expected.size).toBe(3);
  fc.assert(
    fc.property(fc.shuffledSubarray(readings, { minLength: readings.length }), (shuffled: readonly Reading[]) => {
      expect(new Set(summary(measurementsOf(shuffled)).counted)).toEqual(expected);
    }),
  );
});

describe('names', () => {
  test.each([
    'benchmark_report,_x.json.yaml',
    'benchmark_report_v0.2,_x.yaml',
    'benchmark_report.yml',
    'benchmark_report_7.json',
    'BENCHMARK_REPORT.YAML',
    'benchmark_report',
  ])('%s is named as a report', (name) => {
    expect(namedAsReport(name) && mayHoldReport(name)).toBe(true);
  });

  test.each(['result.yaml', 'x.yml', 'x.JSON', 'x.txt', 'x.csv', 'report', 'my_benchmark_report'])(
    '%s is opened for its text',
    (name) => {
      expect([namedAsReport(name), mayHoldReport(name)]).toEqual([false, true]);
    },
  );

  test.each(['benchmark_report.png', 'x.log', 'benchmark_report.yaml.bak'])('%s is not opened', (name) => {
    expect([namedAsReport(name), mayHoldReport(name)]).toEqual([false, false]);
  });
});
