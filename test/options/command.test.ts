import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { optionsSchema } from '../../src/options.ts';
import { FOLDER_FILES } from '../../src/outputs.ts';
import { command } from '../commandline.ts';
import { host, v01, yaml } from '../report/texts.ts';

/** What lies in the output folder besides the page and pictures. */
const TEXTS = FOLDER_FILES.filter((name) => name !== 'report.html');
/** The same as the command names them at the end. */
const NAMED = ['summary.md', ...TEXTS.filter((name) => name !== 'summary.md')];
const home = process.cwd();
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'pareto-command-')));
  process.chdir(folder);
  await mkdir('results');
  await writeFile('results/benchmark_report.yaml', yaml(v01({ 'scenario.host': host({ replica: 2 }) })));
});

afterEach(async () => {
  process.chdir(home);
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]) => command(args, { cwd: folder, env: process.env });

const report = async (output = 'pareto-report') => JSON.parse(await readFile(join(output, 'report.json'), 'utf8'));

describe('what is printed', () => {
  const PLAIN = ['results', '--plots', 'none', '--html', 'none'];

  test('by default: the report, and where it was written to', async () => {
    const { stdout } = await run(...PLAIN, '--output', './out');
    expect(stdout.endsWith(`\n\nWrote out/${NAMED.join(', ')}\n`)).toBe(true);
  });

  test('--json: the bytes of report.json and nothing else', async () => {
    const { status, stdout } = await run(...PLAIN, '--json');
    expect(status).toBe(0);
    expect(stdout).toBe(await readFile('pareto-report/report.json', 'utf8'));
  });

  test('--json where the gate fails: the report all the same, and status 1', async () => {
    const { status, stdout, stderr } = await run(...PLAIN, '--json', '--threshold', 'output-throughput=>=1e9');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'regression' });
    expect(stderr).toMatch(/^pareto-report: the gate failed: /m);
  });

  test('--json --explain: the explanation on stderr', async () => {
    const { stdout, stderr } = await run(...PLAIN, '--json', '--explain');
    expect(JSON.parse(stdout)).toMatchObject({ runs: 1 });
    expect(stderr).toContain('What each file was taken for\n');
    expect((await run(...PLAIN, '--explain')).stdout).toContain('What each file was taken for\n');
  });

  test.each([['--json'], ['--quiet'], ['--json', '--quiet']])(
    '%s with an error: a sentence on stderr',
    async (...flags) => {
      const { status, stdout, stderr } = await run('nowhere', ...flags);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^nowhere: error: .*\npareto-report: no benchmark report could be read: .*\n$/);
    },
  );

  test('--quiet: the verdict alone, and of the problems the errors', async () => {
    await writeFile('results/benchmark_report_odd.yaml', 'version: "0.1"\nmetrics: 3\n');
    await writeFile('results/benchmark_report_bare.yaml', yaml(v01()));
    const { status, stdout, stderr } = await run(...PLAIN, '--quiet');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'Verdict: none (nothing was gated)\n' });
    expect(stderr).toMatch(/: error: /);
    expect((await run(...PLAIN)).stderr).toMatch(/: warning: /);
    expect(stderr).not.toMatch(/: (warning|notice): /);
  });

  test('--quiet --json: report.json, and errors alone', async () => {
    const { stdout, stderr } = await run(...PLAIN, '--json', '--quiet');
    expect(stdout).toBe(await readFile('pareto-report/report.json', 'utf8'));
    expect(stderr).toBe('');
  });

  test('--color: always colours a pipe', async () => {
    expect((await run(...PLAIN, '--color', 'always')).stdout).toContain('\u001b[1mVerdict\u001b[22m');
    expect((await run(...PLAIN, '--color', 'never')).stdout).not.toContain('\u001b');
  });

  test('--color takes three words', async () => {
    const { status, stderr } = await run(...PLAIN, '--color', 'blue');
    expect(status).toBe(2);
    expect(stderr).toBe('pareto-report: --color: expected auto, always or never, found “blue”\n');
  });

  test('--help has every option', async () => {
    const { stdout } = await run('--help');
    const options = Object.keys(optionsSchema.shape).filter(
      (name) => !['reports', 'overrides', 'slo', 'accept'].includes(name),
    );
    for (const name of options) expect(stdout).toMatch(new RegExp(`--${name.replace(/s$/, '')}`));
    expect(options.length).toBeGreaterThan(15);
  });

  test('--help is no wider than 80 columns', async () => {
    for (const line of (await run('--help')).stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });
});

