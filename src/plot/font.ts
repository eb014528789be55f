import type { Font, Glyph, PathCommand } from 'opentype.js/dist/opentype.mjs';
import { readFont } from './assets.ts';
import type { Face, Faces } from './face.ts';

/** Stands for a character that the font lacks; its own missing-glyph box would look like a rendering fault. */
const SUBSTITUTE = '?';

/** A face whose glyphs can be drawn. Sizes and results in px. */
interface OutlineFace extends Face {
  /** Path data of the text's outlines, beginning at `x` on the baseline `y`. */
  outline(text: string, x: number, y: number, size: number): string;
}

export interface OutlineFaces extends Faces {
  readonly regular: OutlineFace;
  readonly bold: OutlineFace;
}

/** Reads the fonts. Throws where they are missing, since no picture could be drawn. */
export async function loadFaces(): Promise<OutlineFaces> {
  const [opentype, regular, bold] = await Promise.all([
    import('opentype.js/dist/opentype.mjs'),
    readFont('regular'),
    readFont('bold'),
  ]);
  // Low memory: glyphs are read when first used.
  const face = (bytes: ArrayBuffer) => new OpenTypeFace(opentype.parse(withoutLayout(bytes), { lowMemory: true }));
  return { regular: face(regular), bold: face(bold) };
}

/** Tables of kerning and substitution, which are not used here, and take as long to read as all others. */
const LAYOUT = new Set(['GDEF', 'GPOS', 'GSUB']);

/**
 * Hides tables by other names in the font's directory: 12 bytes, the count of tables in the second two, then 16 bytes a
 * table, its name first. Changes `font`.
 */
function withoutLayout(font: ArrayBuffer): ArrayBuffer {
  const tables = new DataView(font).getUint16(4);
  for (let table = 0; table < tables; table += 1) {
    const name = new Uint8Array(font, 12 + 16 * table, 4);
    if (LAYOUT.has(String.fromCharCode(...name))) name.fill('-'.charCodeAt(0));
  }
  return font;
}

/** A glyph at one size, in hundredths of a px: where its outline begins, and the rest of it relative to that. */
interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly rest: string;
}

/**
 * Sets glyph after glyph by advance width. The library's own text layout is not used: it throws on this font's
 * substitution tables, and names come from reports, so that whatever it does with mixed scripts would be reachable.
 */
class OpenTypeFace implements OutlineFace {
  readonly #font: Font;
  readonly #glyphs = new Map<string, Glyph>();
  /** By size, then by character: the same few hundred come again and again. */
  readonly #strokes = new Map<number, Map<string, Stroke | null>>();

  constructor(font: Font) {
    this.#font = font;
  }

  width(text: string, size: number): number {
    let units = 0;
    for (const character of text) units += this.#glyph(character).advanceWidth;
    return (units * size) / this.#font.unitsPerEm;
  }

  outline(text: string, x: number, y: number, size: number): string {
    let data = '';
    let at = x;
    for (const character of text) {
      const stroke = this.#stroke(character, size);
      if (stroke !== null) {
        const [startX, startY] = [hundredths(at) + stroke.x, hundredths(y) + stroke.y];
        data += `M${decimal(startX)}${separated(decimal(startY))}${stroke.rest}`;
      }
      at += (this.#glyph(character).advanceWidth * size) / this.#font.unitsPerEm;
    }
    return data;
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

  /** Null for a blank. */
  #stroke(character: string, size: number): Stroke | null {
    let strokes = this.#strokes.get(size);
    if (strokes === undefined) {
      strokes = new Map();
      this.#strokes.set(size, strokes);
    }
    let stroke = strokes.get(character);
    if (stroke === undefined) {
      stroke = strokeOf(this.#glyph(character).getPath(0, 0, size).commands);
      strokes.set(character, stroke);
    }
    return stroke;
  }
}

/** Relative coordinates in hundredths are half as long as absolute ones, and the same wherever the glyph stands. */
function strokeOf(commands: readonly PathCommand[]): Stroke | null {
  const [first, ...others] = commands;
  if (first?.type !== 'M') return null;
  const start = { x: hundredths(first.x), y: hundredths(first.y) };
  let [x, y, rest] = [start.x, start.y, ''];
  let contour = start;
  for (const command of others) {
    if (command.type === 'Z') {
      rest += 'z';
      ({ x, y } = contour);
      continue;
    }
    const numbers = pairs(command).flatMap((pair) => [hundredths(pair.x) - x, hundredths(pair.y) - y]);
    rest += command.type.toLowerCase() + numbers.map(decimal).reduce((data, number) => data + separated(number));
    [x, y] = [hundredths(command.x), hundredths(command.y)];
    if (command.type === 'M') contour = { x, y };
  }
  return { ...start, rest };
}

/** Control points and end point. */
function pairs(command: Exclude<PathCommand, { type: 'Z' }>): { x: number; y: number }[] {
  const controls = [];
  if ('x1' in command) controls.push({ x: command.x1, y: command.y1 });
  if ('x2' in command) controls.push({ x: command.x2, y: command.y2 });
  return [...controls, { x: command.x, y: command.y }];
}

function hundredths(px: number): number {
  return Math.round(px * 100);
}

function decimal(hundredths: number): string {
  return String(hundredths / 100).replace(/^(-?)0\./, '$1.');
}

function separated(number: string): string {
  return number.startsWith('-') ? number : ` ${number}`;
}
