import { curvesOf, type Reading, readingAt, readSpeed } from '../pareto/frontreading.ts';
import { COST, type Plane, TRADEOFF } from '../pareto/plane.ts';
import type { Bound } from '../regression/bound.ts';
import { bestWithin, meetsAll } from '../regression/objective.ts';
import { changeOf } from '../regression/row.ts';
import { hourlyCost, type Prices } from '../run/cost.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';

/** What serves so many users at a given speed within the objectives, and what that requires. */
export interface Answer {
  /** tok/s/user that every user gets: the requested speed, otherwise that of the best point. */
  readonly speed: number;
  /** tok/s/GPU at that speed, interpolated between loads; null if nothing is that fast. */
  readonly reading: Reading | null;
  /** The cost of tokens there, $ per million, and the lowest cost at that speed; null if unknown. */
  readonly cost: number | null;
  readonly cheapest: Reading | null;
  /** The same for the baseline; null if there is none. */
  readonly before: Reading | null;
  readonly change: number | null;
  /** The measured point with the most tok/s/GPU at that speed or more. */
  readonly best: PlacedPoint | null;
  /** For all users, on the reading's configuration; null if the number of GPUs is unknown. */
  readonly need: Need | null;
}

/** What it takes to serve a number of users. */
export interface Need {
  readonly deployments: number;
  readonly gpus: number;
  /** $; null if a price is unknown. */
  readonly hourly: number | null;
}

/** Answers the question of a view; null if nothing was asked, or nothing meets the objectives. */
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
 * A deployment serves as many users as its tok/s divided by theirs: at a measured point the point's own speed counts,
 * which may exceed the requested one; on a line between two loads, the requested speed does.
 */
function needOf(
  { x, y, configuration: { deployment }, between: [from, to] }: Reading,
  users: number,
  prices: Prices,
): Need | null {
  const { gpus } = deployment;
  const each = from === to ? from.metrics['throughput-per-user'] : x;
  if (gpus === null || each === null || !(y > 0)) return null;
  // Minus what rounding of doubles may add.
  const deployments = Math.ceil((users * each) / (y * gpus) - 1e-9);
  const hourly = hourlyCost(deployment, prices);
  return { deployments, gpus: deployments * gpus, hourly: hourly === null ? null : deployments * hourly };
}
