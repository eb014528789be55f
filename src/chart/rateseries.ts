import { mostlyFailed } from '../pareto/front.ts';
import { placeKey } from '../regression/regressed.ts';
import { groupBy } from '../run/groupby.ts';
import type { MetricId } from '../run/metric.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';
import type { Overlay } from './caption.ts';
import { follows, kneeOf, type Rates } from './knee.ts';
import { isCoordinate, type Series } from './ranking.ts';

/** The latencies drawn against the rate: their mean and, if known, their tail. */
export const LATENCIES = ['ttft', 'e2el'] as const satisfies readonly MetricId[];

export type LatencyId = (typeof LATENCIES)[number];

/** One for each latency, in ms; null if unknown. */
export type Latencies = Readonly<Record<LatencyId, number | null>>;

/** A point with a requested rate, an achieved rate, and a latency. */
export interface RatePoint extends Rates {
  /** Unique in its scenario; joins the point to its run. */
  readonly key: string;
  /** The rate at which it is drawn: the achieved one or, if a run is too short to tell, the stated one. */
  readonly achieved: number;
  readonly mean: Latencies;
  /** The 99th percentiles. */
  readonly tail: Latencies;
  /** Whether the requested rate was achieved; null if a run is too short to tell. */
  readonly follows: boolean | null;
  /** Whether it is the knee of its series. */
  readonly isKnee: boolean;
  /** Most of its requests failed. */
  readonly failed: boolean;
  /** A regression against the baseline. */
  readonly regressed: boolean;
  /** Misses a service-level objective. */
  readonly missed: boolean;
}

/** The open-loop points of a configuration, in ascending order of the requested rate. */
export interface RateSeries extends Series {
  /** The condition on the arrivals, if the configuration was swept under several; each has a series of its own. */
  readonly condition: string | null;
  readonly points: readonly RatePoint[];
  /** The latencies that determine its knee. */
  readonly telling: readonly MetricId[];
  /** Whether it is labelled with its name, and its baseline is drawn below it. */
  readonly isNamed: boolean;
  /** Its points in the baseline; empty where none are shown. */
  readonly before: readonly RatePoint[];
}

/** The knee of some points, if they have one. */
export function kneeIn(points: readonly RatePoint[]): RatePoint | undefined {
  return points.find(({ isKnee }) => isKnee);
}

/** The drawable open-loop points of a configuration, grouped by the condition on their arrivals. */
export function sweepsOf(configuration: Configuration | undefined): [condition: string | null, points: Point[]][] {
  const drawn = (configuration?.points ?? []).filter(
    ({ load, metrics }) =>
      load.rate !== null &&
      known(metrics['request-throughput']) !== null &&
      LATENCIES.some((latency) => known(metrics[latency]) !== null),
  );
  return [...groupBy(drawn, ({ load }) => load.condition)];
}

/**
 * Points of a configuration in ascending order of the requested rate, with their knee and the latencies that determine
 * it.
 */
export function ratePoints(
  configuration: string,
  points: readonly Point[],
  { regressed, missed }: Pick<Overlay, 'regressed' | 'missed'>,
): Pick<RateSeries, 'points' | 'telling'> {
  const sorted = points
    .map((point) => ({ point, requested: point.load.rate ?? 0, achieved: known(point.achievedRate) }))
    .sort((a, b) => a.requested - b.requested);
  const telling = tellingOf(points);
  const knee = kneeOf(
    sorted.map(({ point, ...rates }) => {
      // Failed requests are answered immediately.
      const isTold = !mostlyFailed(point);
      return { ...rates, latencies: telling.map((id) => (isTold ? known(point.metrics[id]) : null)) };
    }),
  );
  const all = sorted.map(({ point, ...rates }, i): RatePoint => {
    const key = placeKey({ configuration, load: point.load });
    return {
      key,
      requested: rates.requested,
      achieved: rates.achieved ?? point.metrics['request-throughput'] ?? 0,
      mean: latenciesOf(({ metrics }, id) => metrics[id], point),
      tail: latenciesOf(({ metrics }, id) => metrics[`${id}-p99`], point),
      follows: follows(rates),
      isKnee: i === knee,
      failed: mostlyFailed(point),
      regressed: regressed.has(key),
      missed: missed.has(key),
    };
  });
  return { points: all, telling };
}

/**
 * The latencies that determine a knee: waiting shows in TTFT, larger batches in E2EL or, if that is unknown, in TPOT.
 */
function tellingOf(points: readonly Point[]): MetricId[] {
  const isKnown = (id: MetricId) => points.some(({ metrics }) => known(metrics[id]) !== null);
  const whole = (['e2el', 'tpot'] as const).find(isKnown);
  return [...(isKnown('ttft') ? (['ttft'] as const) : []), ...(whole === undefined ? [] : [whole])];
}

function latenciesOf(read: (point: Point, id: LatencyId) => number | null, point: Point): Latencies {
  return { ttft: known(read(point, 'ttft')), e2el: known(read(point, 'e2el')) };
}

function known(value: number | null): number | null {
  return isCoordinate(value) ? value : null;
}