describe('status 0', () => {
  test('a report is written, the table is on stdout', async () => {
    const { status, stdout } = await run('results', '--plots', 'none');
    expect(status).toBe(0);
    expect(stdout).toContain('2R-TP4');
    expect(await report()).toMatchObject({
      format: 'pareto-report/1',
      runs: 1,
      scenarios: [{ configurations: [{ gpus: 8 }] }],
    });
    expect((await readdir('pareto-report')).sort()).toEqual(expect.arrayContaining(TEXTS));
  });

  test('also with a file that is refused: told on stderr with its place', async () => {
    const broken = yaml(v01({ 'metrics.requests.total': 'x' }));
    await writeFile('results/benchmark_report_2.yaml', broken);
    const { status, stderr } = await run('results', '--plots', 'none');
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^results\/benchmark_report_2\.yaml:\d+:\d+: error: metrics\.requests\.total: .*\[wrong-type\]$/m,
    );
    expect(await report()).toMatchObject({ runs: 1, problems: [{ severity: 'error', code: 'wrong-type' }] });
  });

  test('also with a path that is not there, if another is', async () => {
    const { status, stderr } = await run('results', 'missing', '--plots', 'none');
    expect(status).toBe(0);
    expect(stderr).toContain('missing');
  });

  test('other files are one notice with a count', async () => {
    await writeFile('results/values.yaml', 'a: 1');
    await writeFile('results/plot.png', 'x');
    await writeFile('results/run.log', 'x');
    await run('results', '--plots', 'none');
    const { problems } = await report();
    expect(problems).toMatchObject([
      { severity: 'notice', code: 'not-a-report', file: null, message: expect.stringContaining('3 files') },
    ]);
  });

  test('a report of its own is not read again', async () => {
    await run('.', '--plots', 'none');
    await run('.', '--plots', 'none');
    expect(await report()).toMatchObject({ runs: 1, problems: [] });
  });

  test.each(['--help', '-h', '--version'])('%s', async (flag) => {
    const { status, stdout, stderr } = await run(flag);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(flag === '--version' ? /^pareto-report \d+\.\d+\.\d+/ : /^Usage: /);
  });

  test('--timings tells where the time went', async () => {
    const { stderr } = await run('results', '--plots', 'none', '--timings');
    const lines = [...stderr.matchAll(/^(\w+) +(\d+) ms, at (\d+) ms$/gm)];
    const names = ['node', 'load', 'options', 'read', 'analyse', 'text', 'draw', 'write', 'print'];
    expect(lines.map(([, name]) => name)).toEqual(names);
    // Each begins where the one before it ended, but for rounding.
    const ends = lines.map(([, , , at]) => Number(at));
    for (const [index, [, , took]] of lines.entries())
      expect(Math.abs((ends[index - 1] ?? 0) + Number(took) - (ends[index] ?? 0))).toBeLessThanOrEqual(1);
  });

  test('--timings tells how long pictures took', async () => {
    const { stderr } = await run('results', '--plots', 'tradeoff', '--timings');
    const told = /^draw +\d+ ms, at \d+ ms; 1 picture: tradeoff of .*, \d+ ms$/m;
    expect(stderr.replace(/\n {2}/g, ' ')).toMatch(told);
  });
});

