import type { ScenarioFront } from '../pareto/front.ts';
import { curvesOf, readingAt, roundSpeeds } from '../pareto/frontreading.ts';
import { METRICS, type MetricId } from '../run/metric.ts';
import { placedPoints } from '../scenario/placedpoint.ts';
import type { ConfigurationGaps } from './gaps.ts';

/** What was found in a folder of results. */
export interface Survey {
  /** The folder relative to the repository's root, with forward slashes; a dot if it is the root. */
  readonly folder: string;
  readonly runs: number;
  readonly scenarios: readonly ScenarioFront[];
  readonly gaps: readonly ConfigurationGaps[];
}

/** The most speeds that are proposed. */
const SPEEDS = 3;

/** Latencies that are likely to have an objective, the likeliest first. */
const OBJECTIVES: readonly MetricId[] = ['ttft-p99', 'ttft', 'tpot-p99', 'tpot', 'itl', 'e2el-p99', 'e2el'];

/** Round speeds in tok/s/user at which as many fronts as possible can be read; empty if there is no front. */
export function speedsOf({ scenarios }: Survey): number[] {
  const fronts = scenarios.map(({ scenario }) => curvesOf(scenario)).filter((curves) => curves.length > 0);
  const round = [...new Set(fronts.flatMap(roundSpeeds))].sort((a, b) => a - b);
  const reached = (x: number) => fronts.filter((curves) => readingAt(curves, x) !== null).length;
  const most = Math.max(0, ...round.map(reached));
  const speeds = round.filter((x) => reached(x) === most);
  // The slowest, the fastest and one in between: neighbouring speeds would say almost the same.
  const step = Math.max(1, (speeds.length - 1) / (SPEEDS - 1));
  return [...new Set(Array.from({ length: SPEEDS }, (_, i) => speeds[Math.round(i * step)]))].flatMap((x) => x ?? []);
}

/** A limit on a latency, and how many points keep to it. */
export interface Objective {
  readonly metric: MetricId;
  readonly limit: number;
  readonly kept: number;
  readonly of: number;
}

/** A round limit that at least half of the points keep to; null if no latency is stated. */
export function objectiveOf({ scenarios }: Survey): Objective | null {
  const points = scenarios.flatMap(({ scenario }) => placedPoints(scenario)).map(({ point }) => point.metrics);
  for (const metric of OBJECTIVES) {
    const values = points.flatMap((metrics) => metrics[metric] ?? []).sort((a, b) => a - b);
    const middle = values[Math.floor((values.length - 1) / 2)];
    if (middle === undefined || middle <= 0) continue;
    const limit = roundedUp(middle);
    return { metric, limit, kept: values.filter((value) => value <= limit).length, of: points.length };
  }
  return null;
}

/** Whether any point has a value of a metric. */
export function states({ scenarios }: Survey, metric: MetricId): boolean {
  return scenarios.some(({ scenario }) => placedPoints(scenario).some(({ point }) => point.metrics[metric] !== null));
}

/** Name of the unit in which a metric is bounded. */
export function unitOf(id: MetricId): string {
  return METRICS.find((metric) => metric.id === id)?.unit ?? '';
}

/** The smallest 1, 2 or 5 times a power of ten that is at least as large. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10;
  return Number((digit * power).toPrecision(1));
}
