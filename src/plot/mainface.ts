import type { Font, Glyph } from 'opentype.js/dist/opentype.mjs';
import { type Stroke, strokeAt, strokeOf } from './stroke.ts';

/** Tables for kerning and substitution, which are unused here, and take as long to parse as all others. */
const LAYOUT = new Set(['GDEF', 'GPOS', 'GSUB']);

/**
 * Renames tables in the font's directory so that they are not found: 12 bytes, with the number of tables in the third
 * pair, then 16 bytes per table, starting with its name. Changes `font`.
 */
export function withoutLayout(font: ArrayBuffer): ArrayBuffer {
  const tables = new DataView(font).getUint16(4);
  for (let table = 0; table < tables; table += 1) {
    const name = new Uint8Array(font, 12 + 16 * table, 4);
    if (LAYOUT.has(String.fromCharCode(...name))) name.fill('-'.charCodeAt(0));
  }
  return font;
}

/**
 * One weight of the font that almost everything is set in, laid out glyph by glyph by advance width. The library's own
 * text layout is not used: it throws on this font's substitution tables, and, since names come from reports, its
 * handling of mixed scripts would be exposed to them.
 */
export class MainFace {
  readonly #font: Font;
  /** Null for a character that the font lacks. */
  readonly #glyphs = new Map<string, Glyph | null>();
  /** By size, then by character: the same few hundred recur. */
  readonly #strokes = new Map<number, Map<string, Stroke | null>>();

  constructor(font: Font) {
    this.#font = font;
  }

  has(character: string): boolean {
    return this.#glyph(character) !== null;
  }

  width(text: string, size: number): number {
    let units = 0;
    for (const character of text) units += this.#glyph(character)?.advanceWidth ?? 0;
    return (units * size) / this.#font.unitsPerEm;
  }

  outline(text: string, x: number, y: number, size: number): string {
    let data = '';
    let at = x;
    for (const character of text) {
      data += strokeAt(this.#stroke(character, size), at, y);
      at += ((this.#glyph(character)?.advanceWidth ?? 0) * size) / this.#font.unitsPerEm;
    }
    return data;
  }

  #glyph(character: string): Glyph | null {
    let glyph = this.#glyphs.get(character);
    if (glyph === undefined) {
      glyph = this.#font.charToGlyphIndex(character) > 0 ? this.#font.charToGlyph(character) : null;
      this.#glyphs.set(character, glyph);
    }
    return glyph;
  }

  /** Null for a blank. */
  #stroke(character: string, size: number): Stroke | null {
    let strokes = this.#strokes.get(size);
    if (strokes === undefined) {
      strokes = new Map();
      this.#strokes.set(size, strokes);
    }
    let stroke = strokes.get(character);
    if (stroke === undefined) {
      stroke = strokeOf(this.#glyph(character)?.getPath(0, 0, size).commands ?? []);
      strokes.set(character, stroke);
    }
    return stroke;
  }
}
