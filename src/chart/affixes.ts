import { largestOf, smallestOf } from '../run/extent.ts';
/** What all names in a picture start and end with; it is mentioned once, and omitted from each name. */
export interface Affixes {
  readonly before: string;
  readonly after: string;
}

/**
 * The length of the longest name, in characters, from which names are shortened like this, and the least that it must
 * save.
 */
const LONG = 24;
const WORTH = 8;

/** The start of a shape such as `2P-TP4`, which is never split. */
const SPLIT_SHAPE = /\d+[PDR]-$/;

const NOTHING: Affixes = { before: '', after: '' };

/** The words that names share; none if the names are short, or if nothing would remain of one of them. */
export function sharedBy(all: readonly string[]): Affixes {
  const names = [...new Set(all)];
  const [first = ''] = names;
  if (names.length < 2 || largestOf(names.map(({ length }) => length)) <= LONG) return NOTHING;
  const before = worthwhile((/^.*[-_/. ·:]/u.exec(beginningOf(names))?.[0] ?? '').replace(SPLIT_SHAPE, ''));
  const rests = names.map((name) => name.slice(before.length));
  const ending = reversed(beginningOf(rests.map(reversed)));
  const after = worthwhile(/[-_/. ·:].*$/u.exec(ending)?.[0] ?? '');
  const isEnough = rests.every(({ length }) => length > after.length);
  return { before, after: isEnough && first.length > 0 ? after : '' };
}

/** A name without the words that it shares. */
export function without(name: string, { before, after }: Affixes): string {
  if (!name.startsWith(before) || !name.endsWith(after)) return name;
  return name.slice(before.length, name.length - after.length);
}

/** `without “llm-d-nightly-…”`; null if nothing is shared. */
export function sharedWords({ before, after }: Affixes): string | null {
  if (before === '' && after === '') return null;
  return `without “${before === '' ? '' : before}…${after}”`;
}

function worthwhile(part: string): string {
  return part.length < WORTH ? '' : part;
}

function beginningOf(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  // Something must remain of each name.
  return first.slice(0, smallestOf([length, ...names.map((name) => name.length - 1)]));
}

function reversed(name: string): string {
  return Array.from(name).reverse().join('');
}
