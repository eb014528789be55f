import { createHash } from 'node:crypto';
import { nameInAttempt, OWN_ARTIFACTS } from '../github/attempt.ts';

/** The hidden first line of a comment, by which it is found again: it holds the key alone and never changes. */
export function markerOf(key: string): string {
  return `<!-- pareto-report: ${nameOfKey(key)} -->`;
}

/** The name of the artifact that a later run finds its baseline in: in each attempt another, of the first unless given. */
export function artifactName(key: string, attempt = 1): string {
  return nameInAttempt(`${OWN_ARTIFACTS}${nameOfKey(key)}`, attempt);
}

/** The name of the artifact that is the interactive page by itself. */
export function pageName(key: string, attempt: number): string {
  return `${artifactName(key, attempt)}.html`;
}

/** The key of a report: `bench`, also where the file of a workflow is named instead, `bench.yml` or `bench.yaml`. */
export function keyOf(name: string | null): string {
  return (name ?? '').replace(/\.ya?ml$/, '');
}

/** A key as letters, digits and dashes; one that had to be changed for that keeps apart from its like by a hash. */
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
