import { append } from '../run/append.ts';
import { groupBy } from '../run/groupby.ts';
import { type Load, loadKey, reportedConcurrency } from '../run/load.ts';
import { formatCount } from '../run/number.ts';
import type { Placed } from '../scenario/placed.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';

/** The points of one scenario on two sides. */
export interface Matched {
  readonly pairs: readonly { readonly baseline: Placed; readonly candidate: Placed }[];
  /** Only in the baseline. */
  readonly missing: readonly Placed[];
  /** Only in the candidate. */
  readonly added: readonly Placed[];
}

/** Matches the points of one scenario by configuration, whose id is that of its counterpart, and by load. */
export function matchPoints(baseline: Scenario | null, candidate: Scenario | null): Matched {
  const pairs: Matched['pairs'][number][] = [];
  const missing: Placed[] = [];
  const added: Placed[] = [];
  const [before, after] = [byId(baseline), byId(candidate)];
  for (const id of new Set([...after.keys(), ...before.keys()])) {
    const [old, now] = [before.get(id) ?? null, after.get(id) ?? null];
    const mixed = mixedLoads([old, now]);
    const rest = new Map(placedByLoad(now, mixed));
    for (const [load, placed] of placedByLoad(old, mixed)) {
      const counterpart = rest.get(load);
      rest.delete(load);
      if (counterpart === undefined) missing.push(placed);
      else pairs.push({ baseline: placed, candidate: counterpart });
    }
    append(added, rest.values());
  }
  return { pairs, missing, added };
}

function byId(scenario: Scenario | null): Map<string, Configuration> {
  return new Map((scenario?.configurations ?? []).map((configuration) => [configuration.id, configuration]));
}

function placedByLoad(configuration: Configuration | null, mixed: ReadonlySet<string>): [string, Placed][] {
  if (configuration === null) return [];
  return configuration.points.map((point) => {
    const load = identityOf(point.load);
    return [mixed.has(load) ? `${load} ${loadKey(point.load)}` : load, { configuration, point }];
  });
}

/** Loads that several points of one side have, as one rate under two limits: all that was asked tells them apart. */
function mixedLoads(sides: readonly (Configuration | null)[]): Set<string> {
  return new Set(
    sides.flatMap((side) => {
      const loads = (side?.points ?? []).map(({ load }) => identityOf(load));
      return [...groupBy(loads, (load) => load)].flatMap(([load, alike]) => (alike.length > 1 ? load : []));
    }),
  );
}

/** By what a load is matched, in words: what was asked for, never an estimate. */
export function identityOf(load: Load): string {
  return wordsOf(load, String);
}

/** A load as sentences name it, with what else was asked of the arrivals. */
export function loadName(load: Load): string {
  const words = wordsOf(load, inWords);
  return load.condition === null || load.condition === words ? words : `${words} (${load.condition})`;
}

/** `1,024`, `3.33333`. */
function inWords(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(6)));
}

function wordsOf(load: Load, number: (value: number) => string): string {
  const concurrency = reportedConcurrency(load);
  if (concurrency !== null) return `concurrency ${number(concurrency)}`;
  if (load.rate !== null) return `${number(load.rate)} ${load.rate === 1 ? 'request/s' : 'requests/s'}`;
  if (load.condition !== null) return load.condition;
  return load.stage === null ? 'unbounded load' : `stage ${load.stage}`;
}
