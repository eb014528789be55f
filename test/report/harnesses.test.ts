import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Harness } from '../../src/report/harness.ts';
import { formatOf, HARNESSES, tableFormatOf } from '../../src/report/harnesses.ts';
import { columnsOf } from '../../src/report/raw/table.ts';
import { DOCUMENTS, TABLES } from './raw/fixtures.ts';

/*
 * A harness is one source file, one row of `HARNESSES`, a fixture, a golden case, and in `docs/formats.md` a row of what is
 * read and a column; nothing else knows it.
 */

const ROOT = join(import.meta.dirname, '../..');
const RAW = join(ROOT, 'src/report/raw');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.ts'));
const modules = await Promise.all(
  readdirSync(RAW).map(async (name) => ({ name, exports: Object.values(await import(join(RAW, name))) })),
);
const fixtures = new Set([
  ...DOCUMENTS.map((document) => formatOf(document)),
  ...TABLES.map((table) => tableFormatOf(columnsOf(table))),
]);
const ROWS = HARNESSES.filter(({ formats }) => formats.length > 0);

/** Cells of the tables under a heading, without emphasis of code. */
function tablesUnder(path: string, heading: RegExp): string[][] {
  const section = read(path)
    .split(/^(?=## )/m)
    .find((text) => heading.test(text));
  const lines = (section ?? '').split('\n').filter((line) => line.startsWith('| '));
  return lines.map((line) =>
    line
      .replaceAll('`', '')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const TITLES = ROWS.map(({ title }) => title);
/** Harnesses that cells are of, by the longest title that each begins with. */
function titlesOf(cells: readonly string[]): Set<string | undefined> {
  const longest = (cell: string) =>
    TITLES.filter((title) => cell.startsWith(title)).sort((a, b) => b.length - a.length)[0];
  return new Set(cells.map(longest));
}

const listed = titlesOf(tablesUnder('docs/formats.md', /^## What is read/).map(([first = '']) => first));
const heads = read('docs/formats.md')
  .split('\n')
  .filter((line) => line.startsWith('| metric |'));
const columns = new Set(
  heads.flatMap((line) =>
    line
      .replaceAll('`', '')
      .split('|')
      .map((cell) => cell.replace(/ \(.*\)/, '').trim()),
  ),
);
const recognised = tablesUnder('docs/formats.md', /^## Recognised by/);
const refused = tablesUnder('docs/formats.md', /^## Refused/);

/** Folders of its golden case: by its name, or a shorter one of its own. */
function goldenOf({ name, aliases }: Harness): string[] {
  const folders = [name, ...aliases].map((one) => `test/cases/raw-${one.replaceAll(' ', '-')}/expected/report.json`);
  return folders.filter((path) => existsSync(join(ROOT, path)) && read(path).includes(`"harness": "${name}"`));
}

/** Code without its comments, which may name whatever they cite. */
function codeOf(path: string): string {
  return read(path).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

describe.each(ROWS.map((row) => [row.name, row] as const))('%s is', (_, row) => {
  const own = modules.filter(({ exports }) => exports.includes(row)).map(({ name }) => `src/report/raw/${name}`);

  test('one source file', () => expect(own).toHaveLength(1));

  test('a fixture a format, which tests with odd input go through', () => {
    const missing = row.formats.filter((format) => !fixtures.has(format)).map(({ name }) => name);
    expect(missing).toEqual([]);
  });

  test('a golden case', () => expect(goldenOf(row)).toHaveLength(1));

  test('a row of what is read', () => expect(listed).toContain(row.title));

  test('a column of docs/formats.md', () => expect(columns).toContain(row.title));

  test('known there by its root keys, with the source and what was checked, or refused there with the reason', () => {
    for (const { name, refusal } of row.formats) {
      const cells = [...recognised, ...refused].find(([first]) => first === name) ?? [];
      expect(
        cells.filter((cell) => cell !== ''),
        name,
      ).toHaveLength(refusal || refused.includes(cells) ? 3 : 5);
    }
  });

  test('named nowhere else', () => {
    const names = [row.name, ...row.aliases].map((name) => name.replaceAll(/[ -]/g, '[ _-]')).join('|');
    const quoted = new RegExp(`['"\`](?:${names})['"\`]`, 'i');
    const bare = new RegExp(`(?<![\\w-])(?:${names})(?![\\w-])`, 'i');
    const others = sources.filter((path) => !own.includes(path) && path !== 'src/report/harnesses.ts');
    const naming = others.filter((path) => (path.startsWith('src/report/raw/') ? quoted : bare).test(codeOf(path)));
    expect(naming).toEqual([]);
  });
});

test('the tests with odd input go through every fixture', () => {
  const code = read('test/report/raw/odd.test.ts');
  expect(code).toMatch(/DOCUMENTS\.flatMap\(/);
  expect(code).toMatch(/\.\.\.DOCUMENTS\.map\(python\), \.\.\.TABLES/);
});
