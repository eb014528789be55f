import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { ELSEWHERE, readBlocks } from '../../src/report/blockyaml.ts';
import { MAX_DEPTH } from '../../src/report/parseresult.ts';
import { originals } from '../mutations/originals.ts';
import { Random } from '../mutations/random.ts';
import { mutated } from '../mutations/text.ts';
import { sharedData, withoutSharedData } from '../shared.ts';
import { v01, v02, yaml } from './texts.ts';

/** What the library makes of a text; null where it refuses it. */
function fromLibrary(text: string): { document: unknown } | null {
  try {
    return { document: load(text, { maxDepth: MAX_DEPTH }) };
  } catch {
    return null;
  }
}

/** Holds the two readers to the same document, wherever this one takes the text at all. */
function expectLikeLibrary(text: string): void {
  const document = readBlocks(text);
  if (document !== ELSEWHERE) expect({ text, document }).toStrictEqual({ text, ...fromLibrary(text) });
}

describe('what converters write is read here', () => {
  test.each([
    ['a report of version 0.1', yaml(v01())],
    ['a report of version 0.2', yaml(v02())],
    ['sequences set in as PyYAML sets them in', 'a:\n- b: 1\n  c:\n  - x\n  - y\nd: []\ne: {}\nf:\n'],
    ['a text folded over lines', "a:\n  source: one two\n    three 4\n  version: '0.1'\n"],
    ['sequences in sequences', 'a:\n- - 1\n  - 2\n- - x: "y"\n    z: .inf\n'],
  ])('%s', (_, text) => {
    expect(readBlocks(text)).not.toBe(ELSEWHERE);
    expectLikeLibrary(text);
  });

  test.skipIf(withoutSharedData)('real sweeps', () => {
    const sweeps = sharedData('sweeps');
    const files = readdirSync(sweeps, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    const texts = files.map((name) => readFileSync(join(sweeps, name), 'utf8'));
    expect(texts.filter((text) => readBlocks(text) === ELSEWHERE)).toEqual([]);
    for (const text of texts) expectLikeLibrary(text);
  });
});

describe('what else there is in YAML is left to the library', () => {
  test.each([
    ['a key twice', 'a: 1\nb: 2\na: 3\n'],
    ['a key that every object has', 'constructor: 1\n'],
    ['a key that is no text', 'null: 1\n'],
    ['a comment', 'a: 1 # one\n'],
    ['a blank line', 'a: 1\n\nb: 2\n'],
    ['a tab', 'a:\t1\n'],
    ['CRLF', 'a: 1\r\nb: 2\r\n'],
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['a block of text', 'a: |\n  b\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a mapping in a line', 'a: { b: 1 }\n'],
    ['two keys in a line', 'a: b: 1\n'],
    ['a dash for a key', 'a: -: x\n'],
    ['a dash for a key, where a value goes on', 'a: 1\n    -:\n'],
    ['a value that goes on at its key', "a:\n  'b'\n   c\n"],
    ['a dash alone', 'a:\n-\n- 1\n'],
    ['an escape', 'a: "\\n"\n'],
    ['a line set in too far', 'a: 1\n  b: 2\n'],
    ['a line set in too little', 'a:\n    b: 1\n  c: 2\n'],
    ['a mark of a document', '---\na: 1\n'],
    ['a scalar alone', 'a\n'],
    ['nothing', ''],
    ['more depth than any report has', Array.from({ length: 70 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('%s', (_, text) => {
    expect(readBlocks(text)).toBe(ELSEWHERE);
  });
});

const words = (text: string) => fc.constantFrom(...text.split('|'));
const scalar = fc.oneof(
  words('|null|~|True|no|1|-0|+.5|1e3|0x1f|0o7|1_0|.nan|-.inf|1e999'),
  words('-|- x|--flag|?|: x|a:b|a: b|a:|x #y|x#y|#|&a|*a|!t|%|@|`|<<|...|---|>-'),
  words(`'a b '|"a: b"|'it''s'|"\\t"|'|"|[]|{}|[a]|{a: 1}`),
  fc.string({ unit: fc.constantFrom(...'ab0.-:# \'"[]{}&*!|>%@`,?~\t\\=<') }),
);
const key = words('a|b|c-d|e.f|true|Null|x y|1|<<|__proto__|toString|"q"|?');
const usual = fc
  .tuple(words('a|b|c-d|e.f|g|h'), words('|1|x y|-.5|true|[]'))
  .map(([name, value]) => `${name}:${value && ' '}${value}`);
const line = fc.oneof(
  { weight: 9, arbitrary: usual },
  fc.tuple(key, scalar).map(([name, value]) => `${name}: ${value}`),
  key.map((name) => `${name}:`),
  scalar,
);
const lines = fc.tuple(fc.constantFrom(0, 0, 0, 2, 2, 2, 4, 1), words('||||- |- |- - |-   '), line);

describe('the document is the library’s', () => {
  test('for results of every format with something changed', { timeout: 120_000 }, async () => {
    const { results } = await originals();
    let taken = 0;
    for (let index = 0; index < 2000; index += 1) {
      const random = new Random(1, index);
      const changed = new TextDecoder().decode(mutated(random.pick(results), random));
      taken += readBlocks(changed) === ELSEWHERE ? 0 : 1;
      expectLikeLibrary(changed);
    }
    expect(taken).toBeGreaterThan(200);
  });

  test('for lines of any kind in any order', { timeout: 60_000 }, () => {
    let taken = 0;
    const text = fc.array(lines, { maxLength: 6 }).map((all) =>
      all
        .map(
          ([indent, dash, content]) => `${' '.repeat(indent)}${dash}${content}
`,
        )
        .join(''),
    );
    const isAlike = (written: string) => {
      taken += readBlocks(written) === ELSEWHERE ? 0 : 1;
      expectLikeLibrary(written);
    };
    fc.assert(fc.property(text, isAlike), { numRuns: 30_000 });
    expect(taken).toBeGreaterThan(1000);
  });
});
