import type { Font } from 'harfbuzzjs';
import { decompressed } from './assets.ts';
import type { PathCommand } from './pathcommand.ts';
import { type Stroke, strokeOf } from './stroke.ts';

type Ranges = readonly (readonly [first: number, last: number])[];

/**
 * The index in a file of fonts, as `scripts/bundle/lettering.mjs` writes it: it precedes the fonts, and is compressed
 * like them.
 */
interface Index {
  /** Code points of the main font, which require no other font. */
  readonly known: Ranges;
  readonly fonts: readonly { readonly at: number; readonly length: number; readonly ranges: Ranges }[];
}

/** A glyph, positioned relative to the ones before it, in em. */
export interface SetGlyph {
  readonly font: number;
  readonly id: number;
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

/** Which characters can be drawn, and with which font. */
export interface FontCoverage {
  /** Whether the main font has a character. */
  isMain(character: string): boolean;
  /** Index of the font for a character that the main font lacks; null if there is none. */
  fontOf(character: string): number | null;
}

/** What all fonts together have. */
export class Coverage implements FontCoverage {
  readonly #fontOf = new Map<number, number>();
  readonly #known = new Set<number>();

  constructor({ known, fonts }: Index) {
    for (const codePoint of codePointsIn(known)) this.#known.add(codePoint);
    for (const [font, { ranges }] of fonts.entries()) {
      for (const codePoint of codePointsIn(ranges)) this.#fontOf.set(codePoint, font);
    }
  }

  isMain(character: string): boolean {
    return this.#known.has(character.codePointAt(0) ?? 0);
  }

  fontOf(character: string): number | null {
    return this.#fontOf.get(character.codePointAt(0) ?? 0) ?? null;
  }
}

function* codePointsIn(ranges: Ranges): Generator<number> {
  for (const [first, last] of ranges) {
    for (let codePoint = first; codePoint <= last; codePoint += 1) yield codePoint;
  }
}

/** Splits the file into its index and the fonts. */
export function readLettering(file: Uint8Array): { readonly index: Index; readonly fonts: Uint8Array } {
  const length = new DataView(file.buffer, file.byteOffset, 4).getUint32(0);
  const index: Index = JSON.parse(new TextDecoder().decode(decompressed(file.subarray(4, 4 + length))));
  return { index, fonts: file.subarray(4 + length) };
}

type HarfBuzz = typeof import('harfbuzzjs');

/**
 * Fonts for the scripts that the main font lacks, each opened when a text requires it. HarfBuzz shapes them, because
 * Arabic letters join, Devanagari ones change places, and Thai marks stack.
 */
export class Lettering {
  readonly coverage: Coverage;
  readonly #harfbuzz: HarfBuzz;
  readonly #index: Index;
  readonly #file: Uint8Array;
  readonly #fonts = new Map<number, Font>();
  readonly #strokes = new Map<string, Stroke | null>();

  constructor(harfbuzz: HarfBuzz, { index, fonts }: ReturnType<typeof readLettering>) {
    this.coverage = new Coverage(index);
    this.#harfbuzz = harfbuzz;
    this.#index = index;
    this.#file = fonts;
  }

  /**
   * The glyphs of a text from left to right.
   *
   * @param font one that has all of its characters
   */
  shape(text: string, font: number, direction: 'ltr' | 'rtl'): SetGlyph[] {
    const { Buffer, Direction, shape } = this.#harfbuzz;
    const buffer = new Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    buffer.setDirection(direction === 'rtl' ? Direction.RTL : Direction.LTR);
    shape(this.#font(font), buffer);
    return buffer.getGlyphInfosAndPositions().map(({ codepoint: id, xAdvance = 0, xOffset = 0, yOffset = 0 }) => {
      return { font, id, advance: xAdvance / EM, dx: xOffset / EM, dy: yOffset / EM };
    });
  }

  /** The outline of a glyph at a size in px. */
  stroke({ font, id }: SetGlyph, size: number): Stroke | null {
    const key = `${font} ${id} ${size}`;
    let stroke = this.#strokes.get(key);
    if (stroke === undefined) {
      const scale = size / EM;
      stroke = strokeOf(
        this.#font(font)
          .glyphToJson(id)
          .map((command) => scaled(command, scale)),
      );
      this.#strokes.set(key, stroke);
    }
    return stroke;
  }

  #font(number: number): Font {
    let font = this.#fonts.get(number);
    if (font === undefined) {
      const { at = 0, length = 0 } = this.#index.fonts[number] ?? {};
      const { Blob, Face, Font } = this.#harfbuzz;
      font = new Font(new Face(new Blob(decompressed(this.#file.subarray(at, at + length)))));
      font.setScale(EM, EM);
      this.#fonts.set(number, font);
    }
    return font;
  }
}

/** Units per em, whatever the font uses. */
const EM = 1000;

/** A command in px; the font's y grows upwards. */
function scaled({ type, values }: { type: string; values: readonly number[] }, scale: number): PathCommand {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values.map((value, i) => value * (i % 2 === 0 ? scale : -scale));
  if (type === 'M' || type === 'L') return { type, x: a, y: b };
  if (type === 'Q') return { type, x1: a, y1: b, x: c, y: d };
  if (type === 'C') return { type, x1: a, y1: b, x2: c, y2: d, x: e, y: f };
  return { type: 'Z' };
}
