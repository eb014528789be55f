import { counterpartsOf, type Reason } from '../identity/counterpart.ts';
import type { Identities, Identity } from '../identity/identity.ts';
import { shownNames } from '../identity/shown.ts';
import { type FactSet, factsOf } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import type { Terms } from '../run/metric.ts';
import type { Run } from '../run/run.ts';
import { compareText } from '../run/textorder.ts';
import { groupRuns, type RunGroup } from './group.ts';
import { sortedByLabel } from './labelorder.ts';
import { pointsOf, poolsOf } from './points.ts';
import type { Configuration, Scenario } from './scenario.ts';

/** One scenario before and after. */
export interface BothSides {
  /** In the newest of the earlier runs. */
  readonly baseline: Scenario | null;
  readonly candidate: Scenario | null;
  /** In each of the earlier runs, the newest first. */
  readonly earlier: readonly (Scenario | null)[];
}

/** A scenario on all sides, whose runs were grouped together; configurations share the id of their counterpart. */
export interface Sides extends BothSides {
  /** Ids of configurations with the same label that are on one side each, and that nothing matches up. */
  readonly unmatched: readonly UnmatchedLabel[];
  /** Keys of pairs that were matched by likeness alone. */
  readonly likened: readonly KeyPair[];
  /** Keys of pairs that were matched by their facts, under names that differ. */
  readonly renamed: readonly KeyPair[];
}

export interface KeyPair {
  readonly baseline: string;
  readonly candidate: string;
}

export interface UnmatchedLabel {
  readonly label: string;
  /** Keys. */
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
}

/** Runs that count as repeats of one point. */
export interface Pool {
  readonly scenario: string;
  readonly configuration: string;
  readonly runs: readonly Run[];
}

/** Where a run was counted: ids, and why its configuration has its counterpart; null if it has none. */
export interface Place {
  readonly scenario: string;
  readonly configuration: string;
  readonly key: string;
  readonly reason: Reason | null;
  readonly counterpart: string | null;
}

/** How runs are grouped and read. */
export interface GroupingTerms extends Terms {
  /** The largest relative difference between measured lengths within a scenario. */
  readonly lengthTolerance: number;
}

/** All runs of all sides as scenarios. */
export interface ScenarioGroups {
  readonly sides: readonly Sides[];
  readonly places: ReadonlyMap<Run, Place>;
  readonly pools: readonly Pool[];
}

/**
 * Assigns the runs of all sides to scenarios and configurations; the order of the runs does not matter.
 *
 * @param earlier the runs of each earlier run of the sweep, the newest first
 */
export function sidesOf(
  candidates: readonly Run[],
  earlier: readonly (readonly Run[])[],
  identities: Identities,
  { lengthTolerance, ...terms }: GroupingTerms,
): ScenarioGroups {
  const before = new Map(earlier.flatMap((runs, number) => runs.map((run) => [run, number] as const)));
  // The earlier runs are one side: what any of them states counts as stated there.
  const sideOf = (run: Run) => (before.has(run) ? 'baseline' : 'candidate');
  const keyOf = (run: Run) => identities.of(run).key;
  const places = new Map<Run, Place>();
  const pools: Pool[] = [];
  const sides = groupRuns([...candidates, ...earlier.flat()], lengthTolerance, sideOf, keyOf).map((group) => {
    const runsBy = groupBy(group.runs, (run) => before.get(run));
    const membersBy = (number: number | undefined) => membersOf(runsBy.get(number) ?? [], identities);
    const candidate = membersBy(undefined);
    const paired = earlier.map((_, number) => pairedWith(membersBy(number), candidate));
    const [newest = pairedWith([], candidate), ...older] = paired;
    const ids = new Ids(newest.matched, older);
    for (const side of paired) placeMembers(group.id, side.baseline, side, ids, places);
    placeMembers(group.id, candidate, newest, ids, places);
    // Doubts about repeats in older runs were reported by their own reports.
    for (const member of [...candidate, ...newest.baseline]) {
      for (const runs of member.pools) pools.push({ scenario: group.id, configuration: ids.of(member), runs });
    }
    const scenarios = paired.map((side) => scenarioOf(group, side.baseline, ids, terms));
    return {
      baseline: scenarios[0] ?? null,
      candidate: scenarioOf(group, candidate, ids, terms),
      earlier: scenarios,
      unmatched: unmatchedIn(newest.matched),
      likened: keysOf(newest.matched, ({ reason }) => reason === 'likeness'),
      renamed: keysOf(newest.matched, isRenamed),
    };
  });
  return { sides, places, pools };
}

/** The configurations of an earlier run with their counterparts in the candidate. */
interface PairedConfigurations {
  readonly baseline: readonly Member[];
  readonly matched: CounterpartMatch;
  /** The pair of each member of either side that has a counterpart. */
  readonly pairs: ReadonlyMap<Member, MatchedPair>;
}

function pairedWith(baseline: readonly Member[], candidate: readonly Member[]): PairedConfigurations {
  const matched = counterpartsOf(baseline, candidate);
  const pairs = new Map(
    matched.pairs.flatMap((pair) => [[pair.baseline, pair] as const, [pair.candidate, pair] as const]),
  );
  return { baseline, matched, pairs };
}

function placeMembers(
  scenario: string,
  members: readonly Member[],
  paired: PairedConfigurations,
  ids: Ids,
  places: Map<Run, Place>,
): void {
  for (const member of members) {
    const place = { scenario, configuration: ids.of(member), ...matchOf(member, paired) };
    for (const run of member.runs) places.set(run, place);
  }
}

