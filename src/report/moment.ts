/** Epoch seconds are below this until the year 5138; epoch milliseconds are above. */
const MOST_SECONDS = 1e11;

/**
 * A moment as ISO 8601 in UTC, from an epoch in s or ms, from ISO 8601 or from `20260901-120004`; null for anything
 * else.
 */
export function momentOf(value: unknown): string | null {
  const time = timeOf(value);
  return Number.isNaN(time) || Math.abs(time) > 8.64e15 ? null : new Date(time).toISOString();
}

function timeOf(value: unknown): number {
  if (typeof value === 'number') return value > 0 ? value * (value < MOST_SECONDS ? 1000 : 1) : Number.NaN;
  if (typeof value !== 'string') return Number.NaN;
  const [, day, hours, minutes, seconds] = /^(\d{8})[-_T](\d\d)(\d\d)(\d\d)$/.exec(value) ?? [];
  if (day === undefined) return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  return Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${hours}:${minutes}:${seconds}Z`);
}
