import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE } from '../dist/spawn.ts';
import { bodies, github, PULL, standinForEach, WRITE, withPull } from './freshstandin.ts';
import { statusOf, step } from './runner.ts';
import { Standin } from './standin/standin.ts';

/*
 * What the Action leaves on GitHub for each event, against the stand-in; once by dist/, spawned as the runner would.
 */

standinForEach({ private: true }, withPull);

/** Something to gate, without pictures: a few seconds less. */
const GATED = {
  reports: join(EXAMPLE, 'pd-disaggregation.setup_1r-tp2'),
  plots: 'none',
  thresholds: 'output-throughput>=1',
};

describe('a pull request', () => {
  test('one comment with pictures that are there, the same in the job summary, and an artifact', async () => {
    const inputs = { ...GATED, plots: 'tradeoff' };
    const ended = await step(github, PULL, { inputs, permissions: WRITE, dist: process.execPath });
    expect(ended.status, ended.stdout + ended.stderr).toBe(0);
    expect(statusOf(ended)).toEqual([
      'images: ref',
      'artifact: uploaded as pareto-report-benchmark',
      'html: uploaded',
      'comment: created',
    ]);
    const urls = ended.outputs['image-urls']?.split('\n') ?? [];
    expect(urls).toHaveLength(2);
    for (const url of urls) {
      expect(bodies()[0]).toContain(url);
      expect(ended.summary).toContain(url);
      const picture = await github.repository.bare.file(...pictureAt(url));
      expect(picture?.bytes.subarray(1, 4).toString()).toBe('PNG');
    }
    const [artifact] = github.repository.artifacts.values();
    expect(artifact?.name).toMatch(/^pareto-report-benchmark$/);
    expect(bodies()[0]).toContain(`/actions/runs/${ended.run.id}/artifacts/${artifact?.id}`);
    expect(bodies()[0]).toMatch(/^<!-- pareto-report: [a-z0-9-]+ -->\n/);
    expect(ended.outputs['comment-url']).toContain('/pull/1#issuecomment-');
    expect(github.permissionsUsed()).toEqual(['contents: write', 'pull-requests: write']);
    // Two pictures, tree, commit and ref; who we are, what is there, the comment, and whether it is the only one.
    expect(github.requests.filter(({ host }) => host === 'api')).toHaveLength(9);
    await github.check();
  });

  test('the comment is found again and brought up to date, whoever wrote in between', async () => {
    const first = await step(github, PULL, { inputs: GATED, permissions: WRITE });
    for (let i = 0; i < 120; i += 1) github.repository.comment(1, 'somebody', `talk ${i}`);
    // Anybody can begin a comment as ours begins.
    const [ours = ''] = bodies();
    github.repository.comment(1, 'somebody', ours);
    const second = await step(github, PULL, {
      inputs: { ...GATED, thresholds: 'output-throughput>=1e6' },
      permissions: WRITE,
    });
    expect(statusOf(second)).toContain('comment: updated');
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
    expect(bodies()).toHaveLength(122);
    expect(bodies()[0]).toContain('Regression');
    expect(bodies().at(-1)).toBe(ours);
    expect(second.status).toBe(1);
    await github.check();
  });

  test('duplicates are removed, the oldest stays', async () => {
    await step(github, PULL, { inputs: GATED, permissions: WRITE });
    const [ours = ''] = bodies();
    for (let i = 0; i < 3; i += 1) github.repository.comment(1, 'github-actions[bot]', `${ours}\n`);
    const oldest = Math.min(...github.repository.comments.keys());
    const again = await step(github, PULL, { inputs: GATED, permissions: WRITE });
    expect([...github.repository.comments.keys()]).toEqual([oldest]);
    expect(again.outputs['comment-url']).toContain(String(oldest));
    await github.check();
  });

  test('two keys are two comments', async () => {
    await step(github, PULL, { inputs: { ...GATED, 'comment-key': 'a' }, permissions: WRITE });
    await step(github, PULL, { inputs: { ...GATED, 'comment-key': 'b --> @all' }, permissions: WRITE });
    expect(bodies()).toHaveLength(2);
    expect(bodies()[1]).not.toContain('--> @all');
    await github.check();
  });

  test.each([
    ['auto', { thresholds: '' }, 'comment: nothing to say', 0],
    ['auto', {}, 'comment: created', 1],
    ['always', { thresholds: '' }, 'comment: created', 1],
    ['on-change', {}, 'comment: nothing to say', 0],
    ['on-change', { thresholds: 'output-throughput>=1e6' }, 'comment: created', 1],
    ['off', {}, 'comment: off', 0],
  ])('mode %s with %j: %s', async (comment, inputs, status, comments) => {
    const ended = await step(github, PULL, { inputs: { ...GATED, ...inputs, comment }, permissions: WRITE });
    expect(statusOf(ended)).toContain(status);
    expect(bodies()).toHaveLength(comments);
    await github.check();
  });
});

