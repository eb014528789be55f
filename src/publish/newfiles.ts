import { lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';

/** A text that a user is to keep and change. */
export interface NewFile {
  /** From the root that it is written below, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Paths among some that something lies at, links not followed. */
export function takenPaths(root: string, paths: readonly string[]): string[] {
  return paths.filter((path) => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined);
}

/**
 * Writes all files or none.
 *
 * @param replaces whether files that are there may be replaced; what is no file never is
 * @throws UserError where one is there that may not be replaced, or where one cannot be written
 */
export function writeNew(root: string, files: readonly NewFile[], replaces: boolean): void {
  const made: string[] = [];
  const undo: (() => void)[] = [];
  try {
    for (const { path, text } of files) {
      made.push(...makeFolders(dirname(join(root, path))));
      const staged = join(root, `${path}.${process.pid}.incomplete`);
      undo.push(() => rmSync(staged, { force: true }));
      writeFileSync(staged, text, { flag: 'wx' });
    }
    for (const { path } of files) {
      const target = join(root, path);
      const before = contentAt(target, path, replaces);
      renameSync(`${target}.${process.pid}.incomplete`, target);
      undo.push(() => (before === null ? rmSync(target, { force: true }) : writeFileSync(target, before)));
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    for (const folder of made.toReversed()) rmdirSync(folder);
    if (error instanceof UserError || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError(`init: expected to write ${files.map(({ path }) => path).join(' and ')}: ${error.message}`);
  }
}

/** What is replaced; null where nothing is there. */
function contentAt(target: string, path: string, replaces: boolean): Uint8Array | null {
  const kind = lstatSync(target, { throwIfNoEntry: false });
  if (kind === undefined) return null;
  if (!kind.isFile())
    throw new UserError(`init: expected no more than a file at ${path}, found a folder or a link; move it away`);
  if (!replaces) throw new UserError(`init: ${path} is there already; add --force to replace it`);
  return readFileSync(target);
}

/** Makes a folder and those above it; those that were made, the outermost first. */
function makeFolders(folder: string): string[] {
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return [];
  const above = dirname(folder) === folder ? [] : makeFolders(dirname(folder));
  mkdirSync(folder);
  return [...above, folder];
}
