import { around, type Box, overlaps, type Segment, type Spot } from './geometry.ts';

/** A text to be placed near a point. */
export interface UnplacedLabel {
  readonly at: Spot;
  /** Radius of the marker at the point. */
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  /** On this side of its point, anything would dominate a point of the front, so that it is free of data. */
  readonly free: 'left' | 'right';
  /** Whether that side is below; by default it is above. */
  readonly below?: boolean;
  /** How far from its point the label may go, joined to it by a line; with 0 it stays next to it. */
  readonly farthest: number;
  /** Where it would be misunderstood. */
  readonly outside?: readonly Box[];
  /** It is left out rather than placed at this cost or a higher one. */
  readonly budget: number;
}

export interface Placement {
  readonly box: Box;
  /** From the marker to the label, if the label had to move away. */
  readonly leader: Segment | null;
}

/** A place for a label, and how much worse than the best it is in itself. */
export interface Candidate {
  readonly placement: Placement;
  readonly cost: number;
}

/** Px between two labels, and between a label and its marker. */
export const GAP = 3;

// Where the right is free, starts at the upper right.
const BESIDE: readonly (readonly [x: number, y: number, cost: number])[] = [
  [1, -1, 0],
  [1, 0, 3],
  [0, -1, 6],
  [-1, -1, 10],
  [1, 1, 12],
  [0, 1, 14],
  [-1, 0, 16],
  [-1, 1, 18],
];

const DISTANCES = [20, 32, 46, 62, 80, 100, 124, 150, 180, 215, 255, 300, 350, 410];
const DIRECTIONS = 24;
/** Cost of a leader, and of each px of it. */
const LEADER = 14;
const LEADER_PX = 0.35;

/** Cost of being where a label would be misunderstood: higher than that of any distance that it may go. */
const OUTSIDE = 200;

/** Unit vectors all around. */
const AROUND = Array.from({ length: DIRECTIONS }, (_, i) => {
  const angle = (2 * Math.PI * i) / DIRECTIONS;
  return { dx: Math.cos(angle), dy: Math.sin(angle) };
});

/** Places next to the marker, then further and further away. */
export function candidates(wish: UnplacedLabel): Candidate[] {
  const side = wish.free === 'right' ? 1 : -1;
  const up = wish.below ? -1 : 1;
  const near = BESIDE.map(([dx, dy, cost]) => ({
    placement: { box: beside(wish, side * dx, up * dy), leader: null },
    cost,
  }));
  const far = DISTANCES.filter((distance) => distance <= wish.farthest).flatMap((distance) =>
    AROUND.map(({ dx, dy }) => {
      // The cheapest direction is the free one.
      const turn = 8 * (1 - (side * dx - up * dy) * Math.SQRT1_2);
      return { placement: away(wish, distance, dx, dy), cost: LEADER + LEADER_PX * distance + turn };
    }),
  );
  const { outside = [] } = wish;
  return [...near, ...far].map(({ placement, cost }) => {
    const isOutside = outside.some((box) => overlaps(placement.box, box, 0));
    return { placement, cost: cost + (isOutside ? OUTSIDE : 0) };
  });
}

/** Places touching the marker; diagonal ones are moved in, because corners are further away than edges. */
function beside({ at, radius, width, height }: UnplacedLabel, dx: number, dy: number): Box {
  const reach = dx !== 0 && dy !== 0 ? radius * 0.6 : radius + GAP;
  return around({ x: at.x + dx * (reach + width / 2), y: at.y + dy * (reach + height / 2) }, width, height);
}

function away(wish: UnplacedLabel, distance: number, dx: number, dy: number): Placement {
  const { at, radius, width, height } = wish;
  const start = { x: at.x + dx * (radius + 1), y: at.y + dy * (radius + 1) };
  const end = { x: at.x + dx * distance, y: at.y + dy * distance };
  // The leader ends at the corner, or the middle of the side, that faces the point.
  const [sideX, sideY] = [side(dx), side(dy)];
  const middle = { x: end.x + sideX * (width / 2 + 2), y: end.y + (sideY * height) / 2 };
  const box = around(middle, width, height);
  return { box, leader: { from: start, to: end } };
}

/** −1, 0 or 1: the thirds of a direction's component. */
function side(component: number): number {
  return Math.abs(component) < 0.4 ? 0 : Math.sign(component);
}
