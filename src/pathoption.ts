import { z } from 'zod';
import { UserError } from './errors.ts';
import { mismatch } from './mistake.ts';
import { formatCount } from './run/number.ts';

/*
 * Paths that users give: none is longer than a message can quote.
 */

/** The longest path that any system takes, in characters. */
const LONGEST = 4096;
const PATH = `a path of up to ${formatCount(LONGEST)} characters`;

export const path = z.string('text').trim().min(1, 'text').max(LONGEST, PATH);

const FILE = 'the path of a file';

/** A file that its user names: not a folder, and not the `-` that other programs take for stdout. */
export const file = z
  .string(FILE)
  .trim()
  .min(1, FILE)
  .max(LONGEST, PATH)
  .refine((path) => path !== '-' && !/[\\/]$/.test(path) && !path.includes('\0'), FILE);

/**
 * For a path that no schema checks.
 *
 * @param asked how its user asked for it, without the path
 */
export function requirePath(asked: string, given: string): void {
  if (given.length > LONGEST) throw new UserError(`${asked}: ${mismatch(PATH, given, [])}`);
}
