import { HOSTING_INPUTS, HOSTING_LISTS } from './hosting.ts';
import { namesOf } from './naming.ts';
import { FILE_LISTS, LISTS } from './options.ts';

/*
 * Options that only one of the three places takes: flags, inputs of the Action, the config file.
 */

const IN_FILE = ['slo', ...FILE_LISTS.filter((list) => !(LISTS as readonly string[]).includes(list)).flatMap(namesOf)];
const IN_ACTION: readonly string[] = [...HOSTING_INPUTS, ...HOSTING_LISTS.flatMap(namesOf)];

/** Where an option that is no flag belongs, `in the config file` or `in the Action`; null where it is none at all. */
export function placeOf(name: string): string | null {
  if (IN_FILE.includes(name)) return 'in the config file';
  return isOfAction(name) ? 'in the Action' : null;
}

/** Whether an option is an input of the Action, and nothing else. */
export function isOfAction(name: string): boolean {
  return IN_ACTION.includes(name);
}

/** Whether an option is a key of the config file, and nothing else. */
export function isOfFile(name: string): boolean {
  return IN_FILE.includes(name);
}
