import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namesOf } from '../../src/identity/name.ts';
import { DiskSource } from '../../src/input/files.ts';
import { Neighbours } from '../../src/report/neighbours.ts';
import { aRun } from '../builders.ts';
import { expectLinear } from './growth.ts';

/*
 * What looks at every folder above a file, or keeps something for each, must not look at its whole path each time: a
 * treatment is a path of any length, and names of folders are any number of slashes.
 */

test.each(['ab/', '1P/', 'conc8/'])('the name of a treatment of %s', async (folder) => {
  await expectLinear(8000, (size) => {
    const names = namesOf([aRun({ treatment: `${folder.repeat(size)}x` })]);
    expect(names.all).toHaveLength(1);
  });
});

test('a treatment of folders that all differ, and how it was read', async () => {
  await expectLinear(8000, (size) => {
    const run = aRun({ treatment: Array.from({ length: size }, (_, i) => `t${i}x`).join('/') });
    const names = namesOf([run]);
    expect(names.readOf(run)[0]?.name.text).toBe(names.all[0]?.text);
  });
});

test('the results beside a run that failed', async () => {
  await expectLinear(16_000, (size) => {
    const deep = aRun({ file: `${'a/'.repeat(size)}x.yaml` });
    const neighbours = new Neighbours([deep, aRun({ file: 'b/x.yaml' })]);
    expect(neighbours.of(aRun({ file: `${'a/'.repeat(size + 2)}y.yaml` }))).toEqual([deep]);
    expect(neighbours.of(aRun({ file: 'c/y.yaml' }))).toHaveLength(2);
  });
});

test('a glob, and the folders that files are in', async () => {
  const root = mkdtempSync(join(tmpdir(), 'pareto-folders-'));
  const folderOf = (depth: number) => join(root, String(depth), 'd/'.repeat(depth));
  const depth = 60;
  for (const size of [depth / 4, depth, 4 * depth]) {
    mkdirSync(folderOf(size), { recursive: true });
    for (let i = 0; i < 40; i += 1) writeFileSync(join(folderOf(size), `${i}.json`), '{}');
  }
  await expectLinear(depth, async (size) => {
    const source = new DiskSource(join(root, String(size)));
    expect((await source.find(['**/*.json'], '')).files).toHaveLength(40);
  });
  rmSync(root, { recursive: true });
});
