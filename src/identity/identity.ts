import { type FactSet, factSet, hashOf } from '../run/facts.ts';
import { UNKNOWN_LABEL } from '../run/label.ts';
import type { Run, RunFile } from '../run/run.ts';
import { TupleMap } from '../run/tuplemap.ts';
import { givenNames, type Names, namesOf, noNames, placeNames, type ReadName } from './name.ts';
import { type Name, NOTHING } from './setupname.ts';

/**
 * What separates runs of the same shape. With a regular expression, its first group, applied to the path, is the
 * variant.
 */
export type VariantMode = 'auto' | 'directory' | 'none' | RegExp;

/** What identifies a run, independently of other runs. */
export interface Identity {
  readonly label: string;
  readonly name: Name;
  /** Further words: the name of the folder that was given. */
  readonly outer: Name;
  /** Stated facts of the setup, the number of GPUs among them. */
  readonly facts: FactSet;
  /** `label · name · #1a2b3c4d`: runs of one scenario and key are of one configuration. */
  readonly key: string;
}

/** The identities of some runs; those of one configuration are one object. */
export interface Identities {
  of(run: Run): Identity;
  /** How the names of a run were read, file by file. */
  namesOf(run: Run): readonly ReadName[];
}

/** The identity of each run, of all sides together, so that no word means one thing on one side and another elsewhere. */
export function identitiesOf(runs: readonly Run[], mode: VariantMode): Identities {
  const names = namesBy(runs, mode);
  const places = placeNames(runs);
  const shared = new TupleMap<[string, FactSet, Name, Name], Identity>();
  const identities = new Map<Run, Identity>();
  runs.forEach((run, index) => {
    const [name = NOTHING, outer = NOTHING] = [names.all[index], places[index]];
    const facts = factsIn(run, mode);
    const label = run.deployment.label ?? UNKNOWN_LABEL;
    identities.set(
      run,
      shared.at([label, facts, outer, name], () => identityOf(label, name, outer, facts)),
    );
  });
  const of = (run: Run): Identity => {
    const identity = identities.get(run);
    if (identity === undefined) throw new Error('a run without an identity');
    return identity;
  };
  return { of, namesOf: names.readOf };
}

function identityOf(label: string, name: Name, outer: Name, facts: FactSet): Identity {
  const hash = `#${hashOf(facts).slice(0, HASH)}`;
  const key = [label, name.text, hash].filter((part) => part !== '').join(' · ');
  return { label, name, outer, facts, key };
}

/** Hexadecimal digits of a hash that are shown. */
const HASH = 8;

function namesBy(runs: readonly Run[], mode: VariantMode): Names {
  if (mode === 'auto') return namesOf(runs);
  if (mode === 'none') return noNames(runs);
  return givenNames(runs, mode === 'directory' ? directoryOf : ({ shown }) => mode.exec(shown)?.[1] ?? '');
}

/** The folder that the notebook keeps apart: the one above the file's own. */
function directoryOf({ path }: RunFile): string {
  return path.split('/').slice(0, -2).join('/');
}

const SETS = new WeakMap<FactSet, Map<number | null, FactSet>>();
const NO_SET: FactSet = new Map();

/**
 * Other modes only consider names, but different numbers of GPUs never share a setup. Runs with equal facts share a
 * set.
 */
function factsIn({ facts, deployment: { gpus } }: Run, mode: VariantMode): FactSet {
  const stated = mode === 'auto' ? facts.setup : NO_SET;
  const known = SETS.get(stated)?.get(gpus);
  if (known !== undefined) return known;
  const counted: [string, string][] = gpus === null ? [] : [['gpus', String(gpus)]];
  const setup = factSet([...stated, ...counted]);
  SETS.set(stated, (SETS.get(stated) ?? new Map<number | null, FactSet>()).set(gpus, setup));
  return setup;
}
