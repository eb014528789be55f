import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../src/report/read.ts';
import type { Problem } from '../../src/run/problem.ts';
import { sharedData, withoutSharedData } from '../shared.ts';
import { benchmark, guidellm, python, vllm } from './raw/fixtures.ts';
import { AGGREGATE, type Changes, engine, host, lineOf, problemsIn, read, v01, v02, yaml } from './texts.ts';

/*
 * Figures of one run that cannot all be true: what is just beyond a bound is said, and what is just within it is not.
 * v01() has 2.5 requests/s of 1,000 tokens and 12.4 s, which keep 31 of its 32 streams busy, and 2,500 tok/s.
 */

const CODES = [
  'inconsistent-concurrency',
  'impossible-user-throughput',
  'inconsistent-throughput',
  'inconsistent-latency',
  'exceeded-rate',
  'inconsistent-requests',
  'unlike-isl',
  'unlike-osl',
  'incomplete-requests',
  'impossible-parallelism',
];

const doubts = (document: unknown): Problem[] => problemsIn(document).filter(({ code }) => CODES.includes(code));
const codes = (document: unknown): string[] => doubts(document).map(({ code }) => code);

/** Says one thing of a document, in a line that holds a text; `null` for no line. */
function expectDoubt(document: unknown, code: string, message: string, place: string | null): void {
  const text = yaml(document);
  expect(doubts(text)).toMatchObject([{ severity: 'warning', code, message: `${message} (1 report)` }]);
  expect(doubts(text)[0]?.line).toBe(place === null ? null : lineOf(text, place));
}

const ARGS = 'scenario.load.args';
const concurrency = (value: number) => ({ [`${ARGS}.max_concurrency`]: value });
const prompts = (count: number) => ({ [`${ARGS}.num_prompts`]: count, 'metrics.requests.total': count });
/** So many that the last round tells nothing. */
const MANY = prompts(32_000);
const rates = (each: number) => ({
  'metrics.throughput.requests_per_sec': each,
  'metrics.throughput.output_tokens_per_sec': each * 1000,
  'metrics.throughput.total_tokens_per_sec': each * 11_000,
});
const output = (tokens: number) => ({ 'metrics.throughput.output_tokens_per_sec': tokens });
const ofRequests = (mean: number) => ({ 'metrics.latency.time_per_output_token.mean': mean });
const tpot = (mean: number) => ({ ...ofRequests(mean), 'metrics.latency.inter_token_latency.mean': mean });
const NO_E2EL = { 'metrics.latency.request_latency': undefined };
const p99 = (value: number | undefined) => ({ 'metrics.latency.request_latency.p99': value });
const open = (rate: number, burstiness: number) => ({ [ARGS]: { num_prompts: 320, request_rate: rate, burstiness } });
const stage = (asked: object, total = 320) => ({
  'scenario.load': { name: 'inference-perf', args: { load: { stages: [asked] } }, metadata: { stage: 0 } },
  'metrics.requests.total': total,
});
const guide = (total: number, incomplete: number | undefined, failures: number | undefined = 0) => ({
  'scenario.load': { name: 'guidellm', args: { profile: 'concurrent', rate: [32] }, metadata: { stage: 0 } },
  'metrics.requests.total': total,
  'metrics.requests.failures': failures,
  'metrics.requests.incomplete': incomplete,
});

test('what agrees says nothing', () => {
  for (const document of [
    v01(),
    v02(),
    v01(guide(320, 0)),
    v01(open(2.5, 1)),
    v01(stage({ rate: 2.5, duration: 128 })),
  ])
    expect(doubts(document)).toEqual([]);
});

