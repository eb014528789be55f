import type { Findings } from '../finding.ts';

/**
 * Explains why a benchmark without a server says nothing about a user's speed.
 *
 * @param remedy which benchmark does
 */
export function noteAllAtOnce(findings: Findings, remedy: string): void {
  const why =
    'all prompts go to the engine at once, so the speed of a single user is unknown and there is no point on a front';
  findings.noteOnce('all-at-once', `${why}; ${remedy}`);
}
