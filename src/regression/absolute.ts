import type { Reading } from '../pareto/frontreading.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Bound, isOfPoints, isRelative, readingIn } from './bound.ts';
import { bestOf, bestWithin, isJudgeable, meetsAll, surelyMisses } from './objective.ts';
import { boundsAt, covers, isPointed, type Scope, type Thresholds } from './thresholds.ts';
import type { RowVerdict } from './verdict.ts';

/** Bounds in units, judged together on a scenario, or on the points that a scope names. */
export interface AbsoluteResult {
  /** The scenario's id; the scope's glob if the scope covers nothing in any scenario. */
  readonly scenario: string;
  readonly bounds: readonly Bound[];
  /** The point with the most tok/s/GPU among those that meet all the bounds. */
  readonly best: PlacedPoint | null;
  /** Points that miss a bound, if a scope names points. */
  readonly misses: readonly PlacedPoint[];
  /** The reading that the bound is on, in which case `best` is the point just slower than it; null for other bounds. */
  readonly reading: Reading | null;
  readonly verdict: RowVerdict;
}

/** Whether a result is for a bound on a reading, which is judged on its own. */
export function isOfReading({ bounds: [bound] }: Pick<AbsoluteResult, 'bounds'>): boolean {
  return bound !== undefined && readingIn(bound.metric) !== null;
}

/**
 * Judges bounds that need no baseline. Where no scope applies, some point of each scenario must meet all of them at
 * once; where a scope names a configuration or a load, every point that it covers must. A scope asks nothing of a
 * scenario in which it covers no point.
 */
export function judgeAbsolute(scenario: Scenario, thresholds: Thresholds): AbsoluteResult[] {
  const place = { scenario };
  const whole = boundsAt(
    { ...thresholds, overrides: thresholds.overrides.filter(({ scope }) => !isPointed(scope)) },
    place,
  );
  const together = absoluteIn(whole).filter(isOfPoints);
  const pointed = thresholds.overrides.flatMap(({ scope, bounds }) => {
    const own = absoluteIn(bounds);
    const points = isPointed(scope) && own.length > 0 ? pointsIn(scenario, scope) : [];
    return points.length === 0 ? [] : [judgePoints(scenario, points, own)];
  });
  return together.length === 0 ? pointed : [judgeScenario(scenario, together), ...pointed];
}

const EVERYWHERE: Scope = { scenario: null, configuration: null, concurrency: null, rate: null };

function absoluteIn(bounds: readonly Bound[]): Bound[] {
  return bounds.filter((bound) => !isRelative(bound));
}

/** The points of a scenario that a scope covers. */
function pointsIn(scenario: Scenario, scope: Scope): PlacedPoint[] {
  return placedPoints(scenario).filter(({ configuration, point }) =>
    covers(scope, { scenario, configuration, load: point.load }),
  );
}

function judgeScenario(scenario: Scenario, bounds: readonly Bound[]): AbsoluteResult {
  const found = bestWithin(scenario, bounds);
  const verdict = found !== null ? 'pass' : isJudgeable(scenario, bounds) ? 'regression' : 'inconclusive';
  return { scenario: scenario.id, bounds, best: found, misses: [], reading: null, verdict };
}

/**
 * Bounds whose scope covers nothing in any scenario: a bound that nothing could meet has not been met. One result per
 * scope.
 */
export function judgeUnmeasured(scenarios: readonly Scenario[], { overrides }: Thresholds): AbsoluteResult[] {
  return overrides.flatMap(({ scope, bounds }) => {
    const own = absoluteIn(bounds);
    if (own.length === 0 || scenarios.some((scenario) => hasAny(scenario, scope))) return [];
    const result = { bounds: own, best: null, misses: [], reading: null, verdict: 'missing' as const };
    return [{ scenario: placeName(scenarios, scope), ...result }];
  });
}

function hasAny(scenario: Scenario, scope: Scope): boolean {
  return isPointed(scope) ? pointsIn(scenario, scope).length > 0 : covers(scope, { scenario });
}

/** The only scenario that a scope can mean, otherwise its glob. */
function placeName(scenarios: readonly Scenario[], { scenario: glob }: Scope): string {
  const [only, other] = scenarios.filter((scenario) => covers({ ...EVERYWHERE, scenario: glob }, { scenario }));
  return only !== undefined && other === undefined ? only.id : (glob ?? '*');
}

function judgePoints(scenario: Scenario, points: readonly PlacedPoint[], bounds: readonly Bound[]): AbsoluteResult {
  const misses = points.filter((placed) => !meetsAll(placed, bounds));
  return {
    scenario: scenario.id,
    bounds,
    best: bestOf(points.filter((placed) => !misses.includes(placed))),
    misses,
    reading: null,
    verdict: verdictOn(misses, bounds),
  };
}

function verdictOn(misses: readonly PlacedPoint[], bounds: readonly Bound[]): RowVerdict {
  if (misses.length === 0) return 'pass';
  return misses.some((placed) => surelyMisses(placed, bounds)) ? 'regression' : 'inconclusive';
}
