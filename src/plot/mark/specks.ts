import type { RenderFunction } from '@observablehq/plot';
import type { Spot } from '../geometry.ts';
import type { Shape } from '../look.ts';
import { path } from './path.ts';

/** Half the diagonal of a diamond, in radii of the circle that it replaces: the library's own proportion. */
const DIAMOND = Math.sqrt(Math.PI) * 0.62625;

/**
 * Small marks that look alike as a single path, because thousands of elements would make a page slow: circles as the
 * round ends of lines of no length, squares as they are, anything else as diamonds.
 */
export function specks(shape: Shape, spots: readonly Spot[], radius: number, color: string): RenderFunction[] {
  if (spots.length === 0) return [];
  if (shape === 'circle') return [discs(spots, radius, color)];
  if (shape === 'square') return [squares(spots, radius, color)];
  const reach = radius * DIAMOND;
  const side = `l${reach},${reach}l${-reach},${reach}l${-reach},${-reach}z`;
  return [path(spots.map(({ x, y }) => `M${x},${y - reach}${side}`).join(''), { fill: color })];
}

/** Discs as a single path, so that they are equally faint even where they overlap. */
export function discs(spots: readonly Spot[], radius: number, color: string, opacity = 1): RenderFunction {
  return path(spots.map(({ x, y }) => `M${x},${y}h0`).join(''), {
    fill: 'none',
    stroke: color,
    'stroke-width': 2 * radius,
    'stroke-linecap': 'round',
    ...(opacity === 1 ? {} : { 'stroke-opacity': opacity }),
  });
}

/** Squares with the same area as circles of the given radius. */
function squares(spots: readonly Spot[], radius: number, color: string): RenderFunction {
  const side = radius * Math.sqrt(Math.PI);
  const corners = `h${side}v${side}h${-side}z`;
  return path(spots.map(({ x, y }) => `M${x - side / 2},${y - side / 2}${corners}`).join(''), { fill: color });
}
