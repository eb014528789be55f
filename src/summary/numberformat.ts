import { writtenBound } from '../regression/bound.ts';
import { purchaseOf } from '../run/costmetric.ts';
import { METRICS } from '../run/metric.ts';
import { dollars } from '../run/money.ts';
import { asPercent, formatCount, formatNumber, grouped, MINUS, UNKNOWN } from '../run/number.ts';

export { formatCost } from '../run/cost.ts';
export { formatCount, formatLength, formatNumber, formatPlural, UNKNOWN } from '../run/number.ts';

/** The cost of tokens: `$0.42`. */
export function formatMoney(amount: number | null): string {
  return amount === null || !Number.isFinite(amount) ? UNKNOWN : dollars(amount);
}

const COUNTED: readonly string[] = METRICS.filter(({ unit }) => unit === 'requests').map(({ id }) => id);

/** A value in the form that its metric calls for: money, a count, or a measured figure. */
export function formatMetric(metric: string, value: number | null): string {
  if (purchaseOf(metric) !== null) return formatMoney(value);
  return COUNTED.includes(metric) ? formatCount(value) : formatNumber(value);
}

/** The same with its unit, which money has already: `131.8 tok/s/GPU`, `$0.42`. */
export function formatFigure(metric: string, value: number | null): string {
  const unit = METRICS.find(({ id }) => id === metric)?.unit ?? (metric === 'capacity' ? 'tok/s' : '');
  const isBare = unit === '' || value === null || purchaseOf(metric) !== null;
  return isBare ? formatMetric(metric, value) : `${formatMetric(metric, value)} ${unit}`;
}

/** A figure with so many significant digits, for use in further calculations: `75.591`, `1,204.3`. */
export function formatDigits(value: number, digits: number): string {
  const whole = Math.max(1, Math.floor(Math.log10(Math.max(Math.abs(value), Number.MIN_VALUE))) + 1);
  return grouped(value.toFixed(Math.min(100, Math.max(0, digits - whole))));
}

/** `148.8 / 168.8` as `88%`. */
export function formatShare(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return UNKNOWN;
  const percent = share * 100;
  return asPercent(percent.toFixed(percent !== 0 && Math.abs(percent) < 10 ? 1 : 0));
}

/**
 * A relative change with its sign: `−12.0%`, `+3.1%`, `0.0%`.
 *
 * @param apart a different change that it must not look like: the bound shown next to it
 */
export function formatChange(change: number | null, apart: number | null = null): string {
  if (change === null || !Number.isFinite(change)) return UNKNOWN;
  if (change >= ABSURD_CHANGE) return `+${change.toExponential(1)} times`;
  const digits = CHANGE_DIGITS.find((d) => apart === null || percentOf(change, d) !== percentOf(apart, d)) ?? 1;
  const size = percentOf(Math.abs(change), digits);
  const sign = change < 0 ? MINUS : '+';
  return `${Number(size) === 0 ? '' : sign}${asPercent(size)}`;
}

/** How far values scatter, as a share: `±0.6%`. */
export function formatDeviation(share: number | null): string {
  return share === null || !Number.isFinite(share) ? UNKNOWN : `±${asPercent(percentOf(share, 1))}`;
}

/** A share without a sign, as sentences have it: `6.1%`. */
export function formatPercent(share: number): string {
  return asPercent(percentOf(Math.abs(share), 1));
}

/** A bound in the way that changes are written: `−10%` for `-10%`; one in units is unchanged. */
export function formatBound(bound: string | null): string {
  return bound === null ? UNKNOWN : writtenBound(bound);
}

/** Decimals of a change: more than one only if one would hide which side of a bound it is on. */
const CHANGE_DIGITS = [1, 2, 3];

/** Above this, percentages have more digits than anyone counts, and eventually more than a double can write out. */
const ABSURD_CHANGE = 1e10;

/** For changes of ten times and more, decimals say nothing. */
function percentOf(change: number, digits: number): string {
  return (change * 100).toFixed(Math.abs(change) >= 10 ? 0 : digits);
}

/** How many times one figure is another: `1.4`, `7.1`, `23`. */
export function formatTimes(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(1) : formatCount(Math.round(ratio));
}
