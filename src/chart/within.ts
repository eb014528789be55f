import { coordinatesOf, type FrontPoint, paretoFront, type ScenarioFront } from '../pareto/front.ts';
import type { Axis, Plane } from '../pareto/plane.ts';
import type { Bound } from '../regression/bound.ts';
import { bestWithin, meetsAll, surelyMisses } from '../regression/objective.ts';
import { placeKeyOf } from '../regression/regressed.ts';
import { METRICS } from '../run/metric.ts';
import { placedPoints } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { inSentence } from './axis.ts';
import type { Overlay } from './caption.ts';
import { glance } from './chartnumber.ts';

/** Which points of a scenario miss an objective, and about which too little is known to tell. */
export function judgedBy(
  scenario: Pick<Scenario, 'configurations'>,
  bounds: readonly Bound[],
): Required<Pick<Overlay, 'missed' | 'unjudged'>> {
  const points = placedPoints(scenario).filter((placed) => !meetsAll(placed, bounds));
  const missed = bounds.length === 0 ? [] : points.filter((placed) => surelyMisses(placed, bounds));
  const unjudged = bounds.length === 0 ? [] : points.filter((placed) => !surelyMisses(placed, bounds));
  return { missed: new Set(missed.map(placeKeyOf)), unjudged: new Set(unjudged.map(placeKeyOf)) };
}

/** Values along the axes of a plane at which objectives end; null for an axis without one. */
export interface Limits {
  readonly x: number | null;
  readonly y: number | null;
}

/** The part of a plane within the service-level objectives. */
export interface FeasibleRegion {
  /** The objectives: `TTFT p99 ≤ 2,000 ms`. */
  readonly words: string;
  /** Points that meet them. */
  readonly points: number;
  /** Points that may meet them, because not everything that the objectives are on is known. */
  readonly unjudged: number;
  /** The point with the most tok/s/GPU that meets them; null if none does. */
  readonly best: { readonly key: string; readonly value: number } | null;
  readonly limits: Limits;
}

/** The part within the objectives; null if there are none. */
export function withinOf(
  { scenario }: Pick<ScenarioFront, 'scenario'>,
  bounds: readonly Bound[],
  plane: Plane,
): FeasibleRegion | null {
  if (bounds.length === 0) return null;
  const best = bestWithin(scenario, bounds);
  const value = best?.point.metrics['throughput-per-gpu'] ?? null;
  return {
    words: bounds.map(objectiveWords).join(', '),
    points: placedPoints(scenario).filter((placed) => meetsAll(placed, bounds)).length,
    unjudged: judgedBy(scenario, bounds).unjudged.size,
    best: best === null || value === null ? null : { key: placeKeyOf(best), value },
    limits: limitsIn(plane, bounds),
  };
}

/** The front of the points that meet all objectives. */
export function frontWithin(
  { scenario }: Pick<ScenarioFront, 'scenario'>,
  bounds: readonly Bound[],
  plane: Plane,
): FrontPoint[] {
  const met = placedPoints(scenario).filter((placed) => meetsAll(placed, bounds));
  return paretoFront(
    met.flatMap((placed) => coordinatesOf(placed, plane) ?? []),
    plane,
  );
}

/** Where objectives end in a plane. */
function limitsIn({ x, y }: Plane, bounds: readonly Bound[]): Limits {
  const along = ({ metric, isPerGpu, better }: Axis) => {
    const kind = better === 'higher' ? 'at-least' : 'at-most';
    const bound = isPerGpu ? undefined : bounds.find((one) => one.metric === metric && one.kind === kind);
    return bound?.limit ?? null;
  };
  return { x: along(x), y: along(y) };
}

/** An objective in words, with its unit: `TTFT p99 ≤ 2,000 ms`, `tok/s/user ≥ 30`. */
export function objectiveWords({ metric, kind, limit }: Bound): string {
  const { label = metric, unit = '' } = METRICS.find(({ id }) => id === metric) ?? {};
  const sign = kind === 'at-least' || kind === 'fall' ? '≥' : '≤';
  return `${inSentence(label)} ${sign} ${glance(limit)}${label === unit || unit === '' ? '' : ` ${unit}`}`;
}

/** The most characters of objectives in a label; the key has all of them. */
const FEW = 48;

/** How much a label says about the objectives: little if the picture shows where they end. */
type BestLength = 'whole' | 'brief' | 'limited';

/** What a label says about the best point within the objectives. */
export function bestWords({ words, best }: FeasibleRegion, length: BestLength): string {
  if (best === null) return '';
  const objectives = length === 'whole' && words.length <= FEW ? ` ${words}` : '';
  return `best${length === 'limited' ? '' : ` within${objectives}`}: ${glance(best.value)} tok/s/GPU`;
}
