import { type FactSet, hashOf } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import { UNKNOWN_LABEL } from '../run/label.ts';
import type { ConfigurationTraits } from './counterpart.ts';

/*
 * Finds the items of one side that fit one of the other, by looking up what must be equal: comparing each with all
 * others takes time quadratic in their number.
 */

/** Whether labels must be equal, or an unknown one fits any other. */
export type Labels = 'equal' | 'open';

export function fitsLabel(a: ConfigurationTraits, b: ConfigurationTraits, labels: Labels): boolean {
  return a.label === b.label || (labels === 'open' && (a.label === UNKNOWN_LABEL || b.label === UNKNOWN_LABEL));
}

/** The items of one side, some of which may fit an item of the other side. */
export interface CounterpartIndex<Item> {
  /** The only one that fits; null if none or several do. */
  only(other: Item): Item | null;
}

/** How many items fit, and the first of them. */
interface Count<Item> {
  readonly count: number;
  readonly first: Item | null;
}

const NONE: Count<never> = { count: 0, first: null };

/** Items that are alike except for their labels. */
class LabelGroup<Item extends ConfigurationTraits> {
  readonly #all: readonly Item[];
  readonly #byLabel: ReadonlyMap<string, readonly Item[]>;

  constructor(all: readonly Item[]) {
    this.#all = all;
    this.#byLabel = groupBy(all, ({ label }) => label);
  }

  /** @param isNamed whether to leave out items with an unknown label */
  fitting(label: string, labels: Labels, isNamed = false): Count<Item> {
    const [own, unknown] = [this.#byLabel.get(label) ?? [], this.#byLabel.get(UNKNOWN_LABEL) ?? []];
    const without = isNamed ? unknown.length : 0;
    if (label !== UNKNOWN_LABEL) {
      const others = labels === 'open' && !isNamed ? unknown : [];
      return { count: own.length + others.length, first: own[0] ?? others[0] ?? null };
    }
    const all = labels === 'open' ? this.#all : unknown;
    const first = isNamed ? all.find((item) => item.label !== UNKNOWN_LABEL) : all[0];
    return { count: all.length - without, first: first ?? null };
  }
}

/** Items, indexed by a text. */
class Texts<Item extends ConfigurationTraits> {
  readonly #byText: ReadonlyMap<string, LabelGroup<Item>>;

  constructor(items: readonly Item[], textOf: (item: Item) => string) {
    this.#byText = new Map([...groupBy(items, textOf)].map(([text, own]) => [text, new LabelGroup(own)]));
  }

  fitting(text: string, label: string, labels: Labels, isNamed = false): Count<Item> {
    return this.#byText.get(text)?.fitting(label, labels, isNamed) ?? NONE;
  }
}

function onlyOf<Item>({ count, first }: Count<Item>): Item | null {
  return count === 1 ? first : null;
}

/** Fits items with the same text. */
export class ByText<Item extends ConfigurationTraits> implements CounterpartIndex<Item> {
  readonly #textOf: (item: Item) => string;
  readonly #texts: Texts<Item>;
  readonly #labels: Labels;

  constructor(items: readonly Item[], textOf: (item: Item) => string, labels: Labels) {
    this.#textOf = textOf;
    this.#texts = new Texts(items, textOf);
    this.#labels = labels;
  }

  only(other: Item): Item | null {
    return onlyOf(this.#texts.fitting(this.#textOf(other), other.label, this.#labels));
  }
}

/** Fits items if the name of one, preceded by the name of the folder that was given, is the name of the other. */
export class ByPlace<Item extends ConfigurationTraits> implements CounterpartIndex<Item> {
  readonly #names: Texts<Item>;
  readonly #outer: Texts<Item>;
  /** Items that fit in both ways, and would be counted twice. */
  readonly #both: Texts<Item>;
  readonly #labels: Labels;

  constructor(items: readonly Item[], labels: Labels) {
    this.#names = new Texts(items, ({ name }) => name);
    this.#outer = new Texts(items, ({ outer }) => outer);
    this.#both = new Texts(items, ({ name, outer }) => JSON.stringify([name, outer]));
    this.#labels = labels;
  }

