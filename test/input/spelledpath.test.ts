import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { globIn, isWithin, shownPath, wholePath } from '../../src/input/spelledpath.ts';

const WORK = String.raw`D:\a\bench\bench`;

describe('on Windows', () => {
  test.each([
    [String.raw`results\run`, String.raw`D:\a\bench\bench\results\run`],
    ['results/run', String.raw`D:\a\bench\bench\results\run`],
    [String.raw`d:\a\bench\bench\results`, String.raw`D:\a\bench\bench\results`],
    ['c:/other/results', String.raw`C:\other\results`],
    [String.raw`\\server\share\results`, String.raw`\\server\share\results`],
    ['', WORK],
  ])('%s is %s', (given, whole) => {
    expect(wholePath(WORK, given, win32)).toBe(whole);
  });

  test.each([
    [String.raw`D:\a\bench\bench\results\a.yaml`, 'results/a.yaml', true],
    [String.raw`d:\A\Bench\bench\results\a.yaml`, 'results/a.yaml', true],
    [WORK, '.', true],
    [String.raw`D:\a\bench\bench\..results\a.yaml`, '..results/a.yaml', true],
    [String.raw`D:\a\bench\other`, '../other', false],
    [String.raw`C:\runner\temp\a.yaml`, 'C:/runner/temp/a.yaml', false],
    [String.raw`\\server\share\a.yaml`, '//server/share/a.yaml', false],
  ])('%s is shown as %s', (whole, shown, within) => {
    expect(shownPath(WORK, whole, win32)).toBe(shown);
    expect(isWithin(WORK, whole, win32)).toBe(within);
  });

  test.each([
    [String.raw`results\**\*.yaml`, 'results', 'a/b/c.yaml'],
    ['results/**/*.yaml', 'results', 'c.yaml'],
    [String.raw`results\**\*.yaml`, 'results', 'A/C.YAML'],
    [String.raw`.\Results\*\report?.json`, 'Results', 'x/report1.json'],
    [String.raw`D:\a\results\*.{yaml,json}`, 'D:/a/results', 'b.json'],
    [String.raw`\\server\share\*\*.yaml`, '//server/share', 'a/b.yaml'],
    [String.raw`..\run-[0-9]\*.yaml`, '..', 'run-1/a.yaml'],
  ])('%s begins at %s and matches %s', (text, base, inside) => {
    const glob = globIn(text, win32);
    expect(glob?.base).toBe(base);
    expect(glob?.matches(inside)).toBe(true);
    expect(glob?.matches(`${inside}.txt`)).toBe(false);
  });

  test('a glob on a whole drive begins at its root, not at the folder that one is in on it', () => {
    const { base } = globIn(String.raw`D:\*\*.yaml`, win32) ?? { base: '' };
    expect(wholePath(WORK, base, win32)).toBe('D:\\');
  });
});

describe('elsewhere', () => {
  test('case counts, and a backslash is no separator', () => {
    expect(wholePath('/work', 'a\\b', posix)).toBe('/work/a\\b');
    expect(shownPath('/work', '/work/a\\b/c', posix)).toBe('a\\b/c');
    expect(globIn('r/**/*.yaml', posix)?.matches('a/B.YAML')).toBe(false);
    expect(globIn('r/\\*.yaml', posix)).toBeNull();
    expect(isWithin('/work', '/Work/a', posix)).toBe(false);
  });

  test('a whole path stays as it is, whatever its first letter', () => {
    expect(wholePath('/work', '/c:/x', posix)).toBe('/c:/x');
    expect(shownPath('/work/a', '/work/b/c', posix)).toBe('../b/c');
  });
});

test('globs on names of models and artifacts mean the same on every system', () => {
  const sources = join(import.meta.dirname, '../../src');
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const imported = files.flatMap((file) => [...readFileSync(join(sources, file), 'utf8').matchAll(/'(picomatch.*)'/g)]);
  // The package itself goes by the system that it runs on.
  expect(new Set(imported.map(([, name]) => name))).toEqual(new Set(['picomatch/posix.js']));
});
