import { z } from 'zod';
import type { Deployment } from './deployment.ts';
import { type FactSet, factSet, NO_FACTS } from './facts.ts';
import { deploymentOf, namedDeployment, unknownDeployment } from './label.ts';
import { formatCount } from './number.ts';
import type { FollowingFigures, Measurement, Run, RunFile } from './run.ts';
import { type Runner, runnerSchema } from './runner.ts';
import type { Length } from './workload.ts';

/*
 * The record of what was measured, for later runs of the program: every run with everything that is known about it.
 * What many runs share is stored once. It contains no scenarios, names or fronts, which depend on what else is read.
 */

/** Name and version of the format; other versions are not read, whereas unknown keys are ignored. */
export const SWEEP_FORMAT = 'pareto-report-sweep/1';

/** All that one side measured. */
export interface Sweep {
  /** The program that wrote it: `pareto-report 0.1.0`. */
  readonly tool: string;
  /** The commit that was measured; null if unknown. */
  readonly commit: string | null;
  /**
   * Whether a workflow named what was measured and GitHub did not confirm it: it may be anything, even a stranger's.
   */
  readonly commitLost: boolean;
  /** When the last run ended, ISO 8601; null if no file says. */
  readonly measuredAt: string | null;
  /** The machine of the job that read the results where they were produced; null if unknown. */
  readonly runner: Runner | null;
  readonly runs: readonly Run[];
}

/*
 * What is read back may come from a stranger whose report is read by a job with the right to publish: it must keep to
 * limits that are far above real sweeps.
 */

/** The most runs in a sweep. */
export const MAX_RUNS = 200_000;
/** The longest name, label or path, in characters. */
export const MAX_NAME = 4096;
/** The longest value of a fact, in characters: an argument of an engine may be a list. */
const MAX_VALUE = 100_000;
/** The most facts per set, and the most sets: each run refers to four. */
const MAX_FACTS = 5000;
const MAX_SETS = 4 * MAX_RUNS;
/** The most files that describe a run, and the most roles of a deployment. */
const MAX_FILES = 1000;
const MAX_ROLES = 1000;

const characters = (most: number) => z.string().max(most, `text of at most ${formatCount(most)} characters`);
const listOf = <Item extends z.ZodType>(item: Item, most: number, what: string) =>
  z.array(item).max(most, `at most ${formatCount(most)} ${what}`);

const text = characters(MAX_NAME);
const name = text.nullable().default(null);
const quantity = z.number().min(0);
const figure = quantity.nullable().default(null);
const index = z.int().min(0);

const role = z.object({
  role: z.enum(['prefill', 'decode', 'replica']),
  ...{ replicas: figure, tp: figure, dp: figure, pp: figure, ep: figure, accelerator: name },
});
const hardware = { gpus: figure, accelerator: name };
const deployment = z.lazy(() =>
  z.discriminatedUnion(
    'kind',
    [
      z.object({ kind: z.literal('unknown'), ...hardware }),
      z.object({ kind: z.literal('named'), label: text, ...hardware }),
      z.object({
        kind: z.literal('shaped'),
        roles: listOf(role, MAX_ROLES, 'roles').min(1, 'a list of at least one role'),
        gpus: figure,
        replicasAssumed: z.boolean().default(false),
      }),
    ],
    'unknown, named or shaped',
  ),
);
const entries = listOf(z.tuple([text, characters(MAX_VALUE)]), MAX_FACTS, 'facts in a set');
/** Its place in the table of all; null for a set of none. */
const facts = index.nullable().default(null);
const setup = z.lazy(() =>
  z.object({
    ...{ harness: name, harnessVersion: name, model: name, quantization: name, prefix: name },
    deployment,
    ...{ setup: facts, workload: facts, environment: facts },
  }),
);
const latency = z.object({ mean: figure, p50: figure, p90: figure, p95: figure, p99: figure }).nullable().default(null);
const explaining = z.lazy(() =>
  z
    .object({
      ...{ goodput: figure, sloAttainment: figure, cacheHitRate: figure, acceptanceLength: figure },
      ...{ power: figure, tokensPerJoule: figure, powerGpus: figure },
    })
    .prefault({}),
);
const length = z.object({ requested: figure, error: figure }).prefault({});
const run = z.lazy(() =>
  z.object({
    files: listOf(z.tuple([index, text, text.nullable()]), MAX_FILES, 'files of a run').min(
      1,
      'a list of at least one file',
    ),
    setup: index,
    treatment: name,
    measuredAt: name,
    sessions: z.object({ count: figure, turns: figure, duration: figure }).nullable().default(null),
    occasion: facts,
    ...{ isl: length, osl: length },
    load: z.object({
      concurrency: figure,
      source: z.enum(['reported', 'estimated', 'unknown']).default('unknown'),
      ...{ rate: figure, condition: name, limit: figure, stage: figure, prompts: figure },
      isFound: z.boolean().default(false),
    }),
    measured: z
      .object({
        ...{ duration: figure, completed: figure, failures: figure, attempts: figure },
        ...{ outputThroughput: figure, totalThroughput: figure, requestThroughput: figure, isl: figure, osl: figure },
        ...{ ttft: latency, tpot: latency, itl: latency, e2el: latency },
        explaining,
      })
      .refine(({ failures, attempts }) => (failures ?? 0) <= (attempts ?? Number.POSITIVE_INFINITY), {
        message: 'a number up to that of the attempts',
        path: ['failures'],
      }),
    derived: z.array(z.enum(['outputThroughput', 'totalThroughput', 'isl', 'osl'])).default([]),
  }),
);

