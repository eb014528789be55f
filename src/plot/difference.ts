import type { Corner } from '../chart/planechart.ts';
import { spotOf } from './frame.ts';
import type { Box, Segment, Spot } from './geometry.ts';
import { type Stage, worstCorner } from './staircase.ts';

/** The difference between a baseline's front and the candidate's, in px. */
export interface Difference {
  /** The parts of the baseline's staircase that do not coincide with the candidate's, which is the one to be seen. */
  readonly baseline: readonly Segment[];
  /** What users could get on one side only. */
  readonly lost: readonly Box[];
  readonly gained: readonly Box[];
}

/** Regions smaller than this, in px², are invisible, and neither drawn nor explained. */
const LEAST_AREA = 60;

/** No difference. */
export const SAME: Difference = { baseline: [], lost: [], gained: [] };

/** The regions between two fronts' staircases, each from the worst x to the best. */
export function differenceOf(baseline: readonly Corner[], candidate: readonly Corner[], stage: Stage): Difference {
  const { frame, better } = stage;
  // Where less is better, everything is reversed.
  const [across, up] = [better.x, better.y].map((way) => (way === 'higher' ? 1 : -1)) as [1 | -1, 1 | -1];
  const turned = ({ x, y }: Corner): Corner => ({ x: across * x, y: up * y });
  const { x: worst, y: ground } = turned(worstCorner(stage));
  const stretches = stretchesOf(baseline.map(turned), candidate.map(turned), worst, ground);
  const inPx = (corner: Corner) => spotOf(frame, turned(corner));
  const boxes = (side: readonly Stretch[]) => side.map((stretch) => boxOf(stretch, inPx));
  const edges = stretches.flatMap((stretch, i) => ownEdges(stretch, stretches[i + 1], ground));
  return {
    baseline: edges.map(({ from, to }) => ({ from: inPx(from), to: inPx(to) })),
    lost: seen(boxes(stretches.filter(({ before, after }) => after < before))),
    gained: seen(boxes(stretches.filter(({ before, after }) => after > before))),
  };
}

/** A stretch of x, towards the better end, over which neither front's best y changes. */
interface Stretch {
  readonly left: number;
  readonly right: number;
  readonly before: number;
  readonly after: number;
}

function stretchesOf(
  baseline: readonly Corner[],
  candidate: readonly Corner[],
  worst: number,
  ground: number,
): Stretch[] {
  let [left, i, k] = [worst, 0, 0];
  return stepsOf(baseline, candidate).map((right) => {
    i = firstAt(baseline, right, i);
    k = firstAt(candidate, right, k);
    const stretch = { left, right, before: baseline[i]?.y ?? ground, after: candidate[k]?.y ?? ground };
    left = right;
    return stretch;
  });
}

/** The baseline's edges along a stretch and down at its end, without what they share with the candidate's. */
function ownEdges({ left, right, before, after }: Stretch, next: Stretch | undefined, ground: number): Segment[] {
  const along = { from: { x: left, y: before }, to: { x: right, y: before } };
  const down = (from: number, to: number) => ({ from: { x: right, y: from }, to: { x: right, y: to } });
  const [end, otherEnd] = [next?.before ?? ground, next?.after ?? ground];
  // Above and below the part where the candidate's goes down too.
  const [above, below] = [Math.max(end, Math.min(before, after)), Math.min(before, Math.max(end, otherEnd))];
  return [
    ...(before === after || before === ground ? [] : [along]),
    ...(before > above ? [down(before, above)] : []),
    ...(below > end ? [down(below, end)] : []),
  ];
}

function boxOf({ left, right, before, after }: Stretch, inPx: (corner: Corner) => Spot): Box {
  const [one, other] = [inPx({ x: left, y: before }), inPx({ x: right, y: after })];
  return {
    left: Math.min(one.x, other.x),
    right: Math.max(one.x, other.x),
    top: Math.min(one.y, other.y),
    bottom: Math.max(one.y, other.y),
  };
}

/** Where one of the staircases goes down. */
function stepsOf(baseline: readonly Corner[], candidate: readonly Corner[]): number[] {
  return [...new Set([...baseline, ...candidate].map(({ x }) => x))].sort((a, b) => a - b);
}

/** Index of the first point, from a given index on, with an x at least as good: its y is the best available there. */
function firstAt(front: readonly Corner[], x: number, from: number): number {
  let i = from;
  while ((front[i]?.x ?? Number.POSITIVE_INFINITY) < x) i++;
  return i;
}

function seen(boxes: readonly Box[]): readonly Box[] {
  const area = boxes.reduce((sum, { left, right, top, bottom }) => sum + (right - left) * (bottom - top), 0);
  return area < LEAST_AREA ? [] : boxes;
}
