import type { TrendChart } from '../chart/trendchart.ts';
import { type Bound, isOfPoints, isRelative } from '../regression/bound.ts';
import { regressedPlaces } from '../regression/regressed.ts';
import type { ReportJson } from '../report/reportjson.ts';
import type { FactSet } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import { isHigherBetter, METRICS, type MetricId, type Metrics, type UserThroughput } from '../run/metric.ts';
import type { Problem } from '../run/problem.ts';
import { pointsOf, poolsOf } from '../scenario/points.ts';
import type { Configuration, Point, Scenario } from '../scenario/scenario.ts';
import { comparisonOf } from '../summary/comparedjson.ts';
import { type Caps, exhibitsOf } from '../summary/comparison.ts';
import type { Exhibit } from '../summary/exhibit.ts';
import { gapLines } from '../summary/gapline.ts';
import { TERMINAL } from '../summary/medium.ts';
import type { Report } from '../summary/report.ts';
import { trendCharts } from '../summary/trendwords.ts';
import { countsOf, headlineOf } from '../summary/verdictwords.ts';

/*
 * The content of report.html: the scenarios of a report with everything that was measured, as JSON that the page turns
 * back into the same scenarios, so that it finds the same fronts and readings; and the judgement in words.
 */

/** Values of the metrics in the order of `metrics`; null where unknown. */
export type Figures = readonly (number | null)[];

/** Index of a set of facts in `facts`. */
type Place = number;

export interface PointPayload extends Omit<Point, 'metrics' | 'samples'> {
  readonly figures: Figures;
  /** One per repeat; empty for a single one, whose values are the point's own. */
  readonly samples: readonly Figures[];
  /** tok/s/user by the other definition, for the point and then for each sample; empty if unknown. */
  readonly other: Figures;
}

export interface ConfigurationPayload extends Omit<Configuration, 'facts' | 'environment' | 'points'> {
  readonly facts: Place;
  readonly environment: Place;
  readonly points: readonly PointPayload[];
}

export interface ScenarioPayload extends Omit<Scenario, 'workload' | 'configurations'> {
  readonly workload: Place;
  readonly configurations: readonly ConfigurationPayload[];
}

/** The judgement, in words and in rows. */
export interface JudgementPayload {
  readonly verdict: string;
  /** `Regression: everything lost 4.0%`. */
  readonly headline: string;
  /** What to do, in sentences. */
  readonly next: readonly string[];
  readonly counts: string;
  /** Earlier runs, of which the page shows the newest next to the candidate. */
  readonly earlier: number;
  readonly exhibits: readonly Exhibit[];
  readonly rows: NonNullable<ReportJson['comparison']>['points'];
  /** Keys of points that are regressions, by scenario. */
  readonly regressed: Readonly<Record<string, readonly string[]>>;
  readonly trends: readonly TrendChart[];
}

/** All of a page's data, as JSON. */
export interface Payload {
  readonly metrics: readonly MetricId[];
  readonly userThroughput: UserThroughput;
  /** $ per GPU-hour, by accelerator. */
  readonly prices: readonly (readonly [string, number])[];
  readonly tool: string;
  readonly commit: string | null;
  readonly measuredAt: string | null;
  readonly runs: number;
  /** Names and values. */
  readonly facts: readonly (readonly (readonly [string, string])[])[];
  readonly scenarios: readonly ScenarioPayload[];
  /** The baseline's scenarios, by the ids of the candidate's, and those that only the baseline has. */
  readonly baseline: readonly ScenarioPayload[];
  readonly judged: JudgementPayload | null;
  /** Objectives and tok/s/user that the user asked for. */
  readonly objectives: readonly Bound[];
  readonly at: readonly number[];
  readonly problems: readonly Problem[];
}

/** The most rows in each part of a comparison. */
const CAPS: Caps = { moved: 1000, scenarios: 1000, changes: 1000 };

/** A report in the form that its page needs. */
export function encodePayload(report: Report): Payload {
  return encodeEach(report, (scenario) => scenario);
}

/** All of a page's data, with scenarios in another form. */
type PayloadForm<Form> = Omit<Payload, 'scenarios'> & { readonly scenarios: readonly Form[] };

