import { smallestOf } from '../run/extent.ts';
import type { FactSet } from '../run/facts.ts';
import { factWords } from '../run/factwords.ts';
import { groupBy } from '../run/groupby.ts';
import type { Name } from './setupname.ts';
import type { Word } from './word.ts';

interface NamedFacts {
  readonly name: Name;
  readonly facts: FactSet;
}

/**
 * What tells configurations of one label apart, for a reader: the words of their names as they are written, without those
 * that all begin or end with, and where names are alike the first fact that differs. Null where nothing has to be told.
 */
export function shownNames(all: readonly NamedFacts[]): (string | null)[] {
  if (all.length <= 1) return all.map(() => null);
  const short = shortNames(all.map(({ name }) => name.setup));
  const alike = groupBy(
    all.map(({ facts }, index) => ({ facts, name: short[index] })),
    ({ name }) => name,
  );
  const differences = new Map(
    [...alike].map(([name, own]) => [name, own.length > 1 ? new Differences(own.map(({ facts }) => facts)) : null]),
  );
  const told = all.map(({ facts }, index) =>
    [short[index], differences.get(short[index])?.of(facts)]
      .filter((part) => part !== '' && part !== undefined)
      .join(' '),
  );
  return numbered(told).map((text) => (text === '' ? null : text));
}

/** Texts that come several times, each with which of them it is. */
function numbered(texts: readonly string[]): string[] {
  const counts = new Map([...groupBy(texts, (text) => text)].map(([text, own]) => [text, own.length]));
  const seen = new Map<string, number>();
  return texts.map((text) => {
    if (counts.get(text) === 1) return text;
    const number = (seen.get(text) ?? 0) + 1;
    seen.set(text, number);
    return `${text} #${number}`.trim();
  });
}

/** Without the words at the beginning, then at the end, that all names share; never to nothing. */
function shortNames(names: readonly (readonly Word[])[]): string[] {
  const all = new Map(names.map((words) => [canonical(words), words]));
  if (all.size === 1) return names.map(() => '');
  const distinct = [...all.values()].filter(({ length }) => length > 0);
  const shortest = smallestOf(distinct.map(({ length }) => length));
  const [head = []] = distinct;
  const shares = (at: (words: readonly Word[]) => Word | undefined) =>
    distinct.every((words) => at(words)?.canonical === at(head)?.canonical);
  const isAlone = distinct.length <= 1;
  let first = 0;
  while (!isAlone && first < shortest - 1 && shares((words) => words[first])) first += 1;
  let last = 0;
  while (!isAlone && first + last < shortest - 1 && shares((words) => words.at(-1 - last))) last += 1;
  return names.map((words) =>
    words.length === 0 ? '' : textOf(words.slice(wholeFrom(words, first), words.length - last)),
  );
}

/** Where an option begins that is parted within, as `--max-num-seqs=64` would be. */
function wholeFrom(words: readonly Word[], first: number): number {
  let at = first;
  while (words[first]?.text.includes('=') && at > 0 && /^[-_]$/.test(words[at]?.before ?? '')) at -= 1;
  return at;
}

function canonical(words: readonly Word[]): string {
  return words.map((word) => word.canonical).join(' ');
}

/** As it is written. */
function textOf([first, ...others]: readonly Word[]): string {
  if (first === undefined) return '';
  const flag = first.before.endsWith('--') && first.text.includes('=') ? '--' : '';
  return [flag + first.text, ...others.map(({ before, text }) => `${before}${text}`)].join('');
}

/** Longest fact in a name, in characters. */
const LONGEST = 40;

/** Most facts in a name. */
const MOST_FACTS = 3;

/**
 * What tells some sets of facts apart. Sets are parted by a fact once for all of them, since each of thousands looked for
 * among the others takes time as their square.
 */
class Differences {
  readonly #all: EquivalentFacts;
  /** Names of which not all state the same, in the order of the alphabet. */
  readonly #names: readonly string[];

  constructor(all: readonly FactSet[]) {
    const sets = [...new Set(all)];
    this.#all = new EquivalentFacts(sets);
    const names = [...new Set(sets.flatMap((set) => [...set.keys()]))];
    this.#names = names.filter((name) => this.#all.by(name).size > 1).sort((a, b) => (a < b ? -1 : 1));
  }

  /** The first facts that tell one from all others; a hash only where nothing says it in words. */
  of(facts: FactSet): string {
    const order = (name: string) => Number(isHash(name)) * 2 + Number(!facts.has(name));
    const told: string[] = [];
    let alike = this.#all;
    for (const name of this.#names.toSorted((a, b) => order(a) - order(b))) {
      if (told.length === MOST_FACTS || alike.count === 1) break;
      const parts = alike.by(name);
      if (parts.size === 1) continue;
      told.push(name);
      alike = parts.get(facts.get(name)) ?? alike;
    }
    const texts = told.map((name) => factText(name, facts.get(name)));
    const short = texts.map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)).join(' ');
    return this.#names.some((name) => !isHash(name) && !told.includes(name)) ? `${short} …` : short;
  }
}

/** Sets of facts that have so far stated the same, parted by further facts as they are asked for. */
class EquivalentFacts {
  readonly #sets: readonly FactSet[];
  readonly #parts = new Map<string, ReadonlyMap<string | undefined, EquivalentFacts>>();

  constructor(sets: readonly FactSet[]) {
    this.#sets = sets;
  }

  get count(): number {
    return this.#sets.length;
  }

  /** By the value of a fact. */
  by(name: string): ReadonlyMap<string | undefined, EquivalentFacts> {
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    const groups = groupBy(this.#sets, (set) => set.get(name));
    const parts = new Map([...groups].map(([value, own]) => [value, new EquivalentFacts(own)]));
    this.#parts.set(name, parts);
    return parts;
  }
}

function isHash(name: string): boolean {
  return name.endsWith(' cfg_id');
}

/** `--block-size=16` of the fact `vllm --block-size`, `16 GPUs`, `vllm 1a2b3c4d`; what is not stated is the default. */
function factText(name: string, value: string | undefined): string {
  if (name === 'gpus') return value === undefined ? 'unknown GPUs' : `${value} ${value === '1' ? 'GPU' : 'GPUs'}`;
  if (value === undefined) return 'default';
  if (isHash(name)) return `${name.replace(/ cfg_id$/, '')} ${value.slice(0, 8)}`;
  return factWords(name.slice(name.lastIndexOf(' ') + 1), value);
}
