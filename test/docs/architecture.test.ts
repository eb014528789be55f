import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './pages.ts';

/* The walk through one run in `docs/architecture.md`: each function that it names is exported by the file beside it. */

const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
const codesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const steps = page
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, number = '', , functions = '', files = '']) => ({
    number,
    names: codesIn(functions),
    paths: codesIn(files),
  }));

test('the walk has its steps in order, and a file for each function', () => {
  expect(steps.map(({ number }) => Number(number))).toEqual(steps.map((_, index) => index + 1));
  expect(steps.length).toBeGreaterThan(20);
  expect(steps.filter(({ names, paths }) => names.length === 0 || names.length !== paths.length)).toEqual([]);
});

describe.each(steps.map((step) => [step.number, step] as const))('step %s', (_, { names, paths }) => {
  test.each(names.map((name, index) => [name, paths[index] ?? '']))('%s is in %s', (name, path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
    const text = readFileSync(join(ROOT, path), 'utf8');
    expect(text).toMatch(new RegExp(`^export (?:async )?(?:function|class) ${name}\\b`, 'm'));
  });
});

test('files that the page names without a folder are in src', () => {
  const folders = ['', 'regression/', 'explorer/', 'plot/', 'input/', 'publish/', 'github/'];
  const named = [...page.matchAll(/`((?:[a-z]+\/)*[a-z-]+\.tsx?)`/g)].map(([, name = '']) => name);
  const missing = named.filter((name) => !folders.some((folder) => existsSync(join(ROOT, 'src', folder, name))));
  expect(missing.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
});
