import type { ScenarioFront } from '../pareto/front.ts';
import type { Placement } from './candidate.ts';
import type { Faces } from './font.ts';
import { type Beside, type Frame, pxX, pxY } from './frame.ts';
import type { Spot } from './geometry.ts';
import { type LoadKind, loadLabel } from './loadlabel.ts';
import { type LineObstacle, type Obstacle, place } from './place.ts';
import { printable, truncateMiddle } from './printable.ts';
import type { Theme } from './theme.ts';
import { colorOf, radiusOf, type Trace, type TracePoint } from './trace.ts';

/** A text that says what a point is. */
export interface Label {
  readonly text: string;
  readonly point: TracePoint;
  readonly trace: Trace;
  /** Whether the text begins with the configuration's name. */
  readonly named: boolean;
  /** What its figure counts; null where the load is unknown. */
  readonly load: LoadKind | null;
}

export interface PlacedLabel extends Label, Placement {}

export const LABEL_SIZE = { front: 13, other: 11.5 };

/** With more configurations than this, points off the front stay without a figure. */
const SMALL_SWEEP = 4;
/** More labels than this find no room anyway, and trying takes time. */
const MOST_LABELS = 80;
/** How bad it is if a label covers a mark; one that has to move 20 px away costs about 20. */
const COST = { frontPoint: 400, point: 80, greyPoint: 6, line: 16, staircase: 20, greyLine: 2 };
/** What a label may cost before it is left out: on the front hardly ever, and rather a figure than a name. */
const BUDGET = { name: 3000, figure: 800, other: COST.staircase };
/** Height of a label's box in em: capitals and figures, and a little of what rises and descends beyond them. */
const LINE_HEIGHT = 0.85;
const NAME_ROOM = 210;
const MARGIN = 6;

/**
 * The labels to be tried, most wanted first: the front's, then, in a small sweep, those of the other points.
 * A configuration is named where it first appears, after that its points carry their load alone.
 */
export function labelsOf(traces: readonly Trace[], { front, scenario }: ScenarioFront, faces: Faces): Label[] {
  const named = new Set<Trace>();
  const points = new Map(traces.flatMap((trace) => trace.points.map((point) => [point.point, { trace, point }])));
  const frontPoints = front.flatMap(({ point }) => points.get(point) ?? []);
  const others = [...points.values()].filter(({ point }) => !point.onFront);
  const wanted = scenario.configurations.length <= SMALL_SWEEP ? [...frontPoints, ...others] : frontPoints;
  const labels = wanted.flatMap(({ trace, point }) => {
    const load = loadLabel(point.point.load);
    const name = named.has(trace) ? null : nameOf(trace, point, faces);
    named.add(trace);
    const text = [name, load?.text ?? null].filter((part) => part !== null).join(' · ');
    return text === '' ? [] : [{ text, point, trace, named: name !== null, load: load?.kind ?? null }];
  });
  return [...labels.filter(isFirst), ...labels.filter((label) => !isFirst(label))];
}

/** The names on the front come before all figures: without them a colour means nothing. */
function isFirst({ named, point }: Label): boolean {
  return named && point.onFront;
}

function nameOf({ configuration }: Trace, { onFront }: TracePoint, faces: Faces): string {
  const [face, size] = font(onFront, faces);
  return truncateMiddle(printable(configuration.id), NAME_ROOM, face, size);
}

function font(onFront: boolean, faces: Faces): [Faces['bold'], number] {
  return onFront ? [faces.bold, LABEL_SIZE.front] : [faces.regular, LABEL_SIZE.other];
}

/** How far the front's labels reach to the right of their points. */
export function besides(labels: readonly Label[], faces: Faces): Beside[] {
  return labels
    .filter(({ point }) => point.onFront)
    .map(({ trace, point, text }) => {
      const reach = radiusOf(trace, point) + MARGIN + faces.bold.width(text, LABEL_SIZE.front);
      return { x: point.x, reach };
    });
}

/** Finds a place for each label; labels off the front that would cover something are left out. */
export function placeLabels(
  labels: readonly Label[],
  traces: readonly Trace[],
  staircase: readonly Spot[],
  frame: Frame,
  faces: Faces,
): PlacedLabel[] {
  const tried = labels.slice(0, MOST_LABELS);
  const wishes = tried.map(({ text, point, trace, named }) => {
    const [face, size] = font(point.onFront, faces);
    return {
      at: spot(frame, point),
      radius: radiusOf(trace, point),
      width: face.width(text, size),
      height: size * LINE_HEIGHT,
      farthest: point.onFront ? Number.POSITIVE_INFINITY : 0,
      budget: !point.onFront ? BUDGET.other : named ? BUDGET.name : BUDGET.figure,
    };
  });
  const bounds = { left: frame.left + 2, right: frame.width - MARGIN, top: frame.top, bottom: frame.bottom - 1 };
  const lines = [...traces.flatMap((trace) => segments(trace, frame)), ...path(staircase, COST.staircase)];
  const placements = place(wishes, { bounds, markers: traces.flatMap((trace) => markers(trace, frame)), lines });
  return tried.flatMap((label, i) => {
    const placement = placements[i];
    return placement ? [{ ...label, ...placement }] : [];
  });
}

/** A label's colour: its trace's, or a legible grey. */
export function labelColor({ trace }: Label, theme: Theme): string {
  return trace.rank === null ? theme.muted : colorOf(trace, theme);
}

export function spot(frame: Frame, { x, y }: { x: number; y: number }): Spot {
  return { x: pxX(frame, x), y: pxY(frame, y) };
}

function markers(trace: Trace, frame: Frame): Obstacle[] {
  return trace.points.map((point) => {
    const { x, y } = spot(frame, point);
    const radius = radiusOf(trace, point) + 1;
    const cost = point.onFront ? COST.frontPoint : trace.rank === null ? COST.greyPoint : COST.point;
    return { box: { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }, cost };
  });
}

function segments({ points, rank }: Trace, frame: Frame): LineObstacle[] {
  return path(
    points.map((point) => spot(frame, point)),
    rank === null ? COST.greyLine : COST.line,
  );
}

function path(spots: readonly Spot[], cost: number): LineObstacle[] {
  return spots.slice(1).flatMap((to, i) => {
    const from = spots[i];
    return from ? [{ line: { from, to }, cost }] : [];
  });
}
