import { parseArgs } from 'node:util';
import { UserError } from '../errors.ts';
import { didYouMean } from '../spelling.ts';

/** What the command was asked for. */
export interface Request {
  /** The folder of the results, as given. */
  readonly given: string;
  /** Whether existing files may be replaced. */
  readonly force: boolean;
}

const FLAGS = { force: { type: 'boolean' } } as const;
const FORM = 'init FOLDER [--force]';

/**
 * Parses what follows `init` on the command line.
 *
 * @throws UserError if it is not a folder with at most known flags
 */
export function requestIn(args: readonly string[]): Request {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: FLAGS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option' || (token.name in FLAGS && token.value === undefined)) continue;
    const meant = didYouMean(token.rawName, ['--force']);
    throw new UserError(`init ${token.rawName}: expected ${FORM}, found another option; ${meant}--help lists them`);
  }
  const [given, ...others] = positionals;
  if (given === undefined || given === '') {
    throw new UserError(
      `init: expected ${FORM}, found no folder; add the one with your results, or give ./init for a path of that name`,
    );
  }
  if (others.length > 0)
    throw new UserError(`init: expected one folder, found ${positionals.length}; give the one above them`);
  return { given, force: values.force === true };
}
