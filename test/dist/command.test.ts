import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { PICTURES } from '../../scripts/pictures.ts';
import { reportSchema } from '../../src/report/reportjson.ts';
import { EXAMPLE, emptyFolder, lonelyDist, NODES, type ProgramResult, ROOT, run } from './spawn.ts';

const dist = lonelyDist();
const cli = join(dist, 'cli.js');

/** What the PNG's header says: width, height. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

const pictures = new Map<string, Buffer[]>();

describe.each(NODES)('%s', (node) => {
  const cwd = emptyFolder();
  const output = join(cwd, 'pareto-report');
  let ended: ProgramResult;

  beforeAll(async () => {
    ended = await run(node, cli, [EXAMPLE], { cwd });
  });

  test('reports the example from an empty folder', () => {
    expect(ended.stderr).toBe('');
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('1P-TP8/1D-TP8');
    expect(ended.stdout).toMatch(/On the front: 4 of 11 configurations, 10 of 66 points/);
  });

  test('writes every file of the contract', () => {
    const report = reportSchema.parse(JSON.parse(readFileSync(join(output, 'report.json'), 'utf8')));
    expect(report).toMatchObject({
      format: 'pareto-report/1',
      verdict: 'none',
      runs: 66,
      problems: [],
      comparison: null,
    });
    const id = 'llama-3-1-70b-instruct-h100-80gb-isl9999-osl1000';
    expect(report.scenarios.map((scenario) => scenario.id)).toEqual([id]);
    const names = ['light', 'dark'].flatMap((theme) =>
      ['svg', 'png'].map((format) => `${id}-tradeoff-${theme}.${format}`),
    );
    expect(readdirSync(join(output, 'plots')).sort()).toEqual(names.sort());
    expect(readdirSync(output).sort()).toEqual(['plots', 'report.html', 'report.json', 'runs.csv', 'summary.md']);
    expect(readFileSync(join(output, 'runs.csv'), 'utf8').trim().split('\r\n')).toHaveLength(67);
    for (const { file } of report.scenarios[0]?.plots ?? []) expect(statSync(join(output, file)).isFile()).toBe(true);
  });

  test('draws pictures of at least 1,200 pixels, with glyphs though there is no font', () => {
    for (const name of readdirSync(join(output, 'plots')).sort()) {
      const bytes = readFileSync(join(output, 'plots', name));
      pictures.set(name, [...(pictures.get(name) ?? []), bytes]);
      if (name.endsWith('.png')) expect(sizeOf(bytes)[0]).toBeGreaterThanOrEqual(1200);
      else expect(bytes.toString()).not.toContain('<text');
    }
  });

  test('says what it is and what it takes', async () => {
    const help = await run(node, cli, ['--help'], { cwd });
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('--user-throughput');
    expect((await run(node, cli, ['--version'], { cwd })).stdout).toMatch(/^pareto-report \d+\.\d+\.\d+\n$/);
  });

  // Of the sources, every kind of mistake is tried.
  test.each([
    [['.', '--plots', 'none', '--gpus', 'many'], '--gpus'],
    [['.', '--plots', 'none'], 'no benchmark report could be read'],
  ])('%j is a mistake: a sentence, status 2, nothing written', async (args, sentence) => {
    const empty = emptyFolder();
    const { status, stdout, stderr } = await run(node, cli, args, { cwd: empty });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+\)?$/m);
    expect(readdirSync(empty)).toEqual([]);
  });

  test('does not write over a report of another program', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'report.json'), '{"mine": true}');
    const refused = await run(node, cli, [EXAMPLE, '--plots', 'none', '--output', folder], { cwd: folder });
    expect(refused.status).toBe(2);
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('{"mine": true}');
  });

  test('does not read its own output, and writes the same again', async () => {
    const read = () => readFileSync(join(output, 'report.json'), 'utf8');
    const before = read();
    // Drawn again it would take longer than all else.
    const again = await run(node, cli, [EXAMPLE, cwd, '--plots', 'none'], { cwd });
    expect(again.status).toBe(0);
    const undrawn = before.replaceAll(/("plots": )\[[^\]]+\]/g, '$1[]');
    expect(undrawn.length).toBeLessThan(before.length);
    expect(read()).toBe(undrawn);
  });
});

test('pictures are the same bytes on every Node', () => {
  expect(pictures.size).toBe(4);
  for (const [name, [first, ...others]] of pictures) {
    for (const other of others) expect(other.equals(first ?? Buffer.of()), name).toBe(true);
  }
});

test.each(Object.entries(PICTURES))('docs/%s-*.png are what dist/ draws: npm run pictures', async (name, args) => {
  const cwd = emptyFolder();
  const given = [...args, '--html', 'none', '--output', cwd];
  const { status, stderr } = await run(process.execPath, join(ROOT, 'dist/cli.js'), given, { cwd: ROOT });
  expect(status, stderr).toBe(0);
  for (const theme of ['light', 'dark']) {
    const [file = ''] = readdirSync(join(cwd, 'plots')).filter((plot) => plot.endsWith(`-${theme}.png`));
    expect(readFileSync(join(cwd, 'plots', file)).equals(readFileSync(join(ROOT, `docs/${name}-${theme}.png`)))).toBe(
      true,
    );
  }
});

test('a regression fails the command after the report is written', async () => {
  const cwd = emptyFolder();
  const args = [join(ROOT, 'examples/llama-3.1-70b-h100-changed'), '--baseline', EXAMPLE, '--plots', 'none'];
  const { status, stdout, stderr } = await run(process.execPath, cli, args, { cwd });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^Verdict: regression/m);
  expect(stderr).toMatch(/^pareto-report: the gate failed: regression/m);
  const report = reportSchema.parse(JSON.parse(readFileSync(join(cwd, 'pareto-report/report.json'), 'utf8')));
  expect(report).toMatchObject({
    verdict: 'regression',
    comparison: { counts: { regression: 3, missing: 1, new: 6, pass: 62 } },
  });
});

test('dist/ is under 20 MB and brings the notices of what is in it', () => {
  const files = readdirSync(dist).map((name) => statSync(join(dist, name)).size);
  expect(files.reduce((sum, size) => sum + size, 0)).toBeLessThan(20e6);
  const notices = readFileSync(join(dist, 'NOTICES.txt'), 'utf8');
  for (const name of ['jsdom', '@observablehq/plot', 'sharp', '@img/sharp-wasm32', 'zod', 'yaml', 'js-yaml', 'Inter']) {
    expect(notices, name).toContain(name);
  }
  expect(notices).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
  expect(notices).toContain('SIL OPEN FONT LICENSE');
});
