/** Events whose runs measure the branch's own code: on others, a job may have measured anyone's. */
export const TRUSTED: ReadonlySet<string> = new Set([
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'merge_group',
]);

/** Those that may have been told to measure something other than the branch. */
export const BY_HAND: ReadonlySet<string> = new Set(['workflow_dispatch', 'repository_dispatch']);

/** The branch whose own code a run measures: its own branch, or the one that a merge queue made that for. */
export function queuedFor(branch: string): string {
  return /^gh-readonly-queue\/(.+)\/pr-\d+-[\da-f]+$/.exec(branch)?.[1] ?? branch;
}
