import type { ScenarioFront } from '../pareto/front.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';

/** A scenario, and what its picture shows besides its own points. */
export interface Subject {
  readonly front: ScenarioFront;
  /** The same scenario before the change, drawn under it. */
  readonly baseline: ScenarioFront | null;
  /** What configurations of the scenario were in the baseline, of those that it had. */
  readonly before: ReadonlyMap<Configuration, Configuration>;
  /** Points of the scenario that are regressions. */
  readonly regressed: readonly Point[];
  /** Points of the scenario that miss a service-level objective. */
  readonly missed: readonly Point[];
}
