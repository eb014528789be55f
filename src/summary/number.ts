import { writtenBound } from '../regression/bound.ts';
import type { MetricId } from '../run/metric.ts';
import { dollars } from '../run/money.ts';

/** What stands for an unknown number in a table. */
export const UNKNOWN = '–';

const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** A measured figure with three to four significant digits: `2,381`, `168.8`, `18.6`, `2.64`, `0.0123`. */
export function formatNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size === 0) return '0';
  if (size < 1) return value.toPrecision(3);
  return group(value.toFixed(decimals(size)));
}

/** What tokens cost: `$0.42`. */
export function formatMoney(amount: number | null): string {
  return amount === null || !Number.isFinite(amount) ? UNKNOWN : dollars(amount);
}

/** The same in a sentence: `$0.42 per million output tokens`. */
export function formatCost(amount: number): string {
  return `${dollars(amount)} per million output tokens`;
}

const COUNTED: readonly string[] = ['completed', 'failures'] satisfies MetricId[];

/** A value of a metric as its unit asks: money, a count, or a measured figure. */
export function formatMetric(metric: string, value: number | null): string {
  if (metric === 'cost') return formatMoney(value);
  return COUNTED.includes(metric) ? formatCount(value) : formatNumber(value);
}

/** A figure with so many significant digits, where others are to be computed of it: `75.591`, `1,204.3`. */
export function formatDigits(value: number, digits: number): string {
  const whole = Math.max(1, Math.floor(Math.log10(Math.max(Math.abs(value), Number.MIN_VALUE))) + 1);
  return group(value.toFixed(Math.min(100, Math.max(0, digits - whole))));
}

/** A number of things: whole, with its thousands set apart. A median may fall between two. */
export function formatCount(value: number | null): string {
  return value !== null && Number.isInteger(value) ? group(String(value)) : formatNumber(value);
}

/** `148.8 / 168.8` as `88 %`. */
export function formatShare(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return UNKNOWN;
  const percent = share * 100;
  return `${percent !== 0 && Math.abs(percent) < 10 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

/**
 * A relative change with its sign: `−12.0 %`, `+3.1 %`, `0.0 %`.
 *
 * @param apart a change that it must be told from, where it is not the same: the bound beside it
 */
export function formatChange(change: number | null, apart: number | null = null): string {
  if (change === null || !Number.isFinite(change)) return UNKNOWN;
  if (change >= ABSURD_CHANGE) return `+${change.toExponential(1)} times`;
  const digits = CHANGE_DIGITS.find((d) => apart === null || percentOf(change, d) !== percentOf(apart, d)) ?? 1;
  const size = percentOf(Math.abs(change), digits);
  const sign = change < 0 ? MINUS : '+';
  return `${Number(size) === 0 ? '' : sign}${group(size)} %`;
}

/** How far values scatter, as a share: `±0.6 %`. */
export function formatDeviation(share: number | null): string {
  return share === null || !Number.isFinite(share) ? UNKNOWN : `±${percentOf(share, 1)} %`;
}

/** A share without a sign, as sentences have it: `6.1 %`. */
export function formatPercent(share: number): string {
  return `${group(percentOf(Math.abs(share), 1))} %`;
}

/** A bound as changes are written: `−10 %` for `-10%`; one in units as it is. */
export function formatBound(bound: string | null): string {
  return bound === null ? UNKNOWN : writtenBound(bound);
}

/** Decimals of a change: more than one only where one hides on which side of a bound it is. */
const CHANGE_DIGITS = [1, 2, 3];

/** From here on percents have more digits than a reader counts, and in the end no number has them. */
const ABSURD_CHANGE = 1e10;

const MINUS = '\u2212';

/** Beyond a tenfold change no decimal says anything. */
function percentOf(change: number, digits: number): string {
  return (change * 100).toFixed(Math.abs(change) >= 10 ? 0 : digits);
}

/** How many times one figure is another: `1.4`, `7.1`, `23`. */
export function formatTimes(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(1) : formatCount(Math.round(ratio));
}

/** `1 point`, `2 points`, `1,200 points`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function decimals(size: number): number {
  if (size >= 1000) return 0;
  return size >= 10 ? 1 : 2;
}

function group(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(THOUSANDS, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
