import { purchaseOf } from '../run/costmetric.ts';
import { type Load, loadKey } from '../run/load.ts';
import { median } from '../run/median.ts';
import type { MetricId } from '../run/metric.ts';
import { mean, variance } from '../run/spread.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import { placedPoints } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { BothSides } from '../scenario/sides.ts';
import type { Bound } from './bound.ts';
import { type Effect, effectsOf, type Grid, MEDIAN_VARIANCE, type MetricClass, pointScatter } from './effect.ts';
import { matchPoints } from './match.ts';
import { placeKeyOf } from './regressed.ts';
import { significantEffects } from './significance.ts';

/**
 * A point of the candidate, and the same point in each earlier run, the newest first; null where it was not measured.
 */
export interface Track {
  readonly candidate: PlacedPoint;
  readonly earlier: readonly (PlacedPoint | null)[];
}

/** The points of a scenario that the candidate shares with any earlier run. */
export function tracksOf({ candidate, earlier }: BothSides): Track[] {
  if (candidate === null) return [];
  const runs = earlier.map((before) => {
    const { pairs } = matchPoints(before, candidate);
    return new Map(pairs.map((pair) => [placeKeyOf(pair.candidate), pair.baseline]));
  });
  return placedPoints(candidate)
    .map((placed) => ({ candidate: placed, earlier: runs.map((run) => run.get(placeKeyOf(placed)) ?? null) }))
    .filter(({ earlier: known }) => known.some((placed) => placed !== null));
}

/** A point one of whose metrics is judged by a bound. */
export interface JudgedPoint extends Track {
  readonly bound: Bound;
}

/** Where the level of the earlier runs moved. */
export interface Move {
  /** Index of the first run after the move, from 0 for the newest earlier run. */
  readonly run: number;
  /** The strongest effect, from the older level to the newer. */
  readonly effect: Effect;
}

/** A metric at the points of a scenario, over earlier runs and the candidate. */
export class Series {
  readonly scenario: Scenario;
  readonly metric: MetricId;
  readonly points: readonly JudgedPoint[];
  readonly configurations: readonly string[];
  readonly loads: readonly Load[];
  /** Null for a metric that can be 0, and so has no logarithm. */
  readonly of: MetricClass | null;
  /** Indices of the earlier runs, the newest first, in stretches of runs that do not differ. */
  readonly stretches: readonly (readonly number[])[];
  readonly moves: readonly Move[];
  /** Where its points are in a grid, in the order of that. */
  readonly #cells: readonly { readonly point: JudgedPoint; readonly i: number; readonly j: number }[];
  /** Earlier runs, each of which is compared with many others. */
  readonly #grids: readonly Grid[];

