import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withoutBrowser } from '../browser/browser.ts';
import { ROOT } from '../dist/spawn.ts';
import { type BegunRun, begin, type Event } from './event.ts';
import { faults } from './standin/fault.ts';
import { userOf } from './standin/shape.ts';
import { Standin } from './standin/standin.ts';
import { type JobRun, runWorkflow } from './workflowrun.ts';

/*
 * The first live check, run against the stand-in, which is built on the same assumptions: every row must hold here. It
 * asks how Markdown is shown, which takes a parser that not every machine has.
 */

const FILE = 'examples/workflows/selftest.yml';
const TEXT = readFileSync(join(ROOT, FILE), 'utf8');
const { jobs } = parse(TEXT);
const ROWS: readonly string[] = jobs.table.steps
  .find(({ name }: { name: string }) => name === 'Table')
  .env.ROWS.trim()
  .split('\n')
  .map((line: string) => line.split(' | ')[0]);

/** Rows that nothing but a person answers. */
const BY_HAND = [
  'archived-repository',
  'comment-app',
  'empty-repository',
  'enterprise-server',
  'renamed-repository',
  'reusable-ref',
];
const LOOKED_AT = ['page-opens', 'picture-comment', 'picture-lasts', 'picture-summary'];

describe('docs/assumptions.md', () => {
  const lines = readFileSync(join(ROOT, 'docs/assumptions.md'), 'utf8').matchAll(
    /^\| `([\w-]+)` \| .+? \| `([^`]+)` \| .+ \|$/gm,
  );
  const table = [...lines].map(([, row = '', where = '']) => ({ row, where }));

  test('has the rows of the workflow, in its order', () => {
    expect(table.map(({ row }) => row)).toEqual(ROWS);
    expect(new Set(ROWS).size).toBe(ROWS.length);
  });

  test('names files that are there', () => {
    for (const { where } of table) expect(existsSync(join(ROOT, where)), where).toBe(true);
  });
});

test('each row is asked somewhere, or by hand', () => {
  const asked = ROWS.filter((row) => !TEXT.includes(`'${row}'`));
  expect(asked.sort()).toEqual(BY_HAND);
});

test('each job has an end, and rights that it says what for', () => {
  expect(parse(TEXT).permissions).toEqual({});
  for (const [name, job] of Object.entries<{ 'timeout-minutes'?: number }>(jobs))
    expect(job['timeout-minutes'], name).toBeGreaterThan(0);
});

const AS = '.github/workflows/selftest.yml';

/** Rows of a table by their verdict, ascending. */
function rowsOf({ table }: Record<string, JobRun>): Record<string, string[]> {
  const lines = [...(table?.summary ?? '').matchAll(/^\| \S+ ([^|]+) \| [^|]+ \(([\w-]+)\) \|/gm)];
  const of = (wanted: string) => lines.flatMap(([, verdict, row = '']) => (verdict === wanted ? [row] : [])).sort();
  return Object.fromEntries(lines.map(([, verdict = '']) => [verdict, of(verdict)]));
}

/** The rows that all runs so far have kept, as JSON lines. */
async function keptRows({ repository }: Standin): Promise<string | undefined> {
  return (await repository.bare.commits('refs/pareto-selftest/rows'))[0]?.message;
}

/** A whole run, and the names and logs of its jobs that failed. */
async function finished(github: Standin, begun: BegunRun) {
  const done = await runWorkflow(github, FILE, begun);
  const failed = Object.entries(done).flatMap(([name, { result, log }]) => (result === 'failure' ? [name, log] : []));
  return { done, failed };
}

describe.skipIf(withoutBrowser)('on the stand-in', { timeout: 400_000 }, () => {
  let github: Standin;
  beforeAll(async () => {
    github = await Standin.start({ private: true });
    await github.repository.push('main', { 'README.md': 'scratch' });
    await github.repository.push('main', { '.github/workflows/selftest.yml': TEXT });
  });
  afterAll(() => github.close());

  const start = (event: Event) => begin(github, event, AS);
  const runs = (begun: BegunRun) => finished(github, begun);

  test('a push, where GitHub once does otherwise', async () => {
    github.inject({ method: 'PATCH', path: '/git/refs/pareto-report/none' }, faults.notFound());
    const { done } = await runs(await start({ name: 'push' }));
    expect(done).toMatchObject({
      report: { result: 'success' },
      table: { result: 'failure' },
      publish: { result: 'skipped' },
    });
    expect(rowsOf(done).differs).toEqual(['ref-patch-missing']);
    expect(done.table?.log).toContain(
      '::error title=ref-patch-missing::expected 422 Reference does not exist, found 404',
    );
    expect(rowsOf(done)['not yet']).toEqual(expect.arrayContaining(['comment-marker', 'fork-pull', 'queue-branch']));
  });

  test('a pull request, in its second attempt, and what runs after it', async () => {
    const pull = await github.repository.open({ branch: 'topic', files: { 'README.md': 'changed' } });
    github.repository.comment(pull.number, 'maintainer', '/selftest');
    const { run, env, payload } = await start({ name: 'pull_request', pull: pull.number });
    const again = { ...run, attempt: 2 };
    github.repository.runs.set(run.id, again);
    // What the first attempt left.
    for (const name of ['bench-8-1', 'selftest-attempt']) github.repository.artifact(run, name, Buffer.from('PK'));
    const first = await runs({ run: again, payload, env: { ...env, GITHUB_RUN_ATTEMPT: '2' } });
    expect(first.failed).toEqual([]);

    const ended = github.repository.runs.get(run.id) ?? run;
    const second = await runs(await start({ name: 'workflow_run', run: ended }));
    expect(second.failed).toEqual([]);
    expect(second.done).toMatchObject({ report: { result: 'skipped' }, publish: { result: 'success' } });
  });

  test('a comment, while another run keeps its rows', async () => {
    const { run, env, payload } = await start({ name: 'workflow_dispatch' });
    const issue = { number: 1, pull_request: { url: `${github.place.base}/pulls/1` } };
    const comment = { id: 1, body: '/selftest', user: userOf('maintainer', github.place) };
    github.inject({ method: 'PATCH', path: '/git/refs/pareto-selftest/rows' }, faults.notFastForward());
    const told = { ...payload, action: 'created', issue, comment, inputs: undefined };
    const { failed, done } = await runs({ run, payload: told, env: { ...env, GITHUB_EVENT_NAME: 'issue_comment' } });
    expect([failed, await keptRows(github)]).toEqual([[], expect.stringContaining('"comment-event"')]);
    expect(done).toMatchObject({ asked: { result: 'success' }, parts: { result: 'skipped' } });
  });

  test.each([
    ['a fork', { branch: 'change', from: 'stranger/bench', author: 'stranger' }],
    ['Dependabot', { branch: 'dependabot/actions', author: 'dependabot[bot]', files: { b: '1' } }],
  ])('%s', async (_, request) => {
    const { number } = await github.repository.open(request);
    const begun = await start({ name: 'pull_request', pull: number });
    const first = await runs(begun);
    expect(first.failed).toEqual([]);
    expect(first.done).toMatchObject({ outside: { result: 'success' }, report: { result: 'skipped' } });
    const ended = github.repository.runs.get(begun.run.id) ?? begun.run;
    expect((await runs(await start({ name: 'workflow_run', run: ended }))).failed).toEqual([]);
  });

  test('a merge queue', async () => {
    expect((await runs(await start({ name: 'merge_group', pull: 1 }))).failed).toEqual([]);
  });

  test('a dispatch, with a ruleset and days later: nothing is left but what a person does', async () => {
    github.inject({ method: 'POST', path: '/git/refs', body: /refs\/heads\/pareto-report/ }, faults.ruleset());
    const [old] = github.repository.runs.values();
    if (old !== undefined) github.repository.artifact(old, 'selftest-attempt', Buffer.from('PK'), { expired: true });
    const { done, failed } = await runs(await start({ name: 'workflow_dispatch' }));
    expect(failed).toEqual([]);
    const { look, 'not yet': open, 'as assumed': held, ...others } = rowsOf(done);
    expect([others, open, look]).toEqual([{}, BY_HAND, LOOKED_AT]);
    expect(held).toHaveLength(ROWS.length - BY_HAND.length - LOOKED_AT.length);
    expect(done.table?.summary).toContain(`✅ ${held?.length} as assumed`);
  });

  test('asks nothing that GitHub’s description does not have', async () => {
    const asked = /storage: GET .* carried an Authorization header/; // by the row artifact-token
    expect(github.violations.filter((one) => !asked.test(one))).toEqual([]);
    github.violations.length = 0;
    await github.check();
  });
});

test.skipIf(withoutBrowser)(
  'an Enterprise Server: all but its artifacts is as assumed',
  { timeout: 400_000 },
  async () => {
    const server = await Standin.start({ private: true, layout: 'enterprise' });
    await server.repository.push('main', { 'README.md': 'scratch' });
    const done = await runWorkflow(server, FILE, await begin(server, { name: 'push' }, AS));
    const ofArtifacts = ['artifact-redirect', 'artifact-running', 'artifact-token', 'artifact-upload', 'page-plain'];
    expect(rowsOf(done).differs).toEqual(ofArtifacts);
    await server.close();
  },
);
