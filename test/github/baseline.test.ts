import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Event } from './event.ts';
import { github, PULL, READ, standinForEach, withMain } from './freshstandin.ts';
import { type StepResult, step } from './runner.ts';
import { faults } from './standin/fault.ts';
import type { Standin } from './standin/standin.ts';
import { archiveOf, reportOf, workspaceOf } from './sweep.ts';
import { zip } from './zip.ts';

/*
 * `baseline: auto`: the artifact of the newest run with a whole report where a change started from.
 */

standinForEach({ private: true }, withMain);

const INPUTS = { reports: 'results', plots: 'none', html: 'none', baseline: 'auto', comment: 'off' };

const measure = (event: Event, factor = 1, inputs: Readonly<Record<string, string>> = {}) =>
  step(github, event, { inputs: { ...INPUTS, ...inputs }, permissions: READ, workspace: workspaceOf(factor) });

/** Measures what is at the end of a branch, as a push to it does. */
const pushed = (factor: number, branch = 'main') => measure({ name: 'push', branch }, factor);

function expectBaseline(ended: StepResult, of: StepResult | null): void {
  expect(ended.stderr).toBe('');
  expect(ended.outputs).toMatchObject({
    baseline: of === null ? 'none' : 'artifact',
    'baseline-commit': of?.run.sha ?? '',
  });
  expect(reportOf(ended).comparison?.baseline ?? null).toEqual(
    of === null ? null : { source: 'artifact', commit: of.run.sha, runs: expect.any(Number) },
  );
}

test('a pull request is compared with its merge base, not with what the base branch has become', async () => {
  await pushed(1);
  await github.repository.push('main', { a: '1' });
  const base = await pushed(1.5);
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  await github.repository.push('main', { a: '2' });
  await pushed(4);
  const ended = await measure(PULL, 1.2);
  expectBaseline(ended, base);
  // 1.2 of what was 1.5 is a loss of 20%; of 1 it would be a gain, and of 4 one of 70%.
  expect(ended.outputs).toMatchObject({ verdict: 'regression', regressions: '4' });
  expect(Number(ended.outputs['front-change'])).toBeCloseTo(-0.2, 9);
  expect(ended.status).toBe(1);
  expect(ended.summary).toContain(base.run.sha.slice(0, 7));
  expect(ended.summary).toContain(`/actions/runs/${base.run.id}`);
  expect(ended.summary).toMatch(/minute|just now|second/);
  expect(github.permissionsUsed()).toEqual(['actions: read', 'contents: read']);
  await github.check();
});

test('walks back to the nearest commit with a run that has the artifact', async () => {
  const base = await pushed(1);
  for (const conclusion of ['failure', 'cancelled', 'skipped', 'success']) {
    await github.repository.push('main', { a: conclusion });
    github.repository.run({ sha: await tip('main'), conclusion });
  }
  await github.repository.push('main', { a: 'running' });
  const running = github.repository.run({ sha: await tip('main'), status: 'in_progress', conclusion: null });
  github.repository.artifact(running, nameOf(github), reportArchive(await whole(base)));
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  expectBaseline(await measure(PULL), base);
  await github.check();
});

test('a run whose gate failed is a baseline all the same: its loss is charged to nobody after it', async () => {
  await pushed(1);
  await github.repository.push('main', { a: '1' });
  const red = await pushed(0.5);
  expect(red).toMatchObject({ status: 1, outputs: { verdict: 'regression' }, run: { conclusion: 'failure' } });
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const ended = await measure(PULL, 0.5);
  expectBaseline(ended, red);
  // One bad night, or a loss of main's own: a second night tells.
  expect(ended).toMatchObject({ status: 0, outputs: { verdict: 'inconclusive' } });
  await github.check();
});

test('a run in a merge queue has a branch of its own, and is found by its commit', async () => {
  await github.repository.open({ branch: 'queued', files: { b: '1' } });
  const queued = await measure({ name: 'merge_group', pull: 1 });
  await github.repository.branch('main', queued.run.sha);
  await github.repository.open({ branch: 'topic', files: { c: '1' } });
  expectBaseline(await measure({ name: 'pull_request', pull: 2 }), queued);
  await github.check();
});

