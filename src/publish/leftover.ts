import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { STAGING_PREFIX } from '../staging.ts';
import { isRunning, processName } from './processname.ts';

/*
 * Folders within an output folder that reports are written to before they are moved into place, and what interrupted
 * runs leave of them.
 */

/** The age, in ms, at which no run of another machine can still be writing to one. */
const STALE = 3_600_000;

/** Prefix of the names that this process uses: it says which process on which machine is at work. */
export function stagingPrefix(): string {
  return `${STAGING_PREFIX}${processName()}-`;
}

/** Absolute paths of the folders that runs are writing to, or have left behind. */
export async function leftoversIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(STAGING_PREFIX))
    .map(({ name }) => join(folder, name));
}

/** Removes what finished runs have left behind. What cannot be removed stays, which harms nobody. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const leftover of await leftoversIn(folder)) {
    if (await isAbandoned(leftover)) await rm(leftover, { recursive: true, force: true }).catch(() => {});
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const name = basename(path);
  const running = name.startsWith(stagingPrefix()) ? null : isRunning(name.slice(STAGING_PREFIX.length));
  if (running !== null) return !running;
  const changed = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
  return Date.now() - changed > STALE;
}
