import { followingOf } from '../report/harnesses.ts';
import type { Reading } from '../report/read.ts';
import { type Deployment, isAssumed } from '../run/deployment.ts';
import { FACT_KINDS, type FactKind, type Facts, factsOf } from '../run/facts.ts';
import { deploymentOf, withReplicasFor } from '../run/label.ts';
import type { Load } from '../run/load.ts';
import type { Problem } from '../run/problem.ts';
import {
  type DerivedFigure,
  type ExplainingFigures,
  type Latency,
  type Measurement,
  NO_EXPLAINING,
  type Run,
  type RunFile,
  STATISTICS,
} from '../run/run.ts';
import type { Length } from '../run/workload.ts';
import { contradictions } from './contradiction.ts';

/** The run of a measurement, and where its files contradict each other. */
export interface MergeResult {
  readonly run: Run;
  readonly problems: readonly Problem[];
}

/**
 * The run that several readings tell of, field by field the best statement of any: stated before derived, derived before
 * estimated; among equals a harness's own result for figures and load, the newest report for all else.
 *
 * @param readings of one measurement, the best first
 */
export function merged(readings: readonly Reading[]): MergeResult {
  const runs = readings.flatMap(({ run }) => (run === null ? [] : [run]));
  const [only, ...others] = runs;
  if (only === undefined) throw new Error('a measurement without a run');
  if (others.length === 0) return { run: only, problems: [] };
  const byFigures = readings
    .toSorted((a, b) => Number(b.rank === RAW) - Number(a.rank === RAW))
    .flatMap(({ run }) => (run === null ? [] : [run]));
  const first = <Value>(read: (run: Run) => Value | null): Value | null => firstOf(runs, read);
  const harness = first((one) => one.harness);
  const { measured, derived } = measurementOf(byFigures, harness);
  const run: Run = {
    files: eachOnce(runs.flatMap(({ files }) => files)),
    harness,
    harnessVersion: first(({ harnessVersion }) => harnessVersion),
    model: first(({ model }) => model),
    quantization: first(({ quantization }) => quantization),
    deployment: servedBy(runs),
    workload: {
      isl: lengthOf(runs, byFigures, 'isl', measured.isl),
      osl: lengthOf(runs, byFigures, 'osl', measured.osl),
      prefix: first(({ workload }) => workload.prefix),
    },
    load: loadOf(byFigures),
    measured,
    derived,
    facts: joined(runs),
    sessions: first(({ sessions }) => sessions),
    treatment: first(({ treatment }) => treatment),
    measuredAt: first(({ measuredAt }) => measuredAt),
  };
  return { run, problems: contradictions(readings) };
}

/** Files in their order; one may hold several results. */
function eachOnce(files: readonly RunFile[]): RunFile[] {
  return [...new Map(files.map((file) => [file.shown, file])).values()];
}

/** Rank of a harness's own result. */
const RAW = 0;

function firstOf<Item, Value>(items: readonly Item[], read: (item: Item) => Value | null): Value | null {
  for (const item of items) {
    const value = read(item);
    if (value !== null) return value;
  }
  return null;
}

function measurementOf(runs: readonly Run[], harness: string | null): Pick<Run, 'measured' | 'derived'> {
  const counted = runs.find(({ measured: { completed, attempts } }) => completed !== null && attempts !== null);
  const stated = (name: DerivedFigure) =>
    firstOf(runs, ({ measured, derived }) => (derived.includes(name) ? null : measured[name]));
  const any = (name: 'duration' | 'completed' | 'failures' | 'attempts' | 'requestThroughput' | DerivedFigure) =>
    firstOf(runs, ({ measured }) => measured[name]);
  const figure = (name: DerivedFigure) => stated(name) ?? any(name);
  const figures = {
    duration: any('duration'),
    completed: counted?.measured.completed ?? any('completed'),
    failures: counted?.measured.failures ?? any('failures'),
    attempts: counted?.measured.attempts ?? any('attempts'),
    outputThroughput: figure('outputThroughput'),
    totalThroughput: figure('totalThroughput'),
    requestThroughput: any('requestThroughput'),
    ttft: latencyOf(runs, 'ttft'),
    tpot: latencyOf(runs, 'tpot'),
    itl: latencyOf(runs, 'itl'),
    e2el: latencyOf(runs, 'e2el'),
    ...{ isl: figure('isl'), osl: figure('osl') },
    explaining: explainingOf(runs),
  };
  const measured: Measurement = { ...figures, ...followingOf(harness, figures) };
  const names = ['outputThroughput', 'totalThroughput', 'isl', 'osl'] as const;
  return { measured, derived: names.filter((name) => stated(name) === null && measured[name] !== null) };
}

