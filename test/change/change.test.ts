import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProgramResult } from '../dist/spawn.ts';
import { CHANGES, type Change, result } from './changes.ts';
import { ProjectCopy } from './copy.ts';
import { CHANGE_TABLE, matches } from './table.ts';

/*
 * What CONTRIBUTING.md says that a change touches is all that it takes: six of them are made on one copy of the project,
 * which is then checked, tested and run.
 */

const [BIN, SCENARIO] = ['node_modules/.bin', 'llama-3-1-8b-instruct-a100-isl512-osl128'];

let copy: ProjectCopy;
/** What the changed program wrote, and printed. */
let out: string;
let printed: string;
/** What it came to with a cost that has no price, and with an option that is misspelt. */
let unpriced: ProgramResult;
let misspelt: ProgramResult;

beforeAll(() => {
  copy = new ProjectCopy();
  for (const change of CHANGES) copy.make(change);
  out = join(copy.root, 'out');
  succeed('node', 'scripts/docs.ts');
  mkdirSync(join(copy.root, 'results'));
  for (const users of [4, 8]) writeFileSync(join(copy.root, `results/${users}.json`), result(users));
  writeFileSync(join(copy.root, 'mine.yml'), 'detail: all\ndetial: all\n');
  const bounds = ['--threshold', 'input-throughput>=1e9', '--threshold', 'total-cost<=0.01'];
  const asked = ['--plots', 'requests,total-cost', '--price', 'A100=2', '--detail', 'all'];
  const known = ['--gpus', '1', '--accelerator', 'A100', '--html', 'none', '--output', 'out'];
  const all = [...bounds, ...asked, ...known];
  const [ran, ...others] = commands(all, ['--threshold', 'total-cost<=0.1'], ['--config', 'mine.yml']);
  printed = `${ran.stdout}${ran.stderr}`;
  expect(ran.status, printed).toBe(1);
  [unpriced, misspelt] = others;
}, 120_000);
afterAll(() => rmSync(copy.root, { recursive: true, force: true }));

/** Runs a program of the packages in the copy. The sources are compiled by the first alone. */
function spawn(program: string, ...args: readonly string[]) {
  const env = { ...process.env, UPDATE_GOLDENS: '1', CI: '', NODE_COMPILE_CACHE: join(copy.root, '.compiled') };
  return spawnSync(join(copy.root, BIN, program), args, { cwd: copy.root, encoding: 'utf8', env });
}

function succeed(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawn(program, ...args);
  expect(status, `${stdout}${stderr}`).toBe(0);
  return stdout;
}

function configure(file: string, config: object): void {
  writeFileSync(join(copy.root, file), JSON.stringify(config));
}

/** Runs the changed command some times, in a process that loads the sources once. */
function commands<All extends readonly (readonly string[])[]>(...all: All): { [Index in keyof All]: ProgramResult } {
  const code = `import { command } from './test/commandline.ts';
    const around = { cwd: process.cwd(), env: process.env };
    const results = [];
    for (const args of JSON.parse(process.argv[1])) results.push(await command(['results', ...args], around));
    console.log(JSON.stringify(results));`;
  return JSON.parse(succeed('node', '--input-type=module', '--eval', code, JSON.stringify(all)));
}

const rowOf = ({ row }: Change) => CHANGE_TABLE.find(({ change }) => change === row);

test('the table has twelve changes, and files that are there or are new', () => {
  expect(CHANGE_TABLE.map(({ change }) => change)).toHaveLength(12);
  const named = CHANGE_TABLE.flatMap(({ files, generated }) => [...files, ...generated]);
  const fixed = named.filter((path) => !/[<*]/.test(path));
  expect(fixed.filter((path) => !existsSync(join(import.meta.dirname, '../..', path)))).toEqual([]);
});

test.each(CHANGES.map((change) => [change.row, change] as const))('%s touches the files of its row', (_, change) => {
  const { files = [] } = rowOf(change) ?? {};
  const edited = Object.keys(change.edits);
  expect(edited.filter((path) => !files.some((file) => matches(file, path)))).toEqual([]);
  const needed = files.filter((file) => !file.endsWith('/expected/'));
  expect(needed.filter((file) => !edited.some((path) => matches(file, path)))).toEqual([]);
});

test('npm run docs writes what the rows say, and no other file has changed', () => {
  const expected = CHANGES.flatMap((change) => [...(rowOf(change)?.files ?? []), ...(rowOf(change)?.generated ?? [])]);
  expect(copy.touched().filter((path) => !expected.some((file) => matches(file, path)))).toEqual([]);
});