test.each<[string, readonly string[], RegExp]>([
  ['an option of the config file', ['results', '--slo', 'ttft<=5'], /--slo: .* only in the config file; --help/],
  ['a list of the config file', ['results', '--accept=x'], /--accept: .* only in the config file/],
  ['overrides as a flag', ['results', '--overrides', 'x'], /--overrides: .* only in the config file/],
  ['an option of the Action', ['results', '--mode', 'publish'], /--mode: .* only in the Action; --help/],
  ['another of the Action', ['results', '--comment=off'], /--comment: .* only in the Action/],
  ['a misspelt init', ['ini', 'results'], /ini: expected a report, .* found none .*; did you mean init\?/],
  ['a price without an amount', ['results', '--price', 'H100'], /pareto-report: --price: expected NAME=/],
])('%s is told where it belongs', async (_, args, message) => {
  const { status, stdout, stderr } = await run(...args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

describe('status 2: one sentence on stderr, nothing written', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no path', [], /PATH: expected at least one report, folder or glob/],
    ['an empty path', [''], /PATH: expected/],
    ['an unknown flag', ['results', '--nothing-alike', '8'], /Unknown option '--nothing-alike'; --help/],
    ['a misspelt flag', ['results', '--gpu', '8'], /Unknown option '--gpu': did you mean --gpus\? --help/],
    ['a misspelt flag with its value', ['results', '--treshold=ttft=+5%'], /did you mean --threshold\? --help/],
    ['a misspelt bound', ['results', '--threshold', 'tftt=+5%'], /did you mean ttft\?/],
    ['a flag without its value', ['results', '--gpus'], /--gpus.*expected a value/],
    ['a flag in the place of a value', ['results', '--label', '--plots'], /--label.*expected a value/],
    ['a value for a switch', ['results', '--timings=yes'], /--timings/],
    ['a bad number', ['results', '--gpus', 'x'], /--gpus: expected a whole number above 0, found “x”/],
    ['a bad choice', ['results', '--only', 'x'], /--only: expected aggregated or disaggregated, found “x”/],
    ['a bad filter', ['results', '--filter', 'x'], /--filter: expected KEY=GLOB/],
    ['a bad expression', ['results', '--variant', '('], /--variant: expected auto/],
    ['a path that is not there', ['missing'], /no benchmark report could be read/],
    ['a glob that matches nothing', ['results/*.json'], /no benchmark report could be read/],
    ['a filter that keeps nothing', ['results', '--filter', 'model=x'], /--filter model=x.*1 run/],
    ['a kind that is not there', ['results', '--only', 'disaggregated'], /--only disaggregated/],
    [
      'a config file that is not there',
      ['results', '--config', 'no.yml'],
      /--config no\.yml: expected a file, found none/,
    ],
    [
      'a baseline that is not there',
      ['results', '--baseline', 'results', '--baseline', 'gone'],
      /--baseline gone: expected reports of an earlier run, found no such file or folder; give the path of one/,
    ],
    ['a part of a baseline that is not there', ['results', '--baseline', 'results,gone'], /--baseline gone: expected/],
    [
      'no earlier runs',
      ['results', '--baseline-runs', '0'],
      /--baseline-runs: expected a whole number from 1, found “0”/,
    ],
    ['a baseline that no file matches', ['results', '--baseline', 'old/*.json'], /old\/\*\.json: .* no file matches/],
    ['a baseline of the Action', ['results', '--baseline', 'auto'], /--baseline auto: .* works only in the Action/],
    [
      'an output that is a file',
      ['results', '--output', 'results/benchmark_report.yaml'],
      /--output .*: expected a folder, found a file/,
    ],
  ])('%s', async (_, args, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at |node:internal|\.ts:\d/m);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^pareto-report: /);
    expect(existsSync('pareto-report')).toBe(false);
  });

  test('only refused files', async () => {
    await writeFile('results/benchmark_report.yaml', 'version: "0.1"\nmetrics: [\n');
    const { status, stderr } = await run('results');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^results\/benchmark_report\.yaml:\d+:\d+: error: /m);
    expect(existsSync('pareto-report')).toBe(false);
  });

  test('a report that is there already stays', async () => {
    await run('results', '--plots', 'none');
    const before = await report();
    expect((await run('missing')).status).toBe(2);
    expect(await report()).toEqual(before);
  });

  test.each([
    ['unknown option', 'plots: none\ngpu: 8\n', 'mine.yml:2:1: unknown option gpu'],
    ['bad value', 'gpus: none\n', 'mine.yml:1:1: gpus: expected a whole number above 0'],
    ['broken', 'gpus: [\n', 'mine.yml:2:1: not valid YAML'],
  ])('a config file with an %s: told with its place', async (_, text, message) => {
    await writeFile('mine.yml', text);
    const { status, stderr } = await run('results', '--config', 'mine.yml');
    expect(status).toBe(2);
    expect(stderr).toContain(`pareto-report: ${message}`);
  });
});

