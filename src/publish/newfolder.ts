import { lstatSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { STAGING_PREFIX } from '../staging.ts';
import { processName } from './processname.ts';

/*
 * Synchronous creation and removal of folders, so that signals are handled before or after.
 */

/** Prefix of the names that this process gives to folders to write to: it says which process on which machine is at work. */
export function stagingPrefix(): string {
  return `${STAGING_PREFIX}${processName()}-`;
}

/** How often a folder is created again that others, who fail, remove. */
const MOST_TRIES = 20;

/**
 * Creates a folder to write to within another one, which is created where it is missing.
 *
 * @param made receives the folders around it that were created, the outermost first
 */
export function makeStaging(path: string, made: string[]): string {
  for (let left = MOST_TRIES; ; left -= 1) {
    try {
      makeFolder(path, made);
      return mkdtempSync(join(path, stagingPrefix()));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 0) throw error;
    }
  }
}

/**
 * Creates a folder and its missing parents. Node's own function never returns on a file system such as /proc, which
 * answers “no such folder” for a folder within an existing one.
 *
 * @param made receives the folders that were created, the outermost first
 */
function makeFolder(path: string, made: string[]): void {
  const missing: string[] = [];
  for (let folder = path; lstatSync(folder, { throwIfNoEntry: false }) === undefined; folder = dirname(folder))
    missing.unshift(folder);
  for (const folder of missing) if (madeNew(folder) && !made.includes(folder)) made.push(folder);
}

/** Creates one folder; false if it exists. */
export function madeNew(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** On Windows, what another program holds open stays until a later run removes it. */
export function removeStaging(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {}
}

/** Removes empty folders, each of which is inside the one before it. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // It stays, with its content, and so do the folders around it.
      return;
    }
  }
}
