import type { ScenarioFront } from '../pareto/front.ts';
import type { Placement, Wish } from './candidate.ts';
import type { Faces } from './font.ts';
import type { Beside, Frame } from './frame.ts';
import { type LoadKind, loadLabel } from './loadlabel.ts';
import { COST, MARGIN, spot } from './obstacles.ts';
import { place, type Surroundings } from './place.ts';
import { printable, truncateMiddle } from './printable.ts';
import { markedOf, reachOf } from './reach.ts';
import type { Theme } from './theme.ts';
import { colorOf, type Trace, type TracePoint } from './trace.ts';

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
export const SMALL_SWEEP = 4;
/** More regressed points than this are all over the picture, and the report names them. */
export const MOST_REGRESSED = 12;
/** More labels than this find no room anyway, and trying takes time. */
export const MOST_LABELS = 80;
/** What a label may cost before it is left out: on the front hardly ever, and rather a figure than a name. */
const BUDGET = { name: 3000, figure: 800, regressed: COST.point, other: COST.staircase };
/** Height of a label's box in em: capitals and figures, and a little of what rises and descends beyond them. */
export const LINE_HEIGHT = 0.85;
/** Px that a configuration's name may take. */
export const NAME_ROOM = 210;

/**
 * The labels to be tried, most wanted first: the front's, then those of a few regressed points, then, in a small sweep,
 * those of the other points. A configuration is named where it first appears and where it regressed off the front, else
 * its points carry their load alone.
 */
export function labelsOf(traces: readonly Trace[], { front, scenario }: ScenarioFront, faces: Faces): Label[] {
  const named = new Set<Trace>();
  const points = new Map(traces.flatMap((trace) => trace.points.map((point) => [point.point, { trace, point }])));
  const frontPoints = front.flatMap(({ point }) => points.get(point) ?? []);
  const others = [...points.values()].filter(({ point }) => !point.onFront);
  const regressed = others.filter(({ point }) => point.regressed);
  const unregressed = others.filter(({ point }) => !point.regressed);
  const wanted = [
    ...frontPoints,
    ...(regressed.length <= MOST_REGRESSED ? regressed : []),
    ...(scenario.configurations.length <= SMALL_SWEEP ? unregressed : []),
  ];
  const labels = wanted.flatMap(({ trace, point }) => {
    const load = loadLabel(point.point.load);
    const name = named.has(trace) && !isNoted(point) ? null : nameOf(trace, point, faces);
    named.add(trace);
    const text = [name, load?.text ?? null].filter((part) => part !== null).join(' · ');
    return text === '' ? [] : [{ text, point, trace, named: name !== null, load: load?.kind ?? null }];
  });
  return [...labels.filter(isFirst), ...labels.filter((label) => !isFirst(label))];
}

function isNoted({ onFront, regressed }: TracePoint): boolean {
  return regressed && !onFront;
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
      const reach = reachOf(markedOf(trace, point)) + MARGIN + faces.bold.width(text, LABEL_SIZE.front);
      return { x: point.x, reach };
    });
}

/** Finds a place for each label; labels off the front that would cover something are left out. */
export function placeLabels(
  labels: readonly Label[],
  surroundings: Surroundings,
  frame: Frame,
  faces: Faces,
): PlacedLabel[] {
  const tried = labels.slice(0, MOST_LABELS);
  const wishes = tried.map(({ text, point, trace, named }) => {
    const [face, size] = font(point.onFront, faces);
    return {
      at: spot(frame, point),
      radius: reachOf(markedOf(trace, point)),
      width: face.width(text, size),
      height: size * LINE_HEIGHT,
      ...effort(point, named),
    };
  });
  const placements = place(wishes, surroundings);
  return tried.flatMap((label, i) => {
    const placement = placements[i];
    return placement ? [{ ...label, ...placement }] : [];
  });
}

function effort({ onFront, regressed }: TracePoint, named: boolean): Pick<Wish, 'farthest' | 'budget'> {
  if (onFront) return { farthest: Number.POSITIVE_INFINITY, budget: named ? BUDGET.name : BUDGET.figure };
  return regressed ? { farthest: 130, budget: BUDGET.regressed } : { farthest: 0, budget: BUDGET.other };
}

/** A label's colour: its trace's, or a legible grey, or that of its ring. */
export function labelColor({ trace, point }: Label, theme: Theme): string {
  if (trace.rank !== null) return colorOf(trace, theme);
  return point.regressed ? theme.warning : theme.muted;
}
