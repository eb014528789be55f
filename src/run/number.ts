/** What stands for an unknown number in a table. */
export const UNKNOWN = '–';

export const MINUS = '\u2212';

/** What follows the digits of a percentage, everywhere. */
const PERCENT = '%';

const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** Digits with commas between thousands: `9,999`, `12,345.6`. Intl would take 4 ms of each start. */
export function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const thousands = whole.replace(THOUSANDS, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}

/**
 * Digits as a percentage: `12%`.
 *
 * @param digits in percent, not as a share of 1
 */
export function asPercent(digits: string | number): string {
  return `${grouped(String(digits))}${PERCENT}`;
}

/** A measured figure with three to four significant digits: `2,381`, `168.8`, `18.6`, `2.64`, `0.0123`. */
export function formatNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size === 0) return '0';
  if (size < 1) return value.toPrecision(3);
  return grouped(value.toFixed(decimals(size)));
}

function decimals(size: number): number {
  if (size >= 1000) return 0;
  return size >= 10 ? 1 : 2;
}

/** A count with commas between thousands. A median of counts may be fractional. */
export function formatCount(value: number | null): string {
  return value !== null && Number.isInteger(value) ? grouped(String(value)) : formatNumber(value);
}

/** Tokens, rounded: fractions of a mean length are meaningless to readers. */
export function formatLength(tokens: number | null): string {
  return formatCount(tokens === null ? null : Math.round(tokens));
}

/** `1 point`, `2 points`, `1,200 points`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Significant digits that double arithmetic gets right. */
const RIGHT_DIGITS = 12;

/** A figure without the noise in its last digits: `220` for 220.00000000000003. */
export function plainFigure(value: number): number {
  return Number(value.toPrecision(RIGHT_DIGITS));
}
