import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { cellsOf, cut, flowed, padded, wrapped } from '../../src/screen/cells.ts';

test.each([
  ['plain', 5],
  ['通义', 4],
  ['e\u0301', 1],
  ['🚀', 2],
  ['a\u200bb', 2],
  ['', 0],
])('“%s” fills %i cells', (text, cells) => {
  expect(cellsOf(text)).toBe(cells);
});

test('a text of familiar characters fills what the library says, whichever they are', () => {
  const all = Array.from({ length: 0x2600 }, (_, code) => String.fromCharCode(code));
  expect(all.filter((character) => cellsOf(character) !== stringWidth(character))).toEqual([]);
  const familiar = [...all.slice(0x20, 0x300), ...all.slice(0x2010, 0x2300), ...all.slice(0x2500)];
  const texts = fc.string({ unit: fc.constantFrom(...familiar) });
  fc.assert(
    fc.property(texts, (text) => {
      expect(cellsOf(text)).toBe(stringWidth(text));
    }),
  );
});

test('a text is cut where it is told, and whole where there is room', () => {
  expect(cut('abcdefghij', 5)).toBe('ab…ij');
  expect(cut('abcdefghij', 5, 'start')).toBe('…ghij');
  expect(cut('abcdefghij', 5, 'end')).toBe('abcd…');
  expect(cut('abcde', 5)).toBe('abcde');
  expect(cut('abcde', 0)).toBe('');
});

test('a field is as wide as it should be, however wide its characters', () => {
  expect(padded('通义', 6)).toBe('通义  ');
  expect(padded('12', 4, 'right')).toBe('  12');
  expect(padded('longer', 3)).toBe('longer');
});

test('a sentence breaks at words, its other lines set in', () => {
  expect(wrapped('one two three four', 9, 2)).toEqual(['one two', '  three', '  four']);
  expect(wrapped('one two three four', null)).toEqual(['one two three four']);
  expect(wrapped('un\u0065\u0301 deux trois', 8, 2)).toEqual(['uné deux', '  trois']);
});

test('parts flow; one that takes several lines stands alone', () => {
  expect(flowed(['aa', 'bb', 'cc'], 7, ' · ')).toEqual(['aa · bb', 'cc']);
  expect(flowed(['a long part', 'bb'], 6)).toEqual(['a long', 'part', 'bb']);
  expect(flowed(['aa', 'bb'], null)).toEqual(['aa   bb']);
});

test('whatever the text, a line is no wider than its cells, and no word is lost', () => {
  const text = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { maxLength: 12 });
  const letters = (line: string) => line.normalize().replace(/\s/g, '');
  fc.assert(
    fc.property(text, fc.integer({ min: 8, max: 80 }), (words, cells) => {
      const sentence = words.join(' ').replace(/\s+/g, ' ').trim();
      const lines = wrapped(sentence, cells, 2);
      for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(cells);
      expect(letters(lines.join(''))).toBe(letters(sentence));
      for (const position of ['start', 'middle', 'end'] as const)
        expect(cellsOf(cut(sentence, cells, position))).toBeLessThanOrEqual(cells);
    }),
  );
});
