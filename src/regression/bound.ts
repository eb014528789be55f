import { shortened } from '../excerpt.ts';
import { purchaseOf } from '../run/costmetric.ts';
import { decimalIn } from '../run/decimal.ts';
import { METRICS, type MetricId } from '../run/metric.ts';
import { asPercent, MINUS } from '../run/number.ts';
import { metricOf, READ, type ReadingKind } from './readingkind.ts';

/** Metrics of a whole configuration: its largest output throughput, and tok/s/GPU at equal tok/s/user. */
export const OF_CONFIGURATIONS = ['capacity', 'curve'] as const;
export type ConfigurationMetric = (typeof OF_CONFIGURATIONS)[number];

/** A reading at a speed in tok/s/user: `front@50`, `cost@50`. */
export type ReadingId = `${ReadingKind}@${number}`;

/** What a bound can be on: a metric of points or of configurations, the change of a whole front, or a reading. */
export type BoundTarget = MetricId | ConfigurationMetric | 'front' | ReadingId;

/**
 * What a metric must keep to: the largest fall or rise against the baseline (a share: 0.1 for 10%), or the least or
 * largest value in the metric's own unit.
 */
export interface Bound {
  readonly metric: BoundTarget;
  readonly kind: 'fall' | 'rise' | 'at-least' | 'at-most';
  readonly limit: number;
  /** As shown: `-10%`, `+15%`, `>= 500`, `<= 200`. */
  readonly text: string;
}

/** A bound, or the reason why a text is not one; `doubt` says why its writer may have meant another bound. */
export type ParsedBound = { readonly bound: Bound; readonly doubt: string | null } | { readonly mistake: string };

/** Everything that can be bounded except readings, which are as many as there are speeds. */
const NAMED: readonly BoundTarget[] = [...METRICS.map(({ id }) => id), 'front', ...OF_CONFIGURATIONS];

/** The same, as messages list it. */
export const BOUNDED: readonly string[] = [...NAMED, ...READ.map((read) => `${read}@50`)];

/** What is gated for a scenario, and for whole configurations, unless the user says otherwise. */
export const DEFAULT_WHOLES: readonly Bound[] = [
  relative('capacity', '-', 10),
  relative('curve', '-', 10),
  relative('front', '-', 7),
];

/** What a name in a bound refers to; null if nothing has that name. */
export function boundedOf(name: string): BoundTarget | null {
  const reading = readingIn(name);
  return reading === null ? (NAMED.find((id) => id === name) ?? null) : readingId(reading.read, reading.speed);
}

/** What is read at a speed in tok/s/user. */
export function readingId(read: ReadingKind, speed: number): ReadingId {
  return `${read}@${speed}`;
}

/** What is read, and at which speed in tok/s/user; null for anything that is not a reading. */
export function readingIn(id: string): { readonly read: ReadingKind; readonly speed: number } | null {
  const [, name, text = ''] = /^(\w+)@(.+)$/s.exec(id) ?? [];
  const read = READ.find((one) => one === name);
  const speed = speedIn(text);
  return read === undefined || speed === null ? null : { read, speed };
}

/** A speed in tok/s/user at which fronts can be read; null for anything else. */
export function speedIn(given: number | string): number | null {
  const speed = typeof given === 'number' ? given : decimalIn(given);
  return speed >= LEAST_SPEED && speed <= MOST ? speed : null;
}

/** Whether a bound is on a cost, which requires a price. */
export function isOfCost({ metric }: Pick<Bound, 'metric'>): boolean {
  return purchaseOf(measuredIn(metric)) !== null;
}

/** Whether a bound is on a metric of points. */
export function isOfPoints<B extends Pick<Bound, 'metric'>>(bound: B): bound is B & { readonly metric: MetricId } {
  return METRICS.some(({ id }) => id === bound.metric);
}

/** Whether a bound is on a metric of whole configurations. */
export function isOfConfigurations<B extends Pick<Bound, 'metric'>>(
  bound: B,
): bound is B & { readonly metric: ConfigurationMetric } {
  return (OF_CONFIGURATIONS as readonly BoundTarget[]).includes(bound.metric);
}

/** A bound as sentences and tables show it: `−10%` for `-10%`; one in units is unchanged. */
export function writtenBound(text: string): string {
  return text.replace(/^-(?=\d)/, MINUS).replace(/([\d.]*\d)%$/, (_, digits: string) => asPercent(digits));
}

/** Bounds that are asked for together: `throughput-per-gpu >= 120 and ttft <= 200`. */
export function boundsInWords(bounds: readonly Pick<Bound, 'metric' | 'text'>[]): string {
  return bounds.map(boundInWords).join(' and ');
}

