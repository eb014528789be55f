import type { Chapter } from './codeexplanation.ts';

/** What the candidate is compared with, and whether the two can be compared. */
export const BASELINE = {
  'missing-baseline': {
    title: 'No baseline yet',
    meaning: 'No earlier run has left a report yet, which is normal on a first run. Nothing was compared.',
    remedy: 'Run the workflow once on the base branch. With `fail-on: missing-baseline` the job fails until then.',
  },
  'baseline-error': {
    title: 'The baseline could not be fetched or read',
    meaning:
      'There may be a baseline, but a missing permission, an outage or a damaged file stood in the way. Nothing was compared, and by default the job fails.',
    remedy: 'The message gives the reason. `baseline: auto` needs `actions: read` under `permissions:`.',
  },
  'pull-requests-only': {
    title: 'The workflow never runs on the base branch',
    meaning:
      'It runs on pull requests alone, so no run on the base branch ever leaves a report to compare with. Nothing was compared.',
    remedy:
      'Under `on:` of the workflow add `push: { branches: [main] }`, with the name of your base branch; or set `baseline-workflow` to one that runs there. With `fail-on: missing-baseline` the job fails until then.',
  },
  'older-baseline': {
    title: 'The baseline is older than the commit that was meant',
    meaning:
      'The commit that the change started from has no whole report, so the nearest one before it is the baseline. What was merged in between counts as part of the change.',
    remedy: 'The message gives the reason. If that commit is still being measured, run the job again afterwards.',
  },
  'other-runner': {
    title: 'Another runner image than the baseline’s',
    meaning:
      'The two reports were made on different images or kinds of runner. If the runner measured, a change may come from it. The verdict is not affected.',
    remedy: 'If the results depend on the runner, fix its image, or run the base branch again on the new one.',
  },
  'lost-earlier-run': {
    title: 'An earlier run could not be used',
    meaning: 'The gate uses the remaining ones and estimates noise less precisely.',
    remedy: 'The message gives the reason. If the run was deleted or has expired, nothing.',
  },
  'repeated-earlier-run': {
    title: 'An earlier run was given twice',
    meaning: 'It is counted once. Counting it twice would make runs look less noisy than they are.',
    remedy: 'Remove one of the two.',
  },
  'unmatched-earlier-run': {
    title: 'An earlier run with nothing in common',
    meaning: 'It has no point in common with the candidate at any load, so it tells the gate nothing.',
    remedy: 'Remove it, or check that it measured the same scenario.',
  },
  'unused-earlier-run': {
    title: 'Earlier runs beyond the limit',
    meaning: 'Only the newest `baseline-runs` of them are used.',
    remedy: 'To use more, raise `baseline-runs`.',
  },
  'replaced-baseline': {
    title: 'The baseline lies in the output folder',
    meaning: 'This report overwrites it, so the next run would be compared with this one.',
    remedy: 'Keep the baseline elsewhere, or choose another `output`.',
  },
  'zero-throughput': {
    title: 'An earlier run with no throughput',
    meaning:
      'At some point its output throughput is 0. That figure is left out of the level the candidate is compared with.',
    remedy: 'Look at that run: nothing was served.',
  },
  'same-files': {
    title: 'Both sides have the same figures',
    meaning: 'At least part of the candidate was compared with itself, so a pass means nothing.',
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
    meaning:
      'Neither their names nor their arguments show which belong together, so they are reported as missing and new.',
    remedy: 'Give a configuration the same name or label on both sides.',
  },
  likeness: {
    title: 'Configurations matched by likeness',
    meaning:
      'No name or key appears on both sides, so the likeliest pairs were compared. If a pair is wrong, so is the verdict.',
    remedy: 'Give a configuration the same name or label on both sides.',
  },
  'another-name': {
    title: 'Configurations compared under another name',
    meaning:
      'What both sides state of a setup agrees, and agrees with no other, so they are compared although their names differ.',
    remedy:
      'Where the name alone tells them apart, state what it means, such as the GPUs or a label, by `overrides` with `match`.',
  },
  'few-requests': {
    title: 'Too few requests to compare',
    meaning: 'So few requests completed per user that the figures mostly show how the run started and ended.',
    remedy: 'Send more requests: at least several for each request in flight.',
  },
  'harness-version': {
    title: 'Different versions of the harness',
    meaning: 'A change may come from the harness rather than from the server.',
    remedy: 'Measure both sides with one version.',
  },
  'unlike-arrivals': {
    title: 'Requests arrived differently',
    meaning: 'The two sides differ in burstiness or in the limit on requests in flight, which may explain a change.',
    remedy: 'Measure both sides with the same settings.',
  },
  'main-moved': {
    title: 'The base branch itself moved',
    meaning: 'The level changed from one earlier run to the next. The candidate is compared with the level since then.',
    remedy: 'If it was a loss, look at what that commit brought in.',
  },
} as const satisfies Chapter;
