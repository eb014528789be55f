import { expect, test } from 'vitest';
import type { Event } from './event.ts';
import { github, standinForEach, WRITE } from './freshstandin.ts';
import { type StepResult, step } from './runner.ts';
import { archiveOf, workspaceOf } from './sweep.ts';

/*
 * A whole run with five earlier ones: how many requests it makes.
 */

standinForEach({ private: true });

const INPUTS = { reports: 'results', baseline: 'auto' };

const measured = (event: Event): Promise<StepResult> =>
  step(github, event, { inputs: INPUTS, permissions: WRITE, workspace: workspaceOf(1) });

/** Nights of main that were measured, one of them here, and a pull request after them. */
async function history(count: number): Promise<void> {
  await github.repository.push('main', { a: '0' });
  await measured({ name: 'push' });
  const report = [...github.repository.artifacts.values()].find(({ name }) => name === 'pareto-report-benchmark');
  for (let night = 1; night < count; night += 1) {
    const run = github.repository.run({ sha: await github.repository.push('main', { a: String(night) }) });
    github.repository.artifact(run, 'pareto-report-benchmark', report?.bytes ?? Buffer.from(''));
  }
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
}

/** `baseline`, `images`, by a line `requests: 24 (baseline 15, images 9)`, and the figures. */
function readEffort(ended: StepResult, unit: 'seconds' | 'requests'): { all: number; parts: Map<string, number> } {
  const line = new RegExp(`^${unit}: ([\\d.]+) \\((.*)\\)$`, 'm').exec(ended.outputs['publish-status'] ?? '');
  const parts = (line?.[2] ?? '').split(', ').map((part): [string, number] => {
    const [, name = '', figure] = /^(.*) ([\d.]+)$/.exec(part) ?? [];
    return [name, Number(figure)];
  });
  return { all: Number(line?.[1]), parts: new Map(parts) };
}

test('under forty requests, which are told by feature', { timeout: 240_000 }, async () => {
  await history(5);
  github.requests.length = 0;
  const ended = await measured({ name: 'pull_request', pull: 1 });
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  const made = github.requests.filter(({ host }) => host === 'api');
  expect(made.length).toBeLessThan(40);
  const lines = ended.outputs['publish-status']?.split('\n').slice(-2) ?? [];
  expect(lines).toEqual([
    expect.stringMatching(/^seconds: \d+\.\d \(baseline/),
    expect.stringMatching(/^requests: \d+ \(/),
  ]);
  for (const line of lines) expect(ended.stdout).toContain(`\n${line}\n`);
  const { all, parts } = readEffort(ended, 'requests');
  expect([...parts.keys()]).toEqual(['baseline', 'images', 'comment']);
  expect(all).toBe(made.length);
  expect([...parts.values()].reduce((sum, part) => sum + part, 0)).toBe(all);
  await github.check();
});

test('seconds are told of all that a step does beside its report', { timeout: 240_000 }, async () => {
  await history(1);
  const first = await measured({ name: 'pull_request', pull: 1 });
  const seconds = readEffort(first, 'seconds');
  expect([...seconds.parts.keys()].toSorted()).toEqual(
    ['artifact', 'baseline', 'comment', 'html', 'images', 'job summary'].toSorted(),
  );
  expect(seconds.all).toBeLessThanOrEqual([...seconds.parts.values()].reduce((sum, part) => sum + part, 0.5));
  const again = await step(
    github,
    { name: 'workflow_run', run: first.run },
    { inputs: { mode: 'publish' }, permissions: WRITE },
  );
  expect(readEffort(again, 'seconds').parts.has('report artifacts'), again.stdout).toBe(true);
  await github.check();
});

test('with many artifacts a run, fewer runs are looked at, and it is said', { timeout: 240_000 }, async () => {
  await github.repository.push('main', { a: '0' });
  for (let night = 1; night <= 5; night += 1) {
    const run = github.repository.run({ sha: await github.repository.push('main', { a: String(night) }) });
    for (let part = 0; part < 8; part += 1) github.repository.artifact(run, `results-${part}`, archiveOf(1));
  }
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const ended = await step(
    github,
    { name: 'pull_request', pull: 1 },
    {
      inputs: { ...INPUTS, 'baseline-artifact': 'results-*' },
      permissions: WRITE,
      workspace: workspaceOf(1),
    },
  );
  expect(ended.outputs.baseline, ended.stdout).toBe('artifact');
  expect(github.requests.filter(({ host }) => host === 'api').length).toBeLessThan(40);
  expect(ended.outputs['publish-status']).toMatch(
    /^baseline: run \d+ and those before it were not looked at \(9 requests were made for those after it\)$/m,
  );
  await github.check();
});
