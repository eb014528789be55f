import * as core from '@actions/core';
import { isOfFile } from './elsewhere.ts';
import { UserError } from './errors.ts';
import { inputOf, namesOf } from './naming.ts';
import { LISTS, optionsSchema, type RawOptions } from './options.ts';
import { nearestTo } from './spelling.ts';

/** Inputs with a single value, which flags and the config file can give as well; `config` names that file. */
export const INPUTS = Object.keys(optionsSchema.shape).filter((name) => !isOfFile(name) && !isList(name));

function isList(name: string): boolean {
  return LISTS.some((list) => list === name);
}

/** Inputs that GitHub itself reads for Actions in containers. */
const OF_GITHUB = ['entrypoint', 'args'];
const PREFIX = 'INPUT_';

/** Inputs of the step, by name: texts, and lists of one item per line, whose names may be singular or plural. */
export function readInputs(names: readonly string[], lists: readonly string[]): RawOptions {
  return Object.fromEntries([
    ...lists.map((name) => [name, namesOf(name).flatMap(linesOf)]),
    ...names.map((name) => [name, core.getInput(name)]),
  ]);
}

/** The library keeps a line that contains only spaces or a carriage return, as an empty item. */
function linesOf(name: string): string[] {
  return core.getMultilineInput(name).filter((line) => line !== '');
}

/**
 * Refuses an unknown input whose name is close to one of ours: the runner passes on whatever the workflow specifies,
 * and only warns of unknown inputs.
 *
 * @param env the variables of the step, including `INPUT_*`
 * @throws UserError naming the one that was meant
 */
export function requireKnownInputs(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
  lists: readonly string[],
): void {
  const known = [...names, ...lists.flatMap(namesOf)];
  const given = Object.keys(env)
    .filter((key) => key.startsWith(PREFIX) && env[key] !== '')
    .map((key) => key.slice(PREFIX.length).toLowerCase());
  for (const name of given.filter((one) => !known.includes(one) && !OF_GITHUB.includes(one))) {
    if (isOfFile(name))
      throw new UserError(`${inputOf(name)}: expected an input, found an option that is only in the config file`);
    const meant = nearestTo(name, known);
    if (meant !== null) throw new UserError(`${inputOf(name)}: unknown input; did you mean ${meant}?`);
  }
}
