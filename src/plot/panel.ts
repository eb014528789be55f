import type { ScaleType } from '../chart/axis.ts';
import type { Box, Spot } from './geometry.ts';
import { pxOf, type Scale, scaleOf } from './scale.ts';

/** A part of the picture with axes of its own, in px; the horizontal axis begins at zero. */
export interface Panel extends Box {
  readonly x: Scale;
  readonly y: Scale;
}

/** The largest value is more than so many times the smallest: on a linear axis the small ones would lie on the ground. */
const WIDE = 20;
/** Px kept free above the highest value. */
const HEADROOM = 26;

/** Too near to zero for a logarithm's sake. */
const NOTHING = 1e-12;

/** An upright axis for values that are not negative, between px of which the first is the lower end. */
export function axisFor(values: readonly number[], range: Scale['range']): Scale {
  return scaleOf(typeFor(values), values, range, 1 - HEADROOM / Math.abs(range[1] - range[0]));
}

function typeFor(values: readonly number[]): ScaleType {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return values.length === 0 || min < NOTHING || max / min <= WIDE ? 'linear' : 'log';
}

/** Where a value lies. */
export function within(panel: Panel, x: number, y: number): Spot {
  return { x: pxOf(panel.x, x), y: pxOf(panel.y, y) };
}
