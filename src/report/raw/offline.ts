import type { Findings } from '../finding.ts';

/**
 * Says why a benchmark without a server has no speed of a user.
 *
 * @param remedy which benchmark tells one
 */
export function noteAllAtOnce(findings: Findings, remedy: string): void {
  const why = "all prompts are given to the engine at once, which tells no single user's speed: no point on a front";
  findings.noteOnce('all-at-once', `${why}; ${remedy}`);
}
