import { type Affixes, sharedBy, without } from '../chart/affixes.ts';
import type { LoadKind } from '../chart/loadlabel.ts';
import type { PlaneChart } from '../chart/planechart.ts';
import type { PlanePoint, PlaneSeries } from '../chart/planeseries.ts';
import { isolated } from '../chart/printable.ts';
import { bestWords } from '../chart/within.ts';
import type { Placement, UnplacedLabel } from './candidate.ts';
import type { Faces } from './face.ts';
import { type Frame, isNarrow, type SideLabel, spotOf } from './frame.ts';
import type { Box, Spot } from './geometry.ts';
import { colorOf } from './look.ts';
import { COST, MARGIN } from './obstacles.ts';
import { BEST_GAP, markedOf, reachOf } from './reach.ts';
import { outsideOf, type Stage } from './staircase.ts';
import type { Theme } from './theme.ts';
import { truncateMiddle } from './truncate.ts';

/** A text that identifies a point. */
export interface Label {
  readonly text: string;
  readonly point: PlanePoint;
  readonly series: PlaneSeries;
  /** Whether the text starts with the configuration's name. */
  readonly named: boolean;
  /** What its figure counts; null if the load is unknown. */
  readonly load: LoadKind | null;
  /** Whether it names the point, or says that it is the best within objectives. */
  readonly kind: 'point' | 'best';
  /** Whether its point is the best within objectives. */
  readonly isBest: boolean;
  /** Areas to avoid, where it would seem to be about something other than its point. */
  readonly outside?: readonly Box[];
  /** Labels of other points at the same spot, which this one represents too. */
  readonly others?: readonly Label[];
}

export interface PlacedLabel extends Label, Placement {}

export const LABEL_SIZE = { front: 13, other: 11.5 };

/** There is never room for more labels than this, and trying takes time. */
export const MOST_LABELS = 80;
/** What a label may cost before it is left out: on the front hardly any are, and figures sooner than names. */
const BUDGET = { name: 3000, figure: 800, regressed: COST.point, other: COST.staircase };
/** How far the name of a grey line may be from the line's end, in px. */
const NAME_REACH = 62;
/** Height of a label's box in em: that of capitals and figures, and a little for ascenders and descenders. */
export const LINE_HEIGHT = 0.85;
/** The width that a configuration's name may take, in px, and what share of a narrow picture at most. */
export const NAME_ROOM = 210;
const NAME_SHARE = 0.3;

/** The width that a configuration's name may take in a picture, both in px. */
export function nameRoom(width: number): number {
  return Math.min(NAME_ROOM, width * NAME_SHARE);
}

/** The labels that a chart should have, and what their names leave out; names are shortened to the given px. */
export function labelsOf(
  { series, labels, within }: PlaneChart,
  faces: Faces,
  room: number,
): { readonly labels: Label[]; readonly shared: Affixes } {
  const byKey = new Map(series.flatMap((one) => one.points.map((point) => [point.key, { series: one, point }])));
  const shared = sharedBy(labels.flatMap(({ key, named }) => (named ? [byKey.get(key)?.series.name ?? ''] : [])));
  const all = labels.flatMap(({ key, named }): Label[] => {
    const at = byKey.get(key);
    if (at === undefined) return [];
    const [face, size] = fontOf({ ...at, kind: 'point' }, faces);
    const name = named ? isolated(truncateMiddle(without(at.series.name, shared), room, face, size)) : null;
    const { load } = at.point;
    const text = [name, load?.text ?? null].filter((part) => part !== null).join(' · ');
    const isBest = key === within?.best?.key;
    return text === '' ? [] : [{ ...at, kind: 'point', text, named, load: load?.kind ?? null, isBest }];
  });
  return { labels: all, shared };
}

/** The label for the best point within objectives, besides its own; it does not state limits that the picture shows. */
export function bestLabel({ series, within }: PlaneChart, stage: Stage): Label[] {
  const key = within?.best?.key;
  if (within === null || key === undefined) return [];
  const outside = outsideOf(within.limits, stage);
  const text = bestWords(within, outside.length > 0 ? 'limited' : isNarrow(stage.frame) ? 'brief' : 'whole');
  return series.flatMap((one) =>
    one.points
      .filter((point) => point.key === key)
      .map(
        (point): Label => ({ series: one, point, kind: 'best', text, named: true, load: null, isBest: true, outside }),
      ),
  );
}

/** The largest distance between points that share a label, in px. */
const SAME_SPOT = 2;
/** The share of a picture's width that such a label may take; what does not fit is counted. */
const JOINED_SHARE = 0.45;

