import { type PlaneChart, type PlaneOptions, planeChart } from '../../src/chart/planechart.ts';
import { rateChart } from '../../src/chart/ratechart.ts';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import { TRADEOFF } from '../../src/pareto/plane.ts';
import { finish } from '../../src/plot/finish.ts';
import { around, type Box, overlaps, type Spot } from '../../src/plot/geometry.ts';
import { drawPlane, layOutPlane, type PlaneLayout } from '../../src/plot/planepicture.ts';
import { drawRates, layOutRates, type RateLayout } from '../../src/plot/ratepicture.ts';
import { openStudio } from '../../src/plot/studio.ts';
import { THEMES, type Theme } from '../../src/plot/theme.ts';
import { largestOf, smallestOf } from '../../src/run/extent.ts';
import { aSubject, type Subject } from '../builders.ts';
import { readXml } from '../xml.ts';
import { readPath, spotOn } from './svgpath.ts';

export const studio = await openStudio();

/** The SVG of a scenario that can be drawn and nothing else; light unless told otherwise. */
export function draw(front: ScenarioFront, theme: 'light' | 'dark' = 'light'): string {
  return drawSubject(aSubject(front), theme);
}

/** The SVG of a scenario and what is to be shown besides; light unless told otherwise. */
export function drawSubject(subject: Subject, theme: 'light' | 'dark' = 'light'): string {
  return drawChart(chartOf(subject), theme);
}

/** A plane of a scenario; the trade-off unless told otherwise. */
export function chartOf({ front, ...beside }: Subject, options: Partial<PlaneOptions> = {}): PlaneChart {
  return planeChart(front, { plane: TRADEOFF, userThroughput: 'concurrency', ...beside, ...options });
}

/** The SVG of a plane as a file has it. */
export function drawChart(chart: PlaneChart, theme: 'light' | 'dark' = 'light', width?: number): string {
  const layout = layOutPlane(studio, chart, width === undefined ? {} : { width });
  return finish(studio, drawPlane(studio, layout, themeOf(theme)), chart.description);
}

/** The SVG of TTFT and E2EL against the request rate; light unless told otherwise. */
export function drawLatency(subject: Subject, theme: 'light' | 'dark' = 'light'): string {
  const layout = rateLayoutOf(subject);
  return finish(studio, drawRates(studio, layout, themeOf(theme)), layout.chart.description);
}

/** What a picture of latencies shows and where. */
export function rateLayoutOf({ front, ...beside }: Subject): RateLayout {
  const chart = rateChart(front, beside);
  if (chart === null) throw new Error('nothing to draw');
  return layOutRates(studio, chart);
}

/** What a picture shows and where. */
export function layoutOf(subject: Subject): PlaneLayout {
  return layOutPlane(studio, chartOf(subject));
}

function themeOf(name: 'light' | 'dark'): Theme {
  const theme = THEMES.find((one) => one.name === name);
  if (theme === undefined) throw new Error('no such theme');
  return theme;
}

/** Reads an SVG as a viewer would, as XML: throws where it is not well-formed. */
export function read(svg: string): Element {
  return readXml(svg).documentElement;
}

interface DrawnShape {
  readonly element: Element;
  readonly box: Box;
}

/** Found once for each drawing. */
const shapes = new WeakMap<Element, readonly DrawnShape[]>();

/** All shapes of a drawing with the px they cover, outlines' widths left aside. */
function shapesOf(svg: Element): readonly DrawnShape[] {
  const found =
    shapes.get(svg) ??
    [...svg.querySelectorAll('path, circle, line, rect')].flatMap((element) => {
      const box = boxOf(element);
      return box === null ? [] : [{ element, box }];
    });
  shapes.set(svg, found);
  return found;
}

