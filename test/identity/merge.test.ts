import { describe, expect, test } from 'vitest';
import { merged } from '../../src/identity/merge.ts';
import type { Reading } from '../../src/report/read.ts';
import type { Deployment } from '../../src/run/deployment.ts';
import { factsOf } from '../../src/run/facts.ts';
import { deploymentOf, namedDeployment, unknownDeployment } from '../../src/run/label.ts';
import { type Measurement, NO_EXPLAINING, type Run } from '../../src/run/run.ts';
import { aLatency, aLength, aLoad, aMeasurement, aRole, aRun } from '../builders.ts';

/*
 * One run of several files, field by field: IDENTITY.md 1.
 */

const RAW = 0;
const V01 = 1;
const V02 = 2;

function reading(rank: number, run: Partial<Run> = {}, path = `rank${rank}.json`): Reading {
  const whole = {
    path,
    kind: 'report',
    rank,
    hash: path,
    uid: null,
    isSummary: false,
    isBare: false,
    entry: null,
    byproduct: null,
    isEmpty: false,
    parts: null,
    located: [],
  } as const;
  return { ...whole, run: aRun({ file: path, deployment: unknown, ...run }) };
}

const unknown = unknownDeployment({ gpus: null, accelerator: null });
const measured = (figures: Partial<Measurement>): Partial<Run> => ({ measured: aMeasurement(figures) });
const runOf = (...readings: readonly Reading[]) => merged(readings).run;
const said = (...readings: readonly Reading[]) => merged(readings).problems.map(({ message }) => message);

test('a run of one file is that run', () => {
  const one = reading(V02, { model: 'm' });
  expect(merged([one])).toEqual({ run: one.run, problems: [] });
});

test('all files tell of it, the best first', () => {
  const { files } = runOf(reading(V02), reading(V01), reading(RAW));
  expect(files.map(({ shown }) => shown)).toEqual(['rank2.json', 'rank1.json', 'rank0.json']);
});

test('power is of the GPUs that its own file says, whatever another says', () => {
  const energy = (power: number | null, tokensPerJoule: number | null, powerGpus: number | null) =>
    measured({ explaining: { ...NO_EXPLAINING, power, tokensPerJoule, powerGpus } });
  const one = runOf(reading(V02, energy(4000, 0.5, null)), reading(RAW, energy(null, 0.9, 4)));
  expect(one.measured.explaining).toMatchObject({ power: 4000, tokensPerJoule: 0.5, powerGpus: null });
  const other = runOf(reading(V02, energy(null, null, null)), reading(RAW, energy(null, 0.9, 4)));
  expect(other.measured.explaining).toMatchObject({ power: null, tokensPerJoule: 0.9, powerGpus: 4 });
});

describe('what only one file states is kept', () => {
  test.each([
    ['model', { model: 'm' }, { model: null }],
    ['harness', { harness: 'h' }, { harness: null }],
    ['harnessVersion', { harnessVersion: '1' }, { harnessVersion: null }],
    ['quantization', { quantization: 'fp8' }, { quantization: null }],
    ['treatment', { treatment: 't' }, { treatment: null }],
    ['measuredAt', { measuredAt: '2026-05-01T10:00:00Z' }, { measuredAt: null }],
  ] as const)('%s', (field, known, lacking) => {
    const expected = Object.values(known)[0];
    expect(runOf(reading(V02, known), reading(RAW, lacking))[field]).toBe(expected);
    expect(runOf(reading(V02, lacking), reading(RAW, known))[field]).toBe(expected);
  });

  test('prefix, requested lengths and the spread of measured ones', () => {
    const workload = { isl: aLength(1000, null), osl: aLength(null, 100, 2), prefix: '100 tokens' };
    const nothing = { isl: aLength(null, null), osl: aLength(null, null), prefix: null };
    for (const readings of [
      [reading(V02, { workload }), reading(RAW, { workload: nothing })],
      [reading(V02, { workload: nothing }), reading(RAW, { workload })],
    ]) {
      const { isl, osl, prefix } = runOf(...readings).workload;
      expect([isl.requested, osl.error, prefix]).toEqual([1000, 2, '100 tokens']);
    }
  });
});

