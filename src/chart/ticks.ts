import { plainFigure } from '../run/number.ts';
import type { ScaleType } from './axis.ts';

/*
 * Round values along an axis. Written by hand because d3 may return half as many ticks again as there is room for.
 */

const STEPS = [1, 2, 5];

/**
 * Round values from 0 to at most `end`.
 *
 * @param end larger than 0
 * @param most how many there may be besides 0
 */
export function ticksTo(end: number, most: number): number[] {
  const step = roundStep(end / most);
  return Array.from({ length: most + 1 }, (_, i) => plainFigure(i * step)).filter((tick) => tick <= end);
}

/** Values at both ends of an axis, and how it gets from one to the other; a linear one begins at 0. */
interface Extent {
  readonly type: ScaleType;
  readonly domain: readonly [number, number];
}

/** Round values on an axis: besides 0 at most `about` on a linear one, and some four more on a logarithmic one. */
export function ticksOf({ type, domain: [min, max] }: Extent, about: number): number[] {
  if (type === 'linear') return ticksTo(max, about);
  const lowest = Math.floor(Math.log10(min));
  const powers = Array.from({ length: Math.ceil(Math.log10(max)) - lowest + 1 }, (_, i) => i + lowest);
  const inside = (steps: readonly number[], every: number) =>
    powers
      .filter((power) => power % every === 0)
      .flatMap((power) => steps.map((step) => plainFigure(step * 10 ** power)))
      .filter((tick) => tick >= min && tick <= max);
  const all = inside(STEPS, 1);
  return all.length <= about + 4 ? all : inside([1], Math.ceil(powers.length / (about + 4)));
}

/** The smallest of 1, 2, 5, 10, 20, … that is not smaller. */
export function roundStep(least: number): number {
  const decade = 10 ** Math.floor(Math.log10(least));
  return (STEPS.find((step) => step * decade >= least * (1 - 1e-9)) ?? 10) * decade;
}
