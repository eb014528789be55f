import { coordinatesOf, type FrontPoint, frontArea, frontOf, paretoFront } from '../pareto/front.ts';
import type { Placed } from '../scenario/placed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Bound } from './bound.ts';
import type { Matched } from './match.ts';
import { beyond, changeOf } from './row.ts';
import type { RowVerdict } from './verdict.ts';

/** tok/s/GPU that a user gets at one speed, on both sides; null where no point is as fast. */
export interface Reading {
  /** tok/s/user. */
  readonly x: number;
  readonly baseline: number | null;
  readonly candidate: number | null;
  readonly change: number | null;
}

/** The change of a scenario's front. */
export interface FrontChange {
  readonly scenario: string;
  /**
   * Areas over the points that both sides have; null where no point has both coordinates on both sides, or they pass the
   * largest number.
   */
  readonly baselineArea: number | null;
  readonly candidateArea: number | null;
  /** √(candidate area ÷ baseline area) − 1: the uniform change that would move the area as much. */
  readonly change: number | null;
  readonly bound: string | null;
  readonly verdict: RowVerdict;
  /** Points that both sides have, but with both coordinates on one side only: they are in neither area. */
  readonly halfKnown: number;
  /** Over the full fronts, as information. */
  readonly at: readonly Reading[];
  /** Ids of configurations that are on one side's full front only. */
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

/**
 * Compares a scenario's fronts: judged over the points that both sides have, so that a lost job is no loss of speed and
 * a new configuration cannot hide one.
 *
 * @param interactivity tok/s/user at which the fronts are read, besides the baseline front's own points
 * @returns null where no point that both sides have has both coordinates on any side
 */
export function compareFronts(
  baseline: Scenario,
  candidate: Scenario,
  { pairs }: Matched,
  bound: Bound | null,
  interactivity: readonly number[],
): FrontChange | null {
  // A point that mostly failed is a loss and not a gap: it is common, and off its side's front.
  const common = pairs.filter((pair) => isPlaced(pair.baseline) && isPlaced(pair.candidate));
  const halfKnown = pairs.filter((pair) => isPlaced(pair.baseline) !== isPlaced(pair.candidate)).length;
  if (common.length + halfKnown === 0) return null;
  const areaOf = (points: readonly Placed[]) =>
    points.length === 0 ? null : frontArea(paretoFront(points.flatMap(coordinatesOf)));
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
    at: readings(full.baseline, full.candidate, interactivity),
    entered: only(full.candidate, full.baseline),
    left: only(full.baseline, full.candidate),
  };
}

/** The best tok/s/GPU at a speed of at least `x`. */
function heightAt(front: readonly FrontPoint[], x: number): number | null {
  const heights = front.filter((point) => point.x >= x).map(({ y }) => y);
  return heights.length === 0 ? null : Math.max(...heights);
}

/** A point whose coordinates one side lacks may hide a loss, never excuse one. */
function verdictOf(change: number | null, bound: Bound | null, halfKnown: number): RowVerdict {
  if (bound === null) return 'pass';
  if (change === null) return 'inconclusive';
  const side = beyond(change, bound);
  if (side === 'worse') return 'regression';
  if (halfKnown > 0) return 'inconclusive';
  return side === null ? 'pass' : 'improvement';
}

function readings(
  baseline: readonly FrontPoint[],
  candidate: readonly FrontPoint[],
  interactivity: readonly number[],
): Reading[] {
  const speeds = [...new Set([...baseline.map(({ x }) => x), ...interactivity])].sort((a, b) => a - b);
  return speeds.map((x) => {
    const [before, after] = [heightAt(baseline, x), heightAt(candidate, x)];
    return { x, baseline: before, candidate: after, change: changeOf(before, after) };
  });
}

function only(one: readonly FrontPoint[], other: readonly FrontPoint[]): string[] {
  const labels = new Set(other.map(({ configuration }) => configuration.label));
  const ids = one
    .filter(({ configuration }) => !labels.has(configuration.label))
    .map(({ configuration }) => configuration.id);
  return [...new Set(ids)];
}

function isPlaced({ point }: Placed): boolean {
  return point.metrics['throughput-per-user'] !== null && point.metrics['throughput-per-gpu'] !== null;
}