/** Merges labels of points at the same spot, which would hide each other: `A · 8, B · 16`, `A, B · 8`. */
export function joined(labels: readonly Label[], frame: Frame, faces: Faces): Label[] {
  const groups: Label[][] = [];
  for (const label of labels) {
    const at = spotOf(frame, label.point);
    const group = groups.find(([first]) => first !== undefined && isNear(spotOf(frame, first.point), at));
    if (group === undefined) groups.push([label]);
    else group.push(label);
  }
  return groups.flatMap((group) => joint(group, frame.width * JOINED_SHARE, faces));
}

function isNear(a: Spot, b: Spot): boolean {
  return Math.abs(a.x - b.x) <= SAME_SPOT && Math.abs(a.y - b.y) <= SAME_SPOT;
}

function joint(group: readonly Label[], room: number, faces: Faces): Label[] {
  const [first] = group;
  if (first === undefined) return [];
  const [face, size] = fontOf(first, faces);
  let [text, count] = [first.text, 1];
  for (; count < group.length; count += 1) {
    const longer = textOf(group.slice(0, count + 1));
    if (longer !== text && face.width(longer, size) > room) break;
    text = longer;
  }
  const more = group.length - count;
  return [{ ...first, text: more > 0 ? `${text} and ${more} more` : text, others: group.slice(1) }];
}

/** `2R-TP4 · alpha, beta · 128, 64`: each load once, with the names that go with it. */
function textOf(labels: readonly Label[]): string {
  const names = new Map<string, string[]>();
  for (const { text, named, point } of labels) {
    const load = point.load?.text ?? '';
    const name = load === '' ? text : text.slice(0, -` · ${load}`.length);
    names.set(load, [...(names.get(load) ?? []), ...(named ? [name] : [])]);
  }
  return [...names]
    .map(([load, all]) => [listed([...new Set(all)]), load].filter((part) => part !== '').join(' · '))
    .join(', ');
}

/** `2R-TP4 · alpha, beta`: what names start with is stated once. */
function listed(names: readonly string[]): string {
  const [first = ''] = names;
  const [beginning = ''] = first.split(SEPARATOR);
  const start = beginning + SEPARATOR;
  if (names.length < 2 || !names.every((name) => name.startsWith(start))) return names.join(', ');
  return start + names.map((name) => name.slice(start.length)).join(', ');
}

const SEPARATOR = ' · ';

/** How a label is typeset: important ones are large and bold. */
export function sizeOf({ point, kind }: Pick<Label, 'point' | 'kind'>): keyof typeof LABEL_SIZE {
  return kind === 'best' || (point.onFront && !point.missed) ? 'front' : 'other';
}

function fontOf(label: Pick<Label, 'point' | 'kind'>, faces: Faces): [Faces['bold'], number] {
  const size = sizeOf(label);
  return [size === 'front' ? faces.bold : faces.regular, LABEL_SIZE[size]];
}

/** How far the front's labels extend to the right of their points. */
export function besides(labels: readonly Label[], faces: Faces): SideLabel[] {
  return labels
    .filter(({ point }) => point.onFront)
    .map((label) => {
      const { series, point, text } = label;
      const [face, size] = fontOf(label, faces);
      return { x: point.x, reach: reachOf(markedOf(series, point)) + MARGIN + face.width(text, size) };
    });
}

/** Where a label should be: at its point, on the side that is free of data. */
export function wishOf(label: Label, { frame, better }: Stage, faces: Faces): UnplacedLabel {
  const { text, point, series } = label;
  const [face, size] = fontOf(label, faces);
  return {
    ...(label.outside === undefined ? {} : { outside: label.outside }),
    at: spotOf(frame, point),
    radius: reachOf(markedOf(series, point)) + (label.isBest ? BEST_GAP : 0),
    width: face.width(text, size),
    height: size * LINE_HEIGHT,
    free: better.x === 'higher' ? 'right' : 'left',
    below: better.y === 'lower',
    ...effort(label),
  };
}

function effort(label: Label): Pick<UnplacedLabel, 'farthest' | 'budget'> {
  const { series, named, isBest } = label;
  const { onFront, regressed } = label.point;
  if (onFront || isBest) return { farthest: Number.POSITIVE_INFINITY, budget: named ? BUDGET.name : BUDGET.figure };
  if (named && series.colour === null && !regressed) return { farthest: NAME_REACH, budget: COST.point };
  return regressed ? { farthest: 130, budget: BUDGET.regressed } : { farthest: 0, budget: BUDGET.other };
}

/** A label's colour: that of its series or its ring, or a legible grey; ink for several series. */
export function labelColor({ series, point, kind, others = [] }: Label, theme: Theme): string {
  if (kind === 'best' || others.some((other) => other.series !== series)) return theme.ink;
  if (series.colour !== null) return colorOf(series, theme);
  return point.regressed ? theme.warning : theme.muted;
}
