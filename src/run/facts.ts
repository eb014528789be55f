import { createHash } from 'node:crypto';

/**
 * What a difference in a fact means. `setup`: another configuration. `workload`: another scenario. `environment`
 * (versions, images, hosts): something changed between two sides, or is doubtful within one. `occasion` (dates, seeds,
 * paths): nothing.
 */
export const FACT_KINDS = ['setup', 'workload', 'environment', 'occasion'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Values as text, by name, sorted by name. */
export type FactSet = ReadonlyMap<string, string>;

/**
 * Everything that a file states about the system under test, the workload and the arrivals that has no field of its
 * own.
 */
export type Facts = Readonly<Record<FactKind, FactSet>>;

/** Sets by their hash, one for all that are alike. */
const SHARED = new Map<string, FactSet>();
const HASHES = new WeakMap<FactSet, string>();

export const EMPTY_SET: FactSet = new Map();
export const NO_FACTS: Facts = {
  ...{ setup: EMPTY_SET, workload: EMPTY_SET },
  ...{ environment: EMPTY_SET, occasion: EMPTY_SET },
};

/** Facts from entries in any order. */
export function factsOf(stated: Readonly<Partial<Record<FactKind, Iterable<readonly [string, string]>>>>): Facts {
  const set = (kind: FactKind) => factSet(stated[kind] ?? []);
  return { setup: set('setup'), workload: set('workload'), environment: set('environment'), occasion: set('occasion') };
}

/** The union of several; where they differ, the last one wins. */
export function joinFacts(all: readonly Facts[]): Facts {
  const [only, ...others] = all;
  if (only === undefined) return NO_FACTS;
  if (others.length === 0) return only;
  return factsOf(Object.fromEntries(FACT_KINDS.map((kind) => [kind, all.flatMap((facts) => [...facts[kind]])])));
}

/**
 * A set of facts; equal sets are one object, because the thousands of runs in a sweep share hundreds of engine
 * arguments.
 */
export function factSet(entries: Iterable<readonly [string, string]>): FactSet {
  const set: FactSet = new Map([...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : 1)));
  return set.size === 0 ? EMPTY_SET : sharedSet(hashed(set), () => set);
}

/**
 * The set with a hash, wherever it was made.
 *
 * @param make it, where there is none yet
 */
export function sharedSet(hash: string, make: () => FactSet): FactSet {
  const known = SHARED.get(hash);
  if (known !== undefined) return known;
  const set = make();
  SHARED.set(hash, set);
  HASHES.set(set, hash);
  return set;
}

/** A hash of facts, hexadecimal; the same facts have the same hash on every machine and in every version. */
export function hashOf(set: FactSet): string {
  const known = HASHES.get(set);
  if (known !== undefined) return known;
  const hash = hashed(set);
  HASHES.set(set, hash);
  return hash;
}

function hashed(set: FactSet): string {
  return createHash('sha256')
    .update(JSON.stringify([...set]))
    .digest('hex');
}
