import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonOf, runIn } from '../world.ts';

/*
 * A report.json as baseline gives the same answer as the reports that it was made of.
 */

const CASES = join(import.meta.dirname, '../cases');

/** A workspace with the report of a case's reports, made by the program. */
async function reported(name: string, options: object = {}): Promise<{ folder: string; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-own-'));
  const ran = await runIn(join(CASES, name), { reports: ['reports'], plots: 'none', ...options });
  const file = join(folder, 'earlier', 'report.json');
  mkdirSync(join(folder, 'earlier'));
  writeFileSync(file, JSON.stringify(jsonOf(ran)));
  return { folder, file };
}

const sweeps = [
  ['small-sweep', {}],
  ['repeats-and-variants', {}],
  ['run-only-stated', { gpus: 4, accelerator: 'H100', label: '1P-TP2/1D-TP2' }],
  ['run-only-unknown', {}],
  ['open-loop', {}],
  ['open-loop', { 'user-throughput': 'tpot' }],
  ['rate-under-a-limit', {}],
  ['v02-and-twin', {}],
] as const;

describe.each(sweeps)('%s %j', (name, options) => {
  test.each(['small-sweep', name])('as baseline of %s', async (candidate) => {
    const cwd = join(CASES, candidate);
    const { file } = await reported(name, options);
    const against = async (baseline: string) => {
      const ran = await runIn(cwd, {
        ...options,
        reports: ['reports'],
        plots: 'none',
        thresholds: ['ttft=+15%'],
        baseline: [baseline],
      });
      return jsonOf(ran) as { comparison: object; verdict: string };
    };
    const [fromReports, fromJson] = [await against(join(CASES, name, 'reports')), await against(file)];
    expect(fromJson.verdict).toBe(fromReports.verdict);
    expect(fromJson.comparison).toEqual(fromReports.comparison);
  });
});

test('a folder with an earlier report is a baseline, and reports beside it come first', async () => {
  const { folder } = await reported('small-sweep');
  const ran = await runIn(join(CASES, 'small-sweep'), { reports: ['reports'], plots: 'none', baseline: [folder] });
  expect(ran.outcome.report.compared?.baseline).toEqual({
    source: 'path',
    commit: null,
    run: null,
    gap: null,
    runs: 1,
  });
  expect(ran.outcome.verdict).toBe('pass');
});

test('the commit that an earlier report states is that of its run', async () => {
  const { folder, file } = await reported('small-sweep');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  report.sweep.commit = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
  writeFileSync(file, JSON.stringify(report));
  const ran = await runIn(join(CASES, 'small-sweep'), { reports: ['reports'], plots: 'none', baseline: [folder] });
  expect(ran.outcome.report.compared?.baseline?.commit).toBe(report.sweep.commit);
  expect(ran.outcome.report.compared?.earlier).toMatchObject([{ name: folder, commit: report.sweep.commit }]);
});

test('a baseline that is not there is a problem, and fails nothing unless asked', async () => {
  const options = { reports: ['reports'], plots: 'none', baseline: ['nowhere'] };
  const lenient = await runIn(join(CASES, 'small-sweep'), options);
  expect(lenient.outcome).toMatchObject({ verdict: 'none', failures: [] });
  expect(lenient.outcome.report.problems.map(({ code }) => code)).toContain('missing-baseline');
  expect((jsonOf(lenient) as { comparison: { baseline: null } }).comparison.baseline).toBeNull();
  const strict = await runIn(join(CASES, 'small-sweep'), { ...options, 'fail-on': 'missing-baseline' });
  expect(strict.outcome.failures).toEqual(['missing-baseline: the baseline was not found']);
});

test.each([
  ['{"format": "pareto-report/2", "scenarios": []}', 'format pareto-report/2: expected pareto-report/1'],
  ['{"format": "pareto-report/1", "scenarios": [', 'not valid YAML'],
  ['{"format": "pareto-report/1", "userThroughput": "concurrency", "scenarios": 5}', 'scenarios'],
])('%s is refused with its reason', async (text, field) => {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-own-'));
  writeFileSync(join(folder, 'report.json'), text);
  const options = { reports: ['reports'], plots: 'none', baseline: [join(folder, 'report.json')] };
  const { outcome } = await runIn(join(CASES, 'small-sweep'), options);
  const errors = outcome.report.problems.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message, line }) => [message.includes(field), line])).toContainEqual([true, 1]);
  expect(outcome.verdict).toBe('none');
  expect(outcome.failures).toEqual(['baseline-error: the baseline could not be fetched or read']);
});

test('a baseline that is there and cannot be searched could not be had', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-own-'));
  const link = join(folder, 'baseline');
  symlinkSync('gone', link);
  const options = { reports: ['reports'], plots: 'none', baseline: [link] };
  const { outcome } = await runIn(join(CASES, 'small-sweep'), options);
  const lost = outcome.report.problems.filter(({ code }) => code === 'baseline-error');
  expect(lost.map(({ message }) => message)).toEqual([
    `baseline ${link}: cannot be read: a broken link; nothing is compared`,
  ]);
  expect(outcome.failures).toEqual(['baseline-error: the baseline could not be fetched or read']);
});

