import { mostlyFailed } from '../pareto/front.ts';
import type { Bound } from '../regression/bound.ts';
import { mayBeAsFast } from '../regression/judgedreading.ts';
import { meetsAll, surelyMisses } from '../regression/objective.ts';
import { metricOf, type ReadingKind } from '../regression/readingkind.ts';
import { purchaseOf } from '../run/costmetric.ts';
import { largestOf } from '../run/extent.ts';
import type { MetricId } from '../run/metric.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { formatNumber } from './numberformat.ts';
import { metricName } from './phrase.ts';

/** Why nothing can be read at a speed, in words. */
export interface ReadingGap {
  /** Whether it is certain that nothing is that fast; otherwise a point may be, about which too little is known. */
  readonly isKnown: boolean;
  /**
   * `nothing is that fast`, `no report says how many GPUs served (…)`: the same for every scenario that it applies to.
   */
  readonly why: string;
  /** What is particular to this one: ` (the fastest within: 29.8 tok/s/user)`; empty if there is nothing. */
  readonly detail: string;
}

/**
 * Why nothing can be read off a scenario at a speed.
 *
 * @param x tok/s/user; 0 for any
 * @param objectives what points must meet to be read
 */
export function unreadAt(
  scenario: Pick<Scenario, 'configurations'>,
  x: number,
  objectives: readonly Bound[],
  read: ReadingKind = 'front',
): ReadingGap {
  const served = placedPoints(scenario).filter(({ point }) => !mostlyFailed(point));
  const fast = served.filter((placed) => mayBeAsFast(placed, x));
  const possible = fast.filter((placed) => !surelyMisses(placed, objectives));
  if (possible.length > 0) return { isKnown: false, ...lackOf(possible, objectives, read) };
  return { isKnown: true, ...tooSlow(served, fast, objectives) };
}

/** `unknown, because no report says how many GPUs served (…)`, `nothing is that fast`. */
export function unreadWords({ isKnown, why, detail }: ReadingGap): string {
  return `${isKnown ? '' : 'unknown, because '}${why}${detail}`;
}

/** What is missing from the points that may be fast enough: whatever would let most of them be read comes first. */
function lackOf(
  points: readonly PlacedPoint[],
  objectives: readonly Bound[],
  read: ReadingKind,
): Pick<ReadingGap, 'why' | 'detail'> {
  const lacks = (id: MetricId) => points.some(({ point }) => point.metrics[id] === null);
  const isWithoutGpus = points.some(
    ({ configuration, point }) =>
      point.metrics['throughput-per-gpu'] === null && configuration.deployment.gpus === null,
  );
  const unstated = objectives.find(({ metric }) => lacks(metric as MetricId));
  if (isWithoutGpus) return said('no report says how many GPUs served', ' (state it with the option gpus or label)');
  if (lacks('throughput-per-gpu')) return said('no report states an output throughput');
  if (lacks('throughput-per-user')) return said('no report says how many requests were in flight');
  if (unstated !== undefined) return said(`no report states ${metricName(unstated.metric)}`);
  return purchaseOf(metricOf(read)) !== null && lacks(metricOf(read))
    ? said('no price of its accelerator is given', ' (state it with the option price)')
    : said('no point has both tok/s/user and tok/s/GPU');
}

function tooSlow(
  served: readonly PlacedPoint[],
  fast: readonly PlacedPoint[],
  objectives: readonly Bound[],
): Pick<ReadingGap, 'why' | 'detail'> {
  if (fast.length === 0) return said('nothing is that fast');
  const within = served.filter((placed) => meetsAll(placed, objectives));
  const speeds = within.flatMap(({ point }) => point.metrics['throughput-per-user'] ?? []);
  if (speeds.length === 0) return said('nothing is within the objectives');
  const fastest = formatNumber(largestOf(speeds));
  return said('nothing within the objectives is that fast', ` (the fastest within: ${fastest} tok/s/user)`);
}

function said(why: string, detail = ''): Pick<ReadingGap, 'why' | 'detail'> {
  return { why, detail };
}
