import { largest } from './frame.ts';
import type { Box, Spot } from './geometry.ts';

/** A vertical axis: from zero, or logarithmic where the values span more than a linear one could show. */
export interface Axis {
  readonly scale: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
}

/** A part of the picture with axes of its own, in px; the horizontal axis begins at zero. */
export interface Panel extends Box {
  readonly maxX: number;
  readonly y: Axis;
}

/** The largest value is more than so many times the smallest: on a linear axis the small ones would lie on the ground. */
const WIDE = 20;
/** Px kept free above the highest and, on a logarithmic axis, below the lowest value. */
const HEADROOM = 26;
const FOOT = 18;

/** Too near to zero for a logarithm's sake. */
const NOTHING = 1e-12;

/** An axis for values that are not negative, in so many px. */
export function axisFor(values: readonly number[], height: number): Axis {
  const max = largest(values);
  const min = values.reduce((a, b) => Math.min(a, b), max);
  if (min < NOTHING || max / min <= WIDE) return { scale: 'linear', min: 0, max: max / (1 - HEADROOM / height) };
  const perPx = (Math.log(max) - Math.log(min)) / (height - HEADROOM - FOOT);
  return { scale: 'log', min: min / Math.exp(FOOT * perPx), max: max * Math.exp(HEADROOM * perPx) };
}

/** Where a value lies. */
export function within(panel: Panel, x: number, y: number): Spot {
  return { x: acrossOf(panel, x), y: heightOf(panel, y) };
}

/** Px of a value on the horizontal axis. */
export function acrossOf({ left, right, maxX }: Panel, x: number): number {
  return left + (x / maxX) * (right - left);
}

/** Px of a value on the vertical axis. */
export function heightOf({ top, bottom, y: { scale, min, max } }: Panel, y: number): number {
  const share = scale === 'log' ? (Math.log(y) - Math.log(min)) / (Math.log(max) - Math.log(min)) : y / max;
  return bottom - share * (bottom - top);
}

const STEPS = [1, 2, 5];

/** Round values on an axis, about so many of them. */
export function ticksOf({ scale, min, max }: Axis, about: number): number[] {
  if (scale === 'linear') {
    const step = roundStep(max / about);
    return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, i) => exact(i * step));
  }
  const lowest = Math.floor(Math.log10(min));
  const powers = Array.from({ length: Math.ceil(Math.log10(max)) - lowest + 1 }, (_, i) => i + lowest);
  const inside = (steps: readonly number[], every: number) =>
    powers
      .filter((power) => power % every === 0)
      .flatMap((power) => steps.map((step) => exact(step * 10 ** power)))
      .filter((tick) => tick >= min && tick <= max);
  const all = inside(STEPS, 1);
  return all.length <= about + 4 ? all : inside([1], Math.ceil(powers.length / (about + 4)));
}

/** The smallest of 1, 2, 5, 10, 20, … that is not smaller. */
function roundStep(least: number): number {
  const decade = 10 ** Math.floor(Math.log10(least));
  return (STEPS.find((step) => step * decade >= least * (1 - 1e-9)) ?? 10) * decade;
}

/** Without the noise of binary fractions. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}
