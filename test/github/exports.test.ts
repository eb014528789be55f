import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesInZip } from '../../src/input/archive.ts';
import { github, PULL, standinForEach, withPull } from './freshstandin.ts';
import { step } from './runner.ts';
import { workspaceOf } from './sweep.ts';

/*
 * Files for a tracker, which a later step of the job finds where the workflow says.
 */

standinForEach({ private: true }, withPull);

const BASE = { reports: 'results', plots: 'none', comment: 'off' };
const measured = (inputs: Readonly<Record<string, string>>) =>
  step(github, PULL, { inputs: { ...BASE, ...inputs }, permissions: { contents: 'read' }, workspace: workspaceOf(1) });

test('are written to the workspace, and the artifact has the files of the report and no other', async () => {
  const asked = { junit: 'pareto-report/junit.xml', export: 'bmf=trackers/bmf.json\nbigger-is-better=big.json' };
  const { status, workspace, run, stdout, stderr } = await measured({ ...asked, thresholds: 'output-throughput>=1e9' });
  expect(status, stdout + stderr).toBe(1);
  expect(readFileSync(join(workspace, 'pareto-report/junit.xml'), 'utf8')).toMatch(/<failure .*type="regression"/);
  for (const file of ['trackers/bmf.json', 'big.json']) {
    expect(JSON.stringify(JSON.parse(readFileSync(join(workspace, file), 'utf8')))).toMatch(/tok\/s|throughput/i);
  }
  const whole = [...github.repository.artifacts.values()].find((one) => one.run === run.id && one.type !== 'text/html');
  const names = (await filesInZip(whole?.bytes ?? Buffer.of())).map(({ path }) => path);
  expect(names.sort()).toEqual(['report.html', 'report.json', 'runs.csv', 'summary.md']);
  await github.check();
});

test('one that would cost a result is refused by the name of the input, and nothing is written', async () => {
  const { status, stdout, workspace } = await measured({ junit: 'results' });
  expect(status).toBe(1);
  expect(stdout).toContain('input junit results: expected a file, found a folder; choose another');
  expect(existsSync(join(workspace, 'pareto-report'))).toBe(false);
  await github.check();
});
