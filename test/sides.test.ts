import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RawOptions } from '../src/options.ts';
import { python, sglang } from './report/raw/fixtures.ts';
import { host, v01, yaml } from './report/texts.ts';
import { jsonOf, runIn } from './world.ts';

/*
 * Two sides of one run of the program: which files are whose, what is said of whom, and what is the same on both.
 */

const REPORT = 'benchmark_report.yaml';
const SPLIT = 'metrics.throughput.output_tokens_per_sec';

/** A report at a concurrency, of so many tok/s. */
const report = (concurrency: number, rate: number, changes: Readonly<Record<string, unknown>> = {}) =>
  yaml(v01({ 'scenario.load.args.max_concurrency': concurrency, [SPLIT]: rate, ...changes }));

/** A new folder with these files. */
function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'pareto-report-sides-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

interface Json {
  readonly runs: number;
  readonly verdict: string;
  readonly scenarios: readonly {
    readonly configurations: readonly { readonly id: string; readonly gpus: number | null }[];
  }[];
  readonly comparison: {
    readonly baseline: { readonly runs: number } | null;
    readonly counts: Readonly<Record<string, number>>;
    readonly points: readonly {
      readonly configuration: string;
      readonly concurrency: number | null;
      readonly baseline: number | null;
      readonly candidate: number | null;
      readonly verdict: string;
    }[];
  };
  readonly problems: readonly { readonly code: string; readonly message: string; readonly file: string | null }[];
}

async function compared(
  root: string,
  reports: readonly string[],
  baseline: readonly string[],
  more: RawOptions = {},
): Promise<Json> {
  const options = { reports: [...reports], baseline: [...baseline], plots: 'none', 'fail-on': 'never', ...more };
  return jsonOf(await runIn(root, options)) as Json;
}

/** `c16 1000→900`, of each row; a dash where there is none. */
function rows({ comparison }: Json): string[] {
  return comparison.points.map(
    ({ concurrency, baseline, candidate }) => `c${concurrency} ${baseline ?? '-'}→${candidate ?? '-'}`,
  );
}

describe('of nested folders', () => {
  const root = folder({
    [`r/c16/${REPORT}`]: report(16, 1000),
    [`r/old/c16/${REPORT}`]: report(16, 2000),
  });

  test('a baseline inside the candidate is no part of it', async () => {
    expect(rows(await compared(root, ['r'], ['r/old']))).toEqual(['c16 2000→1000']);
  });

  test('nor a candidate inside the baseline', async () => {
    expect(rows(await compared(root, ['r/old'], ['r']))).toEqual(['c16 1000→2000']);
  });

  test('without a baseline all are one side', async () => {
    const alone = jsonOf(await runIn(root, { reports: ['r'], plots: 'none' })) as Json;
    expect(alone.runs).toBe(2);
  });
});

test('one folder for both is compared with itself', async () => {
  const root = folder({ [`r/c16/${REPORT}`]: report(16, 1000), [`r/c32/${REPORT}`]: report(32, 1500) });
  for (const baseline of ['r', './r/', 'r/*', join(root, 'r')]) {
    const json = await compared(root, ['r'], [baseline]);
    expect(rows(json)).toEqual(['c16 1000→1000', 'c32 1500→1500']);
    expect(json.verdict).toBe('pass');
  }
});

test('files of equal paths on both sides are apart', async () => {
  const root = folder({ [`now/x/${REPORT}`]: report(16, 900), [`before/x/${REPORT}`]: report(16, 1000) });
  expect(rows(await compared(root, ['now'], ['before']))).toEqual(['c16 1000→900']);
});

test('one file in both folders is of both', async () => {
  const same = report(16, 1000);
  const root = folder({ [`now/${REPORT}`]: same, [`before/${REPORT}`]: same });
  expect(rows(await compared(root, ['now'], ['before']))).toEqual(['c16 1000→1000']);
});

