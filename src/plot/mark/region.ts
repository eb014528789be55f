import type { Markish } from '@observablehq/plot';
import type { Box } from '../geometry.ts';
import { path } from './path.ts';

export interface RegionStyle {
  readonly color: string;
  readonly opacity: number;
  /** The distance between hatching lines in px, and their opacity; null for no hatching. */
  readonly hatch: { readonly step: number; readonly opacity: number } | null;
}

/**
 * A tinted region made of boxes in px. It is hatched with lines of its own: an SVG pattern would need an id, which no
 * two pictures on a page may share.
 */
export function region(boxes: readonly Box[], { color, opacity, hatch }: RegionStyle): Markish[] {
  if (boxes.length === 0) return [];
  const tint = path(boxes.map(outline).join(''), { fill: color, 'fill-opacity': opacity });
  if (hatch === null) return [tint];
  const lines = boxes.map((box) => hatching(box, hatch.step)).join('');
  return [tint, path(lines, { fill: 'none', stroke: color, 'stroke-opacity': hatch.opacity })];
}

function outline({ left, right, top, bottom }: Box): string {
  return `M${left},${top}H${right}V${bottom}H${left}Z`;
}

/** Rising lines where x + y is a multiple of the step, so that those of neighbouring boxes meet. */
function hatching({ left, right, top, bottom }: Box, step: number): string {
  let d = '';
  for (let sum = Math.ceil((left + top) / step) * step; sum < right + bottom; sum += step) {
    const [from, to] = [Math.max(left, sum - bottom), Math.min(right, sum - top)];
    if (to > from) d += `M${from},${sum - from}L${to},${sum - to}`;
  }
  return d;
}