test('a baseline in the output folder is compared with, and warned of as replaced', async () => {
  const { folder, file } = await reported('small-sweep');
  const options = { reports: ['reports'], plots: 'none', baseline: [file] };
  const codes = async (output: string) => {
    const { outcome } = await runIn(join(CASES, 'small-sweep'), { ...options, output });
    return outcome.report.problems.map(({ code }) => code);
  };
  expect(await codes(join(folder, 'earlier'))).toContain('replaced-baseline');
  expect(await codes(join(folder, 'later'))).not.toContain('replaced-baseline');
});

test('a report.json of the very same runs is told to be the same', async () => {
  const { file } = await reported('small-sweep');
  const ran = await runIn(join(CASES, 'small-sweep'), { reports: ['reports'], plots: 'none', baseline: [file] });
  expect(ran.outcome.report.problems.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^(\d+) of \1 runs have the same figures on both sides/),
  );
});

test('what the options state fills a report.json too', async () => {
  const { file } = await reported('run-only-unknown');
  const options = { reports: ['reports'], plots: 'none', baseline: [file] };
  const stated = { gpus: 4, accelerator: 'H100', label: '1P-TP2/1D-TP2' };
  const { outcome } = await runIn(join(CASES, 'run-only-unknown'), { ...options, ...stated });
  expect(outcome.report.compared?.comparison.rows.map(({ configuration }) => configuration)).toContain('1P-TP2/1D-TP2');
  expect(outcome.report.compared?.comparison.rows.every(({ verdict }) => verdict === 'pass')).toBe(true);
});

test('a refused report of the baseline is a rejected report', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-own-'));
  writeFileSync(join(folder, 'benchmark_report.yaml'), 'version: "0.1"\nmetrics: [\n');
  const options = { reports: ['reports'], plots: 'none', baseline: [folder], 'fail-on': 'rejected-report' };
  const { outcome } = await runIn(join(CASES, 'small-sweep'), options);
  expect(outcome.failures).toEqual(['rejected-report: a report was rejected']);
});

test('a baseline that several paths lead to counts once', async () => {
  const { file, folder } = await reported('small-sweep');
  const reports = join(CASES, 'small-sweep', 'reports');
  for (const baseline of [
    [reports, reports],
    [file, file],
    [reports, file],
    [`${reports}/**`, folder],
  ]) {
    const { outcome } = await runIn(join(CASES, 'small-sweep'), { reports: ['reports'], plots: 'none', baseline });
    const fronts = outcome.report.compared?.fronts ?? [];
    const samples = fronts.flatMap(({ scenario }) =>
      scenario.configurations.flatMap(({ points }) => points.map((point) => point.samples.length)),
    );
    expect(new Set(samples), baseline.join()).toEqual(new Set([1]));
  }
});

describe('one of several earlier runs that is lost costs itself', () => {
  const lost = async (baseline: readonly string[]) => {
    const options = { reports: ['reports'], plots: 'none', baseline: [...baseline] };
    const { outcome } = await runIn(join(CASES, 'small-sweep'), {
      ...options,
      'fail-on': 'missing-baseline, baseline-error',
    });
    expect(outcome).toMatchObject({ verdict: 'pass', failures: [] });
    expect(outcome.report.compared?.baseline?.runs).toBe(1);
    return outcome.report.problems.filter(({ code }) => code === 'lost-earlier-run').map(({ message }) => message);
  };

  test('since it is not there', async () => {
    const { file } = await reported('small-sweep');
    expect(await lost([file, 'nowhere'])).toEqual(['baseline nowhere: no such file or folder']);
  });

  test('since it is cut off', async () => {
    const { file, folder } = await reported('small-sweep');
    const cut = join(folder, 'cut.json');
    writeFileSync(cut, readFileSync(file).subarray(0, 2000));
    expect(await lost([cut, file])).toEqual([expect.stringMatching(/^baseline .*cut\.json: not valid /)]);
  });

  test('since it is of before the sweep was kept, and of another tok/s/user', async () => {
    const { file, folder } = await reported('small-sweep', { 'user-throughput': 'tpot' });
    const { sweep: _, ...older } = JSON.parse(readFileSync(file, 'utf8'));
    const other = join(folder, 'older.json');
    writeFileSync(other, JSON.stringify(older));
    expect(await lost([other, file])).toEqual([
      `baseline ${other}: its tok/s/user is defined by tpot, and without its sweep it cannot be converted to concurrency: make that report again`,
    ]);
  });
});

test('a run of another tok/s/user is measured anew by its sweep', async () => {
  const { file } = await reported('small-sweep', { 'user-throughput': 'tpot' });
  const options = { reports: ['reports'], plots: 'none', baseline: [file], thresholds: 'throughput-per-user=-1%' };
  const { outcome } = await runIn(join(CASES, 'small-sweep'), options);
  expect(outcome.verdict).toBe('pass');
  expect(outcome.report.compared?.comparison.rows.map(({ change }) => change)).toEqual(
    outcome.report.compared?.comparison.rows.map(() => 0),
  );
});
