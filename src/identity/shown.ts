import type { FactSet } from '../run/facts.ts';
import { factWords } from '../run/factwords.ts';
import type { Name } from './name.ts';
import type { Word } from './word.ts';

interface Distinguishable {
  readonly name: Name;
  readonly facts: FactSet;
}

/**
 * What tells configurations of one label apart, for a reader: the words of their names as they are written, without those
 * that all begin or end with, and where names are alike the first fact that differs. Null where nothing has to be told.
 */
export function shownNames(all: readonly Distinguishable[]): (string | null)[] {
  if (all.length <= 1) return all.map(() => null);
  const short = shortNames(all.map(({ name }) => name.setup));
  const told = all.map((one, index) => {
    const alike = all.filter((_, other) => short[other] === short[index]);
    const difference =
      alike.length > 1
        ? differenceOf(
            one.facts,
            alike.map(({ facts }) => facts),
          )
        : '';
    return [short[index], difference].filter((part) => part !== '').join(' ');
  });
  return told.map((text, index) => {
    if (told.indexOf(text) === told.lastIndexOf(text)) return text === '' ? null : text;
    const number = told.slice(0, index + 1).filter((other) => other === text).length;
    return `${text} #${number}`.trim();
  });
}

/** Without the words at the beginning, then at the end, that all names share; never to nothing. */
function shortNames(names: readonly (readonly Word[])[]): string[] {
  const all = new Map(names.map((words) => [canonical(words), words]));
  if (all.size === 1) return names.map(() => '');
  const distinct = [...all.values()].filter(({ length }) => length > 0);
  const shortest = Math.min(...distinct.map(({ length }) => length));
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

/** The first facts that tell one from all others; a hash only where nothing says it in words. */
function differenceOf(facts: FactSet, all: readonly FactSet[]): string {
  const differs = (name: string) => (set: FactSet) => set.get(name) !== facts.get(name);
  const names = [...new Set(all.flatMap((set) => [...set.keys()]))].filter((name) => all.some(differs(name)));
  const order = (name: string) => Number(isHash(name)) * 2 + Number(!facts.has(name));
  const told: string[] = [];
  let alike = [...new Set(all)].filter((set) => set !== facts);
  for (const name of names.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))) {
    if (told.length === MOST_FACTS || alike.length === 0) break;
    if (!alike.some(differs(name))) continue;
    told.push(name);
    alike = alike.filter((set) => !differs(name)(set));
  }
  const texts = told.map((name) => factText(name, facts.get(name)));
  const short = texts.map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)).join(' ');
  return names.some((name) => !isHash(name) && !told.includes(name)) ? `${short} …` : short;
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
