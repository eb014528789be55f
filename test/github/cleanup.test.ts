import { describe, expect, test } from 'vitest';
import { pruneImages } from '../../src/publish/prune.ts';
import { clientOf } from './client.ts';
import { github, standinForEach, withMain } from './freshstandin.ts';
import { type StepResult, statusOf, step } from './runner.ts';
import { type Fault, type FaultTrigger, faults } from './standin/fault.ts';

/*
 * `mode: cleanup`: old pictures go, and nothing else does.
 */

let main: string;
standinForEach({ private: true }, async (repository) => {
  main = await withMain(repository);
});

const DAY = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
const day = (days: number, name = 'pr-7') => `${name}/${ago(days)}-run-12-1-bench`;

const set = async (...refs: readonly string[]) => {
  const lines = refs.map((ref) => `create refs/${ref} ${main}\n`);
  await github.repository.bare.git(['update-ref', '--stdin'], lines.join(''));
};
const refs = async () => (await github.repository.bare.refs()).map(({ ref }) => ref.replace('refs/', ''));
const WRITE = { contents: 'write' } as const;
const cleanUp = (inputs = {}, permissions: Record<string, 'read' | 'write'> = WRITE, given = {}): Promise<StepResult> =>
  step(github, { name: 'schedule' }, { inputs: { mode: 'cleanup', ...inputs }, permissions, ...given });
const prune = (days = 90) => pruneImages(clientOf(github, WRITE), days);

/** A commit of some days ago. */
async function oldCommit(days: number): Promise<string> {
  const by = { name: 'a', email: 'a@example.com', date: new Date(Date.now() - days * DAY).toISOString() };
  const { tree } = await github.repository.bare.only(main);
  return github.repository.bare.commit(tree, 'Pictures', [], { author: by, committer: by });
}

describe('as a step', () => {
  test('refs and branches of ours that are too old go, and no others', async () => {
    const gone = [`pareto-report/${day(92)}`, `pareto-report/${day(400, 'runs')}`, `heads/pareto-report/${day(92)}`];
    const kept = [
      'heads/pareto-report-docs',
      'heads/pareto-report/fix-the-plot',
      `heads/pareto-report/${day(10)}`,
      `heads/${day(400)}`,
      'pareto-report-of-others/x',
      `pareto-report/${day(0)}`,
      `pareto-report/${day(89)}`,
      `tags/pareto-report/${day(400)}`,
    ];
    await set(...gone, ...kept);
    const ended = await cleanUp();
    expect(ended.status, ended.stdout + ended.stderr).toBe(0);
    expect((await refs()).sort()).toEqual([...kept, 'heads/main'].sort());
    expect(statusOf(ended)).toEqual(['cleanup: deleted pictures of 3 reports older than 90 days, kept those of 3']);
    expect(github.permissionsUsed()).toEqual(['contents: write']);
    await github.check();
  });

  test('fewer days, when they are asked for', async () => {
    await set(`pareto-report/${day(3)}`, `pareto-report/${day(9)}`);
    const ended = await cleanUp({ 'retention-days': '7' });
    expect(statusOf(ended)).toEqual(['cleanup: deleted pictures of 1 reports older than 7 days, kept those of 1']);
    await github.check();
  });

  test('without the permission: failed, and what to add', async () => {
    await set(`pareto-report/${day(400)}`);
    const ended = await cleanUp({}, { contents: 'read' }, { dist: process.execPath });
    expect(ended.status).toBe(1);
    const reason =
      'the token lacks contents: write (Resource not accessible by integration): add it under permissions: of the job';
    expect(statusOf(ended)).toEqual([
      `cleanup: deleted pictures of 0 reports older than 90 days, kept those of 1; failed (${reason})`,
    ]);
    expect(ended.stdout).toMatch(/::error::pictures were not all cleaned up: .*lacks contents: write/);
    expect(ended.stderr).toBe('');
    await github.check();
  });
});

test('one without a day in its name is as old as its commit', async () => {
  await set('pareto-report/pr-1', 'pareto-report/pr-2', 'pareto-report/pr-3/2026-99-99-run-1-1-x');
  await github.repository.bare.setRef('refs/pareto-report/pr-2', await oldCommit(100));
  await github.repository.bare.setRef('refs/pareto-report/pr-3/2026-99-99-run-1-1-x', await oldCommit(100));
  expect(await prune()).toEqual({ deleted: 2, kept: 1, ended: null });
  expect(await refs()).toEqual(['heads/main', 'pareto-report/pr-1']);
  await github.check();
});

test('more than a page of them, listed at once', async () => {
  await set(...Array.from({ length: 130 }, (_, i) => `pareto-report/${day(i < 8 ? 200 : 1, `pr-${i + 1}`)}`));
  expect(await prune()).toEqual({ deleted: 8, kept: 122, ended: null });
  await github.check();
});

test('several pages, where GitHub says that there are more', async () => {
  const path = '/git/matching-refs/pareto-report/';
  const page = (name: string, link: string): Fault => ({
    kind: 'answer',
    status: 200,
    headers: { link },
    body: [{ ref: `refs/pareto-report/${name}`, object: { sha: main } }],
  });
  await set(`pareto-report/${day(200, 'pr-1')}`, `pareto-report/${day(200, 'pr-2')}`);
  github.inject({ path }, page(day(200, 'pr-1'), `<${github.urls.api}/x?page=2>; rel="next"`));
  github.inject({ path: `${path}?page=2` }, page(day(200, 'pr-2'), `<${github.urls.api}/x?page=1>; rel="first"`));
  expect(await prune()).toEqual({ deleted: 2, kept: 0, ended: null });
  await github.check();
});

test('nothing there', async () => {
  expect(await prune()).toEqual({ deleted: 0, kept: 0, ended: null });
  await github.check();
});

describe('when GitHub fails', () => {
  const DELETE: FaultTrigger = { method: 'DELETE', path: '/git/refs/' };
  const OLD = [1, 2, 3].map((pull) => `pareto-report/${day(200, `pr-${pull}`)}`);

  test.each<readonly [string, FaultTrigger, Fault]>([
    ['502 twice', { ...DELETE, times: 2 }, faults.serverError()],
    ['a connection that drops after the deed', DELETE, faults.drop(true)],
    ['a short limit', DELETE, faults.secondaryLimit(1)],
    ['a garbled list', { path: '/matching-refs/' }, faults.garbage()],
  ])('%s: all go', async (_, when, fault) => {
    await set(...OLD);
    github.inject(when, fault);
    expect(await prune()).toEqual({ deleted: 3, kept: 0, ended: null });
    await github.check();
  });

  test('one that another run deletes meanwhile', async () => {
    await set(...OLD);
    github.inject(
      DELETE,
      faults.meanwhile(() => github.repository.bare.deleteRef(`refs/${OLD[0]}`)),
    );
    expect(await prune()).toMatchObject({ deleted: 3, ended: null });
    await github.check();
  });

  test('a long limit in the middle: what is done is done, and said', async () => {
    await set(...OLD);
    github.inject({ ...DELETE, skip: 1 }, faults.secondaryLimit(60));
    expect(await prune()).toEqual({
      deleted: 1,
      kept: 2,
      ended: 'GitHub’s rate limit asks for a wait of 60 s: run the job again later',
    });
    expect(await prune()).toEqual({ deleted: 2, kept: 0, ended: null });
    await github.check();
  });
});
