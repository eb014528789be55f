import { ownReport } from '../report/harnesses.ts';
import type { Reading } from '../report/read.ts';
import { folderOf, nameOf } from '../run/filepath.ts';

/** Folder and original name: `benchmark_report,_x.json.yaml` and `benchmark_report_v0.2,_x.json.yaml` are one run. */
export function twinKey({ path }: Reading): string | null {
  const own = ownReport(nameOf(path));
  if (own !== null) return `${folderOf(path)} ${own.result}.json`;
  const match = /^(.*\/)?benchmark_report(?:_v\d+(?:\.\d+)*)?(?:,_|_|,)?([^/]*?)\.(?:ya?ml|json)$/i.exec(path);
  return match === null ? null : `${match[1] ?? ''} ${match[2] ?? ''}`;
}

/** Drops refused files whose run a newer twin describes. */
export function withoutOlderRefused(readings: readonly Reading[]): Reading[] {
  const newest = new Map<string | null, number>();
  for (const reading of readings.filter(({ run }) => run !== null)) {
    newest.set(twinKey(reading), Math.max(reading.rank, newest.get(twinKey(reading)) ?? 0));
  }
  return readings.filter((reading) => {
    const key = twinKey(reading);
    const isOlder = key !== null && reading.rank > 0 && reading.rank < (newest.get(key) ?? 0);
    return reading.run !== null || !isOlder;
  });
}