/** @param into a form in which scenarios take less memory: they are encoded one by one */
export function encodeEach<Form>(report: Report, into: (scenario: ScenarioPayload) => Form): PayloadForm<Form> {
  const { userThroughput, prices, sweep, runs, scenarios, compared, objectives, at, problems } = report;
  const encoder = new Encoder();
  const counted = groupBy(runs, ({ scenario, configuration }) => JSON.stringify([scenario, configuration]));
  const other = userThroughput === 'tpot' ? 'concurrency' : 'tpot';
  const otherwise = (scenario: string, configuration: string) => {
    const own = counted.get(JSON.stringify([scenario, configuration])) ?? [];
    return pointsOf(poolsOf(own.map(({ run }) => run)), { userThroughput: other });
  };
  return {
    metrics: METRICS.map(({ id }) => id),
    prices: [...prices],
    ...{ userThroughput, tool: sweep.tool, commit: sweep.commit, measuredAt: sweep.measuredAt, runs: runs.length },
    scenarios: scenarios.map(({ scenario }) =>
      into(encoder.scenario(scenario, ({ id }) => otherwise(scenario.id, id))),
    ),
    baseline: (compared?.fronts ?? []).map(({ scenario }) => encoder.scenario(scenario, () => [])),
    facts: encoder.facts,
    judged: judgedOf(report),
    objectives: (objectives?.bounds ?? []).filter(isOffered),
    ...{ at, problems },
  };
}

/**
 * Whether a bound points in the better direction, as those of a page do; one that does not is doubtful, and causes a
 * problem.
 */
function isOffered(bound: Bound): boolean {
  if (!isOfPoints(bound) || isRelative(bound)) return false;
  return (bound.kind === 'at-least') === isHigherBetter(bound.metric);
}

function judgedOf(report: Report): JudgementPayload | null {
  const { compared } = report;
  if (compared === null) return null;
  const { word, text, next } = headlineOf(report, compared);
  return {
    verdict: compared.comparison.verdict,
    headline: `${word}: ${text}`,
    next,
    counts: [...countsOf(compared, TERMINAL), ...gapLines(compared.baseline, TERMINAL)].join(' · '),
    earlier: compared.earlier.length,
    exhibits: exhibitsOf(report, CAPS, null),
    rows: comparisonOf(compared).points,
    regressed: Object.fromEntries(
      report.scenarios.map(({ scenario: { id } }) => [id, [...regressedPlaces(id, compared.comparison.rows)]]),
    ),
    trends: report.scenarios.flatMap((front) => trendCharts(front, compared)),
  };
}

/** Each set of facts is written once: hundreds of configurations may share hundreds of them. */
class Encoder {
  readonly facts: (readonly [string, string])[][] = [];
  readonly #places = new Map<FactSet, Place>();

  scenario(scenario: Scenario, otherwise: (configuration: Configuration) => readonly Point[]): ScenarioPayload {
    return {
      ...scenario,
      workload: this.#at(scenario.workload),
      configurations: scenario.configurations.map((one) => this.#configuration(one, otherwise(one))),
    };
  }

  #configuration(configuration: Configuration, otherwise: readonly Point[]): ConfigurationPayload {
    return {
      ...configuration,
      facts: this.#at(configuration.facts),
      environment: this.#at(configuration.environment),
      points: configuration.points.map((point, i) => encodePoint(point, otherwise[i] ?? null)),
    };
  }

  #at(set: FactSet): Place {
    const known = this.#places.get(set);
    if (known !== undefined) return known;
    this.#places.set(set, this.facts.length);
    return this.facts.push([...set]) - 1;
  }
}

function encodePoint({ metrics, samples, ...point }: Point, other: Point | null): PointPayload {
  const figures = (of: Metrics) => METRICS.map(({ id }) => of[id]);
  return {
    ...point,
    figures: figures(metrics),
    samples: samples.length === 1 ? [] : samples.map(figures),
    other: other === null ? [] : [other.metrics, ...other.samples].map((of) => of['throughput-per-user']),
  };
}
