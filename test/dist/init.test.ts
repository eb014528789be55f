import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, emptyFolder, lonelyDist, NODES, run } from './spawn.ts';

const cli = join(lonelyDist(), 'cli.js');

test.each(NODES)('%s begins with a workflow and a config file, which it reads itself', async (node) => {
  const cwd = emptyFolder();
  cpSync(EXAMPLE, join(cwd, 'results'), { recursive: true });
  const { status, stdout, stderr } = await run(node, cli, ['init', 'results'], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Wrote .github/workflows/benchmark.yml');
  expect(readdirSync(join(cwd, '.github')).sort()).toEqual(['pareto-report.yml', 'workflows']);
  const reported = await run(node, cli, ['results', '--plots', 'none', '--html', 'none'], { cwd });
  expect(reported).toMatchObject({ status: 0, stderr: '' });
});

test('a folder without results gets no workflow', async () => {
  const cwd = emptyFolder();
  const { status, stdout, stderr } = await run(process.execPath, cli, ['init', '.'], { cwd });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^pareto-report: no benchmark report could be read: .*\n$/);
  expect(existsSync(join(cwd, '.github'))).toBe(false);
});