describe('a run whose report is not whole', () => {
  /** What a run leaves that was cut off. */
  const cut = (text: string) => reportArchive(text.slice(0, text.length / 2));

  test('is passed over for the one before, and that is said', async () => {
    const base = await pushed(1);
    const others = [cut(await whole(base)), Buffer.from('PK\x03\x04 no archive'), archiveOf(0.1)];
    for (const bytes of others) {
      await github.repository.push('main', { a: String(bytes.length) });
      const run = github.repository.run({ sha: await tip('main'), conclusion: 'failure' });
      github.repository.artifact(run, nameOf(github), bytes);
    }
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const ended = await measure(PULL);
    expectBaseline(ended, base);
    expect(ended.status).toBe(0);
    const told = ended.outputs['publish-status']?.match(/^baseline: run \d+ was skipped \(.*\)$/gm);
    expect(told).toEqual([
      expect.stringContaining('it failed and left no report.json: its results may be incomplete'),
      expect.stringMatching(/artifact .*: it was not read: /),
      expect.stringContaining('report.json is cut off or not JSON'),
    ]);
    await github.check();
  });

  test('is a baseline that could not be had where there is no other', async () => {
    const base = await pushed(1);
    const [[id, artifact] = []] = github.repository.artifacts;
    if (id === undefined || artifact === undefined) throw new Error('no artifact');
    github.repository.artifacts.set(id, { ...artifact, bytes: cut(await whole(base)) });
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const ended = await measure(PULL);
    expectBaseline(ended, null);
    expectError(ended, /run \d+ was skipped \(artifact .*: report\.json is cut off or not JSON\)/);
    await github.check();
  });

  test('ends the search where it repeats itself', async () => {
    const text = await whole(await pushed(1));
    github.repository.artifacts.clear();
    for (let index = 0; index < 9; index += 1) {
      await github.repository.push('main', { a: String(index) });
      const run = github.repository.run({ sha: await tip('main') });
      github.repository.artifact(run, 'pareto-report-benchmark', cut(text));
    }
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    github.requests.length = 0;
    const ended = await measure(PULL, 1, { 'baseline-artifact': 'pareto-report-benchmark' });
    expectError(ended, /was skipped/);
    const downloads = github.requests.filter(({ host, method }) => host === 'storage' && method === 'GET');
    expect(downloads.length).toBeLessThanOrEqual(6);
    await github.check();
  });
});

test('a run of a fork, on a branch of the same name, is no baseline', async () => {
  const base = await pushed(1);
  const sha = await tip('main');
  const forged = github.repository.run({ sha, from: 'stranger/bench', event: 'push' });
  github.repository.artifact(forged, nameOf(github), archiveOf(0.1));
  const request = github.repository.run({ sha, event: 'pull_request' });
  github.repository.artifact(request, nameOf(github), archiveOf(0.1));
  // A command in a comment measures whatever it names, on the default branch.
  const commanded = github.repository.run({ sha, event: 'issue_comment' });
  github.repository.artifact(commanded, nameOf(github), archiveOf(0.1));
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  expectBaseline(await measure(PULL), base);
  await github.check();
});

test('a job that measures after another workflow is about itself', async () => {
  const base = await pushed(1);
  const build = github.repository.run({ sha: await tip('main'), workflow: '.github/workflows/build.yml' });
  const event: Event = { name: 'workflow_run', run: build };
  const after = await measure(event, 0.5);
  expectBaseline(after, base);
  expect(after.outputs.verdict).toBe('regression');
  await github.check();
});