describe('figures', () => {
  test('are those of the raw result, among what is stated', () => {
    const report = reading(
      V02,
      measured({ outputThroughput: 100.00001, requestThroughput: 2, completed: 5, attempts: 6 }),
    );
    const raw = reading(
      RAW,
      measured({ outputThroughput: 100, requestThroughput: 2.0000001, completed: 7, attempts: 7 }),
    );
    const { outputThroughput, requestThroughput, completed, attempts } = runOf(report, raw).measured;
    expect([outputThroughput, requestThroughput, completed, attempts]).toEqual([100, 2.0000001, 7, 7]);
  });

  test('that are stated come before those that are derived, also of the raw result', () => {
    const raw = reading(RAW, { ...measured({ outputThroughput: 99, osl: 10 }), derived: ['outputThroughput', 'osl'] });
    const run = runOf(reading(V01, measured({ outputThroughput: 100 })), raw);
    expect([run.measured.outputThroughput, run.measured.osl]).toEqual([100, 10]);
    expect(run.derived).toEqual(['osl']);
  });

  test('counts are of one file, so that they go together', () => {
    const report = reading(V02, measured({ completed: 90, failures: 10, attempts: 100 }));
    const raw = reading(RAW, measured({ completed: 91, failures: null, attempts: null }));
    const { completed, failures, attempts } = runOf(report, raw).measured;
    expect([completed, failures, attempts]).toEqual([90, 10, 100]);
  });

  test('percentiles are filled one by one', () => {
    const report = reading(V02, measured({ ttft: aLatency(400.0000001, { p50: 390, p95: 470 }) }));
    const raw = reading(RAW, measured({ ttft: aLatency(400, { p50: 391, p99: 500 }) }));
    expect(runOf(report, raw).measured.ttft).toEqual({ mean: 400, p50: 391, p90: null, p95: 470, p99: 500 });
  });

  test('a latency that one file has is kept', () => {
    const run = runOf(reading(V02, measured({ itl: aLatency(12) })), reading(RAW));
    expect(run.measured.itl).toEqual(aLatency(12));
  });

  test('the mean length that is measured is one', () => {
    const run = runOf(reading(V02, measured({ isl: 100 })), reading(RAW, measured({ isl: 101 })));
    expect([run.measured.isl, run.workload.isl.measured]).toEqual([101, 101]);
  });
});

describe('the load', () => {
  const loads = (one: Run['load'], other: Run['load']) => [
    runOf(reading(V02, { load: one }), reading(RAW, { load: other })).load,
    runOf(reading(V02, { load: other }), reading(RAW, { load: one })).load,
  ];

  test('that is reported comes before an estimate', () => {
    for (const load of loads(aLoad(32), aLoad(31.2, { concurrencySource: 'estimated' }))) {
      expect(load).toMatchObject({ concurrency: 32, concurrencySource: 'reported' });
    }
  });

  test('a rate comes before an estimate, which fills the concurrency', () => {
    for (const load of loads(aLoad(null, { rate: 2 }), aLoad(31.2, { concurrencySource: 'estimated' }))) {
      expect(load).toMatchObject({ rate: 2, concurrency: 31.2, concurrencySource: 'estimated' });
    }
  });

  test('has the stage and the prompts of whoever states them', () => {
    for (const load of loads(aLoad(32, { stage: 3 }), aLoad(32, { prompts: 320 }))) {
      expect(load).toMatchObject({ concurrency: 32, stage: 3, prompts: 320 });
    }
  });
});

describe('the deployment', () => {
  const role = aRole({ replicas: 1, accelerator: null });
  const assumed = deploymentOf([role], 4, true);
  const stated = deploymentOf([{ ...role, replicas: 2 }], 8);
  const both = (one: Deployment, other: Deployment) => [
    runOf(reading(V02, { deployment: one }), reading(RAW, { deployment: other })).deployment,
    runOf(reading(V02, { deployment: other }), reading(RAW, { deployment: one })).deployment,
  ];

  test('is of the newest report', () => {
    const other = deploymentOf([{ ...role, tp: 2 }], 2);
    expect(runOf(reading(V02, { deployment: stated }), reading(V01, { deployment: other })).deployment.label).toBe(
      '2R-TP4',
    );
  });

  test('with replicas that are stated before one with such that are assumed', () => {
    for (const deployment of both(assumed, stated)) {
      expect(deployment).toMatchObject({ label: '2R-TP4', gpus: 8, replicasAssumed: false });
    }
  });

  test('with a shape before a name, and a name before nothing', () => {
    const named = namedDeployment('tuned', { gpus: 8, accelerator: null });
    for (const deployment of both(named, stated)) expect(deployment.label).toBe('2R-TP4');
    for (const deployment of both(named, unknown)) expect(deployment.label).toBe('tuned');
  });

  test('with GPUs and accelerator of whoever states them', () => {
    const hardware = unknownDeployment({ gpus: 16, accelerator: 'H100' });
    for (const deployment of both(deploymentOf([role], null), hardware)) {
      expect(deployment).toMatchObject({ label: '1R-TP4', gpus: 16, accelerator: 'H100' });
      expect(deployment.roles[0]?.accelerator).toBe('H100');
    }
  });

  // IDENTITY.md 2: replicas are the GPUs that are stated ÷ (TP × PP × DP), and an assumption never beats what is stated.
  test('with the replicas that stated GPUs make, where they are assumed', () => {
    for (const deployment of both(assumed, unknownDeployment({ gpus: 8, accelerator: null }))) {
      expect(deployment).toMatchObject({ label: '2R-TP4', gpus: 8 });
    }
  });
});