/** What, code, message, the line it stands in, changes of v0.1 just beyond the bound, and just within. */
const KINDS: readonly (readonly [string, string, string, string, Changes, Changes])[] = [
  [
    'more requests in flight than the concurrency',
    'inconsistent-concurrency',
    "2.5 requests/s × mean E2EL of 12,400 ms is 31 requests in flight, but the stated concurrency is 28: they cannot all be right (Little's law)",
    'latency:',
    concurrency(28),
    concurrency(29),
  ],
  [
    'fewer requests in flight than the concurrency',
    'inconsistent-concurrency',
    "2.5 requests/s × mean E2EL of 12,400 ms is 31 requests in flight, but the stated concurrency is 45: they cannot all be right (Little's law)",
    'latency:',
    { ...MANY, ...concurrency(45) },
    { ...MANY, ...concurrency(44) },
  ],
  [
    'more tokens a second than the time of each allows',
    'impossible-user-throughput',
    'output throughput 2,500 ÷ concurrency 32 is 78.13 tok/s/user, but a token every 18 ms allows at most 55.56: they cannot both be right',
    'throughput:',
    { ...NO_E2EL, ...tpot(18) },
    { ...NO_E2EL, ...tpot(17.9) },
  ],
  [
    'more tokens than the requests have',
    'inconsistent-throughput',
    'output throughput is stated as 2,760 tok/s, but 2.5 requests/s × mean OSL 1,000 is 2,500: the stated value is used',
    'throughput:',
    output(2760),
    output(2740),
  ],
  [
    'fewer tokens than the requests have',
    'inconsistent-throughput',
    'output throughput is stated as 2,270 tok/s, but 2.5 requests/s × mean OSL 1,000 is 2,500: the stated value is used',
    'throughput:',
    output(2270),
    output(2275),
  ],
  [
    'less time per token than E2EL leaves',
    'inconsistent-latency',
    'mean time per token is stated as 8.3 ms, but (E2EL − TTFT) ÷ (OSL − 1) is 12.01 ms: one of the four is wrong',
    'latency:',
    tpot(8.3),
    tpot(8.5),
  ],
  [
    'more time per token than E2EL has',
    'inconsistent-latency',
    'mean time per token is stated as 16.9 ms, but (E2EL − TTFT) ÷ (OSL − 1) is 12.01 ms: one of the four is wrong',
    'latency:',
    tpot(16.9),
    tpot(16.7),
  ],
  [
    // 320 arrivals lie within 1.1 + 3 ÷ √320 of their rate.
    'more requests a second than were sent',
    'exceeded-rate',
    '2.5 requests/s completed, but the requested rate is 1.97: does the rate belong to another stage?',
    'throughput:',
    open(1.97, 1),
    open(1.98, 1),
  ],
  [
    'more of bursts, which chance moves more',
    'exceeded-rate',
    '2.5 requests/s completed, but the requested rate is 1.74: does the rate belong to another stage?',
    'throughput:',
    open(1.74, 0.25),
    open(1.75, 0.25),
  ],
  [
    'fewer requests than rate × duration',
    'inconsistent-requests',
    '320 requests are counted, but the stage asks for 357.5: do they belong to another stage, or was it cut off?',
    'throughput:',
    stage({ rate: 2.5, duration: 143 }),
    stage({ rate: 2.5, duration: 142 }),
  ],
  [
    'more requests than rate × duration',
    'inconsistent-requests',
    '320 requests are counted, but the stage asks for 290: do they belong to another stage, or was it cut off?',
    'throughput:',
    stage({ rate: 2.5, duration: 116 }),
    stage({ rate: 2.5, duration: 117 }),
  ],
  [
    'more requests than a stage counts',
    'inconsistent-requests',
    '320 requests are counted, but the stage asks for 290: do they belong to another stage, or was it cut off?',
    'throughput:',
    stage({ concurrency_level: 32, num_requests: 290 }),
    stage({ concurrency_level: 32, num_requests: 291 }),
  ],
];

