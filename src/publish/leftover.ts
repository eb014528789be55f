import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { STAGING_PREFIX } from '../staging.ts';
import { orNull, targetAt } from './entry.ts';
import { removeStaging, stagingPrefix } from './newfolder.ts';
import { isRunning } from './processname.ts';

/*
 * Folders within an output folder that reports are written to before they are moved into place, and what interrupted
 * runs leave of them.
 */

/** The age, in ms, at which no run of another machine can still be writing to one. */
const STALE = 3_600_000;

/** Absolute paths of the folders that runs are writing to, or have left behind. */
export function leftoversIn(folder: string): string[] {
  const entries = orNull(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(STAGING_PREFIX))
    .map(({ name }) => join(folder, name));
}

/** Removes what finished runs have left behind. What cannot be removed stays, which harms nobody. */
export function removeAbandoned(folder: string): void {
  for (const leftover of leftoversIn(folder)) {
    if (isAbandoned(leftover)) removeStaging(leftover);
  }
}

function isAbandoned(path: string): boolean {
  const name = basename(path);
  const running = name.startsWith(stagingPrefix()) ? null : isRunning(name.slice(STAGING_PREFIX.length));
  if (running !== null) return !running;
  const changed = targetAt(path)?.mtimeMs ?? Number.POSITIVE_INFINITY;
  return Date.now() - changed > STALE;
}
