import type { Component } from '../run/run.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Sides } from './match.ts';

/** A difference of the systems under test, and how many configurations it concerns. */
export interface SetupChange {
  /** `vllm version`, `vllm --block-size`, `harness version`. */
  readonly what: string;
  /** Null where a side does not have it. */
  readonly baseline: string | null;
  readonly candidate: string | null;
  readonly configurations: number;
}

/** Differences of image, engine version and arguments that the reports of both sides state, the most common first. */
export function changesOf(sides: readonly Sides[]): SetupChange[] {
  const found = new Map<string, SetupChange>();
  for (const { baseline, candidate } of sides) {
    for (const [before, after] of pairsOf(baseline, candidate)) {
      for (const change of differences(factsOf(before), factsOf(after))) {
        const key = JSON.stringify([change.what, change.baseline, change.candidate]);
        found.set(key, { ...change, configurations: (found.get(key)?.configurations ?? 0) + 1 });
      }
    }
  }
  return [...found.values()].sort((a, b) => b.configurations - a.configurations || (a.what < b.what ? -1 : 1));
}

/** Components of configurations with one counterpart that both state any. */
function pairsOf(
  baseline: Scenario | null,
  candidate: Scenario | null,
): [readonly Component[], readonly Component[]][] {
  return (candidate?.configurations ?? []).flatMap((after): [readonly Component[], readonly Component[]][] => {
    const like = (baseline?.configurations ?? []).filter(({ label }) => label === after.label);
    const before = like.find(({ variant }) => variant === after.variant) ?? (like.length === 1 ? like[0] : undefined);
    const stated = before !== undefined && before.components.length > 0 && after.components.length > 0;
    return stated ? [[before.components, after.components]] : [];
  });
}

/** What components are made of, by name; like engines are named once. */
function factsOf(components: readonly Component[]): Map<string, string> {
  const facts = new Map<string, Set<string>>();
  const add = (what: string, value: string) => facts.set(what, (facts.get(what) ?? new Set()).add(value));
  for (const { name, version, args } of components) {
    if (version !== null) add(`${name} version`, version);
    for (const [key, value] of args) add(`${name} ${key}`, value);
  }
  return new Map([...facts].map(([what, values]) => [what, [...values].sort().join(', ')]));
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Omit<SetupChange, 'configurations'>[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((what) => before.get(what) !== after.get(what))
    .map((what) => ({ what, baseline: before.get(what) ?? null, candidate: after.get(what) ?? null }));
}
