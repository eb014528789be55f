/** Events whose runs are of the branch's own code: on others a job may have measured anybody's. */
export const TRUSTED: ReadonlySet<string> = new Set([
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'merge_group',
]);

/** Those that may have been told to measure something else than the branch. */
export const BY_HAND: ReadonlySet<string> = new Set(['workflow_dispatch', 'repository_dispatch']);

/** The branch whose own code a run on a branch is of: that one, or the one that its merge queue made it for. */
export function queuedFor(branch: string): string {
  return /^gh-readonly-queue\/(.+)\/pr-\d+-[\da-f]+$/.exec(branch)?.[1] ?? branch;
}
