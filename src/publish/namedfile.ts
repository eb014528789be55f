import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { entryAt, headOf, orNull, targetAt, wordFor } from './entry.ts';

/** A file that its user names. */
export interface NamedFile {
  /** Relative to the working folder. */
  readonly path: string;
  /** How the user asked for it, for messages: `--junit junit.xml`. */
  readonly asked: string;
  /** How an existing file must begin in order to be replaced. */
  readonly beginning: RegExp;
}

/** Where files that users name must not be. */
interface ReservedPaths {
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** Files and folders that a report consists of. */
  readonly inside: readonly string[];
}

/** How many bytes of a file are read to find out whose it is: names of up to a thousand characters come first. */
const HEAD_BYTES = 2 ** 14;

/**
 * Throws a UserError if a file cannot be written, or should not be: an existing file is only replaced if an earlier run
 * of this program left it, so that a typing error never destroys a file.
 */
export function requireWritable(cwd: string, files: readonly NamedFile[], reserved: ReservedPaths): void {
  const folder = realOf(reserved.folder) ?? placeOf(reserved.folder);
  const places = new Map<string, string>();
  for (const { path, asked, beginning } of files) {
    const whole = placeOf(resolve(cwd, path));
    // Some file systems do not distinguish upper and lower case in names.
    const folded = whole.toLowerCase();
    const other = places.get(folded);
    if (other !== undefined) throw new UserError(`${asked}: expected a file of its own, found that of ${other}`);
    places.set(folded, asked);
    requireFree(asked, whole, { ...reserved, folder });
    requireOwnFile(asked, whole, beginning);
    requireFolder(asked, dirname(whole));
  }
}

/** The path with all links in its existing folders resolved: two paths to one file become the same. */
function placeOf(path: string): string {
  const folder = dirname(path);
  if (folder === path) return path;
  return join(realOf(folder) ?? placeOf(folder), basename(path));
}

function realOf(path: string): string | null {
  return orNull(() => realpathSync.native(path));
}

function requireFree(asked: string, path: string, { folder, inside }: ReservedPaths): void {
  const [first = ''] = relative(folder, path).split(sep);
  // Some file systems treat both as the same name.
  const taken = inside.find((name) => name === first.toLowerCase());
  if (taken !== undefined) {
    throw new UserError(`${asked}: expected a file apart from those of the report, found its ${taken}; choose another`);
  }
  // The output folder would have to be inside the file.
  const below = relative(path, folder);
  if (below.split(sep)[0] !== '..' && !isAbsolute(below)) {
    throw new UserError(`${asked}: expected a file, found the output folder, or a folder above it; choose another`);
  }
}

function requireOwnFile(asked: string, path: string, beginning: RegExp): void {
  const kind = entryAt(path);
  if (kind === null) return;
  if (!kind.isFile()) throw new UserError(`${asked}: expected a file, found ${wordFor(kind)}; choose another`);
  const head = headIn(asked, path);
  if (head.trim() === '' || beginning.test(head)) return;
  throw new UserError(`${asked}: exists and was not written by this program for that; move it away or choose another`);
}

function headIn(asked: string, path: string): string {
  try {
    return headOf(path, HEAD_BYTES);
  } catch (error) {
    throw new UserError(`${asked}: exists and cannot be read (${(error as Error).message}); choose another`);
  }
}

/** The nearest existing folder must accept files or, if folders are missing, folders. */
function requireFolder(asked: string, path: string): void {
  const kind = targetAt(path);
  if (kind === null && dirname(path) !== path) {
    requireFolder(asked, dirname(path));
    return;
  }
  if (kind?.isDirectory() === false) {
    throw new UserError(`${asked}: expected a path through folders, found ${wordFor(kind)} at ${path}; choose another`);
  }
  requireAccess(asked, path);
}

/** Throws a UserError if a folder accepts nothing. */
export function requireAccess(asked: string, folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw unwritable(asked, error);
  }
}

/** A file that cannot be written where its user wants it, and why. */
export function unwritable(asked: string, error: unknown): UserError {
  return new UserError(`${asked}: cannot be written (${(error as Error).message}); choose another`);
}
