import type { RateChart } from '../chart/ratechart.ts';
import { kneeIn, LATENCIES, type LatencyId, type RatePoint, type RateSeries } from '../chart/rateseries.ts';
import type { Faces } from './face.ts';
import { shareFor, WIDTH } from './frame.ts';
import { around } from './geometry.ts';
import { entryOf, type KeyEntry, missingEntry, sharedEntry } from './keyentry.ts';
import { background } from './mark/background.ts';
import { type Heading, headingMarks, layHeading } from './mark/headingmark.ts';
import { type Key, keyMarks, layKey } from './mark/key.ts';
import { labelMarks } from './mark/labels.ts';
import { panelAxes, rateAxis } from './mark/panelmark.ts';
import {
  beforeSpots,
  beforeTrace,
  kneeLine,
  type Marks,
  type RateMark,
  rateDots,
  rateLines,
  rateMarks,
  tailSpots,
} from './mark/ratetraces.ts';
import { CLEAR, COST, lineObstacles } from './obstacles.ts';
import { axisFor, type Panel } from './panel.ts';
import type { Surroundings } from './placement.ts';
import {
  type PlacedRateLabel,
  placeRateLabels,
  rateBesides,
  rateLabelColor,
  rateLabelsOf,
  sharedIn,
  sizeOf,
} from './ratelabel.ts';
import { reachOf } from './reach.ts';
import { extentOf, pxOf, scaleOf } from './scale.ts';
import type { Theme } from './theme.ts';
import { tidy } from './tidy.ts';
import type { Tools } from './tools.ts';

const NAMES: Record<LatencyId, string> = {
  ttft: 'Time to first token (TTFT, ms)',
  e2el: 'End-to-end latency (E2EL, ms)',
};

const LEFT = 78;
const RIGHT_MARGIN = 24;
const TOP = 106;
/** The height of a panel, alone or as one of two, and the gap between two, in px. */
const HEIGHT = { alone: 440, two: 262 };
const APART = 48;

/** A panel and its content. */
interface FilledPanel {
  readonly latency: LatencyId;
  readonly panel: Panel;
  readonly labels: readonly PlacedRateLabel[];
}

/** The positions of everything in a chart of latencies; the same in every theme. */
export interface RateLayout {
  readonly chart: RateChart;
  readonly width: number;
  readonly heading: Heading;
  readonly shown: readonly FilledPanel[];
  readonly key: Key;
}

/**
 * Lays out a chart of latencies.
 *
 * @param width of the picture in px
 */
export function layOutRates(
  { faces }: Pick<Tools, 'faces'>,
  chart: RateChart,
  { width = WIDTH }: { readonly width?: number } = {},
): RateLayout {
  const { series } = chart;
  const heading = layHeading(chart, { width }, faces);
  const panels = panelsOf(series, width - RIGHT_MARGIN, TOP + heading.lower, faces);
  const wanted = panels.map(({ latency, panel }) => {
    const marks = series.map((trace) => ({ trace, marks: rateMarks(trace, latency, panel) }));
    return { latency, panel, marks, labels: rateLabelsOf(marks, faces) };
  });
  const shown = wanted.map(({ latency, panel, marks, labels }) => {
    return { latency, panel, labels: placeRateLabels(labels, obstaclesIn(panel, latency, marks), faces) };
  });
  const bottom = Math.max(...panels.map(({ panel }) => panel.bottom));
  const missing = wanted.reduce((sum, { labels }, i) => sum + labels.length - (shown[i]?.labels.length ?? 0), 0);
  return { chart, width, heading, shown, key: layKey(entriesOf(chart, missing), { width, bottom }, faces) };
}

/** A panel for each known latency, stacked above a common axis of rates. */
function panelsOf(
  traces: readonly RateSeries[],
  right: number,
  above: number,
  faces: Faces,
): Pick<FilledPanel, 'latency' | 'panel'>[] {
  const points = traces.flatMap((trace) => [...trace.points, ...trace.before]);
  const achieved = points.map((point) => point.achieved);
  const share = shareFor(rateBesides(traces, faces), extentOf('linear', achieved), 'linear', right - LEFT);
  const x = scaleOf('linear', achieved, [LEFT, right], share);
  const known = LATENCIES.filter((latency) => points.some((point) => point.mean[latency] !== null));
  const height = known.length === 1 ? HEIGHT.alone : HEIGHT.two;
  return known.map((latency, i) => {
    const top = above + i * (height + APART);
    const bottom = top + height;
    const y = axisFor(valuesOf(traces, latency), [bottom, top]);
    return { latency, panel: { left: LEFT, right, top, bottom, x, y } };
  });
}

