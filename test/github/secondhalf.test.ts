import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Event } from './event.ts';
import { bodies, github, PULL, READ, standinForEach, WRITE, withMain } from './freshstandin.ts';
import { type StepResult, statusOf, step } from './runner.ts';
import { faults } from './standin/fault.ts';
import type { Run } from './standin/repository.ts';
import type { Standin } from './standin/standin.ts';
import { workspaceOf } from './sweep.ts';

/*
 * The second half of a publication where it cannot have what it needs, or has something else than it is told.
 */

// Each is several steps.
vi.setConfig({ testTimeout: 180_000 });

standinForEach({ private: true }, withMain);

const INPUTS = { reports: 'results', plots: 'none', html: 'none' };

const measured = (event: Event, factor = 1, inputs: Readonly<Record<string, string>> = {}) =>
  step(github, event, {
    inputs: { ...INPUTS, ...inputs },
    permissions: { ...READ, 'pull-requests': 'read' },
    workspace: workspaceOf(factor),
  });
const published = (run: Run, inputs: Readonly<Record<string, string>> = {}) =>
  step(
    github,
    { name: 'workflow_run', run },
    {
      inputs: { ...INPUTS, comment: 'always', mode: 'publish', reports: '', ...inputs },
      permissions: WRITE,
      workflow: '.github/workflows/publish.yml',
    },
  );

describe('without the report of a stranger', () => {
  const LOST = /^report artifacts|^artifacts pareto-report-benchmark: not read \(/;
  const GATE = { 'fail-on': 'regression', thresholds: 'output-throughput>=1' };
  let first: StepResult;
  beforeEach(async () => {
    await github.repository.open({ branch: 'topic', files: { b: '1' }, from: 'stranger/bench', author: 'stranger' });
    first = await measured(PULL);
  });

  const ways: readonly (readonly [string, () => void])[] = [
    ['never uploaded', () => github.repository.artifacts.clear()],
    ['GitHub fails', () => github.inject({ method: 'GET', path: '/artifacts', times: 9 }, faults.serverError())],
  ];

  test.each(ways)('%s: the gate fails, and says why', async (_, lose) => {
    lose();
    const ended = await published(first.run, GATE);
    expect(ended).toMatchObject({ status: 1, outputs: { verdict: 'none', runs: '0' } });
    expect(statusOf(ended)[0]).toMatch(LOST);
    expect(statusOf(ended)[1]).toMatch(/^report: none \(/);
    expect(ended.stdout).toContain('::error title=pareto-report%3A no report::the gate failed: there is no report: ');
    expect(ended.summary).toContain('No report');
    await github.check();
  });

  test.each(ways)('%s: without a gate it is told, and no more', async (_, lose) => {
    lose();
    for (const inputs of [{}, { 'fail-on': 'never' }] as Record<string, string>[]) {
      const ended = await published(first.run, inputs);
      expect(ended).toMatchObject({ status: 0, outputs: { verdict: 'none', runs: '0' } });
      expect(ended.stdout).toContain('::warning title=pareto-report%3A no report::nothing is published: ');
      expect(ended.summary).toContain('No report');
    }
    await github.check();
  });

  test.each<[string, Parameters<Standin['inject']>[1], RegExp]>([
    ['fails', faults.serverError(), /GitHub answered 5/],
    ['hides them', { kind: 'answer', status: 404, body: { message: 'Not Found' } }, /GitHub cannot find it/],
  ])('where GitHub %s which pull request it is, it is judged without comment', async (_, fault, why) => {
    github.inject({ method: 'GET', path: '/pulls', times: 9 }, fault);
    const ended = await published(first.run, GATE);
    expect(ended).toMatchObject({ status: 0, outputs: { verdict: 'pass' } });
    expect(statusOf(ended).at(-1)).toMatch(/^comment: failed \(the pull request of run \d+ is unknown: /);
    expect(statusOf(ended).at(-1)).toMatch(why);
    expect(ended.summary).toContain('is unknown: ');
    expect(bodies()).toEqual([]);
    await github.check();
  });
});

test('a queued merge is compared with what its base branch had before it', async () => {
  const base = await measured({ name: 'push' });
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const group = await measured({ name: 'merge_group', pull: 1 }, 0.5, { baseline: 'auto' });
  expect(group.outputs).toMatchObject({ verdict: 'regression', 'baseline-commit': base.run.sha });
  const ended = await published(group.run, { baseline: 'auto' });
  expect(ended.outputs).toMatchObject({ verdict: 'regression', 'baseline-commit': base.run.sha });
  await github.check();
});

describe('a report that says it is of something else than the run’s commit is not published', () => {
  test('of a dispatch that named a pull request', async () => {
    await measured({ name: 'push' });
    const { sha } = await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const first = await measured({ name: 'workflow_dispatch' }, 0.5, { 'pull-request': '1', commit: sha });
    const ended = await published(first.run, { baseline: 'auto', 'fail-on': 'regression' });
    expect(ended).toMatchObject({ status: 1, outputs: { verdict: 'none' } });
    const why = `its report says that it is of ${sha.slice(0, 7)}, and run ${first.run.id} was on ${first.run.sha.slice(0, 7)}`;
    expect(statusOf(ended)[0]).toBe(
      `artifact pareto-report-benchmark: not read (${why}: a run that names what it measured publishes its report itself)`,
    );
    await github.check();
  });

  test('nor one that says that it is not known', async () => {
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    github.inject({ method: 'GET', path: '/pulls/1', times: 3 }, faults.serverError());
    const first = await measured({ name: 'workflow_dispatch' }, 0.5, { 'pull-request': '1' });
    const ended = await published(first.run);
    expect(ended).toMatchObject({ status: 0, outputs: { verdict: 'none' } });
    expect(statusOf(ended)[0]).toContain('its report says that it is not known what it is of, and run ');
    await github.check();
  });
});