describe('of earlier runs, the newest first', () => {
  const root = folder({
    [`now/c16/${REPORT}`]: report(16, 900),
    [`now/c32/${REPORT}`]: report(32, 1500),
    [`other/c16/${REPORT}`]: report(16, 500, { 'scenario.model.name': 'another' }),
    [`old/c16/${REPORT}`]: report(16, 1000, { 'metrics.time.start': 1768000000 }),
    [`old/c64/${REPORT}`]: report(64, 2500, { 'metrics.time.start': 1768000000 }),
  });

  test('one that has nothing of the candidate costs itself: the newest that has something is the baseline', async () => {
    const json = await compared(root, ['now'], ['other', 'old']);
    expect(json.comparison.counts).toMatchObject({ missing: 1, new: 1 });
    expect(json.comparison.baseline?.runs).toBe(1);
    expect(rows(json)).toContain('c16 1000→900');
    expect(json.problems.filter(({ code }) => code === 'unmatched-earlier-run')).toMatchObject([
      { message: expect.stringContaining('baseline other: its only configuration is not') },
    ]);
  });

  test('one that had more setups counts for those that are left, whatever they are called in short', async () => {
    const side = (name: string, rate: number, setups: readonly string[]) =>
      Object.fromEntries(setups.map((setup, index) => [`${name}/${setup}/${REPORT}`, report(16, rate + 2 * index)]));
    const files = (older: readonly string[]) =>
      folder({ ...side('now', 900, ['a']), ...side('old', 1000, ['a']), ...side('older', 1010, older) });
    for (const older of [['a'], ['a', 'b'], ['.', 'a'], ['a', 'b', 'c']]) {
      const json = await compared(files(older), ['now'], ['old', 'older']);
      expect(json.problems.map(({ code }) => code)).not.toContain('unmatched-earlier-run');
      const level = Math.sqrt(1000 * (1010 + 2 * older.indexOf('a')));
      expect(json.comparison.points).toMatchObject([{ candidate: 900, baseline: expect.closeTo(level) }]);
    }
  });

  test('where none has, nothing is comparable', async () => {
    const json = await compared(root, ['now'], ['other']);
    expect(json.verdict).toBe('not-comparable');
  });
});

describe('what a pareto-report.yml says', () => {
  const [now, before] = [report(16, 900), report(16, 1000)];

  test('holds for its own side alone', async () => {
    const root = folder({ [`now/${REPORT}`]: now, [`before/${REPORT}`]: before, 'now/pareto-report.yml': 'gpus: 8\n' });
    const json = await compared(root, ['now'], ['before']);
    expect(json.scenarios[0]?.configurations.map(({ gpus }) => gpus)).toEqual([8]);
    const other = await compared(root, ['before'], ['now']);
    expect(other.scenarios[0]?.configurations.map(({ gpus }) => gpus)).toEqual([null]);
    expect([rows(json), rows(other)]).toEqual([['c16 1000→900'], ['c16 900→1000']]);
  });

  test('of each side for itself', async () => {
    const files = { [`now/${REPORT}`]: now, [`before/${REPORT}`]: before };
    const said = {
      'now/pareto-report.yml': 'configuration: 2R-TP4\n',
      'before/pareto-report.yml': 'configuration: 2R-TP4\n',
    };
    const json = await compared(folder({ ...files, ...said }), ['now'], ['before']);
    expect(json.comparison.points.map(({ configuration }) => configuration)).toEqual(['2R-TP4']);
  });

  test('in the folder around both holds for both', async () => {
    const files = {
      [`r/now/${REPORT}`]: now,
      [`r/before/${REPORT}`]: before,
      'r/pareto-report.yml': 'configuration: 2R-TP4\n',
    };
    const json = await compared(folder(files), ['r/now'], ['r/before']);
    expect(json.comparison.points.map(({ configuration }) => configuration)).toEqual(['2R-TP4']);
  });

  // It is above the baseline and does hold for it; the warning that nothing matches is of the candidate's side alone.
  test('of the candidate and of a baseline inside it is not said to match nothing', async () => {
    const files = {
      [`r/${REPORT}`]: now,
      [`r/old/${REPORT}`]: before,
      'r/pareto-report.yml': 'overrides:\n  - {match: old/**, gpus: 4}\n',
    };
    const { problems } = await compared(folder(files), ['r'], ['r/old']);
    expect(problems.map(({ code }) => code)).not.toContain('unmatched-scope');
  });
});

