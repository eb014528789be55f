import { type PlaneChart, type PlaneOptions, planeChart } from '../../src/chart/planechart.ts';
import { rateChart } from '../../src/chart/ratechart.ts';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import { TRADEOFF } from '../../src/pareto/plane.ts';
import { finish } from '../../src/plot/finish.ts';
import { around, type Box, overlaps } from '../../src/plot/geometry.ts';
import { drawPlane, layOutPlane, type PlaneLayout } from '../../src/plot/planepicture.ts';
import { drawRates, layOutRates, type RateLayout } from '../../src/plot/ratepicture.ts';
import { openStudio } from '../../src/plot/studio.ts';
import { THEMES, type Theme } from '../../src/plot/theme.ts';
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
  return boxes.map((d) => spanning(cornersOf(d), 0, 0, 0));
}

function middleOf({ left, right, top, bottom }: Box): Box {
  return around({ x: (left + right) / 2, y: (top + bottom) / 2 }, 0, 0);
}

function boxOf(element: Element): Box | null {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  const { x, y } = shiftOf(element);
  if (element.localName === 'circle') return spanning([number('cx'), number('cy')], number('r'), x, y);
  if (element.localName === 'line') return spanning([number('x1'), number('y1'), number('x2'), number('y2')], 0, x, y);
  if (element.localName === 'rect') return spanning([0, 0, number('width'), number('height')], 0, x, y);
  const corners = cornersOf(element.getAttribute('d') ?? '');
  return corners.length === 0 ? null : spanning(corners, 0, x, y);
}

/** The sum of the translations of an element and all it lies in. */
function shiftOf(element: Element | null): { x: number; y: number } {
  if (element === null) return { x: 0, y: 0 };
  const outer = shiftOf(element.parentElement);
  const transform = element.getAttribute('transform');
  if (transform === null) return outer;
  const [, x, y] = /^translate\(([-\d.]+)[ ,]([-\d.]+)\)$/.exec(transform) ?? [];
  if (x === undefined || y === undefined) throw new Error(`unknown transform: ${transform}`);
  return { x: outer.x + Number(x), y: outer.y + Number(y) };
}

function spanning(coordinates: readonly number[], margin: number, x: number, y: number): Box {
  const xs = coordinates.filter((_, i) => i % 2 === 0);
  const ys = coordinates.filter((_, i) => i % 2 === 1);
  return {
    left: Math.min(...xs) - margin + x,
    right: Math.max(...xs) + margin + x,
    top: Math.min(...ys) - margin + y,
    bottom: Math.max(...ys) + margin + y,
  };
}

/** Places that a path reaches, as x, y, x, y: where its parts end, and some on curves. */
function cornersOf(d: string): number[] {
  return readPath(d).flatMap((part) => {
    const shares = part.kind === 'curve' ? [0.25, 0.5, 0.75, 1] : [1];
    return shares.flatMap((share) => {
      const { x, y } = spotOn(part, share);
      return [x, y];
    });
  });
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
