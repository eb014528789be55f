import { beforeEach, describe, expect, test, vi } from 'vitest';
import { listArtifacts } from '../../src/input/artifact.ts';
import { clientOf } from './client.ts';
import { bodies, github, PULL, READ, standinForEach, startStandin, WRITE, withMain } from './freshstandin.ts';
import { type Step, statusOf, step } from './runner.ts';
import type { Run } from './standin/repository.ts';
import { archiveOf, reportOf, workspaceOf } from './sweep.ts';

/*
 * A re-run has the id of its run and a higher attempt: it replaces what its earlier attempt wrote, whether or not GitHub
 * lets it have the name of the earlier one's artifact again.
 */

const INPUTS = { reports: 'results', plots: 'none', html: 'none', baseline: 'auto' };
const WITH_PAGE = { ...INPUTS, html: 'auto' };

// Each is several steps.
vi.setConfig({ testTimeout: 180_000 });

standinForEach({ private: true }, withMain);

const measure = (factor: number, given: Partial<Step> = {}, inputs: Readonly<Record<string, string>> = {}) =>
  step(github, PULL, {
    permissions: WRITE,
    workspace: workspaceOf(factor),
    ...given,
    inputs: { ...INPUTS, ...inputs },
  });
const pushed = (factor: number, given: Partial<Step> = {}) =>
  step(github, { name: 'push' }, { inputs: INPUTS, permissions: READ, workspace: workspaceOf(factor), ...given });
const published = (run: Run, given: Partial<Step> = {}) =>
  step(
    github,
    { name: 'workflow_run', run },
    {
      inputs: { ...WITH_PAGE, mode: 'publish', reports: '' },
      permissions: WRITE,
      workflow: '.github/workflows/publish.yml',
      ...given,
    },
  );

const namesOf = ({ id }: Run) =>
  [...github.repository.artifacts.values()].filter(({ run }) => run === id).map(({ name }) => name);

