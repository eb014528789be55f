import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { STAGING_PREFIX } from '../staging.ts';

/*
 * Folders in an output folder that reports are written to before they are moved into place, and what interrupted runs
 * leave of them.
 */

/** How old one is, in ms, that no run can be writing to any more. */
const STALE = 3_600_000;

/** What the name of one begins with that this process makes: it says which process of which machine is at work. */
export function stagingPrefix(): string {
  return `${STAGING_PREFIX}${machine()}-${process.pid}-`;
}

/** Folders that runs are writing to, or have left, whole paths. */
export async function leftoversIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(STAGING_PREFIX))
    .map(({ name }) => join(folder, name));
}

/** Removes what runs have left that are no more. It costs nobody anything: what cannot be removed stays. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const leftover of await leftoversIn(folder)) {
    if (await isAbandoned(leftover)) await rm(leftover, { recursive: true, force: true }).catch(() => {});
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const [, host, pid] = /-([0-9a-f]{8})-(\d+)-[^-]*$/.exec(path) ?? [];
  if (host === machine() && !isRunning(Number(pid))) return true;
  const changed = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
  return Date.now() - changed > STALE;
}

/** Whether a process of this machine runs, be it another user's. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Tells machines apart that share a folder, containers too. */
function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}
