import { type Problem, problem } from '../run/problem.ts';
import { groupsOfLikeFigures } from './raw/figures.ts';
import type { Reading } from './read.ts';

/** Readings without those that tell of a run once more, and what to say of them. */
export interface Distinct {
  readonly readings: readonly Reading[];
  readonly problems: readonly Problem[];
}

/**
 * Counts each run once. Converters write v0.1 and v0.2 of one run side by side: the newer one stands. A file that was
 * copied, or a report that was written twice under one id with the same figures, stands once.
 */
export function distinct(readings: readonly Reading[]): Distinct {
  const problems: Problem[] = [];
  const newest = keepOne(withoutOlderRefused(readings), twinKey);
  const copies = keepOne(
    newest,
    ({ hash, run }) => (run === null ? null : hash),
    (kept, dropped) => problems.push(duplicate(dropped, `same content as ${kept.path}: counted once`)),
  );
  const unique = keepOne(copies, uidKeys(copies), (kept, dropped) => {
    if (isPartial(dropped) && !isPartial(kept)) return;
    problems.push(duplicate(dropped, `same run.uid and figures as ${kept.path}: counted once`));
  });
  const told = withoutSources(withoutSummaries(unique));
  const kept = new Set(told);
  const sources = unique.filter((reading) => !kept.has(reading));
  const [first] = sources;
  if (first !== undefined) problems.push(counted(sources.length, first));
  return { readings: told, problems };
}

/**
 * Without raw results whose run another file tells too: the report that was made of them, the same result in another
 * form, or a summary of it. They are known by their figures, since neither names the other.
 */
function withoutSources(readings: readonly Reading[]): Reading[] {
  if (!readings.some(isRaw)) return [...readings];
  const dropped = new Set<Reading>();
  for (const group of groupsOfLikeFigures(readings)) {
    if (!group.some(isRaw)) continue;
    const best = group.reduce((kept, reading) => (isBetter(reading, kept) ? reading : kept));
    for (const reading of group) if (reading !== best && (isRaw(reading) || isPartial(reading))) dropped.add(reading);
  }
  return readings.filter((reading) => !dropped.has(reading));
}

/** Whether a reading is a harness's own result; a refused report of unknown version has no rank, but no run either. */
function isRaw({ rank, run }: Reading): boolean {
  return rank === 0 && run !== null;
}

/** Without summaries of stages that are there on their own: a summary mixes their loads. */
function withoutSummaries(readings: readonly Reading[]): Reading[] {
  const staged = new Set(
    readings.flatMap(({ path, run, isSummary }) =>
      run?.harness === 'inference-perf' && !isSummary ? [folderOf(path)] : [],
    ),
  );
  return readings.filter(({ path, run, isSummary }) => run === null || !isSummary || !staged.has(folderOf(path)));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function counted(count: number, { path }: Reading): Problem {
  const some = count === 1 ? 'a raw result tells' : `${count} raw results tell`;
  return problem('notice', 'counted-once', `${some} of runs that other files tell too: counted once`, path);
}

/** Without refused files whose run a newer twin tells: what is wrong with them costs nothing. */
function withoutOlderRefused(readings: readonly Reading[]): Reading[] {
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

/** Keeps the best reading of each key; readings without a key, or without a run where another has none, all stay. */
function keepOne(
  readings: readonly Reading[],
  keyOf: (reading: Reading) => string | null,
  onDrop: (kept: Reading, dropped: Reading) => void = () => {},
): Reading[] {
  const best = new Map<string, Reading>();
  for (const reading of readings) {
    const key = reading.run === null ? null : keyOf(reading);
    if (key === null) continue;
    const other = best.get(key);
    if (other === undefined || isBetter(reading, other)) best.set(key, reading);
  }
  return readings.filter((reading) => {
    const key = reading.run === null ? null : keyOf(reading);
    const kept = key === null ? undefined : best.get(key);
    if (kept === undefined || kept === reading) return true;
    onDrop(kept, reading);
    return false;
  });
}

/** The one that knows its deployment, then the one that is whole, then the newer format. */
function isBetter(a: Reading, b: Reading): boolean {
  const knows = ({ run }: Reading) => (run?.deployment.label == null ? 0 : 1);
  const isWhole = (reading: Reading) => (isPartial(reading) ? 0 : 1);
  return (knows(a) - knows(b) || isWhole(a) - isWhole(b) || a.rank - b.rank) > 0;
}

/** inference-perf itself writes figures alone, beside its results; converters add the scenario. */
function isPartial({ run }: Reading): boolean {
  return run?.harness == null;
}

const PARTIAL = /^(.*\/)?inference-perf\.partial\.(stage_\d+)\.ya?ml$/;

/** Folder and original name: `benchmark_report,_x.json.yaml` and `benchmark_report_v0.2,_x.json.yaml` are one run. */
function twinKey({ path }: Reading): string | null {
  const [partial, parent = '', stage = ''] = PARTIAL.exec(path) ?? [];
  if (partial !== undefined) return `${parent} ${stage}_lifecycle_metrics.json`;
  const match = /^(.*\/)?benchmark_report(?:_v\d+(?:\.\d+)*)?(?:,_|_|,)?([^/]*?)\.(?:ya?ml|json)$/i.exec(path);
  return match === null ? null : `${match[1] ?? ''} ${match[2] ?? ''}`;
}

/**
 * One id, the same figures, and deployments that do not contradict each other: a partial report that does not know
 * its deployment or load is one with the report that does.
 */
function uidKeys(readings: readonly Reading[]): (reading: Reading) => string | null {
  const figuresOf = ({ uid, run }: Reading) => (uid === null ? null : JSON.stringify([uid, run?.measured]));
  const labels = new Map(readings.map((reading) => [figuresOf(reading), reading.run?.deployment.label ?? null]));
  for (const reading of readings) {
    const label = reading.run?.deployment.label ?? null;
    if (label !== null) labels.set(figuresOf(reading), label);
  }
  return (reading) => {
    const figures = figuresOf(reading);
    return figures === null ? null : `${figures} ${reading.run?.deployment.label ?? labels.get(figures)}`;
  };
}

function duplicate({ path }: Reading, message: string): Problem {
  return problem('warning', 'duplicate-run', message, path);
}
