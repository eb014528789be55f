import { expect, test } from 'vitest';
import type { ArchivedFile } from '../../src/input/archive.ts';
import { DiskSource } from '../../src/input/files.ts';
import { ShelfSource } from '../../src/input/shelf.ts';
import { bytesOf } from '../report/texts.ts';

const file = (path: string, text: string): ArchivedFile => ({
  path,
  read: async () => ({ bytes: bytesOf(text), limit: null }),
});

test('files of an artifact are found by what stands for it, those that go with them apart', async () => {
  const artifact = { name: 'bench', files: [file('b/c8.json', '{}'), file('b/pareto-report.yml', 'gpus: 8\n')] };
  const source = new ShelfSource(new DiskSource('/nowhere'), new Map([['auto', { artifacts: [artifact] }]]));
  const { files, beside } = await source.find(['auto'], '', /^pareto-report\.ya?ml$/);
  expect(files.map(({ path }) => path)).toEqual(['bench/b/c8.json']);
  expect(beside.map(({ path }) => path)).toEqual(['bench/b/pareto-report.yml']);
  for (const found of beside) expect(await source.read(found)).toEqual({ bytes: bytesOf('gpus: 8\n'), limit: null });
  expect((await source.find(['auto'], '')).files).toHaveLength(2);
});

test('what an interrupted run left in an artifact is none of its files', async () => {
  const files = [
    file('report.json', '{}'),
    file('.incomplete-a1/report.json', '{}'),
    file('x.incomplete-/r.json', '{}'),
  ];
  const shelf = new Map([['auto', { artifacts: [{ name: 'bench', files }] }]]);
  const found = await new ShelfSource(new DiskSource('/nowhere'), shelf).find(['auto'], '');
  expect(found.files.map(({ path }) => path)).toEqual(['bench/report.json', 'bench/x.incomplete-/r.json']);
});

test('why there is no artifact is told, with whether there is none or it could not be had', async () => {
  const lack = { kind: 'error', reason: 'the token may not do that' } as const;
  const source = new ShelfSource(new DiskSource('/nowhere'), new Map([['auto', { lack }]]));
  expect((await source.find(['auto'], '')).unsearched).toEqual([{ path: 'auto', ...lack }]);
});
