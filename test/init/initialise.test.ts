import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configOf } from '../../src/config.ts';
import { UserError } from '../../src/errors.ts';
import { initialise } from '../../src/initialise.ts';
import type { Message } from '../../src/publish/log.ts';
import { EXAMPLE, emptyFolder, ROOT } from '../dist/spawn.ts';
import { faultsOf } from '../github/languageservice.ts';
import { runIn } from '../world.ts';

/*
 * What `init` writes is read by the program's own reader of config files, by GitHub's language service, and by the
 * program on the very results that it was written for.
 */

const SILENT = { progress: () => {}, stage: () => {}, problems: () => {} };
const WORKFLOW = '.github/workflows/benchmark.yml';
const CONFIG = '.github/pareto-report.yml';
const RATES = join(ROOT, 'examples/request-rates');
const MIXED = join(ROOT, 'test/cases/raw-mixed/reports');
const VLLM = join(ROOT, 'test/cases/raw-vllm/reports');
/** Whose names of files hold less. */
const WINDOWS = process.platform === 'win32';
/** Odd in YAML, in a glob, in GitHub's expressions and to a reader. */
const ODD = WINDOWS ? `it's [a] #1 \${{ github.token }} {b}` : `it's "new": [a]* #1 \${{ github.token }} {b} \u202e`;

/** A repository with results in a folder, each text changed on the way. */
function repositoryWith(results: string, folder: string, change: (text: string) => string = (text) => text): string {
  const root = emptyFolder();
  mkdirSync(join(root, '.git'));
  for (const path of readdirSync(results, { recursive: true, encoding: 'utf8' })) {
    const from = join(results, path);
    // What states GPUs is left out: these are results as a harness leaves them.
    if (!lstatSync(from).isFile() || path === 'pareto-report.yml') continue;
    const to = join(root, folder, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, change(readFileSync(from, 'utf8')));
  }
  return root;
}

const init = (root: string, ...args: string[]) => initialise(args, root, SILENT);
const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

