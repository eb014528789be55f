/** An attempt at a run: a re-run keeps the run's id and gets the next number. */
export interface Attempt {
  /** The id of the run. */
  readonly id: number;
  /** From 1. */
  readonly attempt: number;
}

/** Below 0 if the first started before the second, 0 if they are the same. */
export function compareAttempts(a: Attempt, b: Attempt): number {
  return a.id - b.id || a.attempt - b.attempt;
}

/** Prefix of the names of all our artifacts. */
export const OWN_ARTIFACTS = 'pareto-report-';

/**
 * The name of one of our artifacts in a given attempt: `pareto-report-bench`, then `pareto-report-bench.attempt-2`,
 * because the artifact of an earlier attempt may keep the name forever. Keys contain no dots, so no other name ends
 * like this.
 */
export function nameInAttempt(name: string, attempt: number): string {
  return attempt > 1 ? `${name}.attempt-${attempt}` : name;
}

/**
 * The name of one of our artifacts without its attempt, and the attempt; other artifacts keep their name, as of attempt
 * 1.
 */
export function attemptIn(artifact: string): { readonly name: string; readonly attempt: number } {
  const [, name, attempt] = /^(.+)\.attempt-(\d{1,9})$/s.exec(artifact) ?? [];
  return name === undefined || !name.startsWith(OWN_ARTIFACTS)
    ? { name: artifact, attempt: 1 }
    : { name, attempt: Number(attempt) };
}
