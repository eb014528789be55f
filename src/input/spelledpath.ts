import nodePath, { type PlatformPath } from 'node:path';
import picomatch from 'picomatch/posix.js';

/*
 * Paths as users spell them and see them. What is a separator, an absolute path or another drive depends on the system,
 * and so does whether case counts: each function takes `node:path` of a system, and that of this one unless given.
 */

/** The whole path of what a user names from a folder. A drive's letter is a capital, so that two spellings are one. */
export function wholePath(folder: string, given: string, path: PlatformPath = nodePath): string {
  const whole = path.resolve(folder, given);
  return isWindows(path) ? whole.replace(/^[a-z]:/, (drive) => drive.toUpperCase()) : whole;
}

/** A path as users see it: from a folder, with forward slashes; whole where it is on another drive. */
export function shownPath(folder: string, whole: string, path: PlatformPath = nodePath): string {
  return withSlashes(path.relative(folder, whole), path) || '.';
}

/** Whether a path is a folder's own, or leads to what is in it. */
export function isWithin(folder: string, whole: string, path: PlatformPath = nodePath): boolean {
  const inside = path.relative(folder, whole);
  return inside.split(path.sep)[0] !== '..' && !path.isAbsolute(inside);
}

/** A pattern for paths. */
export interface Glob {
  /** The folder before its first wildcard, as it is spelled. */
  readonly base: string;
  /** Whether a path matches, given from that folder with forward slashes. */
  readonly matches: (inside: string) => boolean;
}

/** The pattern that a text is; null where it has no wildcard. Windows knows no case, and a backslash separates there. */
export function globIn(text: string, path: PlatformPath = nodePath): Glob | null {
  const { base, glob, isGlob } = picomatch.scan(withSlashes(text, path));
  if (!isGlob) return null;
  const matches = picomatch(glob, { dot: true, nocase: isWindows(path) });
  // A drive without a slash is the folder that one is in on that drive.
  return { base: /^[a-z]:$/i.test(base) && isWindows(path) ? `${base}/` : base, matches };
}

function withSlashes(text: string, path: PlatformPath): string {
  return isWindows(path) ? text.replaceAll('\\', '/') : text;
}

function isWindows({ sep }: PlatformPath): boolean {
  return sep === '\\';
}
