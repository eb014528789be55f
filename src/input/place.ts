import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { orForeignName } from './foreignname.ts';
import { type Lack, lacking } from './lack.ts';
import { descriptorOf } from './stream.ts';

/** What is at a path, with the path without links. A stream is a pipe or a device, and can be read once. */
type Place = { readonly kind: 'file' | 'folder' | 'stream'; readonly real: string } | Lack;

/** Looks at an absolute path, following links. */
export function placeAt(path: string): Place {
  try {
    return kindAt(path, statSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return { kind: 'error', reason: message };
    const foreign = orForeignName(error as Error, path);
    if (foreign !== error) return { kind: 'error', reason: `no such file or folder, or ${foreign.message}` };
    return isLink(path) ? { kind: 'error', reason: 'a broken link' } : lacking('no such file or folder');
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function kindAt(path: string, stats: Stats): Place {
  const descriptor = descriptorOf(path);
  const stream = { kind: 'stream', real: descriptor === null ? path : `/dev/fd/${descriptor}` } as const;
  if (stats.isDirectory()) return { kind: 'folder', real: realpathSync.native(path) };
  if (stats.isFIFO() || stats.isCharacterDevice()) return stream;
  // A socket must already be open, as when another program passes on its output.
  if (stats.isSocket() && descriptor !== null) return stream;
  if (!stats.isFile()) return { kind: 'error', reason: 'neither a file nor a folder' };
  const real = realOf(path);
  // A shell's long here-document is a file that no longer has a name.
  return real === null ? stream : { kind: 'file', real };
}

/** The path without links, in its actual case on case-insensitive systems; null if nothing is there. */
export function realOf(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}
