import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Speaker } from '../../src/identity/speaker.ts';
import { WordReader, wordsIn } from '../../src/identity/wordreader.ts';
import type { Load } from '../../src/run/load.ts';
import { aLoad } from '../builders.ts';

/*
 * What each word of one folder or file name is taken for, by itself. Of names of several runs: name.test.ts.
 */

const CLOSED = aLoad(8, { prompts: 320 });
const OPEN = aLoad(null, { rate: 2.5 });

/** `setup:tp8 load:conc-8` */
function read(segment: string, load: Load = CLOSED, fillers: Speaker['fillers'] = []): string {
  return wordsIn(segment, { load, fillers })
    .map(({ kind, canonical }) => `${kind}:${canonical}`)
    .join(' ');
}

/** What all words of a name are taken for, each kind once. */
function kindsIn(segment: string, load: Load = CLOSED): string {
  return [...new Set(wordsIn(segment, { load, fillers: [] }).map(({ kind }) => kind))].join(' ');
}

describe("the run's own load vanishes whole", () => {
  test.each([
    ...['conc8', 'conc-8', 'conc_8', 'conc=8', 'CONC8', 'Conc 8', 'conc8.0', 'conc.8', 'conc08', 'conc-0008'],
    ...['concurrency8', 'concurrency-8', 'concurrency=8', 'concurrent8', '8concurrent'],
    ...['c8', 'c-8', 'c=8', 'C8', 'users8', '8users', '8 users', '8_clients', 'clients=8', 'streams-8', '8-streams'],
    ...['8c', '8conc', '8-conc', 'max_concurrency=8', 'max-concurrency-8', 'max_conc8'],
  ])('%s, at a concurrency of 8', (name) => {
    expect(kindsIn(name)).toBe('load');
  });

  test.each([
    ...['qps2.5', 'qps-2.5', 'qps=2.5', 'QPS_2.5', '2.5qps', '2.5 rps', 'rps2.5', 'rate=2.5', 'rate-2.5'],
    ...['request_rate=2.5', 'request-rate-2.5', 'req_rate=2.5', 'target-qps-2.5', 'requested_rate_2.5'],
  ])('%s, at 2.5 requests/s', (name) => {
    expect(kindsIn(name, OPEN)).toBe('load');
  });

  test.each([
    ...['qps0.5', 'qps-0.5', 'qps=0.50', 'qps.0.5', 'qps0p5', '0p5qps', 'qps_0_5', 'request-rate-0-5', 'rate=0,5'],
    ...['qps.5', 'rate=.5', 'req_rate_.5', '0.5-rps'],
  ])('%s, at 0.5 requests/s', (name) => {
    expect(kindsIn(name, aLoad(null, { rate: 0.5 }))).toBe('load');
  });

  test.each(['qps3.33', 'rate=3.3', '3.3333rps', 'qps_3_33', 'qps3.3333333333333335'])(
    '%s, at 10/3 requests/s: rounded to the decimals that are written',
    (name) => {
      expect(kindsIn(name, aLoad(null, { rate: 10 / 3 }))).toBe('load');
    },
  );

  test.each(['qps3', 'qps3.34', 'qps3.0', 'rate_3', 'qps_3_3_3', 'rate=.33'])('%s is not, at 10/3', (name) => {
    expect(kindsIn(name, aLoad(null, { rate: 10 / 3 }))).not.toBe('load');
  });

  test.each(['rate-inf', 'request_rate=inf', 'infqps', 'qps-inf', 'rps=infinity', 'infinity-rps'])(
    '%s in a closed loop',
    (name) => {
      expect(kindsIn(name)).toBe('load');
    },
  );

  test.each(['conc-inf', 'concinf', 'max_concurrency=inf', 'inf-users'])(
    '%s in an open loop without a limit',
    (name) => {
      expect(kindsIn(name, OPEN)).toBe('load');
    },
  );

  test('as EvalScope and genai-bench name results', () => {
    expect(read('parallel_8_number_320')).toBe('load:parallel_8 load:number_320');
    expect(read('parallel_8_number_300')).toBe('load:parallel_8 number:number300');
    expect(read('rate_2.5_number_320', aLoad(null, { rate: 2.5, prompts: 320 }))).toBe('load:rate_2.5 load:number_320');
    expect(read('benchmark_summary')).toBe('filler:benchmark_summary');
    expect(read('chat_num_concurrency_8_time_61s')).toBe('setup:chat setup:num load:concurrency_8 repeat:time_61s');
    expect(read('time_61s')).not.toContain('repeat');
  });

  test('a limit beside a rate is the concurrency that was asked for', () => {
    const load = aLoad(null, { rate: 2.5, limit: 64 });
    expect(kindsIn('conc64-qps2.5', load)).toBe('load');
  });

  test('a concurrency that was measured is a little below what was asked for', () => {
    expect(kindsIn('conc8', aLoad(7.9))).toBe('load');
    expect(kindsIn('conc8', aLoad(7))).toBe('number');
    expect(kindsIn('conc7', aLoad(7.9))).toBe('number');
    expect(kindsIn('conc10', aLoad(7.9))).toBe('number');
  });

  test('an estimate is nothing that was asked for', () => {
    expect(kindsIn('conc8', aLoad(8, { concurrencySource: 'estimated' }))).toBe('number');
  });

  test('beside other words, wherever it stands', () => {
    expect(read('tp8-conc8-eager')).toBe('setup:tp8 load:conc8 setup:eager');
    expect(read('users-8-conc-8')).toBe('load:users-8 load:conc-8');
  });

  test('a stage index is the load of its stage', () => {
    const load = aLoad(null, { stage: 2 });
    expect([read('stage_2', load), read('stage-3', load)]).toEqual(['load:stage2', 'number:stage3']);
  });
});

