import type { Spot } from '../../src/plot/geometry.ts';

/* Path data of SVG, read as a browser reads it. */

/** A part of a path: the places that shape it after that where it begins, of which the last is where it ends. */
export interface PathPart {
  readonly kind: 'move' | 'line' | 'curve';
  readonly from: Spot;
  readonly places: readonly Spot[];
}

const COMMAND = /([a-z])([^a-z]*)/gi;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)/g;
/** How many numbers a command takes; more are of commands like it, or of lines after a move. */
const SIZES: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, z: 1, q: 4, t: 2, c: 6 };

export function readPath(data: string): PathPart[] {
  const pen = new Pen();
  for (const [, letter = '', text = ''] of data.matchAll(COMMAND)) {
    const kind = letter.toLowerCase();
    const size = SIZES[kind];
    if (size === undefined) throw new Error(`unknown command: ${letter}`);
    const numbers = (text.match(NUMBER) ?? []).map(Number);
    for (let first = 0; first === 0 || first < numbers.length; first += size) {
      const again = kind === 'm' && first > 0 ? 'l' : kind;
      pen.draw(again, letter === kind, numbers.slice(first, first + size));
    }
  }
  return pen.parts;
}

/** Where a path has come to. */
class Pen {
  readonly parts: PathPart[] = [];
  #at: Spot = { x: 0, y: 0 };
  #start: Spot = this.#at;
  /** The last curve's control point; where the pen is after anything else. */
  #control: Spot = this.#at;

  draw(kind: string, isRelative: boolean, numbers: readonly number[]): void {
    const places = this.#placesOf(kind, isRelative, numbers);
    const isCurve = places.length > 1;
    this.parts.push({ kind: kind === 'm' ? 'move' : isCurve ? 'curve' : 'line', from: this.#at, places });
    this.#at = places.at(-1) ?? this.#at;
    this.#control = (isCurve ? places.at(-2) : null) ?? this.#at;
    if (kind === 'm') this.#start = this.#at;
  }

  #placesOf(kind: string, isRelative: boolean, numbers: readonly number[]): Spot[] {
    const { x, y } = this.#at;
    const [baseX, baseY] = isRelative ? [x, y] : [0, 0];
    const [first = 0] = numbers;
    if (kind === 'z') return [this.#start];
    if (kind === 'h') return [{ x: baseX + first, y }];
    if (kind === 'v') return [{ x, y: baseY + first }];
    const places: Spot[] = kind === 't' ? [{ x: 2 * x - this.#control.x, y: 2 * y - this.#control.y }] : [];
    for (let i = 0; i + 1 < numbers.length; i += 2)
      places.push({ x: baseX + (numbers[i] ?? 0), y: baseY + (numbers[i + 1] ?? 0) });
    return places;
  }
}

/** Where a part is at a share of its way. */
export function spotOn({ from, places }: PathPart, share: number): Spot {
  const [a = from, b = a, c = b] = places;
  const [t, s] = [share, 1 - share];
  const weights = WEIGHTS[places.length]?.(s, t) ?? [0, 1, 0, 0];
  const mix = (axis: 'x' | 'y') =>
    weights[0] * from[axis] + weights[1] * a[axis] + weights[2] * b[axis] + weights[3] * c[axis];
  return { x: mix('x'), y: mix('y') };
}

type Weights = readonly [number, number, number, number];

/** By how many places follow the first. */
const WEIGHTS: Readonly<Record<number, (s: number, t: number) => Weights>> = {
  1: (s, t) => [s, t, 0, 0],
  2: (s, t) => [s * s, 2 * s * t, t * t, 0],
  3: (s, t) => [s ** 3, 3 * s * s * t, 3 * s * t * t, t ** 3],
};
