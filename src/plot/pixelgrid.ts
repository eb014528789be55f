import type { Box, Segment } from './geometry.ts';

/**
 * The pixels that a picture is shown with. What lies on whole ones is sharp; and it is rasterised many times as fast,
 * because a rasteriser mixes colours wherever a pixel is covered in part.
 */
export class PixelGrid {
  /** The side of a pixel, in px of the picture; a sharp line is as wide. */
  readonly side: number;

  constructor(side: number) {
    this.side = side;
  }

  /** The vertical line of pixels nearest to an x. */
  upright(x: number, top: number, bottom: number): Segment {
    const middle = this.#middle(x);
    return { from: { x: middle, y: this.#edge(top) }, to: { x: middle, y: this.#edge(bottom) } };
  }

  /** The horizontal line of pixels nearest to a y. */
  level(y: number, left: number, right: number): Segment {
    const middle = this.#middle(y);
    return { from: { x: this.#edge(left), y: middle }, to: { x: this.#edge(right), y: middle } };
  }

  /** A box moved to the nearest edges of pixels; it may become empty. */
  box({ left, right, top, bottom }: Box): Box {
    return { left: this.#edge(left), right: this.#edge(right), top: this.#edge(top), bottom: this.#edge(bottom) };
  }

  #edge(px: number): number {
    return Math.round(px / this.side) * this.side;
  }

  #middle(px: number): number {
    return (Math.floor(px / this.side) + 0.5) * this.side;
  }
}
