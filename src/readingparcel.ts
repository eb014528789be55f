import { kept } from './report/lookup.ts';
import type { Reading } from './report/read.ts';
import { EMPTY_SET, FACT_KINDS, type FactKind, type FactSet, hashOf, sharedSet } from './run/facts.ts';
import type { Run } from './run/run.ts';

/*
 * Readings on their way from one thread to another. Messages are copied: so as not to copy hundreds of arguments for
 * each of thousands of runs that share them, a thread sends a set of facts once, and refers to it by its hash.
 */

/** A run with the hashes of its facts. */
type PackedRun = Omit<Run, 'facts'> & { readonly facts: Readonly<Record<FactKind, string>> };
type PackedReading = Omit<Reading, 'run'> & { readonly run: PackedRun | null };

/** Readings, and the sets of facts that no earlier parcel contained, by hash. */
export interface Parcel {
  readonly readings: readonly PackedReading[];
  readonly sets: ReadonlyMap<string, FactSet>;
}

/** Stands for an empty set. */
const NO_HASH = '';

/** Packs the readings of one thread. */
export class Packer {
  readonly #sent = new Set<string>();

  pack(readings: readonly Reading[]): Parcel {
    const sets = new Map<string, FactSet>();
    const nameOf = (set: FactSet) => {
      if (set.size === 0) return NO_HASH;
      const hash = hashOf(set);
      if (!this.#sent.has(hash)) sets.set(hash, set);
      this.#sent.add(hash);
      return hash;
    };
    const packed = readings.map((reading) => {
      const { run } = reading;
      return { ...reading, run: run === null ? null : { ...run, facts: eachKind((kind) => nameOf(run.facts[kind])) } };
    });
    return { readings: packed, sets };
  }
}

/** Stores the sets of a parcel, which later parcels refer to as well, and returns its readings. */
export function unpacked({ readings, sets }: Parcel): Reading[] {
  for (const [hash, set] of sets) {
    sharedSet(hash, () => new Map([...set].map(([name, value]) => [kept(name), kept(value)])));
  }
  return readings.map((reading) => {
    const { run } = reading;
    return { ...reading, run: run === null ? null : { ...run, facts: eachKind((kind) => setOf(run.facts[kind])) } };
  });
}

function setOf(hash: string): FactSet {
  if (hash === NO_HASH) return EMPTY_SET;
  return sharedSet(hash, () => {
    throw new Error(`no facts have the hash ${hash}`);
  });
}

function eachKind<Value>(read: (kind: FactKind) => Value): Record<FactKind, Value> {
  return Object.fromEntries(FACT_KINDS.map((kind) => [kind, read(kind)])) as Record<FactKind, Value>;
}
