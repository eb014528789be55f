import type { Chapter } from './codeexplanation.ts';

/** Figures that are derived, unknown, or cannot all be true. */
export const FIGURES = {
  'derived-throughput': {
    title: 'The output throughput is derived',
    meaning:
      'The report does not state it. It was calculated as total − input throughput or, failing that, as requests/s × mean OSL.',
    remedy: 'Nothing.',
  },
  'derived-latency': {
    title: 'A latency is derived',
    meaning: 'The harness does not state the time per token. It was calculated as (E2EL − TTFT) ÷ (OSL − 1).',
    remedy: 'Nothing.',
  },
  'derived-failures': {
    title: 'Failures are derived',
    meaning:
      'The report states no failures, but fewer requests completed than were asked for. The rest are counted as failed.',
    remedy: 'If the data set simply held fewer prompts, ask only for as many as it has.',
  },
  'unknown-throughput': {
    title: 'The output throughput is unknown',
    meaning:
      'The report neither states it nor gives what it could be calculated from, so the run cannot be on a front.',
    remedy: 'Have the harness write output tokens per second.',
  },
  'unknown-failures': {
    title: 'The failure rate is unknown',
    meaning: 'The report does not say how many requests failed, so a run in which many did looks like any other.',
    remedy: 'Nothing, unless the run looks odd: then read the log of the harness.',
  },
  'unknown-cost': {
    title: 'The cost is unknown',
    meaning:
      'An accelerator has no price, or no file says which accelerators served. The points concerned have no cost.',
    remedy: 'Add its `price`, or state the accelerator with the option `accelerator`.',
  },
  'unmatched-price': {
    title: 'A price that matches no accelerator',
    meaning: 'No accelerator on either side has that name, so the price has no effect.',
    remedy: 'Use a name from the message, or a word of it such as `H100`; or remove the price.',
  },
  'unread-throughput': {
    title: 'A throughput that does not cover the whole run',
    meaning:
      'The harness states the speed of decoding alone, which is not the output throughput and is not read as such.',
    remedy: 'If you want tok/s/GPU, use a harness that states output tokens over the whole run.',
  },
  'unread-tpot': {
    title: 'A TPOT that is not per token',
    meaning:
      'The harness measures the time per chunk of the answer, and a chunk may hold several tokens. It is read as ITL.',
    remedy: 'Update the harness.',
  },
  unstreamed: {
    title: 'Answers were not streamed',
    meaning: 'Without streaming, TTFT equals the full latency, so TTFT, TPOT and ITL are treated as unknown.',
    remedy: 'Turn on streaming in the harness.',
  },
  'batch-latency': {
    title: 'Latencies of whole batches',
    meaning: 'The result does not state the batch size, so only E2EL is read.',
    remedy: 'To get a throughput, measure with the serving benchmark.',
  },
  'warm-up': {
    title: 'Throughput without the warm-up',
    meaning:
      'The harness divides the tokens of some of the completed requests by the time of all of them. The throughput was corrected.',
    remedy: 'Nothing.',
  },
  'power-of-others': {
    title: 'Power of a different number of GPUs',
    meaning:
      'The number of GPUs whose power was measured is not the number that served. Power and tokens per joule are left out.',
    remedy: 'Measure the power of exactly the GPUs that serve.',
  },
  'power-of-some': {
    title: 'Power may not cover all GPUs',
    meaning:
      'Only the GPUs of the machine the harness ran on were measured. If others served too, tokens per joule is too high.',
    remedy: 'Run the harness on a machine that sees all GPUs.',
  },
  'idle-gpus': {
    title: 'Power includes idle GPUs',
    meaning: 'Some of the measured GPUs served nothing. Power and tokens per joule are left out.',
    remedy: 'Measure the power of exactly the GPUs that serve.',
  },
  'inconsistent-cache': {
    title: 'More cached tokens than prompt tokens',
    meaning: 'That is impossible, so the cache hit rate is left out.',
    remedy: 'Restart the server, or reset its counters, before the benchmark.',
  },
  'implausible-latency': {
    title: 'A latency that no server reaches',
    meaning: 'The value is used as stated, but its unit is probably wrong.',
    remedy: 'Check the unit in the report.',
  },
  'implausible-throughput': {
    title: 'A throughput that no server reaches',
    meaning: 'The value is used as stated and may put a false point on the front.',
    remedy: 'Check throughput and concurrency in the report.',
  },
  'impossible-goodput': {
    title: 'Goodput above the request rate',
    meaning: 'More requests met their objectives than completed. One of the two figures is wrong.',
    remedy: 'Check both in the report.',
  },
  'impossible-latency': {
    title: 'A latency that cannot be',
    meaning:
      'A request cannot end before its first token, so a mean E2EL below TTFT is left out; nor does a request take no time, so a mean of 0 that other figures contradict is left out too.',
    remedy: 'Check the units of the latencies in the report, and whether the harness measured those that are 0.',
  },
  'impossible-user-throughput': {
    title: 'Users faster than the time per token allows',
    meaning: 'Output throughput ÷ concurrency is higher than 1 ÷ time per token. One of the three figures is wrong.',
    remedy: 'Check the concurrency first: it often comes from another run.',
  },
  'inconsistent-duration': {
    title: 'Requests, rate and duration disagree',
    meaning:
      'requests/s × duration should be the number of completed requests. One of the three figures is wrong; all are used as stated.',
    remedy: 'Check whether one of them covers the warm-up, or another stage.',
  },
  'inconsistent-isl': {
    title: 'ISL and input throughput disagree',
    meaning: 'The stated mean ISL is used.',
    remedy: 'Check whether the throughput counts cached or failed prompts.',
  },
  'inconsistent-latency': {
    title: 'Latencies disagree',
    meaning:
      'Time per token should be (E2EL − TTFT) ÷ (OSL − 1). One of the four figures is wrong; all are used as stated.',
    remedy: 'Check their units, and whether answers were streamed.',
  },
  'inconsistent-requests': {
    title: 'The number of requests is not what the stage asks for',
    meaning: 'The figures may belong to another stage, or the stage was cut off.',
    remedy: 'Check the stage in the report.',
  },
  'inconsistent-throughput': {
    title: 'Throughputs disagree',
    meaning: 'Output, total and request throughput do not fit together. The message says which is used.',
    remedy: 'Check which of them covers failed requests, the warm-up or another stage.',
  },
} as const satisfies Chapter;
