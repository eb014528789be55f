import type { PlaneChart } from '../chart/planechart.ts';
import type { UnplacedLabel } from './candidate.ts';
import type { Faces } from './face.ts';
import { type Frame, spotOf } from './frame.ts';
import { around, type Segment, type Spot } from './geometry.ts';
import { COST } from './obstacles.ts';
import type { Surroundings } from './placement.ts';
import { LABEL_SIZE, LINE_HEIGHT } from './pointlabel.ts';
import type { Stage } from './staircase.ts';

/** A speed that was asked for, where it lies in a picture. */
export interface AskedMark {
  readonly text: string;
  /** Upright, over the height of the data. */
  readonly line: Segment;
  /** Where what is read lies; null where nothing is. */
  readonly spot: Spot | null;
}

/** How far the sight where a reading lies reaches. */
export const ASKED_RADIUS = 10.5;
/** Px from the upper end of a line to the label of one without a reading. */
const FROM_TOP = 12;
/** Px between a line and its label. */
const BESIDE = 2;

/** The speeds that lie within a picture. */
export function askedMarks({ asked = [] }: PlaneChart, frame: Frame): AskedMark[] {
  const [slowest, fastest] = frame.x.domain;
  return asked
    .filter(({ x }) => x >= slowest && x <= fastest)
    .map(({ x, y, label }) => {
      const { x: across } = spotOf(frame, { x, y: frame.y.domain[0] });
      const line = { from: { x: across, y: frame.top }, to: { x: across, y: frame.bottom } };
      return { text: label, line, spot: y === null ? null : spotOf(frame, { x, y }) };
    });
}

/** Where the label of a speed would be: at what is read, else at the upper end of the line. */
export function askedWish({ text, line, spot }: AskedMark, { better }: Stage, { bold }: Faces): UnplacedLabel {
  return {
    at: spot ?? { x: line.from.x, y: line.from.y + FROM_TOP },
    radius: spot === null ? BESIDE : ASKED_RADIUS,
    width: bold.width(text, LABEL_SIZE.front),
    height: LABEL_SIZE.front * LINE_HEIGHT,
    free: 'right',
    below: spot !== null && better.y === 'lower',
    farthest: spot === null ? 0 : Number.POSITIVE_INFINITY,
    budget: COST.frontPoint,
  };
}

/** What labels had better not cover, with the speeds that were asked for. */
export function withAsked({ bounds, markers, lines }: Surroundings, marks: readonly AskedMark[]): Surroundings {
  const size = 2 * ASKED_RADIUS;
  const read = marks.flatMap(({ spot }) => (spot === null ? [] : [spot]));
  return {
    bounds,
    markers: [...markers, ...read.map((spot) => ({ box: around(spot, size, size), cost: COST.frontPoint }))],
    lines: [...lines, ...marks.map(({ line }) => ({ line, cost: COST.asked }))],
  };
}
