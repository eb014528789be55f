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
