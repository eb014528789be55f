import { describe, expect, test } from 'vitest';
import { flat, inferencePerf, python, sglang, vllm } from './raw/fixtures.ts';
import { type Changes, problemsIn, v01 } from './texts.ts';

/*
 * Zeros that other figures contradict are said, each kind once, with both values; those that mean that there was nothing
 * to measure are not.
 */

const said = (document: unknown): string[] =>
  problemsIn(document).map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
const ofVllm = (changes: Changes): string[] => said(python(vllm(changes)));

test.each<readonly [string, Changes, string, string]>([
  [
    'no requests/s',
    { request_throughput: 0 },
    'inconsistent-throughput',
    '0 requests/s are stated, but an output throughput of 400 tok/s: one of the two is wrong',
  ],
  [
    'neither requests/s nor tokens/s',
    { request_throughput: 0, output_throughput: 0, total_token_throughput: 0 },
    'inconsistent-duration',
    '0 requests/s are stated, but 200 requests completed: one of the two is wrong',
  ],
  [
    'no tokens/s',
    { output_throughput: 0, total_token_throughput: 0 },
    'inconsistent-throughput',
    'output throughput is stated as 0 tok/s, but 4 requests/s × mean OSL 100 is 400: one of the three is wrong',
  ],
  [
    'no output tokens',
    { total_output_tokens: 0 },
    'inconsistent-throughput',
    '0 output tokens are stated, but an output throughput of 400 tok/s: the latter is used',
  ],
  [
    'no input tokens',
    { total_input_tokens: 0 },
    'inconsistent-isl',
    '0 input tokens are stated, but an input throughput of 4,000 tok/s: the latter is used',
  ],
  [
    'no requests',
    { completed: 0, failed: 0, num_prompts: 0 },
    'inconsistent-duration',
    '0 requests completed, but 4 requests/s are stated: one of the two is wrong',
  ],
  ['no E2EL', flat('e2el_ms', 0), 'impossible-latency', 'mean E2EL of 0 ms, although 200 requests completed: left out'],
  ['no TTFT', flat('ttft_ms', 0), 'impossible-latency', 'mean TTFT of 0 ms, although 200 requests completed: left out'],
  [
    'no TPOT',
    { mean_tpot_ms: 0 },
    'impossible-latency',
    'mean TPOT of 0 ms, although 200 requests completed: left out',
  ],
  ['no ITL', { mean_itl_ms: 0 }, 'impossible-latency', 'mean ITL of 0 ms, although 200 requests completed: left out'],
  [
    'no TPOT, of answers of unknown length',
    { mean_tpot_ms: 0, total_output_tokens: 0, request_throughput: 0 },
    'impossible-latency',
    'mean TPOT of 0 ms, although 200 requests completed: left out',
  ],
  [
    'no latency but ITL',
    { mean_e2el_ms: 0, mean_tpot_ms: 0, mean_ttft_ms: 0 },
    'impossible-latency',
    'mean E2EL, TTFT, TPOT of 0 ms, although 200 requests completed: left out',
  ],
])('%s where others say that there were some: one warning', (_, changes, code, message) => {
  expect(ofVllm(changes).filter((line) => line.includes(message))).toEqual([`warning ${code}: ${message} (1 report)`]);
});

describe('nothing is said of zeros that have a reason', () => {
  const none = (lines: readonly string[]) =>
    expect(lines.filter((line) => /\b0 (?:ms|requests|tok|input|output)/.test(line))).toEqual([]);

  test('a server that answers nothing', () => {
    const nothing = {
      completed: 0,
      failed: 200,
      request_throughput: 0,
      output_throughput: 0,
      total_token_throughput: 0,
    };
    const times = Object.assign({}, ...['ttft_ms', 'tpot_ms', 'itl_ms', 'e2el_ms'].map((name) => flat(name, 0)));
    none(ofVllm({ ...nothing, ...times, total_input_tokens: 0, total_output_tokens: 0 }));
  });

  test('answers of one token', () => {
    const rates = { total_output_tokens: 200, output_throughput: 4, total_token_throughput: 4004 };
    none(ofVllm({ ...rates, ...flat('tpot_ms', 0), ...flat('itl_ms', 0), ...flat('e2el_ms', 250) }));
  });

  test('answers that were not streamed', () => {
    none(ofVllm({ ...flat('ttft_ms', 0), ...flat('itl_ms', 0) }));
    none(ofVllm({ ...flat('ttft_ms', 7500), ...flat('itl_ms', 0), ...flat('tpot_ms', 0) }));
  });

  test('what a converter writes for what it does not know', () => {
    const latency = 'metrics.latency';
    none(said(v01({ [`${latency}.request_latency.mean`]: 0, [`${latency}.time_to_first_token.mean`]: 0 })));
    none(said(v01({ 'metrics.requests.output_length.mean': 0 })));
  });

  test('a rate that may have been rounded', () => {
    none(ofVllm({ request_throughput: 0, output_throughput: 0.4, total_token_throughput: 4.4, duration: 50_000 }));
  });

  test('results as they are', () => {
    for (const document of [vllm(), sglang(), inferencePerf()]) none(said(python(document)));
  });
});
