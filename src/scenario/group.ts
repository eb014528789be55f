import type { UserThroughput } from '../run/metric.ts';
import type { Run } from '../run/run.ts';
import { groupBy } from './groupby.ts';
import { groupByLength } from './lengths.ts';
import { pointsOf } from './points.ts';
import type { Configuration, Scenario } from './scenario.ts';
import { scenarioIds } from './slug.ts';
import { traitsOf, type VariantMode, variantsOf } from './variant.ts';

/** How runs are grouped and read. */
export interface Grouping {
  readonly userThroughput: UserThroughput;
  readonly variant: VariantMode;
  /** Largest relative difference of measured lengths in one scenario. */
  readonly lengthTolerance: number;
}

/** Runs of one scenario, before they are told apart by configuration. */
export interface RunGroup extends Omit<Scenario, 'configurations' | 'harnessVersions'> {
  readonly runs: readonly Run[];
}

/** A configuration of which nothing is known. */
export const UNKNOWN_LABEL = 'unknown';

/** Runs to scenarios, in an order that does not depend on that of the runs. */
export function scenariosOf(runs: readonly Run[], grouping: Grouping): Scenario[] {
  return groupRuns(runs, grouping.lengthTolerance).map((group) => scenarioOf(group, group.runs, grouping));
}

/** Runs that share model, accelerator, harness, quantization, prefix and lengths. */
export function groupRuns(runs: readonly Run[], lengthTolerance: number): RunGroup[] {
  const groups = [...groupBy(runs, keyOf).values()].flatMap((alike) => groupLengths(alike, lengthTolerance));
  const sorted = groups.sort(compareGroups);
  const ids = scenarioIds(sorted);
  return sorted.map((group, index) => ({ ...group, id: ids[index] ?? '' }));
}

/** A run that measured no lengths, since all of its requests failed, belongs to the others where those are of one kind. */
function groupLengths(runs: readonly Run[], lengthTolerance: number): RunGroup[] {
  const told = runs.filter((run) => !isUntold(run));
  const untold = runs.filter(isUntold);
  const [only, ...others] = groupByLengths(told, lengthTolerance);
  if (only !== undefined && others.length === 0) return [{ ...only, runs: [...only.runs, ...untold] }];
  return groupByLengths(runs, lengthTolerance);
}

function isUntold({ workload: { isl, osl }, measured }: Run): boolean {
  const lengths = [isl.requested, isl.measured, osl.requested, osl.measured];
  return measured.completed === 0 && lengths.every((length) => length === null);
}

function groupByLengths(runs: readonly Run[], lengthTolerance: number): RunGroup[] {
  return groupByLength(runs, ({ workload }) => workload.isl, lengthTolerance).flatMap((byIsl) =>
    groupByLength(byIsl.items, ({ workload }) => workload.osl, lengthTolerance).map((byOsl) =>
      groupOf(byOsl.items, byIsl.length, byOsl.length),
    ),
  );
}

/** One scenario of `runs`, which belong to `group`: all of its runs, or those of one side of a comparison. */
export function scenarioOf(group: RunGroup, runs: readonly Run[], grouping: Grouping): Scenario {
  const { runs: _, ...scenario } = group;
  const byLabel = [...groupBy(runs, labelOf)].sort(([a], [b]) => compareLabels(a, b));
  const versions = runs.map(({ harnessVersion }) => harnessVersion).filter((version) => version !== null);
  const harnessVersions = [...new Set(versions)].sort();
  return {
    ...scenario,
    harnessVersions,
    configurations: byLabel.flatMap(([label, own]) => configurationsOf(label, own, grouping)),
  };
}

function configurationsOf(label: string, runs: readonly Run[], { variant, userThroughput }: Grouping): Configuration[] {
  return variantsOf(runs, variant).map(({ name, runs: own }) => ({
    id: name === null ? label : `${label} · ${name}`,
    label,
    variant: name,
    traits: traitsOf(own, variant),
    deployment: deploymentOf(own),
    components: own[0]?.components ?? [],
    points: pointsOf(own, userThroughput),
  }));
}

/** The deployment of runs of one variant, which agree in label and GPUs. */
function deploymentOf([first]: readonly Run[]): Configuration['deployment'] {
  if (first === undefined) throw new Error('a configuration without runs');
  return first.deployment;
}

function labelOf({ deployment }: Run): string {
  return deployment.label ?? UNKNOWN_LABEL;
}

function groupOf(runs: readonly Run[], isl: number | null, osl: number | null): RunGroup {
  const [run] = runs;
  if (run === undefined) throw new Error('a scenario without runs');
  const { model, quantization, harness, deployment, workload } = run;
  const accelerator = deployment.accelerator;
  return { id: '', model, accelerator, quantization, prefix: workload.prefix, harness, isl, osl, runs };
}

function keyOf({ model, quantization, harness, deployment, workload }: Run): string {
  return JSON.stringify([model, deployment.accelerator, harness, quantization, workload.prefix]);
}

function compareGroups(a: RunGroup, b: RunGroup): number {
  return (
    compareText(a.model, b.model) ||
    compareText(a.accelerator, b.accelerator) ||
    compareText(a.harness, b.harness) ||
    compareText(a.quantization, b.quantization) ||
    (a.isl ?? 0) - (b.isl ?? 0) ||
    (a.osl ?? 0) - (b.osl ?? 0) ||
    compareText(a.prefix, b.prefix)
  );
}

/** Aggregated before disaggregated, then by the numbers in the label. */
function compareLabels(a: string, b: string): number {
  const split = (label: string) => Number(label.includes('/'));
  return split(a) - split(b) || a.localeCompare(b, 'en', { numeric: true });
}

function compareText(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '', 'en', { numeric: true });
}