const at = (start: number) => ({ 'metrics.time.start': start });
const nights = folder({
  [`now/c16/${REPORT}`]: report(16, 900),
  [`now/c32/${REPORT}`]: report(32, 1400),
  [`night-1/c16/${REPORT}`]: report(16, 1000, at(1_768_000_000)),
  [`night-2/c32/${REPORT}`]: report(32, 1500, at(1_768_100_000)),
  [`night-3,4/c16/${REPORT}`]: report(16, 1100, at(1_768_200_000)),
  'none/readme.txt': '',
});
const codes = ({ problems }: Json) => problems.map(({ code, message }) => `${code}: ${message}`);
const used = ({ comparison }: Json) => comparison.baseline?.runs;

describe('several earlier runs', () => {
  test('are apart, and the newest is compared with', async () => {
    for (const baseline of [
      ['night-1', 'night-2'],
      ['night-2', 'night-1'],
    ]) {
      const json = await compared(nights, ['now'], baseline);
      expect(rows(json)).toContain('c32 1500→1400');
      expect(rows(json)).not.toContain('c16 1000→900');
      expect(used(json)).toBe(2);
    }
  });

  test('parts of one are joined by a comma, which names may have', async () => {
    const json = await compared(nights, ['now'], ['night-1,night-2']);
    expect(rows(json)).toEqual(['c16 1000→900', 'c32 1500→1400']);
    expect(used(json)).toBe(1);
    const other = await compared(nights, ['now'], ['night-2, night-3,4']);
    expect(other.comparison.points.map(({ baseline }) => baseline)).toEqual(expect.arrayContaining([1100, 1500]));
    expect(codes(other).filter((code) => code.startsWith('lost-earlier-run'))).toEqual([]);
  });

  test('no more are used than asked for, and that is said', async () => {
    const json = await compared(nights, ['now'], ['night-1', 'night-2', 'night-3,4'], { 'baseline-runs': '2' });
    expect(used(json)).toBe(2);
    expect(codes(json)).toContain(
      'unused-earlier-run: baseline night-1: not used, only the 2 newest: raise baseline-runs to use more',
    );
    expect(rows(json)).toContain('c16 1100→900');
  });

  test('of which one holds nothing say so, and the other counts', async () => {
    const json = await compared(nights, ['now'], ['none', 'night-1']);
    expect(codes(json)).toContain('lost-earlier-run: baseline none: it holds no run');
    expect(rows(json)).toContain('c16 1000→900');
    expect(used(json)).toBe(1);
  });

  test('of which none holds anything are a missing baseline', async () => {
    const json = await compared(nights, ['now'], ['none', 'gone']);
    expect(codes(json)).toEqual(
      expect.arrayContaining([
        'missing-baseline: baseline none: it holds no run; nothing is compared',
        'missing-baseline: baseline gone: no such file or folder; nothing is compared',
      ]),
    );
    expect(json.comparison.baseline).toBeNull();
  });
});