function matchOf(member: Member, { pairs }: PairedConfigurations): Omit<Place, 'scenario' | 'configuration'> {
  const pair = pairs.get(member);
  const other = pair?.baseline === member ? pair.candidate : pair?.baseline;
  return { key: member.key, reason: pair?.reason ?? null, counterpart: other?.key ?? null };
}

/** A configuration under construction. */
interface Member {
  readonly label: string;
  readonly key: string;
  readonly name: string;
  readonly outer: string;
  readonly facts: FactSet;
  readonly identity: Identity;
  readonly runs: readonly Run[];
  /** The same, those of each point by themselves. */
  readonly pools: readonly (readonly Run[])[];
}

function membersOf(runs: readonly Run[], identities: Identities): Member[] {
  const members = [...groupBy(runs, (run) => identities.of(run).key).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const identity = identities.of(first);
    const { label, key, name, outer, facts } = identity;
    const further = [outer.text, name.text].filter((text) => text !== '').join(' ');
    return [{ label, key, name: name.text, outer: further, facts, identity, runs: own, pools: poolsOf(own) }];
  });
  return sortedByLabel(members, (a, b) => compareText(a.name, b.name) || compareText(a.key, b.key));
}

type CounterpartMatch = ReturnType<typeof counterpartsOf<Member>>;
type MatchedPair = CounterpartMatch['pairs'][number];

/**
 * An id for each configuration on all sides, by which its points are matched: a pair shares that of its candidate. What
 * only older runs have is called by its key, so that it shortens no name and has that of no other.
 */
class Ids {
  readonly #ids = new Map<Member, string>();

  constructor({ pairs, missing, added }: CounterpartMatch, older: readonly PairedConfigurations[]) {
    const all = [...pairs.map(({ candidate }) => candidate), ...added, ...missing];
    for (const [label, own] of groupBy(all, (member) => member.label)) {
      const shown = shownNames(own.map(({ identity }) => identity));
      for (const [index, member] of own.entries()) {
        const variant = shown[index];
        this.#ids.set(member, variant === null || variant === undefined ? label : `${label} · ${variant}`);
      }
    }
    this.#share(pairs);
    const known = new Map(missing.map((member) => [member.key, this.of(member)]));
    for (const { matched } of older) {
      this.#share(matched.pairs);
      for (const member of matched.missing) this.#ids.set(member, known.get(member.key) ?? member.key);
    }
  }

  of(member: Member): string {
    return this.#ids.get(member) ?? member.label;
  }

  #share(pairs: CounterpartMatch['pairs']): void {
    for (const { baseline, candidate } of pairs) this.#ids.set(baseline, this.of(candidate));
  }
}

function scenarioOf(
  { runs: _, ...group }: RunGroup,
  members: readonly Member[],
  ids: Ids,
  terms: Terms,
): Scenario | null {
  if (members.length === 0) return null;
  const versions = new Set<string>();
  for (const { runs } of members)
    for (const { harnessVersion } of runs) if (harnessVersion !== null) versions.add(harnessVersion);
  const configurations = members.map((member) => configurationOf(member, ids.of(member), terms));
  return {
    ...group,
    harnessVersions: [...versions].sort(),
    configurations: sortedByLabel(configurations, (a, b) => compareText(a.id, b.id)),
  };
}

/** The runs of a configuration agree in label and GPUs, so the deployment of one represents all. */
function configurationOf({ label, key, name, facts, runs, pools }: Member, id: string, terms: Terms): Configuration {
  const [first] = runs;
  if (first === undefined) throw new Error('a configuration without runs');
  const variant = id.startsWith(`${label} · `) ? id.slice(label.length + 3) : null;
  return {
    ...{ id, key, label, variant, name, facts, deployment: first.deployment },
    environment: environmentOf(runs),
    points: pointsOf(pools, terms),
  };
}

/** Every value that the runs state, by name: `v0.11.0, v0.12.0`. */
function environmentOf(runs: readonly Run[]): FactSet {
  const sets = new Set(runs.map(({ facts }) => facts.environment));
  const [only] = sets;
  if (only !== undefined && sets.size === 1) return only;
  const names = new Set([...sets].flatMap((set) => [...set.keys()]));
  const all = (name: string) => [...new Set([...sets].flatMap((set) => set.get(name) ?? []))].sort().join(', ');
  return factsOf({ environment: [...names].map((name) => [name, all(name)]) }).environment;
}

function isRenamed({ baseline, candidate, reason }: MatchedPair): boolean {
  return reason === 'facts' && baseline.name !== candidate.name;
}

function keysOf({ pairs }: CounterpartMatch, isMeant: (pair: MatchedPair) => boolean): KeyPair[] {
  return pairs.filter(isMeant).map(({ baseline, candidate }) => ({ baseline: baseline.key, candidate: candidate.key }));
}

function unmatchedIn({ missing, added }: CounterpartMatch): UnmatchedLabel[] {
  const old = groupBy(missing, ({ label }) => label);
  const now = groupBy(added, ({ label }) => label);
  return [...old].flatMap(([label, own]) => {
    const others = now.get(label) ?? [];
    const keys = (members: readonly Member[]) => members.map(({ key }) => key);
    return others.length === 0 ? [] : [{ label, baseline: keys(own), candidate: keys(others) }];
  });
}
