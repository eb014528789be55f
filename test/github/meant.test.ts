import { describe, expect, test } from 'vitest';
import { type FetchRequest, type FetchResult, fetchArtifacts } from '../../src/fetching.ts';
import { occasionOf } from '../../src/github/occasion.ts';
import { Patience } from '../../src/github/patience.ts';
import { clientOf } from './client.ts';
import { begin, type Event } from './event.ts';
import { github, PULL, standinForEach } from './freshstandin.ts';
import type { Run } from './standin/repository.ts';
import { zip } from './zip.ts';

/*
 * Which run is the baseline that is meant, and what is said where it is another's.
 */

standinForEach({ private: true });

const NAME = 'pareto-report-benchmark';
const DAY = 86_400_000;

/** A report of this program, of a commit where it says so. */
function reportOf(commit: string | null = null): Buffer {
  const sweep = commit === null ? {} : { sweep: { commit } };
  return zip([{ name: 'report.json', bytes: JSON.stringify({ format: 'pareto-report/1', ...sweep }) }]);
}
const WHOLE = reportOf();
const CUT = zip([{ name: 'report.json', bytes: '{"format": "pareto-rep' }]);

let count = 0;
const push = (branch = 'main') => github.repository.push(branch, { a: String(count++) });

/** A run at a commit, with an artifact unless that is null. */
function ran(sha: string, run: Partial<Run> = {}, bytes: Uint8Array | null = WHOLE): Run {
  const made = github.repository.run({ sha, ...run });
  if (bytes !== null) github.repository.artifact(made, NAME, bytes);
  return made;
}

const queueOf = (base: string, sha: string) => ({
  event: 'merge_group',
  branch: `gh-readonly-queue/${base}/pr-7-${sha}`,
});

async function fetched(event: Event = PULL, more: Partial<FetchRequest> = {}): Promise<FetchResult> {
  const { env, payload, run } = await begin(github, event);
  const occasion = occasionOf({ env: { ...env, GITHUB_SERVER_URL: 'https://git.example' }, payload, publishes: false });
  if (occasion === null) throw new Error('no job');
  const patience = new Patience();
  const client = clientOf(github, { contents: 'read', actions: 'read' }, patience);
  const places = { 'baseline-artifact': null, 'baseline-branch': null, 'baseline-workflow': null };
  const wanted = { artifacts: [], key: 'benchmark', baseline: true, 'baseline-runs': 5, ...places, ...more };
  github.requests.length = 0;
  const had = await fetchArtifacts({ occasion, client, patience, effort: client.effort }, wanted);
  github.repository.runs.delete(run.id);
  return had;
}

const asked = () => github.requests.filter(({ host }) => host === 'api').length;
const idsOf = ({ history }: FetchResult) => history.runs.map(({ origin }) => origin.run?.id);
const commitsOf = ({ history }: FetchResult) => history.runs.map(({ origin }) => origin.commit);
const gapOf = ({ history }: FetchResult) => history.runs[0]?.origin.gap ?? null;
function lackOf({ shelf }: FetchResult) {
  const shelved = shelf.get('auto');
  return shelved !== undefined && 'lack' in shelved ? shelved.lack : null;
}

test.each(['failure', 'cancelled', 'timed_out', 'neutral'])(
  'a run that ended as %s counts with a whole report',
  async (conclusion) => {
    const run = ran(await push(), { conclusion });
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const had = await fetched();
    expect([idsOf(had), gapOf(had)]).toEqual([[run.id], null]);
    await github.check();
  },
);

test.each([
  ['failure', 'failed'],
  ['cancelled', 'was cancelled'],
  ['timed_out', 'ran out of time'],
])('one that ended as %s counts not with results alone, which may be half of them', async (conclusion, words) => {
  const results = zip([{ name: 'a.yaml', bytes: 'a: 1' }]);
  const whole = ran(await push());
  ran(await push(), { conclusion }, results);
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const had = await fetched();
  expect(idsOf(had)).toEqual([whole.id]);
  expect(had.history.lost).toEqual([expect.stringContaining(`it ${words} and left no report.json`)]);
  await github.check();
});