describe('facts', () => {
  test('are those of all files; of several values that of the best', () => {
    const best = reading(V02, {
      facts: factsOf({
        setup: [
          ['a', '1'],
          ['b', '1'],
        ],
      }),
    });
    const raw = reading(RAW, {
      facts: factsOf({
        setup: [
          ['b', '2'],
          ['c', '2'],
        ],
        environment: [['image', 'x']],
      }),
    });
    const { setup, environment } = runOf(best, raw).facts;
    expect([...setup]).toEqual([
      ['a', '1'],
      ['b', '1'],
      ['c', '2'],
    ]);
    expect([...environment]).toEqual([['image', 'x']]);
  });
});

describe('what two files state differently is said with both', () => {
  const facts = (value: string) => factsOf({ setup: [['vllm --block-size', value]] });

  test.each([
    ['output throughput', measured({ outputThroughput: 100 }), measured({ outputThroughput: 101 })],
    ['request throughput', measured({ requestThroughput: 2 }), measured({ requestThroughput: 3 })],
    ['mean TTFT', measured({ ttft: aLatency(4) }), measured({ ttft: aLatency(5) })],
    ['mean TPOT', measured({ tpot: aLatency(4) }), measured({ tpot: aLatency(5) })],
    ['mean ITL', measured({ itl: aLatency(4) }), measured({ itl: aLatency(5) })],
    ['mean E2EL', measured({ e2el: aLatency(4) }), measured({ e2el: aLatency(5) })],
    ['ISL', measured({ isl: 100 }), measured({ isl: 200 })],
    ['OSL', measured({ osl: 100 }), measured({ osl: 200 })],
    ['GPUs', { deployment: deploymentOf([aRole()], 8) }, { deployment: deploymentOf([aRole()], 16) }],
    [
      'accelerator',
      { deployment: unknownDeployment({ gpus: null, accelerator: 'H100' }) },
      { deployment: unknownDeployment({ gpus: null, accelerator: 'A100' }) },
    ],
    ['model', { model: 'org/a' }, { model: 'org/b' }],
  ])('%s', (what, one, other) => {
    const messages = said(reading(V02, one), reading(RAW, other));
    expect(messages).toEqual([expect.stringMatching(new RegExp(`^states ${what} .*rank2.json, .*same run, `))]);
  });

  // IDENTITY.md 1, “a field that two files state differently is a warning with both”: of these nothing is said.
  test.each([
    ['total throughput', measured({ totalThroughput: 100 }), measured({ totalThroughput: 200 })],
    [
      'failures',
      measured({ failures: 0, completed: 100, attempts: 100 }),
      measured({ failures: 9, completed: 91, attempts: 100 }),
    ],
    ['completed', measured({ completed: 100 }), measured({ completed: 50 })],
    ['p99 TTFT', measured({ ttft: aLatency(4, { p99: 10 }) }), measured({ ttft: aLatency(4, { p99: 99 }) })],
    ['concurrency', { load: aLoad(32) }, { load: aLoad(64) }],
    ['rate', { load: aLoad(null, { rate: 2 }) }, { load: aLoad(null, { rate: 3 }) }],
    ['quantization', { quantization: 'fp8' }, { quantization: 'fp4' }],
    [
      'shape',
      { deployment: deploymentOf([aRole()], 8) },
      { deployment: deploymentOf([aRole({ replicas: 1, tp: 8 })], 8) },
    ],
    ['a fact of the setup', { facts: facts('16') }, { facts: facts('32') }],
    [
      'prefix',
      { workload: { ...aRun().workload, prefix: '10 tokens' } },
      { workload: { ...aRun().workload, prefix: '20 tokens' } },
    ],
  ])('%s too', (_, one, other) => {
    expect(said(reading(V02, one), reading(V01, other))).not.toEqual([]);
  });

  // The best file is compared with each other one, and those not among themselves.
  test('also where the best file does not state it', () => {
    const [best, raw, old] = [
      reading(V02),
      reading(RAW, measured({ itl: aLatency(4) })),
      reading(V01, measured({ itl: aLatency(5) })),
    ];
    expect(said(best, raw, old)).not.toEqual([]);
  });

  test('and what differs by a rounding, in case or by the owner of a model is no contradiction', () => {
    const one = { ...measured({ outputThroughput: 100, isl: 100 }), model: 'org/A-1' };
    const other = { ...measured({ outputThroughput: 100.00000001, isl: 100.5 }), model: 'a-1' };
    expect(said(reading(V02, one), reading(RAW, other))).toEqual([]);
  });

  test('nor what is derived', () => {
    const derived: Partial<Run> = { ...measured({ isl: 90 }), derived: ['isl'] };
    expect(said(reading(V02, measured({ isl: 100 })), reading(RAW, derived))).toEqual([]);
  });
});
