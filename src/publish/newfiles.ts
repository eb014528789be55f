import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { removeEmpty, removeStaging, stagingPrefix } from './newfolder.ts';

/** A text that the user will keep and change. */
export interface NewFile {
  /** Relative to the root that it is written to, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Those of the paths that exist, without following links. */
export function takenPaths(root: string, paths: readonly string[]): string[] {
  return paths.filter((path) => statsAt(join(root, path)) !== null);
}

/** The text of a file; null if it does not exist, or is a folder or a link. */
export function textAt(path: string): string | null {
  return statsAt(path)?.isFile() ? readFileSync(path, 'utf8') : null;
}

/**
 * Writes all files or none.
 *
 * @param replaces whether existing files may be replaced; anything that is not a file never is
 * @throws UserError if one exists that may not be replaced, or if one cannot be written
 */
export function writeNew(root: string, files: readonly NewFile[], replaces: boolean): void {
  const made: string[] = [];
  const staged: { readonly path: string; readonly folder: string }[] = [];
  const undo: (() => void)[] = [];
  try {
    for (const { path, text } of files) {
      makeFolders(root, dirname(path), made);
      const folder = mkdtempSync(join(root, dirname(path), stagingPrefix()));
      staged.push({ path, folder });
      writeFileSync(join(folder, basename(path)), text);
    }
    for (const { path, folder } of staged) {
      const target = join(root, path);
      const before = contentAt(target, path, replaces);
      renameSync(join(folder, basename(path)), target);
      undo.push(() => (before === null ? rmSync(target, { force: true }) : writeFileSync(target, before)));
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    if (error instanceof UserError || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError(`init: expected to write ${files.map(({ path }) => path).join(' and ')}: ${error.message}`);
  } finally {
    for (const { folder } of staged) removeStaging(folder);
    removeEmpty(made);
  }
}

/** The content to be replaced; null if nothing is there. */
function contentAt(target: string, path: string, replaces: boolean): Uint8Array | null {
  const kind = statsAt(target);
  if (kind === null) return null;
  if (!kind.isFile())
    throw new UserError(`init: expected no more than a file at ${path}, found a folder or a link; move it away`);
  if (!replaces) throw new UserError(`init: ${path} is there already; add --force to replace it`);
  return readFileSync(target);
}

/**
 * Creates a folder and its missing parents. A folder that is a link is refused: git stores the link rather than the
 * folder's content.
 *
 * @param made receives the folders that were created, the outermost first
 */
function makeFolders(root: string, folder: string, made: string[]): void {
  for (const [index] of folder.split('/').entries()) {
    const shown = folder
      .split('/')
      .slice(0, index + 1)
      .join('/');
    const path = join(root, shown);
    const kind = statsAt(path);
    if (kind?.isDirectory() === false) {
      throw new UserError(`init: expected a folder at ${shown}, found a file or a link; move it away`);
    }
    if (kind !== null) continue;
    mkdirSync(path);
    made.push(path);
  }
}

/** What is at a path, without following links; null if nothing is, or can be because a parent is a file. */
function statsAt(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