describe('a merge queue', () => {
  /** More runs than are looked through, of commits that main does not have, made after all that it has. */
  async function busy(base = 'main', event = 'merge_group'): Promise<void> {
    const created = new Date(Date.now() + 3 * DAY).toISOString();
    await github.repository.branch('elsewhere', await push('away'));
    const sha = (await github.repository.bare.resolve('refs/heads/elsewhere')) ?? '';
    const place = event === 'merge_group' ? queueOf(base, sha) : { event, branch: base };
    for (let index = 0; index < 301; index += 1) github.repository.run({ sha, created, ...place });
  }

  test('that is busy: the merge base’s own run is found by its commit, and those before it', {
    timeout: 120_000,
  }, async () => {
    const [older, base] = [await push(), await push()];
    const queued = [ran(base, queueOf('main', older)), ran(older, queueOf('main', older))];
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    await busy();
    const had = await fetched();
    expect(idsOf(had)).toEqual(queued.map(({ id }) => id));
    expect(gapOf(had)).toBe(null);
    // Comparison, commits, runs at the commit, of the branch and of the queue; two for each.
    expect(asked()).toBe(5 + 2 * 2);
    await github.check();
  });

  test('before a busy branch', { timeout: 120_000 }, async () => {
    const [older, base] = [await push(), await push()];
    const run = ran(older);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    await busy('main', 'push');
    const had = await fetched();
    expect(idsOf(had)).toEqual([run.id]);
    expect(gapOf(had)).toMatchObject({ commit: base, commits: 1 });
    await github.check();
  });

  test('of another base does not count, nor does a branch that is called almost so', async () => {
    const older = await push();
    const own = ran(older, queueOf('main', older));
    const base = await push();
    for (const branch of ['release', 'release/main', 'main/2']) ran(base, queueOf(branch, base));
    ran(base, { event: 'push', branch: 'gh-readonly-queue/main' });
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    expect(idsOf(await fetched())).toEqual([own.id]);
    await github.check();
  });

  test('a group is compared with the group before it, which is of no branch yet', async () => {
    const sha = await push();
    const main = ran(sha);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const before = await github.repository.trialMerge((await first()) ?? raise());
    await github.repository.branch('main', before);
    const group = github.repository.run({
      sha: before,
      ...queueOf('main', sha),
      status: 'in_progress',
      conclusion: null,
    });
    const had = await fetched({ name: 'merge_group', pull: 1 });
    expect(idsOf(had)).toEqual([main.id]);
    expect(gapOf(had)).toMatchObject({
      meant: 'the base of the queued merge',
      commit: before,
      why: `run ${group.id} of benchmark.yml there is still in progress; run this job again when that is done, to compare with it`,
    });
    await github.check();
  });

  const first = async () => github.repository.pulls.get(1);
  const raise = () => {
    throw new Error('no pull request');
  };
});

describe('a baseline before the merge base is told with what lies between, and why:', () => {
  /** A baseline, two commits, and the merge base with what a test puts there. */
  async function whyWith(there: (sha: string) => Run | null) {
    const run = ran(await push());
    await push();
    const base = await push();
    const other = there(base);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const had = await fetched();
    expect(idsOf(had)[0]).toBe(run.id);
    expect(gapOf(had)).toMatchObject({
      meant: 'the merge base',
      ...{ commit: base, commits: 2 },
      url: `https://git.example/octo/bench/compare/${run.sha}...${base}`,
    });
    await github.check();
    const why = gapOf(had)?.why ?? '';
    return other === null ? why : why.replace(`run ${other.id} of benchmark.yml there `, '');
  }
  const again = '; run this job again when that is done, to compare with it';

  test('no run', async () => {
    expect(await whyWith(() => null)).toBe('benchmark.yml has not run there');
  });

  test.each<[string, Partial<Run>, Uint8Array | null, string]>([
    ['one in progress', { status: 'in_progress', conclusion: null }, null, `is still in progress${again}`],
    ['one in the queue', { status: 'queued', conclusion: null }, null, `is still queued${again}`],
    ['one that waits', { status: 'waiting', conclusion: null }, null, `is waiting for approval${again}`],
    ['one that was skipped', { conclusion: 'skipped' }, null, 'was skipped'],
    ['one that could not start', { conclusion: 'startup_failure' }, null, 'could not start'],
    ['one without a report', {}, null, `left no artifact ${NAME}`],
    ['one that was cancelled', { conclusion: 'cancelled' }, null, `was cancelled and left no artifact ${NAME}`],
    ['one that is cut off', {}, CUT, `left no whole report (artifact ${NAME}: report.json is cut off or not JSON)`],
    ['one of another commit', { event: 'workflow_dispatch' }, reportOf('f'.repeat(40)), 'measured fffffff'],
  ])('%s', async (_, run, bytes, why) => {
    expect(await whyWith((sha) => ran(sha, run, bytes))).toBe(why);
  });

  test('one that has expired', async () => {
    const why = await whyWith((sha) => {
      const run = ran(sha, {}, null);
      github.repository.artifact(run, NAME, WHOLE, { expired: true });
      return run;
    });
    expect(why).toBe('left what has expired');
  });

  test('where there is a re-run in progress, that comes first', async () => {
    const why = await whyWith((sha) => {
      ran(sha, {}, CUT);
      return ran(sha, { status: 'in_progress', conclusion: null }, null);
    });
    expect(why).toContain('is still in progress');
  });

  test('the commits of a branch that was merged in between count, as on GitHub’s page', async () => {
    const run = ran(await push());
    await github.repository.branch('side', run.sha);
    for (const _ of [1, 2]) await github.repository.push('side', { side: String(count++) });
    await push();
    await github.repository.merge('main', 'side');
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    expect(gapOf(await fetched())).toMatchObject({ commits: 4 });
    await github.check();
  });
});