describe('numbers', () => {
  test.each([
    ...['tp8', 'TP_8', 'tp-8', 'tp=8', 'tp.8', 'Tp 8', 'tp08'].map((name) => [name, 'setup:tp8']),
    ...['isl8', 'bs8', 'batch-8', 'gpu8', 'gpus=8', 'node2', 'ep8', 'dcp8', 'fp8', 'int8', 'replicas-8'].map((name) => [
      name,
      `setup:${name.replace(/[-=]/, '')}`,
    ]),
    ...['8gpu', '8xh100', 'h100x8', '8k1k', '1.5x', '10h'].map((name) => [name, `setup:${name}`]),
  ])('%s names something else whatever the load', (name, expected) => {
    expect(read(name)).toBe(expected);
  });

  test.each([
    ['8', 'number:8'],
    ['320', 'number:320'],
    ['2.5', 'number:2.5'],
    ['a8', 'number:a8'],
    ['a_8', 'number:a8'],
    ['n8', 'number:n8'],
    ['c16', 'number:c16'],
    ['conc16', 'number:conc16'],
    ['qps8', 'number:qps8'],
    ['性能-8', 'number:性能8'],
    ['0p5', 'number:0p5'],
    ['sweep.8', 'number:sweep8'],
  ])('%s may be the load, which its pattern decides', (name, expected) => {
    expect(read(name)).toBe(expected);
  });

  test.each(['01', '007', '0000', '016'])('%s has a leading zero and counts', (name) => {
    expect(kindsIn(name)).toBe('repeat');
  });

  test('a number with a leading zero under an unknown key counts, and the letters stay', () => {
    expect(read('variation_0003')).toBe('setup:variation');
    expect(read('part-001')).toBe('setup:part');
  });
});

