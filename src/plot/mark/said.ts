import type { Markish } from '@observablehq/plot';
import type { Series } from '../../chart/ranking.ts';
import type { Spot } from '../geometry.ts';
import { colorOf, type Shape, shapeOf } from '../look.ts';
import { type PointMarker, ringOf, slashOf } from '../reach.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { path } from './path.ts';
import { px } from './px.ts';
import { discs } from './specks.ts';

/** A position in px, and how far the mark there extends from it. */
export interface Reach {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

/** A marker at a position in px. */
export interface PlacedMark extends PointMarker {
  readonly at: Spot;
}

/** What goes on top of marks: those that miss an objective are struck out, and those that regressed have a ring. */
export function said(plot: PlotLibrary, series: Series, marks: readonly PlacedMark[], theme: Theme): Markish[] {
  const reaches = (of: readonly PlacedMark[], reach: (mark: PointMarker) => number) =>
    of.map((mark) => ({ ...mark.at, reach: reach(mark) }));
  const missed = marks.filter((mark) => mark.missed);
  const regressed = marks.filter((mark) => mark.regressed);
  return [
    ...fadedOf(
      plot,
      series,
      reaches(missed, ({ radius }) => radius),
      theme,
    ),
    ...slashes(reaches(missed, slashOf), colorOf(series, theme)),
    ...rings(plot, reaches(regressed, ringOf), theme),
  ];
}

/** Rings in the warning colour, with a gap to the mark, and set off from what is below them. */
export function rings(plot: PlotLibrary, at: readonly Reach[], { warning, background }: Theme): Markish[] {
  if (at.length === 0) return [];
  const place = { x: px('x'), y: px('y'), r: px('reach') };
  return [
    plot.dot(at, { ...place, stroke: background, strokeWidth: 4 }),
    plot.dot(at, { ...place, stroke: warning, strokeWidth: 1.9 }),
  ];
}

/** A ring in ink around the best point within objectives, set off from what is below it. */
export function bestRing(plot: PlotLibrary, at: readonly Reach[], { ink, background }: Theme): Markish[] {
  const place = { x: px('x'), y: px('y'), r: px('reach') };
  return [
    plot.dot(at, { ...place, stroke: background, strokeWidth: 5 }),
    plot.dot(at, { ...place, stroke: ink, strokeWidth: 2.2 }),
  ];
}

/** Fades grey marks, which are many and small, all at once. */
function fadedOf(plot: PlotLibrary, series: Series, at: readonly Reach[], theme: Theme): Markish[] {
  const [first] = at;
  if (series.colour !== null || first === undefined) return faded(plot, at, shapeOf(series), theme);
  return [discs(at, first.reach + FADED.strokeWidth / 2, theme.background, FADED.opacity)];
}

/** Coloured marks are covered less, so that their shape can still be recognised. */
const FADED = { opacity: 0.6, coloured: 0.4, strokeWidth: 1.5 } as const;

/** Covers marks of one shape so that only a faint trace of them shows. */
export function faded(plot: PlotLibrary, at: readonly Reach[], symbol: Shape, { background }: Theme): Markish[] {
  if (at.length === 0) return [];
  const style = {
    symbol,
    fill: background,
    fillOpacity: FADED.coloured,
    stroke: background,
    strokeOpacity: FADED.coloured,
    strokeWidth: FADED.strokeWidth,
  };
  return [plot.dot(at, { x: px('x'), y: px('y'), r: px('reach'), ...style })];
}

/** Rising strokes, because the traces fall; in a single path, because thousands of points may miss an objective. */
export function slashes(at: readonly Reach[], stroke: string): Markish[] {
  if (at.length === 0) return [];
  const d = at.map(({ x, y, reach }) => `M${x - reach},${y + reach}L${x + reach},${y - reach}`).join('');
  return [path(d, { fill: 'none', stroke, 'stroke-width': 1.5 })];
}