describe('beyond a bound both figures are said, with the place; within it nothing', () => {
  test.each(KINDS)('%s', (_, code, message, place, beyond, within) => {
    expectDoubt(v01(beyond), code, message, place);
    expect(doubts(v01(within))).toEqual([]);
  });

  test.each([
    ['isl', 'input_length', 12_500, 12_495],
    ['isl', 'input_length', 7495, 7500],
    ['osl', 'output_length', 1251, 1249],
    ['osl', 'output_length', 749, 751],
  ])('a mean %s (%s) of %d is not what was requested', (name, key, beyond, within) => {
    const document = (mean: number) =>
      v02({
        [`${AGGREGATE}.requests.${key}.mean`]: mean,
        ...(name === 'osl' && { [`${AGGREGATE}.throughput.output_token_rate.mean`]: 2.5 * mean }),
      });
    const [was, requested] = [beyond.toLocaleString('en'), name === 'isl' ? '9,999' : '1,000'];
    expectDoubt(
      document(beyond),
      `unlike-${name}`,
      `mean ${name.toUpperCase()} is ${was} tokens, but ${requested} were requested: the requested length names the scenario`,
      'throughput:',
    );
    expect(doubts(document(within))).toEqual([]);
  });

  test('lengths that vary may differ by chance, three standard errors of them', () => {
    // 3 × 20,000 ÷ √320 = 3,354.
    const document = (mean: number) =>
      v02({ [`${AGGREGATE}.requests.input_length`]: { units: 'count', mean, stddev: 20_000 } });
    expect(codes(document(9999 + 3360))).toEqual(['unlike-isl']);
    expect(codes(document(9999 + 3350))).toEqual([]);
  });

  test('v0.2 takes the requests of a stage from the harness’s own arguments', () => {
    const document = (num_requests: number) =>
      v02({ 'scenario.load.native.config': { load: { stages: [{ concurrency_level: 32, num_requests }] } } });
    expect(codes(document(290))).toEqual(['inconsistent-requests']);
    expect(codes(document(291))).toEqual([]);
  });

  test('requests that were cut off: noted, and from a tenth on warned of', () => {
    const said = 'of 320 requests were cut off at the end of the run: rates count only those that completed';
    expectDoubt(
      v01(guide(320, 32)),
      'incomplete-requests',
      `32 ${said} and so understate what was served; run longer`,
      'throughput:',
    );
    const message = `31 ${said} (1 report)`;
    expect(doubts(v01(guide(320, 31)))).toMatchObject([{ severity: 'notice', line: null, message }]);
    expect(doubts(v01(guide(320, 0)))).toEqual([]);
  });

  test('requests that were cut off are a share of all, also where failures are not known', () => {
    const message = expect.stringMatching(/^31 of 320 requests/);
    const document = v01({ ...guide(320, 31), 'metrics.requests.failures': undefined });
    expect(doubts(document)).toMatchObject([{ severity: 'notice', message }]);
  });

  test('more expert ranks than GPUs', () => {
    const one = (ep: number) => v02({ 'scenario.stack': [engine({ 'standardized.accelerator.parallelism.ep': ep })] });
    const said = 'there cannot be more expert ranks than GPUs';
    expectDoubt(one(9), 'impossible-parallelism', `EP 9 is stated for replica engines with 8 GPUs, but ${said}`, null);
    expect(doubts(one(8))).toEqual([]);
    const hosted = (ep: number) =>
      v01({ 'scenario.host': host({ replica: 2 }, { model: 'H100', count: 4, parallelism: { tp: 4, ep } }) });
    expectDoubt(
      hosted(9),
      'impossible-parallelism',
      `EP 9 is stated for replica engines with 8 GPUs, but ${said}`,
      null,
    );
    expect(doubts(hosted(8))).toEqual([]);
  });

  test('expert ranks of a role are on its own GPUs', () => {
    const both = (ep: number) =>
      v02({
        'scenario.stack': [
          engine({ 'standardized.role': 'prefill' }),
          engine({ 'standardized.role': 'decode', 'standardized.accelerator.parallelism.ep': ep }),
        ],
      });
    const message = 'EP 9 is stated for decode engines with 8 GPUs, but there cannot be more expert ranks than GPUs';
    expectDoubt(both(9), 'impossible-parallelism', message, null);
    expect(doubts(both(8))).toEqual([]);
  });
});

test('of unlike lengths TPOT may be farther off, where ITL agrees', () => {
  expect(codes(v01(ofRequests(20.2)))).toEqual([]);
  expect(codes(v01(ofRequests(25)))).toEqual(['inconsistent-latency']);
});

