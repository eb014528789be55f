import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/*
 * Names of processes that share a folder, on one machine or on several.
 */

/** This process: its machine and its number there. */
export function processName(): string {
  return `${machine()}-${process.pid}`;
}

/** Whether the process that a text begins with is running; null if it has no such name or is another machine's. */
export function isRunning(text: string): boolean | null {
  const [, host, pid] = /^([0-9a-f]{8})-(\d+)-/.exec(text) ?? [];
  return host === machine() ? isAlive(Number(pid)) : null;
}

/** Whether a process is running on this machine, even as another user. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Distinguishes machines, and containers with numbers of their own that share the name of their machine. */
function machine(): string {
  return createHash('sha256').update(`${hostname()} ${numbering()}`).digest('hex').slice(0, 8);
}

/** What the numbers of processes are relative to; the same for all where the system does not say. */
function numbering(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
