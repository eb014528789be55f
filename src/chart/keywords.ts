import { formatCount, formatPlural } from '../run/number.ts';
import type { AskedSpeed } from './askedspeed.ts';
import { COLOURS } from './colour.ts';
import type { PlaneSeries } from './planeseries.ts';
import type { Series } from './ranking.ts';
import type { FeasibleRegion } from './within.ts';

/** What an entry of a key explains; each has a sample of its own. */
export type KeySubject =
  | (
      | 'front'
      | 'bare-front'
      | 'asked'
      | 'asked-best'
      | 'within'
      | 'within-limit'
      | 'best-within'
      | 'none-within'
      | 'on-front'
      | 'baseline'
      | 'regressed'
      | 'missed'
      | 'unjudged'
      | 'off-front'
    )
  | ('aggregated' | 'disaggregated' | 'unstated' | 'others' | 'failed' | 'repeating')
  | ('mean' | 'tail' | 'baseline-mean' | 'knee' | 'behind' | 'no-knee')
  | ('everywhere' | 'configuration' | 'grey-configuration' | 'band' | 'candidate' | 'moved');

/** The meaning of one kind of mark. */
export interface KeyWords {
  readonly about: KeySubject;
  readonly text: string;
}

/** Entries for what occurs in a plane, and for nothing else, apart from labels, not all of which may fit. */
export function planeKey(
  series: readonly PlaneSeries[],
  hasBaseline: boolean,
  within: FeasibleRegion | null,
  asked: readonly AskedSpeed[] = [],
  unjudged?: ReadonlySet<string>,
): KeyWords[] {
  const coloured = series.filter(({ colour }) => colour !== null);
  const points = series.flatMap((one) => one.points);
  const hasOff = coloured.some((one) => one.points.some(({ onFront, failed }) => !onFront && !failed));
  const isCycled = coloured.some(({ colour }) => colour !== null && colour >= COLOURS);
  return [
    ...said(coloured.length > 0, within === null ? 'front' : 'bare-front', 'Pareto front'),
    ...said(coloured.length > 0, 'on-front', 'on the front'),
    ...said(hasBaseline, 'baseline', 'baseline’s front'),
    ...withinKey(within),
    ...askedKey(asked),
    ...markedKey(points, unjudged),
    ...said(hasOff, 'off-front', 'same configuration, off the front'),
    ...kindKey(series),
    ...said(coloured.length < series.length, 'others', 'configuration that does not reach the front'),
    ...failedKey(points),
    ...said(isCycled, 'repeating', 'colours repeat, each time with a different shape'),
  ];
}

/** The region within the objectives, and the best point in it. */
function withinKey(within: FeasibleRegion | null): KeyWords[] {
  if (within === null) return [];
  const { words, points, unjudged, best, limits } = within;
  const about = limits.x === null && limits.y === null ? 'within' : 'within-limit';
  const none = unjudged > 0 ? `no point is known to be within ${words}` : `no point within ${words}`;
  return [
    ...said(points > 0, about, `front of the ${formatPlural(points, 'point')} within ${words}`),
    ...said(best !== null, 'best-within', 'best within'),
    ...said(points === 0, 'none-within', none),
  ];
}

/** Requested speeds, and the best at them if any is read. */
function askedKey(asked: readonly AskedSpeed[]): KeyWords[] {
  const isRead = asked.some(({ y }) => y !== null);
  return [
    ...said(isRead, 'asked-best', 'best at a speed asked for'),
    ...said(asked.length > 0 && !isRead, 'asked', 'speed asked for'),
  ];
}

/** What a ring or a slash says about a point. */
type PointMarks = { readonly [mark in 'regressed' | 'missed']: boolean } & { readonly key: string };

/**
 * Rings and slashes, with the number of points that have each.
 *
 * @param unjudged keys of the points that may miss an objective, as far as is known
 */
export function markedKey(points: readonly PointMarks[], unjudged: ReadonlySet<string> = new Set()): KeyWords[] {
  const [regressed, missed] = [points.filter((point) => point.regressed), points.filter((point) => point.missed)];
  const unknown = points.filter(({ key }) => unjudged.has(key)).length;
  const more = unknown > 0 ? `; ${formatCount(unknown)} not known` : '';
  return [
    ...said(regressed.length > 0, 'regressed', `regressed: ${formatPlural(regressed.length, 'point')}`),
    ...said(missed.length > 0, 'missed', `misses an objective: ${formatPlural(missed.length, 'point')}${more}`),
    ...said(
      missed.length === 0 && unknown > 0,
      'unjudged',
      `${formatPlural(unknown, 'point')} may miss an objective: not all is known`,
    ),
  ];
}

/** How configurations serve; nothing is claimed about unstated deployments. */
export function kindKey(series: readonly Series[]): KeyWords[] {
  const occurs = (kind: boolean | null) => series.some(({ disaggregated }) => disaggregated === kind);
  return [
    ...said(occurs(false), 'aggregated', 'aggregated'),
    ...said(occurs(true), 'disaggregated', 'prefill/decode disaggregated'),
    ...said(occurs(null), 'unstated', 'deployment not stated'),
  ];
}

export function failedKey(points: readonly { readonly failed: boolean }[]): KeyWords[] {
  return said(
    points.some(({ failed }) => failed),
    'failed',
    'more than half the requests failed',
  );
}

/** An entry where something occurs. */
export function said(occurs: boolean, about: KeySubject, text: string): KeyWords[] {
  return occurs ? [{ about, text }] : [];
}
