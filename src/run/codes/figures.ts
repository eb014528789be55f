import type { Chapter } from './explained.ts';

/** Figures that are derived, unknown, or cannot all be true. */
export const FIGURES = {
  'derived-throughput': {
    title: 'The output throughput is derived',
    meaning: 'It is not stated; it is total − input throughput, or else requests/s × mean OSL.',
    remedy: 'Nothing to do.',
  },
  'derived-latency': {
    title: 'A latency is derived',
    meaning: 'The harness does not state the time per token; it is (E2EL − TTFT) ÷ (OSL − 1).',
    remedy: 'Nothing to do.',
  },
  'derived-failures': {
    title: 'Failures are derived',
    meaning: 'Fewer requests completed than were asked for, and failures are not stated. The rest is taken as failed.',
    remedy: 'If the data set simply held fewer prompts, ask for as many as it has.',
  },
  'unknown-throughput': {
    title: 'The output throughput is unknown',
    meaning: 'It is neither stated nor derivable, so there is no point on the front.',
    remedy: 'Let the harness write output tokens per second.',
  },
  'unknown-failures': {
    title: 'The failure rate is unknown',
    meaning: 'The report does not say how many requests failed. A run in which many did looks like any other.',
    remedy: 'Nothing to do, unless the run looks odd: then read the log of the harness.',
  },
  'unknown-cost': {
    title: 'A cost that is unknown',
    meaning: 'An accelerator has no price, or nothing says which accelerators served. Those points have no cost.',
    remedy: 'Add its `price`, or state the accelerator with the option `accelerator`.',
  },
  'unmatched-price': {
    title: 'A price of an accelerator that nothing ran on',
    meaning: 'No accelerator of either side has that name, so the price has no effect.',
    remedy: 'Use the name in the message, a word of it such as `H100`, or remove the price.',
  },
  'unread-throughput': {
    title: 'A throughput that is not of the whole',
    meaning: 'The harness states the speed of decoding alone. It is not read as the output throughput.',
    remedy: 'Use a harness that states output tokens over the whole time if you want tok/s/GPU.',
  },
  'unread-tpot': {
    title: 'A TPOT that is not per token',
    meaning: 'The harness measures the time per piece of the answer, which may hold several tokens. It is read as ITL.',
    remedy: 'Update the harness.',
  },
  unstreamed: {
    title: 'Answers were not streamed',
    meaning: 'TTFT is the whole latency then, so TTFT, TPOT and ITL are unknown.',
    remedy: 'Turn on streaming in the harness.',
  },
  'batch-latency': {
    title: 'Latencies of whole batches',
    meaning: 'The result does not state the size of the batch, so only E2EL is read.',
    remedy: 'Measure with the serving benchmark to get throughput.',
  },
  'warm-up': {
    title: 'Throughput without the warm-up',
    meaning:
      'The harness counts the tokens of fewer requests than completed, over the time of all. The throughput was corrected.',
    remedy: 'Nothing to do.',
  },
  'power-of-others': {
    title: 'Power of a different number of GPUs',
    meaning: 'Power was measured on other GPUs than those that serve. Power and tokens per joule are left out.',
    remedy: 'Measure the power of exactly the GPUs that serve.',
  },
  'power-of-some': {
    title: 'Power may not cover all GPUs',
    meaning:
      'Power covers the GPUs of the machine that the harness ran on. If others serve too, tokens per joule is too high.',
    remedy: 'Run the harness where it sees all GPUs.',
  },
  'idle-gpus': {
    title: 'Power includes idle GPUs',
    meaning: 'Some of the GPUs that were measured served nothing. Power and tokens per joule are left out.',
    remedy: 'Measure the power of exactly the GPUs that serve.',
  },
  'inconsistent-cache': {
    title: 'More cached tokens than prompt tokens',
    meaning: 'Both cannot be true, so the cache hit rate is left out.',
    remedy: 'Restart the server, or reset its counters, before the benchmark.',
  },
  'implausible-latency': {
    title: 'A latency that no server reaches',
    meaning: 'The value is used as it stands, but its unit is probably wrong.',
    remedy: 'Check the unit in the report.',
  },
  'implausible-throughput': {
    title: 'A throughput that no server reaches',
    meaning: 'The value is used as it stands. It may put a false point on the front.',
    remedy: 'Check throughput and concurrency in the report.',
  },
  'impossible-goodput': {
    title: 'Goodput above the request rate',
    meaning: 'More requests met their objectives than completed. One of the two is wrong.',
    remedy: 'Check both in the report.',
  },
  'impossible-latency': {
    title: 'E2EL below TTFT',
    meaning: 'A request cannot end before its first token. The mean E2EL is left out.',
    remedy: 'Check the units of both in the report.',
  },
  'impossible-user-throughput': {
    title: 'Users faster than the time per token allows',
    meaning: 'Output throughput ÷ concurrency is more than 1 ÷ time per token. One of the three is wrong.',
    remedy: 'Check the concurrency first: it is often that of another run.',
  },
  'inconsistent-duration': {
    title: 'Requests, rate and duration disagree',
    meaning:
      'requests/s × duration should be the number of completed requests. One of the three is wrong; all are used as stated.',
    remedy: 'Check whether one of them covers the warm-up, or another stage.',
  },
  'inconsistent-isl': {
    title: 'ISL and input throughput disagree',
    meaning: 'The stated mean ISL is used.',
    remedy: 'Check whether the throughput counts cached or failed prompts.',
  },
  'inconsistent-latency': {
    title: 'Latencies disagree',
    meaning: 'Time per token should be (E2EL − TTFT) ÷ (OSL − 1). One of the four is wrong; all are used as stated.',
    remedy: 'Check their units, and whether answers were streamed.',
  },
  'inconsistent-requests': {
    title: 'Other requests than the stage asks for',
    meaning: 'The counts do not match, so the figures may be those of another stage, or the stage was cut off.',
    remedy: 'Check the stage in the report.',
  },
  'inconsistent-throughput': {
    title: 'Throughputs disagree',
    meaning: 'Output, total and request throughput do not fit together. The message says which is used.',
    remedy: 'Check which covers failed requests, the warm-up or another stage.',
  },
} as const satisfies Chapter;
