// @ts-check
// Makes of the main font the text that pictures are lettered from, since a start draws few of the font's glyphs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Blob, Face, Font } from 'harfbuzzjs';

/** Where the package has each weight. */
const SOURCES = {
  regular: '400Regular/Inter_400Regular.ttf',
  bold: '600SemiBold/Inter_600SemiBold.ttf',
};

/** @typedef {keyof typeof SOURCES} Weight */

/** @type {readonly Weight[]} */
export const WEIGHTS = ['regular', 'bold'];

/**
 * The font that a weight is made of.
 *
 * @param {string} root of the project
 * @param {Weight} weight
 */
export function glyphSource(root, weight) {
  return join(root, 'node_modules/@expo-google-fonts/inter', SOURCES[weight]);
}

/**
 * A point of a contour, in units of the font. One that is not on the contour controls a curve; between two of those lies
 * one that is, midway, which the font does not state.
 *
 * @typedef {{ readonly isOn: boolean, readonly x: number, readonly y: number }} Point
 */

/**
 * All glyphs of a weight, in lines of ASCII that are found without parsing the others:
 *
 * - the units per em;
 * - for each character its code point in hexadecimal, its advance width and, for each contour, the point where it begins
 *   and at which offset after the empty line that follows the characters it is, since many glyphs have one in common;
 * - for each contour its points up to that where it began, relative to one another: `l` for one on the contour, `q` for
 *   one that controls a curve.
 *
 * `src/plot/glyphs.ts` reads them.
 *
 * @param {string} root of the project
 * @param {Weight} weight
 */
export function makeGlyphs(root, weight) {
  const face = new Face(new Blob(readFileSync(glyphSource(root, weight))));
  const font = new Font(face);
  /** @type {Map<string, number>} */
  const offsets = new Map();
  let length = 0;
  const lines = [...face.collectUnicodes()].map((character) => {
    const glyph = font.nominalGlyph(character) ?? 0;
    const contours = contoursIn(font.glyphToJson(glyph)).map(([start, ...points]) => {
      const contour = `${relative(start, points)}\n`;
      const offset = offsets.get(contour) ?? length;
      if (offset === length) {
        offsets.set(contour, offset);
        length += contour.length;
      }
      return `${start.x} ${start.y} ${offset}`;
    });
    return [character.toString(16), font.glyphHAdvance(glyph), ...contours].join(' ');
  });
  return `${face.upem}\n${lines.join('\n')}\n\n${[...offsets.keys()].join('')}`;
}

/**
 * The points of each contour, from the one where it begins to the same again.
 *
 * @param {import('harfbuzzjs').SvgPathCommand[]} commands
 */
function contoursIn(commands) {
  /** @type {[Point, ...Point[]][]} */
  const contours = [];
  for (const [i, { type, values }] of commands.entries()) {
    const [a = 0, b = 0, c = 0, d = 0] = values;
    const contour = contours.at(-1);
    if (type === 'M') contours.push([{ isOn: true, x: a, y: b }]);
    else if (type === 'L') contour?.push({ isOn: true, x: a, y: b });
    else if (type === 'Q') {
      contour?.push({ isOn: false, x: a, y: b });
      if (!isImplied(values, commands[i + 1])) contour?.push({ isOn: true, x: c, y: d });
    } else if (type !== 'Z') throw new Error(`the main font has a command that is none of quadratic curves: ${type}`);
  }
  return contours.map(fromLast);
}

/**
 * Whether the end of a curve is one that the font does not state. HarfBuzz does not tell; but a font states the extremes
 * of its letters, in whole units.
 *
 * @param {readonly number[]} curve
 * @param {import('harfbuzzjs').SvgPathCommand | undefined} next
 */
function isImplied([controlX = 0, controlY = 0, x = 0, y = 0], next) {
  if (next?.type !== 'Q') return false;
  const [nextX = 0, nextY = 0] = next.values;
  const isMidway = x === (controlX + nextX) / 2 && y === (controlY + nextY) / 2;
  const isExtreme = controlX === nextX || controlY === nextY;
  return isMidway && !(isExtreme && Number.isInteger(x) && Number.isInteger(y));
}

/**
 * A contour from the last of its points that the font states, if that is on it, instead of from the first.
 *
 * @param {[Point, ...Point[]]} contour
 * @returns {[Point, ...Point[]]}
 */
function fromLast(contour) {
  const last = contour.at(-2);
  return last?.isOn ? [last, ...contour.slice(0, -1)] : contour;
}

/**
 * @param {Point} start
 * @param {readonly Point[]} points
 */
function relative(start, points) {
  let from = start;
  return points
    .map((point) => {
      const [x, y] = [point.x - from.x, point.y - from.y];
      from = point;
      return `${point.isOn ? 'l' : 'q'}${x}${y < 0 ? '' : ' '}${y}`;
    })
    .join('');
}
