import type { FactSet } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import { UNKNOWN_LABEL } from '../run/label.ts';

/** What a configuration is recognised by on the other side. */
export interface Recognisable {
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

type Agrees = (a: Recognisable, b: Recognisable) => boolean;

/**
 * The configurations of one scenario that are the same on both sides: by equal keys; else by equal names, by facts that
 * agree, or by the name of the folder that was given, each where only one on either side fits. Only where no key is equal
 * likeness counts too: what has the most in common, then the last pair. Equal labels come before unknown ones.
 */
export function counterpartsOf<Item extends Recognisable>(
  baseline: readonly Item[],
  candidate: readonly Item[],
): Counterparts<Item> {
  const matching = new Matching(baseline, candidate);
  for (const isLabel of [equalLabels, openLabels]) {
    matching.named('key', (a, b) => isLabel(a, b) && isSame(a.facts, b.facts));
    matching.named('name', isLabel);
    matching.discerning('facts', (a, b) => isLabel(a, b) && tellsMore(a, b) && agree(a.facts, b.facts));
    matching.unique('place', (a, b) => isLabel(a, b) && (a.outer === b.name || a.name === b.outer));
  }
  if (!matching.pairs.some(({ reason }) => reason === 'key')) {
    for (const isLabel of [equalLabels, openLabels]) matching.alike(isLabel);
  }
  return matching.result;
}

const equalLabels: Agrees = (a, b) => a.label === b.label;
const openLabels: Agrees = (a, b) => a.label === b.label || a.label === UNKNOWN_LABEL || b.label === UNKNOWN_LABEL;

/** Whether anything is known that could distinguish two of them: a label, or a fact other than the number of GPUs. */
const tellsMore: Agrees = (a, b) =>
  a.label !== UNKNOWN_LABEL || common(a.facts, b.facts).some((name) => name !== 'gpus');

/** The most pairs that are examined individually for what they state, and for what they have in common. */
const MOST_PAIRS = 4_000_000;
const MOST_LIKENED = 100_000;

function nameOf({ name }: Recognisable): string {
  return name;
}

class Matching<Item extends Recognisable> {
  readonly pairs: { baseline: Item; candidate: Item; reason: Reason }[] = [];
  readonly #all: { readonly baseline: readonly Item[]; readonly candidate: readonly Item[] };
  readonly #free: { baseline: Set<Item>; candidate: Set<Item> };

  constructor(baseline: readonly Item[], candidate: readonly Item[]) {
    this.#all = { baseline, candidate };
    this.#free = { baseline: new Set(baseline), candidate: new Set(candidate) };
  }

  /** Pairs of items with the same name that agree with no other free item. */
  named(reason: Reason, agrees: Agrees): void {
    const [before, after] = [this.#free.baseline, this.#free.candidate].map((side) => groupBy([...side], nameOf));
    for (const [name, own] of after ?? []) {
      if (this.#isFew(before?.get(name) ?? [], own)) this.#pairs(reason, agrees, before?.get(name) ?? [], own, own);
    }
  }

  /** Pairs of items that agree with no other free item. */
  unique(reason: Reason, agrees: Agrees): void {
    const [baseline, candidate] = [[...this.#free.baseline], [...this.#free.candidate]];
    if (this.#isFew(baseline, candidate)) this.#pairs(reason, agrees, baseline, candidate, candidate);
  }

  /** Pairs of items that agree with no other item at all: what all have in common proves nothing. */
  discerning(reason: Reason, agrees: Agrees): void {
    const { baseline, candidate } = this.#all;
    const open = [...this.#free.candidate];
    if (this.#isFew(baseline, open) && this.#free.baseline.size > 0) {
      this.#pairs(reason, agrees, baseline, candidate, open);
    }
  }

  /**
   * Whether each item may be compared with all others: beyond a limit, what only that would match counts as missing and
   * new.
   */
  #isFew(some: readonly Item[], others: readonly Item[], most = MOST_PAIRS): boolean {
    return some.length * others.length <= most;
  }

  #pairs(
    reason: Reason,
    agrees: Agrees,
    baseline: readonly Item[],
    candidate: readonly Item[],
    open: readonly Item[],
  ): void {
    for (const now of open) {
      const [old, ...others] = baseline.filter((one) => agrees(one, now));
      if (old === undefined || others.length > 0 || !this.#free.baseline.has(old)) continue;
      if (candidate.filter((one) => agrees(old, one)).length === 1) this.#take(old, now, reason);
    }
  }

  /** Pairs whose members are each other's only best match, as long as there are any; then the last pair. */
  alike(isLabel: Agrees): void {
    if (!this.#isFew([...this.#free.baseline], [...this.#free.candidate], MOST_LIKENED)) return;
    for (let found = true; found; ) {
      const best = [...this.#free.candidate].flatMap((now) => {
        const old = onlyBest(now, [...this.#free.baseline], isLabel);
        return old !== null && onlyBest(old, [...this.#free.candidate], isLabel) === now ? [{ old, now }] : [];
      });
      for (const { old, now } of best) this.#take(old, now, 'likeness');
      found = best.length > 0;
    }
    this.unique('likeness', isLabel);
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
function onlyBest<Item extends Recognisable>(one: Item, others: readonly Item[], isLabel: Agrees): Item | null {
  let best: Item | null = null;
  let most = 0;
  let isAlone = true;
  for (const other of others) {
    const likeness = isLabel(one, other) ? likenessOf(one, other) : 0;
    if (likeness > most) [best, most, isAlone] = [other, likeness, true];
    else if (likeness === most) isAlone = false;
  }
  return isAlone ? best : null;
}

function likenessOf(a: Recognisable, b: Recognisable): number {
  const words = new Set(b.name.split(' '));
  const shared = a.name.split(' ').filter((word) => word !== '' && words.has(word)).length;
  return shared + common(a.facts, b.facts).filter((name) => a.facts.get(name) === b.facts.get(name)).length;
}

/** Whether facts are equal so far as both sides state them: what one of them leaves out is no difference. */
function agree(a: FactSet, b: FactSet): boolean {
  return a === b || common(a, b).every((name) => a.get(name) === b.get(name));
}

function isSame(a: FactSet, b: FactSet): boolean {
  return a === b || (a.size === b.size && agree(a, b) && common(a, b).length === a.size);
}

function common(a: FactSet, b: FactSet): string[] {
  return [...a.keys()].filter((name) => b.has(name));
}
