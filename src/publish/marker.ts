import { createHash } from 'node:crypto';
import { nameInAttempt, OWN_ARTIFACTS } from '../github/attempt.ts';

/** The hidden first line of a comment, which identifies it: it contains only the key and never changes. */
export function markerOf(key: string): string {
  return `<!-- pareto-report: ${nameOfKey(key)} -->`;
}

/**
 * The name of the artifact in which later runs find their baseline: a different one for each attempt; by default, for
 * the first.
 */
export function artifactName(key: string, attempt = 1): string {
  return nameInAttempt(`${OWN_ARTIFACTS}${nameOfKey(key)}`, attempt);
}

/** The name of the artifact that consists of the interactive page alone. */
export function pageName(key: string, attempt: number): string {
  return `${artifactName(key, attempt)}.html`;
}

/** The key of a report: `bench`, also if the workflow's file is given instead, `bench.yml` or `bench.yaml`. */
export function keyOf(name: string | null): string {
  return (name ?? '').replace(/\.ya?ml$/, '');
}

/** A key as letters, digits and dashes; if that changes it, a hash keeps it different from similar keys. */
export function nameOfKey(key: string): string {
  const plain = key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 61)
    .replace(/^-/, '')
    .slice(0, 60)
    .replace(/-$/, '');
  if (plain === key && key !== '') return plain;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return plain === '' ? hash : `${plain}-${hash}`;
}