describe('other events', () => {
  test.each([
    [{ name: 'push' }],
    [{ name: 'schedule' }],
    [{ name: 'workflow_dispatch', branch: 'main' }],
    [{ name: 'merge_group', pull: 1 }],
  ] as const)('%j: no comment, but by choice under the commit', async (event) => {
    const quiet = await step(github, event, { inputs: GATED, permissions: WRITE });
    expect(statusOf(quiet)).toContain('comment: no pull request');
    expect(github.repository.commitComments.size).toBe(0);
    const chosen = await step(github, event, { inputs: { ...GATED, comment: 'always' }, permissions: WRITE });
    expect(statusOf(chosen)).toContain('comment: created');
    expect([...github.repository.commitComments.values()].map(({ on }) => on)).toEqual([chosen.run.sha]);
    expect(bodies()).toEqual([]);
    await github.check();
  });
});

test('an Enterprise Server: links of its own, and no artifacts there', async () => {
  const server = await Standin.start({ layout: 'enterprise', private: true });
  await server.repository.push('main', { a: '1' });
  await server.repository.open({ branch: 'topic', files: { b: '1' } });
  const inputs = { ...GATED, plots: 'tradeoff' };
  const ended = await step(server, PULL, { inputs, permissions: WRITE });
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  expect(statusOf(ended)).toEqual([
    'images: ref',
    'artifact: GitHub Enterprise Server has no artifacts of this kind (v4)',
    'html: not uploaded (artifacts: GitHub Enterprise Server has no artifacts of this kind (v4))',
    'comment: created',
  ]);
  expect(ended.outputs['image-urls']).toContain(`${server.urls.web}/octo/bench/blob/`);
  await server.check();
  await server.close();
});

test.each([
  ['ACTIONS_RUNTIME_TOKEN', 'no runner'],
  ['ACTIONS_RESULTS_URL', 'the runner names no artifact service (ACTIONS_RESULTS_URL)'],
])('without %s there is no artifact, and why', async (name, why) => {
  const ended = await step(github, PULL, { inputs: GATED, permissions: WRITE, env: { [name]: '' } });
  expect(statusOf(ended)).toEqual([
    'images: off',
    `artifact: ${why}`,
    `html: not uploaded (artifacts: ${why})`,
    'comment: created',
  ]);
});

test('without a token nothing is asked of GitHub, and the report is whole', async () => {
  const ended = await step(github, PULL, { inputs: { ...GATED, 'github-token': '' }, permissions: {} });
  expect(ended.status).toBe(0);
  expect(statusOf(ended)).toEqual([
    'images: off',
    'artifact: uploaded as pareto-report-benchmark',
    'html: uploaded',
    'comment: no token',
  ]);
  expect(github.asked).toEqual([]);
});

/** `<commit>:<path>` of a picture's URL. */
function pictureAt(url: string): [commit: string, path: string] {
  const [, commit = '', path = ''] = /\/blob\/([0-9a-f]{40})\/(.*)\?raw=true$/.exec(url) ?? [];
  return [commit, decodeURIComponent(path)];
}
