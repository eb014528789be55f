import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE } from '../dist/spawn.ts';
import { begin, type Event } from './event.ts';
import { github, standinForEach, withMain } from './freshstandin.ts';
import { step } from './runner.ts';
import type { Members } from './standin/openapi.ts';
import type { Pull } from './standin/repository.ts';

let pull: Pull & { sha: string };
standinForEach({}, async (repository) => {
  await withMain(repository);
  pull = await repository.open({ branch: 'topic', files: { b: '1' } });
});

describe('what the runner says of an event', () => {
  test('pull_request: the trial merge is checked out, the head is listed, the base goes stale', async () => {
    const before = pull.baseSha;
    await github.repository.push('main', { b: '1' });
    const { env, payload, run } = await begin(github, { name: 'pull_request', pull: 1 });
    expect(env).toMatchObject({
      GITHUB_REF: 'refs/pull/1/merge',
      GITHUB_REF_NAME: '1/merge',
      GITHUB_HEAD_REF: 'topic',
      GITHUB_BASE_REF: 'main',
    });
    expect(env.GITHUB_SHA).toBe(await github.repository.bare.resolve('refs/pull/1/merge'));
    expect(payload).toMatchObject({
      action: 'synchronize',
      number: 1,
      pull_request: { number: 1, head: { sha: pull.sha, repo: { full_name: 'octo/bench' } }, base: { sha: before } },
      repository: { full_name: 'octo/bench' },
    });
    expect(run).toMatchObject({ event: 'pull_request', sha: pull.sha, branch: 'topic', status: 'in_progress' });
  });

  test('of a fork, and of Dependabot', async () => {
    await github.repository.open({ branch: 'main', from: 'stranger/bench', author: 'stranger' });
    const fork = await begin(github, { name: 'pull_request', pull: 2, action: 'opened' });
    expect(fork.payload).toMatchObject({
      pull_request: { head: { repo: { full_name: 'stranger/bench', fork: true } } },
    });
    expect(fork.env.GITHUB_ACTOR).toBe('stranger');
    await github.repository.open({ branch: 'dependabot/npm_and_yarn/x-2', author: 'dependabot[bot]' });
    const bot = await begin(github, { name: 'pull_request', pull: 3 });
    expect(bot.env.GITHUB_ACTOR).toBe('dependabot[bot]');
    expect(bot.payload).toMatchObject({
      pull_request: { user: { login: 'dependabot[bot]', type: 'Bot' }, head: { repo: { fork: false } } },
    });
    const [first] = [await begin(github, { name: 'workflow_run', run: github.repository.finish(fork.run, 'success') })];
    expect(first.payload).toMatchObject({
      action: 'completed',
      workflow_run: {
        id: fork.run.id,
        event: 'pull_request',
        pull_requests: [],
        head_repository: { full_name: 'stranger/bench' },
      },
    });
    expect(first.env.GITHUB_REF).toBe('refs/heads/main');
  });

  test.each<[Event, Members]>([
    [{ name: 'push' }, { ref: 'refs/heads/main' }],
    [{ name: 'schedule', cron: '0 4 * * 1' }, { schedule: '0 4 * * 1' }],
    [
      { name: 'workflow_dispatch', branch: 'topic', inputs: { gpus: '8' } },
      { ref: 'refs/heads/topic', inputs: { gpus: '8' } },
    ],
    [{ name: 'merge_group', pull: 1 }, { merge_group: { base_ref: 'refs/heads/main' } }],
  ])('%o', async (event, expected) => {
    const { env, payload, run } = await begin(github, event);
    expect(payload).toMatchObject(expected);
    expect(payload).toMatchObject({ repository: { full_name: 'octo/bench', default_branch: 'main' } });
    expect(await github.repository.bare.resolve(env.GITHUB_REF ?? '')).toBe(env.GITHUB_SHA);
    expect(run).toMatchObject({ event: event.name, sha: env.GITHUB_SHA });
    // Of the recorded payload's own repository nothing is left that one would look up.
    expect(JSON.stringify(payload.repository)).not.toContain('Codertocat');
    await github.check();
  });
});

test('dist runs as a step, with defaults of action.yml, and its run ends with its verdict', async () => {
  const stepped = await step(
    github,
    { name: 'push' },
    { inputs: { reports: EXAMPLE, plots: 'none' }, permissions: {} },
  );
  expect(stepped.status, stepped.stdout + stepped.stderr).toBe(0);
  expect(stepped.outputs).toMatchObject({
    verdict: 'none',
    'report-json': join(stepped.workspace, 'pareto-report', 'report.json'),
  });
  expect(stepped.summary).toContain('**Most tokens per GPU:**');
  expect(stepped.run).toMatchObject({ status: 'completed', conclusion: 'success' });
  const failed = await step(github, { name: 'push' }, { inputs: { reports: 'none' }, permissions: {} });
  expect(failed).toMatchObject({ status: 1, run: { conclusion: 'failure' } });
  await github.check();
});
