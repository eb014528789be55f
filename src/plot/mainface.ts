import type { Glyph, Glyphs } from './glyphs.ts';
import { type Stroke, strokeAt, strokeOf } from './stroke.ts';

/**
 * One weight of the font that almost everything is set in, laid out glyph by glyph by advance width, without kerning and
 * substitution.
 */
export class MainFace {
  readonly #font: Glyphs;
  /** Null for a character that the font lacks. */
  readonly #glyphs = new Map<string, Glyph | null>();
  /** By size, then by character: the same few hundred recur. */
  readonly #strokes = new Map<number, Map<string, Stroke | null>>();

  constructor(font: Glyphs) {
    this.#font = font;
  }

  has(character: string): boolean {
    return this.#glyph(character) !== null;
  }

  width(text: string, size: number): number {
    let units = 0;
    for (const character of text) units += this.#glyph(character)?.advance ?? 0;
    return (units * size) / this.#font.unitsPerEm;
  }

  outline(text: string, x: number, y: number, size: number): string {
    let data = '';
    let at = x;
    for (const character of text) {
      data += strokeAt(this.#stroke(character, size), at, y);
      at += ((this.#glyph(character)?.advance ?? 0) * size) / this.#font.unitsPerEm;
    }
    return data;
  }

  #glyph(character: string): Glyph | null {
    let glyph = this.#glyphs.get(character);
    if (glyph === undefined) {
      glyph = this.#font.glyphOf(character);
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
      const glyph = this.#glyph(character);
      stroke = glyph === null ? null : strokeOf(this.#font.outline(glyph, size));
      strokes.set(character, stroke);
    }
    return stroke;
  }
}
