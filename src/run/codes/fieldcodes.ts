import type { Chapter } from './codeexplanation.ts';

/** Fields of a report that do not hold what they should. */
export const FIELDS = {
  'missing-field': {
    title: 'A required field is missing',
    meaning:
      'A run without a model, a load, or its throughput or latency block cannot be placed or drawn. It is not counted.',
    remedy: 'Add the field at the line the message gives, or write the report again with a newer harness.',
  },
  'wrong-type': {
    title: 'A field of the wrong type',
    meaning:
      'For example, text where a number belongs. One wrong value casts doubt on the others, so the run is not counted.',
    remedy: 'Correct the value at the line the message gives, or fix whatever wrote it.',
  },
  'wrong-unit': {
    title: 'A unit the field cannot have',
    meaning: 'For example, a throughput in seconds. The numbers may be off by any factor, so the run is not counted.',
    remedy: 'Correct the `units` key, or the value if the unit is right.',
  },
  'bad-number': {
    title: 'An impossible number',
    meaning: 'A mean, rate, count or duration is NaN, infinite or negative. The run is not counted.',
    remedy: 'Look at the log of that benchmark; usually no request completed. Then run it again.',
  },
  'bad-statistic': {
    title: 'An impossible percentile or deviation',
    meaning:
      'A percentile or standard deviation is NaN, infinite or negative, as happens with a single request. That value is unknown; the run is counted.',
    remedy: 'Nothing if the run had only one request. Otherwise, send more.',
  },
  'unknown-key': {
    title: 'An unknown key',
    meaning:
      'It is not part of the format and is not read. It is either a typo or newer than this version of pareto-report.',
    remedy: 'Check the spelling. If a newer harness writes it, update pareto-report.',
  },
  'unit-corrected': {
    title: 'A wrong unit was corrected',
    meaning:
      'Latencies labelled as milliseconds are in seconds, as other figures of the same run prove. They were multiplied by 1000.',
    remedy: 'Nothing for this report. Update the harness, which writes the wrong label.',
  },
  'length-corrected': {
    title: 'A mean length was corrected',
    meaning:
      'The mean input length covered all requests, some of which failed, while the rates cover those that completed. It was scaled to match.',
    remedy: 'Find out why requests failed.',
  },
  'not-convertible': {
    title: 'A value that could not be converted',
    meaning: 'The file states the value per GPU or per worker, but not how many there are. The value is left out.',
    remedy: 'State the parallelism in the file, or the deployment with the option `label` or `gpus`.',
  },
} as const satisfies Chapter;
