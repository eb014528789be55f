import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetchArtifacts } from '../../src/fetching.ts';
import { failureOf } from '../../src/github/failure.ts';
import { type Occasion, occasionOf } from '../../src/github/occasion.ts';
import { Patience } from '../../src/github/patience.ts';
import { writeComment } from '../../src/publish/comment.ts';
import { hostImages } from '../../src/publish/images.ts';
import { pruneImages } from '../../src/publish/prune.ts';
import { stampLine, stampOf } from '../../src/publish/stamp.ts';
import { clientOf } from './client.ts';
import { github, standinForEach, WRITE } from './freshstandin.ts';
import { type Fault, type FaultTrigger, faults } from './standin/fault.ts';
import type { Run } from './standin/repository.ts';
import { zip } from './zip.ts';

/*
 * What changes while a job runs, or is not as the job knows it: runs and artifacts that are deleted, a repository's name,
 * a clock, a token.
 */

const FORMERLY = 'octo/former';
const STEP = '1a2b3c4d';
standinForEach({ private: true, formerly: FORMERLY });
afterEach(() => {
  vi.useRealTimers();
});

const NAME = 'pareto-report-benchmark';
const DAY = 24 * 60 * 60 * 1000;
const IMAGES = [{ path: 'plots/a-light.png', bytes: Buffer.from('PNG') }];

/** A commit on main with a run that left a report. */
async function night(): Promise<Run> {
  const sha = await github.repository.push('main', { a: String(github.repository.runs.size) });
  const run = github.repository.run({ sha });
  github.repository.artifact(run, NAME, zip([{ name: 'report.json', bytes: '{"format": "pareto-report/1"}' }]));
  return run;
}

/** A job at the end of main, of a repository of that name. */
async function occasion(name: string): Promise<Occasion> {
  const env = {
    GITHUB_REPOSITORY: name,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: (await github.repository.bare.resolve('refs/heads/main')) ?? '',
    GITHUB_RUN_ID: '1',
    GITHUB_WORKFLOW_REF: `${name}/.github/workflows/benchmark.yml@refs/heads/main`,
  };
  const read = occasionOf({ env, payload: {}, publishes: false });
  if (read === null) throw new Error('no job');
  return read;
}

async function baselines(name = github.repository.fullName) {
  const client = clientOf(github, WRITE, new Patience(), { name });
  const places = { 'baseline-artifact': null, 'baseline-branch': null, 'baseline-workflow': null };
  const wanted = { artifacts: [], key: 'benchmark', baseline: true, 'baseline-runs': 5, ...places };
  const job = { occasion: await occasion(name), client, patience: new Patience(), effort: client.effort };
  const { history, status } = await fetchArtifacts(job, wanted);
  return { status, runs: history.runs.map(({ origin }) => origin.run) };
}

describe('what was deleted since it was listed costs itself, and is named', () => {
  test('a run', async () => {
    const [older, newer] = [await night(), await night()];
    github.inject({ path: `/actions/runs/${newer.id}/artifacts` }, faults.notFound());
    const { runs, status } = await baselines();
    expect(runs.map((run) => run?.id)).toEqual([older.id]);
    expect(status).toEqual([`baseline: run ${newer.id} was skipped (it has been deleted)`]);
    await github.check();
  });

  test.each<readonly [string, FaultTrigger, Fault, RegExp]>([
    ['an artifact', { path: '/zip' }, faults.notFound(), /GitHub cannot find it/],
    ['an artifact, or it has expired', { path: '/zip' }, faults.gone(), /it has expired/],
    ['what is in it', { host: 'storage' }, faults.notFound(), /the storage answered 404/],
  ])('%s', async (_, when, fault, reason) => {
    const [older, newer] = [await night(), await night()];
    github.inject(when, fault);
    const { runs, status } = await baselines();
    expect(runs.map((run) => run?.id)).toEqual([older.id]);
    expect(status).toHaveLength(1);
    expect(status[0]).toContain(`baseline: run ${newer.id} was skipped (artifact ${NAME}: it cannot be downloaded (`);
    expect(status[0]).toMatch(reason);
    await github.check();
  });
});

