import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../dist/spawn.ts';
import { PAGES } from '../docs/pages.ts';
import { chosenIn, filled, holds } from './expression.ts';
import { ACTION, faultsOf, OURS } from './languageservice.ts';

/** GitHub's own language service on everything here that GitHub would read. */

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
/** `uses: ./` is this action too: its inputs are checked as ours. */
function withOurName(text: string): string {
  return text.replaceAll(/uses: \.\/\s*$/gm, `uses: ${OURS}@v1`);
}

function yamlFiles(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder))
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => `${folder}/${file}`);
}

test('action.yml', async () => {
  expect(await faultsOf('action.yml', read('action.yml'))).toEqual([]);
  expect(ACTION.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
});

test.each([...yamlFiles('.github/workflows'), ...yamlFiles('examples/workflows')])('%s', async (path) => {
  expect(await faultsOf(`.github/workflows/${path.replaceAll('/', '-')}`, withOurName(read(path)))).toEqual([]);
});

test.each(yamlFiles('examples/workflows'))('%s reads outputs that there are', (path) => {
  const named = [...read(path).matchAll(/steps\.pareto\.outputs\.([\w-]+)/g)].map(([, name = '']) => name);
  expect(Object.keys(ACTION.outputs)).toEqual(expect.arrayContaining(named));
});

/** Where an expression is `condition && value || other`, a value that counts as false is never taken. */
const neverTaken = (text: string) =>
  chosenIn(text).filter((value) => !value.coerceString() || value.coerceString() === 'false');

test.each(yamlFiles('examples/workflows'))('%s chooses what it says', (path) => {
  expect(neverTaken(read(path))).toEqual([]);
});

test('a choice that is never taken is found', () => {
  const braces = (text: string) => `\${{ ${text} }}`;
  expect(neverTaken(braces("(inputs.a && '' || 'b')"))).toHaveLength(1);
  expect(neverTaken(braces("inputs.a && 'b' || ''"))).toEqual([]);
});

test.each([
  ['nightly.yml', { inputs: { 'without-missing': true } }, { inputs: {} }],
  ['pull-request.yml', { github: { event_name: 'push' } }, { github: { event_name: 'pull_request' } }],
  ['matrix.yml', { github: { event_name: 'push' } }, { github: { event_name: 'pull_request' } }],
  ['remeasure.yml', { github: { event_name: 'push' } }, { github: { event_name: 'pull_request' } }],
  ['enterprise-server.yml', { github: { event_name: 'push' } }, { github: { event_name: 'pull_request' } }],
  [
    'reusable.yml',
    { inputs: {}, github: { event_name: 'push' } },
    { inputs: {}, github: { event_name: 'pull_request' } },
  ],
])('%s lets missing points pass where they are meant to', (file, passing, failing) => {
  const [, text = ''] = /^ +fail-on: (.*missing.*)$/m.exec(read(`examples/workflows/${file}`)) ?? [];
  expect(filled(text, passing)).toBe('regression, not-comparable, baseline-error');
  expect(filled(text, failing)).toMatch(/^regression, not-comparable, baseline-error, missing(?:, missing-baseline)?$/);
});

test('all examples have the same version of an action', () => {
  const files = yamlFiles('examples/workflows').filter((path) => !path.endsWith('pages.yml'));
  const texts = [...files.map(read), ...SNIPPETS.map(([, text]) => text)].join('\n');
  const used = new Set([...texts.matchAll(/uses: (actions\/[\w/-]+@v\d+)/g)].map(([, name]) => name));
  expect([...used].sort()).toEqual([
    'actions/cache/restore@v5',
    'actions/cache/save@v5',
    'actions/checkout@v5',
    'actions/download-artifact@v7',
    'actions/github-script@v8',
    'actions/upload-artifact@v3', // of Enterprise Server
    'actions/upload-artifact@v6',
  ]);
});

/** Uploads that a re-run would find taken: no `overwrite`, and a name that is the same in each attempt. */
const notReplaced = (text: string) =>
  [...text.matchAll(/uses: actions\/upload-artifact@v6\n(?:.*\n){0,2}? +with:\n((?: +[\w-]+: .*\n?)*)/g)]
    .map(([, given = '']) => given)
    .filter((given) => !given.includes('overwrite: true') && !given.includes('run_attempt'));

test('a re-run replaces what was uploaded before it', () => {
  const files = yamlFiles('examples/workflows').filter((path) => !path.endsWith('selftest.yml'));
  const texts = [...files.map(read), ...SNIPPETS.map(([, text]) => text)];
  expect(texts.flatMap(notReplaced)).toEqual([]);
  expect(notReplaced('      - uses: actions/upload-artifact@v6\n        with:\n          name: bench\n')).toHaveLength(
    1,
  );
});

test('the workflow for Pages pins what is not ours, and gives each job what it needs', () => {
  const text = read('examples/workflows/pages.yml');
  const { permissions, jobs } = parse(text);
  const others = [...text.matchAll(/uses: (\S+)(.*)/g)].filter(([, name = '']) => !name.startsWith(OURS));
  expect(others).toHaveLength(3);
  for (const [, name, version] of others)
    expect(`${name}${version}`).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  expect([permissions, jobs.benchmark.permissions, jobs.deploy.permissions]).toEqual([
    {},
    { contents: 'read', actions: 'read' },
    { pages: 'write', 'id-token': 'write' },
  ]);
  expect(jobs.deploy.environment.name).toBe('github-pages');
});

/** YAML in the documentation, as a whole workflow: snippets are steps, or a job's members, or all of it. */
function workflowOf(snippet: string): string | null {
  const whole = parse(snippet) as unknown;
  if (!/^ *(?:- )?(?:uses|jobs):/m.test(snippet)) return null;
  const indented = (by: number) => snippet.replace(/^(?=.)/gm, ' '.repeat(by));
  const head = 'name: Benchmark\non: pull_request\njobs:\n  report:\n    runs-on: ubuntu-latest\n';
  if (Array.isArray(whole)) return `${head}    steps:\n${indented(6)}`;
  const keys = Object.keys(whole as object);
  if (keys.includes('jobs')) return snippet;
  return keys.includes('steps') ? `${head}${indented(4)}` : `name: Benchmark\non: pull_request\njobs:\n${indented(2)}`;
}

const SNIPPETS = PAGES.flatMap(({ blocks }) => blocks)
  .filter(({ language }) => language === 'yaml')
  .map(({ place, text }) => [place, workflowOf(text)] as const)
  .filter((pair): pair is [string, string] => pair[1] !== null);

test.each(['README.md', 'docs/gate.md', 'docs/github.md'])('%s has workflows to look at', (path) => {
  expect(SNIPPETS.filter(([place]) => place.startsWith(`${path}:`))).not.toEqual([]);
});

test.each(SNIPPETS)('%s', async (_, workflow) => {
  expect(await faultsOf('.github/workflows/page.yml', workflow)).toEqual([]);
});

test.each([
  ['a fork', 'pull_request', { head: 'stranger/bench', actor: 'stranger' }, true],
  ['Dependabot', 'pull_request', { head: 'owner/bench', actor: 'dependabot[bot]' }, true],
  ['a branch here', 'pull_request', { head: 'owner/bench', actor: 'maintainer' }, false],
  ['a push', 'push', { head: 'owner/bench', actor: 'dependabot[bot]' }, false],
])('the second half for others than the repository’s own takes %s: %s', (_, event, { head, actor }, taken) => {
  const [, text = ''] = SNIPPETS.find(([, snippet]) => snippet.includes('head_repository')) ?? [];
  const run = { event, head_repository: { full_name: head }, actor: { login: actor } };
  const github = { repository: 'owner/bench', event: { workflow_run: run } };
  expect(holds(parse(text).jobs.publish.if, { github }, true)).toBe(taken);
});

describe('what is wrong is found', () => {
  const workflow = (step: string) =>
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step.replaceAll('\n', '\n        ')}\n`;
  test.each([
    [
      'an unknown input',
      workflow(`uses: ${OURS}@v1\nwith:\n  reports: a\n  basline: b`),
      /Invalid action input 'basline'/,
    ],
    ['a required input left out', workflow(`uses: ${OURS}@v1\nwith:\n  output: a`), /Missing required input `reports`/],
    ['an unknown key', workflow('uses: actions/checkout@v5\nwiht: {}'), /Unexpected value 'wiht'/],
    [
      'an unknown permission',
      workflow('run: true').replace('jobs:', 'permissions:\n  content: write\njobs:'),
      /content/,
    ],
    [
      'an expression with a context that is not there',
      workflow('run: echo $' + '{{ stesp.a }}'),
      /Unrecognized named-value/,
    ],
  ])('%s', async (_, text, message) => {
    expect((await faultsOf('.github/workflows/wrong.yml', text)).join('\n')).toMatch(message);
  });

  test('in an action.yml', async () => {
    const text = read('action.yml').replace('using: node24', 'using: node3');
    expect(await faultsOf('action.yml', text)).not.toEqual([]);
  });
});

describe.each(yamlFiles('.github/workflows'))('%s', (path) => {
  const text = read(path);
  const workflow = parse(text);
  const jobs = Object.entries<Job>(workflow.jobs);

  test('pins each action to a commit, and says which version it is', () => {
    const used = [...text.matchAll(/uses: (?!\.\/)(.*)$/gm)].map(([, action]) => action);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('gives each job an end, and no more than it says what for', () => {
    for (const [name, job] of jobs) expect(job['timeout-minutes'], name).toBeGreaterThan(0);
    expect(workflow.permissions).toBeDefined();
    const granted = [...text.matchAll(/^ +[a-z-]+: (?:read|write)\b(.*)$/gm)].map(([, reason]) => reason);
    expect(granted.length).toBeGreaterThan(0);
    for (const reason of granted) expect(reason).toMatch(/^ # \w/);
  });

  test('leaves no credentials with what it checks out', () => {
    const steps = jobs.flatMap(([, job]) => job.steps).filter((step) => step.uses?.startsWith('actions/checkout@'));
    for (const step of steps) expect(step.with).toMatchObject({ 'persist-credentials': false });
  });
});

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly { readonly uses?: string; readonly with?: object }[];
}

test('the committed dist/ runs on each system, as it lies', () => {
  const { example } = parse(read('.github/workflows/ci.yml')).jobs;
  const { os, include } = example.strategy.matrix;
  expect(os).toEqual(['ubuntu-latest', 'macos-latest', 'windows-latest']);
  expect(include).toContainEqual({ os: 'windows-latest', glob: expect.stringContaining('\\**\\') });
  const ours = example.steps.find(({ uses }: { uses?: string }) => uses === './');
  expect(ours.with.reports.split('\r\n')).toHaveLength(4);
  const commands = example.steps.map(({ run }: { run?: string }) => run ?? '').join('\n');
  expect(commands).toContain('node dist/cli.js "$GLOB"');
  expect(commands).not.toContain('npm');
});

describe('the release', () => {
  const { on, permissions, jobs } = parse(read('.github/workflows/release.yml'));

  test('writes with no more than each job needs', () => {
    expect(permissions).toEqual({});
    expect(jobs.verify.permissions).toEqual({ contents: 'read' });
    expect(jobs.publish.permissions).toEqual({ contents: 'write', 'id-token': 'write', attestations: 'write' });
    expect(jobs.npm.permissions).toEqual({ 'id-token': 'write' });
  });

  test('waits for what proves it', () => {
    expect([jobs.publish.needs].flat()).toContain('verify');
    expect(jobs.npm.needs).toEqual(['verify', 'publish']);
    const commands = jobs.verify.steps.map(({ run }: { run?: string }) => run ?? '').join('\n');
    for (const command of ['scripts/release.ts', 'npm test', 'npm run bundle', '-- dist', 'merge-base --is-ancestor'])
      expect(commands).toContain(command);
  });

  test('begins with tags of versions, not with the one that moves', () => {
    // GitHub's pattern as a regular expression: + is of what stands before it, * is anything but a slash.
    const patterns = on.push.tags.map(
      (pattern: string) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`),
    );
    const begins = (tag: string) => patterns.some((pattern: RegExp) => pattern.test(tag));
    expect(['v1.2.3', 'v10.0.0', 'v1.3.0-rc.1'].map(begins)).toEqual([true, true, true]);
    expect(['v1', 'v1.2', 'nightly', 'v1.2.3.4'].map(begins)).toEqual([false, false, false, false]);
  });
});
