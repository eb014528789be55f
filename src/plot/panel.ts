import { scaleFor } from '../chart/axis.ts';
import type { Box, Spot } from './geometry.ts';
import { pxOf, type Scale, scaleOf } from './scale.ts';

/** A part of the picture with axes of its own, in px; the horizontal axis begins at zero. */
export interface Panel extends Box {
  readonly x: Scale;
  readonly y: Scale;
}

/** Px kept free above the highest value. */
const HEADROOM = 26;

/** An upright axis of latencies, values that are not negative, between px of which the first is the lower end. */
export function axisFor(values: readonly number[], range: Scale['range']): Scale {
  return scaleOf(scaleFor(values, 'lower'), values, range, 1 - HEADROOM / Math.abs(range[1] - range[0]));
}

/** Where a value lies. */
export function within(panel: Panel, x: number, y: number): Spot {
  return { x: pxOf(panel.x, x), y: pxOf(panel.y, y) };
}