test.each([
  ['fewer requests than were to be in flight', 'unreached-concurrency', prompts(31), prompts(32)],
  [
    'more time than the rate leaves',
    'inconsistent-duration',
    { 'metrics.time.duration': 170 },
    { 'metrics.time.duration': 150 },
  ],
  [
    'more input than the rates have',
    'inconsistent-isl',
    { 'metrics.requests.input_length.mean': 11_200 },
    { 'metrics.requests.input_length.mean': 10_900 },
  ],
])('%s', (_, code, beyond, within) => {
  const said = (changes: Changes) => problemsIn(v01(changes)).map((one) => one.code);
  expect(said(beyond)).toContain(code);
  expect(said(within)).not.toContain(code);
});

test('more goodput than there are requests', () => {
  const said = (request_goodput: number) => problemsIn(python(vllm({ request_goodput }))).map(({ code }) => code);
  expect(said(4.5)).toContain('impossible-goodput');
  expect(said(4)).not.toContain('impossible-goodput');
});

test('several files come to one warning with their count, of each kind', () => {
  const readings = [concurrency(28), concurrency(27), { ...concurrency(20), ...tpot(18) }, {}].map((changes, index) =>
    read(v01(changes), { path: `r/${index}.yaml` }),
  );
  const said = problemsOf(readings).filter(({ code }) => CODES.includes(code));
  expect(said.map(({ code, file, message }) => [code, file, /\(\d reports?\)$/.exec(message)?.[0]])).toEqual([
    ['inconsistent-concurrency', 'r/0.yaml', '(3 reports)'],
    ['impossible-user-throughput', 'r/2.yaml', '(1 report)'],
    ['inconsistent-latency', 'r/2.yaml', '(1 report)'],
  ]);
});

describe('a sound closed loop may keep fewer requests in flight than its concurrency', () => {
  test('one of many rounds may not', () => {
    expect(codes(v01({ ...MANY, ...rates(1.6) }))).toEqual(['inconsistent-concurrency']);
  });

  test('few requests for its concurrency leave streams idle in the last round', () => {
    expect(codes(v01({ ...prompts(40), ...rates(1.6) }))).toEqual([]);
    expect(codes(v01({ ...prompts(40), ...rates(1.05) }))).toEqual(['inconsistent-concurrency']);
  });

  test('where failures are not known, those that were tried are as many', () => {
    const tried = (total: number) => v01({ ...guide(total, 0), 'metrics.requests.failures': undefined, ...rates(1.6) });
    expect(codes(tried(40))).toEqual([]);
    expect(codes(tried(32_000))).toEqual(['inconsistent-concurrency']);
  });

  test('the last round waits for its longest request', () => {
    expect(codes(v01({ ...prompts(32), ...rates(0.8), ...p99(31_000) }))).toEqual([]);
    expect(codes(v01({ ...prompts(32), ...rates(0.8) }))).toEqual(['inconsistent-concurrency']);
    // Without percentiles it may be twice the mean one.
    expect(codes(v01({ ...prompts(32), ...rates(1), ...p99(undefined) }))).toEqual([]);
    expect(codes(v01({ ...prompts(32), ...rates(0.9), ...p99(undefined) }))).toEqual(['inconsistent-concurrency']);
  });

  test('requests that fail leave their streams idle', () => {
    const failed = (failures: number) => v01({ ...MANY, ...rates(1.6), 'metrics.requests.failures': failures });
    expect(codes(failed(1))).toEqual([]);
    expect(codes(failed(0))).toEqual(['inconsistent-concurrency']);
  });

  test('what is cut off at the end counts nowhere', () => {
    expect(codes(v01({ ...guide(96, 32), ...rates(1.6) }))).toEqual(['incomplete-requests']);
    expect(codes(v01({ ...guide(96, 0), ...rates(1.6) }))).toEqual(['inconsistent-concurrency']);
  });

  test('users of several turns wait between them', () => {
    const strategy = { type_: 'concurrent', streams: 16 };
    const { metrics } = benchmark(strategy) as { metrics: object };
    const request_totals = { successful: 300, errored: 0, incomplete: 0, total: 300 };
    const document = (turns: number | undefined) =>
      python(
        guidellm(2, [benchmark(strategy, { metrics: { ...metrics, request_totals } })], {
          ...{ prompt_tokens: 512, output_tokens: 64, turns },
        }),
      );
    expect(codes(document(2))).toEqual([]);
    expect(codes(document(undefined))).toEqual(['inconsistent-concurrency']);
  });
});

