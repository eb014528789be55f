import type { LoadKind } from '../chart/loadlabel.ts';
import type { PlaneChart } from '../chart/planechart.ts';
import type { PlanePoint, PlaneSeries } from '../chart/planeseries.ts';
import { isolated } from '../chart/printable.ts';
import type { Placement, Wish } from './candidate.ts';
import type { Faces } from './face.ts';
import { type Beside, type Frame, spotOf } from './frame.ts';
import { colorOf } from './look.ts';
import { COST, MARGIN } from './obstacles.ts';
import { place, type Surroundings } from './place.ts';
import { markedOf, reachOf } from './reach.ts';
import type { Theme } from './theme.ts';
import { truncateMiddle } from './truncate.ts';

/** A text that says what a point is. */
export interface Label {
  readonly text: string;
  readonly point: PlanePoint;
  readonly series: PlaneSeries;
  /** Whether the text begins with the configuration's name. */
  readonly named: boolean;
  /** What its figure counts; null where the load is unknown. */
  readonly load: LoadKind | null;
}

export interface PlacedLabel extends Label, Placement {}

export const LABEL_SIZE = { front: 13, other: 11.5 };

/** More labels than this find no room anyway, and trying takes time. */
export const MOST_LABELS = 80;
/** What a label may cost before it is left out: on the front hardly ever, and rather a figure than a name. */
const BUDGET = { name: 3000, figure: 800, regressed: COST.point, other: COST.staircase };
/** Height of a label's box in em: capitals and figures, and a little of what rises and descends beyond them. */
export const LINE_HEIGHT = 0.85;
/** Px that a configuration's name may take, and of how narrow a picture at most. */
export const NAME_ROOM = 210;
const NAME_SHARE = 0.3;

/** Px that a configuration's name may take in a picture. */
export function nameRoom(width: number): number {
  return Math.min(NAME_ROOM, width * NAME_SHARE);
}

/** The labels that a chart wants, as texts; names are cut to so many px. */
export function labelsOf({ series, labels }: PlaneChart, faces: Faces, room: number): Label[] {
  const byKey = new Map(series.flatMap((one) => one.points.map((point) => [point.key, { series: one, point }])));
  return labels.flatMap(({ key, named }) => {
    const at = byKey.get(key);
    if (at === undefined) return [];
    const [face, size] = font(at.point.onFront, faces);
    const name = named ? isolated(truncateMiddle(at.series.name, room, face, size)) : null;
    const { load } = at.point;
    const text = [name, load?.text ?? null].filter((part) => part !== null).join(' · ');
    return text === '' ? [] : [{ ...at, text, named, load: load?.kind ?? null }];
  });
}

function font(onFront: boolean, faces: Faces): [Faces['bold'], number] {
  return onFront ? [faces.bold, LABEL_SIZE.front] : [faces.regular, LABEL_SIZE.other];
}

/** How far the front's labels reach to the right of their points. */
export function besides(labels: readonly Label[], faces: Faces): Beside[] {
  return labels
    .filter(({ point }) => point.onFront)
    .map(({ series, point, text }) => {
      const reach = reachOf(markedOf(series, point)) + MARGIN + faces.bold.width(text, LABEL_SIZE.front);
      return { x: point.x, reach };
    });
}

/** Finds a place for each label; labels off the front that would cover something are left out. */
export function placeLabels(
  labels: readonly Label[],
  surroundings: Surroundings,
  frame: Frame,
  better: 'higher' | 'lower',
  faces: Faces,
): PlacedLabel[] {
  const tried = labels.slice(0, MOST_LABELS);
  const wishes = tried.map(({ text, point, series, named }) => {
    const [face, size] = font(point.onFront, faces);
    return {
      at: spotOf(frame, point),
      radius: reachOf(markedOf(series, point)),
      width: face.width(text, size),
      height: size * LINE_HEIGHT,
      free: better === 'higher' ? ('right' as const) : ('left' as const),
      ...effort(point, named),
    };
  });
  const placements = place(wishes, surroundings);
  return tried.flatMap((label, i) => {
    const placement = placements[i];
    return placement ? [{ ...label, ...placement }] : [];
  });
}

function effort({ onFront, regressed }: PlanePoint, named: boolean): Pick<Wish, 'farthest' | 'budget'> {
  if (onFront) return { farthest: Number.POSITIVE_INFINITY, budget: named ? BUDGET.name : BUDGET.figure };
  return regressed ? { farthest: 130, budget: BUDGET.regressed } : { farthest: 0, budget: BUDGET.other };
}

/** A label's colour: its series', or a legible grey, or that of its ring. */
export function labelColor({ series, point }: Label, theme: Theme): string {
  if (series.colour !== null) return colorOf(series, theme);
  return point.regressed ? theme.warning : theme.muted;
}
