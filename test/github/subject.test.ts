import { mkdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { emptyFolder } from '../dist/spawn.ts';
import type { Event } from './event.ts';
import { github, READ, standinForEach, WRITE, withMain } from './freshstandin.ts';
import { type StepResult, step } from './runner.ts';
import { faults } from './standin/fault.ts';
import type { Permissions } from './standin/token.ts';
import { reportOf, workspaceOf } from './sweep.ts';

/*
 * Runs that no push made: the inputs `pull-request` and `commit` say what was measured, and GitHub whether it is so.
 */

standinForEach({ private: true }, withMain);

const INPUTS = { reports: 'results', plots: 'none', html: 'none', baseline: 'auto' };
const BY_HAND: Event = { name: 'workflow_dispatch' };

interface MeasureOptions {
  readonly factor?: number;
  readonly permissions?: Permissions;
  readonly workspace?: string;
}

const measure = (event: Event, inputs: Readonly<Record<string, string>> = {}, given: MeasureOptions = {}) =>
  step(github, event, {
    inputs: { ...INPUTS, ...inputs },
    permissions: given.permissions ?? WRITE,
    workspace: given.workspace ?? workspaceOf(given.factor),
  });

/** Measures what is at the end of a branch, as a push to it does. */
const pushed = (factor = 1, branch = 'main') => measure({ name: 'push', branch }, {}, { factor, permissions: READ });

const STRANGER = { branch: 'topic', from: 'stranger/bench', author: 'stranger', files: { b: '1' } };
const TEAM = { branch: 'topic', files: { b: '1' } };

const statusOf = ({ outputs }: StepResult) => outputs['publish-status']?.split('\n');
const bodies = () =>
  [...github.repository.comments.values()].filter(({ author }) => author.endsWith('[bot]')).map(({ body }) => body);
const sweepOf = (ended: StepResult) => (reportOf(ended) as unknown as { sweep: { commit: string | null } }).sweep;
const commitOf = (ended: StepResult) => sweepOf(ended).commit;

function pull(number = 1) {
  const found = github.repository.pulls.get(number);
  if (found === undefined) throw new Error('no pull request');
  return found;
}

function expectRefused(ended: StepResult, sentence: RegExp): void {
  expect(ended).toMatchObject({ status: 1, stderr: '' });
  expect(ended.stdout).toMatch(sentence);
  // Where a pull request is known by then, its comment is seen to.
  expect(Object.keys(ended.outputs).filter((name) => name !== 'publish-status')).toEqual([]);
  expect(bodies().filter((body) => !body.includes('No report'))).toEqual([]);
}

test.each<readonly [string, typeof STRANGER | typeof TEAM, () => Event]>([
  [
    'comment',
    STRANGER,
    () => ({ name: 'issue_comment', comment: github.repository.comment(1, 'maintainer', '/bench') }),
  ],
  ['dispatch', TEAM, () => BY_HAND],
  ['dispatch from elsewhere', STRANGER, () => ({ name: 'repository_dispatch', type: 'bench', payload: { pull: 1 } })],
  ['schedule', TEAM, () => ({ name: 'schedule' })],
])(
  'a pull request that a %s measured: commented, compared with its merge base, and recorded',
  async (_, request, event) => {
    const base = await pushed(1);
    const { sha } = await github.repository.open(request);
    await github.repository.push('main', { a: '1' });
    await pushed(2);
    github.asked.length = 0;
    const ended = await measure(event(), { 'pull-request': '#1', commit: sha.slice(0, 9) }, { factor: 0.7 });
    expect(ended.outputs).toMatchObject({ verdict: 'regression', 'baseline-commit': base.run.sha });
    expect(statusOf(ended)).toContain('comment: created');
    expect(bodies()).toEqual([expect.stringContaining(`Measured at ${sha.slice(0, 7)} `)]);
    expect(commitOf(ended)).toBe(sha);
    expect(github.permissionsUsed()).toEqual(['actions: read', 'contents: read', 'pull-requests: write']);
    expect(github.asked.length).toBeLessThan(20);
    await github.check();
  },
);

test('pictures lie with the pull request’s', async () => {
  await github.repository.open(STRANGER);
  await measure(BY_HAND, { 'pull-request': '1', plots: 'tradeoff' });
  expect((await github.repository.bare.refs('refs/pareto-report/')).map(({ ref }) => ref)).toEqual([
    expect.stringContaining('/pr-1/'),
  ]);
});

test('without a commit it is the head, and an earlier run does not write over a later one', async () => {
  const { sha } = await github.repository.open(STRANGER);
  const ended = await measure(BY_HAND, { 'pull-request': '1' });
  expect(commitOf(ended)).toBe(sha);
  const [comment] = github.repository.comments.values();
  if (comment === undefined) throw new Error('no comment');
  comment.body = comment.body.replace(/(pareto-report-run: )\d+/, '$1999999');
  github.repository.runs.set(999_999, { ...ended.run, id: 999_999 });
  expect(statusOf(await measure(BY_HAND, { 'pull-request': '1' }))).toContain('comment: a later run has written it');
});

test('an earlier commit of it: the head has moved on, and the comment says so', async () => {
  const { sha } = await github.repository.open(STRANGER);
  const head = await github.repository.update(pull(), { b: '2' });
  const ended = await measure(BY_HAND, { 'pull-request': '1', commit: sha });
  expect(statusOf(ended)).toContain('comment: created');
  const moved = `the pull request has moved on: its head is ${head.slice(0, 7)}, and ${sha.slice(0, 7)} was measured`;
  for (const text of [ended.stdout, ended.summary, bodies()[0]]) expect(text).toContain(moved);
  expect(commitOf(ended)).toBe(sha);
  await github.check();
});

test.each(['closed', 'merged'] as const)(
  'one that is %s is commented on all the same, and that is said',
  async (how) => {
    const { sha } = await github.repository.open(TEAM);
    Object.assign(pull(), { state: 'closed', merged: how === 'merged' });
    const ended = await measure(BY_HAND, { 'pull-request': '1', commit: sha });
    expect(statusOf(ended)).toContain('comment: created');
    expect(ended.stdout).toContain(`the pull request is ${how} already`);
    await github.check();
  },
);

describe('a commit by itself', () => {
  test('of the default branch is compared with the one before it', async () => {
    const before = await pushed(1);
    await github.repository.push('main', { a: '1' });
    const itself = await pushed(1);
    await github.repository.push('main', { a: '2' });
    await pushed(4);
    const ended = await measure(BY_HAND, { commit: itself.run.sha }, { permissions: READ });
    expect(ended.outputs).toMatchObject({ verdict: 'pass', 'baseline-commit': before.run.sha });
    expect(statusOf(ended)).toContain('comment: no pull request');
    expect(commitOf(ended)).toBe(itself.run.sha);
    await github.check();
  });

  test('of another branch is compared with where that began; on it, with the one before', async () => {
    const start = await pushed(1);
    await github.repository.branch('release', start.run.sha);
    await github.repository.push('main', { a: '1' });
    await pushed(4);
    const sha = await github.repository.push('release', { b: '1' });
    const ended = await measure({ name: 'schedule' }, { commit: sha.slice(0, 7), comment: 'always' });
    expect(ended.outputs).toMatchObject({ verdict: 'pass', 'baseline-commit': start.run.sha });
    expect([...github.repository.commitComments.values()]).toMatchObject([{ on: sha }]);
    const first = await pushed(2, 'release');
    const next = await github.repository.push('release', { b: '2' });
    const named = { commit: next, 'baseline-branch': 'release' };
    expect((await measure({ name: 'schedule' }, named)).outputs['baseline-commit']).toBe(first.run.sha);
    await github.check();
  });

  test.each([
    [
      '0123456',
      /::error::input commit: expected the id of a commit of octo\/bench, found 0123456, with which no commit or more/,
    ],
    ['decade0', /found decade0, with which no commit or more/],
    ['main', /input commit: expected the id of a commit, .*a branch moves on.*found “main”/],
  ])('%s is refused', async (commit, sentence) => {
    await github.repository.branch('decade0', (await github.repository.bare.resolve('main')) ?? '');
    expectRefused(await measure(BY_HAND, { commit }), sentence);
  });
});

describe('what is not so is refused', () => {
  test('a pull request that there is none of', async () => {
    expectRefused(
      await measure(BY_HAND, { 'pull-request': '7' }),
      /::error::input pull-request: expected the number of a pull request of octo\/bench, found #7, which does not exist or .*pull-requests: read/,
    );
  });

  test('a number that is none', async () => {
    expectRefused(
      await measure(BY_HAND, { 'pull-request': 'topic' }),
      /expected the number of a pull request, such as 7, found “topic”/,
    );
  });

  test.each(['publish', 'cleanup'])('with mode %s', async (mode) => {
    for (const [name, value] of Object.entries({ 'pull-request': '1', commit: '0123456' })) {
      const ended = await measure(BY_HAND, { mode, [name]: value });
      expectRefused(ended, new RegExp(`::error::input ${name}: expected none with mode: ${mode}.*; leave it out`));
    }
    expect(github.requests).toEqual([]);
  });

  test('without a token to ask with', async () => {
    const ended = await measure(BY_HAND, { 'pull-request': '1', 'github-token': '' });
    expectRefused(
      ended,
      /::error::input github-token: expected a token, with which pull-request and commit are looked up/,
    );
  });
});

describe('in a run for a pull request', () => {
  test('of a fork: they say what the event says, and change nothing of its rights', async () => {
    const { sha } = await github.repository.open(STRANGER);
    const ended = await measure({ name: 'pull_request', pull: 1 }, { 'pull-request': '1', commit: sha });
    expect(statusOf(ended)).toContain('comment: read-only token');
    expect(bodies()).toEqual([]);
    await github.repository.update(pull(), { b: '2' });
    const earlier = await measure({ name: 'pull_request', pull: 1 }, { commit: sha });
    expect(statusOf(earlier)).toContain('comment: read-only token');
    expect(commitOf(earlier)).toBe(sha);
    expect(github.asked.filter(({ operation }) => !operation.startsWith('GET'))).toEqual([]);
    await github.check();
  });

  test('another is refused', async () => {
    await github.repository.open(TEAM);
    await github.repository.open({ branch: 'other', files: { c: '1' } });
    expectRefused(
      await measure({ name: 'pull_request', pull: 1 }, { 'pull-request': '2' }),
      /::error::input pull-request: expected #1, which this run is for, found #2; leave it out/,
    );
  });

  test('by a label no inputs are needed', async () => {
    const { sha } = await github.repository.open(TEAM);
    const ended = await measure({ name: 'pull_request', pull: 1, action: 'labeled' });
    expect(statusOf(ended)).toContain('comment: created');
    expect(commitOf(ended)).toBe(sha);
    await github.check();
  });
});

describe('a commit that is none of the pull request’s own: the report is made, and the comment has none of it', () => {
  const expectStray = (ended: StepResult, id: string) => {
    expect(ended).toMatchObject({ status: 0, stderr: '', outputs: { verdict: 'pass', 'comment-url': '' } });
    const why = `${id.slice(0, 7)} is not a commit of pull request `;
    for (const text of [ended.stdout, bodies()[0]]) expect(text).toContain(why);
    expect(bodies()).toEqual([expect.stringContaining('No report')]);
    expect(ended.summary).toContain('Pass');
    expect(sweepOf(ended)).toMatchObject({ commit: null, commitLost: true });
  };
  const GATE = { baseline: '', comment: 'always', thresholds: 'output-throughput>=1' };

  test.each<[string, Event]>([
    ['a dispatch', BY_HAND],
    ['a run for it', { name: 'pull_request', pull: 1 }],
  ])('the base branch’s, in %s', async (_, event) => {
    const base = (await github.repository.bare.resolve('refs/heads/main')) ?? '';
    await github.repository.open(TEAM);
    expect(statusOf(await measure({ name: 'pull_request', pull: 1 }, GATE))).toContain('comment: created');
    expectStray(await measure(event, { ...GATE, 'pull-request': '1', commit: base }), base);
    await github.check();
  });

  test('one that was pushed over: no later run takes it for main’s', async () => {
    const before = await pushed(1);
    const { sha } = await github.repository.open(TEAM);
    await github.repository.bare.setRef('refs/pull/1/head', await github.repository.push('other', { c: '1' }));
    const tip = await github.repository.push('main', { a: '2' });
    expectStray(await measure(BY_HAND, { ...GATE, 'pull-request': '1', commit: sha }, { factor: 0.5 }), sha);
    await github.repository.open({ branch: 'later', files: { d: '1' } });
    const later = await measure({ name: 'pull_request', pull: 2 }, {}, { factor: 0.5 });
    expect(later.outputs).toMatchObject({ verdict: 'regression', 'baseline-commit': before.run.sha });
    expect(before.run.sha).not.toBe(tip);
    await github.check();
  });
});

describe('where GitHub does not tell, the report is made without it', () => {
  const COSTS = /::warning::it is not known what was measured: /;
  const lossOf = (ended: StepResult) => {
    expect(ended.stdout).toMatch(COSTS);
    expect(sweepOf(ended)).toMatchObject({ commit: null, commitLost: true });
    expect(bodies()).toEqual([]);
    return statusOf(ended);
  };

  test('for want of a permission, which is named', async () => {
    const { sha } = await github.repository.open(STRANGER);
    const given = { 'pull-request': '1', commit: sha };
    const ended = await measure(BY_HAND, given, { permissions: READ });
    const lack = 'the token lacks pull-requests: read (Resource not accessible by integration)';
    expect(lossOf(ended)).toEqual(
      expect.arrayContaining([expect.stringContaining(`comment: failed (it is not known what was measured: ${lack}`)]),
    );
    // A baseline may be lost with it: that is no pass.
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain('baseline-error');
    const quiet = await measure(BY_HAND, { ...given, comment: 'off', baseline: '' }, { permissions: READ });
    expect(quiet.status).toBe(0);
    expect(quiet.stdout).toContain(lack);
    await github.check();
  });

  test('or because it fails', async () => {
    await github.repository.open(STRANGER);
    github.inject({ method: 'GET', path: '/pulls/1', times: 3 }, faults.serverError());
    const ended = await measure(BY_HAND, { 'pull-request': '1', baseline: '' });
    expect(lossOf(ended)?.join()).toMatch(/comment: failed \(it is not known what was measured: GitHub answered 5/);
    expect(ended.status).toBe(0);
    await github.check();
  });

  test('or because what answers is not GitHub', async () => {
    await github.repository.open(STRANGER);
    github.inject({ method: 'GET', path: '/pulls/1' }, {
      kind: 'answer',
      status: 200,
      body: { hello: 'world' },
    } as never);
    const ended = await measure(BY_HAND, { 'pull-request': '1', baseline: '' });
    expect(lossOf(ended)?.join()).toContain(
      'does not have the form that it documents (GET /repos/{owner}/{repo}/pulls/{pull_number}: ',
    );
  });
});

describe('without a report', () => {
  const NOWHERE = { 'pull-request': '1', reports: 'nowhere' };

  test('the pull request is told, since it does not list the run', async () => {
    const { sha } = await github.repository.open(STRANGER);
    const ended = await measure(BY_HAND, { ...NOWHERE, commit: sha });
    expect(ended.status).toBe(1);
    expect(statusOf(ended)).toContain('comment: created');
    const [body, other] = bodies();
    expect(other).toBeUndefined();
    expect(body).toContain(`**No report of ${sha.slice(0, 7)}: nothing could be measured or compared**`);
    expect(body).toContain(`/actions/runs/${ended.run.id}`);
    // The next one has what to say in its place.
    expect(statusOf(await measure(BY_HAND, { 'pull-request': '1' }))).toContain('comment: updated');
    await github.check();
  });

  test('unless comment is off, or its own checks tell', async () => {
    await github.repository.open(TEAM);
    expect(statusOf(await measure(BY_HAND, { ...NOWHERE, comment: 'off' }))?.join()).not.toContain('comment:');
    const listed = await measure({ name: 'pull_request', pull: 1 }, { reports: 'nowhere' });
    expect(statusOf(listed)).toContain('comment: nothing to say');
    expect(bodies()).toEqual([]);
    await github.check();
  });
});

test('a run by a comment that does not say what it measured is told what it is taken for', async () => {
  const { sha } = await github.repository.open(STRANGER);
  const comment = github.repository.comment(1, 'maintainer', '/bench');
  const silent = await measure({ name: 'issue_comment', comment });
  expect(silent.stdout).toMatch(
    /::warning::a comment on pull request #1 started this run, and the report is about \w{7} of main: if it measured the pull request, set/,
  );
  const said = await measure({ name: 'issue_comment', comment }, { 'pull-request': '1', commit: sha });
  expect(said.stdout).not.toContain('started this run');
});

describe('the config file', () => {
  const LAX = 'thresholds: ["output-throughput=-90%"]\neffects: off\nfail-on: never\n';
  const STRICT = 'fail-on: regression\n';
  const CONFIG = '.github/pareto-report.yml';

  /** What a stranger's branch has checked out, with a config file that lets everything pass. */
  function checkedOut(): string {
    const workspace = workspaceOf(0.5);
    mkdirSync(join(workspace, '.github'));
    writeFileSync(join(workspace, CONFIG), LAX);
    return workspace;
  }

  const judged = (event: Event, inputs: Readonly<Record<string, string>> = {}, permissions: Permissions = WRITE) =>
    measure(event, inputs, { workspace: checkedOut(), permissions });

  beforeEach(async () => {
    await github.repository.push('main', { [CONFIG]: STRICT });
    await pushed(1);
    await github.repository.open(STRANGER);
  });

  test.each<readonly [string, Event | 'a comment', Record<string, string>]>([
    ['a pull request that an input names', BY_HAND, { 'pull-request': '1' }],
    ['the same, with the file named', BY_HAND, { 'pull-request': '1', config: CONFIG }],
    ['a comment that does not say what was measured', 'a comment', {}],
    ['pull_request_target', { name: 'pull_request_target', pull: 1, action: 'labeled' }, {}],
  ])('of %s is that of the base branch, whatever the workspace has', async (_, how, inputs) => {
    const comment = github.repository.comment(1, 'maintainer', '/bench');
    const event: Event = how === 'a comment' ? { name: 'issue_comment', comment } : how;
    const ended = await judged(event, inputs);
    expect(ended).toMatchObject({ status: 1, outputs: { verdict: 'regression' } });
    expect(ended.stdout).toContain('the config file is read from main');
    await github.check();
  });

  test('of a commit that an input names is that of the default branch, unless it is the run’s own', async () => {
    const head = await github.repository.headOf(pull());
    expect(await judged(BY_HAND, { commit: head })).toMatchObject({ status: 1, outputs: { verdict: 'regression' } });
    const main = (await github.repository.bare.resolve('refs/heads/main')) ?? '';
    expect((await judged(BY_HAND, { commit: main })).stdout).not.toContain('the config file is read from');
  });

  test('of a run for a pull request is in the workspace, as it was: it has that pull request’s rights', async () => {
    expect(await judged({ name: 'pull_request', pull: 1 }, { 'pull-request': '1' })).toMatchObject({ status: 0 });
  });

  test('that is not there, or not on the branch', async () => {
    const inputs = { 'pull-request': '1', config: 'gate.yml' };
    expect((await judged(BY_HAND, inputs)).stdout).toMatch(
      /::error::input config gate.yml: expected the file gate.yml on main, where this run reads it, found none/,
    );
    const told = async (config: string) => (await judged(BY_HAND, { ...inputs, config })).stdout;
    expect(await told('src/gate.yml')).toContain('expected the file src/gate.yml on main, where');
    expect(await told('/nowhere/gate.yml')).toContain('config /nowhere/gate.yml: expected a file, found none');
    const folder = { kind: 'answer', status: 200, body: [{ type: 'dir' }] } as const;
    github.inject({ method: 'GET', path: '/contents/.github' }, folder as never);
    expect(await told('.github')).toContain('expected a file that can be read, found a folder on main');
    await github.repository.push('main', { [CONFIG]: 'fail-on: nothing\n' });
    expect((await judged(BY_HAND, { 'pull-request': '1' })).stdout).toMatch(
      /::error::main:\.github\/pareto-report\.yml:1:1: fail-on: /,
    );
    await github.repository.push('main', { [CONFIG]: '#'.repeat(2 ** 20 + 1) });
    expect((await judged(BY_HAND, { 'pull-request': '1' })).stdout).toContain('more than 1 MiB');
    await github.check();
  });

  test.skipIf(sep === '\\')('is not outside of the workspace for a backslash', async () => {
    const workspace = checkedOut();
    writeFileSync(join(workspace, '..\\gate.yml'), LAX);
    const ended = await measure(BY_HAND, { 'pull-request': '1', config: '..\\gate.yml' }, { workspace });
    expectRefused(ended, /expected the file ..\\gate.yml on main, where this run reads it, found none/);
  });

  test.each<readonly [string, Event, Record<string, string>]>([
    ['a pull request that an input names', BY_HAND, { 'pull-request': '1' }],
    ['pull_request_target', { name: 'pull_request_target', pull: 1, action: 'labeled' }, {}],
  ])('of %s outside of the workspace is read from disk', async (_, event, inputs) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'gate.yml'), LAX);
    const ended = await judged(event, { ...inputs, config: join(folder, 'gate.yml') });
    expect(ended).toMatchObject({ status: 0 });
  });

  test('that cannot be read judges nothing: no defaults in its place', async () => {
    const ended = await judged(BY_HAND, { 'pull-request': '1', baseline: '' }, { 'pull-requests': 'write' });
    expectRefused(
      ended,
      /::error::input config \.github\/pareto-report\.yml: expected a file that can be read, found the token lacks contents: read/,
    );
  });
});
