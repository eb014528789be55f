import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { emptyFolder } from '../dist/spawn.ts';
import type { Event } from './event.ts';
import { bodies, github, READ, standinForEach, WRITE, withMain } from './freshstandin.ts';
import { type Step, type StepResult, statusOf, step } from './runner.ts';
import type { Run } from './standin/repository.ts';
import type { Permissions } from './standin/token.ts';
import { reportOf, workspaceOf } from './sweep.ts';
import { zip } from './zip.ts';

/*
 * A fork's pull request in two halves: the first may only read, and leaves summary and artifact; the second, on
 * workflow_run, publishes, and takes from the artifact nothing but validated numbers.
 */

standinForEach({ private: true }, withMain);

const INPUTS = { reports: 'results', baseline: 'auto', plots: 'none', html: 'none' };

const pushed = (factor: number) =>
  step(github, { name: 'push' }, { inputs: INPUTS, permissions: READ, workspace: workspaceOf(factor) });

/** The first half: measures a pull request with a token that can only read. */
const measured = (pull: number, factor: number) =>
  step(github, { name: 'pull_request', pull }, { inputs: INPUTS, permissions: READ, workspace: workspaceOf(factor) });

/** The second half, for a run of the first; with a config file in what it has checked out. */
function published(
  run: Run,
  inputs: Readonly<Record<string, string>> = {},
  config = '',
  by: Pick<Step, 'dist'> = {},
): Promise<StepResult> {
  const event: Event = { name: 'workflow_run', run };
  const given = { mode: 'publish', reports: '', baseline: 'auto', plots: 'none', html: 'none', ...inputs };
  const workspace = emptyFolder();
  mkdirSync(join(workspace, '.github'));
  writeFileSync(join(workspace, '.github/pareto-report.yml'), config);
  return step(github, event, {
    inputs: given,
    permissions: WRITE,
    workspace,
    workflow: '.github/workflows/publish.yml',
    ...by,
  });
}

const isWriting = (operation: string) => !/^GET |graphql$/.test(operation);

describe.each([
  ['a fork', { branch: 'main', from: 'stranger/bench', author: 'stranger' }],
  ['Dependabot', { branch: 'dependabot/npm_and_yarn/x-2', author: 'dependabot[bot]', files: { b: '1' } }],
] as const)('%s', (_, request) => {
  test('the first half writes nothing, says so once, and judges; the second publishes', async () => {
    const base = await pushed(1);
    await github.repository.open(request);
    github.asked.length = 0;
    const first = await measured(1, 0.7);
    expect(first.status).toBe(1);
    expect(first.outputs).toMatchObject({ verdict: 'regression', 'baseline-commit': base.run.sha });
    expect(statusOf(first)).toContain('artifact: uploaded as pareto-report-benchmark');
    expect(statusOf(first)).toContain('comment: read-only token');
    expect(github.asked.filter(({ operation, status }) => isWriting(operation) && status < 400)).toEqual([]);
    expect(first.stdout.match(/::notice .*pull-requests: write/g)).toHaveLength(1);
    expect(first.stdout).not.toContain('::warning title=pareto-report%3A publishing');
    expect(first.summary).toContain('mode: publish');

    const second = await published(first.run, {}, '', { dist: process.execPath });
    expect(second.status, second.stdout + second.stderr).toBe(0);
    expect(second.outputs).toMatchObject({ verdict: 'regression', regressions: '4', 'baseline-commit': base.run.sha });
    expect(reportOf(second).comparison).toEqual(reportOf(first).comparison);
    expect(statusOf(second)).toContain('comment: created');
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('Regression');
    expect(bodies()[0]).toContain(`/actions/runs/${first.run.id}`);
    await github.check();
  });
});

