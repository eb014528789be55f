import type { Font, Glyph, PathCommand } from 'opentype.js/dist/opentype.mjs';
import { readFont } from './assets.ts';

/** Stands for a character that the font lacks; its own missing-glyph box would look like a rendering fault. */
const SUBSTITUTE = '?';

/** One weight of the font that every picture is set in. Sizes and results in px. */
export interface Face {
  width(text: string, size: number): number;
  /** Path data of the text's outlines, beginning at `x` on the baseline `y`. */
  outline(text: string, x: number, y: number, size: number): string;
}

export interface Faces {
  readonly regular: Face;
  readonly bold: Face;
}

/** Reads the fonts. Throws where they are missing, since no picture could be drawn. */
export async function loadFaces(): Promise<Faces> {
  const [opentype, regular, bold] = await Promise.all([
    import('opentype.js/dist/opentype.mjs'),
    readFont('regular'),
    readFont('bold'),
  ]);
  // Low memory: glyphs are read when first used, and the kerning tables, which would take four times as long, never.
  const face = (bytes: ArrayBuffer) => new OpenTypeFace(opentype.parse(bytes, { lowMemory: true }));
  return { regular: face(regular), bold: face(bold) };
}

/**
 * Sets glyph after glyph by advance width. The library's own text layout is not used: it throws on this font's
 * substitution tables, and names come from reports, so that whatever it does with mixed scripts would be reachable.
 */
class OpenTypeFace implements Face {
  readonly #font: Font;
  readonly #glyphs = new Map<string, Glyph>();

  constructor(font: Font) {
    this.#font = font;
  }

  width(text: string, size: number): number {
    let units = 0;
    for (const character of text) units += this.#glyph(character).advanceWidth;
    return (units * size) / this.#font.unitsPerEm;
  }

  outline(text: string, x: number, y: number, size: number): string {
    const pen = new Pen();
    let at = x;
    for (const character of text) {
      const glyph = this.#glyph(character);
      for (const command of glyph.getPath(at, y, size).commands) pen.draw(command);
      at += (glyph.advanceWidth * size) / this.#font.unitsPerEm;
    }
    return pen.data;
  }

  #glyph(character: string): Glyph {
    let glyph = this.#glyphs.get(character);
    if (glyph === undefined) {
      const known = this.#font.charToGlyphIndex(character) > 0;
      glyph = this.#font.charToGlyph(known ? character : SUBSTITUTE);
      this.#glyphs.set(character, glyph);
    }
    return glyph;
  }
}

/** Writes path data relative to the last point, in hundredths of a px: half as long as absolute coordinates. */
class Pen {
  data = '';
  #x = 0;
  #y = 0;

  draw(command: PathCommand): void {
    if (command.type === 'Z') {
      this.data += 'Z';
      return;
    }
    const [endX, endY] = [hundredths(command.x), hundredths(command.y)];
    if (command.type === 'M') this.data += `M${decimal(endX)}${separated(decimal(endY))}`;
    else this.data += command.type.toLowerCase() + this.#relative(command);
    this.#x = endX;
    this.#y = endY;
  }

  #relative(command: Exclude<PathCommand, { type: 'Z' }>): string {
    const pairs: [number, number][] = [];
    if ('x1' in command) pairs.push([command.x1, command.y1]);
    if ('x2' in command) pairs.push([command.x2, command.y2]);
    pairs.push([command.x, command.y]);
    const numbers = pairs.flatMap(([x, y]) => [hundredths(x) - this.#x, hundredths(y) - this.#y]);
    return numbers.map((n, i) => (i === 0 ? decimal(n) : separated(decimal(n)))).join('');
  }
}

function hundredths(px: number): number {
  return Math.round(px * 100);
}

/** The same few thousand numbers come again and again. */
const DECIMALS = new Map<number, string>();

function decimal(hundredths: number): string {
  let text = DECIMALS.get(hundredths);
  if (text === undefined) {
    text = String(hundredths / 100).replace(/^(-?)0\./, '$1.');
    DECIMALS.set(hundredths, text);
  }
  return text;
}

function separated(number: string): string {
  return number.startsWith('-') ? number : ` ${number}`;
}
