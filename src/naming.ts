import { UserError } from './errors.ts';

/*
 * What options are called: by flags on the command line, by inputs in a workflow, by keys in the config file; a list by
 * its singular or its plural.
 */

/**
 * How an option is called where its user wrote it: `--gpus`, `input gpus`, `bench.yml:3:1: gpus`. What is kept and read
 * by all of them, such as a report, says the bare name that the three share.
 */
export type Naming = (option: string) => string;

/** Where flags and inputs are not known. */
export const BARE: Naming = (option) => option;

/** How a step's input is called. */
export const inputOf: Naming = (option) => `input ${option}`;

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
  nameOf: Naming,
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

/** `bench.yaml` of `bench.yml` and the other way round; null where a name is of no YAML file. */
export function otherEnding(file: string): string | null {
  const [, stem, ending] = /^(.+)\.(ya?ml)$/s.exec(file) ?? [];
  return stem === undefined ? null : `${stem}.${ending === 'yml' ? 'yaml' : 'yml'}`;
}
