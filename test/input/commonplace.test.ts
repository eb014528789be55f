import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commonplaceOf } from '../../src/input/commonplace.ts';
import { DiskSource } from '../../src/input/files.ts';

/*
 * From which place on a path is a name: IDENTITY.md 4.
 */

const root = mkdtempSync(join(tmpdir(), 'pareto-report-place-'));
for (const file of ['s/a/x/1.json', 's/a/2.json', 's/b/3.json', 's/ab/4.json', 't/5.json', '6.json', 's/测试/7.json']) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), '');
}

/** The name of the place that some arguments have in common, then the paths from there. */
async function read(args: readonly string[], cwd = ''): Promise<string[]> {
  const found = [await new DiskSource(join(root, cwd)).find(args, '')];
  const { name, pathOf } = commonplaceOf(found);
  return [name, ...found.flatMap(({ files }) => files.map(pathOf))];
}

describe('the place', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['of a folder is that folder', ['s/a'], ['a', '2.json', 'x/1.json']],
    ['of a folder with a slash', ['s/a/'], ['a', '2.json', 'x/1.json']],
    ['of a file is its folder', ['s/a/2.json'], ['a', '2.json']],
    ['of files beside each other', ['s/a/2.json', 's/a/x/1.json'], ['a', '2.json', 'x/1.json']],
    [
      'of a glob is the part before its wildcard',
      ['s/*/*.json'],
      ['s', 'a/2.json', 'ab/4.json', 'b/3.json', '测试/7.json'],
    ],
    ['of a glob with a part of a name', ['s/a*'], ['s', 'a/2.json', 'a/x/1.json', 'ab/4.json']],
    ['of several folders is what they have in common', ['s/a', 's/b'], ['s', 'a/2.json', 'a/x/1.json', 'b/3.json']],
    ['of a folder and one in it is the outer', ['s/a', 's/a/x'], ['a', '2.json', 'x/1.json']],
    ['of folders whose names begin alike', ['s/a', 's/ab'], ['s', 'a/2.json', 'a/x/1.json', 'ab/4.json']],
    ['of a folder of other characters', ['s/测试'], ['测试', '7.json']],
  ])('%s', async (_, args, expected) => {
    expect(await read(args)).toEqual(expected);
  });

  test('does not depend on the order of arguments', async () => {
    expect(await read(['t', 's/b'])).toEqual(await read(['s/b', 't']));
  });

  test('does not depend on the working folder', async () => {
    expect(await read(['.'], 's/a')).toEqual(['a', '2.json', 'x/1.json']);
    expect(await read(['../a'], 's/b')).toEqual(['a', '2.json', 'x/1.json']);
  });

  test('of one argument in which nothing was found does not count', async () => {
    expect(await read(['s/a', 'nowhere'])).toEqual(['a', '2.json', 'x/1.json']);
  });

  test('of nothing is none', () => {
    expect(commonplaceOf([]).name).toBe('');
  });
});

test('several searches have one place', async () => {
  const source = new DiskSource(root);
  const found = [await source.find(['s/a'], ''), await source.find(['s/b'], '')];
  const { name, pathOf } = commonplaceOf(found);
  expect([name, ...found.flatMap(({ files }) => files.map(pathOf))]).toEqual([
    's',
    'a/2.json',
    'a/x/1.json',
    'b/3.json',
  ]);
});
