import { UserError } from './errors.ts';

/*
 * Names of options: flags on the command line, inputs in a workflow, keys in the config file; lists have a singular and
 * a plural.
 */

/**
 * The name of an option where its user wrote it: `--gpus`, `input gpus`, `bench.yml:3:1: gpus`. What is stored for all
 * readers, such as a report, uses the bare name that the three share.
 */
export type OptionNamer = (option: string) => string;

/** Where neither flags nor inputs apply. */
export const BARE: OptionNamer = (option) => option;

/** The name of a step's input. */
export const inputOf: OptionNamer = (option) => `input ${option}`;

/** The possible names of a list: `threshold` and `thresholds`. */
export function namesOf(list: string): readonly [string, string] {
  return list.endsWith('s') ? [list, list.slice(0, -1)] : [list, `${list}s`];
}

/** Former names of lists, for config files that still use them. */
const OLDER_NAMES: Readonly<Record<string, string>> = { interactivity: 'at' };

/** Our usual name for an option, which may be a list. */
export function usualName(name: string, lists: readonly string[]): string {
  return lists.find((list) => namesOf(list).includes(name) || list === OLDER_NAMES[name]) ?? name;
}

/**
 * Values by their usual names; a list that is given under both names is joined.
 *
 * @param nameOf gives the name of an option where the user wrote it
 * @throws UserError if something that cannot be joined is given twice
 */
export function byUsualName(
  values: Readonly<Record<string, unknown>>,
  lists: readonly string[],
  nameOf: OptionNamer,
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

/** `bench.yaml` for `bench.yml` and vice versa; null if a name does not belong to a YAML file. */
export function otherEnding(file: string): string | null {
  const [, stem, ending] = /^(.+)\.(ya?ml)$/s.exec(file) ?? [];
  return stem === undefined ? null : `${stem}.${ending === 'yml' ? 'yaml' : 'yml'}`;
}
