import { coordinatesOf, type FrontPoint, frontArea, frontOf, paretoFront } from '../pareto/front.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Bound } from './bound.ts';
import type { MatchedPoints } from './match.ts';
import { beyond, changeOf } from './row.ts';
import type { RowVerdict } from './verdict.ts';

/** The change of a scenario's front. */
export interface FrontChange {
  readonly scenario: string;
  /**
   * Areas over the points that both sides have; null where no point has both coordinates on both sides, or where they
   * exceed the largest double.
   */
  readonly baselineArea: number | null;
  readonly candidateArea: number | null;
  /** √(candidate area ÷ baseline area) − 1: the uniform change that would change the area as much. */
  readonly change: number | null;
  readonly bound: string | null;
  readonly verdict: RowVerdict;
  /** Points that both sides have, but with both coordinates on one side only: they count towards neither area. */
  readonly halfKnown: number;
  /** Ids of configurations that are on only one side's full front; for information. */
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

/**
 * Compares the fronts of a scenario, over the points that both sides have, so that a lost job is not a loss of speed
 * and a new configuration cannot hide one.
 *
 * @returns null where no shared point has both coordinates on either side
 */
export function compareFronts(
  baseline: Scenario,
  candidate: Scenario,
  { pairs }: MatchedPoints,
  bound: Bound | null,
): FrontChange | null {
  // A point that mostly failed is a loss, not a gap: it is shared, and off its side's front.
  const common = pairs.filter((pair) => isPlaced(pair.baseline) && isPlaced(pair.candidate));
  const halfKnown = pairs.filter((pair) => isPlaced(pair.baseline) !== isPlaced(pair.candidate)).length;
  if (common.length + halfKnown === 0) return null;
  const areaOf = (points: readonly PlacedPoint[]) =>
    points.length === 0 ? null : frontArea(paretoFront(points.flatMap((placed) => coordinatesOf(placed) ?? [])));
  const baselineArea = areaOf(common.map((pair) => pair.baseline));
  const candidateArea = areaOf(common.map((pair) => pair.candidate));
  const ratio = changeOf(baselineArea, candidateArea);
  const change = ratio === null ? null : Math.sqrt(1 + ratio) - 1;
  const full = { baseline: frontOf(baseline).front, candidate: frontOf(candidate).front };
  return {
    scenario: candidate.id,
    baselineArea,
    candidateArea,
    change,
    bound: bound?.text ?? null,
    verdict: verdictOf(change, bound, halfKnown),
    halfKnown,
    entered: only(full.candidate, full.baseline),
    left: only(full.baseline, full.candidate),
  };
}

/** A point that lacks a coordinate on one side may hide a loss; it never excuses one. */
function verdictOf(change: number | null, bound: Bound | null, halfKnown: number): RowVerdict {
  if (bound === null) return 'pass';
  if (change === null) return 'inconclusive';
  const side = beyond(change, bound);
  if (side === 'worse') return 'regression';
  if (halfKnown > 0) return 'inconclusive';
  return side === null ? 'pass' : 'improvement';
}

function only(one: readonly FrontPoint[], other: readonly FrontPoint[]): string[] {
  const labels = new Set(other.map(({ configuration }) => configuration.label));
  const ids = one
    .filter(({ configuration }) => !labels.has(configuration.label))
    .map(({ configuration }) => configuration.id);
  return [...new Set(ids)];
}

function isPlaced({ point }: PlacedPoint): boolean {
  return point.metrics['throughput-per-user'] !== null && point.metrics['throughput-per-gpu'] !== null;
}
