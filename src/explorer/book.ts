import type { FactSet } from '../run/facts.ts';
import { fromTable, type Metrics, type UserThroughput } from '../run/metric.ts';
import type { Configuration, Point, Scenario } from '../scenario/scenario.ts';
import type { ConfigurationPayload, Figures, Payload, PointPayload, ScenarioPayload } from './payload.ts';

/** What a page reads: its data as the program has them. */
export interface Book extends Omit<Payload, 'metrics' | 'facts' | 'scenarios' | 'baseline'> {
  readonly scenarios: readonly Scenario[];
  /** By the id of the candidate's scenario. */
  readonly baseline: ReadonlyMap<string, Scenario>;
}

/** What is shown beside the candidate, in words: where several earlier runs were judged by, their newest alone. */
export function baselineName({ judged }: Pick<Book, 'judged'>): string {
  return (judged?.earlier ?? 0) > 1 ? 'newest earlier run' : 'baseline';
}

/** A page's data with tok/s/user by a definition; the baseline's is known by the report's own alone. */
export function openBook(payload: Payload, definition: UserThroughput): Book {
  const { metrics: _, facts: __, scenarios, baseline, ...rest } = payload;
  const reader = new Reader(payload, definition);
  const isOwn = definition === payload.userThroughput;
  return {
    ...rest,
    scenarios: scenarios.map((one) => reader.scenario(one)),
    baseline: new Map((isOwn ? baseline : []).map((one) => [one.id, reader.scenario(one)])),
  };
}

class Reader {
  readonly #facts: readonly FactSet[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #isOther: boolean;

  constructor({ metrics, facts, userThroughput }: Payload, definition: UserThroughput) {
    this.#facts = facts.map((entries) => new Map(entries));
    this.#places = new Map(metrics.map((id, place) => [id, place]));
    this.#isOther = definition !== userThroughput;
  }

  scenario(scenario: ScenarioPayload): Scenario {
    const configurations = scenario.configurations.map((one) => this.#configuration(one));
    return { ...scenario, workload: this.#factsAt(scenario.workload), configurations };
  }

  #configuration({ facts, environment, points, ...configuration }: ConfigurationPayload): Configuration {
    return {
      ...configuration,
      facts: this.#factsAt(facts),
      environment: this.#factsAt(environment),
      points: points.map((point) => this.#point(point)),
    };
  }

  #point({ figures, samples, other: [own, ...others], ...point }: PointPayload): Point {
    const metrics = this.#metrics(figures, own);
    const each = samples.map((sample, i) => this.#metrics(sample, others[i]));
    return { ...point, metrics, samples: samples.length === 0 ? [metrics] : each };
  }

  #metrics(figures: Figures, other: number | null | undefined): Metrics {
    const metrics = fromTable(({ id }) => figures[this.#places.get(id) ?? -1] ?? null);
    return this.#isOther ? { ...metrics, 'throughput-per-user': other ?? null } : metrics;
  }

  #factsAt(place: number): FactSet {
    return this.#facts[place] ?? new Map();
  }
}