describe('there is none yet: said so, and nothing is gated unless it is asked', () => {
  test('no run yet', async () => {
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const ended = await measure(PULL);
    expectBaseline(ended, null);
    expect(ended).toMatchObject({ status: 0, outputs: { verdict: 'none' } });
    expect(
      reportOf(ended)
        .problems.map(({ message }) => message)
        .join(),
    ).toMatch(/no run of benchmark\.yml at [0-9a-f]{7} or before it on main has completed/);
    expect((await measure(PULL, 1, { 'fail-on': 'missing-baseline' })).status).toBe(1);
    await github.check();
  });

  test('no run that has a report', async () => {
    github.repository.run({ sha: await tip('main') });
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const ended = await measure(PULL);
    expectBaseline(ended, null);
    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(
      /::warning title=pareto-report%3A missing-baseline::.* has an artifact .* whole report/,
    );
    await github.check();
  });
});

describe('there may be one and it could not be had: the job fails unless it is told otherwise', () => {
  test('it has expired', async () => {
    const base = await pushed(1);
    for (const [id, artifact] of github.repository.artifacts) {
      github.repository.artifacts.set(id, { ...artifact, expired: true });
    }
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const ended = await measure(PULL);
    expectBaseline(ended, null);
    expect(base.status).toBe(0);
    expect(ended.summary).toContain('1 expired');
    expectError(ended, /1 expired: keep artifacts longer/);
    await github.check();
  });

  test('the job may not read it', async () => {
    await pushed(1);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const workspace = workspaceOf();
    const ended = await step(github, PULL, { inputs: INPUTS, permissions: { contents: 'read' }, workspace });
    expectBaseline(ended, null);
    expect(ended.summary).toContain('actions: read');
    expectError(ended, /the token lacks actions: read .*add it under permissions: of the job/);
    const told = { ...INPUTS, 'fail-on': 'regression' };
    const loose = await step(github, PULL, { inputs: told, permissions: { contents: 'read' }, workspace });
    expect(loose.status).toBe(0);
  });

  test('a fork’s job may not read it', async () => {
    await pushed(1);
    await github.repository.open({ branch: 'topic', from: 'stranger/bench', files: { b: '1' } });
    const workspace = workspaceOf();
    const ended = await step(github, PULL, { inputs: INPUTS, permissions: { contents: 'read' }, workspace });
    expectError(ended, /the token lacks actions: read /);
  });

  test('GitHub does not answer', async () => {
    await pushed(1);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    github.inject({ path: '/runs?', times: 3 }, faults.serverError());
    expectError(await measure(PULL), /GitHub answered 502/);
    await github.check();
  });

  test('without a token nothing is fetched', async () => {
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    expectError(
      await measure(PULL, 1, { 'github-token': '' }),
      /nothing is fetched from GitHub without the input github-token/,
    );
  });
});

describe('other events', () => {
  test('a push is compared with the run before it on its branch, a nightly run with the night before', async () => {
    const first = await pushed(1);
    expectBaseline(first, null);
    await github.repository.push('main', { a: '1' });
    const second = await pushed(1.01);
    expectBaseline(second, first);
    const night = await measure({ name: 'schedule' }, 1);
    expectBaseline(night, second);
    expectBaseline(await measure({ name: 'schedule' }, 1), night);
    await github.check();
  });

  test('a queued merge is compared with what it is merged into', async () => {
    const base = await pushed(1);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    expectBaseline(await measure({ name: 'merge_group', pull: 1 }), base);
    await github.check();
  });

  test('a branch by hand is compared with its own run before', async () => {
    await pushed(1);
    await github.repository.branch('topic', await tip('main'));
    await github.repository.push('topic', { b: '1' });
    const before = await measure({ name: 'workflow_dispatch', branch: 'topic' });
    const after = await measure({ name: 'workflow_dispatch', branch: 'topic' });
    expectBaseline(after, before);
    await github.check();
  });
});

