import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { github, standinForEach, withMain } from './freshstandin.ts';
import { step } from './runner.ts';
import { archiveOf, reportOf, workspaceOf } from './sweep.ts';
import { zip } from './zip.ts';

/*
 * A matrix of benchmark jobs leaves an artifact each; one job reports them all.
 */

standinForEach({ private: true }, withMain);

const INPUTS = { reports: '', plots: 'none', html: 'none', comment: 'off' };
const PERMISSIONS = { actions: 'read' } as const;

/** Runs the report job in a run that has these artifacts. */
function fanIn(
  artifacts: Readonly<Record<string, Buffer>>,
  inputs: Readonly<Record<string, string>>,
  workspace?: string,
) {
  return step(
    github,
    { name: 'push' },
    {
      inputs: { ...INPUTS, ...inputs },
      permissions: PERMISSIONS,
      ...(workspace === undefined ? {} : { workspace }),
      before: (run) => {
        for (const [name, bytes] of Object.entries(artifacts)) github.repository.artifact(run, name, bytes);
      },
    },
  );
}

test('reads all artifacts of this run that match, and only those', async () => {
  const ended = await fanIn(
    { 'bench-a': archiveOf(1), 'bench-b': archiveOf(1.01), other: archiveOf(9) },
    { 'report-artifacts': 'bench-*' },
  );
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  expect(ended.outputs).toMatchObject({ runs: '6', scenarios: '1' });
  expect(JSON.stringify(reportOf(ended))).toContain('"bench-b/plain/run-8/benchmark_report.yaml"');
  expect(github.permissionsUsed()).toEqual(['actions: read']);
  await github.check();
});

test('several globs, beside reports on disk', async () => {
  const ended = await fanIn(
    { 'bench-a': archiveOf(1), 'night-b': archiveOf(1.01) },
    { 'report-artifacts': 'bench-*\nnight-*', reports: 'results' },
    workspaceOf(1.02),
  );
  expect(ended.outputs).toMatchObject({ runs: '9' });
  await github.check();
});

test('no artifact matches: said so, and the step fails as nothing is left to report', async () => {
  const ended = await fanIn({ other: archiveOf(1) }, { 'report-artifacts': 'bench-*' });
  expect(ended.status).toBe(1);
  expect(ended.stdout).toMatch(/::error .*no artifact of run \d+ matches bench-\*/);
  expect(ended.stderr).toBe('');
});

test('an annotation stands at a file of the workspace, and names any other in its words', async () => {
  const workspace = workspaceOf(1);
  writeFileSync(join(workspace, 'results/plain/run-8/benchmark_report.yaml'), 'version: 7');
  const broken = zip([{ name: 'bad/benchmark_report.yaml', bytes: 'version: 7' }]);
  const inputs = { 'report-artifacts': 'bench-*\nnight-*', reports: 'results\nnowhere' };
  const { stdout } = await fanIn({ 'bench-a': broken }, inputs, workspace);
  const errors = stdout.split('\n').filter((line) => line.startsWith('::error '));
  const files = errors.map((line) => /,file=[^,:]*/.exec(line)?.[0] ?? null);
  expect(files.filter((file) => file !== null)).toEqual([',file=results/plain/run-8/benchmark_report.yaml']);
  for (const words of [
    /^::error title=[^,:]*::bench-a\/bad\/benchmark_report\.yaml:1:\d+: /,
    /^::error title=[^,:]*::artifacts night-\*: cannot be read: no artifact of run/,
    /^::error title=[^,:]*::nowhere: no such file or folder/,
  ]) {
    expect(errors).toContainEqual(expect.stringMatching(words));
  }
  await github.check();
});

test('one that cannot be read costs what it holds, and is named', async () => {
  const ended = await fanIn(
    { 'bench-a': archiveOf(1), bad: Buffer.concat([archiveOf(1).subarray(0, 700)]) },
    { 'report-artifacts': 'bench-*\nbad' },
  );
  expect(ended).toMatchObject({ status: 0, outputs: { runs: '3' } });
  expect(
    reportOf(ended)
      .problems.map(({ message }) => message)
      .join(),
  ).toMatch(/artifact bad: it was not read: /);
});