describe('the interactive page', () => {
  const quick = ['results', '--plots', 'none'];

  test('is written beside the others, and where, is said', async () => {
    const { stdout, stderr } = await run(...quick, '--output', 'out\u001b[2J');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Explore interactively: out [2J/report.html');
    expect(stderr).toBe('');
    expect(await readFile('out\u001b[2J/report.html', 'utf8')).toMatch(/^<!doctype html>/i);
    expect(await readFile('out\u001b[2J/summary.md', 'utf8')).toContain('href="report.html"');
  });

  test('is removed where none is wanted any more', async () => {
    await run(...quick);
    const { status, stdout } = await run(...quick, '--html', 'none');
    expect(status).toBe(0);
    expect(stdout).not.toContain('interactively');
    expect((await readdir('pareto-report')).sort()).toEqual(TEXTS.toSorted());
  });

  test('is bad usage to open where it is not to be written', async () => {
    await writeFile('mine.yml', 'html: none\n');
    for (const none of [
      ['--html', 'none'],
      ['--config', 'mine.yml'],
    ]) {
      const { status, stderr } = await run(...quick, ...none, '--open');
      expect(status).toBe(2);
      expect(stderr).toBe(
        'pareto-report: --open: expected a report.html to open, found html: none; leave out one of the two\n',
      );
    }
    expect(existsSync('pareto-report')).toBe(false);
  });

  test('is no report, wherever it lies', async () => {
    await run(...quick);
    await writeFile('results/report.html', await readFile('pareto-report/report.html'));
    await run('.', '--plots', 'none', '--output', 'again');
    expect(await report('again')).toMatchObject({ runs: 1, problems: [{ code: 'not-a-report' }] });
  });

  test('is opened where it can be; else that is said, and costs nothing', async () => {
    vi.stubEnv('DISPLAY', ':0');
    vi.stubEnv('PATH', '/nowhere');
    const { status, stderr } = await run(...quick, '--open').finally(() => vi.unstubAllEnvs());
    expect(status).toBe(0);
    const program = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'cmd' : 'xdg-open';
    expect(stderr).toMatch(`pareto-report: --open: report.html could not be opened: ${program} cannot be started`);
    expect(existsSync('pareto-report/report.html')).toBe(true);
  });
});

test('what the config file asks for is named there, also where it proves wrong late', async () => {
  await writeFile('mine.yml', 'gpus: 8\nfilters: model=x\n');
  const { status, stderr } = await run('results', '--config', 'mine.yml');
  expect([status, stderr]).toEqual([
    2,
    'pareto-report: mine.yml:2:1: filters model=x: expected to keep some of 1 run, found none that match; loosen or drop it\n',
  ]);
  await writeFile('mine.yml', 'output: results/benchmark_report.yaml\n');
  expect((await run('results', '--config', 'mine.yml')).stderr).toMatch(
    /^pareto-report: mine\.yml:1:1: output results\/benchmark_report\.yaml: expected a folder, found a file/,
  );
});

test('lists of flags are repeated, or separated by commas', async () => {
  await run('results', '--plots', 'none', '--filter', 'model=*,accelerator={a,*}', '--at', '10,20', '--at', '30');
  const { scenarios } = await report();
  expect(scenarios[0].readings.map((one: Record<string, number>) => one['throughput-per-user'])).toEqual([10, 20, 30]);
  expect((await run('results', '--plots', 'ttft', '--plots', 'tradoff')).stderr).toMatch(/did you mean tradeoff\?/);
});

test('a baseline of the config file, which the Action reads too, may not be there yet', async () => {
  await writeFile('mine.yml', 'baseline: [gone]\nplots: none\n');
  const { status } = await run('results', '--config', 'mine.yml');
  expect(status).toBe(0);
  expect((await report()).problems).toMatchObject([{ code: 'missing-baseline' }]);
});

test('--quiet with --at: the verdict, and the answer', async () => {
  const quiet = ['results', '--plots', 'none', '--html', 'none', '--quiet', '--gpus', '8'];
  const { stdout } = await run(...quiet, '--at', '1');
  expect(stdout).toMatch(/^Verdict: none \(nothing was gated\)\nBest at ≥ 1 tok\/s\/user: [^\n]*\n$/);
  expect((await run(...quiet)).stdout).toBe('Verdict: none (nothing was gated)\n');
});

describe('a value that is negative', () => {
  const text: Readonly<Record<string, RegExp>> = {
    output: /^$/,
    label: /^$/,
    accelerator: /^$/,
    junit: /^$/,
    config: /--config -1: expected a file, found none/,
    filter: /--filter: expected KEY=GLOB, .*, found “-1”/,
    plots: /--plots: expected all/,
    price: /--price: expected NAME=/,
    baseline: /--baseline -1: expected reports/,
    threshold: /--threshold: unknown metric “-1”/,
    'length-tolerance': /--length-tolerance: expected a number from 0 to below 1, found “-1”/,
  };
  const names = Object.keys(optionsSchema.shape).filter(
    (name) => !['reports', 'overrides', 'slo', 'accept', 'thresholds', 'variant'].includes(name),
  );

  test.each([...names, 'threshold', 'config', 'color', 'at'])('is the value of --%s', async (name) => {
    const { stderr } = await run('results', '--plots', 'none', `--${name}`, '-1', '--quiet');
    expect(stderr).not.toMatch(/expected a value, found none|ambiguous|Unknown option/);
    expect(stderr).toMatch(text[name] ?? new RegExp(`--${name}: expected .*, found “-1”`));
  });

  test('holds where it is one of the option', async () => {
    expect((await run('results', '--plots', 'none', '--effects', '-5%')).status).toBe(0);
    expect((await run('results', '--plots', 'none', '--effects=-5%', '--threshold', 'ttft=+5%')).status).toBe(0);
    expect((await run('results', '--at', '-5,10')).stderr).toContain('found “-5”');
  });

  test('is none of a switch, and none after --', async () => {
    expect((await run('results', '--quiet', '-1')).stderr).toContain("Unknown option '-1'");
    expect((await run('--plots', 'none', '--', 'results', '--at', '-1')).status).toBe(0);
  });
});

describe('a bound on a change without a baseline', () => {
  const bound = ['results', '--plots', 'none', '--html', 'none', '--threshold', 'output-throughput=-5%'];

  test('is warned of, and gates nothing', async () => {
    const { status, stdout, stderr } = await run(...bound, '--threshold', 'ttft=+5%,tpot<=1e6');
    expect(status).toBe(0);
    expect(stderr).toMatch(/output-throughput −5% needs a baseline, and none was asked for: .*\[ungated-bound\]/);
    expect(stderr).toMatch(/ttft \+5% needs a baseline/);
    expect(stderr).not.toMatch(/tpot/);
    expect(stdout).not.toContain('undefined');
    expect(await report()).toMatchObject({ verdict: 'pass' });
    expect((await run(...bound)).status).toBe(0);
    expect(await report()).toMatchObject({ verdict: 'none', comparison: null });
  });

  test('is not where a baseline was asked for, by default, or in a file that is kept for many runs', async () => {
    await writeFile('mine.yml', 'thresholds: {ttft: +5%}\n');
    const mine = ['--config', 'mine.yml'];
    expect((await run(...bound, '--baseline', 'results')).stderr).not.toContain('ungated-bound');
    expect((await run(...bound.slice(0, 5), ...mine)).stderr).not.toContain('ungated-bound');
    expect((await run(...bound, ...mine)).stderr.match(/ungated-bound/g)).toHaveLength(1);
  });
});

describe('options', () => {
  test('of the usual config file hold, and flags go before them', async () => {
    await mkdir('.github');
    await writeFile(
      '.github/pareto-report.yml',
      'plots: none\noutput: out\nuser-throughput: tpot\nreports: [results]\n',
    );
    expect((await run()).status).toBe(0);
    expect(await report('out')).toMatchObject({ userThroughput: 'tpot' });
    expect((await run('results', '--user-throughput', 'concurrency', '--output=')).status).toBe(0);
    expect(await report('out')).toMatchObject({ userThroughput: 'concurrency' });
  });

  test('that are lists go by their singular and their plural', async () => {
    const flags = ['--filters', 'model=*', '--filter', 'harness=vllm*', '--baselines', 'results'];
    const bounds = ['--thresholds', 'ttft<=1e6', '--threshold', 'e2el<=1e6,tpot<=1e6'];
    expect((await run('--report', 'results', '--plots', 'none', ...flags, ...bounds)).status).toBe(0);
    const { comparison, runs } = await report();
    expect(runs).toBe(1);
    expect(comparison).toMatchObject({
      counts: { pass: 1 },
      absolute: [{ bounds: ['ttft <= 1000000', 'e2el <= 1000000', 'tpot <= 1000000'] }],
    });
  });

  test('on what the report says are warned of', async () => {
    await run('results', '--plots', 'none', '--gpus', '4', '--label', '1R-TP8', '--accelerator', 'A100');
    const { scenarios, problems } = await report();
    expect(scenarios).toMatchObject([{ accelerator: 'H100', configurations: [{ label: '2R-TP4', gpus: 8 }] }]);
    expect(problems.map(({ severity, code }: { severity: string; code: string }) => [severity, code])).toEqual(
      Array(3).fill(['warning', 'overruled-option']),
    );
  });
});

describe('init', () => {
  test('writes a workflow and a config file, and says what it found', async () => {
    const { status, stdout, stderr } = await run('init', 'results');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Found in results: 1 run in 1 scenario$[\s\S]*^Wrote \.github\/pareto-report\.yml$/m);
    expect((await readdir('.')).sort()).toEqual(['.github', 'results']);
    expect(await run('init', 'results')).toMatchObject({ status: 2, stdout: '' });
    expect(await run('init', 'results', '--force')).toMatchObject({ status: 0, stderr: '' });
  });

  test('names what it refuses to read, and not what is only unknown', async () => {
    await writeFile('results/benchmark_report_2.yaml', 'version: "9"\nmetrics: {}\n');
    const { status, stderr } = await run('init', 'results');
    expect(status).toBe(0);
    expect(stderr).toMatch(/^results\/benchmark_report_2\.yaml:1:1: error: .*\n$/);
  });

  test('is a path where it is not the first word, or begins with a dot', async () => {
    await mkdir('init');
    await writeFile('init/benchmark_report.yaml', yaml(v01({ 'scenario.host': host({ replica: 2 }) })));
    expect(await run('./init', '--plots', 'none', '--html', 'none')).toMatchObject({ status: 0 });
    expect(await run('--plots', 'none', '--html', 'none', 'init')).toMatchObject({ status: 0 });
    const { status, stderr } = await run('init');
    expect(status).toBe(2);
    expect(stderr).toContain('give ./init for a path of that name');
    expect(existsSync('.github')).toBe(false);
  });

  test('has its usage in the help', async () => {
    const { status, stdout } = await run('init', '--help');
    expect(status).toBe(0);
    expect(stdout).toContain('init FOLDER [--force]');
  });
});