test('a repository that has another name by now: its runs are its own, and all is found and written', async () => {
  const run = await night();
  const { sha } = await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const { runs, status } = await baselines(FORMERLY);
  expect(status).toEqual([]);
  expect(runs.map((one) => one?.id)).toEqual([run.id]);
  const client = clientOf(github, WRITE, new Patience(), { name: FORMERLY });
  const job = await occasion(FORMERLY);
  expect((await hostImages(client, { occasion: job, key: 'bench', step: STEP }, IMAGES, ['ref'])).place).toBe('ref');
  const marker = '<!-- pareto-report: bench -->';
  const stamp = stampOf(job, STEP);
  const text = `${marker}\n${stampLine(stamp)}\nnew`;
  const writing = { marker, text, stamp, creates: true };
  expect(await writeComment(client, { pull: 1 }, writing)).toMatchObject({ did: 'created' });
  const again = { ...stamp, step: '5e6f7a8b', writer: { id: stamp.writer.id, attempt: 2 } };
  const newer = { ...writing, stamp: again, text: `${marker}\n${stampLine(again)}\nnewer` };
  expect(await writeComment(client, { pull: 1 }, newer)).toMatchObject({ did: 'updated' });
  expect(await writeComment(client, { commit: sha }, writing)).toMatchObject({ did: 'created' });
  expect(await pruneImages(client, 90)).toEqual({ deleted: 0, kept: 1, ended: null });
  await github.check();
});

describe.each([100, -100])('a clock that is off by %i days', (days) => {
  const dayOf = (ago: number) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);

  test('ages and days are by that of GitHub', async () => {
    await night();
    const today = dayOf(0);
    const refs = [10, 95].map((ago) => `pareto-report/pr-1/${dayOf(ago)}-run-1-1-bench`);
    const [main] = await github.repository.bare.refs();
    const lines = refs.map((ref) => `create refs/${ref} ${main?.sha}\n`);
    await github.repository.bare.git(['update-ref', '--stdin'], lines.join(''));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * DAY });
    const { runs } = await baselines();
    expect(runs[0]?.age).toBeLessThan(DAY);
    const job = await occasion(github.repository.fullName);
    await hostImages(clientOf(github, WRITE), { occasion: job, key: 'bench', step: STEP }, IMAGES, ['ref']);
    expect(await pruneImages(clientOf(github, WRITE), 90)).toEqual({ deleted: 1, kept: 2, ended: null });
    const left = (await github.repository.bare.refs()).map(({ ref }) => ref.replace('refs/', ''));
    expect(left).toContain(refs[0]);
    expect(left).toContain(`pareto-report/runs/${today}-run-1-1-${STEP}-bench`);
  });
});

describe('how long a limit lasts', () => {
  const now = Math.floor(Date.now() / 1000);
  const delay = (headers: Readonly<Record<string, string>>) => {
    const date = new Date(now * 1000).toUTCString();
    const limit = { 'x-ratelimit-remaining': '0', date, ...headers };
    return failureOf(Object.assign(new Error('API rate limit exceeded'), { status: 403, response: { headers: limit } }))
      .delay;
  };

  test.each([
    ['until it is over', String(now + 30), 30_000],
    ['it is over', String(now - 3), 0],
    ['in 1970', '0', 60_000],
    ['in ms', String(now * 1000), 60_000],
    ['no number', 'soon', 60_000],
  ])('%s', (_, reset, expected) => {
    expect(delay({ 'x-ratelimit-reset': reset })).toBe(expected);
  });

  test('a date, by the clock of who says it', () => {
    const other = now - 100 * 24 * 60 * 60;
    const at = (seconds: number) => new Date(seconds * 1000).toUTCString();
    expect(delay({ date: at(other), 'retry-after': at(other + 7) })).toBe(7000);
  });
});
