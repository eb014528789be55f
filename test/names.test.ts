import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/*
 * A name is found once, and says what a thing is: no two files of `src/` are called the same, whatever their folders, and
 * no type is called by a participle, of which each file would have its own.
 */

const ROOT = join(import.meta.dirname, '..');

/** Nouns that end as participles do. */
const NOUNS =
  /^(Drawing|Ending|Feed|Finding|Happening|Heading|Lettering|Mapping|Matching|Need|Pricing|Reading|Ring|Seating|Seed|Setting|Speed|String|Thing|Warning)$/;
/** Participles that do not, and what else is no noun; `Bound`, `Cut`, `Set` and `Split` are nouns too. */
const NO_NOUNS = new RegExp(
  `^(${[
    'Begun|Came|Chosen|Done|Drawn|Found|Given|Gone|Held|Hidden|Kept|Known|Laid|Left|Lost|Made|Meant|Ran|Read|Said|Seen',
    'Sent|Shown|Sought|Spoken|Sworn|Swept|Taken|Thrown|Told|Understood|Unknown|Unread|Written',
    'Against|Alike|Around|Behind|Beside|Better|Near|Only|Out|Own|Twice|When|Whole|With|Within',
  ].join('|')})$`,
);

function filesBelow(folder: string): { readonly name: string; readonly path: string }[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, path: join(parentPath, name) }));
}

/** The types that a file declares, but for those within functions. */
function typesIn(path: string): string[] {
  const declarations = readFileSync(path, 'utf8').matchAll(
    /^(?:export )?(?:declare |abstract )*(?:class|interface|type) (\w+)/gm,
  );
  return [...declarations].map(([, name = '']) => name);
}

/** Whether the last word of a name, which says what it names, is a participle or no noun at all. */
function isNoNoun(type: string): boolean {
  const [head = ''] = /[A-Z][a-z\d]*$/.exec(type) ?? [];
  return NO_NOUNS.test(head) || (/(?:ed|ing)$/.test(head) && !NOUNS.test(head));
}

test('no file name stands for two things', () => {
  const names = filesBelow('src').map(({ name }) => name.replace(/(?:\.d)?\.tsx?$/, ''));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('no type is called by a participle', () => {
  const files = ['src', 'test'].flatMap(filesBelow).filter(({ name }) => /\.tsx?$/.test(name));
  const types = files.flatMap(({ path }) => typesIn(path));
  expect(types.length).toBeGreaterThan(500);
  expect(types.filter(isNoNoun)).toEqual([]);
});

test.each(['Asked', 'Told', 'Unmatched', 'Judging', 'LeftOut', 'BothSeen', 'JudgedWhole'])('%s is no noun', (type) => {
  expect(isNoNoun(type)).toBe(true);
});

test.each(['AskedSpeed', 'SpeedReading', 'Bound', 'FactSet', 'KnownPull', 'Lettering'])('%s is a noun', (type) => {
  expect(isNoNoun(type)).toBe(false);
});
