import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/*
 * A name is found once: no two files of `src/` are called the same, whatever their folders.
 */

/** Names that stand for several files until those are renamed: no other may join them. */
const TWICE: readonly string[] = ['artifact', 'deployment', 'facts', 'load', 'workload'];

const SRC = join(import.meta.dirname, '../src');

test('no file name stands for two things', () => {
  const files = readdirSync(SRC, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ name }) => name.replace(/(?:\.d)?\.tsx?$/, ''));
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  expect(twice.sort()).toEqual(TWICE);
});
