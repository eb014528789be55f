import type { ScenarioFront } from '../pareto/front.ts';
import type { Point } from '../scenario/scenario.ts';

/** A scenario, and what its picture shows besides its own points. */
export interface Subject {
  readonly front: ScenarioFront;
  /** The same scenario before the change, drawn under it. */
  readonly baseline: ScenarioFront | null;
  /** Points of the scenario that are regressions. */
  readonly regressed: readonly Point[];
  /** Points of the scenario that miss a service-level objective. */
  readonly missed: readonly Point[];
}
