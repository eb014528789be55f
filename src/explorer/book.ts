import type { Prices } from '../run/cost.ts';
import { repriced, withCosts } from '../run/costmetric.ts';
import type { Deployment } from '../run/deployment.ts';
import type { FactSet } from '../run/facts.ts';
import { median } from '../run/median.ts';
import { fromTable, type Metrics, type UserThroughput } from '../run/metric.ts';
import type { Configuration, Point, Scenario } from '../scenario/scenario.ts';
import type { ConfigurationPayload, Figures, Payload, PointPayload, ScenarioPayload } from './payload.ts';
import type { View } from './view.ts';

/** The data of a page, in the program's own form. */
export interface Book extends Omit<Payload, 'metrics' | 'facts' | 'scenarios' | 'baseline' | 'prices'> {
  /** The prices that costs are based on, and those in the report. */
  readonly prices: Prices;
  readonly reportedPrices: Prices;
  readonly scenarios: readonly Scenario[];
  /** By the id of the candidate's scenario. */
  readonly baseline: ReadonlyMap<string, Scenario>;
}

/** A name for the front shown next to the candidate's; if several earlier runs were used, it is that of the newest. */
export function baselineName({ judged }: Pick<Book, 'judged'>): string {
  return (judged?.earlier ?? 0) > 1 ? 'newest earlier run' : 'baseline';
}

/**
 * A page's data with tok/s/user by a given definition, and costs by the report's prices except where others are given;
 * the baseline's tok/s/user is only known by the report's own definition.
 */
export function openBook(payload: Payload, definition: UserThroughput, changed: View['prices'] = {}): Book {
  const { metrics: _, facts: __, scenarios, baseline, ...rest } = payload;
  const reportedPrices = new Map(payload.prices);
  const prices = changedPrices(reportedPrices, changed);
  const reader = new Reader(payload, definition, prices);
  const isOwn = definition === payload.userThroughput;
  return {
    ...rest,
    ...{ prices, reportedPrices },
    scenarios: scenarios.map((one) => reader.scenario(one)),
    baseline: new Map((isOwn ? baseline : []).map((one) => [one.id, reader.scenario(one)])),
  };
}

function changedPrices(reported: Prices, changed: View['prices']): Prices {
  const prices = new Map(reported);
  for (const [accelerator, price] of Object.entries(changed)) {
    if (price === null) prices.delete(accelerator);
    else prices.set(accelerator, price);
  }
  return prices;
}

class Reader {
  readonly #facts: readonly FactSet[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #isOther: boolean;
  readonly #prices: Prices;

  constructor({ metrics, facts, userThroughput }: Payload, definition: UserThroughput, prices: Prices) {
    this.#facts = facts.map((entries) => new Map(entries));
    this.#places = new Map(metrics.map((id, place) => [id, place]));
    this.#isOther = definition !== userThroughput;
    this.#prices = prices;
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
      points: points.map((point) => this.#point(point, configuration.deployment)),
    };
  }

  #point({ figures, samples, other: [own, ...others], ...point }: PointPayload, deployment: Deployment): Point {
    const metrics = this.#metrics(figures, own, deployment);
    if (samples.length === 0) return { ...point, metrics, samples: [metrics] };
    const each = samples.map((sample, i) => this.#metrics(sample, others[i], deployment));
    const usual = withCosts(metrics, ({ id }) => median(each.map((sample) => sample[id])));
    return { ...point, metrics: usual, samples: each };
  }

  #metrics(figures: Figures, other: number | null | undefined, deployment: Deployment): Metrics {
    const known = fromTable(({ id }) => figures[this.#places.get(id) ?? -1] ?? null);
    const metrics = repriced(known, deployment, this.#prices);
    return this.#isOther ? { ...metrics, 'throughput-per-user': other ?? null } : metrics;
  }

  #factsAt(place: number): FactSet {
    return this.#facts[place] ?? new Map();
  }
}
