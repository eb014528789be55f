import type { ScaleType } from '../chart/axis.ts';

/** Values along an axis, and their positions in px; Observable Plot accepts it as it is. */
export interface Scale {
  readonly type: ScaleType;
  /** Values at both ends. */
  readonly domain: readonly [number, number];
  /** Px of both ends. */
  readonly range: readonly [number, number];
}

/** Px kept free by default below the lowest value, if an axis does not start at zero. */
const FOOT = 18;

/**
 * Starts at zero or, if the scale is logarithmic, below the smallest value.
 *
 * @param share the fraction of the axis at which the largest value is
 */
export function scaleOf(
  type: ScaleType,
  values: readonly number[],
  range: Scale['range'],
  share: number,
  foot = FOOT,
): Scale {
  const [low, high] = extentOf(type, values);
  if (type === 'linear') return { type, domain: [0, high / share], range };
  const length = Math.abs(range[1] - range[0]);
  const perPx = (Math.log(high) - Math.log(low)) / (share * length - foot);
  return { type, domain: [low / Math.exp(foot * perPx), high * Math.exp((1 - share) * length * perPx)], range };
}

/** Position of a value in px; values below a logarithmic scale are at its lower end. */
export function pxOf({ type, domain: [min, max], range: [from, to] }: Scale, value: number): number {
  if (type === 'linear') return from + (value / max) * (to - from);
  return from + Math.max(0, Math.log(value / min) / Math.log(max / min)) * (to - from);
}

/** The value at some px. */
export function valueAt({ type, domain: [min, max], range: [from, to] }: Scale, px: number): number {
  const share = (px - from) / (to - from);
  return type === 'linear' ? share * max : min * (max / min) ** share;
}

/** Smallest and largest value that an axis must have room for; on a logarithmic one they are spread apart. */
export function extentOf(type: ScaleType, values: readonly number[]): readonly [number, number] {
  const max = largest(values);
  if (type === 'linear') return [0, max];
  const min = values.reduce((a, b) => Math.min(a, b), max);
  return max / min < 2 ? [min / 2, max * 2] : [min, max];
}

/** If all values are zero, or too close to it to divide by, any scale will do. */
function largest(values: readonly number[]): number {
  const max = values.reduce((a, b) => Math.max(a, b), 0);
  return max > 1e-300 ? max : 1;
}
