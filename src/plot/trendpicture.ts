import { sharedBy, without } from '../chart/affixes.ts';
import { isolated } from '../chart/printable.ts';
import type { Changes, TrendChart } from '../chart/trendchart.ts';
import type { Placement } from './candidate.ts';
import { WIDTH } from './frame.ts';
import { around } from './geometry.ts';
import { entryOf, sharedEntry } from './keyentry.ts';
import { background } from './mark/background.ts';
import { type Heading, headingMarks, layHeading } from './mark/headingmark.ts';
import { type Key, keyMarks, layKey } from './mark/key.ts';
import { labelMarks } from './mark/labels.ts';
import { type TrendGround, type TrendTrack, trackColor, trendAxes, trendLine } from './mark/trendmark.ts';
import { MARGIN } from './obstacles.ts';
import { LABEL_SIZE, LINE_HEIGHT, nameRoom } from './pointlabel.ts';
import type { Theme } from './theme.ts';
import { tidy } from './tidy.ts';
import type { Tools } from './tools.ts';
import { truncateMiddle } from './truncate.ts';

/** Px of the data's edges, and between the left one and the first run. */
const LEFT = 70;
const TOP = 106;
const HEIGHT = 300;
const INSET = 30;
/** Radius of the candidate's mark. */
const RADIUS = 6;
/** Px from the candidate's marks to the names, and between those. */
const BESIDE = 24;
const LINE = 17;
/** Shares that the axis shows beyond the values, and the least that it shows at all. */
const AIR = 0.12;
const LEAST = 0.01;

/** Where all that a trend shows lies; the same in every theme. */
export interface TrendLayout {
  readonly chart: TrendChart;
  readonly width: number;
  readonly heading: Heading;
  readonly ground: TrendGround;
  readonly tracks: readonly TrendTrack[];
  readonly labels: readonly (Placement & { readonly text: string; readonly track: TrendTrack })[];
  readonly key: Key;
}

/** Lays a chart out; room for the names of its lines is kept at the right. */
export function layOutTrend(
  { faces }: Pick<Tools, 'faces'>,
  chart: TrendChart,
  { width = WIDTH }: { readonly width?: number } = {},
): TrendLayout {
  const named = [
    { ...EVERYWHERE, changes: chart.everywhere },
    ...chart.series.map((one) => ({ ...one, isEverywhere: false })),
  ];
  const shared = sharedBy(chart.series.map(({ name }) => name));
  const texts = named.map(({ name }) =>
    isolated(truncateMiddle(without(name, shared), nameRoom(width), faces.bold, LABEL_SIZE.front)),
  );
  const room = Math.max(...texts.map((text) => faces.bold.width(text, LABEL_SIZE.front)));
  const heading = layHeading(chart, { width }, faces);
  const top = TOP + heading.lower;
  const box = { left: LEFT, right: width - 2 * MARGIN - room - BESIDE, top, bottom: top + HEIGHT };
  const extent = extentOf([chart.everywhere, ...chart.series.map(({ changes }) => changes)], chart.band);
  const heightOf = (change: number) => box.bottom - ((change - extent[0]) / (extent[1] - extent[0])) * HEIGHT;
  const step = (box.right - box.left - INSET) / Math.max(1, chart.runs.length - 1);
  const across = chart.runs.map((_, i) => box.left + INSET + i * step);
  const tracks = named.map(({ changes, name, colour, isEverywhere, disaggregated }) => ({
    ...{ name, colour, isEverywhere, disaggregated },
    spots: across.map((x, i) => {
      const change = changes[i] ?? null;
      return change === null ? null : { x, y: heightOf(change) };
    }),
  }));
  const key = layKey(
    [...chart.key.map((words) => entryOf(words, chart.series)), ...sharedEntry(shared)],
    { width, bottom: box.bottom },
    faces,
  );
  const ground = { box, measured: chart.measured, runs: chart.runs, across, heightOf, extent, band: chart.band };
  return { chart, width, heading, ground, tracks, labels: labelsOf(tracks, box.right + BESIDE, texts, faces), key };
}

const EVERYWHERE = { name: 'everywhere', colour: null, isEverywhere: true, disaggregated: null } as const;

/** Least and largest change that the axis shows. */
function extentOf(all: readonly Changes[], band: number | null): [number, number] {
  const values = [...all.flat().filter((change) => change !== null), band ?? 0, -(band ?? 0), LEAST, -LEAST];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const air = AIR * (most - least);
  return [least - air, most + air];
}

/** The names of the lines in a column beside the candidate's marks, as near to them as they are apart. */
function labelsOf(
  tracks: readonly TrendTrack[],
  left: number,
  texts: readonly string[],
  faces: Tools['faces'],
): TrendLayout['labels'] {
  const ends = tracks
    .flatMap((track, i) => {
      const end = track.spots.at(-1);
      return end == null ? [] : [{ track, end, text: texts[i] ?? '' }];
    })
    .sort((a, b) => a.end.y - b.end.y);
  const heights = spread(ends.map(({ end }) => end.y));
  return ends.map(({ track, end, text }, i) => {
    const y = heights[i] ?? end.y;
    const width = faces.bold.width(text, LABEL_SIZE.front);
    const box = around({ x: left + width / 2, y }, width, LABEL_SIZE.front * LINE_HEIGHT);
    const isMoved = Math.abs(y - end.y) > RADIUS;
    const leader = { from: { x: end.x + RADIUS + 1, y: end.y }, to: { x: left - 2, y } };
    return { track, text, box, leader: isMoved ? leader : null };
  });
}

/** Ascending heights moved apart by a line, upwards as far as downwards. */
function spread(heights: readonly number[]): number[] {
  const down: number[] = [];
  for (const height of heights) down.push(Math.max(height, (down.at(-1) ?? Number.NEGATIVE_INFINITY) + LINE));
  const up: number[] = [];
  for (const height of heights.toReversed()) up.push(Math.min(height, (up.at(-1) ?? Number.POSITIVE_INFINITY) - LINE));
  return down.map((height, i) => (height + (up[up.length - 1 - i] ?? height)) / 2);
}

/** Draws a trend as an SVG with texts, without style sheets, styles or references. */
export function drawTrend(tools: Tools, layout: TrendLayout, theme: Theme): Element {
  const { plot, document, pixels } = tools;
  const { width, heading, ground, key, tracks, labels } = layout;
  const svg = plot.plot({
    document,
    width,
    height: key.height,
    marks: [
      background(theme),
      ...trendAxes(tools, ground, theme),
      ...tracks.toReversed().flatMap((track) => trendLine(plot, track, RADIUS, theme)),
      ...labelMarks(
        plot,
        labels.map(({ text, box, leader, track }) => ({
          ...{ text, box, leader, size: 'front' as const },
          color: trackColor(track, theme),
        })),
        theme,
      ),
      ...headingMarks(plot, heading, theme),
      ...keyMarks(plot, key, theme, pixels),
    ],
  });
  tidy(svg, theme.ink);
  return svg;
}
