import { candidates, GAP, type Placement, type Wish } from './candidate.ts';
import { type Box, crosses, isWithin, meet, overlaps, type Segment } from './geometry.ts';

/** What a label had better not cover, and how bad it is if it does. */
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

interface Choice {
  readonly placement: Placement;
  readonly cost: number;
}

/** Null: no place within the budget. */
type Choices = readonly (Choice | null)[];

/** Rounds in which every label may move again, now that all others have a place. */
const ROUNDS = 2;
/** Cost of two leaders that cross: allowed, as in a tight corner there may be no other way. */
const CROSSING = 80;

/**
 * Places labels where they cost least: one after another, then improving on it. Labels never cover each other or each
 * other's leaders, and never leave the bounds; a label for which no such place exists within its budget is null.
 */
export function place(wishes: readonly Wish[], surroundings: Surroundings): (Placement | null)[] {
  let choices: Choices = wishes.map(() => null);
  const alone = wishes.map((wish) => cheapest(wish, [], surroundings));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const i of wishes.keys()) {
      choices = settle(choices, [i], wishes, surroundings);
      if (round > 0) choices = insist(choices, i, alone[i] ?? null, wishes, surroundings);
    }
  }
  return choices.map((choice) => choice?.placement ?? null);
}

/** Places the labels of the given indices anew, in their order, among all others. */
function settle(choices: Choices, indices: readonly number[], wishes: readonly Wish[], surroundings: Surroundings) {
  const settled = choices.map((choice, i) => (indices.includes(i) ? null : choice));
  for (const i of indices) {
    const others = settled.flatMap((choice) => (choice === null ? [] : [choice.placement]));
    const wish = wishes[i];
    if (wish !== undefined) settled[i] = cheapest(wish, others, surroundings);
  }
  return settled;
}

/** Gives a label the place it would have alone, and moves those in its way, if that is better on the whole. */
function insist(
  choices: Choices,
  i: number,
  alone: Choice | null,
  wishes: readonly Wish[],
  surroundings: Surroundings,
): Choices {
  if (alone === null || alone.cost >= (choices[i]?.cost ?? Number.POSITIVE_INFINITY)) return choices;
  const trial = choices.with(i, alone);
  const inTheWay = [...choices.keys()].filter((j) => {
    const other = choices[j];
    return j !== i && other && clash(alone.placement, other.placement);
  });
  const settled = settle(trial, inTheWay, wishes, surroundings);
  return total(settled, wishes) < total(choices, wishes) ? settled : choices;
}

/** A label left out costs its whole budget. */
function total(choices: Choices, wishes: readonly Wish[]): number {
  return choices.reduce((sum, choice, i) => sum + (choice?.cost ?? wishes[i]?.budget ?? 0), 0);
}

function cheapest(wish: Wish, others: readonly Placement[], surroundings: Surroundings): Choice | null {
  const { bounds, markers, lines } = surroundings;
  let best: Placement | null = null;
  let least = wish.budget;
  for (const { placement, cost: base } of candidates(wish)) {
    if (base >= least || !isWithin(placement.box, bounds) || others.some((other) => clash(placement, other))) continue;
    const cost = base + crossings(placement, others) + covered(placement, markers, lines, least - base);
    if (cost >= least) continue;
    best = placement;
    least = cost;
  }
  return best && { placement: best, cost: least };
}

/** Cost of what a label and its leader lie on; no longer exact once it reaches the limit. */
function covered(
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

function crossings({ leader }: Placement, others: readonly Placement[]): number {
  if (leader === null) return 0;
  return CROSSING * others.filter((other) => other.leader !== null && meet(leader, other.leader)).length;
}
