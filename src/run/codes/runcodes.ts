import type { Chapter } from './codeexplanation.ts';

/** Runs that failed, are told twice, or may not belong together. */
export const RUNS = {
  'mostly-failed': {
    title: 'More than half of the requests failed',
    meaning: 'The requests that completed say little about this load, so the point is kept off the front.',
    remedy: 'Find out why requests failed (timeouts, out of memory), and measure again.',
  },
  'failed-requests': {
    title: 'Many requests failed',
    meaning: 'The figures cover only the requests that completed, and the server had less load than intended.',
    remedy: 'Find out why requests failed, and measure again.',
  },
  'failed-run': {
    title: 'A run that failed',
    meaning:
      'Its file states little more than its load. The rest was taken from the results beside it; a number of requests that is nowhere stated counts as one.',
    remedy: 'Look at the log of the server at that load.',
  },
  'failed-repeat': {
    title: 'Repeats that mostly failed',
    meaning: 'The point is the median of all repeats, the failed ones included.',
    remedy: 'Remove the failed repeats, or measure them again.',
  },
  'incomplete-requests': {
    title: 'Requests were cut off',
    meaning:
      'The benchmark ended while they were in flight. Rates cover only those that completed, so they understate what was served.',
    remedy: 'Run longer, or send a fixed number of requests.',
  },
  cancelled: {
    title: 'A cancelled run',
    meaning: 'The figures cover what had completed by then.',
    remedy: 'Measure again if the point matters.',
  },
  'duplicate-run': {
    title: 'The same run twice',
    meaning:
      'Two files, or two places in one, tell of it with the same rates and latencies to nine digits. It is counted once.',
    remedy: 'Remove the copy to silence the warning.',
  },
  'counted-once': {
    title: 'A run in a report and in its raw result',
    meaning: 'You passed both a report and the raw result it was made from. The run is counted once.',
    remedy: 'Nothing.',
  },
  'made-of-others': {
    title: 'Files made from other files',
    meaning: 'You passed collected results together with the files they were made from. Each run is counted once.',
    remedy: 'Nothing.',
  },
  'unlike-repeats': {
    title: 'Repeats that may not be repeats',
    meaning:
      'They differ in a word of their names, or spread far beyond noise. They still count as one point, the median of them all.',
    remedy:
      'If they are different setups, give them different names or labels; if not, find out what made them differ.',
  },
  'unlike-statements': {
    title: 'Two files of one run disagree',
    meaning: 'Both describe the same run and contradict each other. The message says which is used.',
    remedy: 'Correct the wrong one, or remove it.',
  },
  'unlike-lengths': {
    title: 'Scenarios that differ only in measured lengths',
    meaning:
      'A configuration appears in several scenarios because its measured mean lengths differ by more than the tolerance.',
    remedy: 'If they are one workload, raise `length-tolerance`.',
  },
} as const satisfies Chapter;