test('where nothing is there yet but the merge base is being measured, that is said', async () => {
  const sha = await push();
  const run = github.repository.run({ sha, status: 'in_progress', conclusion: null });
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const lack = lackOf(await fetched());
  expect(lack?.kind).toBe('none');
  expect(lack?.reason).toContain(`has completed; run ${run.id} at ${sha.slice(0, 7)} is still in progress`);
  await github.check();
});

test('a push tells of nearer runs that gave nothing, and of none where there was none', async () => {
  const run = ran(await push());
  await push();
  await push();
  expect(gapOf(await fetched({ name: 'push' }))).toBe(null);
  const cut = ran(await push(), {}, CUT);
  await push();
  const gap = gapOf(await fetched({ name: 'push' }));
  expect(gap).toMatchObject({ meant: 'this commit', commits: 4 });
  expect(gap?.why).toContain(`run ${cut.id} at ${cut.sha.slice(0, 7)} left no whole report`);
  expect(run.sha).not.toBe(cut.sha);
  await github.check();
});

describe('a workflow that runs on pull requests only', () => {
  const FILE = '.github/workflows/benchmark.yml';
  async function lackWith(file: string | null, more: Partial<FetchRequest> = {}, base = 'main') {
    await push();
    if (base !== 'main') await github.repository.branch(base, await push());
    if (file !== null) await github.repository.push(base, { [FILE]: file });
    await github.repository.open({ branch: 'topic', base, files: { b: '1' } });
    const lack = lackOf(await fetched(PULL, more));
    await github.check();
    return lack;
  }

  test.each([
    'on: pull_request\njobs: {}\n',
    'on: [pull_request]\njobs: {}\n',
    'on:\n  pull_request:\n    paths: [src/**]\njobs: {}\n',
  ])('is told that nothing will ever be a baseline, and what to add: %j', async (file) => {
    const add = 'add “push: { branches: [main] }” under its “on:”';
    const reason = `benchmark.yml runs on pull_request only, so no run on main ever leaves a baseline: ${add}`;
    expect(await lackWith(file)).toEqual({ kind: 'never', reason });
  });

  test('with the name of its base branch', async () => {
    const lack = await lackWith('on: [pull_request, pull_request_target]\n', {}, 'release/1');
    expect(lack?.reason).toContain('runs on pull_request and pull_request_target only, so no run on release/1 ever');
    expect(lack?.reason).toContain('branches: [release/1]');
  });

  test.each([
    ['its file has another event', 'on: [pull_request, workflow_dispatch]\n', {}],
    ['its file is not on the branch', null, {}],
    ['its file cannot be read', 'on: [pull_request\n', {}],
    ['its file says nothing', 'jobs: {}\n', {}],
    ['the events are odd', 'on: ["push to all"]\n', {}],
    ['the branch is asked for', 'on: pull_request\n', { 'baseline-branch': 'main' }],
    ['the workflow is asked for', 'on: pull_request\n', { 'baseline-workflow': 'benchmark.yml' }],
  ])('is not told where %s', async (_, file, more) => {
    expect(await lackWith(file, more)).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining('has completed'),
    });
  });

  test('is not told where a run on the branch is there, if only one that was skipped', async () => {
    ran(await github.repository.push('main', { [FILE]: 'on: pull_request\n' }), { conclusion: 'skipped' }, null);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    expect(lackOf(await fetched())?.kind).toBe('none');
    await github.check();
  });
});

