import type { Chapter } from './explained.ts';

/** Fields of a report that do not hold what they should. */
export const FIELDS = {
  'missing-field': {
    title: 'A required field is missing',
    meaning:
      'Without the model, the load, or the throughput or latency block a run cannot be placed or drawn. It is not counted.',
    remedy: 'Add the field at the line in the message, or write the report again with a newer harness.',
  },
  'wrong-type': {
    title: 'A field of the wrong type',
    meaning:
      'For example text where a number belongs. One wrong value makes the others suspect, so the run is not counted.',
    remedy: 'Correct the value at the line in the message, or whatever wrote it.',
  },
  'wrong-unit': {
    title: 'A unit the field cannot have',
    meaning:
      'For example a throughput in seconds. The run is not counted, because its numbers may be off by any factor.',
    remedy: 'Correct the `units` key, or the value if the unit is right.',
  },
  'bad-number': {
    title: 'A number that cannot be',
    meaning: 'A mean, rate, count or duration is NaN, infinite or negative. The run is not counted.',
    remedy: 'Look at the log of that benchmark: usually no request completed. Run it again.',
  },
  'bad-statistic': {
    title: 'A percentile or deviation that cannot be',
    meaning:
      'A percentile or standard deviation is NaN, infinite or negative, as with a single request. That value is unknown; the run is counted.',
    remedy: 'Nothing to do if the run had one request; otherwise send more of them.',
  },
  'unknown-key': {
    title: 'A key that is not known',
    meaning: 'It is not part of the format and is not read: either a typo or something newer than this version.',
    remedy: 'Check the spelling. If a newer harness writes it, update pareto-report.',
  },
  'unit-corrected': {
    title: 'A wrong unit was corrected',
    meaning:
      'Latencies labelled as milliseconds are in seconds; other figures of the same run prove it. They were multiplied by 1000.',
    remedy: 'Nothing to do for this report. Update the harness that writes the wrong label.',
  },
  'length-corrected': {
    title: 'A mean length was corrected',
    meaning:
      'The mean input length covered all requests, some of which failed, while the rates cover those that completed. It was scaled to match.',
    remedy: 'Nothing to do; find out why requests failed.',
  },
  'not-convertible': {
    title: 'A value that could not be converted',
    meaning: 'The file states it per GPU or per worker, but not how many there are. That value is left out.',
    remedy: 'State the parallelism in the file, or the deployment with the option `label` or `gpus`.',
  },
} as const satisfies Chapter;
