import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOctokit } from '@actions/github';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { emptyFolder, ROOT } from '../dist/spawn.ts';
import { begin } from './event.ts';
import { holds } from './expression.ts';
import { github, standinForEach, withMain } from './freshstandin.ts';
import { OURS } from './languageservice.ts';
import { step } from './runner.ts';
import type { Comment } from './standin/repository.ts';
import { archiveOf, workspaceOf } from './sweep.ts';

/*
 * The example workflow for `/bench` in a comment: who may ask, for which commit, and what each of its jobs may do.
 */

interface Job {
  readonly if?: string;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  readonly needs?: string | readonly string[];
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, string>> }[];
}

const TEXT = readFileSync(join(ROOT, 'examples/workflows/bench-command.yml'), 'utf8');
const WORKFLOW = parse(TEXT) as { readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> };

function job(name: string): Job {
  const found = WORKFLOW.jobs[name];
  if (found === undefined) throw new Error(`no job ${name}`);
  return found;
}

standinForEach({ private: true }, async (repository) => {
  await withMain(repository);
  repository.collaborators.set('maintainer', 'write');
});

/** A comment; of whoever may write, and with the commit that it is about, unless given. */
const asked = (
  on: { readonly number: number; readonly sha: string },
  login = 'maintainer',
  body = `/bench ${on.sha.slice(0, 7)}`,
) => github.repository.comment(on.number, login, body, new Date().toISOString());

const expression = (name: string) => `\${{ ${name} }}`;

type Script = (github: object, context: object) => Promise<string>;

/** Runs the script of the first job, as actions/github-script does. */
async function accepted(comment: Comment): Promise<string> {
  const { payload } = await begin(github, { name: 'issue_comment', comment });
  const { owner, name: repo } = github.repository;
  const octokit = getOctokit(github.token(job('accept').permissions), { baseUrl: github.urls.api });
  const source = `return async (github, context) => {${job('accept').steps[0]?.with?.script}}`;
  const script = new Function(source)() as Script;
  return script(octokit, { repo: { owner, repo }, payload });
}

const reactions = () => github.repository.reactions.map(({ content }) => content);
const answers = () =>
  [...github.repository.comments.values()].filter(({ author }) => author.endsWith('[bot]')).map(({ body }) => body);

const FORK = { branch: 'topic', from: 'stranger/bench', author: 'stranger' };

describe('the first job', () => {
  test('takes a command of somebody who may write, and settles on the head', async () => {
    const pull = await github.repository.open(FORK);
    expect(await accepted(asked(pull))).toBe(pull.sha);
    expect(reactions()).toEqual(['eyes']);
    expect(answers()).toEqual([]);
    expect(github.permissionsUsed()).toEqual(['pull-requests: write']);
    await github.check();
  });

  test.each(['read', 'none'])('refuses those who may do no more than “%s”', async (permission) => {
    const pull = await github.repository.open(FORK);
    github.repository.collaborators.set('stranger', permission);
    expect(await accepted(asked(pull, 'stranger'))).toBe('');
    expect(reactions()).toEqual(['confused']);
    expect(answers()).toEqual([]);
    await github.check();
  });

  test('refuses another commit than the one that was looked at, just before the comment or after it', async () => {
    const pull = await github.repository.open(FORK);
    const seen = pull.sha.slice(0, 7);
    await github.repository.update(pull, { evil: '1' });
    const comment = asked(pull, 'maintainer', `/bench ${seen}`);
    await expect(accepted(comment)).rejects.toThrow(`the newest commit is not ${seen}`);
    expect(reactions()).toEqual(['confused']);
    expect(answers()).toEqual([expect.stringContaining('such as `/bench 0123abc`')]);
  });

  test.each(['/bench', '/bench ', '/bench 0123ab', '/bench please', '/bench `@everyone`'])(
    'refuses “%s” about a fork, and says how to write it',
    async (body) => {
      const pull = await github.repository.open(FORK);
      await expect(accepted(asked(pull, 'maintainer', body))).rejects.toThrow(/from a fork|only a commit may follow/);
      expect(answers()).toEqual([expect.stringMatching(/^`\/bench` was refused: .* such as `\/bench 0123abc`\.$/)]);
      expect(answers().join()).not.toContain('@everyone');
      await github.check();
    },
  );

  test('refuses a fork that is gone, unless its commit is named', async () => {
    const pull = await github.repository.open(FORK);
    Object.assign(github.repository.pulls.get(1) ?? {}, { from: null });
    await expect(accepted(asked(pull, 'maintainer', '/bench'))).rejects.toThrow('is from a fork');
    expect(await accepted(asked(pull, 'maintainer', `/bench ${pull.sha.toUpperCase()}`))).toBe(pull.sha);
  });

  test('takes a branch here without a commit: whoever may push to it may comment, too', async () => {
    const pull = await github.repository.open({ branch: 'topic', files: { b: '1' } });
    const comment = asked(pull, 'maintainer', '/bench');
    const head = await github.repository.update(pull, { b: '2' });
    expect(await accepted(comment)).toBe(head);
    await expect(accepted(asked(pull, 'maintainer', '/bench 0123abc'))).rejects.toThrow('not 0123abc');
  });

  test('refuses one that is closed', async () => {
    const pull = await github.repository.open(FORK);
    Object.assign(github.repository.pulls.get(1) ?? {}, { state: 'closed' });
    await expect(accepted(asked(pull))).rejects.toThrow('the pull request is closed');
  });
});

