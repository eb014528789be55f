import { describe, expect, test } from 'vitest';
import { AGGREGATE, problemsIn, readAll, runOf, v02 } from '../texts.ts';
import { benchmark, guidellm } from './fixtures.ts';

/*
 * Rates of GuideLLM that contradict each other: 8 requests in flight of 1.6 s each are 5 requests/s, of 64 tokens 320 tok/s.
 */

const rates = { requests_per_second: 5, output_tokens_per_second: 320, tokens_per_second: 2880 };

function read(changes: Partial<typeof rates>, strategy: unknown, root: Readonly<Record<string, unknown>> = {}) {
  const one = benchmark(strategy as Record<string, unknown>, root);
  const stated = Object.entries(changes).map(([name, mean]) => [name, { successful: { mean } }]);
  const document = guidellm(1, [{ ...one, metrics: { ...(one.metrics as object), ...Object.fromEntries(stated) } }]);
  const [reading] = readAll(JSON.stringify(document), { path: 'g.json' });
  return {
    measured: reading?.run?.measured,
    said: (reading?.located ?? []).flatMap(({ finding: { severity, message } }) =>
      severity === 'notice' ? [] : [message],
    ),
  };
}

const streams = { type_: 'concurrent', streams: 8 };
const open = { type_: 'constant', rate: 5 };
const right = { requestThroughput: 5, outputThroughput: 320, totalThroughput: 2880 };

describe('in a closed loop the requests in flight ÷ E2EL decide', () => {
  test('for the output, where the requests were counted over too long a time', () => {
    const { measured, said } = read({ requests_per_second: 4.2 }, streams);
    expect(measured).toMatchObject(right);
    expect(said).toEqual([
      '4.2 requests/s contradict an output throughput of 320, and requests in flight ÷ E2EL is 5; output throughput ÷ OSL is used',
    ]);
  });

  test('for the requests, where they are nearer', () => {
    const { measured, said } = read({ output_tokens_per_second: 400 }, streams);
    expect(measured).toMatchObject(right);
    expect(said).toEqual([
      expect.stringMatching(/^output throughput is 400, but requests\/s × tokens per request is 320/),
    ]);
  });

  test('for neither where both are far off, and for the requests then', () => {
    const { measured } = read({ requests_per_second: 2, output_tokens_per_second: 900 }, streams);
    expect(measured).toMatchObject({ requestThroughput: 2, outputThroughput: 128 });
  });

  test('in a report made of it too, whose E2EL may be in seconds labelled ms', () => {
    const mean = (value: number, units: string) => ({ mean: value, units });
    for (const e2el of [mean(1.6, 's'), mean(1600, 'ms'), mean(1.6, 'ms')]) {
      const document = v02({
        'scenario.load.standardized.tool': 'guidellm',
        'scenario.load.standardized.concurrency': 8,
        [`${AGGREGATE}.throughput`]: {
          request_rate: mean(4.2, 'queries/s'),
          output_token_rate: mean(320, 'tokens/s'),
          total_token_rate: mean(2880, 'tokens/s'),
        },
        [`${AGGREGATE}.requests`]: {
          total: 300,
          input_length: mean(512, 'count'),
          output_length: mean(64, 'count'),
        },
        [`${AGGREGATE}.latency`]: { request_latency: e2el, time_to_first_token: mean(80, 'ms') },
      });
      expect(runOf(document).measured).toMatchObject({ ...right, e2el: { mean: 1600 } });
      expect(problemsIn(document)).toContainEqual(expect.objectContaining({ code: 'inconsistent-throughput' }));
    }
  });
});

describe('a time of measuring that ends after the last request', () => {
  /** 300 requests in 60 s, said to be 70. */
  const idle = {
    duration: 70,
    scheduler_metrics: { measure_start_time: 1000, measure_end_time: 1070, request_end_time: 1060 },
  };

  test('is measured to the last request, by which the rates are judged', () => {
    const { measured } = read({ requests_per_second: 300 / 70 }, open, idle);
    expect(measured).toMatchObject({ ...right, duration: 60 });
  });

  test('is none where it ends before or with the last request', () => {
    const scheduler_metrics = { ...idle.scheduler_metrics, request_end_time: 1080 };
    expect(read({}, open, { duration: 70, scheduler_metrics })).toMatchObject({ measured: { duration: 70 }, said: [] });
  });
});
