import { around, type Box, crosses, type Segment } from './geometry.ts';

/** Size of a cell in px; close to that of a label, so that labels span few cells and cells contain few things. */
const CELL = 32;
/** Cells per row, more than any picture is wide. Places further away share cells, which only costs time. */
const ROW = 4096;

/** Things by position, to find those near a place without looking at all the others. */
export class Grid<Thing> {
  readonly #things: Thing[] = [];
  /** Indices of the things in each cell. */
  readonly #cells = new Map<number, number[]>();
  /** For each thing, the last search that found it: things in several cells are found once. */
  readonly #found: number[] = [];
  #searches = 0;

  addBox(thing: Thing, box: Box): void {
    this.#add(thing, cellsOf(box));
  }

  addSegment(thing: Thing, segment: Segment): void {
    this.#add(thing, cellsAlong(segment));
  }

  /** All things that touch a box, and some near it, each once. */
  nearBox(box: Box): Thing[] {
    return this.#in(cellsOf(box));
  }

  /** All things that touch a segment, and some near it, each once. */
  nearSegment(segment: Segment): Thing[] {
    return this.#in(cellsAlong(segment));
  }

  #add(thing: Thing, cells: readonly number[]): void {
    const index = this.#things.push(thing) - 1;
    for (const cell of cells) {
      const indices = this.#cells.get(cell);
      if (indices === undefined) this.#cells.set(cell, [index]);
      else indices.push(index);
    }
  }

  #in(cells: readonly number[]): Thing[] {
    const search = ++this.#searches;
    const things: Thing[] = [];
    for (const cell of cells) {
      for (const index of this.#cells.get(cell) ?? []) {
        const thing = this.#things[index];
        if (thing === undefined || this.#found[index] === search) continue;
        this.#found[index] = search;
        things.push(thing);
      }
    }
    return things;
  }
}

function cellsOf({ left, right, top, bottom }: Box): number[] {
  const cells: number[] = [];
  for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) {
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++) {
      cells.push(row * ROW + column);
    }
  }
  return cells;
}

function cellsAlong(segment: Segment): number[] {
  const { from, to } = segment;
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return cellsOf({ left, right, top, bottom }).filter((cell) => crosses(segment, boxOf(cell)));
}

/** Slightly larger than the cell, so that rounding hides nothing at its edges. */
function boxOf(cell: number): Box {
  const row = Math.round(cell / ROW);
  const middle = { x: (cell - row * ROW + 0.5) * CELL, y: (row + 0.5) * CELL };
  return around(middle, CELL + 1, CELL + 1);
}
