import type { Chapter } from './explained.ts';

/** How much was asked of the server: concurrency, rate and lengths. */
export const LOAD = {
  'unknown-concurrency': {
    title: 'The concurrency is unknown',
    meaning: 'It is neither stated nor can it be estimated, so there is no tok/s/user and no point on the front.',
    remedy: 'Let the harness write its concurrency or the mean E2EL, or choose `user-throughput: tpot`.',
  },
  'estimated-concurrency': {
    title: 'The concurrency is estimated',
    meaning:
      "It is requests/s × mean E2EL (Little's law) and marked ≈. It places a point but never matches it with a baseline.",
    remedy: 'Nothing to do. To have it exact, let the harness write it.',
  },
  'unstated-concurrency': {
    title: 'The harness does not write the requested concurrency',
    meaning: 'The concurrency is that which was reached, so points of two runs may not match.',
    remedy: 'Name the result after it, for example `report-c64.json`.',
  },
  'unreached-concurrency': {
    title: 'The concurrency was never reached',
    meaning: 'Fewer requests were sent than the concurrency, so tok/s/user comes out too small.',
    remedy: 'Send at least several times as many requests as the concurrency.',
  },
  'inconsistent-concurrency': {
    title: 'Concurrency, rate and latency disagree',
    meaning:
      "By Little's law, requests/s × E2EL is the number in flight, and the stated concurrency is another. tok/s/user may be wrong.",
    remedy: 'Check which of the three comes from another run or stage.',
  },
  'exceeded-rate': {
    title: 'More requests completed than were to be sent',
    meaning: 'The achieved rate is above the requested one, so the requested rate is probably that of another stage.',
    remedy: 'Check the rate in the report or in the name of the file.',
  },
  'unknown-load': {
    title: 'A load that may mean two things',
    meaning:
      'A number may be requests in flight or requests per second, and the figures do not tell. The load is unknown.',
    remedy: 'Keep the file that the message names beside the result.',
  },
  'shared-load': {
    title: 'Figures that share the server with another load',
    meaning:
      'Several load generators or workloads ran at once. Throughput is a share or a mixture, not what the deployment can do.',
    remedy: 'Measure one workload at a time, or add up the generators before reporting.',
  },
  'all-at-once': {
    title: 'An offline benchmark',
    meaning:
      'All prompts were given to the engine at once, which says nothing about the speed of a single user. There is no point on the front.',
    remedy: 'Measure with the serving benchmark that the message names.',
  },
  'unknown-length': {
    title: 'ISL or OSL is unknown',
    meaning: 'The length is neither stated nor derivable. Runs of different lengths may end up in one scenario.',
    remedy: 'Let the harness write its input and output lengths.',
  },
  'derived-length': {
    title: 'ISL or OSL is derived',
    meaning: 'The mean length was not measured; it is throughput ÷ requests/s.',
    remedy: 'Nothing to do.',
  },
  'unlike-isl': {
    title: 'Prompts were not as long as requested',
    meaning: 'The measured mean ISL is far from the requested one. The requested length names the scenario.',
    remedy: 'Check the data set and the tokenizer of the harness.',
  },
  'unlike-osl': {
    title: 'Answers were not as long as requested',
    meaning: 'The measured mean OSL is far from the requested one. The requested length names the scenario.',
    remedy: 'Make the server ignore the end-of-sequence token (`ignore_eos`), or accept that answers end early.',
  },
} as const satisfies Chapter;
