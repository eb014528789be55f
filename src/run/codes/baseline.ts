import type { Chapter } from './explained.ts';

/** What the candidate is compared with, and whether the two can be compared. */
export const BASELINE = {
  'missing-baseline': {
    title: 'No baseline yet',
    meaning: 'No earlier run has a report, as on a first run. Nothing is compared with a baseline.',
    remedy: 'Run the workflow once on the base branch. With `fail-on: missing-baseline` the job fails until then.',
  },
  'baseline-error': {
    title: 'The baseline could not be fetched',
    meaning:
      'There may be one, but a missing permission, an outage or a damaged file was in the way. Nothing is compared, and by default the job fails.',
    remedy: 'The message has the reason. `baseline: auto` needs `actions: read` under `permissions:`.',
  },
  'lost-earlier-run': {
    title: 'An earlier run could not be used',
    meaning: 'The gate judges with the remaining ones, and knows the noise less well.',
    remedy: 'The message has the reason. Nothing to do if it was deleted or has expired.',
  },
  'repeated-earlier-run': {
    title: 'An earlier run was given twice',
    meaning: 'It is counted once: counted twice, it would make runs look less noisy than they are.',
    remedy: 'Remove one of the two.',
  },
  'unmatched-earlier-run': {
    title: 'An earlier run with nothing in common',
    meaning: 'None of its points is in the candidate at any of its loads, so it says nothing about it.',
    remedy: 'Remove it, or check that it is of the same scenario.',
  },
  'unused-earlier-run': {
    title: 'Earlier runs beyond the limit',
    meaning: 'Only the newest are used.',
    remedy: 'Raise `baseline-runs` to use more.',
  },
  'replaced-baseline': {
    title: 'The baseline lies in the output folder',
    meaning: 'This report replaces it, so the next run would compare with this one.',
    remedy: 'Keep the baseline elsewhere, or choose another `output`.',
  },
  'zero-throughput': {
    title: 'An earlier run with no throughput',
    meaning: 'Its output throughput is 0 at a point. That is left out of the level the candidate is compared with.',
    remedy: 'Look at that run; nothing was served.',
  },
  'same-files': {
    title: 'Both sides have the same figures',
    meaning: 'The candidate was compared with itself, at least in part. A pass says nothing.',
    remedy: 'Check the paths of `reports` and `baseline`.',
  },
  'not-comparable': {
    title: 'Nothing could be compared',
    meaning:
      'No run of the candidate has a counterpart in the baseline. The message says what differs. By default the job fails.',
    remedy:
      'Give a baseline of the same model, accelerator, lengths, harness and loads. `--explain` shows what each file was taken for.',
  },
  'no-counterpart': {
    title: 'Configurations that could not be matched',
    meaning: 'Neither names nor facts say which of them belong together, so they are reported as missing and new.',
    remedy: 'Give a configuration the same name or label on both sides.',
  },
  likeness: {
    title: 'Configurations matched by likeness',
    meaning:
      'No name or key is on both sides, so the likeliest were compared. If the match is wrong, so is the verdict.',
    remedy: 'Give a configuration the same name or label on both sides.',
  },
  'few-requests': {
    title: 'Too few requests to compare',
    meaning: 'The points completed so few requests per user that their figures are mostly start and end of the run.',
    remedy: 'Send more requests, at least several per request in flight.',
  },
  'harness-version': {
    title: 'Different versions of the harness',
    meaning: 'A change may come from the harness rather than the server.',
    remedy: 'Measure both sides with one version.',
  },
  'unlike-arrivals': {
    title: 'Requests arrived differently',
    meaning: 'The sides differ in burstiness or in the limit on requests in flight, so a change may come from there.',
    remedy: 'Measure both sides with the same settings.',
  },
  'main-moved': {
    title: 'The base branch itself moved',
    meaning: 'Between earlier runs the level changed. The candidate is compared with the level since then.',
    remedy: 'If it was a loss, look at what was merged at that commit.',
  },
} as const satisfies Chapter;
