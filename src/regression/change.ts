import { type Configuration, configurationIn } from '../scenario/scenario.ts';
import type { BothSides } from '../scenario/sides.ts';

/** A difference between the systems under test, and how many configurations it affects. */
export interface SetupChange {
  /** `vllm version`, `vllm --block-size`, `harness version`. */
  readonly what: string;
  /** Null where a side does not state it. */
  readonly baseline: string | null;
  readonly candidate: string | null;
  readonly configurations: number;
}

/** Differences in images, versions and facts that both sides' reports state, the most common first. */
export function changesOf(sides: readonly BothSides[]): SetupChange[] {
  const found = new Map<string, SetupChange>();
  for (const { baseline, candidate } of sides) {
    for (const after of candidate?.configurations ?? []) {
      const before = baseline === null ? undefined : configurationIn(baseline, after.id);
      for (const change of before === undefined ? [] : differences(before, after)) {
        const key = JSON.stringify([change.what, change.baseline, change.candidate]);
        found.set(key, { ...change, configurations: (found.get(key)?.configurations ?? 0) + 1 });
      }
    }
  }
  return [...found.values()].sort((a, b) => b.configurations - a.configurations || (a.what < b.what ? -1 : 1));
}

/** No change is found where a side states nothing at all, as older reports do. */
function differences(before: Configuration, after: Configuration): Omit<SetupChange, 'configurations'>[] {
  return (['facts', 'environment'] as const).flatMap((kind) => {
    const [old, now] = [before[kind], after[kind]];
    if (old === now || isSilent(old) || isSilent(now)) return [];
    return [...new Set([...old.keys(), ...now.keys()])]
      .filter((what) => old.get(what) !== now.get(what))
      .map((what) => ({ what, baseline: old.get(what) ?? null, candidate: now.get(what) ?? null }));
  });
}

function isSilent(facts: Configuration['facts']): boolean {
  return [...facts.keys()].every((name) => name === 'gpus');
}
