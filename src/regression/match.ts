import type { Load } from '../run/load.ts';
import type { Placed } from '../scenario/placed.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';

/** One scenario on the two sides that were grouped together. */
export interface Sides {
  readonly baseline: Scenario | null;
  readonly candidate: Scenario | null;
}

/** The points of one scenario on two sides. */
export interface Matched {
  readonly pairs: readonly { readonly baseline: Placed; readonly candidate: Placed }[];
  /** Only in the baseline. */
  readonly missing: readonly Placed[];
  /** Only in the candidate. */
  readonly added: readonly Placed[];
  /** Without a load that identifies them, of configurations that both sides have. */
  readonly unidentified: { readonly baseline: readonly Placed[]; readonly candidate: readonly Placed[] };
}

/**
 * Matches the points of one scenario by configuration and load: the reported concurrency, else the requested rate,
 * never an estimate.
 */
export function matchPoints(baseline: Scenario | null, candidate: Scenario | null): Matched {
  const counterparts = matchConfigurations(baseline?.configurations ?? [], candidate?.configurations ?? []);
  const pairs: Matched['pairs'][number][] = [];
  const missing: Placed[] = [];
  const added: Placed[] = [];
  const unidentified: { baseline: Placed[]; candidate: Placed[] } = { baseline: [], candidate: [] };
  for (const { baseline: before, candidate: after } of counterparts) {
    // What only one side has needs no load to be told from the other's.
    const rest = new Map(placedByLoad(after, before === null ? added : unidentified.candidate));
    for (const [load, old] of placedByLoad(before, after === null ? missing : unidentified.baseline)) {
      const now = rest.get(load);
      rest.delete(load);
      if (now === undefined) missing.push(old);
      else pairs.push({ baseline: old, candidate: now });
    }
    added.push(...rest.values());
  }
  return { pairs, missing, added, unidentified };
}

interface Counterparts {
  readonly baseline: Configuration | null;
  readonly candidate: Configuration | null;
}

/** By label and variant; variants that differ still match where each side has exactly one of that label. */
function matchConfigurations(before: readonly Configuration[], after: readonly Configuration[]): Counterparts[] {
  const labels = [...new Set([...after, ...before].map(({ label }) => label))];
  return labels.flatMap((label) => {
    const old = before.filter((configuration) => configuration.label === label);
    const now = after.filter((configuration) => configuration.label === label);
    if (old.length === 1 && now.length === 1) return [{ baseline: old[0] ?? null, candidate: now[0] ?? null }];
    const matched = now.map((candidate) => ({
      baseline: old.find(({ variant }) => variant === candidate.variant) ?? null,
      candidate,
    }));
    const gone = old.filter((configuration) => !matched.some(({ baseline }) => baseline === configuration));
    return [...matched, ...gone.map((baseline) => ({ baseline, candidate: null }))];
  });
}

function placedByLoad(configuration: Configuration | null, unidentified: Placed[]): [string, Placed][] {
  return (configuration?.points ?? []).flatMap((point): [string, Placed][] => {
    const placed = { configuration: configuration as Configuration, point };
    const load = identityOf(point.load);
    if (load === null) unidentified.push(placed);
    return load === null ? [] : [[load, placed]];
  });
}

function identityOf({ concurrency, concurrencySource, rate }: Load): string | null {
  if (concurrencySource === 'reported' && concurrency !== null) return `concurrency ${concurrency}`;
  return rate === null ? null : `rate ${rate}`;
}
