import leven from 'leven';
import { UserError } from './errors.ts';

/*
 * What options are called: a list by its singular or its plural, and no name that is misspelt in silence.
 */

/** What a list may be called: `threshold` and `thresholds`. */
export function namesOf(list: string): readonly [string, string] {
  return list.endsWith('s') ? [list, list.slice(0, -1)] : [list, `${list}s`];
}

/** Names that lists once had, in config files that still have them. */
const OLDER_NAMES: Readonly<Record<string, string>> = { interactivity: 'at' };

/** How an option is called by us, of which some are lists. */
export function usualName(name: string, lists: readonly string[]): string {
  return lists.find((list) => namesOf(list).includes(name) || list === OLDER_NAMES[name]) ?? name;
}

/**
 * Values by their usual names; a list that is given under both of its names is joined.
 *
 * @param nameOf how an option is called where the user wrote it
 * @throws UserError where what cannot be joined is given twice
 */
export function byUsualName(
  values: Readonly<Record<string, unknown>>,
  lists: readonly string[],
  nameOf: (name: string) => string,
): Record<string, unknown> {
  const named = new Map<string, unknown>();
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    const usual = usualName(name, lists);
    const before = named.get(usual) ?? null;
    const other = given.get(usual) ?? usual;
    given.set(usual, name);
    if (before === null || value == null) named.set(usual, value ?? before);
    else if (Array.isArray(before) && Array.isArray(value)) named.set(usual, [...before, ...value]);
    else throw new UserError(`${nameOf(name)}: expected one of ${other} and ${name}, found both; join them`);
  }
  return Object.fromEntries(named);
}

/** The name meant by a misspelt one, for a message; empty where none is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const name = nearestTo(word, names);
  return name === null ? '' : `did you mean ${name}? `;
}

/** The name that a misspelt one comes near to; null where it comes near to none. */
export function nearestTo(word: string, names: readonly string[]): string | null {
  const distances = names.map((name) => ({ name, distance: leven(word, name) }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= Math.max(2, word.length / 3) ? nearest.name : null;
}
