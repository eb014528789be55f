import { closeSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';

/** What is at a path, without following links; null if nothing is, or nothing that can be seen. */
export function entryAt(path: string): Stats | null {
  return orNull(() => lstatSync(path));
}

/** What a path leads to; null if nothing, or nothing that can be seen. */
export function targetAt(path: string): Stats | null {
  return orNull(() => statSync(path));
}

/** What an entry is, in words. */
export function wordFor(entry: Stats): string {
  if (entry.isFile()) return 'a file';
  if (entry.isDirectory()) return 'a folder';
  return entry.isSymbolicLink() ? 'a link' : 'a pipe or a device';
}

/** Null where the file system refuses. */
export function orNull<Result>(look: () => Result): Result | null {
  try {
    return look();
  } catch {
    return null;
  }
}

/** Text of the beginning of a file; throws if it cannot be read. */
export function headOf(path: string, most: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(most);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
