import { describe, expect, test } from 'vitest';
import { type FetchRequest, fetchArtifacts } from '../../src/fetching.ts';
import { type Occasion, occasionOf } from '../../src/github/occasion.ts';
import { Patience } from '../../src/github/patience.ts';
import { clientOf } from './client.ts';
import type { Event } from './event.ts';
import { github, standinForEach } from './freshstandin.ts';
import { type StepResult, step } from './runner.ts';
import { faults } from './standin/fault.ts';
import type { Run } from './standin/repository.ts';
import { reportOf, workspaceOf } from './sweep.ts';
import { zip } from './zip.ts';

/*
 * Earlier runs of `baseline: auto`: those of the branch from where a change started, and what they cost.
 */

standinForEach({ private: true });

const NAME = 'pareto-report-benchmark';
const WHOLE = zip([{ name: 'report.json', bytes: '{"format": "pareto-report/1"}' }]);
const CUT = zip([{ name: 'report.json', bytes: '{"format": "pareto-rep' }]);

/** A commit on main with a run that left an artifact; without one where `bytes` is null. */
async function nightOf(bytes: Uint8Array | null = WHOLE, run: Partial<Run> = {}): Promise<Run> {
  const sha = await github.repository.push('main', { a: String(github.repository.runs.size) });
  const made = github.repository.run({ sha, ...run });
  if (bytes !== null) github.repository.artifact(made, NAME, bytes);
  return made;
}

async function nights(count: number, bytes: Uint8Array | null = WHOLE): Promise<Run[]> {
  const runs: Run[] = [];
  for (let night = 0; night < count; night += 1) runs.unshift(await nightOf(bytes));
  return runs;
}

/** A job by hand at the end of main, whose own run has no report yet. */
async function occasion(): Promise<Occasion> {
  const sha = (await github.repository.bare.resolve('refs/heads/main')) ?? '';
  const env = {
    GITHUB_REPOSITORY: github.repository.fullName,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: sha,
    GITHUB_RUN_ID: '1',
    GITHUB_WORKFLOW_REF: `${github.repository.fullName}/.github/workflows/benchmark.yml@refs/heads/main`,
  };
  const read = occasionOf({ env, payload: {}, publishes: false });
  if (read === null) throw new Error('no job');
  return read;
}

async function fetched(most = 5, more: Partial<FetchRequest> = {}) {
  const patience = new Patience();
  const client = clientOf(github, { contents: 'read', actions: 'read' }, patience);
  const places = { 'baseline-artifact': null, 'baseline-branch': null, 'baseline-workflow': null };
  const wanted = { artifacts: [], key: 'benchmark', baseline: true, 'baseline-runs': most, ...places, ...more };
  github.requests.length = 0;
  const had = await fetchArtifacts({ occasion: await occasion(), client, patience, effort: client.effort }, wanted);
  return { ...had, ids: had.history.runs.map(({ origin }) => origin.run?.id) };
}

const asked = (host: 'api' | 'storage') => github.requests.filter((request) => request.host === host).length;

test('as many as are wanted, in the order of the branch, each with its commit, run and age', async () => {
  const runs = await nights(7);
  const { history, ids, shelf, status } = await fetched(3);
  const wanted = runs.slice(0, 3);
  expect(ids).toEqual(wanted.map(({ id }) => id));
  expect(history.runs.map(({ path }) => path)).toEqual(wanted.map(({ id }) => `auto: run ${id}`));
  expect(history.runs.map(({ origin }) => origin)).toEqual(
    wanted.map(({ id, sha }) => ({
      source: 'artifact',
      commit: sha,
      run: { id, url: expect.stringContaining(`/actions/runs/${id}`), age: expect.any(Number) },
      gap: null,
    })),
  );
  expect([...shelf.keys()]).toEqual(history.runs.map(({ path }) => path));
  expect([history.lost, status]).toEqual([[], []]);
  await github.check();
});

test('one listing of commits and three of runs, whatever their number; for each two requests and a download', async () => {
  await nights(7);
  await fetched(1);
  expect([asked('api'), asked('storage')]).toEqual([4 + 2, 1]);
  await fetched(5);
  expect([asked('api'), asked('storage')]).toEqual([4 + 5 * 2, 5]);
  await github.check();
});

test('where few runs have a report, the branch is not searched to its end', async () => {
  await nights(4);
  await nights(20, null);
  await nightOf();
  const { ids } = await fetched(5);
  expect(ids).toHaveLength(1);
  expect([asked('api'), asked('storage')]).toEqual([4 + 2 + 8, 1]);
  await github.check();
});

test('a run that failed counts, runs of one commit too, the newer first; those of others do not', async () => {
  const failed = await nightOf(WHOLE, { conclusion: 'failure' });
  const again = github.repository.run({ sha: failed.sha, event: 'schedule' });
  github.repository.artifact(again, NAME, WHOLE);
  for (const run of [{ from: 'stranger/bench' }, { event: 'issue_comment' }, { conclusion: 'skipped' }]) {
    await nightOf(WHOLE, run);
  }
  expect((await fetched()).ids).toEqual([again.id, failed.id]);
  await github.check();
});