describe('what Dependabot’s token may do, only trying tells', () => {
  const PICTURES = { ...INPUTS, plots: 'tradeoff', html: 'auto' };
  const measure = (permissions: Permissions) =>
    step(github, { name: 'pull_request', pull: 1 }, { inputs: PICTURES, permissions, workspace: workspaceOf(1) });
  const notesOf = ({ stdout }: StepResult) => stdout.match(/^::\w+ title=pareto-report%3A publishing::.*$/gm);

  beforeEach(async () => {
    await pushed(1);
    await github.repository.open({ branch: 'dependabot/pip/vllm-1', author: 'dependabot[bot]', files: { b: '1' } });
    github.asked.length = 0;
  });

  test('raised by permissions: it writes as any other, and so does the second half', async () => {
    const first = await measure(WRITE);
    expect(statusOf(first)).toEqual([
      'images: ref',
      'artifact: uploaded as pareto-report-benchmark',
      'html: uploaded',
      'comment: created',
    ]);
    expect(notesOf(first)).toBeNull();
    const second = await published(first.run);
    expect(statusOf(second)).toContain('comment: updated');
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
    expect(bodies()).toHaveLength(1);
    await github.check();
  });

  test('not raised: one notice names both permissions and the second half', async () => {
    const first = await measure(READ);
    const [images, , , comment] = statusOf(first) ?? [];
    expect([images, comment]).toEqual(['images: read-only token', 'comment: read-only token']);
    const note =
      'a job that Dependabot started has a token that only reads, unless permissions: of the workflow give it more (contents: write and pull-requests: write are refused): no pictures and no comment; a second workflow with mode: publish writes them';
    expect(notesOf(first)).toEqual([`::notice title=pareto-report%3A publishing::${note}`]);
    expect(statusOf(await published(first.run))).toContain('comment: created');
    await github.check();
  });

  test('raised in part: what is refused is named alone', async () => {
    const first = await measure({ ...READ, 'pull-requests': 'write' });
    const [images, , , comment] = statusOf(first) ?? [];
    expect([images, comment]).toEqual(['images: read-only token', 'comment: created']);
    const notes = notesOf(first) ?? [];
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('(contents: write is refused): no pictures; a second workflow');
    expect(bodies()[0]).toContain('a second workflow with');
    await github.check();
  });
});

test('pictures are published by the second half too', async () => {
  await pushed(1);
  await github.repository.open({ branch: 'topic', from: 'stranger/bench' });
  const first = await measured(1, 1);
  const second = await published(first.run, { plots: 'tradeoff' });
  expect(statusOf(second)).toContain('images: ref');
  expect(bodies()[0]).toContain(second.outputs['image-urls']?.split('\n')[0]);
  await github.check();
});

test('the second half fails where its own step or config file says so, and not else', async () => {
  await pushed(1);
  await github.repository.open({ branch: 'topic', from: 'stranger/bench' });
  const first = await measured(1, 0.7);
  expect((await published(first.run)).status).toBe(0);
  const byConfig = await published(first.run, {}, 'fail-on: regression');
  expect(byConfig).toMatchObject({ status: 1, outputs: { verdict: 'regression' } });
  expect(byConfig.stdout).toMatch(/^::error title=pareto-report%3A regression::the gate failed: /m);
  expect((await published(first.run, { 'fail-on': 'never' }, 'fail-on: regression')).status).toBe(0);
  expect((await published(first.run, { 'fail-on': 'regression' })).status).toBe(1);
  // What the config file loosens is loosened here too: it is the one that the base branch has.
  const loose = await published(
    first.run,
    { 'fail-on': 'regression' },
    'thresholds: [output-throughput=-50%, front=-50%]',
  );
  expect(loose).toMatchObject({ status: 0, outputs: { verdict: 'pass' } });
  await github.check();
});

/** Replaces what the first half left. */
function forge({ run, workspace }: StepResult, change: (report: Record<string, unknown>) => unknown): void {
  for (const [id, artifact] of github.repository.artifacts) {
    if (artifact.run !== run.id) continue;
    const report = JSON.parse(readFileSync(join(workspace, 'pareto-report', 'report.json'), 'utf8'));
    const bytes = zip([
      { name: 'report.json', bytes: JSON.stringify(change(report)) },
      { name: 'summary.md', bytes: '<!-- pareto-report: forged -->\nAll is well @maintainers' },
    ]);
    github.repository.artifacts.set(id, { ...artifact, bytes });
  }
}

