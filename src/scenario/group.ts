import { type FactSet, factSet } from '../run/facts.ts';
import { groupBy, joinBy } from '../run/groupby.ts';
import { compareNaturally } from '../run/naturalorder.ts';
import type { Run } from '../run/run.ts';
import { TupleMap } from '../run/tuplemap.ts';
import type { Workload } from '../run/workload.ts';
import { commonLength, groupByLength } from './lengths.ts';
import type { Scenario } from './scenario.ts';
import { scenarioIds } from './slug.ts';

/** The runs of one scenario, from all sides. */
export interface RunGroup extends Omit<Scenario, 'configurations' | 'harnessVersions'> {
  readonly runs: readonly Run[];
}

/**
 * Groups runs that share model, accelerator, harness, quantization, workload and lengths; the order of the runs does
 * not matter.
 *
 * @param lengthTolerance the largest relative difference between measured lengths
 * @param sideOf the side of a run: what only one side states is not a difference between the sides
 * @param keyOf the key of a run's configuration: whether its runs share a scenario depends on these runs alone
 */
export function groupRuns(
  runs: readonly Run[],
  lengthTolerance: number,
  sideOf: (run: Run) => string = () => '',
  keyOf: (run: Run) => string = () => '',
): RunGroup[] {
  const kinds = joinUnstated(kindsOf(runs), sideOf);
  const sorted = kinds.flatMap((alike) => groupLengths(alike, lengthTolerance, keyOf)).sort(compareGroups);
  const ids = scenarioIds(sorted);
  return sorted.map((group, index) => ({ ...group, id: ids[index] ?? '' }));
}

/** Runs of one kind each, as `kindOf` tells them apart. */
function kindsOf(runs: readonly Run[]): Run[][] {
  const kinds = new TupleMap<[...Part[], FactSet], object>();
  const byKind = groupBy(runs, (run) => kinds.at([...partsOf(run), run.facts.workload], () => ({})));
  return [...byKind.values()];
}

/** Everything that runs of one scenario agree in apart from their lengths, as text. */
export function kindOf(run: Run): string {
  return JSON.stringify([...partsOf(run), ...run.facts.workload]);
}

type Part = string | null;

/** What runs of one scenario share apart from lengths and facts; null where not stated. */
function partsOf({ model, quantization, harness, deployment, workload }: Run): Part[] {
  return [model, deployment.accelerator, harness, quantization, workload.prefix];
}

/**
 * Merges a kind of runs that only one side has with its only match on the other side: a kind that differs in nothing
 * except in what is not stated.
 */
function joinUnstated(kinds: readonly Run[][], sideOf: (run: Run) => string): Run[][] {
  if (kinds.length < 2) return [...kinds];
  const sided = kinds.map((runs) => ({ runs, sides: new Set(runs.map(sideOf)), first: runs[0] as Run }));
  const alone = sided.filter(({ sides }) => sides.size === 1);
  const near = new ScenarioIndex(alone);
  const matches = (a: (typeof alone)[number]) =>
    near.of(a.first).filter((b) => [...a.sides][0] !== [...b.sides][0] && mayBe(a.first, b.first));
  const joined = new Map<Run[], Run[]>();
  for (const one of alone) {
    const [other, ...others] = matches(one);
    if (other === undefined || others.length > 0 || matches(other).length > 1 || joined.has(one.runs)) continue;
    joined.set(one.runs, [...one.runs, ...other.runs]);
    joined.set(other.runs, []);
  }
  return sided.map(({ runs }) => joined.get(runs) ?? runs).filter((runs) => runs.length > 0);
}

/** The most kinds with the same harness and model that are compared with each other; beyond that they stay separate. */
const MOST_KINDS = 2000;

/** Finds what may belong to the same scenario: kinds with the same harness, and the same model or no stated one. */
class ScenarioIndex<Kind extends { readonly first: Run }> {
  readonly #byHarness: ReadonlyMap<Part, readonly Kind[]>;
  readonly #byModel: ReadonlyMap<string, readonly Kind[]>;

  constructor(kinds: readonly Kind[]) {
    this.#byHarness = groupBy(kinds, ({ first }) => first.harness);
    this.#byModel = groupBy(kinds, ({ first }) => keyOf(first.harness, first.model));
  }