test('in the order of the branch’s history, not in that in which they ran', async () => {
  const [newer, older] = await nights(2);
  if (newer === undefined || older === undefined) throw new Error('no runs');
  const late = github.repository.run({ sha: older.sha, event: 'schedule' });
  github.repository.artifact(late, NAME, WHOLE);
  expect((await fetched()).ids).toEqual([newer.id, late.id, older.id]);
  await github.check();
});

describe('a run that cannot be read costs itself, and is named', () => {
  test('between others', async () => {
    const oldest = await nightOf();
    const cut = await nightOf(CUT);
    const newest = await nightOf();
    const { ids, history, status } = await fetched();
    expect(ids).toEqual([newest.id, oldest.id]);
    const why = `run ${cut.id} was skipped (artifact ${NAME}: report.json is cut off or not JSON)`;
    expect([history.lost, status]).toEqual([[why], [`baseline: ${why}`]]);
    await github.check();
  });

  test('and six of them end the search', async () => {
    await nights(9, CUT);
    await nightOf();
    const { ids, history } = await fetched(9);
    expect([ids.length, history.lost.length, asked('storage')]).toEqual([1, 6, 7]);
    await github.check();
  });
});

describe('where one is had, failing to have further ones is told, and no more is asked for', () => {
  test.each([
    ['the storage fails', { host: 'storage' as const, skip: 1, times: 3 }, /the storage answered 50\d/],
    ['GitHub fails', { path: /\/runs\/\d+\/artifacts/, skip: 1, times: 3 }, /GitHub answered 50\d/],
  ])('%s', async (_, when, why) => {
    const [newest, before] = await nights(4);
    github.inject(when, faults.serverError());
    const { ids, history, shelf } = await fetched();
    expect(ids).toEqual([newest?.id]);
    expect(history.lost).toEqual([expect.stringMatching(why)]);
    expect(history.lost[0]).toContain(`run ${before?.id} and those before it could not be fetched (`);
    expect(shelf.has('auto')).toBe(false);
    await github.check();
  });

  test('the rate is limited', async () => {
    const [newest] = await nights(4);
    github.inject({ path: /\/runs\/\d+\/artifacts/, skip: 1 }, faults.secondaryLimit(60));
    const { ids, history } = await fetched();
    expect(ids).toEqual([newest?.id]);
    expect(history.lost).toEqual([expect.stringContaining('GitHub’s rate limit')]);
    await github.check();
  });

  test('but the first that fails may hide a regression: there is no baseline then', async () => {
    await nights(4);
    github.inject({ host: 'storage', times: 3 }, faults.serverError());
    const { history, shelf } = await fetched();
    expect(history.runs).toEqual([]);
    expect(shelf.get('auto')).toMatchObject({ lack: { kind: 'error' } });
    await github.check();
  });
});

describe('a step', { timeout: 120_000 }, () => {
  const READ = { contents: 'read', actions: 'read' } as const;
  const INPUTS = { reports: 'results', plots: 'none', html: 'none', baseline: 'auto', comment: 'off' };
  const PULL: Event = { name: 'pull_request', pull: 1 };
  const measure = (event: Event, factor: number, inputs: Readonly<Record<string, string>> = {}) =>
    step(github, event, { inputs: { ...INPUTS, ...inputs }, permissions: READ, workspace: workspaceOf(factor) });

  const codes = (ended: StepResult) => reportOf(ended).problems.map(({ code }) => code);

  test('counts the earlier runs that it used, names those that it did not, and fails for none of them', async () => {
    const measured: StepResult[] = [];
    for (const factor of [1, 1.01, 1.02, 1.02]) {
      await github.repository.push('main', { a: String(measured.length) });
      measured.push(await measure({ name: 'push', branch: 'main' }, factor));
    }
    const { sha } = await nightOf(CUT, { conclusion: 'failure' });
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const ended = await measure(PULL, 1.01);
    expect(ended).toMatchObject({ status: 0, outputs: { baseline: 'artifact' } });
    expect(ended.outputs['baseline-commit']).toBe(measured[3]?.run.sha);
    expect(sha).not.toBe(measured[3]?.run.sha);
    // Two of the four measured the same: a night whose results were kept from the one before.
    expect(reportOf(ended).comparison?.baseline?.runs).toBe(3);
    expect(codes(ended)).toEqual(expect.arrayContaining(['repeated-earlier-run', 'lost-earlier-run']));
    expect(codes(ended)).not.toContain('baseline-error');
    const two = await measure(PULL, 1.01, { 'baseline-runs': '1' });
    expect(reportOf(two).comparison?.baseline?.runs).toBe(1);
  });

  test('refuses a number that is none before it asks for anything', async () => {
    await nightOf();
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    github.requests.length = 0;
    const ended = await measure(PULL, 1, { 'baseline-runs': 'all' });
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain('input baseline-runs: expected a whole number from 1, found “all”');
    expect(github.requests).toEqual([]);
  });
});
