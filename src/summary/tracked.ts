import type { ScenarioFront } from '../pareto/front.ts';
import { COST, TRADEOFF } from '../pareto/plane.ts';
import { type KnownReading, readingsOf } from '../regression/judgedreading.ts';
import { largestOf, smallestOf } from '../run/extent.ts';
import { reportedConcurrency } from '../run/load.ts';
import { METRICS, type Metric, type MetricId } from '../run/metric.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import { formatPlural } from './numberformat.ts';
import type { Report } from './report.ts';
import {
  JOINT,
  labelled,
  NameRegistry,
  scenarioLabels,
  stableConfiguration,
  stableLoad,
  stableScenario,
} from './stablename.ts';

/** What a figure measures: a metric of the table, or the area under a front. */
export type TrackedMetric = Pick<Metric, 'label' | 'unit' | 'better'> & { readonly id: MetricId | 'front-area' };

/** A figure that is known. */
export interface Figure {
  readonly metric: TrackedMetric;
  readonly value: number;
  /** The smallest and largest value among the repeats; null if there is only one, or one of them is unknown. */
  readonly range: readonly [least: number, most: number] | null;
}

/** Something that a tracker follows from run to run. */
export interface TrackedItem {
  /** A point, a front, or what a front gives at a speed. */
  readonly kind: 'point' | 'front' | 'speed';
  /** Unique, and the same in every run that has the thing. */
  readonly name: string;
  /** What distinguishes it from others of its kind. */
  readonly labels: ReadonlyMap<string, string>;
  /** What else to say about it, for people. */
  readonly note: string;
  readonly figures: readonly Figure[];
}

const FRONT_AREA: TrackedMetric = { id: 'front-area', label: 'Front area', unit: '', better: 'higher' };

/** The source of all exports: for each scenario its front, then what that gives at each speed, then its points. */
export function trackedIn(report: Report): TrackedItem[] {
  const taken = new NameRegistry();
  return report.scenarios.flatMap((front) => {
    const name = taken.free(stableScenario(front.scenario));
    const own = readingsOf(report.readings, front.scenario.id);
    const all = [frontOf(front, name), ...own.map((one) => speedOf(front, one, name)), ...pointsOf(front, name)];
    return all
      .filter(({ figures }) => figures.length > 0)
      .map((tracked) => ({ ...tracked, name: taken.free(tracked.name) }));
  });
}

function frontOf({ scenario, front, area }: ScenarioFront, name: string): TrackedItem {
  const note = `${formatPlural(front.length, 'point')} on the front`;
  const figures = [figure(FRONT_AREA, area)].flat();
  return { kind: 'front', name: `${name}${JOINT}front`, labels: scenarioLabels(scenario), note, figures };
}

function speedOf({ scenario }: ScenarioFront, { x, reading, cheapest }: KnownReading, name: string): TrackedItem {
  const labels = new Map([...scenarioLabels(scenario), ['throughput_per_user', String(x)] as const]);
  const figures = [
    figure(metricOf(TRADEOFF.y.metric), reading?.y),
    figure(metricOf(COST.y.metric), cheapest?.y),
  ].flat();
  const note = reading === null ? '' : `by ${reading.configuration.id}`;
  return { kind: 'speed', name: `${name}${JOINT}at ${x} tok/s/user`, labels, note, figures };
}

function pointsOf({ scenario, front }: ScenarioFront, name: string): TrackedItem[] {
  const best = new Set(front.map(({ point }) => point));
  return placedPoints(scenario).map((placed) => {
    const { configuration, point } = placed;
    const parts = [name, stableConfiguration(configuration), stableLoad(point.load)];
    const note = best.has(point) ? `${configuration.id}, on the front` : configuration.id;
    const labels = new Map([...scenarioLabels(scenario), ...placeLabels(placed)]);
    return { kind: 'point', name: parts.join(JOINT), labels, note, figures: figuresOf(placed) };
  });
}

/** The hash of the facts on its own, and nothing of a load that was only estimated. */
function placeLabels({ configuration: { key }, point: { load } }: PlacedPoint): Map<string, string> {
  const [, name = key, setup = null] = /^(.*) · #([\da-f]+)$/s.exec(key) ?? [];
  const text = (value: number | null) => (value === null ? null : String(value));
  return labelled([
    ['configuration', name],
    ['setup', setup],
    ['concurrency', text(reportedConcurrency(load))],
    ['rate', text(load.rate)],
    ['condition', load.condition],
    ['stage', text(load.stage)],
  ]);
}

function figuresOf({ point: { metrics, samples } }: PlacedPoint): Figure[] {
  return METRICS.flatMap((metric) => {
    const repeats = samples.map((sample) => sample[metric.id]).filter((value) => value !== null);
    const isWhole = samples.length > 1 && repeats.length === samples.length;
    return figure(metric, metrics[metric.id], isWhole ? [smallestOf(repeats), largestOf(repeats)] : null);
  });
}

function figure(metric: TrackedMetric, value: number | null | undefined, range: Figure['range'] = null): Figure[] {
  return value === null || value === undefined || !Number.isFinite(value) ? [] : [{ metric, value, range }];
}

function metricOf(id: MetricId): Metric {
  const metric = METRICS.find((one) => one.id === id);
  if (metric === undefined) throw new Error(`${id} is no metric`);
  return metric;
}