/** The config file with all that is switched off in force. */
function switchedOn(text: string): string {
  return text.replace(/^#(?! \S)/gm, '');
}

/** Whose user has filled in what is left to them. */
function filledIn(text: string): string {
  return text
    .replaceAll(/^(\s+gpus): TODO/gm, '$1: 8')
    .replaceAll(/^(\s+configuration): TODO/gm, '$1: 1R-TP8')
    .replaceAll(/^(\s+(?:model|accelerator)): TODO/gm, '$1: one')
    .replaceAll(': TODO', ': 2.00');
}

async function problemsWith(root: string, folder: string, config: string | null): Promise<string[]> {
  const problems: string[] = [];
  const options = config === null ? {} : configOf(config, CONFIG).values;
  const asked = { reports: [folder], plots: 'none', html: 'none', ...options };
  const told = ({ code, file, message }: Message) => problems.push(`${code} ${file}: ${message}`);
  await runIn(root, asked, told, config === null ? null : join(root, CONFIG));
  return problems;
}

const crlf = (text: string) => text.replaceAll(/\r?\n/g, '\r\n');

describe.each([
  ['a golden sweep', EXAMPLE, 'results', undefined],
  ['results without GPUs', VLLM, 'results/vllm', undefined],
  ['a sweep by request rate', RATES, 'results', undefined],
  ['several scenarios', MIXED, 'results', undefined],
  ['odd names', VLLM, ODD, undefined],
  ['line breaks of Windows', VLLM, 'results', crlf],
] as const)('%s', (_, results, folder, change) => {
  const root = repositoryWith(results, folder, change);

  test('is shown, and written for', async () => {
    const shown = await init(root, folder);
    expect(shown).toMatch(/^Found in .*: \d+ runs? in \d scenarios?$/m);
    expect(shown).toContain(`Wrote ${WORKFLOW}\nWrote ${CONFIG}\n`);
    expect(shown).not.toMatch(/[\u202e\r]|undefined|null|NaN/);
    expect(readdirSync(join(root, '.github')).sort()).toEqual(['pareto-report.yml', 'workflows']);
    expect(readdirSync(join(root, '.github/workflows'))).toEqual(['benchmark.yml']);
  });

  test('the workflow is one to GitHub, and gives the Action this folder', async () => {
    const text = read(root, WORKFLOW);
    expect(await faultsOf(WORKFLOW, text)).toEqual([]);
    const { jobs } = parse(text);
    const [checkout, benchmark, report] = jobs.benchmark.steps;
    expect(checkout.with['persist-credentials']).toBe(false);
    expect(benchmark.run).toContain('exit 1');
    expect(evaluated(report.with.reports)).toBe(folder);
    for (const [, permission] of text.matchAll(/^ {2}(contents|pull-requests|actions): .*$/gm))
      expect(text).toMatch(new RegExp(`^ {2}${permission}: \\w+ # \\S`, 'm'));
  });

  test('the config file does not change what is wrong with the results', async () => {
    expect(await problemsWith(root, folder, read(root, CONFIG))).toEqual(await problemsWith(root, folder, null));
  });

  test('all that is switched off is understood, and states what the results do not', async () => {
    const on = filledIn(switchedOn(read(root, CONFIG)));
    expect(Object.keys(configOf(on, CONFIG).values)).toEqual(expect.arrayContaining(['at', 'slo', 'thresholds']));
    const problems = (await problemsWith(root, folder, on)).join('\n');
    expect(problems).not.toMatch(/unmatched-scope|unknown-gpus|unknown-accelerator|unknown-model/);
  });
});

test.each([
  ['overrides', /^\.github\/pareto-report\.yml:18:5: overrides\[0\]\.accelerator: fill in TODO$/],
  ['price', /^\.github\/pareto-report\.yml:28:3: price\.H100: fill in TODO$/],
])('what is left of %s to fill in is refused as it is', async (option, message) => {
  const root = repositoryWith(VLLM, 'results');
  await init(root, 'results');
  const one = new RegExp(`^#${option}:\n(#  .*\n)+`, 'm');
  const text = read(root, CONFIG).replace(one, (lines) => switchedOn(lines));
  expect(() => configOf(text, CONFIG)).toThrow(UserError);
  expect(() => configOf(text, CONFIG)).toThrow(message);
});

/** A text as GitHub has it once its expressions are evaluated, which are of strings alone. */
function evaluated(text: string): string {
  expect(text).not.toMatch(/\$\{\{ (?!')/);
  return text.replaceAll(/\$\{\{ '(.*?)' \}\}/g, '$1');
}

test('what is found is said: scenarios, configurations, loads, and what is not stated', async () => {
  const root = repositoryWith(VLLM, 'results');
  expect(await init(root, 'results')).toMatchInlineSnapshot(`
    "Found in results: 6 runs in 1 scenario

    meta-llama/Llama-3.1-8B-Instruct on unknown accelerator
    ISL 1,000 · OSL 100 · vllm-benchmark · 2 configurations, 6 points · no front
      unknown · 1p1d  concurrency 8, 32, 128
      unknown · 2r    concurrency 8, 32, 128

    Not stated
      accelerator: 6 runs
      configuration: 6 runs
      number of GPUs: 6 runs
      in results/1p1d/**, results/2r/**
    State it by path under overrides in the config file, or for all with --accelerator, --label, --gpus.

    Wrote .github/workflows/benchmark.yml
    Wrote .github/pareto-report.yml

    Next
      1. replace the step “Run the benchmark” in .github/workflows/benchmark.yml by yours
      2. check the branch there: main was assumed
      3. state in .github/pareto-report.yml what the results do not, and review the rest
      4. commit both files, push them, and open a pull request
    "
  `);
  expect(read(root, CONFIG)).toMatchInlineSnapshot(`
    "# Options of pareto-report, for 6 runs found in results.
    # A flag or an input wins over this file. A # without a space after it switches an option off: take it away to use it.

    # Speeds in tok/s/user that your users need: the report leads with the best tok/s/GPU at each.
    #at: [20, 50]

    # What fails the job: the largest fall (-10%) or rise (+15%) against the baseline.
    thresholds:
      output-throughput: -10%

    # Objectives mark the points that meet them, and gate nothing: 4 of 6 points would meet this one.
    #slo:
    #  ttft-p99: <= 200 # ms

    # What these results do not state. Without GPUs there is no tok/s/GPU and no front: fill in what served.
    #overrides:
    #  - match: results/1p1d/** # unknown · 1p1d, 3 runs
    #    accelerator: TODO # such as H100
    #    configuration: TODO # such as 2R-TP4, or 1P-TP8/1D-TP8
    #    gpus: TODO # how many served
    #  - match: results/2r/** # unknown · 2r, 3 runs
    #    accelerator: TODO # such as H100
    #    configuration: TODO # such as 2R-TP4, or 1P-TP8/1D-TP8
    #    gpus: TODO # how many served

    # What a GPU-hour costs you, in dollars, such as 2.50: adds the cost of a million output tokens.
    #price:
    #  H100: TODO
    "
  `);
});

test('of a sweep with a front, speeds that lie on it are read', async () => {
  const root = repositoryWith(EXAMPLE, 'results');
  await init(root, 'results');
  const { at } = configOf(read(root, CONFIG), CONFIG).values as { at: number[] };
  const { outcome } = await runIn(root, { reports: ['results'], plots: 'none', html: 'none', at });
  const readings = outcome.report.readings.flatMap((scenario) => scenario.readings);
  expect(readings).toHaveLength(3);
  for (const { reading } of readings) expect(reading).not.toBeNull();
});

describe('a repository', () => {
  test('is written to at its root, whatever folder of it one is in, with paths from there', async () => {
    const root = repositoryWith(RATES, 'bench/results');
    const shown = await initialise(['results'], join(root, 'bench'), SILENT);
    expect(shown).toContain(`Wrote ${WORKFLOW} in ${root}\n`);
    expect(read(root, WORKFLOW)).toContain('reports: bench/results\n');
    expect(read(root, CONFIG)).toContain('#  - match: bench/results/**');
  });

  test('has a default branch, which a clone remembers', async () => {
    const root = repositoryWith(RATES, 'results');
    mkdirSync(join(root, '.git/refs/remotes/origin'), { recursive: true });
    writeFileSync(join(root, '.git/refs/remotes/origin/HEAD'), 'ref: refs/remotes/origin/release/c++\n');
    expect(await init(root, 'results')).not.toContain('main was assumed');
    expect(parse(read(root, WORKFLOW)).on.push.branches).toEqual(['release/c\\+\\+']);
  });

  test.each([
    ['trunk', 'ref: refs/heads/trunk\n', 'check the branch there: trunk was assumed'],
    ['main', '5f0c1b2f3f0e4d5c6b7a89786756453423120100\n', 'check the branch there: main was assumed'],
  ])('without a remote: %s', async (branch, head, step) => {
    const root = repositoryWith(RATES, 'results');
    writeFileSync(join(root, '.git/HEAD'), head);
    expect(await init(root, 'results')).toContain(step);
    expect(parse(read(root, WORKFLOW)).on.push.branches).toEqual([branch]);
  });

  test('may be a worktree, whose own git lies elsewhere', async () => {
    const root = repositoryWith(RATES, 'results');
    const linked = join(root, 'linked');
    const own = join(root, '.git/worktrees/linked');
    for (const folder of [linked, own, join(root, '.git/refs/remotes/origin')]) mkdirSync(folder, { recursive: true });
    cpSync(join(root, 'results'), join(linked, 'results'), { recursive: true });
    writeFileSync(join(linked, '.git'), `gitdir: ${own}\n`);
    writeFileSync(join(own, 'commondir'), '../..\n');
    writeFileSync(join(own, 'HEAD'), 'ref: refs/heads/mine\n');
    expect(await init(linked, 'results')).toContain('check the branch there: mine was assumed');
    writeFileSync(join(root, '.git/refs/remotes/origin/HEAD'), 'ref: refs/remotes/origin/trunk\n');
    expect(await init(linked, 'results', '--force')).not.toContain('was assumed');
    expect(parse(read(linked, WORKFLOW)).on.push.branches).toEqual(['trunk']);
  });

  test('need not be there', async () => {
    const root = emptyFolder();
    cpSync(RATES, join(root, 'results'), { recursive: true });
    expect(await init(root, 'results')).toContain('move .github to the root of your repository');
    expect(existsSync(join(root, WORKFLOW))).toBe(true);
  });

  test("may have a workflow of that name which is the user's own", async () => {
    const root = repositoryWith(RATES, 'results');
    mkdirSync(join(root, '.github/workflows'), { recursive: true });
    writeFileSync(join(root, WORKFLOW), 'on: push\n');
    await init(root, 'results', '--force');
    expect(read(root, WORKFLOW)).toBe('on: push\n');
    expect(parse(read(root, '.github/workflows/pareto-report.yml')).name).toBe('Pareto report');
  });
});

/** All files below a folder with their texts. */
function contents(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    lstatSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(files.sort().map((path) => [path, read(root, path)]));
}

describe('files that are there', () => {
  test.each([
    [[CONFIG], `${CONFIG} is there already, and nothing was written; add --force to replace it`],
    [['.github/pareto-report.yaml'], '.github/pareto-report.yaml is there already'],
    [[WORKFLOW, CONFIG], `${WORKFLOW} and ${CONFIG} are there already, and nothing was written; add --force`],
  ])('%j are named, and nothing is written', async (paths, sentence) => {
    const root = repositoryWith(RATES, 'results');
    for (const path of paths) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), '# mine: pareto-report/pareto-report@v1\n');
    }
    const before = contents(root);
    await expect(init(root, 'results')).rejects.toThrow(sentence);
    await expect(init(root, 'results')).rejects.toBeInstanceOf(UserError);
    expect(contents(root)).toEqual(before);
    await init(root, 'results', '--force');
    for (const path of paths) expect(read(root, path)).not.toContain('mine');
    expect(existsSync(join(root, CONFIG)) && existsSync(join(root, '.github/pareto-report.yaml'))).toBe(false);
  });

  test('are replaced under the ending that they have', async () => {
    const root = repositoryWith(RATES, 'results');
    const workflow = WORKFLOW.replace(/yml$/, 'yaml');
    mkdirSync(dirname(join(root, workflow)), { recursive: true });
    writeFileSync(join(root, workflow), 'jobs: {a: {steps: [{uses: pareto-report/pareto-report@v1}]}}\n');
    await expect(init(root, 'results')).rejects.toThrow(`${workflow} is there already`);
    await init(root, 'results', '--force');
    expect(readdirSync(join(root, '.github/workflows'))).toEqual(['benchmark.yaml']);
    expect(parse(read(root, workflow)).name).toBe('Benchmark');
  });

  test('of which two contradict each other are left alone', async () => {
    const root = repositoryWith(RATES, 'results');
    mkdirSync(join(root, '.github'));
    for (const path of [CONFIG, '.github/pareto-report.yaml']) writeFileSync(join(root, path), '# mine\n');
    await expect(init(root, 'results', '--force')).rejects.toThrow('found both; keep one of them');
    expect(existsSync(join(root, '.github/workflows'))).toBe(false);
  });

  test.each(WINDOWS ? ['a folder'] : ['a folder', 'a link'])('%s is never replaced', async (kind) => {
    const root = repositoryWith(RATES, 'results');
    mkdirSync(join(root, '.github'));
    writeFileSync(join(root, 'mine'), 'mine');
    if (kind === 'a folder') mkdirSync(join(root, CONFIG));
    else symlinkSync(join(root, 'mine'), join(root, CONFIG));
    const before = contents(root);
    await expect(init(root, 'results', '--force')).rejects.toThrow(`expected no more than a file at ${CONFIG}`);
    expect(contents(root)).toEqual(before);
    expect(existsSync(join(root, '.github/workflows'))).toBe(false);
  });
});

describe('what stands in the way is named, and nothing is written', () => {
  const inTheWay: [string, (root: string) => void, string][] = [
    ['a file', (root) => writeFileSync(join(root, '.github'), ''), 'expected a folder at .github, found a file'],
    [
      'a file further down',
      (root) => {
        mkdirSync(join(root, '.github'));
        writeFileSync(join(root, '.github/workflows'), '');
      },
      'expected a folder at .github/workflows, found a file',
    ],
    [
      'folders by the names of both workflows',
      (root) => {
        for (const name of ['benchmark', 'pareto-report'])
          mkdirSync(join(root, `.github/workflows/${name}.yml`), { recursive: true });
      },
      'expected no more than a file at .github/workflows/pareto-report.yml',
    ],
  ];
  const links: typeof inTheWay = [
    ['a link that leads elsewhere', (root) => symlinkSync(emptyFolder(), join(root, '.github')), 'folder at .github'],
    ['a link that leads nowhere', (root) => symlinkSync('gone', join(root, '.github')), 'folder at .github'],
  ];
  test.each([...inTheWay, ...(WINDOWS ? [] : links)])('%s', async (_, lay, sentence) => {
    const root = repositoryWith(RATES, 'results');
    lay(root);
    const before = contents(root);
    await expect(init(root, 'results', '--force')).rejects.toThrow(sentence);
    await expect(init(root, 'results', '--force')).rejects.toBeInstanceOf(UserError);
    expect(contents(root)).toEqual(before);
  });
});

describe('a mistake is a sentence, and nothing is written', () => {
  test.each([
    [[], 'found no folder'],
    [[''], 'found no folder'],
    [['results', 'more'], 'expected one folder, found 2'],
    [['nowhere'], 'init nowhere: expected a folder with results, found no such file or folder'],
    [['empty'], 'no benchmark report could be read'],
    [['..'], 'found one outside'],
    [['a'.repeat(5000)], /^init: expected a path of up to 4,096 characters, found “a{60}…”$/],
    [['results', '--frce'], 'init --frce: expected init FOLDER [--force], found another option; did you mean --force?'],
    [['results', '--output', 'x'], 'init --output: expected init FOLDER [--force]'],
    [['results', '--force=1'], 'init --force'],
    [['two\nlines'], 'expected a name that an input can hold'],
    [[' results'], 'expected a name that an input can hold'],
  ])('%j', async (args, sentence) => {
    const root = repositoryWith(RATES, 'results');
    for (const folder of WINDOWS ? ['empty'] : ['empty', 'two\nlines', ' results']) mkdirSync(join(root, folder));
    await expect(init(root, ...args)).rejects.toThrow(sentence);
    await expect(init(root, ...args)).rejects.toBeInstanceOf(UserError);
    expect(existsSync(join(root, '.github'))).toBe(false);
  });
});
