import { type Candidate, candidates, GAP, type Placement, type UnplacedLabel } from './candidate.ts';
import { type Box, crosses, isWithin, meet, overlaps, type Segment } from './geometry.ts';
import { Grid } from './grid.ts';

/** Something that labels should not cover, and how bad it is if they do. */
export interface Obstacle {
  readonly box: Box;
  readonly cost: number;
}

export interface LineObstacle {
  readonly line: Segment;
  readonly cost: number;
}

export interface Surroundings {
  /** Labels stay within. */
  readonly bounds: Box;
  readonly markers: readonly Obstacle[];
  readonly lines: readonly LineObstacle[];
}

/** An index of the surroundings, for fast lookup. */
interface Terrain {
  readonly bounds: Box;
  readonly markers: Grid<Obstacle>;
  readonly lines: Grid<LineObstacle>;
}

/** A place for a label. */
interface Option extends Candidate {
  /** Including what the label would cover there; computed on demand, as most places are never tried. */
  readonly full: () => number;
}

interface Choice {
  readonly placement: Placement;
  readonly cost: number;
}

/** A label with its possible places, the cheapest first, disregarding what they cover. */
interface Seat {
  readonly options: readonly Option[];
  /** The cost of leaving the label out. */
  readonly budget: number;
}

/** Null: left out. */
type Choices = readonly (Choice | null)[];

/** Rounds in which each label may move again, now that the others have places. */
const ROUNDS = 2;
/** Cost of two leaders that cross: permitted, because in a tight corner there may be no alternative. */
const CROSSING = 80;

/**
 * Places labels at the lowest cost: one after another, followed by improvements. Labels never cover each other or each
 * other's leaders, and never leave the bounds; a label without such a place within its budget is null.
 */
export function place(wishes: readonly UnplacedLabel[], surroundings: Surroundings): (Placement | null)[] {
  const terrain = terrainOf(surroundings);
  const seats = wishes.map((wish) => ({ options: optionsOf(wish, terrain), budget: wish.budget }));
  let choices: Choices = seats.map(() => null);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const i of seats.keys()) {
      choices = settle(choices, [i], seats);
      if (round > 0) choices = insist(choices, i, seats);
    }
  }
  return choices.map((choice) => choice?.placement ?? null);
}

function terrainOf({ bounds, markers, lines }: Surroundings): Terrain {
  const terrain = { bounds, markers: new Grid<Obstacle>(), lines: new Grid<LineObstacle>() };
  for (const marker of markers) terrain.markers.addBox(marker, marker.box);
  for (const line of lines) terrain.lines.addSegment(line, line.line);
  return terrain;
}

function optionsOf(wish: UnplacedLabel, terrain: Terrain): Option[] {
  return candidates(wish)
    .filter(({ placement }) => isWithin(placement.box, terrain.bounds))
    .sort((a, b) => a.cost - b.cost)
    .map(({ placement, cost }) => {
      let full: number | null = null;
      return { placement, cost, full: () => (full ??= cost + covered(placement, terrain)) };
    });
}

/** Places the labels with the given indices again, in that order, among all the others. */
function settle(choices: Choices, indices: readonly number[], seats: readonly Seat[]): Choices {
  const settled = choices.map((choice, i) => (indices.includes(i) ? null : choice));
  for (const i of indices) {
    const others = settled.flatMap((choice) => (choice === null ? [] : [choice.placement]));
    const seat = seats[i];
    if (seat !== undefined) settled[i] = cheapest(seat, others);
  }
  return settled;
}

/** Gives a label the place that it would have on its own, and moves those in its way, if that is better overall. */
function insist(choices: Choices, i: number, seats: readonly Seat[]): Choices {
  const seat = seats[i];
  const alone = seat === undefined ? null : cheapest(seat, []);
  if (alone === null || alone.cost >= (choices[i]?.cost ?? Number.POSITIVE_INFINITY)) return choices;
  const inTheWay = [...choices.keys()].filter((j) => {
    const other = choices[j];
    return j !== i && other && clash(alone.placement, other.placement);
  });
  const settled = settle(choices.with(i, alone), inTheWay, seats);
  return total(settled, seats) < total(choices, seats) ? settled : choices;
}

function total(choices: Choices, seats: readonly Seat[]): number {
  return choices.reduce((sum, choice, i) => sum + (choice?.cost ?? seats[i]?.budget ?? 0), 0);
}

function cheapest({ options, budget }: Seat, others: readonly Placement[]): Choice | null {
  let best: Placement | null = null;
  let least = budget;
  for (const { placement, cost: base, full } of options) {
    if (base >= least) break;
    if (others.some((other) => clash(placement, other))) continue;
    const cost = full() + crossings(placement, others);
    if (cost >= least) continue;
    best = placement;
    least = cost;
  }
  return best && { placement: best, cost: least };
}

/** Cost of what a label and its leader cover. */
function covered({ box, leader }: Placement, { markers, lines }: Terrain): number {
  let cost = 0;
  for (const marker of markers.nearBox(box)) {
    if (overlaps(box, marker.box, 0)) cost += marker.cost;
  }
  // A leader may start at its own marker, whose cost is the same for every candidate.
  for (const marker of leader === null ? [] : markers.nearSegment(leader)) {
    if (leader !== null && crosses(leader, marker.box)) cost += marker.cost / 4;
  }
  for (const { line, cost: each } of lines.nearBox(box)) {
    if (crosses(line, box)) cost += each;
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

function crossings({ leader }: Placement, others: readonly Placement[]): number {
  if (leader === null) return 0;
  return CROSSING * others.filter((other) => other.leader !== null && meet(leader, other.leader)).length;
}
