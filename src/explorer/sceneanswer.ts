import { curvesOf, type Reading, readingAt, readSpeed } from '../pareto/frontreading.ts';
import { COST, type Plane, TRADEOFF } from '../pareto/plane.ts';
import type { Bound } from '../regression/bound.ts';
import { bestWithin, meetsAll } from '../regression/objective.ts';
import { changeOf } from '../regression/row.ts';
import { hourlyCost, type Prices } from '../run/cost.ts';
import type { Placed } from '../scenario/placed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';

/** What serves so many users at such a speed within the objectives, and what it takes. */
export interface Answer {
  /** tok/s/user that every user gets: the one asked for, else that of the best point. */
  readonly speed: number;
  /** tok/s/GPU at that speed, read between loads; null where nothing is as fast. */
  readonly reading: Reading | null;
  /** What tokens cost by that, $ per million, and the least that they cost at that speed; null where it is not known. */
  readonly cost: number | null;
  readonly cheapest: Reading | null;
  /** The same of the baseline; null without one. */
  readonly before: Reading | null;
  readonly change: number | null;
  /** The measured point with the most tok/s/GPU at that speed or more. */
  readonly best: Placed | null;
  /** For all users, of the reading's configuration; null where GPUs are not known. */
  readonly need: Need | null;
}

/** What it takes to serve some users. */
export interface Need {
  readonly deployments: number;
  readonly gpus: number;
  /** $; null where a price is not known. */
  readonly hourly: number | null;
}

/** Answers the question of a view; null where nothing was asked, and where nothing meets the objectives. */
export function answerOf(
  { shown: { scenario: shown }, before: baseline, bounds }: Pick<Scene, 'shown' | 'before' | 'bounds'>,
  { floor, users }: Pick<View, 'floor' | 'users'>,
  prices: Prices,
): Answer | null {
  const asked = floor === null ? [] : [atLeast(floor)];
  const best = bestWithin(shown, [...bounds, ...asked]);
  const speed = floor ?? best?.point.metrics['throughput-per-user'] ?? null;
  if (speed === null) return null;
  const curves = (scenario: Scenario, plane: Plane) => curvesOf(scenario, (placed) => meetsAll(placed, bounds), plane);
  const { reading, cost, cheapest } = readSpeed(curves(shown, TRADEOFF), curves(shown, COST), speed);
  const before = baseline === null ? null : readingAt(curves(baseline, TRADEOFF), speed);
  const change = changeOf(before?.y ?? null, reading?.y ?? null);
  const need = reading === null ? null : needOf(reading, users, prices);
  return { speed, reading, cost, cheapest, before, change, best, need };
}

function atLeast(limit: number): Bound {
  return { metric: 'throughput-per-user', kind: 'at-least', limit, text: `>= ${limit}` };
}

/**
 * A deployment serves as many users as its tok/s are times theirs: at a measured point these are the point's, which may
 * be more than was asked for, and on a line between two loads those asked for.
 */
function needOf(
  { x, y, configuration: { deployment }, between: [from, to] }: Reading,
  users: number,
  prices: Prices,
): Need | null {
  const { gpus } = deployment;
  const each = from === to ? from.metrics['throughput-per-user'] : x;
  if (gpus === null || each === null || !(y > 0)) return null;
  // Less what a division of doubles adds.
  const deployments = Math.ceil((users * each) / (y * gpus) - 1e-9);
  const hourly = hourlyCost(deployment, prices);
  return { deployments, gpus: deployments * gpus, hourly: hourly === null ? null : deployments * hourly };
}
