// @ts-check
// Makes of published fonts the one file from which names are drawn in scripts that Inter lacks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { Blob, Face } from 'harfbuzzjs';
import subsetFont from 'subset-font';

/**
 * @typedef {object} Source of a script: a package, and which of its characters are taken
 * @property {string} name of the package
 * @property {(character: string) => boolean} has
 * @property {boolean} [plain] whether its glyphs stand one beside another, without any shaping
 */

/**
 * The first that has a character draws it. Of Han, which has a hundred thousand characters, those that the standards
 * have in which names were written before Unicode; Hangul by the same measure.
 *
 * @type {readonly Source[]}
 */
const SOURCES = [
  {
    name: 'noto-sans-jp',
    has: (character) => /[\u3041-\u30ff\u31f0-\u31ff\uff61-\uff9f]/u.test(character),
    plain: true,
  },
  { name: 'noto-sans-sc', has: isHan, plain: true },
  { name: 'noto-sans-jp', has: isHan, plain: true },
  { name: 'noto-sans-kr', has: (character) => KOREAN.has(character), plain: true },
  { name: 'noto-sans-arabic', has: (character) => /\p{Script_Extensions=Arabic}/u.test(character) },
  { name: 'noto-sans-hebrew', has: (character) => /\p{Script=Hebrew}/u.test(character) },
  { name: 'noto-sans-devanagari', has: (character) => /\p{Script_Extensions=Devanagari}/u.test(character) },
  { name: 'noto-sans-thai', has: (character) => /\p{Script=Thai}/u.test(character) },
];

/** JIS X 0208, GB 2312 and the first level of Big5, whose punctuation and wide letters are wanted too. */
const HAN = new Set([
  ...charactersOf('euc-jp', [0xa1, 0xf4], [[0xa1, 0xfe]]),
  ...charactersOf('gb18030', [0xa1, 0xf7], [[0xa1, 0xfe]]),
  ...charactersOf(
    'big5',
    [0xa4, 0xc6],
    [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
  ),
]);

/** KS X 1001. */
const KOREAN = new Set(charactersOf('euc-kr', [0xb0, 0xc8], [[0xa1, 0xfe]]));

/** @param {string} character */
function isHan(character) {
  return HAN.has(character) && /[\p{Script=Han}\p{Script_Extensions=Han}\uff01-\uff5e\u3000-\u303f]/u.test(character);
}

/** The weight of text in a picture. */
const WEIGHT = 400;

/**
 * Files of the packages that the fonts are made of.
 *
 * @param {string} root of the project
 */
export function letteringSources(root) {
  return SOURCES.map(({ name }) => join(folderOf(root, name), 'index.css'));
}

/**
 * Four bytes with the length of an index, the index in JSON, and the fonts, each compressed for itself, so that a name
 * opens the few that it needs.
 *
 * @param {string} root of the project
 * @param {string} main the font that needs no other for what it has
 * @returns {Promise<Buffer>}
 */
export async function makeLettering(root, main) {
  const known = charactersIn(readFileSync(main));
  /** @type {Set<number>} */
  const taken = new Set(known);
  /** @type {{ codePoints: number[], bytes: Buffer }[]} */
  const fonts = [];
  for (const source of SOURCES) {
    for (const slice of slicesOf(folderOf(root, source.name))) {
      const wanted = slice.codePoints.filter(
        (codePoint) => !taken.has(codePoint) && source.has(String.fromCodePoint(codePoint)),
      );
      if (wanted.length === 0) continue;
      const font = await subset(slice.file, wanted, source.plain === true);
      const codePoints = wanted.filter((codePoint) => font.characters.has(codePoint));
      for (const codePoint of codePoints) taken.add(codePoint);
      if (codePoints.length > 0) fonts.push({ codePoints, bytes: compressed(font.bytes) });
    }
  }
  return packed([...known], fonts);
}

/**
 * @param {number[]} known
 * @param {{ codePoints: number[], bytes: Buffer }[]} fonts
 */
function packed(known, fonts) {
  let at = 0;
  const entries = fonts.map(({ codePoints, bytes }) => {
    const entry = { at, length: bytes.length, ranges: rangesOf(codePoints) };
    at += bytes.length;
    return entry;
  });
  const index = compressed(Buffer.from(JSON.stringify({ known: rangesOf(known), fonts: entries })));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(index.length);
  return Buffer.concat([length, index, ...fonts.map(({ bytes }) => bytes)]);
}

/**
 * In one weight, without what only a screen of few pixels needs.
 *
 * @param {string} file
 * @param {number[]} codePoints
 * @param {boolean} isPlain
 */
async function subset(file, codePoints, isPlain) {
  const bytes = await subsetFont(readFileSync(file), String.fromCodePoint(...codePoints), {
    targetFormat: 'sfnt',
    variationAxes: { wght: WEIGHT },
    noHinting: true,
    noLayoutClosure: isPlain,
    dropTables: ['STAT', 'gasp', ...(isPlain ? ['GSUB', 'GPOS', 'GDEF', 'vhea', 'vmtx', 'VORG', 'BASE'] : [])],
  });
  return { bytes, characters: charactersIn(bytes) };
}

/**
 * @param {Uint8Array} font
 * @returns {Set<number>} code points
 */
function charactersIn(font) {
  return new Set(new Face(new Blob(font)).collectUnicodes());
}

/** @param {Buffer} font */
function compressed(font) {
  return brotliCompressSync(font, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: font.length },
  });
}

/**
 * The files that a package has a font in, and the characters of each.
 *
 * @param {string} folder
 */
function slicesOf(folder) {
  const sheet = readFileSync(join(folder, 'index.css'), 'utf8');
  return [...sheet.matchAll(/url\(\.\/(files\/[^)]+)\)[^}]*?unicode-range: ([^;]+);/g)].map(
    ([, file = '', ranges = '']) => {
      return { file: join(folder, file), codePoints: ranges.split(',').flatMap(codePointsIn) };
    },
  );
}

/** @param {string} range `U+4e00-4e7f` */
function codePointsIn(range) {
  const [from = Number.NaN, to = from] = range
    .trim()
    .slice(2)
    .split('-')
    .map((hex) => Number.parseInt(hex, 16));
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((one) => one < 0xd800 || one > 0xdfff);
}

/**
 * Ascending code points as firsts and lasts.
 *
 * @param {number[]} codePoints
 */
function rangesOf(codePoints) {
  /** @type {[number, number][]} */
  const ranges = [];
  for (const codePoint of codePoints.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === codePoint - 1) last[1] = codePoint;
    else ranges.push([codePoint, codePoint]);
  }
  return ranges;
}

/**
 * All characters of two bytes in an encoding.
 *
 * @param {string} encoding
 * @param {[number, number]} lead first and last byte before
 * @param {[number, number][]} trails first and last bytes after it
 */
function charactersOf(encoding, [first, last], trails) {
  const decoder = new TextDecoder(encoding);
  const leads = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return leads.flatMap((lead) =>
    trails.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) => decoder.decode(Uint8Array.of(lead, from + i))),
    ),
  );
}

/**
 * @param {string} root
 * @param {string} name
 */
function folderOf(root, name) {
  return join(root, 'node_modules/@fontsource-variable', name);
}
