import type { Markish } from '@observablehq/plot';
import { kneeIn, type LatencyId, type RatePoint, type RateSeries } from '../../chart/rateseries.ts';
import type { Spot } from '../geometry.ts';
import { colorOf, dashOf, radius, shapeOf, TAIL_DASH } from '../look.ts';
import { type Panel, within } from '../panel.ts';
import type { PixelGrid } from '../pixelgrid.ts';
import type { PointMarker } from '../reach.ts';
import { pxOf } from '../scale.ts';
import { faintOf, type Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { linesData, path } from './path.ts';
import { px } from './px.ts';
import { type PlacedMark, said } from './said.ts';
import { FAILED, hollow } from './traces.ts';

/** A point's marker in px, and whatever else determines how it is drawn. */
export interface RateMark extends PlacedMark {
  readonly rate: RatePoint;
}

/** The markers of a trace's means in a panel, in the order of the rates. */
export function rateMarks(trace: RateSeries, latency: LatencyId, panel: Panel): RateMark[] {
  return trace.points.flatMap((rate) => {
    const mean = rate.mean[latency];
    if (mean === null) return [];
    return [{ rate, at: within(panel, rate.achieved, mean), ...markedOf(trace, rate) }];
  });
}

function markedOf(trace: RateSeries, { isKnee, failed, regressed, missed }: RatePoint): PointMarker {
  return { radius: radius(trace, isKnee), failed, regressed, missed };
}

/** The spots of a coloured trace's 99th percentile, where known. */
export function tailSpots({ colour, points }: RateSeries, latency: LatencyId, panel: Panel): Spot[] {
  // As many lines again for the grey traces would be in the way.
  if (colour === null) return [];
  return points.flatMap((rate) => {
    const tail = rate.tail[latency];
    return tail === null ? [] : [within(panel, rate.achieved, tail)];
  });
}

/** Radii of the marks on a trace's baseline, and on its knee there, in px. */
const BEFORE_RADIUS = { point: 2.2, knee: 3.8 } as const;

/** The spots of a trace's means in the baseline. */
export function beforeSpots({ before }: RateSeries, latency: LatencyId, panel: Panel): (Spot & { radius: number })[] {
  return before.flatMap((rate) => {
    const mean = rate.mean[latency];
    const radius = rate.isKnee ? BEFORE_RADIUS.knee : BEFORE_RADIUS.point;
    return mean === null ? [] : [{ ...within(panel, rate.achieved, mean), radius }];
  });
}

/** Below a trace: its means in the baseline, as a faint line with small marks in its colour. */
export function beforeTrace(
  plot: PlotLibrary,
  trace: RateSeries,
  latency: LatencyId,
  panel: Panel,
  theme: Theme,
): Markish[] {
  const spots = beforeSpots(trace, latency, panel);
  if (spots.length === 0) return [];
  // A faint grey would be invisible.
  const color = faintOf(trace.colour === null ? theme.muted : colorOf(trace, theme), theme);
  const line = { fill: 'none', 'stroke-width': 1.2, 'stroke-linejoin': 'round' };
  return [
    path(lineOf(spots), { ...line, stroke: color }),
    plot.dot(spots, { x: px('x'), y: px('y'), r: px('radius'), fill: color }),
  ];
}

/** A trace's lines in a panel: one for its means, and a dotted one for its tail. */
export function rateLines(trace: RateSeries, latency: LatencyId, panel: Panel, theme: Theme): Markish[] {
  const color = colorOf(trace, theme);
  const marks = rateMarks(trace, latency, panel);
  const tail = tailSpots(trace, latency, panel);
  const dash = dashOf(trace);
  const line = { fill: 'none', stroke: color, 'stroke-linejoin': 'round' };
  const width = trace.colour === null ? 1 : 1.6;
  return [
    ...(tail.length > 1 ? [path(lineOf(tail), { ...line, 'stroke-width': 1.2, 'stroke-dasharray': TAIL_DASH })] : []),
    path(lineOf(marks.map(({ at }) => at)), {
      ...line,
      'stroke-width': width,
      ...(dash === undefined ? {} : { 'stroke-dasharray': dash }),
    }),
  ];
}

/** A trace, and its markers in a panel. */
export interface Marks {
  readonly trace: RateSeries;
  readonly marks: readonly RateMark[];
}

/** The markers of all traces, with the rings and slashes on them; the knees, which are large, are on top. */
export function rateDots(plot: PlotLibrary, all: readonly Marks[], theme: Theme): Markish[] {
  return [false, true].flatMap((large) =>
    all.flatMap(({ trace, marks }) => {
      const some = marks.filter(({ rate }) => rate.isKnee === large);
      return [...dots(plot, trace, some, theme), ...said(plot, trace, some, theme)];
    }),
  );
}

function dots(plot: PlotLibrary, trace: RateSeries, marks: readonly RateMark[], theme: Theme): Markish[] {
  const [color, symbol] = [colorOf(trace, theme), shapeOf(trace)];
  const sound = marks.filter(({ failed }) => !failed);
  const isGrey = trace.colour === null;
  const parted = { fill: color, stroke: theme.background, strokeWidth: 1.5 };
  const kinds = [
    { of: sound.filter(({ rate }) => rate.follows === false), style: isGrey ? { fill: color } : hollow(color, theme) },
    { of: sound.filter(({ rate }) => rate.follows !== false && !rate.isKnee), style: { fill: color } },
    { of: sound.filter(({ rate }) => rate.isKnee), style: isGrey ? { fill: color } : parted },
  ];
  const place = { x: px('x'), y: px('y') };
  return [
    ...kinds
      .filter(({ of }) => of.length > 0)
      .map(({ of, style }) => plot.dot(of.map(spotted), { ...place, r: px('radius'), symbol, ...style })),
    plot.dot(marks.filter(({ failed }) => failed).map(spotted), { ...place, ...FAILED, stroke: color }),
  ];
}

function spotted({ at, radius }: RateMark) {
  return { ...at, radius };
}

/** A line at the knee of a coloured trace, down through all panels to the axis. */
export function kneeLine(trace: RateSeries, panels: readonly Panel[], theme: Theme, pixels: PixelGrid): Markish[] {
  const knee = kneeIn(trace.points);
  if (knee === undefined || trace.colour === null) return [];
  const lines = panels.map(({ x, top, bottom }) => pixels.upright(pxOf(x, knee.achieved), top, bottom));
  const stroke = faintOf(colorOf(trace, theme), theme);
  return [path(linesData(lines), { fill: 'none', stroke, 'stroke-width': pixels.side })];
}

function lineOf(spots: readonly Spot[]): string {
  return spots.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x},${y}`).join('');
}
