import type { Affixes } from '../chart/affixes.ts';
import { fewOf, sentencesOf } from '../chart/askedspeed.ts';
import type { KeySubject } from '../chart/keywords.ts';
import type { PlaneChart } from '../chart/planechart.ts';
import { type AskedMark, askedMarks } from './askedlabel.ts';
import type { Placement } from './candidate.ts';
import { type Difference, differenceOf, SAME } from './difference.ts';
import { type Frame, frameOf, WIDTH } from './frame.ts';
import { entryOf, type KeyEntry, labelEntry, missingEntry } from './keyentry.ts';
import { askedLines, readSpots } from './mark/askedmark.ts';
import { axes } from './mark/axes.ts';
import { background } from './mark/background.ts';
import { comparison } from './mark/comparisonmark.ts';
import { type Heading, headingMarks, layHeading } from './mark/headingmark.ts';
import { type Key, keyMarks, layKey } from './mark/key.ts';
import { type DrawnLabel, labelMarks } from './mark/labels.ts';
import { type Region, regionMarks } from './mark/region.ts';
import { limitLines, staircase } from './mark/steps.ts';
import { bestPoint, frontDots, frontTrace, greyTraces, offSaid } from './mark/traces.ts';
import { obstaclesOf, type Stairs } from './obstacles.ts';
import {
  besides,
  bestLabel,
  joined,
  type Label,
  labelColor,
  labelsOf,
  nameRoom,
  type PlacedLabel,
  sizeOf,
} from './pointlabel.ts';
import { seat } from './seating.ts';
import { areaUnder, cornersOf, worstCorner, worstWithin } from './staircase.ts';
import type { Theme } from './theme.ts';
import { tidy } from './tidy.ts';
import type { Tools } from './tools.ts';

/** The positions of everything in a plane's chart, in px from the top left corner; the same in every theme. */
export interface PlaneLayout {
  readonly chart: PlaneChart;
  readonly width: number;
  readonly height: number;
  /** The area of the data; `spotOf` and `valuesAt` convert from values to px and back. */
  readonly frame: Frame;
  readonly stairs: Stairs;
  readonly difference: Difference;
  readonly heading: Heading;
  readonly labels: readonly PlacedLabel[];
  /** Requested speeds; the labels that could be placed follow. */
  readonly asked: readonly AskedMark[];
  readonly askedLabels: readonly (AskedMark & Placement)[];
  readonly key: Key;
}

/**
 * Lays out a chart; one without points has only axes.
 *
 * @param width of the picture in px; below 700 it is laid out as for a phone
 */
export function layOutPlane(
  { faces }: Pick<Tools, 'faces'>,
  chart: PlaneChart,
  { width = WIDTH }: { readonly width?: number } = {},
): PlaneLayout {
  const { series, front, axes } = chart;
  const baseline = chart.baseline ?? [];
  const { labels: single, shared } = labelsOf(chart, faces, nameRoom(width));
  const points = series.flatMap((one) => one.points);
  const heading = layHeading(chart, { width }, faces, fewOf(sentencesOf(chart.asked ?? [])));
  const frame = frameOf([...points, ...baseline], axes, besides(single, faces), width, heading.lower);
  const stage = { better: { x: axes.x.better, y: axes.y.better }, frame };
  const worst = worstCorner(stage);
  const stairs = {
    front: cornersOf(front, worst),
    baseline: cornersOf(baseline, worst),
    within: chart.within && cornersOf(chart.within.front, worstWithin(stage, chart.within.limits)),
  };
  const wanted = [...bestLabel(chart, stage), ...joined(single, frame, faces)];
  const asked = askedMarks(chart, frame);
  const seating = seat(wanted, asked, obstaclesOf(chart, stairs, frame), stage, faces);
  const difference = baseline.length === 0 ? SAME : differenceOf(baseline, front, stage);
  const key = layKey(entriesOf(chart, asked, difference, shared, wanted, seating.labels), frame, faces);
  const placed = { labels: seating.labels, asked, askedLabels: seating.asked };
  return { chart, width, height: key.height, frame, stairs, difference, heading, ...placed, key };
}

/** Draws a chart as an SVG with texts, but without style sheets, styles or references, so that any page can show it. */
export function drawPlane(tools: Tools, layout: PlaneLayout, theme: Theme): Element {
  const { frame, width, height } = layout;
  const svg = tools.plot.plot({
    document: tools.document,
    width,
    height,
    marginTop: frame.top,
    marginRight: width - frame.right,
    marginBottom: height - frame.bottom,
    marginLeft: frame.left,
    x: plotScale(frame.x),
    y: plotScale(frame.y),
    marks: [background(theme), ...marks(tools, layout, theme)],
  });
  tidy(svg, theme.ink);
  return svg;
}