describe('narrowed', () => {
  test('by branch, for a pull request onto the branch of another', async () => {
    const base = await pushed(1);
    await github.repository.open({ branch: 'lower', files: { b: '1' } });
    await measure(PULL, 3);
    await github.repository.open({ branch: 'upper', base: 'lower', files: { c: '1' } });
    await github.repository.push('main', { a: '1' });
    await pushed(4);
    const stacked: Event = { name: 'pull_request', pull: 2 };
    const none = await measure(stacked);
    expectBaseline(none, null);
    expect(none.stdout).toMatch(
      /no run of benchmark\.yml at [0-9a-f]{7} or before it on lower has completed: set baseline-branch to a branch that the workflow runs on, such as main; nothing is compared/,
    );
    expectBaseline(await measure(stacked, 1, { 'baseline-branch': 'main' }), base);
    const elsewhere = await measure(stacked, 1, { 'baseline-branch': 'lower' });
    expect(elsewhere.stdout).toMatch(/on lower has completed; nothing is compared/);
    await github.check();
  });

  test.each([
    ['baseline-branch', 'mian', /no branch mian, or no common ancestor of it and [0-9a-f]{7}/],
    [
      'baseline-workflow',
      'Benchmark',
      /no workflow Benchmark: baseline-workflow takes its file name.*; did you mean benchmark\.yml\?/,
    ],
    ['baseline-workflow', 'benchmark.yaml', /no workflow benchmark\.yaml: .*; did you mean benchmark\.yml\?/],
  ])('%s: %s is not there', async (input, value, said) => {
    await pushed(1);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const ended = await measure(PULL, 1, { [input]: value });
    expectBaseline(ended, null);
    expect(ended.outputs['publish-status']).toMatch(said);
  });

  test('by branch', async () => {
    const release = await pushed(1);
    await github.repository.branch('release', await tip('main'));
    const measured = await pushed(1, 'release');
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    expectBaseline(await measure(PULL, 1, { 'baseline-branch': 'release' }), measured);
    expect(release.status).toBe(0);
    await github.check();
  });

  test('by workflow, and by artifacts that hold reports themselves', async () => {
    await pushed(1);
    const sha = await tip('main');
    const nightly = github.repository.run({ sha, workflow: '.github/workflows/nightly.yml', event: 'schedule' });
    github.repository.artifact(nightly, 'bench-a', archiveOf(2));
    github.repository.artifact(nightly, 'other', Buffer.from('no archive'));
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const inputs = { 'baseline-workflow': 'nightly.yml', 'baseline-artifact': 'bench-*' };
    const ended = await measure(PULL, 1, inputs);
    expect(ended.outputs).toMatchObject({ 'baseline-commit': sha, verdict: 'regression' });
    expect(Number(ended.outputs['front-change'])).toBeCloseTo(-0.5, 9);
    await github.check();
  });
});

/** The report that a step wrote, as text. */
async function whole({ workspace }: StepResult): Promise<string> {
  return readFile(join(workspace, 'pareto-report', 'report.json'), 'utf8');
}

/** An artifact with a report alone. */
function reportArchive(text: string): Buffer {
  return zip([{ name: 'report.json', bytes: text }]);
}

/** Asserts that a job failed since its baseline could not be had, and says why. */
function expectError(ended: StepResult, why: RegExp): void {
  const said = ended.stdout + ended.stderr;
  expect(ended.status, said).toBe(1);
  expect(ended.outputs).toMatchObject({ baseline: 'none', verdict: 'none' });
  expect(said).toMatch(
    /^::error title=pareto-report%3A baseline could not be read::the gate failed: baseline-error: the baseline could not be fetched or read$/m,
  );
  expect(said).toMatch(why);
  expect(reportOf(ended).problems.filter(({ code }) => code === 'baseline-error')).toHaveLength(1);
  expect(ended.summary).toContain('Baseline could not be read');
}

async function tip(branch: string): Promise<string> {
  const sha = await github.repository.bare.resolve(`refs/heads/${branch}`);
  if (sha === null) throw new Error(`no branch ${branch}`);
  return sha;
}

/** The name of the artifact that the Action uploads. */
function nameOf({ repository }: Standin): string {
  const [artifact] = repository.artifacts.values();
  if (artifact === undefined) throw new Error('no artifact yet');
  return artifact.name;
}
