import { mostlyFailed } from '../pareto/front.ts';
import { type Curve, curvesOf, readingAt, speedsOn } from '../pareto/frontreading.ts';
import { CAPACITY } from '../pareto/plane.ts';
import { type Configuration, configurationIn, type Scenario } from '../scenario/scenario.ts';
import type { ConfigurationMetric } from './bound.ts';
import { matchPoints } from './match.ts';

/** A configuration that is compared as a whole, since its sides do not share their loads. */
export interface Whole {
  readonly metric: ConfigurationMetric;
  /** The candidate's. */
  readonly configuration: Configuration;
  /** Output tok/s: the largest, or the geometric mean over the speeds that it shares with the newest earlier run. */
  readonly candidate: number;
  /** Logarithms of candidate ÷ earlier run, each over what those two share, the newest first. */
  readonly ratios: readonly number[];
}

/**
 * What configurations can be compared by besides their points: their capacity where both sides looked for their own loads,
 * which else is but the highest load that was tried; and their curve where no load is on both. The newest earlier run
 * tells whether they are, and the older ones that have it as well steady its level.
 */
export function wholesOf(earlier: readonly (Scenario | null)[], candidate: Scenario | null): Whole[] {
  const [newest, ...runs] = earlier.map((before) => heightsOf(before, candidate));
  const keyOf = ({ metric, configuration }: Measured) => `${metric} ${configuration.id}`;
  const older = runs.map((run) => new Map(run.map((one) => [keyOf(one), one.heights])));
  return (newest ?? []).map((own) => {
    const { metric, configuration, heights } = own;
    const again = older.flatMap((run) => run.get(keyOf(own)) ?? []);
    const ratios = [heights, ...again].map((one) => Math.log(one.candidate / one.baseline));
    return { metric, configuration, candidate: heights.candidate, ratios };
  });
}

interface Measured {
  readonly metric: ConfigurationMetric;
  readonly configuration: Configuration;
  readonly heights: Heights;
}

/** The same of one earlier run. */
function heightsOf(baseline: Scenario | null, candidate: Scenario | null): Measured[] {
  const paired = new Set(matchPoints(baseline, candidate).pairs.map((pair) => pair.candidate.configuration.id));
  return (candidate?.configurations ?? []).flatMap((after) => {
    const before = baseline === null ? undefined : configurationIn(baseline, after.id);
    if (before === undefined) return [];
    const capacity = foundLoads(before) && foundLoads(after) ? capacities(before, after) : null;
    const curve = paired.has(after.id) ? null : curves(before, after);
    const measured = (metric: ConfigurationMetric, heights: Heights | null): Measured[] =>
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
  // What has no logarithm is not compared as a whole, so that its points are missing and new.
  return baseline == null || candidate == null || baseline * candidate === 0 ? null : { baseline, candidate };
}

/** Fewest loads of which a line can be drawn. */
const LEAST_LOADS = 2;

/** exp of the mean logarithm of both curves over the speeds that both have; their quotient is that of the mean log ratio. */
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

/** Ends of the range that two ascending lists of speeds share, and what lies between. */
function knotsOf(a: readonly number[], b: readonly number[]): number[] {
  const from = Math.max(a.at(0) ?? Number.NaN, b.at(0) ?? Number.NaN);
  const to = Math.min(a.at(-1) ?? Number.NaN, b.at(-1) ?? Number.NaN);
  const within = [...a, ...b, from, to].filter((x) => x >= from && x <= to);
  return [...new Set(within)].sort((x, y) => x - y);
}

/** Abscissae, from −1 to 1, and weights of Gauss and Legendre's rule with three points. */
const RULE = [
  { at: -Math.sqrt(0.6), weight: 5 / 18 },
  { at: 0, weight: 8 / 18 },
  { at: Math.sqrt(0.6), weight: 5 / 18 },
] as const;
/** Parts of a stretch between two knots. */
const PARTS = 8;

/** Mean over speeds of the logarithm of what a curve gives. */
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
