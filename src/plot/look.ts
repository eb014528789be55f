import { COLOURS } from '../chart/colour.ts';
import type { PlanePoint } from '../chart/planeseries.ts';
import type { Series } from '../chart/ranking.ts';
import type { Theme } from './theme.ts';

export type Shape = 'circle' | 'square' | 'hexagon' | 'diamond2' | 'triangle' | 'star';

// One shape a round: as many configurations as there are colours, then the next shape begins.
const AGGREGATED: readonly Shape[] = ['circle', 'square', 'hexagon'];
const DISAGGREGATED: readonly Shape[] = ['diamond2', 'triangle', 'star'];

/** An unknown deployment counts as aggregated: it claims nothing. */
export function isDisaggregated({ disaggregated }: Pick<Series, 'disaggregated'>): boolean {
  return disaggregated === true;
}

export function shapeOf(series: Series): Shape {
  const shapes = isDisaggregated(series) ? DISAGGREGATED : AGGREGATED;
  const round = Math.floor((series.colour ?? 0) / COLOURS);
  return shapes[Math.min(round, shapes.length - 1)] ?? 'circle';
}

/** A colour and shape never come twice: past the last round, colour is given up and only the label tells. */
export function colorOf({ colour }: Pick<Series, 'colour'>, theme: Theme): string {
  if (colour === null) return theme.others;
  if (colour >= COLOURS * AGGREGATED.length) return theme.ink;
  return theme.series[colour % COLOURS] ?? theme.ink;
}

/** Dashes of a series' line in px; undefined for a solid one. */
export function dashOf(series: Pick<Series, 'disaggregated'>): string | undefined {
  return isDisaggregated(series) ? '7 4' : undefined;
}

/** Dashes of the 99th percentile's line. */
export const TAIL_DASH = '1.5 3.5';

const FRONT_RADIUS = 6;
const OFF_RADIUS = 3.2;
const GREY_RADIUS = 1.7;
/** Px by which each further one of equal front points grows, so that all of them show, as rings. */
const RING = 3.5;
/** More would reach beyond the picture's margins. */
const MOST_RINGS = 4;
/** Symbols of one radius have one area; a pointed one looks smaller than a circle and is drawn larger. */
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
