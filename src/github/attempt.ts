/** An attempt of a run: a re-run has the run's id, and the next number. */
export interface Attempt {
  /** Of the run. */
  readonly id: number;
  /** From 1. */
  readonly attempt: number;
}

/** Below 0 where the first began before the second, 0 where they are the same. */
export function compareAttempts(a: Attempt, b: Attempt): number {
  return a.id - b.id || a.attempt - b.attempt;
}

/** What begins the name of each artifact of ours. */
export const OWN_ARTIFACTS = 'pareto-report-';

/**
 * The name that an artifact of ours has in an attempt: `pareto-report-bench`, then `pareto-report-bench.attempt-2`. What
 * an earlier attempt has left may hold the name for ever. No key has a dot in its name, so that none ends like this.
 */
export function nameInAttempt(name: string, attempt: number): string {
  return attempt > 1 ? `${name}.attempt-${attempt}` : name;
}

/** The name of an artifact of ours without its attempt, and the attempt; of any other its name, as of the first. */
export function attemptIn(artifact: string): { readonly name: string; readonly attempt: number } {
  const [, name, attempt] = /^(.+)\.attempt-(\d{1,9})$/s.exec(artifact) ?? [];
  return name === undefined || !name.startsWith(OWN_ARTIFACTS)
    ? { name: artifact, attempt: 1 }
    : { name, attempt: Number(attempt) };
}
