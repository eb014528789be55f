import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VariantMode } from '../../src/identity/identity.ts';
import { factsOf } from '../../src/run/facts.ts';
import type { Load } from '../../src/run/load.ts';
import type { Run } from '../../src/run/run.ts';
import { groupRuns } from '../../src/scenario/group.ts';
import {
  aDeployment,
  aLength,
  aLoad,
  aMeasurement,
  aRun,
  disaggregated,
  scenariosOf,
  unknownDeployment,
} from '../builders.ts';

const group = (runs: readonly Run[], variant: VariantMode = 'auto') => scenariosOf(runs, { variant });

const measured = (isl: number, osl: number, overrides: Parameters<typeof aRun>[0] = {}) =>
  aRun({
    workload: { isl: aLength(null, isl), osl: aLength(null, osl), prefix: null },
    ...overrides,
  });
const requested = (isl: number, mean: number | null = null) =>
  aRun({ workload: { isl: aLength(isl, mean), osl: aLength(1, 1), prefix: null } });

describe('scenarios', () => {
  test('unlike models, accelerators, harnesses, quantizations and prefixes are apart', () => {
    const base = aRun();
    const runs = [
      base,
      { ...base, model: 'other' },
      { ...base, harness: 'guidellm' },
      { ...base, quantization: 'fp8' },
      { ...base, workload: { ...base.workload, prefix: 'prefix 1000' } },
      { ...base, deployment: aDeployment({ accelerator: 'A100' }) },
    ];
    const scenarios = group(runs);
    expect(scenarios).toHaveLength(6);
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(6);
    for (const { id } of scenarios) expect(id).toMatch(/^[a-z0-9-]+$/);
  });

  test('mean lengths from 200 to 204 are one scenario, 200 and 211 are two', () => {
    const close = [200.1, 204, 202.5, 200.9].map((isl, i) => measured(isl, 100, { load: aLoad(i + 1) }));
    expect(group(close)).toHaveLength(1);
    expect(group([...close, measured(211, 100)])).toHaveLength(2);
  });

  test('groups cannot creep: each stays within the tolerance of its smallest', () => {
    const lengths = [100, 104, 108, 112, 116];
    expect(group(lengths.map((isl) => measured(isl, 10))).map(({ isl }) => isl)).toEqual([102, 110, 116]);
  });

  test('requested lengths are taken as they are, and measured ones join the nearest within the tolerance', () => {
    expect(group([requested(1000), requested(1024)]).map(({ isl }) => isl)).toEqual([1000, 1024]);
    const joined = group([requested(1000, 1010), measured(1013, 1)]);
    expect(joined.map(({ isl }) => isl)).toEqual([1000]);
  });

  test('unknown lengths are a scenario of their own', () => {
    const unknown = aRun({
      workload: { isl: aLength(null, null), osl: aLength(null, null), prefix: null },
    });
    expect(group([unknown, aRun()]).map(({ isl }) => isl)).toEqual([null, 9999]);
  });

  test('a run that failed throughout measured no lengths: it joins the others where those are of one kind', () => {
    const lengths = (tokens: number | null) => aLength(null, tokens);
    const workload = (tokens: number | null) => ({ isl: lengths(tokens), osl: lengths(tokens), prefix: null });
    const failed = aRun({
      workload: workload(null),
      measured: aMeasurement({ completed: 0, failures: 9, isl: null, osl: null }),
    });
    const alike = [aRun(), aRun({ file: 'b.yaml' })];
    expect(group([...alike, failed]).map(({ isl, osl }) => [isl, osl])).toEqual([[9999, 1000]]);
    expect(group([aRun(), aRun({ workload: workload(200) }), failed])).toHaveLength(3);
    expect(group([...alike, { ...failed, measured: aMeasurement() }])).toHaveLength(2);
    expect(group([failed])).toHaveLength(1);
  });

  test('the order of the runs does not matter', () => {
    const runs = [1, 2, 4, 8].flatMap((concurrency) =>
      [aDeployment(), disaggregated(), unknownDeployment].flatMap((deployment, shape) =>
        [95, 99, 103, 107].map((isl, repeat) =>
          measured(isl, 10, {
            file: `sweep/day${repeat % 2}/run_${shape}_${concurrency}_${isl}/report.yaml`,
            load: aLoad(concurrency),
            deployment,
            measured: aMeasurement({ outputThroughput: isl * concurrency }),
          }),
        ),
      ),
    );
    const expected = group(runs);
    fc.assert(
      fc.property(fc.shuffledSubarray(runs, { minLength: runs.length }), (shuffled) => {
        expect(group(shuffled)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('ids are made of model, accelerator and lengths', () => {
    const deployment = aDeployment({ accelerator: 'NVIDIA-H100-80GB-HBM3' });
    expect(group([aRun({ deployment })])[0]?.id).toBe('llama-3-1-70b-instruct-h100-80gb-isl9999-osl1000');
  });
});

describe('repeats', () => {
  const repeat = (file: string, outputThroughput: number | null, overrides: Parameters<typeof aRun>[0] = {}) =>
    aRun({ file, measured: aMeasurement({ outputThroughput }), ...overrides });

  test('runs of one load are one point of medians, ratios included', () => {
    const runs = [100, 300, 140].map((output, i) => repeat(`sweep/run${i}/r.yaml`, output));
    const [point, ...others] = group(runs)[0]?.configurations[0]?.points ?? [];
    expect(others).toEqual([]);
    expect(point?.samples.map((sample) => sample['output-throughput'])).toEqual([100, 300, 140]);
    expect(point?.metrics['output-throughput']).toBe(140);
    expect(point?.metrics['throughput-per-gpu']).toBe(140 / 8);
    expect(point?.metrics['throughput-per-user']).toBe(140 / 64);
  });

  test('a median of two is their mean, and unknown values are left out of it', () => {
    const runs = [100, null, 200].map((output, i) => repeat(`sweep/run${i}/r.yaml`, output));
    expect(group(runs)[0]?.configurations[0]?.points[0]?.metrics['output-throughput']).toBe(150);
  });

  test('estimated concurrency is no load: the requested rate is, and what asks for neither sends all it has', () => {
    const load = (concurrency: number, rate: number | null) =>
      aLoad(concurrency, { concurrencySource: 'estimated', rate });
    const runs = [load(10, 5), load(11, 5), load(20, 8), load(7, null), load(7, null)].map((at, i) =>
      repeat(`sweep/run${i}/r.yaml`, 100, { load: at }),
    );
    const points = group(runs)[0]?.configurations[0]?.points ?? [];
    expect(points.map(({ load: { concurrency, rate }, samples }) => [concurrency, rate, samples.length])).toEqual([
      [10.5, 5, 2],
      [20, 8, 1],
      [7, null, 2],
    ]);
  });
});

describe('variants', () => {
  const old = (treatment: string, concurrency: number) =>
    aRun({ file: `sweeps/${treatment}/results/run_${concurrency}/report.yaml`, load: aLoad(concurrency) });
  const newer = (name: string, concurrency: number) =>
    aRun({
      file: `results/vllm-benchmark-${name}-1773947901-i5e39v_1/report.yaml`,
      load: aLoad(concurrency, { prompts: 10 * concurrency }),
    });
  const ids = (runs: readonly Run[], mode: VariantMode = 'auto') =>
    group(runs, mode).flatMap(({ configurations }) => configurations.map(({ id, points }) => [id, points.length]));

  test('one treatment needs no variant', () => {
    expect(ids([old('pd.setup_a', 1), old('pd.setup_a', 8)])).toEqual([['2R-TP4', 2]]);
  });

  test('two treatments of one shape in the old layout are apart, told apart by what differs', () => {
    const runs = [1, 8].flatMap((c) => [old('pd-20250913.setup_cache', c), old('pd-20250914.setup_nocache', c)]);
    expect(ids(runs)).toEqual([
      ['2R-TP4 · cache', 2],
      ['2R-TP4 · nocache', 2],
    ]);
    expect(ids(runs, 'none')).toEqual([['2R-TP4', 2]]);
    expect(ids(runs, 'directory')).toEqual([
      ['2R-TP4 · 20250913.setup_cache', 2],
      ['2R-TP4 · 20250914.setup_nocache', 2],
    ]);
    expect(ids(runs, /setup_(no)?/).map(([id]) => id)).toEqual(['2R-TP4', '2R-TP4 · no']);
  });

  test('the same treatment of another day is a repeat', () => {
    const runs = ['day1', 'day2'].map((day) => aRun({ file: `${day}/sweep.setup_a/results/run_64/report.yaml` }));
    expect(ids(runs)).toEqual([['2R-TP4', 1]]);
    expect(ids(runs, 'directory')).toHaveLength(2);
  });

  test('the newer layout tells treatments by the run folder', () => {
    const runs = [1, 8].flatMap((c) => [newer('prefix-on', c), newer('prefix-off', c)]);
    expect(ids(runs)).toEqual([
      ['2R-TP4 · off', 2],
      ['2R-TP4 · on', 2],
    ]);
  });

  test('treatments that name the load do not cut a sweep to pieces', () => {
    expect(ids([newer('conc8', 8), newer('conc32', 32), newer('conc64', 64)])).toEqual([['2R-TP4', 3]]);
    expect(ids([newer('c8-prompts80', 8), newer('c32-prompts320', 32)])).toEqual([['2R-TP4', 2]]);
    const named = (treatment: string, load: Load) => aRun({ file: `${treatment}.json`, treatment, load });
    const rates = (setup: string) => [2, 4].map((rate) => named(`${setup}/qps_${rate}`, aLoad(null, { rate })));
    expect(ids([...rates('alpha'), ...rates('beta')])).toEqual([
      ['2R-TP4 · alpha', 2],
      ['2R-TP4 · beta', 2],
    ]);
  });

  test('setups that were measured at one load each are setups all the same', () => {
    const named = (treatment: string, concurrency: number) =>
      aRun({ file: `${treatment}.json`, treatment, load: aLoad(concurrency) });
    expect(ids([named('llm-d-1p1d', 8), named('vllm-2replicas', 64)])).toHaveLength(2);
  });

  test('a stated treatment is part of the name', () => {
    const runs = ['base', 'tuned'].map((treatment) => ({ ...old('same', 64), treatment }));
    expect(ids(runs).map(([id]) => id)).toEqual(['2R-TP4 · base', '2R-TP4 · tuned']);
  });
});

describe('facts', () => {
  const ids = (runs: readonly Run[], mode: VariantMode = 'auto') =>
    group(runs, mode).flatMap(({ configurations }) => configurations.map(({ id, points }) => [id, points.length]));

  test('components that differ are no repeats, and are told apart by the argument that differs', () => {
    const run = (file: string, args: Record<string, string>, configHash: string | null = null) => ({
      ...aRun({ file: `sweeps/same/results/run_${file}/report.yaml` }),
      facts: factsOf({
        setup: [
          ...Object.entries(args).map(([name, value]): [string, string] => [`vllm ${name}`, value]),
          ...(configHash === null ? [] : [['vllm cfg_id', configHash] as const]),
        ],
      }),
    });
    const common = { '--dtype': 'auto' };
    const runs = [
      run('1', { ...common, '--block-size': '16' }),
      run('2', { ...common, '--block-size': '64' }),
      run('3', { ...common, '--block-size': '64' }),
    ];
    expect(ids(runs)).toEqual([
      ['2R-TP4 · --block-size=16', 1],
      ['2R-TP4 · --block-size=64', 1],
    ]);
    expect(ids([run('1', common, 'aaaaaaaaaa'), run('2', common, 'bbbbbbbbbb')]).map(([id]) => id)).toEqual([
      '2R-TP4 · vllm aaaaaaaa',
      '2R-TP4 · vllm bbbbbbbb',
    ]);
    expect(ids(runs, 'none')).toEqual([['2R-TP4', 1]]);
  });
});

test('unlike numbers of GPUs under one label are no repeats, however variants are named', () => {
  const on = (gpus: number | null, i: number) =>
    aRun({ file: `a/run_${i}.json`, deployment: aDeployment({ gpus }), load: aLoad(64) });
  const runs = [on(8, 0), on(16, 1), on(8, 2), on(null, 3)];
  for (const mode of ['auto', 'none', 'directory', /(a)/] as const) {
    const configurations = group(runs, mode).flatMap((scenario) => scenario.configurations);
    expect(configurations.map(({ id, deployment, points }) => [id, deployment.gpus, points[0]?.files.length])).toEqual([
      ['2R-TP4 · 16 GPUs', 16, 1],
      ['2R-TP4 · 8 GPUs', 8, 2],
      ['2R-TP4 · unknown GPUs', null, 1],
    ]);
  }
});

describe('what only one side states of the workload', () => {
  const stating = (file: string, workload: Readonly<Record<string, string>>) =>
    aRun({ file, facts: factsOf({ workload: Object.entries(workload) }) });
  const sidesOf = (...runs: readonly Run[]) =>
    groupRuns(runs, 0.05, (run) => String(run.files[0]?.path.startsWith('now/'))).map((group) => [
      group.runs.length,
      Object.fromEntries(group.workload),
    ]);

  test('is no difference', () => {
    const before = stating('before/x.json', { dataset: 'sharegpt' });
    const now = stating('now/x.json', { dataset: 'sharegpt', temperature: '0' });
    expect(sidesOf(before, now)).toEqual([[2, { dataset: 'sharegpt', temperature: '0' }]]);
  });

  test('is one where both state it', () => {
    const before = stating('before/x.json', { dataset: 'random', temperature: '0' });
    expect(sidesOf(before, stating('now/x.json', { dataset: 'sharegpt', temperature: '0' }))).toHaveLength(2);
  });

  const asking = (file: string, prefix: string | null, requested: number | null = null) =>
    aRun({ file, workload: { isl: aLength(requested, 2000), osl: aLength(requested && 250, 250), prefix } });

  test('a prefix is none where the other does not say what was asked for, and one where it does', () => {
    for (const prefix of ['1000 tokens, 10 groups', 'multi-turn of 4']) {
      const shared = asking('now/x.json', prefix);
      expect(sidesOf(asking('before/x.json', null), shared)).toHaveLength(1);
      expect(sidesOf(asking('before/x.json', null, 2000), shared)).toHaveLength(2);
    }
  });
});
