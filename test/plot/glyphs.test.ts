import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Blob, Face, Font } from 'harfbuzzjs';
import { describe, expect, test } from 'vitest';
import { readGlyphs } from '../../src/plot/assets.ts';
import { Glyphs } from '../../src/plot/glyphs.ts';
import type { PathCommand } from '../../src/plot/pathcommand.ts';

const PACKAGED = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
};

describe.each(['regular', 'bold'] as const)('the glyphs of the %s weight', async (weight) => {
  const face = new Face(new Blob(readFileSync(fileURLToPath(import.meta.resolve(PACKAGED[weight])))));
  const font = new Font(face);
  const known = [...face.collectUnicodes()];
  const glyphs = new Glyphs(await readGlyphs(weight));
  const glyphOf = (codePoint: number) => glyphs.glyphOf(String.fromCodePoint(codePoint));

  test('are those of the characters that the font has, and of none beside them', () => {
    expect(known.length).toBeGreaterThan(2500);
    expect(known.filter((codePoint) => glyphOf(codePoint) === null)).toEqual([]);
    const beside = new Set(known.flatMap((codePoint) => [codePoint - 1, codePoint + 1, codePoint * 16]));
    for (const codePoint of known) beside.delete(codePoint);
    const others = [...beside].filter((codePoint) => codePoint >= 0 && codePoint < 0x110000);
    expect(others.length).toBeGreaterThan(1000);
    expect(others.filter((codePoint) => glyphOf(codePoint) !== null)).toEqual([]);
  });

  test('are as wide as in the font', () => {
    expect(glyphs.unitsPerEm).toBe(face.upem);
    expect(known.map((codePoint) => glyphOf(codePoint)?.advance)).toEqual(
      known.map((codePoint) => font.glyphHAdvance(font.nominalGlyph(codePoint) ?? 0)),
    );
  });

  test('have its outlines, segment by segment', () => {
    for (const codePoint of known) {
      const glyph = glyphOf(codePoint);
      const outline = glyph === null ? [] : glyphs.outline(glyph, face.upem);
      const inFont = font.glyphToJson(font.nominalGlyph(codePoint) ?? 0);
      expect(contoursOf(outline.map(upwards)), codePoint.toString(16)).toEqual(contoursOf(inFont));
    }
  });
});

test('a contour is parsed from points relative to one another, wherever it is', () => {
  const glyphs = new Glyphs('100\n41 60 10 0 10\n1f600 70 10 0 10 20 -5 0\n\nl5 5l-5-5\nl0 10q5 5q5-5l0-10l-10 0\n');
  const outline = (character: string) => {
    const glyph = glyphs.glyphOf(character);
    return glyph === null ? null : glyphs.outline(glyph, 50);
  };
  const arch = [
    { type: 'M', x: 5, y: -0 },
    { type: 'L', x: 5, y: -5 },
    { type: 'Q', x1: 7.5, y1: -7.5, x: 8.75, y: -6.25 },
    { type: 'Q', x1: 10, y1: -5, x: 10, y: -0 },
    // Curves before and after a point of the font stay two.
    { type: 'L', x: 10, y: -0 },
    { type: 'L', x: 5, y: -0 },
  ];
  expect(outline('A')).toEqual(arch);
  expect(outline('😀')?.slice(0, 6)).toEqual(arch);
  expect(outline('😀')?.[6]).toEqual({ type: 'M', x: 10, y: 2.5 });
  expect(outline('B')).toBeNull();
});

interface Segment {
  readonly type: string;
  readonly values: readonly number[];
}

/** A command as HarfBuzz has it, whose y grows upwards. */
function upwards({ type, ...numbers }: PathCommand): Segment {
  return { type, values: Object.values(numbers).map((value, i) => (i % 2 === 0 ? value : -value)) };
}

/** The segments of each contour with where they begin, whichever is the first; a line of no length is none. */
function contoursOf(commands: readonly Segment[]): string[][] {
  const contours: string[][] = [];
  let at = '';
  for (const { type, values } of commands) {
    if (type === 'Z') continue;
    const to = values
      .slice(-2)
      .map((value) => value + 0)
      .join(' ');
    if (type === 'M') contours.push([]);
    else if (type !== 'L' || to !== at)
      contours.at(-1)?.push(`${at} ${type} ${values.map((value) => value + 0).join(' ')}`);
    at = to;
  }
  return contours.map((segments) => {
    const first = segments.indexOf(segments.toSorted()[0] ?? '');
    return [...segments.slice(first), ...segments.slice(0, first)];
  });
}
