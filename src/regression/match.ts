import { type Load, loadKey, reportedConcurrency } from '../run/load.ts';
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
  const pairs: Matched['pairs'][number][] = [];
  const missing: Placed[] = [];
  const added: Placed[] = [];
  const unidentified: { baseline: Placed[]; candidate: Placed[] } = { baseline: [], candidate: [] };
  for (const { baseline: before, candidate: after } of counterpartsOf(baseline, candidate)) {
    // What only one side has needs no load to be told from the other's.
    const mixed = mixedLoads([before, after]);
    const rest = new Map(placedByLoad(after, mixed, before === null ? added : unidentified.candidate));
    for (const [load, old] of placedByLoad(before, mixed, after === null ? missing : unidentified.baseline)) {
      const now = rest.get(load);
      rest.delete(load);
      if (now === undefined) missing.push(old);
      else pairs.push({ baseline: old, candidate: now });
    }
    added.push(...rest.values());
  }
  return { pairs, missing, added, unidentified };
}

/** A configuration on the two sides, or on the only one that has it. */
interface Counterparts {
  readonly baseline: Configuration | null;
  readonly candidate: Configuration | null;
}

/**
 * By label, and variants of one label by what they are known by: all of it, else a name or the facts, else the name
 * that they are shown by. What is shown leaves out what all variants of a side share, so it alone would tell a variant
 * from itself as soon as another is added. Variants that differ still match where each side has exactly one.
 */
export function counterpartsOf(baseline: Scenario | null, candidate: Scenario | null): Counterparts[] {
  const [before, after] = [baseline?.configurations ?? [], candidate?.configurations ?? []];
  const labels = [...new Set([...after, ...before].map(({ label }) => label))];
  return labels.flatMap((label) => {
    const old = before.filter((configuration) => configuration.label === label);
    const now = after.filter((configuration) => configuration.label === label);
    const likenesses = old.length === 1 && now.length === 1 ? [() => true] : LIKENESSES;
    const matched: Counterparts[] = [];
    for (const isLike of likenesses) matched.push(...alone(old, now, matched, isLike));
    const rest = (side: readonly Configuration[], key: keyof Counterparts) =>
      side.filter((configuration) => !matched.some((pair) => pair[key] === configuration));
    return [
      ...matched,
      ...rest(now, 'candidate').map((candidate) => ({ baseline: null, candidate })),
      ...rest(old, 'baseline').map((baseline) => ({ baseline, candidate: null })),
    ];
  });
}

type Likeness = (a: Configuration, b: Configuration) => boolean;

const hasName: Likeness = (a, b) => a.traits.names.some((name) => b.traits.names.includes(name));
const hasFacts: Likeness = (a, b) => a.traits.facts.length > 0 && a.traits.facts.join() === b.traits.facts.join();

/** From the surest on. */
const LIKENESSES: readonly Likeness[] = [
  (a, b) => hasName(a, b) && hasFacts(a, b),
  hasName,
  hasFacts,
  (a, b) => a.variant === b.variant,
];

/** Pairs of what is alike and like nothing else that has no counterpart yet. */
function alone(
  old: readonly Configuration[],
  now: readonly Configuration[],
  taken: readonly Counterparts[],
  isLike: Likeness,
): Counterparts[] {
  const freeOld = old.filter((one) => !taken.some(({ baseline }) => baseline === one));
  const freeNow = now.filter((one) => !taken.some(({ candidate }) => candidate === one));
  return freeNow.flatMap((candidate) => {
    const [baseline, ...others] = freeOld.filter((one) => isLike(one, candidate));
    const rivals = baseline === undefined ? [] : freeNow.filter((one) => isLike(baseline, one));
    return baseline === undefined || others.length > 0 || rivals.length > 1 ? [] : [{ baseline, candidate }];
  });
}

/** Points by load; those without one go to `unidentified`. */
function placedByLoad(
  configuration: Configuration | null,
  mixed: ReadonlySet<string>,
  unidentified: Placed[],
): [string, Placed][] {
  return (configuration?.points ?? []).flatMap((point): [string, Placed][] => {
    const placed = { configuration: configuration as Configuration, point };
    const load = identityOf(point.load);
    if (load === null) unidentified.push(placed);
    if (load === null) return [];
    return [[mixed.has(load) ? `${load} ${loadKey(point.load)}` : load, placed]];
  });
}

/** Loads that several points of one side have, as one rate under two limits: all that was asked tells them apart. */
function mixedLoads(sides: readonly (Configuration | null)[]): Set<string> {
  return new Set(
    sides.flatMap((side) => {
      const loads = (side?.points ?? []).map(({ load }) => identityOf(load)).filter((load) => load !== null);
      return loads.filter((load, index) => loads.indexOf(load) < index);
    }),
  );
}

/** By what a load is matched, in words: an estimated concurrency is nobody's figure. Null where nothing identifies it. */
export function identityOf(load: Load): string | null {
  const concurrency = reportedConcurrency(load);
  if (concurrency !== null) return `concurrency ${concurrency}`;
  return load.rate === null ? null : `${load.rate} requests/s`;
}
