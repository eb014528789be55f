import type { ScaleType } from '../chart/axis.ts';
import type { Chart } from '../chart/chart.ts';
import { type PlaneChart, planeChart } from '../chart/planechart.ts';
import { rateChart } from '../chart/ratechart.ts';
import type { TrendChart } from '../chart/trendchart.ts';
import type { Face } from '../plot/face.ts';
import { type Frame, spotOf, valuesAt } from '../plot/frame.ts';
import * as plot from '../plot/library.ts';
import { rateMarks } from '../plot/mark/ratetraces.ts';
import { PixelGrid } from '../plot/pixelgrid.ts';
import { drawPlane, layOutPlane } from '../plot/planepicture.ts';
import { drawRates, layOutRates } from '../plot/ratepicture.ts';
import type { Theme } from '../plot/theme.ts';
import { drawTrend, layOutTrend } from '../plot/trendpicture.ts';
import type { UserThroughput } from '../run/metric.ts';
import type { Scene } from './scene.ts';
import type { ScaleChoice } from './view.ts';

/** A point in px of a drawing. */
export interface Mark {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

/** A drawn chart, and where its data are. */
export interface Drawing {
  readonly svg: Element;
  readonly width: number;
  readonly height: number;
  /** Null if there are several panels, and no line to drag. */
  readonly frame: Frame | null;
  readonly marks: readonly Mark[];
  /** Description of the chart for those who cannot see it. */
  readonly description: string;
}

/** How a scene is drawn. */
export interface Style {
  /** Px. */
  readonly width: number;
  readonly theme: Theme;
  readonly x: ScaleChoice;
  readonly y: ScaleChoice;
  readonly definition: UserThroughput;
}

/** Draws what a scene shows; null where no point can be drawn. */
export function drawScene(scene: Scene, style: Style): Drawing | null {
  return scene.chart === 'latency' ? drawLatencies(scene, style) : drawInPlane(scene, style);
}

function drawInPlane(scene: Scene, { width, theme, x, y, definition }: Style): Drawing | null {
  const chart = planeChart(scene.shown, {
    ...{ plane: scene.plane, userThroughput: definition },
    ...{ baseline: scene.baseline, regressed: scene.regressed, objectives: scene.bounds },
    ...{ missed: scene.missed, unjudged: scene.unjudged },
    colours: scene.colours,
    scale: { ...chosen('x', x), ...chosen('y', y) },
  });
  if (chart.series.length === 0) return null;
  const layout = layOutPlane({ faces }, chart, { width });
  const { frame, height } = layout;
  const svg = drawPlane({ plot, document, faces, pixels }, layout, theme);
  return { ...drawn(svg, chart, width, height), frame, marks: marksOf(chart, frame) };
}

/** Draws latencies over the request rate. */
function drawLatencies(
  { shown, baseline, regressed, missed, unjudged }: Scene,
  { width, theme }: Style,
): Drawing | null {
  const chart = rateChart(shown, { baseline, regressed, missed, unjudged });
  if (chart === null) return null;
  const layout = layOutRates({ faces }, chart, { width });
  const svg = drawRates({ plot, document, faces, pixels }, layout, theme);
  const marks = layout.shown.flatMap(({ latency, panel }) =>
    chart.series.flatMap((series) =>
      rateMarks(series, latency, panel).map(({ rate, at }) => ({ key: rate.key, ...at })),
    ),
  );
  return { ...drawn(svg, chart, width, layout.key.height), frame: null, marks };
}

/** Draws a trend that the report made. */
export function drawTrendChart(chart: TrendChart, { width, theme }: Pick<Style, 'width' | 'theme'>): Element {
  const layout = layOutTrend({ faces }, chart, { width });
  return drawn(drawTrend({ plot, document, faces, pixels }, layout, theme), chart, width, layout.key.height).svg;
}

/** A drawing that adapts to its container, with a description for those who cannot see it. */
function drawn(svg: Element, { description }: Chart, width: number, height: number) {
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', description.title);
  return { svg, width, height, description: description.text };
}

/** The horizontal value at a position in px. */
export function acrossAt(frame: Frame, px: number): number {
  return valuesAt(frame, { x: px, y: frame.top }).x;
}

/** The position in px of a horizontal value. */
export function pxAcross(frame: Frame, value: number): number {
  return spotOf(frame, { x: value, y: frame.y.domain[0] }).x;
}

function chosen(place: 'x' | 'y', scale: ScaleChoice): { readonly [one in 'x' | 'y']?: ScaleType } {
  return scale === 'auto' ? {} : { [place]: scale };
}

function marksOf({ series }: PlaneChart, frame: Frame): Mark[] {
  return series.flatMap(({ points }) => points.map((point) => ({ key: point.key, ...spotOf(frame, point) })));
}

const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';

/** Texts are as wide as the reader's own fonts make them. */
class ScreenFace implements Face {
  readonly #weight: number;
  readonly #context = document.createElement('canvas').getContext('2d');
  readonly #widths = new Map<string, number>();

  constructor(weight: number) {
    this.#weight = weight;
  }

  width(text: string, size: number): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known * size;
    if (this.#context === null) return text.length * size * 0.6;
    this.#context.font = `${this.#weight} 100px ${FONT}`;
    const width = this.#context.measureText(text).width / 100;
    this.#widths.set(text, width);
    return width * size;
  }
}

const faces = { regular: new ScreenFace(400), bold: new ScreenFace(600) };

/** A page shows a picture as large as it is. */
const pixels = new PixelGrid(1);
