import type { Chapter } from './explained.ts';

/** Runs that failed, are told twice, or may not belong together. */
export const RUNS = {
  'mostly-failed': {
    title: 'More than half of the requests failed',
    meaning: 'What completed says little about the load, so the point is kept off the front.',
    remedy: 'Find out why requests failed (timeouts, out of memory), and measure again.',
  },
  'failed-requests': {
    title: 'Many requests failed',
    meaning: 'The figures are those of the requests that completed, which were served with less load than intended.',
    remedy: 'Find out why requests failed, and measure again.',
  },
  'failed-run': {
    title: 'A run that failed',
    meaning:
      'It states little more than its load. What it leaves out was taken from the results beside it, or is counted as one request.',
    remedy: 'Look at the log of the server at that load.',
  },
  'failed-repeat': {
    title: 'Repeats that mostly failed',
    meaning: 'The point is the median of all repeats, including those.',
    remedy: 'Remove the failed repeats, or measure them again.',
  },
  'incomplete-requests': {
    title: 'Requests were cut off',
    meaning:
      'The benchmark ended while they were in flight. Rates cover those that completed, so they understate what was served.',
    remedy: 'Run longer, or send a fixed number of requests.',
  },
  cancelled: {
    title: 'A cancelled run',
    meaning: 'The figures are those of what had completed by then.',
    remedy: 'Measure again if the point matters.',
  },
  'duplicate-run': {
    title: 'The same run in two files',
    meaning: 'It is counted once.',
    remedy: 'Remove the copy to silence the warning.',
  },
  'counted-once': {
    title: 'A run in a report and in its raw result',
    meaning: 'A report and the raw result it was made of were both given. The run is counted once.',
    remedy: 'Nothing to do.',
  },
  'made-of-others': {
    title: 'Files made of other files',
    meaning: 'Collected results were given beside those they were made of. Each run is counted once.',
    remedy: 'Nothing to do.',
  },
  'unlike-repeats': {
    title: 'Repeats that may not be repeats',
    meaning:
      'They differ in a word of their names, or spread far beyond noise. They are one point all the same, with the median of all.',
    remedy:
      'If they are different setups, give them different names or labels; if not, find out what made them differ.',
  },
  'unlike-statements': {
    title: 'Two files of one run disagree',
    meaning: 'Both describe the same run and state something differently. The message says which is used.',
    remedy: 'Correct the wrong one, or remove it.',
  },
  'unlike-lengths': {
    title: 'Scenarios that differ only in measured lengths',
    meaning:
      'One configuration is in several scenarios because the measured mean lengths differ by more than the tolerance.',
    remedy: 'If it is one workload, raise `length-tolerance`.',
  },
} as const satisfies Chapter;
