import type { ScenarioFront } from '../pareto/front.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';

/**
 * A scenario, and what its picture shows besides its own points: plain data of what is drawn, small enough to be sent to
 * a thread.
 */
export interface Subject {
  readonly front: ScenarioFront;
  /** The same scenario before the change, drawn under it; configurations have the ids of their counterparts. */
  readonly baseline: ScenarioFront | null;
  /** Points of the scenario that are regressions. */
  readonly regressed: readonly Point[];
  /** Points of the scenario that miss a service-level objective. */
  readonly missed: readonly Point[];
}

/** A subject without what no picture shows: facts, samples and files, of which there may be thousands. */
export function subjectOf(
  front: ScenarioFront,
  baseline: ScenarioFront | null,
  regressed: readonly Point[],
  missed: readonly Point[],
): Subject {
  const drawn = new Drawn();
  return {
    front: drawn.front(front),
    baseline: baseline === null ? null : new Drawn().front(baseline),
    regressed: regressed.map((point) => drawn.point(point)),
    missed: missed.map((point) => drawn.point(point)),
  };
}

const NOTHING = { facts: new Map<string, string>(), environment: new Map<string, string>() };

/** Copies, each of one thing once. */
class Drawn {
  readonly #points = new Map<Point, Point>();
  readonly #configurations = new Map<Configuration, Configuration>();

  point(point: Point): Point {
    const known = this.#points.get(point);
    if (known !== undefined) return known;
    const copy = { ...point, samples: [], sessions: null, files: [] };
    this.#points.set(point, copy);
    return copy;
  }

  front({ scenario, front, area }: ScenarioFront): ScenarioFront {
    const configurations = scenario.configurations.map((one) => this.#configuration(one));
    const points = front.map(({ configuration, point, x, y }) => ({
      configuration: this.#configuration(configuration),
      point: this.point(point),
      x,
      y,
    }));
    return { scenario: { ...scenario, workload: NOTHING.facts, configurations }, front: points, area };
  }

  #configuration(configuration: Configuration): Configuration {
    const known = this.#configurations.get(configuration);
    if (known !== undefined) return known;
    const points = configuration.points.map((point) => this.point(point));
    const copy = { ...configuration, ...NOTHING, points };
    this.#configurations.set(configuration, copy);
    return copy;
  }
}
