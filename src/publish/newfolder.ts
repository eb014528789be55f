import { lstatSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/*
 * Folders that are made and removed at once, so that a signal comes before or after it.
 */

/**
 * Makes a folder and those above it. Node's own way of that never ends on a file system that answers “no such folder”
 * for a folder in one that is there, as /proc does.
 *
 * @param made where those go that were made, the outermost first
 */
export function makeFolder(path: string, made: string[]): void {
  const missing: string[] = [];
  for (let folder = path; lstatSync(folder, { throwIfNoEntry: false }) === undefined; folder = dirname(folder))
    missing.unshift(folder);
  for (const folder of missing) if (madeNew(folder)) made.push(folder);
}

/** Makes one folder; false where it is there. */
export function madeNew(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** What another program holds open, as Windows lets it, stays for a later run to remove. */
export function removeStaging(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {}
}

/** Removes folders that hold nothing, of which each but the first lies in the one before. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // It stays with what is in it, and so do those around it.
      return;
    }
  }
}