  only({ name, outer, label }: Item): Item | null {
    const [named, placed] = [
      this.#names.fitting(outer, label, this.#labels),
      this.#outer.fitting(name, label, this.#labels),
    ];
    const twice = this.#both.fitting(JSON.stringify([outer, name]), label, this.#labels);
    return onlyOf({ count: named.count + placed.count - twice.count, first: named.first ?? placed.first });
  }
}

/**
 * Fits items with equal facts, so far as both state them: what one of them leaves out is no difference. Something must
 * be known that could tell the two from others: a label in the baseline, or a fact other than the number of GPUs.
 */
export class ByFacts<Item extends ConfigurationTraits> implements CounterpartIndex<Item> {
  readonly #labels: Labels;
  /** One for each set of fact names, with the items that state exactly these. */
  readonly #shapes: readonly Shape<Item>[];

  constructor(items: readonly Item[], side: 'baseline' | 'candidate', labels: Labels) {
    this.#labels = labels;
    this.#shapes = byNames(items).map((own) => new Shape(own, side));
  }

  only(other: Item): Item | null {
    let count = 0;
    let first: Item | null = null;
    for (const shape of this.#shapes) {
      const found = shape.fitting(other, this.#labels);
      count += found.count;
      first ??= found.first;
      if (count > 1) return null;
    }
    return count === 1 ? first : null;
  }
}

/** How many look-ups it takes to match two sides by facts: one per item and set of fact names on the other side. */
export function stepsOf(some: readonly ConfigurationTraits[], others: readonly ConfigurationTraits[]): number {
  return byNames(some).length * others.length + byNames(others).length * some.length;
}

/** Items that state the same facts, whatever their values. */
function byNames<Item extends ConfigurationTraits>(items: readonly Item[]): Item[][] {
  return [...groupBy(items, ({ facts }) => nameKey(facts)).values()];
}

const NAME_KEYS = new WeakMap<FactSet, string>();

function nameKey(facts: FactSet): string {
  let key = NAME_KEYS.get(facts);
  if (key === undefined) {
    key = JSON.stringify([...facts.keys()]);
    NAME_KEYS.set(facts, key);
  }
  return key;
}

/** Items that state the same facts, whatever their values. */
class Shape<Item extends ConfigurationTraits> {
  readonly #items: readonly Item[];
  readonly #side: 'baseline' | 'candidate';
  readonly #names: readonly string[];
  readonly #common = new Map<string, Common<Item>>();

  constructor(items: readonly Item[], side: 'baseline' | 'candidate') {
    this.#items = items;
    this.#side = side;
    this.#names = [...(items[0]?.facts.keys() ?? [])];
  }

  fitting(other: Item, labels: Labels): Count<Item> {
    const key = nameKey(other.facts);
    let common = this.#common.get(key);
    if (common === undefined) {
      const names = this.#names.filter((name) => other.facts.has(name));
      const isWhole = names.length === this.#names.length && names.length === other.facts.size;
      common = new Common(this.#items, this.#side, isWhole ? null : names, this.#names);
      this.#common.set(key, common);
    }
    return common.fitting(other, labels);
  }
}

/** The same items, indexed by the facts that another item states as well. */
class Common<Item extends ConfigurationTraits> {
  readonly #side: 'baseline' | 'candidate';
  /** Null if both sides state exactly these. */
  readonly #names: readonly string[] | null;
  readonly #texts: Texts<Item>;
  /** Whether only the label can distinguish the items. */
  readonly #isLabelAlone: boolean;

  constructor(
    items: readonly Item[],
    side: 'baseline' | 'candidate',
    names: readonly string[] | null,
    all: readonly string[],
  ) {
    this.#side = side;
    this.#names = names;
    this.#isLabelAlone = (names ?? all).every((name) => name === 'gpus');
    this.#texts = new Texts(items, ({ facts }) => this.#textOf(facts));
  }

  fitting({ facts, label }: Item, labels: Labels): Count<Item> {
    const isBaseline = this.#side === 'baseline';
    if (this.#isLabelAlone && !isBaseline && label === UNKNOWN_LABEL) return NONE;
    return this.#texts.fitting(this.#textOf(facts), label, labels, this.#isLabelAlone && isBaseline);
  }

  #textOf(facts: FactSet): string {
    return this.#names === null ? hashOf(facts) : JSON.stringify(this.#names.map((name) => facts.get(name)));
  }
}
