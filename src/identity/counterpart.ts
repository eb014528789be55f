import { type FactSet, hashOf } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import {
  ByFacts,
  ByPlace,
  ByText,
  type CounterpartIndex,
  fitsLabel,
  type Labels,
  stepsOf,
} from './counterpartindex.ts';

/** What a configuration is recognised by on the other side. */
export interface ConfigurationTraits {
  readonly label: string;
  readonly key: string;
  /** The name of the setup, and the same preceded by the name of the folder that the user gave. */
  readonly name: string;
  readonly outer: string;
  readonly facts: FactSet;
}

/** Why two configurations are considered the same. */
export type Reason = 'key' | 'name' | 'facts' | 'place' | 'likeness';

export interface Counterparts<Item> {
  readonly pairs: readonly { readonly baseline: Item; readonly candidate: Item; readonly reason: Reason }[];
  /** On one side only. */
  readonly missing: readonly Item[];
  readonly added: readonly Item[];
}

/**
 * The configurations of one scenario that are the same on both sides: by equal keys, then by equal names, by facts that
 * agree, or by the name of the folder that was given, each time only if either side has a single match. Likeness only
 * counts if no keys are equal: the most in common, then the last pair. Equal labels come before unknown ones.
 */
export function counterpartsOf<Item extends ConfigurationTraits>(
  baseline: readonly Item[],
  candidate: readonly Item[],
): Counterparts<Item> {
  const matching = new Matching(baseline, candidate);
  for (const labels of LABELS) {
    matching.unique('key', (side) => new ByText(side, ({ name, facts }) => `${name} ${hashOf(facts)}`, labels));
    matching.unique('name', (side) => new ByText(side, nameOf, labels));
    matching.agreeing(labels);
    matching.unique('place', (side) => new ByPlace(side, labels));
  }
  if (!matching.pairs.some(({ reason }) => reason === 'key')) {
    for (const labels of LABELS) matching.alike(labels);
  }
  return matching.result;
}

const LABELS: readonly Labels[] = ['equal', 'open'];

/** The most steps spent on matching by facts: thousands of configurations may each state different ones. */
const MOST_STEPS = 8_000_000;
/** The most pairs that are examined individually for what they have in common. */
const MOST_LIKENED = 100_000;

function nameOf({ name }: ConfigurationTraits): string {
  return name;
}

class Matching<Item extends ConfigurationTraits> {
  readonly pairs: { baseline: Item; candidate: Item; reason: Reason }[] = [];
  readonly #all: { readonly baseline: readonly Item[]; readonly candidate: readonly Item[] };
  readonly #free: { baseline: Set<Item>; candidate: Set<Item> };

  constructor(baseline: readonly Item[], candidate: readonly Item[]) {
    this.#all = { baseline, candidate };
    this.#free = { baseline: new Set(baseline), candidate: new Set(candidate) };
  }

  /** Pairs items that fit no other free item. */
  unique(reason: Reason, fitting: (side: readonly Item[]) => CounterpartIndex<Item>): void {
    if (this.#isDone) return;
    const open = [...this.#free.candidate];
    // Items with the same name that nothing else distinguishes are numbered in this order.
    const isNamed = reason === 'key' || reason === 'name';
    const inOrder = isNamed ? [...groupBy(open, nameOf).values()].flat() : open;
    this.#pairs(reason, inOrder, fitting([...this.#free.baseline]), fitting(open));
  }

  /** Pairs items that agree in facts with no other item, free or not: what all have in common proves nothing. */
  agreeing(labels: Labels): void {
    if (this.#isDone) return;
    const { baseline, candidate } = this.#all;
    const open = [...this.#free.candidate];
    if (stepsOf(baseline, open) > MOST_STEPS) return;
    const sides = [new ByFacts(baseline, 'baseline', labels), new ByFacts(candidate, 'candidate', labels)] as const;
    this.#pairs('facts', open, ...sides);
  }

  get #isDone(): boolean {
    return this.#free.baseline.size === 0 || this.#free.candidate.size === 0;
  }

  #pairs(
    reason: Reason,
    open: readonly Item[],
    baseline: CounterpartIndex<Item>,
    candidate: CounterpartIndex<Item>,
  ): void {
    for (const now of open) {
      const old = baseline.only(now);
      if (old !== null && this.#free.baseline.has(old) && candidate.only(old) === now) this.#take(old, now, reason);
    }
  }

  /** Pairs items that are each other's only best match, as long as there are any; then the last pair. */
  alike(labels: Labels): void {
    if (this.#free.baseline.size * this.#free.candidate.size > MOST_LIKENED) return;
    for (let found = true; found; ) {
      const best = [...this.#free.candidate].flatMap((now) => {
        const old = onlyBest(now, [...this.#free.baseline], labels);
        return old !== null && onlyBest(old, [...this.#free.candidate], labels) === now ? [{ old, now }] : [];
      });
      for (const { old, now } of best) this.#take(old, now, 'likeness');
      found = best.length > 0;
    }
    this.unique('likeness', (side) => new ByText(side, () => '', labels));
  }

  #take(baseline: Item, candidate: Item, reason: Reason): void {
    this.pairs.push({ baseline, candidate, reason });
    this.#free.baseline.delete(baseline);
    this.#free.candidate.delete(candidate);
  }

  get result(): Counterparts<Item> {
    return { pairs: this.pairs, missing: [...this.#free.baseline], added: [...this.#free.candidate] };
  }
}

/** The item with the most facts and words in common, if it is the only one. */
function onlyBest<Item extends ConfigurationTraits>(one: Item, others: readonly Item[], labels: Labels): Item | null {
  let best: Item | null = null;
  let most = 0;
  let isAlone = true;
  for (const other of others) {
    const likeness = fitsLabel(one, other, labels) ? likenessOf(one, other) : 0;
    if (likeness > most) [best, most, isAlone] = [other, likeness, true];
    else if (likeness === most) isAlone = false;
  }
  return isAlone ? best : null;
}

function likenessOf(a: ConfigurationTraits, b: ConfigurationTraits): number {
  const words = new Set(b.name.split(' '));
  const shared = a.name.split(' ').filter((word) => word !== '' && words.has(word)).length;
  return shared + common(a.facts, b.facts).filter((name) => a.facts.get(name) === b.facts.get(name)).length;
}

function common(a: FactSet, b: FactSet): string[] {
  return [...a.keys()].filter((name) => b.has(name));
}
