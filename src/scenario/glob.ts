import { globMatcher } from '../glob/globpattern.ts';
import type { Configuration } from './scenario.ts';

const MATCHERS = new Map<string, (name: string) => boolean>();

/**
 * Whether a name matches a glob. Stars match slashes too, since model names contain them; case is ignored. Globs are
 * compiled once, because a gate applies the same few to every point.
 */
export function matchesGlob(glob: string, name: string): boolean {
  let matches = MATCHERS.get(glob);
  if (matches === undefined) {
    matches = globMatcher(glob, { isFlat: true, ignoresCase: true });
    MATCHERS.set(glob, matches);
  }
  return matches(name);
}

/**
 * Everything that a glob can match a configuration by: the name displayed, and names that do not depend on what else is
 * read.
 */
export function namesOf({ id, label, key, name }: Pick<Configuration, 'id' | 'label' | 'key' | 'name'>): string[] {
  return name === '' ? [id, label, key] : [id, label, key, name];
}
