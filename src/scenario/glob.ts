import picomatch from 'picomatch/posix.js';
import type { Configuration } from './scenario.ts';

const MATCHERS = new Map<string, (name: string) => boolean>();

/**
 * Whether a name matches a glob. A star matches slashes too, since names of models have them; case does not matter.
 * Globs are compiled once: a gate asks the same few of every point.
 */
export function matchesGlob(glob: string, name: string): boolean {
  let matches = MATCHERS.get(glob);
  if (matches === undefined) {
    matches = picomatch(glob, { bash: true, dot: true, nocase: true });
    MATCHERS.set(glob, matches);
  }
  return matches(name);
}

/** All that a glob knows a configuration by: what is shown, and what stays whatever lies beside it. */
export function namesOf({ id, label, key, name }: Pick<Configuration, 'id' | 'label' | 'key' | 'name'>): string[] {
  return name === '' ? [id, label, key] : [id, label, key, name];
}
