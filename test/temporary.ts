import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the whole run a folder for what its tests make, and removes it at the end: a run leaves nothing behind. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  // Some tests ask what another user may do.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