test('what runs the pull request’s code may only read, and what writes runs none of it', () => {
  expect(Object.keys(WORKFLOW.jobs)).toEqual(['accept', 'benchmark', 'report']);
  expect(WORKFLOW.permissions).toEqual({});
  expect(TEXT).not.toContain('secrets.');
  expect(job('accept').steps.map(({ uses }) => uses)).toEqual(['actions/github-script@v8']);
  // Nothing of an event is text of the script.
  expect(job('accept').steps[0]?.with?.script).not.toContain(expression('').slice(0, 3));
  const { permissions, needs, steps } = job('benchmark');
  expect({ permissions, needs }).toEqual({ permissions: { contents: 'read' }, needs: 'accept' });
  const commit = expression('needs.accept.outputs.commit');
  expect(steps[0]?.with).toEqual({ ref: commit, 'persist-credentials': false });
  expect(job('report').steps).toHaveLength(1);
  expect(job('report').steps[0]).toMatchObject({ uses: `${OURS}@v1`, with: { commit } });
});

test.each([
  ['/bench', true],
  ['/bench 0123abc', true],
  ['/benchmark', false],
  ['see /bench', false],
])('a comment “%s” starts the first job: %s', (body, starts) => {
  const event = { issue: { pull_request: {} }, comment: { body } };
  expect(holds(job('accept').if, { github: { event } }, true)).toBe(starts);
});

test('nothing is measured where nothing was settled on, and who asked is answered where the benchmark failed', () => {
  const needs = (commit: string) => ({ needs: { accept: { result: 'success', outputs: { commit } } } });
  expect(holds(job('benchmark').if, needs(''), true)).toBe(false);
  expect(holds(job('report').if, needs(''), false)).toBe(false);
  expect(holds(job('report').if, needs('0123abc'), false)).toBe(true);
});

test('the last job reports on the pull request, compared with what pushes left', async () => {
  const inputs = { reports: 'results', plots: 'none', baseline: 'auto', comment: 'off' };
  const permissions = { contents: 'read', actions: 'read' } as const;
  const given = { inputs, permissions, workspace: workspaceOf(1), workflow: '.github/workflows/pull-request.yml' };
  const base = await step(github, { name: 'push' }, given);
  const pull = await github.repository.open(FORK);
  const comment = asked(pull);
  const commit = await accepted(comment);
  await github.repository.update(pull, { later: '1' });
  github.asked.length = 0;

  const values = new Map([
    ['github.event.issue.number', '1'],
    ['needs.accept.outputs.commit', commit],
  ]);
  const [report] = job('report').steps;
  const evaluated = Object.entries(report?.with ?? {}).map(([name, value]) => [
    name,
    value.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression) => values.get(expression) ?? expression),
  ]);
  const ended = await step(
    github,
    { name: 'issue_comment', comment },
    {
      inputs: Object.fromEntries(evaluated),
      permissions: job('report').permissions,
      workspace: emptyFolder(),
      workflow: '.github/workflows/bench-command.yml',
      before: (run) => github.repository.artifact(run, 'bench', archiveOf(0.7)),
    },
  );
  expect(ended.outputs).toMatchObject({ verdict: 'regression', 'baseline-commit': base.run.sha });
  expect(answers()).toEqual([
    expect.stringContaining(`Measured at ${commit.slice(0, 7)} · the pull request has moved on`),
  ]);
  expect((await github.repository.bare.refs('refs/pareto-report/')).map(({ ref }) => ref)).toEqual([
    expect.stringMatching(/^refs\/pareto-report\/pr-1\/.*-bench-command$/),
  ]);
  expect(github.permissionsUsed()).toEqual(['actions: read', 'contents: write', 'pull-requests: write']);
  await github.check();
});
