import {
  type Curve,
  curvesOf,
  type Reading,
  readingAt,
  readSpeed,
  roundSpeeds,
  type SpeedReading,
} from '../pareto/frontreading.ts';
import { listIndex } from '../run/listindex.ts';
import { METRICS, type MetricId } from '../run/metric.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { AbsoluteResult } from './absolute.ts';
import { type Bound, isRelative, meets, readingId, readingIn } from './bound.ts';
import type { MatchedPoints } from './match.ts';
import { meetsAll, surelyMisses } from './objective.ts';
import { metricOf, planeOf, READ, type ReadingKind } from './readingkind.ts';
import { beyond, changeOf } from './row.ts';
import { boundsAt, type Thresholds } from './thresholds.ts';
import type { RowVerdict } from './verdict.ts';

/** How fronts are read. */
export interface ReadingSettings {
  /** tok/s/user; round speeds are used if it is empty. */
  readonly at: readonly number[];
  readonly thresholds: Thresholds;
  /** Service-level objectives, which a point must meet to be read. */
  readonly objectives: readonly Bound[];
}

/** What is available at one speed in a scenario, on both sides. */
export interface ReadingChange {
  readonly scenario: string;
  /** The highest tok/s/GPU, or the lowest cost. */
  readonly read: ReadingKind;
  /** tok/s/user. */
  readonly x: number;
  /** Null where nothing is that fast. */
  readonly baseline: Reading | null;
  readonly candidate: Reading | null;
  /** Whether it is certain that nothing is that fast, where a reading is null. */
  readonly isKnown: { readonly baseline: boolean; readonly candidate: boolean };
  readonly change: number | null;
  /** Null where none is asked for, and where nothing is that fast on either side. */
  readonly bound: string | null;
  readonly verdict: RowVerdict;
}

/** What is available at one speed, and whether it is certain that nothing is. */
export interface KnownReading extends SpeedReading {
  /** False where a point may be that fast, but too little is known to read it. */
  readonly isKnown: boolean;
}

/** A scenario read at several speeds. */
export interface ScenarioReadings {
  readonly scenario: string;
  /** Ascending. */
  readonly readings: readonly KnownReading[];
}

const ofScenario = listIndex(({ scenario }: ScenarioReadings) => scenario);

/** The readings of one scenario; none if it was not read. */
export function readingsOf(all: readonly ScenarioReadings[], scenario: string): readonly KnownReading[] {
  return ofScenario(all, scenario)[0]?.readings ?? [];
}

/** Reads a scenario at the speeds that are asked for and at those that are bounded. */
export function readScenario(scenario: Scenario, asked: ReadingSettings): ScenarioReadings {
  const [curves, costs] = [curvesIn(scenario, 'front', asked), curvesIn(scenario, 'cost', asked)];
  const speeds = READ.flatMap((read) => speedsFor(scenario, read, [curves], asked));
  const readings = ascending(speeds).map((x): KnownReading => {
    const read = readSpeed(curves, costs, x);
    return { ...read, isKnown: isKnownAt(scenario, x, read.reading, asked) };
  });
  return { scenario: scenario.id, readings };
}

/**
 * Compares what is available at equal speeds. Bounded readings use only the configurations and points that both sides
 * have, so that a lost job is not a loss of speed and a new configuration cannot hide one; for a configuration without
 * a common load they use all of its points. Unbounded readings use everything on each side, for information.
 */
export function compareReadings(
  baseline: Scenario,
  candidate: Scenario,
  matched: MatchedPoints,
  asked: ReadingSettings,
): { readonly reading: ReadingChange; readonly bound: Bound | null }[] {
  const fronts = [curvesIn(baseline, 'front', asked), curvesIn(candidate, 'front', asked)];
  const isIn = commonPlaces(baseline, candidate, matched);
  return READ.flatMap((read) => {
    const sides = [baseline, candidate].map((side) => curvesIn(side, read, asked));
    const common = [baseline, candidate].map((side) => curvesIn(side, read, asked, isIn));
    const isUneven = ({ baseline: one, candidate: other }: MatchedPoints['pairs'][number]) =>
      isTold(one, read, asked) !== isTold(other, read, asked);
    const hasGaps = matched.pairs.some(isUneven);
    const isKnown = sides.some(({ length }) => length > 0);
    return speedsFor(candidate, read, isKnown ? fronts : [], isKnown ? asked : { ...asked, at: [] }).map((x) => {
      const bound = boundOn(read, x, candidate, asked);
      const [before, after] = (bound === null ? sides : common).map((curves) => readingAt(curves, x, planeOf(read)));
      const known = (side: Scenario, read: Reading | null | undefined) =>
        isKnownAt(side, x, read ?? null, asked, bound === null ? undefined : isIn);
      const isKnown = { baseline: known(baseline, before), candidate: known(candidate, after) };
      const of = { scenario: candidate.id, read, x, isKnown };
      const reading = changeAt(of, before ?? null, after ?? null, bound, hasGaps);
      return { reading, bound };
    });
  });
}

