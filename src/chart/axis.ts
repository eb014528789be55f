import type { Axis } from '../pareto/plane.ts';
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
  /** In whole, with its unit and an arrow to where it is better. */
  readonly label: string;
  /** The same where there is little room. */
  readonly brief: string;
}

/** How tok/s/user is defined, and how the concurrencies of the points are known. */
export interface PerUser {
  readonly userThroughput: UserThroughput;
  readonly sources: ReadonlySet<ConcurrencySource>;
}

/**
 * The largest value is more than so many times the smallest. Where less is better, what is good lies by the origin, and
 * one point that was overloaded would press it onto the ground; where more is better, what is good lies at the far end,
 * and an axis from zero serves it until values of several decades cannot be told from none.
 */
const WIDE = { lower: 20, higher: 1000 } as const;
/** Too near to zero for a logarithm's sake. */
const NOTHING = 1e-12;

/**
 * The scale for values along an axis: logarithmic where they spread over decades. Linear from zero wherever one of them
 * is zero, or as good as that.
 *
 * @param asked what is wanted whatever the spread
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
 * @param place the horizontal axis or the vertical one
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
  if (metric === 'cost') return `${dollars(value)} per million output tokens`;
  if (name.endsWith(unit)) return `${glance(value)} ${name}`;
  return `${inSentence(name)} ${glance(value)} ${unit}`;
}

/** A name within a sentence; an abbreviation keeps its capitals. */
export function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

/** A figure at a tick of an axis: `$2.50` of money, else as the figures along it are written. */
export function figureOn({ metric }: Pick<ChartAxis, 'metric'>, written: (tick: number) => string) {
  return metric === 'cost' ? (tick: number) => dollars(tick).replace(/\.00$/, '') : written;
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
  if (metric === 'cost') return 'Cost of a million output tokens ($)';
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
