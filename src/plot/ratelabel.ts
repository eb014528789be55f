import { type Affixes, sharedBy, without } from '../chart/affixes.ts';
import { glance } from '../chart/chartnumber.ts';
import { kneeIn, type RatePoint, type RateSeries } from '../chart/rateseries.ts';
import { nameOfSweep } from '../chart/ratewords.ts';
import type { Placement, UnplacedLabel } from './candidate.ts';
import type { Faces } from './face.ts';
import type { SideLabel } from './frame.ts';
import { colorOf, radius } from './look.ts';
import type { Marks, RateMark } from './mark/ratetraces.ts';
import { COST, MARGIN } from './obstacles.ts';
import { place, type Surroundings } from './placement.ts';
import { LABEL_SIZE, LINE_HEIGHT, MOST_LABELS, NAME_ROOM } from './pointlabel.ts';
import { reachOf } from './reach.ts';
import type { Theme } from './theme.ts';
import { truncateMiddle } from './truncate.ts';

/** A text in a panel: what a trace is, at its knee, or how far a point falls behind. */
export interface RateLabel {
  readonly text: string;
  readonly trace: RateSeries;
  readonly mark: RateMark;
  readonly kind: 'name' | 'behind';
}

export interface PlacedRateLabel extends RateLabel, Placement {}

const EFFORT: Record<RateLabel['kind'], Pick<UnplacedLabel, 'farthest' | 'budget'>> = {
  name: { farthest: Number.POSITIVE_INFINITY, budget: 3000 },
  behind: { farthest: 62, budget: COST.point },
};

/** The labels to be tried in a panel, most wanted first: names, then what falls behind the requested rate. */
export function rateLabelsOf(all: readonly Marks[], faces: Faces): RateLabel[] {
  const named = all.filter(({ trace }) => trace.isNamed);
  const shared = sharedIn(all.map(({ trace }) => trace));
  const names = named.flatMap(({ trace, marks }): RateLabel[] => {
    const at = namedOf(
      trace,
      marks.map(({ rate }) => rate),
    );
    const mark = marks.find(({ rate }) => rate === at);
    return mark === undefined ? [] : [{ text: nameOf(trace, mark.rate, shared, faces), trace, mark, kind: 'name' }];
  });
  const behind = named.flatMap(({ trace, marks }) =>
    marks
      .filter(({ rate }) => trace.colour !== null && rate.follows === false)
      .map((mark): RateLabel => ({ text: shareOf(mark.rate), trace, mark, kind: 'behind' })),
  );
  return [...names, ...behind];
}

/** What the names in a picture leave out. */
export function sharedIn(traces: readonly RateSeries[]): Affixes {
  return sharedBy(traces.filter(({ isNamed }) => isNamed).map(({ name }) => name));
}

/** How far the labels of coloured traces reach to the right of their points. */
export function rateBesides(traces: readonly RateSeries[], faces: Faces): SideLabel[] {
  const shared = sharedIn(traces);
  return traces
    .filter(({ colour }) => colour !== null)
    .flatMap((trace) => {
      const named = namedOf(trace, trace.points);
      const behind = trace.points.filter((rate) => rate.follows === false && rate !== named);
      const beside = (rate: RatePoint, width: number) => {
        return { x: rate.achieved, reach: radius(trace, rate.isKnee) + MARGIN + width };
      };
      return [
        ...behind.map((rate) => beside(rate, faces.regular.width(shareOf(rate), LABEL_SIZE.other))),
        ...(named ? [beside(named, faces.bold.width(nameOf(trace, named, shared, faces), LABEL_SIZE.front))] : []),
      ];
    });
}

/**
 * The point that a trace's name stands at: the knee, else the last that was achieved as requested. A grey one is named
 * for what regressed of it, if anything did.
 */
function namedOf({ colour }: RateSeries, points: readonly RatePoint[]): RatePoint | undefined {
  const lost = colour === null ? points.find(({ regressed }) => regressed) : undefined;
  if (lost !== undefined) return lost;
  return kneeIn(points) ?? points.findLast(({ follows }) => follows) ?? points[0];
}

function nameOf(trace: RateSeries, rate: RatePoint, shared: Affixes, faces: Faces): string {
  const [face, size] = trace.colour === null ? [faces.regular, LABEL_SIZE.other] : [faces.bold, LABEL_SIZE.front];
  const name = nameOfSweep(trace, (id) => truncateMiddle(without(id, shared), NAME_ROOM, face, size));
  return rate.isKnee ? `${name} · ${glance(rate.achieved)} requests/s${movedFrom(trace, rate)}` : name;
}

/** Where a knee was in the baseline, if at another of the rates requested. */
function movedFrom({ before }: RateSeries, { requested }: RatePoint): string {
  const old = kneeIn(before);
  return old === undefined || old.requested === requested ? '' : ` (was ${glance(old.achieved)})`;
}

function shareOf({ achieved, requested }: RatePoint): string {
  return `${glance(achieved)} of ${glance(requested)} requests/s`;
}

/** Finds a place for each label; one that would cover too much is left out. */
export function placeRateLabels(
  labels: readonly RateLabel[],
  surroundings: Surroundings,
  faces: Faces,
): PlacedRateLabel[] {
  const tried = labels.slice(0, MOST_LABELS);
  const wishes = tried.map((label): UnplacedLabel => {
    const size = LABEL_SIZE[sizeOf(label)];
    const face = sizeOf(label) === 'front' ? faces.bold : faces.regular;
    const { mark, kind, text } = label;
    return {
      ...{ at: mark.at, radius: reachOf(mark), width: face.width(text, size), height: size * LINE_HEIGHT },
      free: 'right',
      ...EFFORT[kind],
    };
  });
  const placements = place(wishes, surroundings);
  return tried.flatMap((label, i) => {
    const placement = placements[i];
    return placement ? [{ ...label, ...placement }] : [];
  });
}

/** Names of coloured traces are bold. */
export function sizeOf({ trace, kind }: RateLabel): keyof typeof LABEL_SIZE {
  return kind === 'name' && trace.colour !== null ? 'front' : 'other';
}

export function rateLabelColor({ trace }: RateLabel, theme: Theme): string {
  if (trace.colour !== null) return colorOf(trace, theme);
  return trace.points.some(({ regressed }) => regressed) ? theme.warning : theme.muted;
}