/** A bound with what it is on: `throughput-per-gpu >= 120`. */
export function boundInWords({ metric, text }: Pick<Bound, 'metric' | 'text'>): string {
  return `${metric} ${text}`;
}

/** The largest number that a bound may have: beyond any real figure, and small enough to calculate with. */
const MOST = 1e15;
/** The smallest speed, in tok/s/user: below any real one, and a number that is written without an exponent. */
const LEAST_SPEED = 1e-6;

/** Which speeds there are, for messages. */
export const SPEEDS = `from 0.000001 to ${MOST}`;

/** How a bound is written, for messages. */
const BOUND_FORMS = '-10% (largest fall), +15% (largest rise), >= 500 or <= 200';

/** Reads a bound on a metric. */
export function parseBound(metric: BoundTarget, text: string): ParsedBound {
  const most = Number(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/i.exec(text)?.[0] ?? 0);
  if (most > MOST) return { mistake: `expected a number up to ${MOST}, found “${shortened(text)}”` };
  const change = /^([+-])\s*(\d+(?:\.\d+)?)\s*%$/.exec(text.trim());
  if (change !== null) return relativeBound(metric, change[1] === '-' ? '-' : '+', Number(change[2]));
  const value = /^(>=|<=)\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(text.trim());
  if (value !== null) return absoluteBound(metric, value[1] === '>=' ? '>=' : '<=', Number(value[2]));
  const [, sign, limit] = /^([<>])\s*(\d.*)$/s.exec(text.trim()) ?? [];
  const advice = sign === undefined ? '' : `; write ${sign}= ${limit}`;
  return { mistake: `expected ${BOUND_FORMS}, found “${shortened(text)}”${advice}` };
}

export function isRelative({ kind }: Bound): boolean {
  return kind === 'fall' || kind === 'rise';
}

/** Whether a value keeps to an absolute bound; an unknown value does not. */
export function meets(value: number | null, { kind, limit }: Bound): boolean {
  if (value === null) return false;
  return kind === 'at-least' ? value >= limit : value <= limit;
}

function relativeBound(metric: BoundTarget, sign: '+' | '-', percent: number): ParsedBound {
  const bound = relative(metric, sign, percent);
  if (sign === '-' && percent >= 100)
    return { mistake: `${bound.text} can never be exceeded: nothing falls by more than 100%` };
  if (sign !== GAINS[betterOf(metric) ?? 'neither']) return { bound, doubt: null };
  const [moves, loss] = sign === '+' ? (['rise', '-'] as const) : (['fall', '+'] as const);
  const meant = relative(metric, loss, percent).text;
  return { mistake: `${bound.text} bounds a ${moves}, which is better here, and lets every loss pass: write ${meant}` };
}

/** The sign of an improvement, which nobody wants to bound, by which way is better. */
const GAINS = { higher: '+', lower: '-', neither: null } as const;

function absoluteBound(metric: BoundTarget, sign: '>=' | '<=', limit: number): ParsedBound {
  if (isOfChange(metric)) return { mistake: `${metric} takes a change, such as -7%, found “${sign} ${limit}”` };
  const bound: Bound = { metric, kind: sign === '>=' ? 'at-least' : 'at-most', limit, text: `${sign} ${limit}` };
  if (metric === 'failure-rate' && limit > 1) {
    const share = `${bound.text} is beyond the failure rate, which runs from 0 to 1`;
    return { bound, doubt: `${share}; did you mean ${sign} ${limit / 100}?` };
  }
  const better = betterOf(metric);
  const wrongWay = (sign === '<=' && better === 'higher') || (sign === '>=' && better === 'lower');
  const meant = `${sign === '>=' ? '<=' : '>='} ${limit}`;
  return { bound, doubt: wrongWay ? `${bound.text} asks for a worse ${metric}; did you mean ${meant}?` : null };
}

/** `-10%`, `+15%`. */
export function relative(metric: BoundTarget, sign: '+' | '-', percent: number): Bound {
  return { metric, kind: sign === '-' ? 'fall' : 'rise', limit: percent / 100, text: `${sign}${percent}%` };
}

/** Figures that mean nothing without the baseline's. */
function isOfChange(metric: BoundTarget): boolean {
  return metric === 'front' || (OF_CONFIGURATIONS as readonly BoundTarget[]).includes(metric);
}

function betterOf(metric: BoundTarget): 'higher' | 'lower' | null {
  const known = METRICS.find(({ id }) => id === measuredIn(metric));
  return known === undefined ? 'higher' : known.better;
}

/** The metric of a reading, and anything else as it is. */
function measuredIn(metric: BoundTarget): BoundTarget {
  const reading = readingIn(metric);
  return reading === null ? metric : metricOf(reading.read);
}