describe('nothing of the artifact is trusted', () => {
  let first: StepResult;
  beforeEach(async () => {
    await pushed(1);
    await github.repository.open({ branch: 'other', files: { c: '1' } });
    await github.repository.open({ branch: 'topic', from: 'stranger/bench', author: 'stranger' });
    first = await measured(2, 0.7);
  });

  test('its verdict and its words', async () => {
    forge(first, (report) => ({ ...report, verdict: 'pass', comparison: null, problems: [], pull_request: 1 }));
    const second = await published(first.run);
    expect(second.outputs.verdict).toBe('regression');
    expect([...github.repository.comments.values()].map(({ on }) => on)).toEqual([2]);
    expect(bodies()[0]).not.toContain('@maintainers');
    await github.check();
  });

  test('names that would leave their cell, and numbers that are none', async () => {
    const name = 'x | <img src=//evil> @maintainers\n::error::gone\n# Big';
    forge(first, (report) =>
      JSON.parse(JSON.stringify(report).replaceAll('Llama-3.1-70B-Instruct', () => JSON.stringify(name).slice(1, -1))),
    );
    const second = await published(first.run, { baseline: '', thresholds: 'output-throughput>=1' });
    expect(second.status, second.stdout + second.stderr).toBe(0);
    expect(bodies()[0]).not.toMatch(/<img src=\/\/evil|^# Big|(?<![\w&#;])@maintainers/m);
    expect(second.stdout).not.toMatch(/^::error::gone/m);
    forge(first, (report) =>
      JSON.parse(JSON.stringify(report).replace(/"outputThroughput":[\d.]+/, '"outputThroughput":-5')),
    );
    const refused = await published(first.run);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toMatch(/::error /);
    expect(refused.stderr).toBe('');
    await github.check();
  });

  test('the commit that was measured is no longer the head: nothing is commented', async () => {
    const pull = github.repository.pulls.get(2);
    if (pull === undefined) throw new Error('no pull request');
    await github.repository.update(pull, { d: '1' });
    const second = await published(first.run);
    expect(statusOf(second)).toContain('comment: no pull request');
    expect(bodies()).toEqual([]);
    expect(second.stdout).toContain('no open pull request has the measured commit as its head');
    await github.check();
  });
});

describe('a report of too much', () => {
  let first: StepResult;
  beforeEach(async () => {
    await github.repository.open({ branch: 'topic', from: 'stranger/bench', author: 'stranger' });
    first = await measured(1, 1);
  });

  /** So many scenarios like the first. */
  const many =
    (length: number) =>
    ({ sweep, ...report }: Record<string, unknown>) => {
      const { setups, runs, ...head } = sweep as { setups: object[]; runs: { setup: number }[] };
      const each = Array.from({ length }, (_, i) => i);
      return {
        ...report,
        sweep: {
          ...head,
          setups: each.map((i) => ({ ...setups[0], model: `model ${i}` })),
          runs: each.flatMap((i) => runs.map((run) => ({ ...run, setup: i }))),
        },
      };
    };

  test('more scenarios than anybody looks at: none is drawn, and why', async () => {
    forge(first, many(100));
    const inputs = { plots: 'tradeoff', html: 'auto', baseline: '', thresholds: 'output-throughput>=1' };
    const second = await published(first.run, inputs);
    expect(second.outputs).toMatchObject({ verdict: 'pass', scenarios: '100', 'image-urls': '' });
    const reason = '200 pictures are more than GitHub takes at once (60)';
    expect(statusOf(second)).toEqual([`images: failed (${reason})`, 'html: uploaded', 'comment: created']);
    expect(readdirSync(join(second.workspace, 'pareto-report'))).toEqual([
      'report.html',
      'report.json',
      'runs.csv',
      'summary.md',
    ]);
    for (const text of [bodies()[0], second.summary]) {
      expect(text).toContain(`pictures not published: ${reason}`);
      expect(text).not.toMatch(/<img|!\[|in the output folder/);
    }
    await github.check();
  });

  test('a report of more than GitHub takes: summary, comment and outputs are within its limits', async () => {
    forge(first, many(700));
    const second = await published(first.run, { baseline: '', thresholds: 'output-throughput>=1e9' });
    const whole = readFileSync(join(second.workspace, 'pareto-report/summary.md'));
    expect(whole.length).toBeGreaterThan(2 ** 20);
    expect(Buffer.byteLength(second.summary)).toBeLessThan(2 ** 20);
    expect(second.summary).toContain('in `report.json`');
    expect(Buffer.byteLength(bodies()[0] ?? '')).toBeLessThan(65_000);
    expect(Buffer.byteLength(JSON.stringify(second.outputs))).toBeLessThan(4000);
    await github.check();
  });
});

test('the second half takes the branch that is named, and the definition of tok/s/user of the first', async () => {
  const base = await pushed(1);
  await github.repository.open({ branch: 'lower', files: { b: '1' } });
  await github.repository.open({ branch: 'upper', base: 'lower', files: { c: '1' } });
  const inputs = { ...INPUTS, 'baseline-branch': 'main', 'user-throughput': 'tpot' };
  const first = await step(
    github,
    { name: 'pull_request', pull: 2 },
    { inputs, permissions: READ, workspace: workspaceOf(0.7) },
  );
  expect(first.outputs['baseline-commit']).toBe(base.run.sha);
  const second = await published(first.run, { 'baseline-branch': 'main' }, 'overrides: [{ match: "x/**", gpus: 8 }]');
  expect(second.outputs).toMatchObject({ verdict: 'regression', 'baseline-commit': base.run.sha });
  expect(reportOf(second)).toMatchObject({ userThroughput: 'tpot' });
  expect(second.outputs['front-change']).toBe(first.outputs['front-change']);
  // What results leave out was said in the first half.
  expect(second.stdout).not.toContain('unmatched-scope');
});

test('a report that is not there is said in the comment that an earlier one has left', async () => {
  await pushed(1);
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const measure = (workspace: string) =>
    step(github, { name: 'pull_request', pull: 1 }, { inputs: INPUTS, permissions: WRITE, workspace });
  expect(statusOf(await measure(workspaceOf(1)))).toContain('comment: created');
  const broken = await measure(emptyFolder());
  expect(broken.status).toBe(1);
  expect(statusOf(broken)).toEqual([
    expect.stringMatching(/^report: none \(no benchmark report could be read/),
    'comment: updated',
  ]);
  expect(bodies()).toEqual([expect.stringContaining('No report of')]);
  expect(bodies()[0]).not.toMatch(/pass/i);
  expect(broken.summary).toContain('No report');
  await github.check();
});

test.each([
  ['an option that is mistaken', { 'fail-on': 'sometimes' }],
  ['a config file that is not there', { config: 'none.yml' }],
  ['a mistaken input of the Action alone', { comment: 'maybe' }],
  ['an input that is none', { plot: 'all', 'comment-keys': 'x' }],
  ['another pull request than the run’s', { 'pull-request': '7' }],
  ['a mistaken commit', { commit: 'main' }],
])('%s is said there too, before anything is read', async (_, mistaken) => {
  await pushed(1);
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const measure = (inputs: Readonly<Record<string, string>>) =>
    step(github, { name: 'pull_request', pull: 1 }, { inputs, permissions: WRITE, workspace: workspaceOf(1) });
  expect(statusOf(await measure(INPUTS))).toContain('comment: created');
  const broken = await measure({ ...INPUTS, ...mistaken });
  expect(broken.status).toBe(1);
  expect(statusOf(broken)).toEqual([expect.stringMatching(/^report: none \(/), 'comment: updated']);
  expect(bodies()).toEqual([expect.stringContaining('No report of')]);
  expect(broken.summary).toContain('No report');
  await github.check();
});

test('mode publish for another event is a mistake that is told', async () => {
  const ended = await step(github, { name: 'push' }, { inputs: { mode: 'publish', reports: '' }, permissions: WRITE });
  expect(ended).toMatchObject({ status: 1, stderr: '' });
  expect(ended.stdout).toContain('::error::input mode: publish needs the event workflow_run');
});
