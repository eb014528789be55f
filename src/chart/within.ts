import { coordinatesOf, type FrontPoint, paretoFront, type ScenarioFront } from '../pareto/front.ts';
import type { Plane } from '../pareto/plane.ts';
import type { Bound } from '../regression/bound.ts';
import { bestWithin, meetsAll } from '../regression/objective.ts';
import { placeKeyOf } from '../regression/regressed.ts';
import { METRICS } from '../run/metric.ts';
import { placedPoints } from '../scenario/placed.ts';
import { inSentence } from './axis.ts';
import { glance } from './number.ts';

/** What service-level objectives leave of a plane. */
export interface Within {
  /** The objectives: `TTFT p99 ≤ 2,000 ms`. */
  readonly words: string;
  /** Points that meet them. */
  readonly points: number;
  /** The point with the most tok/s/GPU of those; null where none meets them. */
  readonly best: { readonly key: string; readonly value: number } | null;
}

/** What objectives leave; null where there are none. */
export function withinOf({ scenario }: Pick<ScenarioFront, 'scenario'>, bounds: readonly Bound[]): Within | null {
  if (bounds.length === 0) return null;
  const best = bestWithin(scenario, bounds);
  const value = best?.point.metrics['throughput-per-gpu'] ?? null;
  return {
    words: bounds.map(objectiveWords).join(', '),
    points: placedPoints(scenario).filter((placed) => meetsAll(placed, bounds)).length,
    best: best === null || value === null ? null : { key: placeKeyOf(best), value },
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
    met.flatMap((placed) => coordinatesOf(placed, plane)),
    plane,
  );
}

/** An objective in words, with its unit: `TTFT p99 ≤ 2,000 ms`, `tok/s/user ≥ 30`. */
export function objectiveWords({ metric, kind, limit }: Bound): string {
  const { label = metric, unit = '' } = METRICS.find(({ id }) => id === metric) ?? {};
  const sign = kind === 'at-least' || kind === 'fall' ? '≥' : '≤';
  return `${inSentence(label)} ${sign} ${glance(limit)}${label === unit || unit === '' ? '' : ` ${unit}`}`;
}

/** Characters of objectives that a label has room for; the key has them all. */
const FEW = 48;

/** What a label says of the best point within, with the objectives where there is room for them. */
export function bestWords({ words, best }: Within, isBrief: boolean): string {
  if (best === null) return '';
  const objectives = isBrief || words.length > FEW ? '' : ` ${words}`;
  return `best within${objectives}: ${glance(best.value)} tok/s/GPU`;
}
