import { COLOURS } from '../chart/colour.ts';
import type { PlanePoint } from '../chart/planeseries.ts';
import type { Series } from '../chart/ranking.ts';
import type { Theme } from './theme.ts';

export type Shape = 'circle' | 'hexagon' | 'triangle2' | 'diamond2' | 'triangle' | 'star' | 'square' | 'cross' | 'wye';

// One shape per round: the next shape starts once all colours have been used.
const AGGREGATED: readonly Shape[] = ['circle', 'hexagon', 'triangle2'];
const DISAGGREGATED: readonly Shape[] = ['diamond2', 'triangle', 'star'];
/** Deployments that are not stated claim neither kind. */
const UNSTATED: readonly Shape[] = ['square', 'cross', 'wye'];

type ServingKind = Pick<Series, 'disaggregated'>;

function isDisaggregated({ disaggregated }: ServingKind): boolean {
  return disaggregated === true;
}

function shapesOf({ disaggregated }: ServingKind): readonly Shape[] {
  if (disaggregated === null) return UNSTATED;
  return disaggregated ? DISAGGREGATED : AGGREGATED;
}

export function shapeOf(series: ServingKind & Pick<Series, 'colour'>): Shape {
  const shapes = shapesOf(series);
  const round = Math.floor((series.colour ?? 0) / COLOURS);
  return shapes[Math.min(round, shapes.length - 1)] ?? 'circle';
}

/**
 * Combinations of colour and shape never repeat: after the last round, colours are given up and only labels
 * distinguish.
 */
export function colorOf({ colour }: Pick<Series, 'colour'>, theme: Theme): string {
  if (colour === null) return theme.others;
  if (colour >= COLOURS * AGGREGATED.length) return theme.ink;
  return theme.series[colour % COLOURS] ?? theme.ink;
}

/** Dash pattern of a series' line in px; undefined for a solid line. */
export function dashOf(series: Pick<Series, 'disaggregated'>): string | undefined {
  return isDisaggregated(series) ? '7 4' : undefined;
}

/** Lines without the library's round ends and corners, hundreds of curves that take long to rasterise. */
export const PLAIN = { strokeLinecap: 'butt', strokeLinejoin: 'bevel' } as const;

/** Dashes of a front, in data and key. */
export const FRONT_DASH = '3 2';

/** Dashes of the 99th percentile's line. */
export const TAIL_DASH = '1.5 3.5';

const FRONT_RADIUS = 6;
const OFF_RADIUS = 3.2;
const GREY_RADIUS = 1.7;
/** How many px each further one of several equal front points grows, so that all of them are visible, as rings. */
const RING = 3.5;
/** More would extend beyond the picture's margins. */
const MOST_RINGS = 4;
/** Symbols with the same radius have the same area; pointed ones look smaller than circles, and are drawn larger. */
const POINTED = 1.15;

/** Radius of a point's marker in px. */
export function radiusOf(series: Series, { onFront, equals }: PlanePoint): number {
  return radius(series, onFront, onFront ? RING * Math.min(equals, MOST_RINGS) : 0);
}

/** Radius in px of a large or a small marker, grown by so much. */
export function radius(series: Series, isLarge: boolean, growth = 0): number {
  const factor = isDisaggregated(series) ? POINTED : 1;
  if (series.colour === null) return GREY_RADIUS * factor;
  return ((isLarge ? FRONT_RADIUS : OFF_RADIUS) + growth) * factor;
}