  constructor(scenario: Scenario, metric: MetricId, points: readonly JudgedPoint[]) {
    this.scenario = scenario;
    this.metric = metric;
    this.points = points;
    this.of = classOf(metric);
    this.configurations = [...new Set(points.map(({ candidate }) => candidate.configuration.id))];
    this.loads = [...new Map(points.map(({ candidate: { point } }) => [loadKey(point.load), point.load])).values()];
    this.#cells = this.#placed();
    this.#grids = this.of === null ? [] : this.#runs.map((run) => this.#grid(({ earlier }) => earlier[run] ?? null));
    const [stretches, moves] = this.of === null ? [[this.#runs], []] : this.#stretches(this.of);
    this.stretches = stretches;
    this.moves = moves;
  }

  /** Whether the newest stretch is a single run, which may have been one bad night, with another stretch before it. */
  get isDoubtful(): boolean {
    return (this.stretches[0]?.length ?? 0) === 1 && this.stretches.length > 1;
  }

  /** The earlier level at a point: the geometric mean over the runs of a stretch that have it; null where none has. */
  levelOf({ earlier }: Track, stretch = 0): { readonly value: number | null; readonly runs: number } {
    const values = (this.stretches[stretch] ?? []).map((run) => earlier[run]?.point.metrics[this.metric] ?? null);
    if (this.of === null) {
      const known = values.filter((value) => value !== null);
      return { value: known[0] ?? null, runs: Math.min(known.length, 1) };
    }
    const known = values.filter((value) => value !== null && value > 0) as number[];
    const [only] = known;
    if (only === undefined) return { value: values.find((value) => value !== null) ?? null, runs: 0 };
    return { value: known.length === 1 ? only : Math.exp(mean(known.map(Math.log))), runs: known.length };
  }

  /**
   * The effects of the candidate against a stretch.
   *
   * @param isLeftOut of points that do not count, since their loss is accepted
   */
  effects(stretch: number, isLeftOut: (point: JudgedPoint) => boolean): Effect[] {
    if (this.of === null) return [];
    const level = this.stretches.slice(stretch).map((runs) => runs.map((run) => this.#earlier(run)));
    const now = masked(this.#now(isLeftOut), level[0] ?? []);
    return hasAny(now) ? effectsOf(now, level, this.of) : [];
  }

  /** The effects of an earlier run against the present level; none where the two share no point. */
  earlierEffects(run: number): Effect[] {
    if (this.of === null) return [];
    const level = (this.stretches[0] ?? []).map((own) => this.#earlier(own));
    const then = masked(this.#earlier(run), level);
    return hasAny(then) ? effectsOf(then, [level], this.of) : [];
  }

  /** How much single points scatter; at least as much as the median over one night's repeats. */
  scatter(stretch: number): { readonly deviation: number; readonly freedom: number } | null {
    if (this.of === null) return null;
    const level = this.stretches.slice(stretch).map((runs) => runs.map((run) => this.#earlier(run)));
    const now = masked(
      this.#now(() => false),
      level[0] ?? [],
    );
    const { deviation, freedom } = pointScatter(now, level, this.of);
    return { deviation: Math.max(deviation, Math.sqrt(this.#repeatVariance())), freedom };
  }

  /**
   * Variance of the median over repeats: the larger of the candidate's and the earlier runs', since either may be the
   * noisy one.
   */
  #repeatVariance(): number {
    const tonight = this.points.map(({ candidate }) => candidate);
    const before = this.points.flatMap(({ earlier }) => earlier.filter((placed) => placed !== null));
    return Math.max(this.#usualVariance(tonight), this.#usualVariance(before));
  }

  /** The median over the points that have three repeats or more. */
  #usualVariance(placed: readonly PlacedPoint[]): number {
    const variances = placed.flatMap(({ point }) => {
      const values = point.samples.map((sample) => sample[this.metric]);
      const logs = values.flatMap((value) => (value === null || value <= 0 ? [] : [Math.log(value)]));
      return logs.length < LEAST_REPEATS ? [] : [(MEDIAN_VARIANCE * variance(logs)) / logs.length];
    });
    return median(variances) ?? 0;
  }

  #placed(): { point: JudgedPoint; i: number; j: number }[] {
    const row = new Map(this.configurations.map((id, i) => [id, i]));
    const column = new Map(this.loads.map((load, j) => [loadKey(load), j]));
    return this.points
      .map((point) => {
        const { configuration, point: at } = point.candidate;
        return { point, i: row.get(configuration.id) ?? 0, j: column.get(loadKey(at.load)) ?? 0 };
      })
      .sort((a, b) => a.i - b.i || a.j - b.j);
  }

  get #runs(): number[] {
    return (this.points[0]?.earlier ?? []).map((_, run) => run);
  }

  #now(isLeftOut: (point: JudgedPoint) => boolean): Grid {
    return this.#grid((point) => (isLeftOut(point) ? null : point.candidate));
  }

  #earlier(run: number): Grid {
    return this.#grids[run] ?? [];
  }

  #grid(placedOf: (point: JudgedPoint) => PlacedPoint | null): Grid {
    const grid = this.configurations.map(() => new Map<number, number>());
    for (const { point, i, j } of this.#cells) {
      const value = placedOf(point)?.point.metrics[this.metric] ?? null;
      if (value !== null && value > 0) grid[i]?.set(j, Math.log(value));
      else grid[i]?.delete(j);
    }
    return grid;
  }

  /** Walks back from the newest run, and starts a new stretch where a run differs from those after it. */
  #stretches(of: MetricClass): [number[][], Move[]] {
    const stretches: number[][] = [];
    const moves: Move[] = [];
    for (const run of this.#runs) {
      const current = stretches.at(-1);
      const grid = this.#earlier(run);
      if (current === undefined) {
        stretches.push([run]);
        continue;
      }
      const level = current.map((other) => this.#earlier(other));
      const own = masked(grid, level);
      // A run without any of the points says nothing, and starts no stretch.
      const effects = hasAny(own) ? effectsOf(own, [level], of) : [];
      const [strongest] = movesIn(effects, of);
      if (strongest === undefined) current.push(run);
      else {
        stretches.push([run]);
        moves.push({ run: current.at(-1) ?? 0, effect: reversed(strongest) });
      }
    }
    return [stretches.length === 0 ? [[]] : stretches, moves];
  }
}

/** From this many repeats on, their own scatter is informative. */
const LEAST_REPEATS = 3;

/** Smallest sizes that matter, as shares. */
export const LEAST_EFFECT: Readonly<Record<MetricClass, number>> = { throughput: 0.02, latency: 0.05, tail: 0.1 };

/** The effect seen from the other side: what the older level lost, the newer one gained. */
function reversed(effect: Effect): Effect {
  const { size, raw, parts, t } = effect;
  return { ...effect, size: -size, raw: -raw, parts: parts.map((part) => -part), t: -t };
}

/**
 * Significant effects in either direction that matter, the most certain first; those that only moved relative to others
 * come last.
 */
function movesIn(effects: readonly Effect[], of: MetricClass): Effect[] {
  const pOf = ({ p }: Effect) => 2 * Math.min(p, 1 - p);
  const told = significantEffects(effects, pOf);
  const isMirror = ({ size, raw }: Effect) => Math.sign(size) * Math.expm1(raw) < LEAST_EFFECT[of] / 2;
  return [...told]
    .filter(({ size }) => Math.abs(Math.expm1(size)) >= LEAST_EFFECT[of])
    .sort((a, b) => Number(isMirror(a)) - Number(isMirror(b)) || pOf(a) - pOf(b) || Math.abs(b.t) - Math.abs(a.t));
}

/** The class of a metric by its scatter; null where it can be 0. */
export function classOf(metric: MetricId): MetricClass | null {
  // A cost is a price over a throughput, and scatters as that does.
  if (purchaseOf(metric) !== null) return 'throughput';
  if (/^(output|total|request)-throughput$|^throughput-per-(user|gpu)$/.test(metric)) return 'throughput';
  const latency = /^(?:ttft|tpot|itl|e2el)(?:-(p\d+))?$/.exec(metric);
  if (latency === null) return null;
  const [, statistic] = latency;
  return statistic === undefined || statistic === 'p50' ? 'latency' : 'tail';
}

/** The points of a run that the level has too. */
function masked(grid: Grid, level: readonly Grid[]): Grid {
  return grid.map((row, i) => new Map([...row].filter(([j]) => level.some((run) => run[i]?.has(j)))));
}

function hasAny(grid: Grid): boolean {
  return grid.some(({ size }) => size > 0);
}