describe('earlier runs with a flaw', () => {
  test('a point that served nothing in one of them is named, with the run', async () => {
    const root = folder({
      [`now/c16/${REPORT}`]: report(16, 900),
      [`a/c16/${REPORT}`]: report(16, 0),
      [`b/c16/${REPORT}`]: report(16, 910, {
        'metrics.requests.total': 400,
        'metrics.latency.request_latency.mean': 12_500,
      }),
    });
    const json = await compared(root, ['now'], ['a', 'b']);
    expect(codes(json)).toContainEqual(
      expect.stringMatching(
        /^zero-throughput: baseline a: output throughput is 0 at .*, concurrency 16, which does not count/,
      ),
    );
    expect(rows(json)).toEqual(['c16 910→900']);
  });

  test('a part of the newest that is not there leaves the gate blind, one of an older run does not', async () => {
    const newest = await compared(nights, ['now'], ['night-1', 'night-2,gone']);
    expect(codes(newest)).toContain('missing-baseline: baseline gone: no such file or folder');
    const older = await compared(nights, ['now'], ['night-1,gone', 'night-2']);
    expect(codes(older)).toContain('lost-earlier-run: baseline gone: no such file or folder');
  });

  test('that lead to the same files are one, which is named', async () => {
    const json = await compared(nights, ['now'], ['night-1', `night-1/c16/${REPORT}`, 'night-1,night-2']);
    expect(codes(json)).toEqual(
      expect.arrayContaining([
        `repeated-earlier-run: baseline night-1/c16/${REPORT}: it has the files of another earlier run: counted once`,
        'repeated-earlier-run: baseline night-1: it has the files of another earlier run: counted once',
      ]),
    );
    expect(codes(json).join()).not.toContain('it holds no run');
    expect(used(json)).toBe(2);
  });

  test('and so are those with the same measurements', async () => {
    const copied = folder({
      [`now/${REPORT}`]: report(16, 900),
      [`a/${REPORT}`]: report(16, 1000),
      'b/x/benchmark_report_copy.yaml': report(16, 1000),
    });
    const json = await compared(copied, ['now'], ['a', 'b']);
    expect(codes(json)).toContain('repeated-earlier-run: baseline b: it is the same run as a: counted once');
    expect(used(json)).toBe(1);
  });

  test('of which none has what --filter keeps are missing, one alone costs itself', async () => {
    const one = folder({
      [`now/${REPORT}`]: report(16, 900),
      [`a/${REPORT}`]: report(16, 1000, { 'scenario.model.name': 'other' }),
      [`b/${REPORT}`]: report(16, 1100),
    });
    const filter = ['model=*Llama*'];
    const json = await compared(one, ['now'], ['a', 'b'], { filter });
    expect(codes(json)).toContain('lost-earlier-run: baseline a: none of its 1 runs is selected');
    expect(rows(json)).toEqual(['c16 1100→900']);
    const none = await compared(one, ['now'], ['a'], { filter });
    expect(codes(none)).toContain('missing-baseline: baseline a: none of its 1 runs is selected; nothing is compared');
  });
});

describe('earlier runs and their files', () => {
  test('each with a pareto-report.yml of its own', async () => {
    const said = folder({
      [`now/${REPORT}`]: report(16, 900),
      'now/pareto-report.yml': 'configuration: 2R-TP4\n',
      [`a/${REPORT}`]: report(16, 1000, at(1_768_100_000)),
      'a/pareto-report.yml': 'configuration: 2R-TP4\n',
      [`b/${REPORT}`]: report(16, 1100, at(1_768_000_000)),
      'b/pareto-report.yml': 'overrides: [{ match: "x*", gpus: 8 }]\n',
    });
    const json = await compared(said, ['now'], ['b', 'a']);
    expect(json.comparison.points.map(({ configuration }) => configuration)).toEqual(['2R-TP4']);
    expect(codes(json).filter((code) => code.startsWith('unmatched-scope'))).toHaveLength(1);
  });

  test('with one in common, of which is said once what is wrong', async () => {
    const shared = folder({
      [`now/${REPORT}`]: report(16, 900),
      'old/a.yaml': report(16, 1000),
      'old/b.yaml': report(16, 1100),
      'pareto-report.yml': 'gpu: 8\n',
      'old/pareto-report.yml': 'overrides: [{ match: "x*", gpus: 8 }]\n',
    });
    const json = await compared(shared, ['now'], ['old/a.yaml', 'old/b.yaml']);
    const said = json.problems.filter(({ file }) => file?.endsWith('pareto-report.yml') === true);
    expect(said.map(({ code, file }) => [code, file])).toEqual([
      ['unknown-key', 'pareto-report.yml'],
      ['unmatched-scope', 'old/pareto-report.yml'],
    ]);
    expect(used(json)).toBe(2);
  });

  test('in a folder with the candidate', async () => {
    const nested = folder({
      [`r/${REPORT}`]: report(16, 900),
      [`r/old/1/${REPORT}`]: report(16, 1000, at(1_768_000_000)),
      [`r/old/2/${REPORT}`]: report(16, 1100, at(1_768_100_000)),
    });
    const json = await compared(nested, ['r'], ['r/old/1', 'r/old/2']);
    expect(rows(json)).toEqual(['c16 1100→900']);
    expect([json.runs, used(json)]).toEqual([1, 2]);
  });
});

