import type { Chapter } from './codeexplanation.ts';

/** How much was asked of the server: concurrency, rate and lengths. */
export const LOAD = {
  'unknown-concurrency': {
    title: 'The concurrency is unknown',
    meaning: 'It is not stated and cannot be estimated, so there is no tok/s/user and no point on the front.',
    remedy: 'Have the harness write its concurrency or the mean E2EL, or choose `user-throughput: tpot`.',
  },
  'estimated-concurrency': {
    title: 'The concurrency is estimated',
    meaning:
      "It was calculated as requests/s × mean E2EL (Little's law) and is marked ≈. It places a point in a plot but never matches it with a baseline.",
    remedy: 'Nothing. For an exact figure, have the harness write it.',
  },
  'unstated-concurrency': {
    title: 'The harness does not write the requested concurrency',
    meaning: 'The concurrency is the one actually reached, which varies, so points of two runs may not match.',
    remedy: 'Put it in the file name, for example `report-c64.json`.',
  },
  'unreached-concurrency': {
    title: 'The concurrency was never reached',
    meaning: 'The run sent fewer requests than its concurrency, so tok/s/user comes out too low.',
    remedy: 'Send at least several times as many requests as the concurrency.',
  },
  'inconsistent-concurrency': {
    title: 'Concurrency, rate and latency disagree',
    meaning:
      "By Little's law, requests/s × E2EL is the number of requests in flight, and the stated concurrency differs from it. tok/s/user may be wrong.",
    remedy: 'Check which of the three comes from another run or stage.',
  },
  'exceeded-rate': {
    title: 'Requests completed faster than they were to be sent',
    meaning: 'The achieved rate is above the requested one, which probably belongs to another stage.',
    remedy: 'Check the rate in the report or in the name of the file.',
  },
  'unknown-load': {
    title: 'An ambiguous load',
    meaning:
      'A number may mean requests in flight or requests per second, and the figures do not show which. The load is unknown.',
    remedy: 'Keep the file that the message names beside the result.',
  },
  'shared-load': {
    title: 'Figures that share the server with another load',
    meaning:
      'Several load generators or workloads ran at once, so the throughput is a share or a mixture rather than what the deployment can do.',
    remedy: 'Measure one workload at a time, or add up the results of all generators first.',
  },
  'all-at-once': {
    title: 'An offline benchmark',
    meaning:
      'The engine received all prompts at once, which says nothing about the speed of a single user. There is no point on the front.',
    remedy: 'Measure with the serving benchmark that the message names.',
  },
  'unknown-length': {
    title: 'ISL or OSL is unknown',
    meaning: 'The length is not stated and cannot be calculated. Runs of different lengths may end up in one scenario.',
    remedy: 'Have the harness write its input and output lengths.',
  },
  'derived-length': {
    title: 'ISL or OSL is derived',
    meaning: 'The report does not state the mean length. It was calculated as throughput ÷ requests/s.',
    remedy: 'Nothing.',
  },
  'unlike-isl': {
    title: 'Prompts were not as long as requested',
    meaning: 'The measured mean ISL is far from the requested length, which names the scenario.',
    remedy: 'Check the data set and the tokenizer of the harness.',
  },
  'unlike-osl': {
    title: 'Answers were not as long as requested',
    meaning: 'The measured mean OSL is far from the requested length, which names the scenario.',
    remedy: 'Make the server ignore the end-of-sequence token (`ignore_eos`), or accept that answers end early.',
  },
} as const satisfies Chapter;
