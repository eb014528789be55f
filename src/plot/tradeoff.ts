import type { ScenarioFront } from '../pareto/front.ts';
import type { UserThroughput } from '../run/metric.ts';
import { type Description, finish, tidy } from './finish.ts';
import { type Frame, frameOf } from './frame.ts';
import { besides, labelsOf, type PlacedLabel, placeLabels, spot } from './label.ts';
import { loadLabel } from './loadlabel.ts';
import { axes } from './mark/axes.ts';
import { heading, subtitleOf, titleOf } from './mark/heading.ts';
import { type Key, keyEntries, keyMarks, layKey } from './mark/key.ts';
import { labelMarks } from './mark/labels.ts';
import { cornersOf, staircase } from './mark/staircase.ts';
import { frontDots, frontTrace, greyTrace } from './mark/traces.ts';
import { glance } from './number.ts';
import { outlineTexts } from './outline.ts';
import { printable } from './printable.ts';
import type { Tools } from './studio.ts';
import type { Theme } from './theme.ts';
import { type Trace, tracesOf } from './trace.ts';

/** Front points told in the description; more would be a table read aloud. */
const TOLD = 20;

/** What the picture shows and where; the same in every theme. */
export interface Layout {
  readonly front: ScenarioFront;
  readonly traces: readonly Trace[];
  readonly labels: readonly PlacedLabel[];
  readonly frame: Frame;
  readonly key: Key;
}

/** Lays a scenario out; null where no point has both coordinates. */
export function layOut({ faces }: Tools, front: ScenarioFront): Layout | null {
  const traces = tracesOf(front);
  if (traces.length === 0) return null;
  const wanted = labelsOf(traces, front, faces);
  const points = traces.flatMap(({ points }) => points);
  const frame = frameOf(points, besides(wanted, faces));
  const corners = cornersOf(front.front).map((corner) => spot(frame, corner));
  const labels = placeLabels(wanted, traces, corners, frame, faces);
  return { front, traces, labels, frame, key: layKey(keyEntries(traces, wanted, labels), frame, faces) };
}

/** Draws tok/s/GPU over tok/s/user as an SVG without text elements, style sheets or references. */
export function drawTradeoff(tools: Tools, layout: Layout, theme: Theme, userThroughput: UserThroughput): string {
  const svg = tools.plot.plot({
    document: tools.window.document,
    ...scales(layout),
    marks: [background(theme), ...marks(tools, layout, theme, userThroughput)],
  });
  // Before the outlines, which are rounded already and long.
  tidy(svg, theme.ink);
  outlineTexts(svg, tools.faces);
  return finish(tools.window, svg, describe(layout.front, layout.traces));
}

function scales({ frame, key }: Layout) {
  return {
    width: frame.width,
    height: key.height,
    marginTop: frame.top,
    marginRight: frame.width - frame.right,
    marginBottom: key.height - frame.bottom,
    marginLeft: frame.left,
    x: { type: 'linear', domain: [0, frame.maxX] },
    y: { type: 'linear', domain: [0, frame.maxY] },
  } as const;
}

/** From back to front. */
function marks({ plot, faces }: Tools, layout: Layout, theme: Theme, userThroughput: UserThroughput) {
  const { front, traces, labels, frame, key } = layout;
  const coloured = traces.filter(({ rank }) => rank !== null);
  const grey = traces.filter(({ rank }) => rank === null);
  return [
    ...axes(plot, frame, theme, userThroughput),
    ...grey.flatMap((trace) => greyTrace(plot, trace, theme)),
    ...staircase(plot, front.front, { color: theme.ink, areaOpacity: theme.areaOpacity }),
    ...coloured.flatMap((trace) => frontTrace(plot, trace, theme)),
    ...frontDots(plot, coloured, theme),
    ...labelMarks(plot, labels, theme),
    ...heading(plot, front, traces, frame, theme, faces),
    ...keyMarks(plot, key, theme),
  ];
}

/** A mark of its own, since viewers differ in what they show behind a picture. */
function background(theme: Theme): import('@observablehq/plot').RenderFunction {
  return (_index, _scales, _values, _dimensions, { document, ownerSVGElement }) => {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const name of ['width', 'height']) rect.setAttribute(name, ownerSVGElement.getAttribute(name) ?? '');
    rect.setAttribute('fill', theme.background);
    return rect;
  };
}

function describe(front: ScenarioFront, traces: readonly Trace[]): Description {
  const told = front.front.slice(0, TOLD).map(({ configuration, point, x, y }) => {
    const load = loadLabel(point.load);
    const name = [printable(configuration.id), ...(load ? [load.text] : [])].join(' · ');
    return `${name}: ${glance(x)} tok/s/user, ${glance(y)} tok/s/GPU`;
  });
  const more = front.front.length - told.length;
  return {
    title: titleOf(front).join(' · '),
    text: `${subtitleOf(front, traces)}. Pareto front: ${[...told, ...(more > 0 ? [`${more} more`] : [])].join('; ')}.`,
  };
}