/** Figures field by field, but for those of energy, which are of the GPUs that one file says. */
function explainingOf(runs: readonly Run[]): ExplainingFigures {
  const all = runs.map(({ measured }) => measured.explaining);
  const names = Object.keys(NO_EXPLAINING) as (keyof ExplainingFigures)[];
  const entries = names.map((name) => [name, firstOf(all, (one) => one[name])]);
  const measuring = all.find(({ power }) => power !== null) ?? all.find(({ tokensPerJoule: given }) => given !== null);
  const { power, tokensPerJoule, powerGpus } = measuring ?? NO_EXPLAINING;
  return { ...(Object.fromEntries(entries) as unknown as ExplainingFigures), power, tokensPerJoule, powerGpus };
}

function latencyOf(runs: readonly Run[], name: 'ttft' | 'tpot' | 'itl' | 'e2el'): Latency | null {
  const known = runs.flatMap(({ measured }) => measured[name] ?? []);
  if (known.length <= 1) return known[0] ?? null;
  return Object.fromEntries(
    STATISTICS.map((statistic) => [statistic, firstOf(known, (latency) => latency[statistic])]),
  ) as Record<(typeof STATISTICS)[number], number | null>;
}

function lengthOf(
  runs: readonly Run[],
  byFigures: readonly Run[],
  name: 'isl' | 'osl',
  measured: number | null,
): Length {
  return {
    requested: firstOf(runs, ({ workload }) => workload[name].requested),
    measured,
    error: firstOf(byFigures, ({ workload }) => workload[name].error),
  };
}

/** A shape that is stated, then one with assumed replicas, then a name; GPUs and accelerator from whoever states them. */
function servedBy(runs: readonly Run[]): Deployment {
  const worth = (deployment: Deployment) =>
    deployment.kind === 'shaped' ? (deployment.replicasAssumed ? 2 : 3) : deployment.kind === 'named' ? 1 : 0;
  const all = runs.map(({ deployment }) => deployment);
  const best = all.reduce((kept, other) => (worth(other) > worth(kept) ? other : kept));
  const accelerator = best.accelerator ?? firstOf(all, (other) => other.accelerator);
  const roles = best.roles.map((role) => ({ ...role, accelerator: role.accelerator ?? accelerator }));
  const gpus = best.gpus ?? firstOf(all, (other) => other.gpus);
  if (best.kind === 'shaped') {
    const counted = firstOf(all, (other) => (isAssumed(other) ? null : other.gpus));
    const shaped = deploymentOf(roles, gpus, best.replicasAssumed);
    return best.replicasAssumed && counted !== null ? withReplicasFor(shaped, counted) : shaped;
  }
  return { ...best, gpus, accelerator };
}

/** What was asked for before what is estimated. */
function loadOf(runs: readonly Run[]): Load {
  const loads = runs.map(({ load }) => load);
  const worth = ({ concurrencySource, rate }: Load) =>
    concurrencySource === 'reported' ? 3 : rate !== null ? 2 : concurrencySource === 'estimated' ? 1 : 0;
  const best = loads.reduce((kept, load) => (worth(load) > worth(kept) ? load : kept));
  const any = (name: 'stage' | 'prompts' | 'limit') => best[name] ?? firstOf(loads, (load) => load[name]);
  const known = best.concurrency === null ? loads.find(({ concurrency }) => concurrency !== null) : undefined;
  const { concurrency, concurrencySource } = known ?? best;
  const isFound = loads.some((load) => load.isFound);
  return {
    ...best,
    concurrency,
    concurrencySource,
    ...{ stage: any('stage'), prompts: any('prompts'), limit: any('limit') },
    isFound,
  };
}

/** Facts of all; of a name with several values that of the best. */
function joined(runs: readonly Run[]): Facts {
  const all = (kind: FactKind) => runs.toReversed().flatMap(({ facts }) => [...facts[kind]]);
  return factsOf(Object.fromEntries(FACT_KINDS.map((kind) => [kind, all(kind)])));
}
