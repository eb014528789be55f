import nodePath, { type PlatformPath } from 'node:path';
import { globMatcher, splitGlob } from '../glob/globpattern.ts';

/*
 * Paths as users write and see them. Separators, absolute paths, drives and the significance of case depend on the
 * system: each function takes the `node:path` of a system, by default the current one.
 */

/**
 * The absolute path of something that a user named relative to a folder. Drive letters are upper case, so that both
 * spellings are one path.
 */
export function wholePath(folder: string, given: string, path: PlatformPath = nodePath): string {
  const whole = path.resolve(folder, given);
  return isWindows(path) ? whole.replace(/^[a-z]:/, (drive) => drive.toUpperCase()) : whole;
}

/** A path as users see it: relative to a folder, with forward slashes; absolute if it is on another drive. */
export function shownPath(folder: string, whole: string, path: PlatformPath = nodePath): string {
  return withSlashes(path.relative(folder, whole), path) || '.';
}

/** Whether a path is a folder's own, or leads to something in it. */
export function isWithin(folder: string, whole: string, path: PlatformPath = nodePath): boolean {
  const inside = path.relative(folder, whole);
  return inside.split(path.sep)[0] !== '..' && !path.isAbsolute(inside);
}

/** A pattern for paths. */
export interface Glob {
  /** The folder before its first wildcard, as written. */
  readonly base: string;
  /** Whether a path matches, relative to that folder and with forward slashes. */
  readonly matches: (inside: string) => boolean;
}

/** The pattern that a text is; null if it has no wildcard. On Windows case is ignored, and a backslash separates. */
export function globIn(text: string, path: PlatformPath = nodePath): Glob | null {
  // Nearly all paths; what knows globs is loaded for others.
  const parts = SURELY_PLAIN.test(text) ? null : splitGlob(withSlashes(text, path));
  if (parts === null) return null;
  const { base, glob } = parts;
  const matches = globMatcher(glob, { ignoresCase: isWindows(path) });
  // A drive without a slash means the current folder on that drive.
  return { base: /^[a-z]:$/i.test(base) && isWindows(path) ? `${base}/` : base, matches };
}

/** Without anything that a glob is told by. */
const SURELY_PLAIN = /^[^*?[\](){}!+@\\]*$/;

function withSlashes(text: string, path: PlatformPath): string {
  return isWindows(path) ? text.replaceAll('\\', '/') : text;
}

function isWindows({ sep }: PlatformPath): boolean {
  return sep === '\\';
}
