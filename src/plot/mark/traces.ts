import type { Markish } from '@observablehq/plot';
import type { PlanePoint, PlaneSeries } from '../../chart/planeseries.ts';
import { type Frame, spotOf } from '../frame.ts';
import { colorOf, dashOf, PLAIN, radius, radiusOf, shapeOf } from '../look.ts';
import { BEST_GAP, FAILED_RADIUS, markedOf, reachOf } from '../reach.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { bestRing, type PlacedMark, said } from './said.ts';
import { specks } from './specks.ts';

/** Interrupts a line between two traces. */
const GAP = { x: Number.NaN, y: Number.NaN };

/**
 * Configurations that do not reach the front: thin and grey. Those that look alike share a path, because hundreds of
 * paths take longer to draw than the rest of the picture.
 */
export function greyTraces(plot: PlotLibrary, traces: readonly PlaneSeries[], frame: Frame, theme: Theme): Markish[] {
  const kinds = [false, true, null].map((kind) => traces.filter(({ disaggregated }) => disaggregated === kind));
  return [
    ...kinds.flatMap((alike) => alikeTraces(plot, alike, frame, theme)),
    failures(
      plot,
      traces.flatMap(({ points }) => points),
      theme.muted,
    ),
  ];
}

function alikeTraces(plot: PlotLibrary, traces: readonly PlaneSeries[], frame: Frame, theme: Theme): Markish[] {
  const [one] = traces;
  if (one === undefined) return [];
  const color = colorOf(one, theme);
  const points = traces.flatMap((trace) => [...trace.points, GAP]);
  const spots = traces.flatMap(sound).map((point) => spotOf(frame, point));
  return [
    plot.line(points, { ...XY, ...PLAIN, stroke: color, strokeWidth: 1, ...dashes(one) }),
    ...specks(shapeOf(one), spots, radius(one, false), color),
  ];
}

/** A configuration that reaches the front: its whole trace in its colour, with small hollow points off the front. */
export function frontTrace(plot: PlotLibrary, trace: PlaneSeries, theme: Theme): Markish[] {
  const color = colorOf(trace, theme);
  const off = sound(trace).filter(({ onFront }) => !onFront);
  const symbol = shapeOf(trace);
  return [
    plot.line(trace.points, { ...XY, ...PLAIN, stroke: color, strokeWidth: 1.6, ...dashes(trace) }),
    plot.dot(off, { ...XY, ...sized(trace), ...hollow(color, theme), symbol }),
    failures(plot, trace.points, color),
  ];
}

/** The rings and slashes on points off the front. */
export function offSaid(plot: PlotLibrary, traces: readonly PlaneSeries[], frame: Frame, theme: Theme): Markish[] {
  return traces.flatMap((trace) => {
    const off = trace.points.filter(({ onFront }) => !onFront);
    return said(plot, trace, placed(trace, off, frame), theme);
  });
}

/**
 * The front's points, large and filled, with the rings and slashes on them; the largest come first, as they would hide
 * those with the same values.
 */
export function frontDots(plot: PlotLibrary, traces: readonly PlaneSeries[], frame: Frame, theme: Theme): Markish[] {
  return traces
    .flatMap((trace) => trace.points.filter(({ onFront }) => onFront).map((point) => ({ trace, point })))
    .sort((a, b) => b.point.equals - a.point.equals)
    .flatMap(({ trace, point }) => {
      const [symbol, fill] = [shapeOf(trace), colorOf(trace, theme)];
      const parted = { fill, stroke: theme.background, strokeWidth: 1.5 };
      // Nobody can buy what misses an objective.
      const style = { symbol, ...(point.missed ? hollow(fill, theme) : parted) };
      const marks = placed(trace, [point], frame);
      return [plot.dot([point], { ...XY, ...sized(trace), ...style }), ...said(plot, trace, marks, theme)];
    });
}

function placed(trace: PlaneSeries, points: readonly PlanePoint[], frame: Frame): PlacedMark[] {
  return points.map((point) => ({ at: spotOf(frame, point), ...markedOf(trace, point) }));
}

/** A ring around the best point within objectives, wherever it is. */
export function bestPoint(
  plot: PlotLibrary,
  traces: readonly PlaneSeries[],
  key: string,
  frame: Frame,
  theme: Theme,
): Markish[] {
  const at = traces.flatMap((trace) =>
    placed(
      trace,
      trace.points.filter((point) => point.key === key),
      frame,
    ),
  );
  return bestRing(
    plot,
    at.map((mark) => ({ ...mark.at, reach: reachOf(mark) + BEST_GAP })),
    theme,
  );
}

/** How a point off the front is drawn, in data and key. */
export function hollow(color: string, theme: Theme) {
  return { fill: theme.background, stroke: color, strokeWidth: 1.5 };
}

/** How a point with mostly failed requests is drawn, in data and key. */
export const FAILED = { symbol: 'times', r: FAILED_RADIUS, strokeWidth: 1.6 } as const;

function failures(plot: PlotLibrary, points: readonly PlanePoint[], color: string): Markish {
  const failed = points.filter(({ failed }) => failed);
  return plot.dot(failed, { ...XY, ...FAILED, stroke: color });
}

function sound({ points }: PlaneSeries): PlanePoint[] {
  return points.filter(({ failed }) => !failed);
}

function sized(trace: PlaneSeries) {
  return { r: { value: (point: PlanePoint) => radiusOf(trace, point), scale: null } };
}

const XY = { x: 'x', y: 'y' } as const;

function dashes(trace: PlaneSeries): { strokeDasharray?: string } {
  const dash = dashOf(trace);
  return dash === undefined ? {} : { strokeDasharray: dash };
}
