import type { Spot } from './geometry.ts';
import type { PathCommand } from './pathcommand.ts';

/** A character's glyph, in units of the font. */
export interface Glyph {
  readonly advance: number;
  readonly contours: readonly PlacedContour[];
}

/** Where a contour begins, and where in the text of all contours it is. */
interface PlacedContour {
  readonly x: number;
  readonly y: number;
  readonly offset: number;
}

/**
 * The glyphs of a font, from the text that `scripts/bundle/glyphs.mjs` makes of it. It is not even split: a character is
 * searched, and parsed, when it is first needed, which takes less than an index of all.
 */
export class Glyphs {
  readonly unitsPerEm: number;
  readonly #characters: string;
  readonly #contours: string;

  constructor(text: string) {
    const [characters = '', contours = ''] = text.split('\n\n');
    this.unitsPerEm = Number(lineAt(characters, 0));
    this.#characters = characters;
    this.#contours = contours;
  }

  /** Null for a character that the font lacks. */
  glyphOf(character: string): Glyph | null {
    const start = `\n${character.codePointAt(0)?.toString(16)} `;
    const at = this.#characters.indexOf(start);
    if (at === -1) return null;
    const [advance = 0, ...numbers] = lineAt(this.#characters, at + start.length)
      .split(' ')
      .map(Number);
    const contours = [];
    for (let i = 0; i < numbers.length; i += 3) {
      const [x = 0, y = 0, offset = 0] = numbers.slice(i, i + 3);
      contours.push({ x, y, offset });
    }
    return { advance, contours };
  }

  /** A glyph's outline in a size in px, from an origin at 0; y grows downwards. */
  outline({ contours }: Glyph, size: number): PathCommand[] {
    const scale = size / this.unitsPerEm;
    return contours.flatMap((contour) => commandsOf(contour, lineAt(this.#contours, contour.offset), scale));
  }
}

/** The rest of a line from an offset on. */
function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end === -1 ? text.length : end);
}

/**
 * The commands of a contour. Its points are `l` or `q` and two numbers each, relative to the point before: `l` is on the
 * contour, and `q` controls a curve. Each point on it is the end of a line; one of no length keeps the curves before and
 * after the point from becoming one.
 */
function commandsOf(start: Spot, points: string, scale: number): PathCommand[] {
  const at = (x: number, y: number) => ({ x: x * scale, y: -y * scale });
  const commands: PathCommand[] = [{ type: 'M', ...at(start.x, start.y) }];
  const words = points.match(/[lq]|-?\d+/g) ?? [];
  let { x, y } = start;
  let isControl = false;
  for (let i = 0; i < words.length; i += 3) {
    const [kind, dx, dy] = words.slice(i, i + 3);
    const [beforeX, beforeY] = [x, y];
    x += Number(dx);
    y += Number(dy);
    if (isControl) {
      const { x: x1, y: y1 } = at(beforeX, beforeY);
      // Between two points that control curves, one curve ends midway.
      const end = kind === 'q' ? at((beforeX + x) * 0.5, (beforeY + y) * 0.5) : at(x, y);
      commands.push({ type: 'Q', x1, y1, ...end });
    }
    isControl = kind === 'q';
    if (!isControl) commands.push({ type: 'L', ...at(x, y) });
  }
  return commands;
}