/** Boxes of the labels in the data: the only texts on pads, which come before them. */
export function labelBoxes(svg: Element): Box[] {
  const pads: Box[] = [];
  return shapesOf(svg).flatMap(({ element, box }) => {
    const isOnPad = /[lq]/.test(element.getAttribute('d') ?? '') && pads.some((pad) => overlaps(pad, middleOf(box), 0));
    pads.push(...padsIn(element));
    return isOnPad ? [box] : [];
  });
}

function padsIn(element: Element): Box[] {
  const isPads = element.getAttribute('stroke-width') === '5' && element.getAttribute('stroke-linejoin') === 'round';
  const boxes = isPads ? (element.getAttribute('d') ?? '').split(/(?=M)/) : [];
  return boxes.flatMap((d) => extentOf(d) ?? []);
}

function middleOf({ left, right, top, bottom }: Box): Box {
  return around({ x: (left + right) / 2, y: (top + bottom) / 2 }, 0, 0);
}

function boxOf(element: Element): Box | null {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  const spot = (x: string, y: string): Spot => ({ x: number(x), y: number(y) });
  const shift = shiftOf(element);
  if (element.localName === 'circle') return spanning([spot('cx', 'cy')], number('r'), shift);
  if (element.localName === 'line') return spanning([spot('x1', 'y1'), spot('x2', 'y2')], 0, shift);
  if (element.localName === 'rect') return spanning([NOWHERE, spot('width', 'height')], 0, shift);
  const extent = extentOf(element.getAttribute('d') ?? '');
  if (extent === null) return null;
  const { left, right, top, bottom } = extent;
  return { left: left + shift.x, right: right + shift.x, top: top + shift.y, bottom: bottom + shift.y };
}

const NOWHERE: Spot = { x: 0, y: 0 };

/** The sum of the translations of an element and all it lies in. */
function shiftOf(element: Element | null): Spot {
  if (element === null) return NOWHERE;
  const outer = shiftOf(element.parentElement);
  const transform = element.getAttribute('transform');
  if (transform === null) return outer;
  const [, x, y] = /^translate\(([-\d.]+)[ ,]([-\d.]+)\)$/.exec(transform) ?? [];
  if (x === undefined || y === undefined) throw new Error(`unknown transform: ${transform}`);
  return { x: outer.x + Number(x), y: outer.y + Number(y) };
}

function spanning(spots: readonly Spot[], margin: number, { x: right, y: down }: Spot): Box {
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  return {
    left: smallestOf(xs) - margin + right,
    right: largestOf(xs) + margin + right,
    top: smallestOf(ys) - margin + down,
    bottom: largestOf(ys) + margin + down,
  };
}

/** What pictures have in common, such as the numbers of an axis, is measured once. */
const extents = new Map<string, Box | null>();

/** The px that a path covers; null where it reaches nothing. */
function extentOf(d: string): Box | null {
  const known = extents.get(d);
  if (known !== undefined) return known;
  const corners = cornersOf(d);
  const extent = corners.length === 0 ? null : spanning(corners, 0, NOWHERE);
  extents.set(d, extent);
  return extent;
}

/** Places that a path reaches: where its parts end, and some on curves. */
function cornersOf(d: string): Spot[] {
  const corners: Spot[] = [];
  for (const part of readPath(d)) {
    if (part.kind === 'curve') for (const share of [0.25, 0.5, 0.75]) corners.push(spotOn(part, share));
    corners.push(...part.places.slice(-1));
  }
  return corners;
}

/** Pairs of boxes that overlap. */
export function overlapping(boxes: readonly Box[]): [Box, Box][] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => overlaps(a, b, 0))
      .map((b): [Box, Box] => [a, b]),
  );
}

/** Boxes of all that leaves the picture. */
export function outside(svg: Element): Box[] {
  const [, , width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(/[ ,]/).map(Number);
  return shapesOf(svg)
    .map(({ box }) => box)
    .filter(({ left, right, top, bottom }) => !(left >= 0 && top >= 0 && right <= width && bottom <= height));
}
