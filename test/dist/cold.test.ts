import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, emptyFolder, lonelyDist, NODES, run } from './spawn.ts';

/*
 * What a start does not load: it is not there at all.
 */

/** A copy of `dist/` without some of its files. */
function distWithout(isLeftOut: (name: string, bytes: number) => boolean): string {
  const dist = lonelyDist();
  for (const name of readdirSync(dist)) {
    const file = join(dist, name);
    if (isLeftOut(name, statSync(file).size)) rmSync(file);
  }
  return join(dist, 'cli.js');
}

const MOST_TO_ANSWER = 10_000;

/** Modules that must be loaded before one runs, itself included. */
function neededFor(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/\b(?:import|from)"\.\/([\w.-]+)"/g);
  for (const [, name = ''] of imports) neededFor(join(dirname(file), name), seen);
  return seen;
}

test.each([
  ['the thread that draws starts the rasteriser before it loads what draws', 'drawing.js', 50_000],
  ['the rasteriser leaves out of sharp what a picture needs none of', 'raster.js', 80_000],
])('%s', (_, entry, most) => {
  const needed = [...neededFor(join(lonelyDist(), entry))];
  expect(needed.length).toBeGreaterThan(2);
  expect(needed.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(most);
});

describe.each(NODES)('%s', (node) => {
  test.each(['--version', '--help', '-h'])('%s is answered from little code', async (flag) => {
    const cli = distWithout((_, bytes) => bytes > MOST_TO_ANSWER);
    const { status, stdout, stderr } = await run(node, cli, [flag], { cwd: emptyFolder() });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(flag === '--version' ? /^pareto-report \d/ : /^Usage: /);
  });

  test('without pictures and a baseline, nothing is loaded that draws, compares, reads the whole of YAML, matches globs or breaks lines', async () => {
    const cli = distWithout((name) =>
      /^(jsdom|observable-plot|draw|studio|raster|compare|js-yaml)\w*\.js$|^late-|\.glyphs$/.test(name),
    );
    const cwd = emptyFolder();
    const { status, stderr } = await run(node, cli, [EXAMPLE, '--plots', 'none'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(join(cwd, 'pareto-report')).sort()).toEqual([
      'report.html',
      'report.json',
      'runs.csv',
      'summary.md',
    ]);
  });

  test('what reads the whole of YAML is loaded late without a word', async () => {
    const cwd = emptyFolder();
    cpSync(EXAMPLE, cwd, { recursive: true });
    const reports = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    for (const name of reports) appendFileSync(join(cwd, name), '# a comment\n');
    const args = ['.', '--output', 'report', '--plots', 'none'];
    const { status, stderr } = await run(node, join(lonelyDist(), 'cli.js'), args, { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

test('--timings tells the floor: Node, the program, and what drawing loads in threads', async () => {
  const cwd = emptyFolder();
  const args = [EXAMPLE, '--html', 'none', '--timings'];
  const { stderr } = await run(process.execPath, join(lonelyDist(), 'cli.js'), args, { cwd });
  const lines = [...stderr.matchAll(/^(\w+) +\d+ ms, at \d+ ms(?:;.*?)?(, meanwhile)?$/gm)];
  expect(lines.map(([, name, beside = '']) => `${name}${beside}`)).toEqual([
    ...['node', 'load', 'options', 'read', 'analyse', 'text', 'draw', 'write', 'print'],
    ...['thread', 'jsdom', 'plot', 'rasteriser'].map((name) => `${name}, meanwhile`),
  ]);
  expect(lines).toHaveLength(stderr.trim().split('\n').length);
});
