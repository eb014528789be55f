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

const NONE: FactSet = new Map();
export const NO_FACTS: Facts = { setup: NONE, workload: NONE, environment: NONE, occasion: NONE };

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

const SHARED = new Map<string, FactSet>();

/**
 * A set of facts; equal sets are one object, because the thousands of runs in a sweep share hundreds of engine
 * arguments.
 */
export function factSet(entries: Iterable<readonly [string, string]>): FactSet {
  const set: FactSet = new Map([...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (set.size === 0) return NONE;
  const key = hashed(set);
  const known = SHARED.get(key);
  if (known !== undefined) return known;
  SHARED.set(key, set);
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

const HASHES = new WeakMap<FactSet, string>();

function hashed(set: FactSet): string {
  return createHash('sha256')
    .update(JSON.stringify([...set]))
    .digest('hex');
}
