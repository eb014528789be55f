import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesInZip } from '../../src/input/archive.ts';
import { emptyFolder } from '../dist/spawn.ts';
import { bodies, github, PULL, standinForEach, WRITE, withPull } from './freshstandin.ts';
import { statusOf, step } from './runner.ts';
import { faults } from './standin/fault.ts';
import type { Run } from './standin/repository.ts';
import { archiveOf, workspaceOf } from './sweep.ts';
import { zip } from './zip.ts';

/*
 * The interactive page on GitHub: in the artifact with the whole report, and by itself, as a browser opens it.
 */

standinForEach({ private: true }, withPull);

const INPUTS = { reports: 'results', plots: 'none', comment: 'always' };

const measured = (inputs: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) =>
  step(github, PULL, { inputs: { ...INPUTS, ...inputs }, permissions: WRITE, workspace: workspaceOf(1), env });

const artifactsOf = ({ id }: Run) => [...github.repository.artifacts.values()].filter(({ run }) => run === id);

/** The links to the page in some Markdown, and what they say. */
function linksIn(text: string): { readonly url: string | undefined; readonly archived: boolean }[] {
  const lines = text.split('\n').filter((line) => line.includes('Explore interactively'));
  return lines.map((line) => ({ url: /href="([^"]*)"/.exec(line)?.[1], archived: line.includes('report.html') }));
}

test('it is uploaded as it is, beside the artifact that has it too, and both texts lead to it', async () => {
  const ended = await measured();
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  expect(statusOf(ended)).toEqual([
    'images: off',
    'artifact: uploaded as pareto-report-benchmark',
    'html: uploaded',
    'comment: created',
  ]);
  const written = readFileSync(join(ended.workspace, 'pareto-report/report.html'), 'utf8');
  expect(ended.outputs.html).toBe(join(ended.workspace, 'pareto-report/report.html'));
  const [whole, page] = artifactsOf(ended.run);
  expect(page).toMatchObject({ name: 'pareto-report-benchmark.html', type: 'text/html' });
  expect(Buffer.from(page?.bytes ?? []).toString()).toBe(written);
  const zipped = (await filesInZip(whole?.bytes ?? Buffer.of())).find(({ path }) => path === 'report.html');
  expect(Buffer.from((await zipped?.read(2 ** 20))?.bytes ?? []).toString()).toBe(written);
  for (const text of [bodies()[0] ?? '', ended.summary]) {
    const [link, ...others] = linksIn(text);
    expect(others).toEqual([]);
    expect(link?.url).toMatch(new RegExp(`/octo/bench/actions/runs/${ended.run.id}/artifacts/${page?.id}$`));
    expect(link?.archived).toBe(false);
  }
  // On disk, where no artifact is: beside it.
  expect(linksIn(readFileSync(join(ended.workspace, 'pareto-report/summary.md'), 'utf8'))[0]?.url).toBe('report.html');
  await github.check();
});

test('no copy of it is left, in the output folder or elsewhere', async () => {
  const temp = emptyFolder();
  const { workspace, outputs } = await measured({}, { RUNNER_TEMP: temp });
  expect(outputs['publish-status']).toContain('html: uploaded');
  expect(readdirSync(temp)).toEqual([]);
  expect(readdirSync(join(workspace, 'pareto-report')).sort()).toEqual([
    'report.html',
    'report.json',
    'runs.csv',
    'summary.md',
  ]);
});

test('where it is not wanted, nothing of it is there', async () => {
  const ended = await measured({ html: 'none' });
  expect(statusOf(ended)).toEqual([
    'images: off',
    'artifact: uploaded as pareto-report-benchmark',
    'html: none',
    'comment: created',
  ]);
  expect(ended.outputs.html).toBe('');
  expect(artifactsOf(ended.run).map(({ name }) => name)).toEqual(['pareto-report-benchmark']);
  for (const text of [bodies()[0] ?? '', ended.summary]) expect(text).not.toMatch(/interactively|report\.html/);
  await github.check();
});

test.each(['../../x', 'b --> @all', '"><script>', '$(id) ü .html'])('the key %j keeps its pages apart', async (key) => {
  const one = await measured({ 'comment-key': key });
  expect(artifactsOf(one.run)[1]?.name).toMatch(/^pareto-report-[a-z0-9-]+\.html$/);
  expect(artifactsOf(one.run)[1]?.name).not.toBe('pareto-report-benchmark.html');
  expect(statusOf(one)).toContain('html: uploaded');
  await github.check();
});

describe('where it is not taken', () => {
  const REFUSED = { kind: 'answer', status: 403, body: { code: 'permission_denied', msg: 'no' } } as const;
  const CREATE = { host: 'results', path: '/CreateArtifact' } as const;

  test.each([
    ['refused', () => github.inject({ ...CREATE, skip: 1, times: 9 }, REFUSED), /^html: failed \(.*403.*\)$/],
    [
      'of a name that is there',
      () =>
        github.inject({ ...CREATE, skip: 1, times: 9 }, { ...REFUSED, status: 409, body: { msg: 'already exists' } }),
      /^html: failed \(another job or report of this run has uploaded one of that name .*\)$/,
    ],
    [
      'not stored',
      () => github.inject({ host: 'storage', skip: 2, times: 99 }, faults.serverError(503)),
      /^html: failed/,
    ],
  ])('%s: the links lead to the archive that has it, and the rest stands', async (_, inject, why) => {
    inject();
    const ended = await measured();
    expect(ended.status).toBe(0);
    expect(statusOf(ended)).toEqual([
      'images: off',
      'artifact: uploaded as pareto-report-benchmark',
      expect.stringMatching(why),
      'comment: created',
    ]);
    const [whole] = artifactsOf(ended.run);
    for (const text of [bodies()[0] ?? '', ended.summary]) {
      const url = expect.stringMatching(new RegExp(`/artifacts/${whole?.id}$`));
      expect(linksIn(text)).toEqual([{ url, archived: true }]);
      expect(text).toContain('interactive page not published');
    }
    expect(ended.stdout.match(/^::warning title=pareto-report%3A publishing/gm)).toHaveLength(1);
  });

  test('since the artifact was not, it is not tried, and no link is made', async () => {
    github.inject({ ...CREATE, times: 9 }, REFUSED);
    const ended = await measured();
    expect(statusOf(ended)[2]).toBe('html: not uploaded, since the artifact was not');
    for (const text of [bodies()[0] ?? '', ended.summary]) expect(linksIn(text)).toEqual([]);
    expect(github.requests.filter(({ host }) => host === 'results')).toHaveLength(1);
  });

  test('since there is no place for a copy', async () => {
    const ended = await measured({}, { RUNNER_TEMP: '/nowhere/at/all' });
    expect(statusOf(ended)[2]).toMatch(/^html: failed \(it cannot be copied to \/nowhere\/at\/all \(.*ENOENT.*\)\)$/);
    expect(linksIn(bodies()[0] ?? '')).toMatchObject([{ archived: true }]);
  });
});

test('the second half renders its own, of the figures alone, and leads to that', async () => {
  const read = { contents: 'read', actions: 'read' } as const;
  const first = await step(github, PULL, { inputs: INPUTS, permissions: read, workspace: workspaceOf(1) });
  for (const [id, artifact] of github.repository.artifacts) {
    const files = [
      { name: 'report.json', bytes: readFileSync(join(first.workspace, 'pareto-report/report.json')) },
      { name: 'report.html', bytes: '<script>alert("forged")</script>' },
    ];
    const bytes = artifact.type === 'text/html' ? Buffer.from('<script>alert("forged")</script>') : zip(files);
    github.repository.artifacts.set(id, { ...artifact, bytes });
  }
  const second = await step(
    github,
    { name: 'workflow_run', run: first.run },
    {
      inputs: { ...INPUTS, mode: 'publish', reports: '' },
      permissions: WRITE,
      workflow: '.github/workflows/publish.yml',
    },
  );
  expect(statusOf(second)).toEqual(['images: off', 'html: uploaded', 'comment: created']);
  const [page, ...others] = artifactsOf(second.run);
  expect(others).toEqual([]);
  expect(page).toMatchObject({ name: 'pareto-report-benchmark.html', type: 'text/html' });
  const text = Buffer.from(page?.bytes ?? []).toString();
  expect(text).not.toContain('forged');
  // The same figures; what the first half found wrong in files, the second does not read.
  expect(figuresIn(text)).toEqual(figuresIn(readFileSync(join(first.workspace, 'pareto-report/report.html'), 'utf8')));
  const url = expect.stringMatching(new RegExp(`/actions/runs/${second.run.id}/artifacts/${page?.id}$`));
  for (const shown of [bodies()[0] ?? '', second.summary]) expect(linksIn(shown)).toEqual([{ url, archived: false }]);
  await github.check();
});

test('one that lies among artifacts with reports is none of them', async () => {
  const ended = await step(
    github,
    { name: 'push' },
    {
      inputs: { ...INPUTS, reports: '', 'report-artifacts': '*', comment: 'off' },
      permissions: WRITE,
      before: (run) => {
        github.repository.artifact(run, 'pareto-report-other.html', Buffer.from('<p>'), { type: 'text/html' });
        github.repository.artifact(run, 'bench', archiveOf(1));
      },
    },
  );
  expect(ended.outputs).toMatchObject({ runs: '3' });
  expect(ended.stdout).not.toMatch(/\.html.*(not read|cannot)/);
  expect(github.requests.filter(({ host, method }) => host === 'storage' && method === 'GET')).toHaveLength(1);
  await github.check();
});

/** All that a page carries but the problems. */
function figuresIn(html: string): object {
  const [, data = '{}'] = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html) ?? [];
  const { problems: _, ...figures } = JSON.parse(data);
  return figures;
}
