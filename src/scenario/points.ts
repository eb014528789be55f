import { compareLoads, type Load, loadKey } from '../run/load.ts';
import { median } from '../run/median.ts';
import { fromTable, metricsOf, type UserThroughput } from '../run/metric.ts';
import type { Run } from '../run/run.ts';
import { groupBy } from './groupby.ts';
import type { Point } from './scenario.ts';

/**
 * The points of one configuration: runs of equal load are repeats of one point, whose metrics are the medians of
 * theirs. Runs whose load nothing tells are points of their own.
 */
export function pointsOf(runs: readonly Run[], userThroughput: UserThroughput): Point[] {
  let alone = 0;
  const byLoad = groupBy(runs, (run) => loadKey(run.load) ?? `alone ${alone++}`);
  return [...byLoad.values()]
    .map((repeats) => pointOf(repeats, userThroughput))
    .sort((a, b) => compareLoads(a.load, b.load) || compareText(a.files[0] ?? '', b.files[0] ?? ''));
}

function pointOf(repeats: readonly Run[], userThroughput: UserThroughput): Point {
  const sorted = [...repeats].sort((a, b) => compareText(a.file, b.file));
  const samples = sorted.map((run) => metricsOf(run, userThroughput));
  // A sample alone is its own median: sharing it halves what thousands of points take.
  const only = samples.length === 1 ? samples[0] : undefined;
  return {
    load: commonLoad(sorted.map(({ load }) => load)),
    metrics: only ?? fromTable(({ id }) => median(samples.map((sample) => sample[id]))),
    samples,
    runs: sorted,
    files: sorted.map(({ file }) => file),
  };
}

/** What the loads of repeats agree on; estimates of one concurrency are joined by their median. */
function commonLoad(loads: readonly Load[]): Load {
  const agreed = <Key extends 'rate' | 'condition' | 'stage' | 'concurrencySource'>(key: Key) => {
    const values = new Set(loads.map((load) => load[key]));
    return values.size === 1 ? [...values][0] : undefined;
  };
  return {
    concurrency: median(loads.map(({ concurrency }) => concurrency)),
    concurrencySource: agreed('concurrencySource') ?? 'estimated',
    rate: agreed('rate') ?? null,
    condition: agreed('condition') ?? null,
    stage: agreed('stage') ?? null,
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
