import type { Run } from '../run/run.ts';
import { groupBy } from './groupby.ts';
import { withoutLoads } from './loadname.ts';
import type { Traits } from './scenario.ts';
import { directoryOf, shortNames, treatmentOf, withoutTimestamps } from './treatment.ts';

/** What keeps runs of one shape apart. A regular expression's first group, on the path, is the variant. */
export type VariantMode = 'auto' | 'directory' | 'none' | RegExp;

/** Runs of one deployment shape that are one deployment, and what tells them from the others; null where nothing. */
export interface Variant {
  readonly name: string | null;
  readonly runs: readonly Run[];
}

/** Splits the runs of one deployment shape, in one scenario and on one side, into variants. */
export function variantsOf(runs: readonly Run[], mode: VariantMode): Variant[] {
  return variantsByName(runs, mode).flatMap((variant) =>
    split(variant, (run) => [gpusOf(run), ...(mode === 'auto' ? factsOf(run) : [])]),
  );
}

function variantsByName(runs: readonly Run[], mode: VariantMode): Variant[] {
  if (mode === 'none') return [{ name: null, runs }];
  const names = runs.map((run) => nameOf(run, mode));
  const told = mode === 'auto' ? withoutLoads(runs.map(({ load }, i) => ({ name: names[i] ?? '', load }))) : names;
  const nameBy = new Map(runs.map((run, i) => [run, told[i] ?? '']));
  return named(sortedBy(runs, (run) => nameBy.get(run) ?? ''));
}

/** What runs of one variant are known by, whatever other variants there are. */
export function traitsOf(runs: readonly Run[], mode: VariantMode): Traits {
  const names = new Set(runs.flatMap((run) => wholeNames(run, mode)).map(withoutTimestamps));
  return { names: [...names].sort(), facts: runs[0] === undefined ? [] : factsOf(runs[0]) };
}

function wholeNames(run: Run, mode: VariantMode): string[] {
  if (mode === 'none') return [];
  if (mode === 'directory') return [directoryOf(run.file).split('/').at(-1) ?? ''];
  // A run that was read back from a report knows its treatment by a short name, and the path still by the whole one.
  if (mode === 'auto') return [run.treatment, treatmentOf(run.file, run.harness)].filter((name) => name !== null);
  return [nameOf(run, mode)];
}

function nameOf({ file, harness, treatment }: Run, mode: 'auto' | 'directory' | RegExp): string {
  if (mode === 'directory') return directoryOf(file);
  if (mode === 'auto') return treatment ?? treatmentOf(file, harness) ?? '';
  return mode.exec(file)?.[1] ?? '';
}

function named(groups: ReadonlyMap<string, readonly Run[]>): Variant[] {
  const short = shortNames([...groups.keys()]);
  return [...groups].map(([name, runs]) => ({ name: groups.size === 1 ? null : short.get(name) || 'unnamed', runs }));
}

/** Runs of one name that differ in what is stated of them are not repeats: kept apart, told apart by what differs. */
function split({ name, runs }: Variant, statedOf: (run: Run) => string[]): Variant[] {
  const setups = sortedBy(runs, (run) => JSON.stringify(statedOf(run)));
  if (setups.size === 1) return [{ name, runs }];
  const facts = [...setups.keys()].map((key) => JSON.parse(key) as string[]);
  const shared = (facts[0] ?? []).filter((fact) => facts.every((list) => list.includes(fact)));
  const differences = facts.map((list) => differenceName(list.filter((fact) => !shared.includes(fact))));
  return [...setups.values()].map((group, index) => {
    const difference = differences[index] ?? '';
    const repeated = differences.indexOf(difference) !== differences.lastIndexOf(difference);
    const told = repeated ? `${difference} #${index + 1}` : difference;
    return { name: [name, told].filter((part) => part !== null).join(' '), runs: group };
  });
}

/** GPUs that the label does not tell, such as those that a parallelism without a letter uses. */
function gpusOf({ deployment: { gpus } }: Run): string {
  return gpus === null ? 'unknown GPUs' : gpus === 1 ? '1 GPU' : `${gpus} GPUs`;
}

/** What a report states of its components, as words; a hash of a configuration comes last. */
function factsOf({ components }: Run): string[] {
  const args = components.flatMap(({ args }) =>
    [...args].map(([key, value]) => (value === 'null' || value === '' ? key : `${key}=${value}`)),
  );
  const hashes = components.flatMap(({ name, configHash }) =>
    configHash === null ? [] : [`${name} ${configHash.slice(0, 8)}`],
  );
  return [...new Set([...args.sort(), ...hashes.sort()])];
}

/** The first differing facts; a hash only where no argument says it in words. */
function differenceName(facts: readonly string[]): string {
  const [first, ...others] = facts;
  if (first === undefined) return 'default';
  const text = first.length > 40 ? `${first.slice(0, 39)}…` : first;
  return others.some((fact) => fact.includes('=')) ? `${text} …` : text;
}

/** Groups in ascending order of their keys, so that the order of files does not matter. */
function sortedBy(runs: readonly Run[], keyOf: (run: Run) => string): Map<string, Run[]> {
  return new Map([...groupBy(runs, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1)));
}
