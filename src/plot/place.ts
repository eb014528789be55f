/** A rectangle in px; y grows downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Segment {
  readonly from: Spot;
  readonly to: Spot;
}

/** What a label had better not cover, and how bad it is if it does. */
export interface Obstacle {
  readonly box: Box;
  readonly cost: number;
}

export interface LineObstacle {
  readonly line: Segment;
  readonly cost: number;
}

/** A text to be put near a point. */
export interface Wish {
  readonly at: Spot;
  /** Radius of the marker there. */
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  /** How far from its point the label may go, joined to it by a line; 0: only beside it. */
  readonly farthest: number;
  /** Left out rather than placed at a higher cost. */
  readonly budget: number;
}

export interface Placement {
  readonly box: Box;
  /** From the marker to the label, where the label had to move away. */
  readonly leader: Segment | null;
}

export interface Surroundings {
  /** Labels stay within. */
  readonly bounds: Box;
  readonly markers: readonly Obstacle[];
  readonly lines: readonly LineObstacle[];
}

/** Px between two labels, and between a label and its marker. */
const GAP = 3;

/** Rounds in which every label may move again, now that all others have a place. */
const ROUNDS = 2;

/**
 * Places one label after another where it costs least given the others. Labels never cover each other or each other's
 * leaders, and never leave the bounds; a label for which no such place exists within its budget is null.
 */
export function place(wishes: readonly Wish[], surroundings: Surroundings): (Placement | null)[] {
  const placements: (Placement | null)[] = wishes.map(() => null);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, wish] of wishes.entries()) {
      const others = placements.filter((placement, j) => placement !== null && j !== i) as Placement[];
      placements[i] = cheapest(wish, others, surroundings);
    }
  }
  return placements;
}

function cheapest(wish: Wish, others: readonly Placement[], { bounds, markers, lines }: Surroundings) {
  let best: Placement | null = null;
  let least = wish.budget;
  for (const { placement, cost: base } of candidates(wish)) {
    if (base >= least || !isWithin(placement.box, bounds) || others.some((other) => clash(placement, other))) continue;
    const cost = base + crossings(placement, others) + costOf(placement, markers, lines, least - base);
    if (cost >= least) continue;
    best = placement;
    least = cost;
  }
  return best;
}

interface Candidate {
  readonly placement: Placement;
  readonly cost: number;
}

// Upper right first: what lies there would dominate a front point, so it is free of data.
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

const DISTANCES = [20, 32, 46, 62, 80, 100, 124, 150, 180, 215, 255, 300];
const DIRECTIONS = 16;
/** Cost of a leader, and of each px of it. */
const LEADER = 14;
const LEADER_PX = 0.35;
const CROSSING = 80;

function* candidates(wish: Wish): Generator<Candidate> {
  for (const [dx, dy, cost] of BESIDE) yield { placement: { box: beside(wish, dx, dy), leader: null }, cost };
  for (const distance of DISTANCES.filter((distance) => distance <= wish.farthest)) {
    for (let i = 0; i < DIRECTIONS; i++) {
      const angle = (2 * Math.PI * i) / DIRECTIONS;
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      // Least towards the upper right.
      const turn = 8 * (1 - (dx - dy) * Math.SQRT1_2);
      yield { placement: away(wish, distance, dx, dy), cost: LEADER + LEADER_PX * distance + turn };
    }
  }
}

/** Touching the marker; diagonal neighbours are drawn in, as a corner is further away than an edge. */
function beside({ at, radius, width, height }: Wish, dx: number, dy: number): Box {
  const reach = dx !== 0 && dy !== 0 ? radius * 0.6 : radius + GAP;
  return around(at.x + dx * (reach + width / 2), at.y + dy * (reach + height / 2), width, height);
}

function away(wish: Wish, distance: number, dx: number, dy: number): Placement {
  const { at, radius, width, height } = wish;
  const start = { x: at.x + dx * (radius + 1), y: at.y + dy * (radius + 1) };
  const end = { x: at.x + dx * distance, y: at.y + dy * distance };
  // The leader ends at the middle of the side or at the corner that faces the point.
  const [sideX, sideY] = [side(dx), side(dy)];
  const box = around(end.x + (sideX * width) / 2 + sideX * 2, end.y + (sideY * height) / 2, width, height);
  return { box, leader: { from: start, to: end } };
}

/** −1, 0 or 1: the thirds of a direction's component. */
function side(component: number): number {
  return Math.abs(component) < 0.4 ? 0 : Math.sign(component);
}

function around(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function costOf(
  { box, leader }: Placement,
  markers: readonly Obstacle[],
  lines: readonly LineObstacle[],
  limit: number,
): number {
  let cost = 0;
  for (const marker of markers) {
    if (overlaps(box, marker.box, 0)) cost += marker.cost;
    // A leader may start at its own marker, whose cost is the same for every candidate.
    if (leader !== null && crosses(leader, marker.box)) cost += marker.cost / 4;
    if (cost >= limit) return cost;
  }
  for (const { line, cost: each } of lines) {
    if (crosses(line, box)) cost += each;
    if (cost >= limit) return cost;
  }
  return cost;
}

function clash(a: Placement, b: Placement): boolean {
  return (
    overlaps(a.box, b.box, GAP) ||
    (a.leader !== null && crosses(a.leader, b.box)) ||
    (b.leader !== null && crosses(b.leader, a.box))
  );
}

/** Cost of leaders that cross: allowed, as in a tight corner there may be no other way. */
function crossings({ leader }: Placement, others: readonly Placement[]): number {
  if (leader === null) return 0;
  return CROSSING * others.filter((other) => other.leader !== null && meet(leader, other.leader)).length;
}

function isWithin(box: Box, bounds: Box): boolean {
  return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
}

function overlaps(a: Box, b: Box, gap: number): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

/** Whether some part of a segment lies in a box (Liang and Barsky's clipping). */
export function crosses({ from, to }: Segment, box: Box): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const edges = [
    [-dx, from.x - box.left],
    [dx, box.right - from.x],
    [-dy, from.y - box.top],
    [dy, box.bottom - from.y],
  ] as const;
  let [enter, leave] = [0, 1];
  for (const [slope, inside] of edges) {
    if (slope === 0 && inside < 0) return false;
    if (slope < 0) enter = Math.max(enter, inside / slope);
    if (slope > 0) leave = Math.min(leave, inside / slope);
  }
  return enter <= leave;
}

/** Whether two segments share a point; parallel ones count as apart. */
function meet(a: Segment, b: Segment): boolean {
  const [ax, ay] = [a.to.x - a.from.x, a.to.y - a.from.y];
  const [bx, by] = [b.to.x - b.from.x, b.to.y - b.from.y];
  const cross = ax * by - ay * bx;
  if (cross === 0) return false;
  const [x, y] = [b.from.x - a.from.x, b.from.y - a.from.y];
  const s = (x * by - y * bx) / cross;
  const t = (x * ay - y * ax) / cross;
  return s >= 0 && s <= 1 && t >= 0 && t <= 1;
}
