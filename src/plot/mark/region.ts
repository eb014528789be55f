import type { Markish } from '@observablehq/plot';
import type { Box, Segment } from '../geometry.ts';
import type { PixelGrid } from '../pixelgrid.ts';
import type { Theme } from '../theme.ts';
import { boxData, linesData, path } from './path.ts';

/** The ways in which a region is tinted. */
export type RegionKind = 'area' | 'within' | 'lost' | 'gained';

/** A tinted part of the picture made of boxes in px, below the grid. */
export interface Region {
  readonly kind: RegionKind;
  readonly boxes: readonly Box[];
}

/** The distance between hatching lines in px. */
const HATCH = 7;

/**
 * Regions from back to front. They are hatched with lines of their own: an SVG pattern would need an id, which no two
 * pictures on a page may share.
 */
export function regionMarks(regions: readonly Region[], theme: Theme, pixels: PixelGrid): Markish[] {
  return regions.flatMap((region) => {
    const { kind } = region;
    const shown = sharpBoxes(region, pixels);
    if (shown.length === 0) return [];
    const fill = path(shown.map(boxData).join(''), { fill: theme[kind].fill });
    if (kind !== 'lost') return [fill];
    return [fill, path(linesData(shown.flatMap(hatching)), { fill: 'none', stroke: theme.lost.hatch })];
  });
}

/** The colour of what a box is drawn on: the page's, unless it lies within one plain region. */
export function groundOf({ left, right, top, bottom }: Box, regions: readonly Region[], theme: Theme): string {
  const isIn = (x: number, y: number) => (box: Box) =>
    box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  const kindAt = (x: number, y: number) => regions.findLast(({ boxes }) => boxes.some(isIn(x, y)))?.kind;
  const [kind, ...others] = [left, right].flatMap((x) => [top, bottom].map((y) => kindAt(x, y)));
  const isPlain = kind !== undefined && kind !== 'lost' && others.every((other) => other === kind);
  return isPlain ? theme[kind].fill : theme.background;
}

/** The boxes of a region as they are drawn: of whole pixels. */
export function sharpBoxes({ boxes }: Region, pixels: PixelGrid): Box[] {
  return boxes.map((box) => pixels.box(box)).filter(({ left, right, top, bottom }) => left < right && top < bottom);
}

/** Rising lines where x + y is a multiple of the step, so that those of neighbouring boxes meet. */
function hatching({ left, right, top, bottom }: Box): Segment[] {
  const lines: Segment[] = [];
  for (let sum = Math.ceil((left + top) / HATCH) * HATCH; sum < right + bottom; sum += HATCH) {
    const [from, to] = [Math.max(left, sum - bottom), Math.min(right, sum - top)];
    if (to > from) lines.push({ from: { x: from, y: sum - from }, to: { x: to, y: sum - to } });
  }
  return lines;
}
