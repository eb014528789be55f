import { expect, test } from 'vitest';
import { readGlyphs } from '../../src/plot/assets.ts';
import { withFewerCurves } from '../../src/plot/fewercurves.ts';
import type { Spot } from '../../src/plot/geometry.ts';
import { Glyphs } from '../../src/plot/glyphs.ts';
import type { PathCommand } from '../../src/plot/pathcommand.ts';
import { strokeAt, strokeOf } from '../../src/plot/stroke.ts';
import { groupBy } from '../../src/run/groupby.ts';
import { readPath, spotOn } from './svgpath.ts';

const FONTS = [new Glyphs(await readGlyphs('regular')), new Glyphs(await readGlyphs('bold'))];
const CHARACTERS = [...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)), 'é', 'ß', 'Ж', '→', '≥', '…'];
const SIZES = [10, 20];

/** How far what is drawn may be from the font's outline, in px: 0.05, what is rounded, and what lies between samples. */
const FARTHEST = 0.1;

const glyphs = FONTS.flatMap((font) =>
  CHARACTERS.flatMap((character) => {
    const glyph = font.glyphOf(character);
    return glyph === null ? [] : SIZES.map((size) => font.outline(glyph, size));
  }),
);

test('a glyph is drawn as in the font, as far as anyone can see', () => {
  expect(glyphs.length).toBe(400);
  for (const commands of glyphs) {
    const drawn = spotsOf(strokeAt(strokeOf(commands), 0, 0));
    const font = spotsOf(dataOf(commands));
    expect(farthest(font, drawn)).toBeLessThan(FARTHEST);
    expect(farthest(drawn, font)).toBeLessThan(FARTHEST);
  }
});

test('by two thirds of its curves, of which some state no control point', () => {
  const curvesIn = (all: readonly PathCommand[]) => all.filter(({ type }) => type === 'Q').length;
  const [before, after] = [glyphs, glyphs.map(withFewerCurves)].map((all) => curvesIn(all.flat())) as [number, number];
  expect(before).toBeGreaterThan(5000);
  expect(after).toBeLessThan(0.67 * before);
  const drawn = glyphs.map((commands) => strokeAt(strokeOf(commands), 0, 0)).join('');
  expect(drawn.match(/t/g)?.length).toBeGreaterThan(0.1 * after);
});

test('what cannot be seen in a letter is seen in something large', () => {
  const corner: PathCommand[] = [
    { type: 'M', x: 0, y: 0 },
    { type: 'Q', x1: 0, y1: 5, x: 1.5, y: 8.5 },
    { type: 'Q', x1: 3, y1: 12, x: 8, y: 12 },
  ];
  const at = (scale: number) =>
    corner.map((command) =>
      command.type === 'Q'
        ? { ...command, x1: scale * command.x1, y1: scale * command.y1, x: scale * command.x, y: scale * command.y }
        : command,
    );
  expect(withFewerCurves(at(0.1))).toHaveLength(2);
  expect(withFewerCurves(at(10))).toEqual(at(10));
});

test('curves that turn back, or lie on a line, stay', () => {
  const turning: PathCommand[] = [
    { type: 'M', x: 0, y: 0 },
    { type: 'Q', x1: 0.01, y1: 0.01, x: 0.02, y: 0 },
    { type: 'Q', x1: 0.03, y1: -0.01, x: 0.04, y: 0 },
    { type: 'Q', x1: 0.05, y1: 0, x: 0.06, y: 0 },
    { type: 'Q', x1: 0.07, y1: 0, x: 0.08, y: 0 },
    { type: 'Z' },
  ];
  expect(withFewerCurves(turning)).toEqual(turning);
});

/** Absolute path data of a font's outline. */
function dataOf(commands: readonly PathCommand[]): string {
  return commands.map(({ type, ...numbers }) => `${type}${Object.values(numbers).join(' ')}`).join('');
}

/** Places along a path, near to each other. */
function spotsOf(data: string): Spot[] {
  return readPath(data).flatMap((part) => {
    if (part.kind === 'move') return [];
    const places = [part.from, ...part.places];
    const length = places.reduce(
      (sum, { x, y }, i) => sum + Math.hypot(x - (places[i - 1]?.x ?? x), y - (places[i - 1]?.y ?? y)),
      0,
    );
    const steps = Math.max(1, Math.ceil(length / 0.05));
    return Array.from({ length: steps + 1 }, (_, i) => spotOn(part, i / steps));
  });
}

/** How far the farthest of some places is from the nearest of others; all that are more than 0.25 away are far. */
function farthest(some: readonly Spot[], others: readonly Spot[]): number {
  const near = [-1, 0, 1];
  const column = ({ x }: Spot) => Math.floor(4 * x);
  const row = ({ y }: Spot) => Math.floor(4 * y);
  const columns = new Map([...groupBy(others, column)].map(([x, own]) => [x, groupBy(own, row)]));
  let most = 0;
  for (const spot of some) {
    let least = Number.POSITIVE_INFINITY;
    for (const right of near) {
      const cells = columns.get(column(spot) + right);
      for (const down of near) {
        for (const { x, y } of cells?.get(row(spot) + down) ?? [])
          least = Math.min(least, (x - spot.x) ** 2 + (y - spot.y) ** 2);
      }
    }
    most = Math.max(most, least);
  }
  return Math.sqrt(most);
}
