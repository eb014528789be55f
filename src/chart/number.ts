/** Largest first; below the last one figures are written in full. */
const MAGNITUDES: readonly (readonly [from: number, divisor: number, suffix: string])[] = [
  [1e9, 1e9, 'G'],
  [1e6, 1e6, 'M'],
  [1e4, 1e3, 'k'],
];

/** Below it figures would be mostly zeros. */
const SMALL = 0.002;

/** Writes the ticks of an axis that ends at `max`, all in one magnitude. */
export function tickFormat(max: number): (tick: number) => string {
  if (max < SMALL) return (tick) => (tick === 0 ? '0' : Number(tick.toPrecision(12)).toExponential());
  const [, divisor, suffix] = MAGNITUDES.find(([from]) => max >= from) ?? [0, 1, ''];
  // Twelve digits drop the noise of binary fractions: 0.30000000000000004.
  return (tick) => (tick === 0 ? '0' : String(Number((tick / divisor).toPrecision(12))) + suffix);
}

/** As precise as a glance needs: whole from 100, else three digits. */
export function glance(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

/** A count with separators: 9,999. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 point`, `2 points`. */
export function plural(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** A value on a scale of many magnitudes, in full as far as there is room for it. */
export function tickText(tick: number): string {
  if (tick >= 1e15 || (tick > 0 && tick < SMALL)) return tick.toExponential();
  if (tick >= 1e6) return tickFormat(tick)(tick);
  return tick >= 100 ? count(tick) : glance(tick);
}

/** A change of so much of the whole, with its sign: `+2.5 %`, `−10 %`, `0 %`. */
export function percent(share: number): string {
  const value = Number((100 * share).toFixed(1));
  if (value === 0) return '0 %';
  return `${value > 0 ? '+' : '−'}${Math.abs(value)} %`;
}