describe('files that their user names', () => {
  const QUIET = ['results', '--gpus', '8', '--plots', 'none', '--html', 'none'];
  const asking = (folder: string) => [
    ...['--junit', `${folder}/junit.xml`, '--export', `bigger-is-better=${folder}/bigger.json`],
    ...['--export', `bmf=${folder}/bmf.json`, '--export', `openmetrics=${folder}/metrics.txt`],
  ];
  const NAMES = ['bigger.json', 'bmf.json', 'junit.xml', 'metrics.txt'];
  const textsIn = (path: string) => Promise.all(NAMES.map((name) => readFile(join(path, name), 'utf8')));

  test('are written, their folder made, and named at the end', async () => {
    const { status, stdout } = await run(...QUIET, ...asking('trackers/new'));
    expect(status).toBe(0);
    expect((await readdir('trackers/new')).sort()).toEqual(NAMES);
    const named = ['junit.xml', 'bigger.json', 'bmf.json', 'metrics.txt'].map((name) => `trackers/new/${name}`);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`Wrote pareto-report/${[...NAMED, ...named].join(', ')}`);
    expect((await readdir('pareto-report')).sort()).toEqual(TEXTS.toSorted());
  });

  test('are replaced by a later run, which takes none of them for a report though they lie among the results', async () => {
    await run(...QUIET, ...asking('results'));
    const first = { texts: await textsIn('results'), report: await report() };
    const { status } = await run(...QUIET, ...asking('results'));
    expect(status).toBe(0);
    expect(await textsIn('results')).toEqual(first.texts);
    const again = await report();
    expect({ ...again, problems: [] }).toEqual({ ...first.report, problems: [] });
    const severe = (again.problems as { severity: string }[]).filter(({ severity }) => severity !== 'notice');
    expect(severe).toEqual([]);
  });

  test('of which none is a report by itself', async () => {
    await run(...QUIET, ...asking('exports'));
    for (const name of NAMES) {
      const { status, stderr } = await run(`exports/${name}`, '--output', 'other');
      expect([name, status]).toEqual([name, 2]);
      expect(stderr).toContain('no benchmark report could be read');
    }
  });

  test.each([
    ['regression', 1],
    ['missing-baseline', 0],
    ['never', 0],
  ] as const)('JUnit XML has a failure exactly where the status is 1: --fail-on %s', async (failOn, expected) => {
    const bounded = [...QUIET, '--threshold', 'output-throughput=>=1e9', '--fail-on', failOn];
    const { status } = await run(...bounded, '--junit', 'junit.xml');
    expect(status).toBe(expected);
    expect(/<failure /.test(await readFile('junit.xml', 'utf8'))).toBe(expected === 1);
  });

  test('are never files of others: a report, for one', async () => {
    const input = 'results/benchmark_report.yaml';
    const before = await readFile(input, 'utf8');
    const { status, stderr } = await run(...QUIET, '--export', `bmf=${input}`);
    expect([status, existsSync('pareto-report')]).toEqual([2, false]);
    expect(stderr).toContain(`--export bmf=${input}: exists and was not written by this program for that`);
    expect(await readFile(input, 'utf8')).toBe(before);
  });

  test('are named by where they were asked for', async () => {
    await writeFile('mine.yml', 'export:\n  - bmf=out.json\njunit: out.json\n');
    const { status, stderr } = await run(...QUIET, '--config', 'mine.yml');
    expect(status).toBe(2);
    expect(stderr).toContain(
      'mine.yml:1:1: export bmf=out.json: expected a file of its own, found that of mine.yml:3:1: junit',
    );
  });
});