/** A scale in the library's form, with arrays that it may modify. */
function plotScale({ type, domain, range }: Frame['x']) {
  return { type, domain: [...domain], range: [...range] };
}

/** From back to front. */
function marks(tools: Tools, layout: PlaneLayout, theme: Theme) {
  const { plot, pixels } = tools;
  const { chart, stairs, difference, labels, asked, askedLabels, frame, heading, key } = layout;
  const regions = regionsIn(layout);
  const best = chart.within?.best?.key ?? null;
  const coloured = chart.series.filter(({ colour }) => colour !== null);
  const grey = chart.series.filter(({ colour }) => colour === null);
  return [
    ...regionMarks(regions, theme, pixels),
    ...axes(tools, chart.axes, frame, regions, theme),
    ...askedLines(asked, theme, pixels),
    ...greyTraces(plot, grey, frame, theme),
    ...comparison(plot, chart.baseline ?? [], difference.baseline, theme),
    staircase(plot, stairs.front, theme.ink),
    ...limitLines(chart.within?.limits ?? null, frame, theme, pixels),
    ...coloured.flatMap((series) => frontTrace(plot, series, theme)),
    ...offSaid(plot, chart.series, frame, theme),
    ...frontDots(plot, coloured, frame, theme),
    ...(best === null ? [] : bestPoint(plot, chart.series, best, frame, theme)),
    ...readSpots(
      plot,
      asked.flatMap(({ spot }) => (spot === null ? [] : [spot])),
      theme,
    ),
    ...labelMarks(plot, [...drawnLabels(labels, theme), ...drawnAsked(askedLabels, theme)], theme, regions),
    ...headingMarks(plot, heading, theme),
    ...keyMarks(plot, key, theme, pixels),
  ];
}

/** What users can buy, within objectives if there are any, and what the baseline has more or less of. */
function regionsIn({ stairs, difference, frame }: PlaneLayout): Region[] {
  return [
    stairs.within === null
      ? { kind: 'area', boxes: areaUnder(stairs.front, frame) }
      : { kind: 'within', boxes: areaUnder(stairs.within, frame) },
    { kind: 'lost', boxes: difference.lost },
    { kind: 'gained', boxes: difference.gained },
  ];
}

function drawnLabels(labels: readonly PlacedLabel[], theme: Theme): DrawnLabel[] {
  return labels.map((label) => ({
    ...{ text: label.text, box: label.box, leader: label.leader },
    color: labelColor(label, theme),
    size: sizeOf(label),
  }));
}

function drawnAsked(labels: PlaneLayout['askedLabels'], theme: Theme): DrawnLabel[] {
  return labels.map(({ text, box, leader }) => ({ text, box, leader, color: theme.ink, size: 'front' }));
}

/** The chart's key, with what only the layout knows: which speeds, differences and labels are visible. */
function entriesOf(
  { key, series }: PlaneChart,
  asked: readonly AskedMark[],
  { baseline, lost, gained }: Difference,
  shared: Affixes,
  wanted: readonly Label[],
  placed: readonly Label[],
): KeyEntry[] {
  const entries = key.flatMap((words): KeyEntry[] => {
    if (isAbsent(words.about, asked)) return [];
    const entry = entryOf(words, series);
    if (words.about !== 'baseline') return [entry];
    return [
      baseline.length === 0 ? { ...entry, text: `${entry.text}: the same` } : entry,
      ...(lost.length > 0 ? [{ text: 'lost', region: 'lost' as const }] : []),
      ...(gained.length > 0 ? [{ text: 'gained', region: 'gained' as const }] : []),
    ];
  });
  const loads = placed.map(({ load }) => load);
  return [...entries, ...labelEntry(loads, shared), ...missingEntry(onFront(wanted) - onFront(placed))];
}

/** Whether an entry is about requested speeds, none of which is visible: they may be beyond the axis. */
function isAbsent(about: KeySubject, asked: readonly AskedMark[]): boolean {
  return asked.length === 0 && (about === 'asked' || about === 'asked-best');
}

function onFront(labels: readonly Label[]): number {
  return labels.filter(({ point }) => point.onFront).length;
}
