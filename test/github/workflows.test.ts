import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../dist/spawn.ts';
import { PAGES } from '../docs/pages.ts';
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
