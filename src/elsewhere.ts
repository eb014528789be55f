import { HOSTING_INPUTS, HOSTING_LISTS } from './hosting.ts';
import { namesOf } from './naming.ts';
import { FILE_LISTS, LISTS } from './options.ts';

/*
 * Options that only one of the three places accepts: flags, inputs of the Action, the config file.
 */

const IN_FILE = ['slo', ...FILE_LISTS.filter((list) => !(LISTS as readonly string[]).includes(list)).flatMap(namesOf)];
const IN_ACTION: readonly string[] = [...HOSTING_INPUTS, ...HOSTING_LISTS.flatMap(namesOf)];

/** Where an option that is not a flag belongs, `in the config file` or `in the Action`; null if it does not exist. */
export function placeOf(name: string): string | null {
  if (IN_FILE.includes(name)) return 'in the config file';
  return isOfAction(name) ? 'in the Action' : null;
}

/** Whether an option is only an input of the Action. */
export function isOfAction(name: string): boolean {
  return IN_ACTION.includes(name);
}

/** Whether an option is only a key of the config file. */
export function isOfFile(name: string): boolean {
  return IN_FILE.includes(name);
}
