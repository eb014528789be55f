import type { Markish } from '@observablehq/plot';
import type { Series } from '../../chart/ranking.ts';
import type { Spot } from '../geometry.ts';
import { colorOf, type Shape, shapeOf } from '../look.ts';
import { type Marked, ringOf, slashOf } from '../reach.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { px } from './px.ts';

/** A place in px, and how far the mark there reaches from it. */
export interface Reach {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

/** A marker at a place in px. */
export interface PlacedMark extends Marked {
  readonly at: Spot;
}

/** On marks that are drawn already: what misses an objective is struck out, what regressed has a ring. */
export function said(plot: PlotLibrary, series: Series, marks: readonly PlacedMark[], theme: Theme): Markish[] {
  const reaches = (of: readonly PlacedMark[], reach: (mark: Marked) => number) =>
    of.map((mark) => ({ ...mark.at, reach: reach(mark) }));
  const missed = marks.filter((mark) => mark.missed);
  const regressed = marks.filter((mark) => mark.regressed);
  return [
    ...faded(
      plot,
      reaches(missed, ({ radius }) => radius),
      shapeOf(series),
      theme,
    ),
    ...slashes(plot, reaches(missed, slashOf), colorOf(series, theme)),
    ...rings(plot, reaches(regressed, ringOf), theme),
  ];
}

/** Rings in the warning colour with a gap to the mark, parted from what they lie on. */
export function rings(plot: PlotLibrary, at: readonly Reach[], { warning, background }: Theme): Markish[] {
  if (at.length === 0) return [];
  const place = { x: px('x'), y: px('y'), r: px('reach') };
  return [
    plot.dot(at, { ...place, stroke: background, strokeWidth: 4, strokeOpacity: 0.7 }),
    plot.dot(at, { ...place, stroke: warning, strokeWidth: 1.9 }),
  ];
}

/** Covers marks of a shape so that they show only faintly. */
export function faded(plot: PlotLibrary, at: readonly Reach[], symbol: Shape, { background }: Theme): Markish[] {
  if (at.length === 0) return [];
  const style = {
    symbol,
    fill: background,
    fillOpacity: 0.6,
    stroke: background,
    strokeOpacity: 0.6,
    strokeWidth: 1.5,
  };
  return [plot.dot(at, { x: px('x'), y: px('y'), r: px('reach'), ...style })];
}

/** Rising strokes, across the traces, which fall. */
export function slashes(plot: PlotLibrary, at: readonly Reach[], stroke: string): Markish[] {
  if (at.length === 0) return [];
  const ends = at.map(({ x, y, reach }) => ({ x1: x - reach, y1: y + reach, x2: x + reach, y2: y - reach }));
  const place = { x1: px('x1'), x2: px('x2'), y1: px('y1'), y2: px('y2') };
  return [plot.link(ends, { ...place, stroke, strokeWidth: 1.5 })];
}
