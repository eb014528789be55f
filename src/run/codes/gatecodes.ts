import type { Chapter } from './codeexplanation.ts';

/** Bounds, what they are on, and losses that were accepted. */
export const GATE = {
  regression: {
    title: 'A regression',
    meaning:
      'A loss is past its bound or stands out from noise, or a bound in units is not met. By default the job fails.',
    remedy: 'Fix it or, if it is intended, add it to `accept:` in the config file with a reason and a last day.',
  },
  'doubtful-bound': {
    title: 'A bound that may not be meant',
    meaning: 'The bound is applied as written, but its sign or its unit is probably wrong.',
    remedy: 'Check the sign and the unit: `-10%` is a fall, `+15%` a rise, `<=2000` a limit in the unit of the metric.',
  },
  'ungated-bound': {
    title: 'A bound that needs a baseline',
    meaning: 'It limits a change, and nothing to compare with was asked for. Nothing is gated by it.',
    remedy: 'Add the option `baseline`, or bound the value itself, as in `output-throughput>=500`.',
  },
  'no-front': {
    title: 'A front or a speed that could not be judged',
    meaning:
      'No point that both sides share has both coordinates, or nothing reaches that speed. The bound was not judged.',
    remedy: 'Make sure that GPUs and concurrency are known on both sides, or ask for a lower speed.',
  },
  'unstated-objective': {
    title: 'An objective on a metric that nothing states',
    meaning:
      'No point states the metric, so it is not known whether any meets the objective. None counts as meeting it.',
    remedy: 'Have the harness report the metric, or remove the objective.',
  },
  'unmatched-scope': {
    title: 'A scope that matches nothing',
    meaning: 'An entry in the config file names a configuration or a load that was not measured. It has no effect.',
    remedy: 'Correct its glob or load, or remove the entry.',
  },
  'renamed-scope': {
    title: 'A scope whose configuration was renamed',
    meaning:
      'The glob matches a configuration in the baseline but none in the candidate, so its bound is no longer applied.',
    remedy: 'Use the new name, which the message gives.',
  },
  'accepted-loss': {
    title: 'An accepted loss',
    meaning: 'A loss that would fail the gate is covered by an entry under `accept:`.',
    remedy: 'Nothing until its last day.',
  },
  'expired-acceptance': {
    title: 'An expired acceptance',
    meaning: 'Its last day has passed, so it no longer applies.',
    remedy: 'Remove the entry, or renew it with a new reason and last day.',
  },
} as const satisfies Chapter;