/** Judges bounds in units on readings, which need no baseline: the scenario's reading must keep to each of them. */
export function judgeReadings(scenario: Scenario, asked: ReadingSettings): AbsoluteResult[] {
  return boundsAt(asked.thresholds, { scenario }).flatMap((bound): AbsoluteResult[] => {
    const read = readingIn(bound.metric);
    if (read === null || isRelative(bound)) return [];
    const curves = curvesIn(scenario, read.read, asked);
    const reading = readingAt(curves, read.speed, planeOf(read.read));
    const { id } = scenario;
    const isKnown = curves.length > 0 && isKnownAt(scenario, read.speed, reading, asked);
    const verdict = meets(reading?.y ?? null, bound) ? 'pass' : isKnown ? 'regression' : 'inconclusive';
    const best = verdict === 'pass' && reading !== null ? placedAt(reading) : null;
    return [{ scenario: id, bounds: [bound], best, misses: [], reading, verdict }];
  });
}

/** The less loaded of the two points that a reading lies between. */
function placedAt({ configuration, between: [point] }: Reading): PlacedPoint {
  return { configuration, point };
}

function changeAt(
  of: Pick<ReadingChange, 'scenario' | 'read' | 'x' | 'isKnown'>,
  baseline: Reading | null,
  candidate: Reading | null,
  bound: Bound | null,
  hasGaps: boolean,
): ReadingChange {
  const change = changeOf(baseline?.y ?? null, candidate?.y ?? null);
  const judged = baseline === null && candidate === null ? null : bound;
  const side = judged === null ? null : sideOf(baseline, candidate, change, judged);
  const isUnsure = hasGaps || side === 'unknown' || (side === 'lost' && !of.isKnown.candidate);
  const verdict = judged === null ? 'pass' : verdictOf(side, isUnsure);
  return { ...of, baseline, candidate, change, bound: judged?.text ?? null, verdict };
}

/** Which way a reading exceeds its bound. That nothing is that fast any more is the largest possible loss. */
function sideOf(
  baseline: Reading | null,
  candidate: Reading | null,
  change: number | null,
  bound: Bound,
): 'worse' | 'lost' | 'better' | 'unknown' | null {
  if (baseline === null) return 'better';
  if (candidate === null) return 'lost';
  return change === null ? 'unknown' : beyond(change, bound);
}

/** A point about which one side knows too little may hide a loss; it never excuses one. */
function verdictOf(side: ReturnType<typeof sideOf>, isUnsure: boolean): RowVerdict {
  if (side === 'worse') return 'regression';
  if (isUnsure) return 'inconclusive';
  if (side === 'lost') return 'regression';
  return side === 'better' ? 'improvement' : 'pass';
}

function curvesIn(
  scenario: Scenario,
  read: ReadingKind,
  { objectives }: ReadingSettings,
  isIn: (placed: PlacedPoint) => boolean = () => true,
): Curve[] {
  return curvesOf(scenario, (placed) => isIn(placed) && meetsAll(placed, objectives), planeOf(read));
}

/**
 * Whether it is certain what is available at a speed: it can be read, or every point is too slow or misses an
 * objective.
 */
function isKnownAt(
  scenario: Scenario,
  x: number,
  reading: Reading | null,
  { objectives }: ReadingSettings,
  isIn: (placed: PlacedPoint) => boolean = () => true,
): boolean {
  if (reading !== null) return true;
  return !placedPoints(scenario).some(
    (placed) => isIn(placed) && mayBeAsFast(placed, x) && !surelyMisses(placed, objectives),
  );
}

/** Whether, as far as is known, a point gives each user so many tok/s. */
export function mayBeAsFast({ point }: PlacedPoint, x: number): boolean {
  return (point.metrics['throughput-per-user'] ?? Number.POSITIVE_INFINITY) >= x;
}

/** The speeds asked for, otherwise round ones from either side; and those that are bounded. */
function speedsFor(
  scenario: Scenario,
  read: ReadingKind,
  sides: readonly (readonly Curve[])[],
  { at, thresholds }: ReadingSettings,
): number[] {
  const bounded = boundsAt(thresholds, { scenario }).flatMap(({ metric }) => {
    const reading = readingIn(metric);
    return reading?.read === read ? [reading.speed] : [];
  });
  const asked = at.length > 0 ? at : sides.flatMap(roundSpeeds);
  return ascending([...asked, ...bounded]);
}

function ascending(speeds: readonly number[]): number[] {
  return [...new Set(speeds)].sort((a, b) => a - b);
}

function boundOn(read: ReadingKind, x: number, scenario: Scenario, { thresholds }: ReadingSettings): Bound | null {
  const bounds = boundsAt(thresholds, { scenario }).filter(isRelative);
  return bounds.find(({ metric }) => metric === readingId(read, x)) ?? null;
}

/** Points on both sides; for configurations that are on both sides without a common load, all of them. */
function commonPlaces(
  baseline: Scenario,
  candidate: Scenario,
  { pairs }: MatchedPoints,
): (placed: PlacedPoint) => boolean {
  const before = new Set(baseline.configurations.map(({ id }) => id));
  const shared = new Set(candidate.configurations.flatMap(({ id }) => (before.has(id) ? [id] : [])));
  const paired = new Set(pairs.map((pair) => pair.candidate.configuration.id));
  const points = new Set(pairs.flatMap((pair) => [pair.baseline.point, pair.candidate.point]));
  return ({ configuration: { id }, point }) => (paired.has(id) ? points.has(point) : shared.has(id));
}

/** Whether a point has all that decides whether and where it is read. */
function isTold({ point: { metrics } }: PlacedPoint, read: ReadingKind, { objectives }: ReadingSettings): boolean {
  const asked = METRICS.filter(({ id }) => objectives.some(({ metric }) => metric === id)).map(({ id }) => id);
  const own: MetricId[] = ['throughput-per-user', metricOf(read)];
  return [...asked, ...own].every((id) => metrics[id] !== null);
}