/** Every value of a latency that is drawn, in ms. */
function valuesOf(traces: readonly RateSeries[], latency: LatencyId): number[] {
  return traces
    .flatMap(({ colour, points, before }) => [
      ...[...points, ...before].map(({ mean }) => mean[latency]),
      ...(colour === null ? [] : points.map(({ tail }) => tail[latency])),
    ])
    .filter((value) => value !== null);
}

function obstaclesIn(panel: Panel, latency: LatencyId, all: readonly Marks[]): Surroundings {
  const { left, right, top, bottom } = panel;
  return {
    bounds: { left: left + CLEAR, right: right + 18, top: top + 1, bottom: bottom - CLEAR },
    markers: all.flatMap(({ trace, marks }) => [
      ...marks.map((mark) => {
        const size = 2 * roomOf(mark);
        return { box: around(mark.at, size, size), cost: costOf(trace, mark.rate) };
      }),
      ...beforeSpots(trace, latency, panel).map((spot) => {
        const size = 2 * spot.radius + 2;
        return { box: around(spot, size, size), cost: COST.baselinePoint };
      }),
    ]),
    lines: all.flatMap(({ trace, marks }) => [
      ...lineObstacles(
        marks.map(({ at }) => at),
        trace.colour === null ? COST.greyLine : COST.levelLine,
      ),
      ...lineObstacles(tailSpots(trace, latency, panel), COST.tail),
      ...lineObstacles(beforeSpots(trace, latency, panel), COST.levelBaseline),
      ...lineObstacles(kneeSpots(trace, panel), COST.tail),
    ]),
  };
}

/** Half the side of the square that a mark keeps free; a knee's fits inside its circle, which leaders never enter. */
function roomOf(mark: RateMark): number {
  return mark.rate.isKnee && !mark.regressed ? reachOf(mark) * Math.SQRT1_2 : reachOf(mark) + 1;
}

function kneeSpots({ colour, points }: RateSeries, panel: Panel) {
  const knee = kneeIn(points);
  if (knee === undefined || colour === null) return [];
  const x = pxOf(panel.x, knee.achieved);
  return [
    { x, y: panel.top },
    { x, y: panel.bottom },
  ];
}

function costOf({ colour }: RateSeries, { isKnee, regressed }: RatePoint): number {
  if (regressed) return COST.ring;
  if (colour === null) return COST.greyPoint;
  return isKnee ? COST.frontPoint : COST.point;
}

/** Draws a chart of latencies as an SVG with texts, but without style sheets, styles or references. */
export function drawRates(tools: Tools, layout: RateLayout, theme: Theme): Element {
  const svg = tools.plot.plot({
    document: tools.document,
    width: layout.width,
    height: layout.key.height,
    marks: [background(theme), ...marks(tools, layout, theme)],
  });
  tidy(svg, theme.ink);
  return svg;
}

/** From back to front. */
function marks(tools: Tools, { chart, heading, shown, key }: RateLayout, theme: Theme) {
  const { plot, pixels } = tools;
  const { series } = chart;
  const panels = shown.map(({ panel }) => panel);
  const last = panels.at(-1);
  return [
    ...shown.flatMap(({ panel, latency }) => panelAxes(tools, panel, NAMES[latency], theme)),
    ...(last === undefined ? [] : rateAxis(plot, last, theme)),
    ...series.flatMap((trace) => kneeLine(trace, panels, theme, pixels)),
    ...shown.flatMap(({ panel, latency }) =>
      series.flatMap((trace) => beforeTrace(plot, trace, latency, panel, theme)),
    ),
    ...shown.flatMap(({ panel, latency }) => [
      ...series.flatMap((trace) => rateLines(trace, latency, panel, theme)),
      ...rateDots(
        plot,
        series.map((trace) => ({ trace, marks: rateMarks(trace, latency, panel) })),
        theme,
      ),
    ]),
    ...shown.flatMap(({ labels }) => labelMarks(plot, drawnLabels(labels, theme), theme)),
    ...headingMarks(plot, heading, theme),
    ...keyMarks(plot, key, theme, pixels),
  ];
}

function drawnLabels(labels: readonly PlacedRateLabel[], theme: Theme) {
  return labels.map((label) => ({
    ...{ text: label.text, box: label.box, leader: label.leader },
    color: rateLabelColor(label, theme),
    size: sizeOf(label),
  }));
}

/** The chart's key, and how many labels there was no room for. */
function entriesOf({ key, series }: RateChart, missing: number): KeyEntry[] {
  return [...key.map((words) => entryOf(words, series)), ...sharedEntry(sharedIn(series)), ...missingEntry(missing)];
}