describe('a run that measured something else than its commit', () => {
  test('is a baseline of what it measured, where that lies before', async () => {
    const older = await push();
    const base = await push();
    const plain = ran(base);
    const told = ran(base, { event: 'workflow_dispatch' }, reportOf(older));
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const had = await fetched();
    expect([idsOf(had), commitsOf(had)]).toEqual([
      [plain.id, told.id],
      [base, older],
    ]);
    expect(had.history.lost).toEqual([]);
    await github.check();
  });

  test.each(['workflow_dispatch', 'repository_dispatch', 'schedule'])(
    'is passed over where it does not, on %s',
    async (event) => {
      const base = await push();
      const plain = ran(base, {}, reportOf(base));
      const told = ran(base, { event }, reportOf('e'.repeat(40)));
      await github.repository.open({ branch: 'topic', files: { b: '1' } });
      const had = await fetched();
      expect(idsOf(had)).toEqual([plain.id]);
      const why = `run ${told.id} was passed over (it measured eeeeeee, which is not a commit before this one)`;
      expect(had.history.lost).toEqual([why]);
      await github.check();
    },
  );

  test('many such runs hide no other, nor are they an error', async () => {
    const older = ran(await push());
    const base = await push();
    const plain = ran(base);
    for (let index = 0; index < 20; index += 1) ran(base, { event: 'workflow_dispatch' }, reportOf('e'.repeat(40)));
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    expect(idsOf(await fetched())).toEqual([plain.id, older.id]);
    expect(asked()).toBeLessThan(25);
    github.repository.runs.delete(plain.id);
    github.repository.runs.delete(older.id);
    expect(lackOf(await fetched())).toMatchObject({ kind: 'none', reason: expect.stringContaining('was passed over') });
    await github.check();
  });
});

describe('a run whose report does not say what it measured', () => {
  test.each(['workflow_dispatch', 'repository_dispatch'])(
    'is not told apart on %s, where its report does not say: it is passed over',
    async (event) => {
      const base = await push();
      const plain = ran(base);
      const raw = zip([{ name: 'run-8/benchmark_report.yaml', bytes: 'version: "0.1"' }]);
      const byHand = [raw, WHOLE].map((bytes) => ran(base, { event }, bytes));
      await github.repository.open({ branch: 'topic', files: { b: '1' } });
      expect(idsOf(await fetched())).toEqual([plain.id]);
      github.repository.runs.delete(plain.id);
      const { reason } = lackOf(await fetched()) ?? {};
      const why = 'was passed over (it was started by hand, and left no report that says what it measured)';
      for (const { id } of byHand) expect(reason).toContain(`run ${id} ${why}`);
      await github.check();
    },
  );

  test.each(['push', 'schedule', 'workflow_dispatch'])(
    'may be of anything on %s, where its report says that nobody knows: it is passed over',
    async (event) => {
      const older = ran(await push());
      const sweep = { commit: null, commitLost: true };
      const lost = zip([{ name: 'report.json', bytes: JSON.stringify({ format: 'pareto-report/1', sweep }) }]);
      const { id } = ran(await push(), { event }, lost);
      await github.repository.open({ branch: 'topic', files: { b: '1' } });
      const had = await fetched();
      expect(idsOf(had)).toEqual([older.id]);
      const why = 'its report says that it is not known what it measured';
      expect(had.history.lost).toEqual([`run ${id} was passed over (${why})`]);
      await github.check();
    },
  );

  test('a report that says nothing of its commit, or is damaged there, counts as before', async () => {
    const odd = zip([{ name: 'report.json', bytes: '{"format": "pareto-report/1", "sweep": {"commit": 7}}' }]);
    const run = ran(await push(), {}, odd);
    await github.repository.open({ branch: 'topic', files: { b: '1' } });
    expect(idsOf(await fetched())).toEqual([run.id]);
    await github.check();
  });
});
