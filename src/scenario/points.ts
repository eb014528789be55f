import { groupBy } from '../run/groupby.ts';
import { compareLoads, type Load, loadKey } from '../run/load.ts';
import { median } from '../run/median.ts';
import { fromTable, metricsOf, type Terms } from '../run/metric.ts';
import { fileOf, type Run, type Sessions } from '../run/run.ts';
import { compareText } from '../run/textorder.ts';
import type { Point } from './scenario.ts';

/** Runs of equal load, which are repeats of one point. */
export function poolsOf(runs: readonly Run[]): Run[][] {
  const pools = [...groupBy(runs, ({ load }) => loadKey(load)).values()];
  for (const repeats of pools) repeats.sort((a, b) => compareText(fileOf(a), fileOf(b)));
  return pools;
}

/**
 * The points of one configuration in ascending order of load.
 *
 * @param pools the runs of each, of which a point has the medians
 */
export function pointsOf(pools: readonly (readonly Run[])[], terms: Terms): Point[] {
  return pools
    .map((repeats) => pointOf(repeats, terms))
    .sort((a, b) => compareLoads(a.load, b.load) || compareText(a.files[0] ?? '', b.files[0] ?? ''));
}

function pointOf(repeats: readonly Run[], terms: Terms): Point {
  const samples = repeats.map((run) => metricsOf(run, terms));
  // A single sample is its own median: sharing the object halves the memory of thousands of points.
  const only = samples.length === 1 ? samples[0] : undefined;
  return {
    load: commonLoad(repeats.map(({ load }) => load)),
    metrics: only ?? fromTable(({ id }) => median(samples.map((sample) => sample[id]))),
    samples,
    achievedRate: median(repeats.map(({ measured }) => measured.achievedRate)),
    sessions: commonSessions(repeats.flatMap(({ sessions }) => sessions ?? [])),
    files: repeats.map(fileOf),
  };
}

function commonSessions(sessions: readonly Sessions[]): Sessions | null {
  if (sessions.length === 0) return null;
  const middle = (name: keyof Sessions) => median(sessions.map((one) => one[name]));
  return { count: middle('count'), turns: middle('turns'), duration: middle('duration') };
}

/** What the loads of repeats agree in; estimates of one concurrency are combined by their median. */
function commonLoad(loads: readonly Load[]): Load {
  const [only, other] = loads;
  if (only !== undefined && other === undefined) return only;
  const agreed = <Key extends 'rate' | 'condition' | 'limit' | 'stage' | 'prompts' | 'concurrencySource'>(key: Key) => {
    const values = new Set(loads.map((load) => load[key]));
    return values.size === 1 ? [...values][0] : undefined;
  };
  return {
    concurrency: median(loads.map(({ concurrency }) => concurrency)),
    concurrencySource: agreed('concurrencySource') ?? 'estimated',
    rate: agreed('rate') ?? null,
    condition: agreed('condition') ?? null,
    limit: agreed('limit') ?? null,
    stage: agreed('stage') ?? null,
    prompts: agreed('prompts') ?? null,
    isFound: loads.every(({ isFound }) => isFound),
  };
}
