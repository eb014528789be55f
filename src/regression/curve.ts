import { mostlyFailed } from '../pareto/front.ts';
import { type Curve, curvesOf, readingAt, speedsOn } from '../pareto/frontreading.ts';
import { CAPACITY } from '../pareto/plane.ts';
import { type Configuration, configurationIn, type Scenario } from '../scenario/scenario.ts';
import type { ConfigurationMetric } from './bound.ts';
import { matchPoints } from './match.ts';

/** A configuration that is compared as a whole, because its sides have no loads in common. */
export interface WholeConfiguration {
  readonly metric: ConfigurationMetric;
  /** The configuration on the candidate's side. */
  readonly configuration: Configuration;
  /** Output tok/s: the largest, or the geometric mean over the speeds that it shares with the newest earlier run. */
  readonly candidate: number;
  /** Logarithms of candidate ÷ earlier run, the newest run first, each over the speeds that those two share. */
  readonly ratios: readonly number[];
}

/**
 * What configurations can be compared by other than their points: their capacity, where both sides searched for their
 * own loads (otherwise it is only the highest load that was tried), and their curve, where the sides have no load in
 * common. The newest earlier run decides whether they are; older runs that have the configuration too steady its level.
 */
export function wholesOf(earlier: readonly (Scenario | null)[], candidate: Scenario | null): WholeConfiguration[] {
  const [newest, ...runs] = earlier.map((before) => heightsOf(before, candidate));
  const keyOf = ({ metric, configuration }: MeasuredCurve) => `${metric} ${configuration.id}`;
  const older = runs.map((run) => new Map(run.map((one) => [keyOf(one), one.heights])));
  return (newest ?? []).map((own) => {
    const { metric, configuration, heights } = own;
    const again = older.flatMap((run) => run.get(keyOf(own)) ?? []);
    const ratios = [heights, ...again].map((one) => Math.log(one.candidate / one.baseline));
    return { metric, configuration, candidate: heights.candidate, ratios };
  });
}

interface MeasuredCurve {
  readonly metric: ConfigurationMetric;
  readonly configuration: Configuration;
  readonly heights: Heights;
}

/** The same of one earlier run. */
function heightsOf(baseline: Scenario | null, candidate: Scenario | null): MeasuredCurve[] {
  const paired = new Set(matchPoints(baseline, candidate).pairs.map((pair) => pair.candidate.configuration.id));
  return (candidate?.configurations ?? []).flatMap((after) => {
    const before = baseline === null ? undefined : configurationIn(baseline, after.id);
    if (before === undefined) return [];
    const capacity = foundLoads(before) && foundLoads(after) ? capacities(before, after) : null;
    const curve = paired.has(after.id) ? null : curves(before, after);
    const measured = (metric: ConfigurationMetric, heights: Heights | null): MeasuredCurve[] =>
      heights === null ? [] : [{ metric, configuration: after, heights }];
    return [...measured('capacity', capacity), ...measured('curve', curve)];
  });
}

/** Output tok/s on both sides. */
interface Heights {
  readonly baseline: number;
  readonly candidate: number;
}

function foundLoads({ points }: Configuration): boolean {
  return points.some(({ load }) => load.isFound);
}

function capacities(before: Configuration, after: Configuration): Heights | null {
  const [baseline, candidate] = [before, after].map(({ points }) => {
    const served = points.flatMap((point) => (mostlyFailed(point) ? [] : (point.metrics['output-throughput'] ?? [])));
    return served.length === 0 ? null : served.reduce((a, b) => Math.max(a, b));
  });
  // What has no logarithm is not compared as a whole, so its points count as missing and new.
  return baseline == null || candidate == null || baseline * candidate === 0 ? null : { baseline, candidate };
}

/** The fewest loads that make a line. */
const LEAST_LOADS = 2;

/** exp of each curve's mean logarithm over the speeds that both have; their quotient is exp of the mean log ratio. */
function curves(before: Configuration, after: Configuration): Heights | null {
  const [old, now] = [before, after].map((one) => {
    const [curve] = curvesOf({ configurations: [one] }, ({ point }) => isPositive(point.metrics), CAPACITY);
    return curve === undefined || speedsOn([curve]).length < LEAST_LOADS ? null : curve;
  });
  if (old == null || now == null) return null;
  const knots = knotsOf(speedsOn([old]), speedsOn([now]));
  if (knots.length < 2) return null;
  return { baseline: Math.exp(meanLog(old, knots)), candidate: Math.exp(meanLog(now, knots)) };
}

function isPositive(metrics: Configuration['points'][number]['metrics']): boolean {
  return (metrics['output-throughput'] ?? 0) > 0 && (metrics['throughput-per-user'] ?? 0) > 0;
}

/** The ends of the range that two ascending lists of speeds share, and the speeds in between. */
function knotsOf(a: readonly number[], b: readonly number[]): number[] {
  const from = Math.max(a.at(0) ?? Number.NaN, b.at(0) ?? Number.NaN);
  const to = Math.min(a.at(-1) ?? Number.NaN, b.at(-1) ?? Number.NaN);
  const within = [...a, ...b, from, to].filter((x) => x >= from && x <= to);
  return [...new Set(within)].sort((x, y) => x - y);
}

/** Abscissae, from −1 to 1, and weights of the three-point Gauss–Legendre rule. */
const RULE = [
  { at: -Math.sqrt(0.6), weight: 5 / 18 },
  { at: 0, weight: 8 / 18 },
  { at: Math.sqrt(0.6), weight: 5 / 18 },
] as const;
/** Intervals that each stretch between two knots is divided into. */
const PARTS = 8;

/** Mean of the logarithm of a curve's values over a range of speeds. */
function meanLog(curve: Curve, knots: readonly number[]): number {
  let sum = 0;
  for (const [i, left] of knots.entries()) {
    const width = ((knots[i + 1] ?? left) - left) / PARTS;
    for (let part = 0; part < PARTS && width > 0; part++) {
      const middle = left + (part + 0.5) * width;
      for (const { at, weight } of RULE) {
        sum += weight * width * Math.log(readingAt([curve], middle + (at * width) / 2, CAPACITY)?.y ?? Number.NaN);
      }
    }
  }
  return sum / ((knots.at(-1) ?? 0) - (knots[0] ?? 0));
}