describe('what repeats or dates', () => {
  test.each([
    ...[
      'run 1',
      'run-1',
      'run.1',
      'run1',
      'run_0001',
      'RUN=12',
      'rep3',
      'repeat-3',
      'repetition 2',
      'iter4',
      'iteration-4',
    ],
    ...['trial1', 'attempt-1', 'round-2', 'pass2', 'seed42', 'seed-42', 'day2', 'night-3', 'week_12', 'run (2)'],
  ])('%s', (name) => {
    expect(kindsIn(name)).toBe('repeat');
  });

  test.each(['run', 'run-a', 'nightly', 'seed', 'day-one', 'rerun-fast'])('%s says something', (name) => {
    expect(kindsIn(name)).toBe('setup');
  });

  test.each([
    ...['2026-05-01', '20260501', '2026_05_01', '2026.05.01', '20260501-101112', '20260501101112', '20260501T101112Z'],
    ...['2026-05-01T10:00:00Z', '2026-05-01_10-11-12', '2026-05-01 10.11.12', '2026-05-01T1011', '2026-05-01T10:11'],
    ...['2026-05-01T10:11:12.123456'],
    ...['1768132346', '1768132346123', '1768132346123456', '1768132346123456789', '1768132346.25'],
    ...['b6a1f3c2-1111-2222-3333-444455556666', 'B6A1F3C2-1111-2222-3333-444455556666'],
  ])('%s is a moment or a single thing', (name) => {
    expect(kindsIn(name)).toBe('repeat');
  });

  test.each(['2026-05-01_10-11', '202605011011', '01-05-2026', '2026-05'])('%s is a moment too', (name) => {
    expect(kindsIn(name)).toBe('repeat');
  });

  test.each(['20260501_1011', '2026-05-01-1011'])('of %s the end may be something else, which is said', (name) => {
    expect(kindsIn(name)).toBe('repeat doubt');
  });

  test.each(['run-2026-05-01', 'run=17171717171', 'night_20260501'])('%s dates a repeat', (name) => {
    expect(kindsIn(name)).toBe('repeat');
  });

  test('as a date does behind numbers that might begin one', () => {
    expect(read('bs-16_10_2026-09-06')).toBe('setup:bs16 number:10 repeat:2026-09-06');
    expect(read('8_10_20260906')).toBe('number:8 number:10 repeat:20260906');
    expect(read('16-10-2026_09-06-11')).toContain('repeat:16-10-2026');
  });

  test('as epochs do behind a number, where a long decimal does not', () => {
    expect([read('a.1.1768132346'), read('a.1.1768132346123')]).toEqual([
      'number:a1 repeat:1768132346',
      'number:a1 repeat:1768132346123',
    ]);
    expect(read('a.2.1666666666666665')).toBe('number:a2.1666666666666665');
  });

  test('but no hour', () => {
    expect(kindsIn('20260501_2560')).toBe('repeat number');
  });

  test.each(['2026-13-45', '1234', '376813234', '20261301'])('%s is none', (name) => {
    expect(kindsIn(name)).toBe('number');
  });

  test.each(['a1b2c3d', 'g1a2b3c4d', 'abcdef0', '17ab93cfd01e44aa9917ab93cfd01e44aa991234'])(
    '%s may be a commit',
    (name) => {
      expect(kindsIn(name)).toBe('doubt');
    },
  );

  test.each(['deadbee', 'a1b2c3', 'h100', 'fp8e4m3', 'b200'])('%s is no hash', (name) => {
    expect(kindsIn(name)).toMatch(/^(setup|number)$/);
  });
});

describe('versions stay whole', () => {
  test.each(['0.11.0', 'v0.11.0', 'v0.11.0rc1', 'vllm0.11.0', '2.9.1'])('%s', (name) => {
    expect(read(name)).toBe(`setup:${name}`);
  });

  test.each([
    ['v1.10', 'v1.1'],
    ['torch2.10', 'torch2.1'],
    ['2.10', '2.1'],
    ['v0.20', 'v0.2'],
  ])('%s is not %s', (one, other) => {
    expect(read(one)).not.toBe(read(other));
  });

  test.each(['v1.2.3.dev4', '0.6.3.post1'])('%s', (name) => {
    expect(read(name)).toBe(`setup:${name}`);
  });

  // Beyond 2^53 numbers are rounded.
  test('nor is a long number another', () => {
    expect(read('12345678901234567890')).not.toBe(read('12345678901234567891'));
  });
});

describe('known layouts', () => {
  test.each([
    ...['results', 'result', 'reports', 'Results', 'benchmark_report', 'profile_runs', 'profile_export_aiperf'],
    ...['stage_3_lifecycle_metrics', 'summary_lifecycle_metrics', 'stage_0_session_lifecycle_metrics'],
  ])('%s says nothing', (name) => {
    expect(read(name)).toBe(`filler:${name}`);
  });

  test.each([
    [
      'vllm-benchmark_1768132346-setup_1p1d-run_8_320',
      'setup:vllm setup:benchmark repeat:1768132346 setup:setup setup:1p1d repeat:run8 load:320',
    ],
    ['vllm-setup_2r-1768132346-ab12cd_3', 'setup:vllm setup:setup setup:2r repeat:1768132346-ab12cd_3'],
    ['vllm-infqps-concurrency8-20260901-101112', 'setup:vllm load:infqps load:concurrency8 repeat:20260901-101112'],
    [
      'SERVE--max_num_seqs=64-BENCH--max_concurrency=8',
      'setup:serve setup:max setup:num number:seqs64 setup:bench load:max_concurrency=8',
    ],
    ['run=0.failure', 'repeat:run0 repeat:failure'],
    ['sglang_0901_320_1024_128', 'setup:sglang repeat:0901_320 number:1024 number:128'],
    ['dpatrue_spec-none_conc8_b200-nb_0', 'setup:dpatrue setup:spec setup:none load:conc8 doubt:b200 doubt:nb doubt:0'],
    ['variation_0000_concurrency_8', 'setup:variation load:concurrency_8'],
  ])('%s', (name, expected) => {
    expect(read(name)).toBe(expected);
  });
});

