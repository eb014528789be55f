import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Event } from './event.ts';
import { github, PULL, standinForEach, withMain } from './freshstandin.ts';
import { type StepResult, step } from './runner.ts';
import { archiveOf, reportOf, workspaceOf } from './sweep.ts';

/*
 * What a step says of its baseline: which commit it is of, and on what runner it was made; and what all of it costs.
 */

standinForEach({ private: true }, withMain);

const READ = { contents: 'read', actions: 'read', 'pull-requests': 'write' } as const;
const INPUTS = { reports: 'results', plots: 'none', html: 'none', baseline: 'auto' };
const OLD_IMAGE = { ImageOS: 'ubuntu24', ImageVersion: '20261018.5.1' };
const NEW_IMAGE = { ImageOS: 'ubuntu24', ImageVersion: '20261109.72.1' };

const tip = async () => (await github.repository.bare.resolve('refs/heads/main')) ?? '';
const problems = (ended: StepResult, wanted: string) =>
  reportOf(ended)
    .problems.filter(({ code }) => code === wanted)
    .map(({ message }) => message);
function sweepIn({ workspace }: StepResult): { readonly runner?: unknown } {
  return JSON.parse(readFileSync(join(workspace, 'pareto-report', 'report.json'), 'utf8')).sweep;
}

test('which commit it is of, why, and what lies between; and that the runner was another', {
  timeout: 120_000,
}, async () => {
  const push: Event = { name: 'push' };
  const given = { inputs: INPUTS, permissions: READ };
  const base = await step(github, push, { ...given, workspace: workspaceOf(), env: OLD_IMAGE });
  expect(sweepIn(base).runner).toEqual({ os: 'Linux', arch: 'X64', image: 'ubuntu24', imageVersion: '20261018.5.1' });
  await github.repository.push('main', { a: '1' });
  const merge = await tip();
  const running = github.repository.run({ sha: merge, status: 'in_progress', conclusion: null });
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const ended = await step(github, PULL, { ...given, workspace: workspaceOf(1.001), env: NEW_IMAGE });
  expect(ended.status, ended.stdout).toBe(0);

  const [from, to] = [base.run.sha.slice(0, 7), merge.slice(0, 7)];
  const why = `run ${running.id} of benchmark.yml there is still in progress; run this job again when that is done, to compare with it`;
  const line = `Baseline: ${from}, 1 commit before the merge base ${to}: ${why}`;
  expect(ended.stdout.replace(/\s+/g, ' ')).toContain(line);
  expect(ended.stdout).toContain(`::notice title=pareto-report%3A older-baseline::${line}`);
  expect(problems(ended, 'older-baseline')).toEqual([line]);
  const [comment] = [...github.repository.comments.values()];
  for (const page of [ended.summary, comment?.body ?? '']) {
    const between = new RegExp(`<a href="[^"]*/octo/bench/compare/${base.run.sha}\\.\\.\\.${merge}">1 commit</a>`);
    expect(page).toMatch(between);
    expect(page.replace(between, '1 commit')).toContain(
      `Baseline: \`${from}\`, 1 commit before the merge base \`${to}\`: ${why}`,
    );
  }
  const [old, now] = ['ubuntu24 20261018.5.1 (Linux X64)', 'ubuntu24 20261109.72.1 (Linux X64)'];
  expect(problems(ended, 'other-runner')).toEqual([expect.stringContaining(`on the runner ${old}, this on ${now}`)]);
  expect(ended.outputs).toMatchObject({ verdict: 'pass', missing: '0', new: '0' });

  const same = await step(github, PULL, { ...given, workspace: workspaceOf(1.002), env: OLD_IMAGE });
  expect(problems(same, 'other-runner')).toEqual([]);
  await github.check();
});

test('of a runner nothing is known where another job measured', { timeout: 120_000 }, async () => {
  const inputs = { plots: 'none', html: 'none', 'report-artifacts': 'bench-*', comment: 'off' };
  const ended = await step(
    github,
    { name: 'push' },
    {
      ...{ inputs, permissions: READ, env: NEW_IMAGE },
      before: (run) => github.repository.artifact(run, 'bench-a', archiveOf()),
    },
  );
  expect(ended.status, ended.stdout).toBe(0);
  expect(sweepIn(ended).runner).toBeUndefined();
  await github.check();
});

test('a workflow on pull requests only is told so, once, and is gated as one without a baseline', {
  timeout: 120_000,
}, async () => {
  await github.repository.push('main', { '.github/workflows/benchmark.yml': 'on: pull_request\njobs: {}\n' });
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const run = (more: Readonly<Record<string, string>>) =>
    step(github, PULL, { inputs: { ...INPUTS, ...more, comment: 'off' }, permissions: READ, workspace: workspaceOf() });
  const ended = await run({});
  expect(ended.status, ended.stdout).toBe(0);
  const said =
    'benchmark.yml runs on pull_request only, so no run on main ever leaves a baseline: add “push: { branches: [main] }” under its “on:”';
  expect(problems(ended, 'pull-requests-only')).toEqual([`baseline auto: ${said}; nothing is compared`]);
  expect(problems(ended, 'missing-baseline')).toEqual([]);
  expect(ended.stdout.match(/^::warning.*ever leaves a baseline/gm)).toHaveLength(1);
  expect(ended.summary).not.toContain('a first run has none yet');
  expect((await run({ 'fail-on': 'missing-baseline' })).status).toBe(1);
  await github.check();
});

test('with five earlier runs, a comment and pictures it asks GitHub less than 40 times', {
  timeout: 120_000,
}, async () => {
  for (const factor of [1, 1.01, 0.99, 1.005, 0.995]) {
    const sha = await github.repository.push('main', { a: String(factor) });
    github.repository.artifact(github.repository.run({ sha }), 'pareto-report-benchmark', archiveOf(factor));
  }
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  github.requests.length = 0;
  const permissions = { contents: 'write', actions: 'read', 'pull-requests': 'write' } as const;
  const inputs = { reports: 'results', baseline: 'auto' };
  const ended = await step(github, PULL, { inputs, permissions, workspace: workspaceOf(1.002) });
  expect(reportOf(ended).comparison?.baseline?.runs).toBe(5);
  const asked = github.requests.filter(({ host }) => host === 'api').length;
  console.info(`requests to the API with five earlier runs, a comment and pictures: ${asked}`);
  expect(asked).toBeLessThan(40);
  await github.check();
});
