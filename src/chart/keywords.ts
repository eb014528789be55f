import { formatPlural } from '../run/number.ts';
import { COLOURS } from './colour.ts';
import type { PlaneSeries } from './planeseries.ts';
import type { Series } from './ranking.ts';

/** What an entry of a key is about; each has a sample of its own. */
export type KeySubject =
  | ('front' | 'on-front' | 'baseline' | 'regressed' | 'missed' | 'off-front')
  | ('aggregated' | 'disaggregated' | 'others' | 'failed' | 'repeating')
  | ('mean' | 'tail' | 'baseline-mean' | 'knee' | 'behind' | 'no-knee')
  | ('everywhere' | 'configuration' | 'band' | 'candidate' | 'moved');

/** What marks of a kind mean. */
export interface KeyWords {
  readonly about: KeySubject;
  readonly text: string;
}

/** Entries for what occurs in a plane, and nothing else; the labels apart, of which only some may find room. */
export function planeKey(series: readonly PlaneSeries[], hasBaseline: boolean): KeyWords[] {
  const coloured = series.filter(({ colour }) => colour !== null);
  const points = series.flatMap((one) => one.points);
  const hasOff = coloured.some((one) => one.points.some(({ onFront, failed }) => !onFront && !failed));
  const isCycled = coloured.some(({ colour }) => colour !== null && colour >= COLOURS);
  return [
    ...said(coloured.length > 0, 'front', 'Pareto front'),
    ...said(coloured.length > 0, 'on-front', 'on the front'),
    ...said(hasBaseline, 'baseline', 'baseline’s front'),
    ...markedKey(points),
    ...said(hasOff, 'off-front', 'same configuration, off the front'),
    ...kindKey(series),
    ...said(coloured.length < series.length, 'others', 'configuration that does not reach the front'),
    ...failedKey(points),
    ...said(isCycled, 'repeating', 'colours repeat, each time with another shape'),
  ];
}

/** Rings and slashes, with how many points each is said of. */
export function markedKey(points: readonly { readonly regressed: boolean; readonly missed: boolean }[]): KeyWords[] {
  const [regressed, missed] = [points.filter((point) => point.regressed), points.filter((point) => point.missed)];
  return [
    ...said(regressed.length > 0, 'regressed', `regressed: ${formatPlural(regressed.length, 'point')}`),
    ...said(missed.length > 0, 'missed', `misses an objective: ${formatPlural(missed.length, 'point')}`),
  ];
}

/** Aggregated and disaggregated; an unknown deployment counts as aggregated: it claims nothing. */
export function kindKey(series: readonly Series[]): KeyWords[] {
  const split = series.filter(({ disaggregated }) => disaggregated === true);
  return [
    ...said(split.length < series.length, 'aggregated', 'aggregated'),
    ...said(split.length > 0, 'disaggregated', 'prefill/decode disaggregated'),
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