describe('a single folder against the parent of several', () => {
  const deployed = { 'scenario.host': host({ replica: 2 }) };
  const root = folder({
    [`now/a/${REPORT}`]: report(16, 900, deployed),
    [`now/b/${REPORT}`]: report(16, 1900, deployed),
    [`old/a/${REPORT}`]: report(16, 1000, deployed),
    [`old/b/${REPORT}`]: report(16, 2000, deployed),
  });

  test('is told by its own name, as the baseline', async () => {
    const json = await compared(root, ['now'], ['old/a']);
    expect(rows(json)).toContain('c16 1000→900');
    expect(json.comparison.counts).toMatchObject({ new: 1, missing: 0 });
  });

  test('and as the candidate', async () => {
    const json = await compared(root, ['now/b'], ['old']);
    expect(rows(json)).toContain('c16 2000→1900');
    expect(json.comparison.counts).toMatchObject({ new: 0, missing: 1 });
  });

  test('of folders of other names nothing is told', async () => {
    const elsewhere = folder({ [`z/${REPORT}`]: report(16, 1000, deployed) });
    renameSync(join(elsewhere, 'z'), join(root, 'z'));
    const { counts } = (await compared(root, ['now'], ['z'])).comparison;
    expect([counts.pass, counts.regression, counts.improvement]).toEqual([0, 0, 0]);
  });
});

test('of scenarios that nothing else tells apart, what differs of the requests is named', async () => {
  const alike = { top_p: 0.9, temperature: 0 };
  const root = folder({
    'b/a.jsonl': python(sglang({ ...alike, dataset_name: 'sharegpt' })),
    'c/a.jsonl': python(sglang({ ...alike, top_p: undefined })),
  });
  const { problems } = await compared(root, ['c'], ['b']);
  expect(problems.flatMap(({ code, message }) => (code === 'not-comparable' ? message : []))).toEqual([
    'the sides have no scenario in common, so nothing was compared: dataset_name: sharegpt in the baseline, random in the candidate; top_p: 0.9 in the baseline, not stated in the candidate',
  ]);
});

test('renaming the folders that are given changes nothing but paths', async () => {
  const files = { [`a/x/${REPORT}`]: report(16, 900), [`a/y/${REPORT}`]: report(16, 1900) };
  const old = { [`b/x/${REPORT}`]: report(16, 1000), [`b/y/${REPORT}`]: report(16, 2000) };
  const root = folder({ ...files, ...old });
  const { comparison } = await compared(root, ['a'], ['b']);
  renameSync(join(root, 'a'), join(root, 'x'));
  renameSync(join(root, 'b'), join(root, 'y-2026-05-01'));
  expect((await compared(root, ['x'], ['y-2026-05-01'])).comparison).toEqual(comparison);
});

describe('of one setup under two names', () => {
  const sweep = (name: string, rate: number) => ({
    [`${name}/c16/${REPORT}`]: report(16, rate, { 'scenario.host': host({ replica: 2 }) }),
  });

  test('what is compared under another name is told, and nothing of what keeps its name', async () => {
    const root = folder({
      ...sweep('now/llama-tp2', 1000),
      ...sweep('old/llama-tp8', 1000),
      ...sweep('same/llama-tp2', 990),
    });
    const told = async (baseline: string) => {
      const { verdict, problems } = await compared(root, ['now'], [baseline]);
      const messages = problems.filter(({ code }) => code === 'another-name').map(({ message }) => message);
      return { verdict, messages };
    };
    const pair = /“[^”]*tp2[^”]*” with “[^”]*tp8[^”]*” of the baseline is compared under another name, since/;
    expect(await told('old')).toEqual({ verdict: 'pass', messages: [expect.stringMatching(pair)] });
    expect(await told('same')).toEqual({ verdict: 'pass', messages: [] });
  });
});
