import { z } from 'zod';
import type { RawReport } from '../assemble.ts';
import type { Findings, Path } from '../finding.ts';
import { dropBad, type MeanlessTime } from '../statistics.ts';

/*
 * What `benchmark_serving` and its descendants have in common: latencies with one key per statistic, `mean_ttft_ms`,
 * `p99_ttft_ms`, and tokens as totals.
 */

const quantity = z.number().nonnegative().nullish();
const STATISTICS = ['median', 'p50', 'p90', 'p95', 'p99'] as const;

/** The ending of a latency's keys, and the unit that it implies: `ttft_ms`. */
interface FlatName {
  readonly name: string;
  readonly units: MeanlessTime['units'];
}

/** The latencies of a format. */
export type FlatNames = Readonly<Record<'ttft' | 'tpot' | 'itl' | 'e2el', FlatName>>;

/** The schema of the latencies' keys; all of them may be absent. */
export function flatShape(names: FlatNames): Record<string, typeof quantity> {
  return Object.fromEntries(keysOf(names, ['mean', ...STATISTICS]).map((key) => [key, quantity]));
}

/** Replaces percentiles that are not finite or are negative by null, with a warning each. Changes `document`. */
export function dropBadFlat(document: unknown, names: FlatNames, path: Path, findings: Findings): void {
  dropBad(document, keysOf(names, ['std', ...STATISTICS]), path, findings);
}

/** The latencies of a document that its schema has checked; null if neither a mean nor a percentile is stated. */
export function flatLatencies(
  document: Readonly<Record<string, unknown>>,
  { ttft, tpot, itl, e2el }: FlatNames,
  path: Path,
): RawReport['latency'] {
  const read = (name: FlatName) => flatLatency(document, name);
  return { path, ttft: read(ttft), tpot: read(tpot), itl: read(itl), e2el: read(e2el) };
}

/** A mean length: tokens of all completed requests divided by the number of these. */
export function perRequest(
  tokens: number | null | undefined,
  completed: number,
): { units: 'count'; mean: number } | null {
  return tokens === null || tokens === undefined || completed <= 0
    ? null
    : { units: 'count', mean: tokens / completed };
}

function keysOf(names: FlatNames, statistics: readonly string[]): string[] {
  return Object.values(names).flatMap(({ name }) => statistics.map((statistic) => `${statistic}_${name}`));
}

function flatLatency(document: Readonly<Record<string, unknown>>, { name, units }: FlatName): MeanlessTime | null {
  const read = (statistic: string) => document[`${statistic}_${name}`] as number | null | undefined;
  const mean = read('mean') ?? null;
  const percentiles = { p50: read('median') ?? read('p50'), p90: read('p90'), p95: read('p95'), p99: read('p99') };
  const isStated = mean !== null || Object.values(percentiles).some((value) => value !== null && value !== undefined);
  return isStated ? { units, mean, ...percentiles } : null;
}
