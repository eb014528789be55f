import { z } from 'zod';
import type { Findings, Path } from '../finding.ts';
import { dropBad, type TimeStatistics } from '../statistics.ts';

/*
 * Latencies as `benchmark_serving` and its descendants write them: one key a statistic, `mean_ttft_ms`, `p99_ttft_ms`.
 */

const quantity = z.number().nonnegative().nullish();
const STATISTICS = ['median', 'p50', 'p90', 'p95', 'p99'] as const;

/** How a latency's keys end, and what unit that says: `ttft_ms`. */
export interface FlatName {
  readonly name: string;
  readonly units: TimeStatistics['units'];
}

/** The schema of some latencies' keys; all may be absent. */
export function flatShape(names: readonly FlatName[]): Record<string, typeof quantity> {
  return Object.fromEntries(
    names.flatMap(({ name }) =>
      ['mean', ...STATISTICS].map((statistic) => [`${statistic}_${name}`, quantity] as const),
    ),
  );
}

/** Nulls, with a warning each, the percentiles that are not finite or negative. Changes `document`. */
export function dropBadFlat(document: unknown, names: readonly FlatName[], path: Path, findings: Findings): void {
  const keys = names.flatMap(({ name }) => ['std', ...STATISTICS].map((statistic) => `${statistic}_${name}`));
  dropBad(document, keys, path, findings);
}

/** A latency of a document that its schema has checked; null where its mean is not stated. */
export function flatLatency(
  document: Readonly<Record<string, unknown>>,
  { name, units }: FlatName,
): TimeStatistics | null {
  const read = (statistic: string) => document[`${statistic}_${name}`] as number | null | undefined;
  const mean = read('mean');
  if (mean === null || mean === undefined) return null;
  return { units, mean, p50: read('median') ?? read('p50'), p90: read('p90'), p95: read('p95'), p99: read('p99') };
}
