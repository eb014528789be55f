import { z } from 'zod';
import type { Latency } from '../run/run.ts';
import type { Findings, Path } from './finding.ts';
import { isRecord } from './recognise.ts';
import { describe, nameOf } from './validate.ts';

/**
 * Statistics that a single request does not have, or that a harness may leave undefined: a bad one only costs itself.
 */
const SPREAD = ['mode', 'stddev', 'min', 'max'] as const;
const PERCENTILES = ['p0p1', 'p1', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95', 'p99', 'p99p9'] as const;
/** Names in older files, and their present names. */
const OLD_NAMES = { median: 'p50', p001: 'p0p1', p01: 'p1', p05: 'p5', p999: 'p99p9' } as const;
const DISPENSABLE: readonly string[] = [...SPREAD, ...PERCENTILES, ...Object.keys(OLD_NAMES)];

export const TIME_UNITS = ['ms', 's'] as const;
export const TOKEN_TIME_UNITS = ['ms/token', 's/token'] as const;
export const LENGTH_UNITS = ['count', 'pixels'] as const;
export const TOKEN_RATE_UNITS = ['tokens/s'] as const;
export const REQUEST_RATE_UNITS = ['queries/s'] as const;

/** How many milliseconds one of a unit is. */
const MILLISECONDS = { ms: 1, s: 1000, 'ms/token': 1, 's/token': 1000 } as const;

/** A number beyond this in one unit overflows in another. */
const MOST = 1e300;

const quantity = z.number().nonnegative().max(MOST);
const dispensable = quantity.nullish();

/** Statistics of one quantity over the requests of a run, in one of `units`. */
export function statistics<const Units extends readonly [string, ...string[]]>(units: Units) {
  return z.object({
    units: z.enum(units),
    mean: quantity,
    ...(Object.fromEntries(DISPENSABLE.map((name) => [name, dispensable])) as Record<
      (typeof SPREAD)[number] | (typeof PERCENTILES)[number] | keyof typeof OLD_NAMES,
      typeof dispensable
    >),
  });
}

type Statistics<Unit> = Omit<z.infer<ReturnType<typeof statistics<readonly ['count']>>>, 'units'> & { units: Unit };
export type TimeStatistics = Statistics<keyof typeof MILLISECONDS>;
/** For a harness that may state percentiles alone. */
export type MeanlessTime = Omit<TimeStatistics, 'mean'> & { readonly mean: number | null };

/**
 * A latency in ms, whatever its unit. Converters write a mean of exactly 0, or a median of 0 where no mean is stated,
 * for latencies that the harness did not measure: these are unknown, and so are their percentiles.
 */
export function latency(stats: MeanlessTime | null | undefined): Latency | null {
  if (stats === null || stats === undefined || (stats.mean ?? stats.p50 ?? stats.median) === 0) return null;
  const factor = MILLISECONDS[stats.units];
  const scaled = (value: number | null | undefined) => (value === null || value === undefined ? null : value * factor);
  return {
    mean: scaled(stats.mean),
    p50: scaled(stats.p50 ?? stats.median),
    p90: scaled(stats.p90),
    p95: scaled(stats.p95),
    p99: scaled(stats.p99),
  };
}

/** A latency `factor` times as long. */
export function scale(latency: Latency | null, factor: number): Latency | null {
  if (latency === null) return null;
  const times = (value: number | null) => (value === null ? null : value * factor);
  const { mean, p50, p90, p95, p99 } = latency;
  return { mean: times(mean), p50: times(p50), p90: times(p90), p95: times(p95), p99: times(p99) };
}

/** Replaces the spread and percentiles that are not valid quantities by null, with a warning each. Changes `stats`. */
export function dropBadSpread(stats: unknown, path: Path, findings: Findings): void {
  dropBad(stats, DISPENSABLE, path, findings);
}

/** Like `dropBadSpread`, for the keys of statistics that a run can do without. */
export function dropBad(stats: unknown, names: readonly string[], path: Path, findings: Findings): void {
  if (!isRecord(stats)) return;
  for (const name of names) {
    const number = stats[name];
    if (typeof number !== 'number') continue;
    if (number >= 0 && number <= MOST) continue;
    stats[name] = null;
    const [what, expected] = [nameOf([...path, name]), `a number from 0 up${number > MOST ? ` to ${MOST}` : ''}`];
    findings.warn(
      'bad-statistic',
      [...path, name],
      `${what}: expected ${expected}, found ${describe(number)}; left out`,
    );
  }
}
