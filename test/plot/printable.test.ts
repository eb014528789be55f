import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../src/chart/printable.ts';
import { loadFaces } from '../../src/plot/font.ts';
import { truncate, truncateMiddle } from '../../src/plot/truncate.ts';

const { regular, bold } = await loadFaces();

test.for([
  ['a\u0000b\nc', 'a b c'],
  ['evil\u202etxt.exe', 'evil txt.exe'],
  ['\ud800x\u200b', 'x'],
  ['e\u0301', 'é'],
  ['  spaced \t out ', 'spaced out'],
])('%j is printed as %j', ([text = '', expected]) => {
  expect(printable(text)).toBe(expected);
});

test.for([
  ['truncate', truncate],
  ['truncateMiddle', truncateMiddle],
] as const)('%s keeps what fits, and never takes more room', ([, shorten]) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 20, max: 400 }), (text, room) => {
      const short = shorten(text, room, regular, 13);
      if (regular.width(text, 13) <= room) expect(short).toBe(text);
      else expect(short).toContain('…');
      expect(regular.width(short, 13)).toBeLessThanOrEqual(room);
    }),
  );
});

test('names that differ at their end stay different', () => {
  const name = 'x'.repeat(200);
  expect(truncateMiddle(`${name}a`, 100, regular, 13)).not.toBe(truncateMiddle(`${name}b`, 100, regular, 13));
});

test('arrows and signs of the axis labels are in both fonts', () => {
  for (const face of [regular, bold]) {
    const missing = face.outline('?', 0, 0, 12);
    for (const character of '→↑÷·…~/') expect(face.outline(character, 0, 0, 12)).not.toBe(missing);
  }
});

test('a character that no font has becomes its code point', () => {
  expect(regular.outline('a🚀', 0, 0, 12)).toBe(regular.outline('a[U+1F680]', 0, 0, 12));
});

test('outlines move with their place and grow with their size', () => {
  const start = (d: string) => /^M(-?[\d.]+)[ ]?(-?[\d.]+)/.exec(d)?.slice(1).map(Number) ?? [];
  const [x = 0, y = 0] = start(regular.outline('T', 0, 0, 10));
  expect(start(regular.outline('T', 100, 50, 10))).toEqual([expect.closeTo(x + 100, 2), expect.closeTo(y + 50, 2)]);
  expect(regular.width('TP8', 20)).toBeCloseTo(2 * regular.width('TP8', 10));
  expect(bold.width('TP8', 10)).toBeGreaterThan(regular.width('TP8', 10));
});
