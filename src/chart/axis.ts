import type { Axis } from '../pareto/plane.ts';
import { formatCost } from '../run/cost.ts';
import { purchaseOf } from '../run/costmetric.ts';
import type { ConcurrencySource } from '../run/load.ts';
import type { MetricId, UserThroughput } from '../run/metric.ts';
import { dollars } from '../run/money.ts';
import { glance } from './chartnumber.ts';

export type ScaleType = 'linear' | 'log';

/** What is along an axis, in words. */
export interface ChartAxis {
  readonly metric: MetricId;
  readonly better: Axis['better'];
  /** `Mean TTFT`, `tok/s/user`. */
  readonly name: string;
  readonly unit: string;
  readonly scale: ScaleType;
  /** The full label, with the unit and an arrow pointing to the better end. */
  readonly label: string;
  /** The same for narrow pictures. */
  readonly brief: string;
}

/** How tok/s/user is defined, and how the points' concurrencies are known. */
export interface PerUser {
  readonly userThroughput: UserThroughput;
  readonly sources: ReadonlySet<ConcurrencySource>;
}

/**
 * How many times the smallest value the largest must exceed for a logarithmic scale. Where less is better, the good
 * values are near the origin, and one overloaded point would squash them; where more is better, the good values are at
 * the far end, and an axis from zero suits them until values several decades smaller look like zero.
 */
const WIDE = { lower: 20, higher: 1000 } as const;
/** Too close to zero for a logarithm. */
const NOTHING = 1e-12;

/**
 * The scale for values along an axis: logarithmic if they span decades; linear from zero if any of them is zero, or
 * practically zero.
 *
 * @param asked the scale that the user wants, whatever the span
 */
export function scaleFor(values: readonly number[], better: Axis['better'], asked?: ScaleType): ScaleType {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (values.length === 0 || least < NOTHING) return 'linear';
  return asked ?? (most / least > WIDE[better] ? 'log' : 'linear');
}

/**
 * An axis in words.
 *
 * @param place whether it is the horizontal or the vertical axis
 */
export function axisOf(axis: Axis, place: 'x' | 'y', scale: ScaleType, perUser: PerUser): ChartAxis {
  const { metric, better, label: name, unit } = axis;
  const [label, brief] = [wordsOf(axis, perUser), name === unit ? name : `${name} (${unit})`].map((words) =>
    pointed(`${words}${better === 'lower' ? ', less is better' : ''}${scale === 'log' ? ', logarithmic' : ''}`, {
      place,
      better,
    }),
  );
  return { metric, better, name, unit, scale, label: label ?? name, brief: brief ?? name };
}

/** `20 tok/s/user`, `mean TTFT 120 ms`: a value along an axis in a sentence. */
export function valueInWords(
  { metric, name, unit }: Pick<ChartAxis, 'metric' | 'name' | 'unit'>,
  value: number,
): string {
  const purchase = purchaseOf(metric);
  if (purchase !== null) return formatCost(value, purchase);
  if (name.endsWith(unit)) return `${glance(value)} ${name}`;
  return `${inSentence(name)} ${glance(value)} ${unit}`;
}

/** A name within a sentence; abbreviations keep their capitals. */
export function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

/** The text at a tick: `$2.50` for money, otherwise a figure in the style of the axis. */
export function figureOn({ metric }: Pick<ChartAxis, 'metric'>, written: (tick: number) => string) {
  return purchaseOf(metric) === null ? written : (tick: number) => dollars(tick).replace(/\.00$/, '');
}

const LATENCIES: Readonly<Record<string, string>> = {
  ttft: 'time to first token',
  tpot: 'time per output token',
  e2el: 'end-to-end latency',
};

function wordsOf({ metric, isPerGpu, label, unit }: Axis, perUser: PerUser): string {
  if (metric === 'throughput-per-user') {
    return `Output tokens per second per user (tok/s/user = ${definitionOf(perUser)})`;
  }
  if (metric === 'throughput-per-gpu') return 'Output tokens per second per GPU (tok/s/GPU)';
  if (metric === 'total-throughput' && isPerGpu) return 'Input and output tokens per second per GPU (tok/s/GPU)';
  const purchase = purchaseOf(metric);
  if (purchase !== null) return `Cost of a ${purchase.per} ($)`;
  if (metric === 'tokens-per-joule') return `Output tokens per joule (${unit})`;
  const [latency = '', percentile] = metric.split('-');
  const words = LATENCIES[latency];
  if (words === undefined) return label === unit ? label : `${label} (${unit})`;
  const which = percentile === undefined ? `Mean ${words}` : `${percentile} of ${words}`;
  return `${which} (${latency.toUpperCase()}, ${unit})`;
}

/** How tok/s/user is defined, and whether a concurrency in it is an estimate. */
export function definitionOf({ userThroughput, sources }: PerUser): string {
  if (userThroughput === 'tpot') return '1000 ÷ mean TPOT in ms';
  if (!sources.has('estimated')) return 'output tok/s ÷ concurrency';
  return `output tok/s ÷ ${sources.has('reported') ? 'reported or ' : ''}estimated concurrency`;
}

function pointed(words: string, { place, better }: { place: 'x' | 'y'; better: Axis['better'] }): string {
  if (place === 'y') return `${better === 'higher' ? '↑' : '↓'} ${words}`;
  return better === 'higher' ? `${words} →` : `← ${words}`;
}
