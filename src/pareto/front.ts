import type { Configuration, Point, Scenario } from '../scenario/scenario.ts';

/** A point on a front, with its coordinates known. */
export interface FrontPoint {
  readonly configuration: Configuration;
  readonly point: Point;
  /** tok/s/user. */
  readonly x: number;
  /** tok/s/GPU. */
  readonly y: number;
}

/** A scenario with the front of its points. */
export interface ScenarioFront {
  readonly scenario: Scenario;
  /** Ascending in tok/s/user. */
  readonly front: readonly FrontPoint[];
  /** Area under the front's staircase, (tok/s/user) × (tok/s/GPU). */
  readonly area: number;
}
