import { mostlyFailed, type ScenarioFront } from '../pareto/front.ts';
import { groupBy } from '../run/groupby.ts';
import type { MetricId } from '../run/metric.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';
import { follows, kneeOf, type Rates } from './knee.ts';
import { MOST_REGRESSED, SMALL_SWEEP } from './label.ts';
import type { Subject } from './subject.ts';
import { isCoordinate, ranksOf, type Series } from './trace.ts';

/** The latencies that are drawn against the rate: their mean, and their tail where it is known. In ms. */
export const LATENCIES = ['ttft', 'e2el'] as const satisfies readonly MetricId[];

export type LatencyId = (typeof LATENCIES)[number];

/** A point with a requested rate, an achieved one, and a latency. */
export interface RatePoint extends Rates {
  readonly point: Point;
  /** Where it is drawn: as it was achieved, or where a run is too short to tell as it was stated. */
  readonly achieved: number;
  /** Whether it was achieved as requested; null where a run is too short to tell. */
  readonly follows: boolean | null;
  /** The knee of its trace. */
  readonly isKnee: boolean;
  /** Most of its requests failed. */
  readonly failed: boolean;
  /** A regression against the baseline. */
  readonly regressed: boolean;
  /** Misses a service-level objective. */
  readonly missed: boolean;
}

/** The open-loop points of a configuration, ascending in the requested rate. */
export interface RateTrace extends Series {
  /** What was asked of the arrivals, where the configuration was swept under several such conditions, a trace each. */
  readonly condition: string | null;
  readonly points: readonly RatePoint[];
  /** Whether its name stands at it, and what it was in the baseline lies under it. */
  readonly isNamed: boolean;
  /** Its points in the baseline; empty where none are shown. */
  readonly before: readonly RatePoint[];
}

/** Whether rates were swept: some configuration has points at two of them. */
export function hasRates({ scenario }: ScenarioFront): boolean {
  return scenario.configurations.some((configuration) =>
    sweepsOf(configuration).some(([, points]) => new Set(points.map(({ load }) => load.rate)).size > 1),
  );
}

/** The knee of some points, if they have one. */
export function kneeIn(points: readonly RatePoint[]): RatePoint | undefined {
  return points.find(({ isKnee }) => isKnee);
}

/** Mean of a latency in ms. */
export function meanOf({ point }: RatePoint, latency: LatencyId): number | null {
  return known(point.metrics[latency]);
}

/** Its 99th percentile in ms. */
export function tailOf({ point }: RatePoint, latency: LatencyId): number | null {
  return known(point.metrics[`${latency}-p99`]);
}

/**
 * A trace for each configuration with open-loop points, those without a rank first. The front's configurations have the
 * colours of the trade-off plot; after them come those that are best here: no other has more requests/s at less latency.
 */
export function rateTracesOf({ front, baseline, regressed, missed }: Subject): RateTrace[] {
  const said = { regressed: new Set(regressed), missed: new Set(missed) };
  const { configurations } = front.scenario;
  const before = new Map((baseline?.scenario.configurations ?? []).map((one) => [one.id, one]));
  const traces = configurations.flatMap((configuration) => {
    const sweeps = sweepsOf(configuration);
    const old = new Map(sweepsOf(before.get(configuration.id)));
    return sweeps.map(([condition, points]) => ({
      configuration,
      condition: sweeps.length > 1 ? condition : null,
      points: ratePoints(points, said),
      before: ratePoints(old.get(condition) ?? [], UNSAID),
    }));
  });
  const ranks = ranksOf(front.front);
  for (const id of leadersOf(traces)) {
    if (!ranks.has(id)) ranks.set(id, ranks.size);
  }
  const lost = traces.flatMap(({ points }) => points.filter(({ regressed }) => regressed)).length;
  const ranked = traces.map((trace) => {
    const rank = ranks.get(trace.configuration.id) ?? null;
    const isNoted = lost <= MOST_REGRESSED && trace.points.some(({ regressed }) => regressed);
    const isNamed = rank !== null || configurations.length <= SMALL_SWEEP || isNoted;
    return { ...trace, rank, isNamed, before: isNamed ? trace.before : [] };
  });
  return [...ranked.filter(({ rank }) => rank === null), ...ranked.filter(({ rank }) => rank !== null)];
}

/** The open-loop points of a configuration that can be drawn, by what was asked of the arrivals beside their rate. */
function sweepsOf(configuration: Configuration | undefined): [condition: string | null, points: Point[]][] {
  const drawn = (configuration?.points ?? []).filter(
    ({ load, metrics }) =>
      load.rate !== null &&
      known(metrics['request-throughput']) !== null &&
      LATENCIES.some((latency) => known(metrics[latency]) !== null),
  );
  return [...groupBy(drawn, ({ load }) => load.condition)];
}

interface Said {
  readonly regressed: ReadonlySet<Point>;
  readonly missed: ReadonlySet<Point>;
}

const UNSAID: Said = { regressed: new Set(), missed: new Set() };

function ratePoints(points: readonly Point[], { regressed, missed }: Said): RatePoint[] {
  const sorted = points
    .map((point) => ({ point, requested: point.load.rate ?? 0, achieved: known(point.achievedRate) }))
    .sort((a, b) => a.requested - b.requested);
  const telling = tellingOf(sorted);
  const knee = kneeOf(
    sorted.map((rates) => {
      const { point } = rates;
      // What fails is answered at once.
      const isTold = !mostlyFailed(point);
      return { ...rates, latencies: telling.map((id) => (isTold ? known(point.metrics[id]) : null)) };
    }),
  );
  return sorted.map((rates, i) => ({
    ...rates,
    achieved: rates.achieved ?? rates.point.metrics['request-throughput'] ?? 0,
    follows: follows(rates),
    isKnee: i === knee,
    failed: mostlyFailed(rates.point),
    regressed: regressed.has(rates.point),
    missed: missed.has(rates.point),
  }));
}

/** The latencies that tell a knee: waiting shows in TTFT, larger batches in E2EL or, where that is unknown, in TPOT. */
export function tellingOf(points: readonly Pick<RatePoint, 'point'>[]): MetricId[] {
  const isKnown = (id: MetricId) => points.some(({ point }) => known(point.metrics[id]) !== null);
  const whole = (['e2el', 'tpot'] as const).find(isKnown);
  return [...(isKnown('ttft') ? (['ttft'] as const) : []), ...(whole === undefined ? [] : [whole])];
}

type Unranked = Pick<RateTrace, 'configuration' | 'points'>;

/** Ids of the configurations with a point that no other beats in rate and latency at once; highest rate first. */
function leadersOf(traces: readonly Unranked[]): Set<string> {
  return new Set(LATENCIES.flatMap((latency) => leadersIn(traces, latency)));
}

function leadersIn(traces: readonly Unranked[], latency: LatencyId): string[] {
  const placed = traces.flatMap(({ configuration, points }) =>
    points.flatMap((point) => {
      const mean = point.failed ? null : meanOf(point, latency);
      return mean === null ? [] : [{ id: configuration.id, achieved: point.achieved, mean }];
    }),
  );
  let least = Number.POSITIVE_INFINITY;
  return placed
    .sort((a, b) => b.achieved - a.achieved || a.mean - b.mean)
    .filter(({ mean }) => {
      const leads = mean < least;
      least = Math.min(least, mean);
      return leads;
    })
    .map(({ id }) => id);
}

function known(value: number | null): number | null {
  return isCoordinate(value) ? value : null;
}