describe('flags that take one value', () => {
  test.each([
    [
      ['--junit', 'a.xml', '--junit', 'b.xml'],
      '--junit: expected one value, found 2 of them: “a.xml”, “b.xml”; give the flag once',
    ],
    [
      ['--gpus=8', '--gpus', '8', '--gpus', '4'],
      '--gpus: expected one value, found 3 of them: “8”, “8”, “4”; give the flag once',
    ],
  ])('%j: given more than once are refused, and nothing is written', async (flags, sentence) => {
    const { status, stderr } = await run('results', '--plots', 'none', ...flags);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect((await readdir('.')).sort()).toEqual(['results']);
  });

  test('a flag that is close to one of those is told by its usual name', async () => {
    expect((await run('results', '--ax', '8')).stderr).toContain("Unknown option '--ax': did you mean --at? --help");
  });

  const LONG = 'a'.repeat(5000);
  test.each([
    ['an unknown flag', [`--${LONG}`]],
    ['a flag given twice', ['--output', 'x', '--output', LONG]],
    ['a config file', ['--config', LONG]],
    ['the file of an export', ['--export', `openmetrics=${LONG}`]],
  ])('%s: a value of 5,000 letters is not quoted whole', async (_, flags) => {
    const { status, stderr } = await run('results', ...flags);
    expect(status).toBe(2);
    expect(stderr.length).toBeLessThan(400);
  });

  test('lists and switches may be repeated', async () => {
    const repeated = [
      '--at',
      '20',
      '--at',
      '40',
      '--fail-on',
      'missing',
      '--fail-on',
      'regression',
      '--quiet',
      '--quiet',
    ];
    expect((await run('results', '--plots', 'none', '--html', 'none', ...repeated)).status).toBe(0);
  });

  test('an empty value, as of a variable that is not set, is the default', async () => {
    const named = [
      '--junit',
      '--export',
      '--config',
      '--color',
      '--gpus',
      '--at',
      '--fail-on',
      '--baseline',
      '--output',
    ];
    const { status, stderr } = await run(
      'results',
      '--html',
      'none',
      '--plots',
      'none',
      ...named.flatMap((flag) => [flag, '']),
    );
    expect([status, stderr]).toEqual([0, '']);
    expect((await readdir('.')).sort()).toEqual(['pareto-report', 'results']);
    // Beside another value, too.
    expect(
      (await run('results', '--html', 'none', '--plots', 'none', '--export', '', '--export', 'bmf=b.json')).status,
    ).toBe(0);
  });
});