/** What `sweep` in a `report.json` holds. */
export const sweepSchema = z.lazy(() =>
  z.object({
    format: z.literal(SWEEP_FORMAT),
    tool: text,
    commit: name,
    commitLost: z.boolean().default(false),
    measuredAt: name,
    runner: runnerSchema.nullable().default(null),
    places: listOf(z.object({ name: text, before: text }), MAX_RUNS, 'places'),
    facts: listOf(entries, MAX_SETS, 'sets of facts'),
    setups: listOf(setup, MAX_RUNS, 'setups'),
    runs: listOf(run, MAX_RUNS, 'runs'),
  }),
);
export type SweepJson = z.infer<typeof sweepSchema>;

type RunJson = SweepJson['runs'][number];
type SetupJson = SweepJson['setups'][number];

/** Things that are stored once, in the order of their first. */
class Table<Item> {
  readonly items: Item[] = [];
  readonly #places = new Map<string, number>();

  at(item: Item): number {
    const key = JSON.stringify(item);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.items.length);
    return this.items.push(item) - 1;
  }
}

/** A sweep as JSON, of which a program need not know more. */
export interface EncodedSweep {
  readonly [key: string]: unknown;
  readonly format: string;
  readonly facts: readonly object[];
  readonly setups: readonly object[];
  readonly runs: readonly object[];
}

/** A sweep as JSON; what is null is left out of the runs. */
export function encodeSweep({ tool, commit, commitLost, measuredAt, runner, runs }: Sweep): EncodedSweep {
  const places = new Table<object>();
  const sets = new FactTable();
  const setups = new Table<object>();
  const rows = runs.map((one) => ({
    files: one.files.map(({ shown, path, place }) => {
      const before = shown.endsWith(path) ? shown.slice(0, shown.length - path.length) : null;
      return [places.at({ name: place, before: before ?? '' }), path, before === null ? shown : null];
    }),
    setup: setups.at(setupOf(one, sets)),
    ...rowOf(one, sets),
  }));
  return {
    format: SWEEP_FORMAT,
    tool,
    commit,
    ...(commitLost ? { commitLost } : {}),
    measuredAt,
    ...known({ runner }),
    places: places.items,
    facts: sets.items,
    setups: setups.items,
    runs: rows,
  };
}

/** Sets of facts, of which those that are alike are one object. */
class FactTable {
  readonly items: (readonly [string, string])[][] = [];
  readonly #places = new Map<FactSet, number>();

  at(set: FactSet): number | null {
    if (set.size === 0) return null;
    const known = this.#places.get(set);
    if (known !== undefined) return known;
    this.#places.set(set, this.items.length);
    return this.items.push([...set]) - 1;
  }
}

function setupOf(
  { harness, harnessVersion, model, quantization, workload, deployment: served, facts: all }: Run,
  sets: FactTable,
): object {
  const stated = known({ harness, harnessVersion, model, quantization, prefix: workload.prefix });
  const places = { setup: sets.at(all.setup), workload: sets.at(all.workload), environment: sets.at(all.environment) };
  return { ...stated, deployment: deploymentJson(served), ...known(places) };
}

