import { largestOf, smallestOf } from '../run/extent.ts';
import { asPercent, grouped, MINUS } from '../run/number.ts';

export { formatPlural } from '../run/number.ts';

/** Below it figures would be mostly zeros. */
const SMALL = 0.002;
/** From here on figures would be mostly zeros again. */
const MILLION = 1e6;

/** Formats the ticks of an axis that ends at `max`, all in one magnitude; below a million, in full. */
export function tickFormat(max: number): (tick: number) => string {
  if (max < SMALL) return (tick) => (tick === 0 ? '0' : inPowers(Number(tick.toPrecision(12))));
  const [divisor, suffix] = max < MILLION ? [1, ''] : max < 1e9 ? [MILLION, 'M'] : [1e9, 'G'];
  // Twelve digits drop the noise of binary fractions: 0.30000000000000004.
  return (tick) => (tick === 0 ? '0' : grouped(String(Number((tick / divisor).toPrecision(12)))) + suffix);
}

/** As precise as a glance requires: whole numbers from 100, otherwise three digits. */
export function glance(value: number): string {
  return grouped(String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3))));
}

/** The largest value that there is room to write in full. */
const FULL = 1e7;

/** Formats the ticks of a logarithmic axis, in one magnitude unless they span too much; below ten million, in full. */
export function tickTextFor(ticks: readonly number[]): (tick: number) => string {
  const known = ticks.filter((tick) => tick > 0);
  const [least, most] = [smallestOf(known), largestOf(known)];
  if (most < FULL && least >= SMALL) return glance;
  // A tenth of a magnitude is still readable.
  return most < 1e15 && least >= MILLION / 10 ? tickFormat(least * 10) : tickText;
}

/** A value on a scale that spans many magnitudes, in full if there is room. */
function tickText(tick: number): string {
  if (tick >= 1e15 || (tick > 0 && tick < SMALL)) return inPowers(tick);
  return tick >= MILLION ? tickFormat(tick)(tick) : glance(tick);
}

/** `4e−6`. */
function inPowers(value: number): string {
  return value.toExponential().replace('-', MINUS);
}

/** A signed percentage: `+2.5%`, `−10%`, `0%`. */
export function signedPercent(share: number): string {
  const value = Number((100 * share).toFixed(1));
  const sign = value > 0 ? '+' : MINUS;
  return `${value === 0 ? '' : sign}${asPercent(Math.abs(value))}`;
}
