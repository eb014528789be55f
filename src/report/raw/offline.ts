import type { Findings } from '../finding.ts';

/**
 * Says why a benchmark without a server has no speed of a user.
 *
 * @param remedy which benchmark tells one
 */
export function noteAllAtOnce(findings: Findings, remedy: string): void {
  const why =
    'all prompts go to the engine at once, so the speed of a single user is unknown and there is no point on a front';
  findings.noteOnce('all-at-once', `${why}; ${remedy}`);
}