function deploymentJson(served: Deployment): object {
  const { kind, gpus, accelerator } = served;
  if (kind === 'named') return { kind, label: served.label, ...known({ gpus, accelerator }) };
  if (kind === 'unknown') return { kind, ...known({ gpus, accelerator }) };
  const assumed = served.replicasAssumed ? { replicasAssumed: true } : {};
  return { kind, roles: served.roles.map((one) => known({ ...one })), ...known({ gpus }), ...assumed };
}

function rowOf(run: Run, sets: FactTable): object {
  const { treatment, measuredAt, sessions, facts: all, workload, load, measured, derived } = run;
  const { concurrency, concurrencySource: source, rate, condition, limit, stage, prompts, isFound } = load;
  const { ttft, tpot, itl, e2el, explaining: explains, timePerToken: _, achievedRate: __, ...counts } = measured;
  const explained = known({ ...explains });
  const latencies = known({
    ttft: ttft && known({ ...ttft }),
    tpot: tpot && known({ ...tpot }),
    itl: itl && known({ ...itl }),
  });
  return {
    ...known({ treatment, measuredAt, occasion: sets.at(all.occasion), sessions: sessions && known({ ...sessions }) }),
    ...lengthsOf(workload.isl, workload.osl),
    load: {
      ...known({ concurrency, source, rate, condition, limit, stage, prompts }),
      ...(isFound ? { isFound } : {}),
    },
    measured: {
      ...{ ...known(counts), ...latencies, ...known({ e2el: e2el && known({ ...e2el }) }) },
      ...(Object.keys(explained).length === 0 ? {} : { explaining: explained }),
    },
    ...(derived.length === 0 ? {} : { derived }),
  };
}

function lengthsOf(isl: Length, osl: Length): object {
  const of = ({ requested, error }: Length) => {
    const stated = known({ requested, error });
    return Object.keys(stated).length === 0 ? null : stated;
  };
  return known({ isl: of(isl), osl: of(osl) });
}

/** Without what is null. */
function known(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

/**
 * A sweep that was read from JSON and checked against the schema.
 *
 * @param following what follows from figures by the ways of a harness
 * @throws RangeError in plain words where something refers to what is not there
 */
export function decodeSweep(
  { tool, commit, commitLost, measuredAt, runner, places, facts: sets, setups, runs }: SweepJson,
  following: (harness: string | null, stated: Omit<Measurement, keyof FollowingFigures>) => FollowingFigures,
): Sweep {
  const shared = sets.map((entries) => factSet(entries));
  const setOf = (place: number | null) => (place === null ? NO_FACTS.setup : at(shared, place, 'facts'));
  const known = setups.map(({ deployment: served, setup: own, workload, environment, ...stated }) => ({
    ...stated,
    deployment: servedBy(served),
    facts: { setup: setOf(own), workload: setOf(workload), environment: setOf(environment) },
  }));
  return {
    ...{ tool, commit, commitLost, measuredAt, runner },
    runs: runs.map((row): Run => {
      const { prefix, facts: stated, ...described } = at(known, row.setup, 'setups');
      const { isl, osl } = row.measured;
      return {
        files: row.files.map(([place, path, shown]) => fileOf(at(places, place, 'places'), path, shown)),
        ...described,
        workload: { isl: { ...row.isl, measured: isl }, osl: { ...row.osl, measured: osl }, prefix },
        load: loadOf(row),
        measured: { ...row.measured, ...following(described.harness, row.measured) },
        derived: row.derived,
        sessions: row.sessions,
        facts: { ...stated, occasion: setOf(row.occasion) },
        treatment: row.treatment,
        measuredAt: row.measuredAt,
      };
    }),
  };
}

function at<Item>(items: readonly Item[], place: number, list: string): Item {
  const item = items[place];
  if (item === undefined) throw new RangeError(`entry ${place} of ${list} is referred to, which has ${items.length}`);
  return item;
}

function fileOf({ name: place, before }: SweepJson['places'][number], path: string, shown: string | null): RunFile {
  return { shown: shown ?? `${before}${path}`, path, place };
}

function loadOf({ load: { source, ...load } }: RunJson): Run['load'] {
  return { ...load, concurrencySource: source };
}

function servedBy(served: SetupJson['deployment']): Deployment {
  if (served.kind === 'named') return namedDeployment(served.label, served);
  if (served.kind === 'unknown') return unknownDeployment(served);
  return deploymentOf(served.roles, served.gpus, served.replicasAssumed);
}