describe('the changed project', () => {
  test('has right types, and imports that the linter allows', { timeout: 120_000 }, () => {
    const touched = copy.touched();
    // What imports nothing that is touched has no list of it either, and the tests are half of the program.
    const others = copy.importersOf(touched, ['test', 'scripts']);
    configure('types.json', { extends: './tsconfig.json', include: ['src', ...touched, ...others] });
    succeed('tsc', '-p', 'types.json', '--singleThreaded');
    // Who looks for cycles reads the whole project first.
    configure('biome.json', { extends: ['./biome.layers.json'], files: { includes: ['src/**', '!!test'] } });
    succeed('biome', 'lint', '--only=style/noRestrictedImports', '--only=suspicious/noImportCycles', 'src/report/raw');
  });

  test('passes the tests that count', { timeout: 120_000 }, () => {
    const options = ['options/command', 'options/options', 'options/hosting'];
    const written = ['cases', 'generated', 'output'];
    const read = ['report/harnesses', 'pareto/plane', 'summary/columns', 'explorer/payload'];
    const counting = [...written, ...options, ...read];
    // Of the golden cases only the new one is to be made.
    const old = readdirSync(join(copy.root, 'test/cases')).filter((name) => name !== 'raw-tinybench');
    // Of the command, what makes pictures and pages takes longest and counts nothing.
    const names = `^(?!(${old.join('|')})$|status 0 |the interactive page )`;
    // One worker: several would each load the sources.
    succeed('vitest', 'run', '--maxWorkers', '1', '-t', names, ...counting.map((name) => `test/${name}.test.ts`));
    expect(copy.read('test/cases/raw-tinybench/expected/report.json')).toContain('tinybench');
  });
});

describe('what is new works', () => {
  test('the harness is read', () => {
    expect(copy.read('out/report.json')).toMatch(/"harness": ?"tinybench"/);
    expect(printed).toMatch(/· tinybench · 1 configuration, 2 points/);
  });

  test('the metric is in JSON, CSV, the table and the gate', () => {
    expect(copy.read('out/report.json')).toMatch(/"input-throughput": ?3276\.8/);
    expect(copy.read('out/runs.csv').split('\r\n')[0]).toContain(',input-throughput,');
    expect(copy.read('out/summary.md')).toMatch(/Input throughput/);
    expect(printed).toMatch(/input-throughput/);
  });

  test('the cost takes a price, and is in dollars in sentences, tables and pictures', () => {
    expect(unpriced.status, unpriced.stderr).toBe(2);
    expect(unpriced.stderr).toMatch(/--threshold: expected a price per GPU-hour for total-cost <= 0\.1, found none/);
    const [, amount = '?'] = /cost of all tokens (\$0\.\d+), \S+ from \$0\.01/.exec(printed) ?? [];
    const summary = copy.read('out/summary.md').replaceAll('&#36;', '$');
    expect(summary).toContain('| Cost of all tokens ($/M tokens) |');
    expect(summary).toContain(`| ${amount} |`);
    expect(summary).toMatch(/Cost of all tokens plot of .*, cost of a million tokens against tok\/s\/user/);
    const picture = copy.read(`out/plots/${SCENARIO}-total-cost-light.svg`);
    expect(/<desc>.*<\/desc>/.exec(picture)?.[0]).toContain(`${amount} per million tokens`);
  });

  test('the planes are drawn', () => {
    const kinds = ['requests', 'total-cost'].map((kind) => `${SCENARIO}-${kind}`);
    const names = ['dark.png', 'dark.svg', 'light.png', 'light.svg'];
    const files = kinds.flatMap((kind) => names.map((name) => `${kind}-${name}`));
    expect(readdirSync(join(out, 'plots')).sort()).toEqual(files);
    expect(copy.read(`out/plots/${SCENARIO}-requests-light.svg`)).toMatch(/^<svg/);
  });

  test('the output is written, named and kept', () => {
    expect(copy.read('out/harnesses.txt')).toBe('tinybench\n');
    expect(printed).toMatch(/Wrote .*harnesses\.txt/);
  });

  test('the input is accepted, as a flag, in the config file and in the schema', () => {
    expect(misspelt.status, misspelt.stderr).toBe(2);
    expect(misspelt.stderr).toMatch(/mine\.yml:2:1: unknown option detial: did you mean detail\?/);
    expect(copy.read('docs/config.schema.json')).toContain('"detail"');
    expect(copy.read('docs/inputs-and-outputs.md')).toContain('| `detail` | How much is told, `usual` or `all`. |');
  });
});
