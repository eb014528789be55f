import { type Frame, pxX, pxY } from './frame.ts';
import type { Box, Segment } from './geometry.ts';
import type { Corner } from './mark/staircase.ts';

/** What sets a baseline's front apart from the candidate's, in px. */
export interface Difference {
  /** The baseline's staircase where the candidate's does not run along it, which is the one to be seen. */
  readonly baseline: readonly Segment[];
  /** What users could buy on one side only. */
  readonly lost: readonly Box[];
  readonly gained: readonly Box[];
}

/** Px² below which a region is not to be seen, and neither drawn nor explained. */
const LEAST_AREA = 60;

/** No difference. */
export const SAME: Difference = { baseline: [], lost: [], gained: [] };

/** The regions between two fronts' staircases, each ascending in x. */
export function differenceOf(baseline: readonly Corner[], candidate: readonly Corner[], frame: Frame): Difference {
  const stretches = stretchesOf(baseline, candidate);
  const boxes = (side: readonly Stretch[]) =>
    side.map(({ left, right, before, after }) => ({
      left: pxX(frame, left),
      right: pxX(frame, right),
      top: pxY(frame, Math.max(before, after)),
      bottom: pxY(frame, Math.min(before, after)),
    }));
  return {
    baseline: stretches.flatMap((stretch, i) => ownEdges(stretch, stretches[i + 1])).map((edge) => inPx(edge, frame)),
    lost: seen(boxes(stretches.filter(({ before, after }) => after < before))),
    gained: seen(boxes(stretches.filter(({ before, after }) => after > before))),
  };
}

/** A stretch of tok/s/user over which neither front's best tok/s/GPU changes. */
interface Stretch {
  readonly left: number;
  readonly right: number;
  readonly before: number;
  readonly after: number;
}

function stretchesOf(baseline: readonly Corner[], candidate: readonly Corner[]): Stretch[] {
  let [left, i, k] = [0, 0, 0];
  return stepsOf(baseline, candidate).map((right) => {
    i = firstAt(baseline, right, i);
    k = firstAt(candidate, right, k);
    const stretch = { left, right, before: baseline[i]?.y ?? 0, after: candidate[k]?.y ?? 0 };
    left = right;
    return stretch;
  });
}

/** The baseline's edges over a stretch and down at its end, less what they share with the candidate's. */
function ownEdges({ left, right, before, after }: Stretch, next: Stretch | undefined): Segment[] {
  const along = { from: { x: left, y: before }, to: { x: right, y: before } };
  const down = (from: number, to: number) => ({ from: { x: right, y: from }, to: { x: right, y: to } });
  const [end, otherEnd] = [next?.before ?? 0, next?.after ?? 0];
  // Above and below where the candidate's goes down, too.
  const [above, below] = [Math.max(end, Math.min(before, after)), Math.min(before, Math.max(end, otherEnd))];
  return [
    ...(before === after || before === 0 ? [] : [along]),
    ...(before > above ? [down(before, above)] : []),
    ...(below > end ? [down(below, end)] : []),
  ];
}

function inPx({ from, to }: Segment, frame: Frame): Segment {
  return {
    from: { x: pxX(frame, from.x), y: pxY(frame, from.y) },
    to: { x: pxX(frame, to.x), y: pxY(frame, to.y) },
  };
}

/** Where one of the staircases goes down. */
function stepsOf(baseline: readonly Corner[], candidate: readonly Corner[]): number[] {
  return [...new Set([...baseline, ...candidate].map(({ x }) => x))].sort((a, b) => a - b);
}

/** Index of the first point, from an index on, that is as far right as `x`: the best y to be had there. */
function firstAt(front: readonly Corner[], x: number, from: number): number {
  let i = from;
  while ((front[i]?.x ?? Number.POSITIVE_INFINITY) < x) i++;
  return i;
}

function seen(boxes: readonly Box[]): readonly Box[] {
  const area = boxes.reduce((sum, { left, right, top, bottom }) => sum + (right - left) * (bottom - top), 0);
  return area < LEAST_AREA ? [] : boxes;
}