describe('what the run states says nothing', () => {
  const fillers = [['llama', '3.1', '8b'], ['inference', 'perf'], ['vllm', 'bench'], ['vllm']];

  test.each([
    ['vllm-tp8', 'filler:vllm setup:tp8'],
    ['VLLM_bench', 'filler:vllm filler:bench'],
    ['Llama-3.1-8B-eager', 'filler:llama filler:3.1 filler:8b setup:eager'],
    ['inference_perf', 'filler:inference filler:perf'],
  ])('%s', (name, expected) => {
    expect(read(name, CLOSED, fillers)).toBe(expected);
  });

  test.each([
    ['bench', 'setup:bench'],
    ['xvllm', 'setup:xvllm'],
    ['perf-inference', 'setup:perf setup:inference'],
    ['inference-my-perf', 'setup:inference setup:my setup:perf'],
    ['llama-3.1', 'number:llama3.1'],
  ])('%s is not it: only whole, consecutive words are', (name, expected) => {
    expect(read(name, CLOSED, fillers)).toBe(expected);
  });
});

describe('odd characters', () => {
  test.each(['', '---', '🙂', '@#$', '...', ' '])('“%s” has no word', (name) => {
    expect(read(name)).toBe('');
  });

  test.each([
    ['测试', 'setup:测试'],
    ['并发-基准', 'setup:并发 setup:基准'],
    ['café', 'setup:café'],
    ['🙂fast🙂', 'setup:fast'],
    ['ÄÖÜ', 'setup:äöü'],
    ['__proto__', 'setup:proto'],
    ['constructor', 'setup:constructor'],
  ])('%s', (name, expected) => {
    expect(read(name)).toBe(expected);
  });

  test('words keep how they are written, and what stands before them', () => {
    const [first, second] = wordsIn('TP_8--Eager', { load: CLOSED, fillers: [] });
    expect([first?.text, first?.before, second?.text, second?.before]).toEqual(['TP_8', '', 'Eager', '--']);
  });

  test('a name of a thousand words is read', () => {
    const name = Array.from({ length: 1000 }, (_, i) => `a${i}b`).join('-');
    expect(wordsIn(name, { load: CLOSED, fillers: [] })).toHaveLength(1000);
  });
});

test('names that are read one after the other are read as each alone, whatever the load', () => {
  const part = fc.constantFrom(
    ...[
      'a',
      'c',
      'C8',
      'conc',
      '8',
      '08',
      '16',
      'cinf',
      'inf',
      '8rps',
      'rps',
      'max',
      'run',
      'run8',
      'run_',
      'stage',
      'stage3',
    ],
    ...[
      'number',
      '160',
      'tp8',
      '-',
      '_',
      '=',
      ' ',
      '.',
      '20260501',
      'deadbeef1',
      'vllm',
      'results',
      'qps2.5',
      '7.5',
      '.',
      '2p5',
      '5',
    ],
  );
  const segment = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  const load = fc.constantFrom(CLOSED, OPEN, aLoad(160), aLoad(7.5), aLoad(null, { stage: 3, prompts: 160 }));
  const fillers = fc.constantFrom<Speaker['fillers']>([], [['vllm']], [['c', '8'], ['a']]);
  const names = fc.array(fc.record({ segment, load, fillers }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(names, (all) => {
      const reader = new WordReader();
      for (const { segment: name, ...speaker } of [...all, ...all])
        expect(reader.wordsIn(name, speaker)).toEqual(wordsIn(name, speaker));
    }),
    { numRuns: 1000 },
  );
});