  of({ harness, model }: Run): readonly Kind[] {
    const kinds =
      model === null
        ? (this.#byHarness.get(harness) ?? [])
        : [model, null].flatMap((one) => this.#byModel.get(keyOf(harness, one)) ?? []);
    return kinds.length > MOST_KINDS ? [] : kinds;
  }
}

function keyOf(harness: Part, model: Part): string {
  return JSON.stringify([harness, model]);
}

/** Different harnesses measure differently: an unknown one never matches a known one. */
const HARNESS = 2;

/** Whether prefixes and turns may be equal: a run that states its requested lengths but no prefix had none. */
function mayShare(one: Workload, another: Workload): boolean {
  if (one.prefix === another.prefix) return true;
  return [one, another].every(({ prefix, isl, osl }) => prefix !== null || (isl.requested ?? osl.requested) === null);
}

function mayBe(one: Run, another: Run): boolean {
  const [a, b] = [partsOf(one), partsOf(another)];
  const [facts, others] = [one.facts.workload, another.facts.workload];
  if (!mayShare(one.workload, another.workload)) return false;
  return (
    a.every((part, i) => part === b[i] || (i !== HARNESS && (part === null || b[i] === null))) &&
    [...facts].every(([name, value]) => (others.get(name) ?? value) === value)
  );
}

/** A run that measured no lengths because all its requests failed joins the others if these form a single group. */
function groupLengths(runs: readonly Run[], lengthTolerance: number, keyOf: (run: Run) => string): RunGroup[] {
  const untold = runs.filter(isUntold);
  const told = untold.length === 0 ? runs : runs.filter((run) => !isUntold(run));
  const [only, ...others] = coarser(told, lengthTolerance, keyOf);
  if (only !== undefined && others.length === 0) return [groupOf([...only, ...untold])];
  return coarser(runs, lengthTolerance, keyOf).map(groupOf);
}

function isUntold({ workload: { isl, osl }, measured }: Run): boolean {
  const lengths = [isl.requested, isl.measured, osl.requested, osl.measured];
  return measured.completed === 0 && lengths.every((length) => length === null);
}

/**
 * Groups by both lengths: by ISL within each OSL, and by OSL within each ISL. A run of another workload may shift the
 * boundaries of either; runs that one of the two keeps together stay together, as do runs with the same key that would
 * be together on their own.
 */
function coarser(runs: readonly Run[], tolerance: number, keyOf: (run: Run) => string): Run[][] {
  const by = (name: 'isl' | 'osl') => (some: readonly Run[]) =>
    groupByLength(some, ({ workload }) => workload[name], tolerance);
  const [byIsl, byOsl] = [by('isl'), by('osl')];
  const [isls, osls] = [byIsl(runs), byOsl(runs)];
  if (isls.length === 1 && osls.length === 1) return [[...runs]];
  const own = [...groupBy(runs, keyOf).values()].flatMap(byIsl).flatMap(byOsl);
  const partitions = [osls.flatMap(byIsl), isls.flatMap(byOsl), own];
  return joinBy(runs, partitions.flat());
}

function groupOf(runs: readonly Run[]): RunGroup {
  const stated = <Value>(read: (run: Run) => Value | null): Value | null => {
    const run = runs.find((one) => read(one) !== null);
    return run === undefined ? null : read(run);
  };
  const workloads = new Set(runs.map(({ facts }) => facts.workload));
  return {
    id: '',
    model: stated(({ model }) => model),
    accelerator: stated(({ deployment }) => deployment.accelerator),
    quantization: stated(({ quantization }) => quantization),
    prefix: stated(({ workload: { prefix } }) => prefix),
    harness: stated(({ harness }) => harness),
    workload: factSet([...workloads].flatMap((facts) => [...facts])),
    isl: commonLength(runs.map((run) => run.workload.isl)),
    osl: commonLength(runs.map((run) => run.workload.osl)),
    areRequested: { isl: runs.some(isRequested('isl')), osl: runs.some(isRequested('osl')) },
    runs,
  };
}

function isRequested(length: 'isl' | 'osl'): (run: Run) => boolean {
  return ({ workload }) => workload[length].requested !== null;
}

function compareGroups(a: RunGroup, b: RunGroup): number {
  return (
    compareParts(a.model, b.model) ||
    compareParts(a.accelerator, b.accelerator) ||
    compareParts(a.harness, b.harness) ||
    compareParts(a.quantization, b.quantization) ||
    (a.isl ?? 0) - (b.isl ?? 0) ||
    (a.osl ?? 0) - (b.osl ?? 0) ||
    compareParts(a.prefix, b.prefix) ||
    compareParts(JSON.stringify([...a.workload]), JSON.stringify([...b.workload]))
  );
}

function compareParts(a: string | null, b: string | null): number {
  return compareNaturally(a ?? '', b ?? '');
}