describe('an estimate of E2EL serves', () => {
  const little = (changes: Changes) =>
    doubts(v01({ ...NO_E2EL, ...changes })).filter(({ code }) => code === 'inconsistent-concurrency');

  test('within the bounds of what unlike lengths make of it', () => {
    const [problem] = little(concurrency(20));
    expect(problem?.message).toBe(
      "2.5 requests/s × TTFT + TPOT × (OSL − 1) of 12,390 ms is 30.97 requests in flight, but the stated concurrency is 20: they cannot all be right (Little's law) (1 report)",
    );
    expect(little(concurrency(21))).toEqual([]);
    expect(little({ ...MANY, ...concurrency(64) })).toHaveLength(1);
    expect(little({ ...MANY, ...concurrency(63) })).toEqual([]);
  });

  test('unless it is beyond any server, as a stated one', () => {
    const fast = { ...tpot(0.012), 'metrics.latency.time_to_first_token.mean': 0.4 };
    expect(little(fast)).toEqual([]);
    const stated = doubts(v01({ ...fast, 'metrics.latency.request_latency': { units: 'ms', mean: 12.388 } }));
    expect(stated).toEqual([]);
  });
});

describe('nothing is said of', () => {
  test('an open loop, whose requests in flight are nobody’s promise', () => {
    expect(doubts(v01({ ...open(2.5, 1), [`${ARGS}.max_concurrency`]: 8 }))).toEqual([]);
  });

  test('a time per token of outputs too short to have one', () => {
    const short = (osl: number) =>
      v01({ 'metrics.requests.output_length.mean': osl, ...output(2.5 * osl), ...tpot(500) });
    expect(codes(short(8))).toEqual(['inconsistent-latency']);
    expect(codes(short(7))).toEqual([]);
  });

  test('a stage of less than one request more', () => {
    const counted = (total: number) => codes(v01({ ...stage({ rate: 2.5, duration: 0.7 }, total) }));
    expect(counted(1)).not.toContain('inconsistent-requests');
    expect(counted(3)).toContain('inconsistent-requests');
  });

  test('what follows from other figures', () => {
    const total = { 'metrics.throughput.input_tokens_per_sec': 24_000 };
    expect(codes(v01({ ...total, 'metrics.throughput.output_tokens_per_sec': undefined }))).toEqual([]);
    expect(codes(v01({ ...total, ...output(3500) }))).toEqual(['inconsistent-throughput']);
    const derived = (mean: number) =>
      v02({
        'scenario.load.standardized.input_seq_len': { distribution: 'fixed', value: 7000 },
        [`${AGGREGATE}.requests.input_length.mean`]: mean,
      });
    expect(codes(derived(0))).toEqual([]);
    expect(codes(derived(10_000))).toEqual(['unlike-isl']);
  });

  test('lengths of requests that all failed', () => {
    const failed = (failures: number) =>
      codes(
        v02({
          [`${AGGREGATE}.requests.failures`]: failures,
          [`${AGGREGATE}.requests.input_length.mean`]: 5000,
        }),
      );
    expect(failed(320)).not.toContain('unlike-isl');
    expect(failed(319)).toContain('unlike-isl');
  });
});

test.skipIf(withoutSharedData)('the published sweep gives no such warning at all', () => {
  const folder = sharedData('sweeps');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files).toHaveLength(114);
  expect(files.flatMap((file) => doubts(readFileSync(file, 'utf8')))).toEqual([]);
});
