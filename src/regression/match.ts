import { append } from '../run/append.ts';
import { type Load, loadKey, reportedConcurrency } from '../run/load.ts';
import { formatCount } from '../run/number.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';

/** The points of one scenario on two sides. */
export interface MatchedPoints {
  readonly pairs: readonly { readonly baseline: PlacedPoint; readonly candidate: PlacedPoint }[];
  /** Only in the baseline. */
  readonly missing: readonly PlacedPoint[];
  /** Only in the candidate. */
  readonly added: readonly PlacedPoint[];
}

/** Matches the points of a scenario by configuration, which has the id of its counterpart, and by load. */
export function matchPoints(baseline: Scenario | null, candidate: Scenario | null): MatchedPoints {
  const pairs: MatchedPoints['pairs'][number][] = [];
  const missing: PlacedPoint[] = [];
  const added: PlacedPoint[] = [];
  const [before, after] = [byId(baseline), byId(candidate)];
  for (const id of new Set([...after.keys(), ...before.keys()])) {
    const [old, now] = [placedByLoad(before.get(id)), placedByLoad(after.get(id))];
    const mixed = mixedLoads([old, now]);
    const loadOf = ({ load, placed }: LoadPoint) => (mixed.has(load) ? `${load} ${loadKey(placed.point.load)}` : load);
    const rest = new Map(now.map((one) => [loadOf(one), one.placed]));
    for (const one of old) {
      const [load, { placed }] = [loadOf(one), one];
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

/** A point with what its load is matched by, as far as that tells points apart. */
interface LoadPoint {
  readonly load: string;
  readonly placed: PlacedPoint;
}

function placedByLoad(configuration: Configuration | undefined): LoadPoint[] {
  if (configuration === undefined) return [];
  return configuration.points.map((point) => ({ load: identityOf(point.load), placed: { configuration, point } }));
}

/**
 * Loads that several points of one side have, such as one rate under two limits: only all that was requested
 * distinguishes them.
 */
function mixedLoads(sides: readonly (readonly LoadPoint[])[]): ReadonlySet<string> {
  const mixed = new Set<string>();
  for (const side of sides) {
    const seen = new Set<string>();
    for (const { load } of side) (seen.has(load) ? mixed : seen).add(load);
  }
  return mixed;
}

/** What a load is matched by, in words: what was requested, never an estimate. */
export function identityOf(load: Load): string {
  return wordsOf(load, String);
}

/** A load as sentences name it, with any condition on its arrivals. */
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