describe.each(['run', 'attempt'] as const)('where artifacts have their names within a %s', (names) => {
  beforeEach(async () => {
    await github.close();
    await startStandin({ private: true, artifactNames: names }, withMain);
  });

  test('a re-run replaces the comment, uploads its own artifacts, and is the baseline of those after it', async () => {
    const first = await pushed(0.5, { inputs: WITH_PAGE });
    const second = await pushed(1, { again: first.run, inputs: WITH_PAGE });
    const status = statusOf(first)
      .join('\n')
      .replace('as pareto-report-benchmark', 'as pareto-report-benchmark.attempt-2');
    expect(statusOf(second).join('\n')).toBe(status);
    expect(status).toContain('artifact: uploaded as ');
    expect(namesOf(first.run)).toEqual([
      ...['pareto-report-benchmark', 'pareto-report-benchmark.html'],
      ...['pareto-report-benchmark.attempt-2', 'pareto-report-benchmark.attempt-2.html'],
    ]);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const before = await measure(0.5);
    expect(before.outputs).toMatchObject({ verdict: 'regression', baseline: 'artifact' });
    const again = await measure(1, { again: before.run });
    expect(again).toMatchObject({ status: 0, outputs: { verdict: 'pass' } });
    expect(statusOf(again)).toContain('comment: updated');
    expect(again.outputs['comment-url']).toBe(before.outputs['comment-url']);
    expect(bodies()).toEqual([expect.stringContaining(`<!-- pareto-report-run: ${again.run.id}.2 of benchmark step `)]);
    expect(bodies()[0]).not.toContain('Regression');
    await github.check();
  });

  test('two reports of a later attempt under one key: the second is refused', async () => {
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const first = await measure(1, {}, { comment: 'always' });
    const second = await measure(1, { again: first.run }, { comment: 'always' });
    const other = await measure(2, { within: second.run }, { comment: 'always' });
    expect(statusOf(other)).toContain('comment: another report of this run has the comment-key “benchmark”');
    expect(statusOf(other)).toContainEqual(
      expect.stringMatching(/^artifact: failed \(another job or report of this run/),
    );
    await github.check();
  });
});

test('the earlier attempt is late: what the later one wrote stays, comment, artifact and pictures', async () => {
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const inputs = { plots: 'tradeoff', html: 'auto', comment: 'always', baseline: '' };
  const first = await measure(
    1,
    { permissions: READ, env: { ACTIONS_RUNTIME_TOKEN: '' } },
    { ...inputs, comment: 'off' },
  );
  const second = await measure(1.1, { again: first.run }, inputs);
  const body = bodies()[0];
  const refs = await refsOf();
  const late = await measure(0.5, { within: first.run }, inputs);
  expect(statusOf(late)).toEqual([
    'images: ref',
    'artifact: uploaded as pareto-report-benchmark',
    'html: uploaded',
    'comment: a later attempt has written it',
  ]);
  expect(bodies()).toEqual([body]);
  const { id } = first.run;
  const [kept] = await listArtifacts(clientOf(github, { actions: 'read' }), 'baseline', id, 'pareto-report-benchmark');
  expect(github.repository.artifacts.get(kept?.id ?? 0)?.attempt).toBe(2);
  expect(body).toContain(second.outputs['image-urls']?.split('\n')[0]);
  expect(await refsOf()).toEqual(expect.arrayContaining(refs));
  await github.check();
});

const refsOf = async () =>
  (await github.repository.bare.refs()).map(({ ref }) => ref).filter((ref) => ref.includes('pareto-report/'));

describe('the second half', () => {
  beforeEach(async () => {
    await pushed(1);
    await github.repository.open({ branch: 'topic', from: 'stranger/bench', author: 'stranger' });
  });

  test('takes the newest attempt’s report, and says of which it is', async () => {
    const first = await measure(0.5, { permissions: READ });
    const one = await published(first.run);
    expect(one.outputs.verdict).toBe('regression');
    const second = await measure(1, { permissions: READ, again: first.run });
    const two = await published(second.run);
    expect(two.outputs.verdict).toBe('pass');
    expect(statusOf(two)).toContain('comment: updated');
    expect(bodies()).toEqual([
      expect.stringContaining(`<!-- pareto-report-run: ${first.run.id}.2 of benchmark by ${two.run.id}.1 step `),
    ]);
    // That of the first attempt comes late, or is run again.
    const late = await published(first.run, { again: one.run });
    expect(statusOf(late)).toContain('comment: a later attempt has written it');
    expect(bodies()[0]).not.toContain('Regression');
    await github.check();
  });

  test('run again for the same attempt, it replaces its own comment', async () => {
    const first = await measure(0.5, { permissions: READ });
    const one = await published(first.run);
    const again = await published(first.run, { again: one.run });
    expect(statusOf(again)).toEqual(['images: off', 'html: uploaded', 'comment: updated']);
    expect(bodies()).toHaveLength(1);
    const late = await published(first.run, { within: one.run });
    expect(statusOf(late)).toContain('comment: a later attempt has written it');
    await github.check();
  });
});

describe('artifacts of several attempts', () => {
  const listed = async (run: Run, glob: string) =>
    (await listArtifacts(clientOf(github, { actions: 'read' }), 'report artifacts', run.id, glob)).map(
      ({ id, name }) => [name, Buffer.from(github.repository.artifacts.get(id)?.bytes ?? []).toString()],
    );

  test.each(['pareto-report-*', 'pareto-report-bench', '*'])(
    '%s is the latest of each, however GitHub lists them',
    async (glob) => {
      const first = github.repository.run({ sha: (await github.repository.bare.resolve('main')) ?? '' });
      const second = github.repository.rerun(first);
      github.repository.artifact(second, 'pareto-report-bench.attempt-2', Buffer.from('2'));
      github.repository.artifact(second, 'pareto-report-bench.attempt-10', Buffer.from('10'));
      github.repository.artifact(second, 'pareto-report-bench.attempt-10.html', Buffer.from('page'));
      // The first attempt is late.
      github.repository.artifact(first, 'pareto-report-bench', Buffer.from('1'));
      expect(await listed(first, glob)).toEqual([['pareto-report-bench', '10']]);
      await github.check();
    },
  );

  test('one attempt may be asked for by name, and nobody else’s names mean attempts', async () => {
    const run = github.repository.run({ sha: (await github.repository.bare.resolve('main')) ?? '' });
    for (const name of ['pareto-report-a', 'pareto-report-a.attempt-2', 'mine.attempt-2', 'mine.attempt-3']) {
      github.repository.artifact(run, name, Buffer.from(name));
    }
    expect(await listed(run, 'pareto-report-a.attempt-2')).toEqual([['pareto-report-a', 'pareto-report-a.attempt-2']]);
    expect((await listed(run, 'mine.*')).map(([name]) => name)).toEqual(['mine.attempt-2', 'mine.attempt-3']);
    await github.check();
  });

  test('a reporting job that runs again alone finds what the measuring jobs left in the first attempt', async () => {
    const inputs = {
      ...INPUTS,
      reports: '',
      baseline: '',
      'report-artifacts': 'bench-*',
      comment: 'off',
    };
    const event = { name: 'push' } as const;
    const first = await step(github, event, {
      inputs,
      permissions: READ,
      before: (run) => {
        github.repository.artifact(run, 'bench-a', archiveOf(1));
        github.repository.artifact(run, 'bench-b', archiveOf(1.01));
      },
    });
    const again = await step(github, event, {
      inputs,
      permissions: READ,
      again: first.run,
    });
    expect(again.outputs).toMatchObject({ verdict: 'none', runs: '6' });
    expect(reportOf(again)).toEqual(reportOf(first));
    await github.check();
  });
});