test('--quiet --explain: the verdict, and what was asked for', async () => {
  const { stdout } = await run('results', '--plots', 'none', '--html', 'none', '--quiet', '--explain');
  expect(stdout).toMatch(/^Verdict: none /);
  expect(stdout).toContain('results/benchmark_report.yaml');
  expect(stdout).not.toContain('Wrote');
});

test('what an earlier run wrote for other programs is passed over among the results', async () => {
  const plain = ['--plots', 'none', '--html', 'none'];
  const named = ['--junit', 'results/junit.xml', '--export', 'bmf=results/bmf.json'];
  const others = ['--export', 'bigger-is-better=results/big.json', '--export', 'openmetrics=results/metrics.prom'];
  expect((await run('results', ...plain, ...named, ...others)).status).toBe(0);
  expect((await run('results', ...plain)).status).toBe(0);
  expect((await report()).problems).toEqual([]);
  // What is like one by its name alone is told of, and so is one that is named.
  await writeFile('results/other.xml', '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ours"/>');
  await run('results', ...plain);
  expect((await report()).problems).toMatchObject([
    { code: 'not-a-report', message: expect.stringContaining('results/other.xml') },
  ]);
  await run('results/benchmark_report.yaml', 'results/junit.xml', ...plain);
  expect((await report()).problems).toMatchObject([
    { code: 'not-a-report', message: expect.stringContaining('results/junit.xml') },
  ]);
});
