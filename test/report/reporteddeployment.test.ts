import { describe, expect, test } from 'vitest';
import { unknownDeployment } from '../builders.ts';
import { codesIn, engine, host, lineOf, problemsIn, runOf, v01, v02, yaml } from './texts.ts';

const H100 = (tp: number, more: Record<string, unknown> = {}) => ({
  model: 'H100',
  count: tp,
  parallelism: { tp, ...more },
});

function deployment01(value: unknown) {
  return runOf(v01({ 'scenario.host': value })).deployment;
}

function deployment02(...engines: readonly Record<string, unknown>[]) {
  return runOf(v02({ 'scenario.stack': engines.map(engine) })).deployment;
}

describe('v0.1 host', () => {
  test('one entry a host: like ones are joined and counted', () => {
    expect(deployment01(host({ replica: 2 }, H100(4)))).toEqual({
      kind: 'shaped',
      replicasAssumed: false,
      label: '2R-TP4',
      roles: [{ role: 'replica', replicas: 2, tp: 4, dp: 1, pp: 1, ep: 1, accelerator: 'H100' }],
      disaggregated: false,
      gpus: 8,
      accelerator: 'H100',
    });
  });

  test('prefill and decode apart', () => {
    expect(deployment01(host({ decode: 1, prefill: 3 }, H100(4)))).toMatchObject({
      label: '3P-TP4/1D-TP4',
      disaggregated: true,
      gpus: 16,
      roles: [
        { role: 'prefill', replicas: 3 },
        { role: 'decode', replicas: 1 },
      ],
    });
  });

  test('decode hosts alone serve both phases', () => {
    expect(deployment01(host({ decode: 2 }, H100(4)))).toMatchObject({ label: '2R-TP4', disaggregated: false });
    expect(deployment02({ 'standardized.role': 'decode' })).toMatchObject({ label: '2R-TP4', disaggregated: false });
  });

  test('the label names other parallelism where it is not 1', () => {
    expect(deployment01(host({ replica: 2 }, H100(4, { dp: 2, ep: 8, pp: 1 })))).toMatchObject({
      label: '2R-TP4-DP2-EP8',
    });
    expect(deployment01(host({ replica: 1 }, H100(2, { pp: 3 })))).toMatchObject({ label: '1R-TP2-PP3' });
  });

  test('unlike hosts of one role are named one after the other, in one order', () => {
    const mixed = (tps: readonly number[]) => ({
      type: ['decode', ...tps.map(() => 'prefill')],
      accelerator: [H100(8), ...tps.map((tp) => H100(tp))],
    });
    expect(deployment01(mixed([1, 4, 1]))).toMatchObject({ label: '2P-TP1+1P-TP4/1D-TP8', gpus: 14 });
    expect(deployment01(mixed([4, 1, 1])).label).toBe(deployment01(mixed([1, 1, 4])).label);
  });

  test('different accelerators are both named', () => {
    const mixed = { type: ['prefill', 'decode'], accelerator: [H100(4), { ...H100(4), model: 'A100' }] };
    expect(deployment01(mixed)).toMatchObject({ accelerator: 'H100 + A100', gpus: 8 });
    expect(deployment01({ ...mixed, accelerator: [H100(4), { ...H100(4), model: '' }] }).accelerator).toBeNull();
  });

  test('GPUs are the counts, not the sizes; expert parallelism never multiplies', () => {
    expect(deployment01(host({ replica: 3 }, { ...H100(4), count: 5 })).gpus).toBe(15);
    expect(deployment01(host({ replica: 1 }, H100(8, { ep: 8 }))).gpus).toBe(8);
    expect(
      deployment01(host({ replica: 1 }, { model: 'H100', parallelism: { tp: 2, dp: 4, pp: 2, ep: 8 } })).gpus,
    ).toBe(16);
  });

  test('one host without a count leaves the others’ counts standing', () => {
    const accelerator = [
      { ...H100(4), count: 6 },
      { model: 'H100', count: 0, parallelism: { tp: 4 } },
    ];
    expect(deployment01({ type: ['replica', 'replica'], accelerator }).gpus).toBe(10);
  });

  test('parallelism that is not stated is 1', () => {
    expect(deployment01(host({ replica: 1 }, { model: 'H100', count: 1 }))).toMatchObject({ label: '1R-TP1', gpus: 1 });
  });

  test('local data parallelism and workers are known keys', () => {
    const wide = host(
      { replica: 1 },
      { model: 'H200', count: 8, parallelism: { tp: 1, dp: 16, dpLocal: 8, workers: 2 } },
    );
    expect(codesIn(v01({ 'scenario.host': wide }))).toEqual([]);
  });

  test.each([
    ['replicas among prefill and decode', { type: ['replica', 'decode'], accelerator: [H100(1), H100(1)] }],
    ['lists of unlike length', { type: ['replica', 'replica'], accelerator: [H100(1)] }],
  ])('%s: left out with a warning, and the run counts', (_, value) => {
    const text = yaml(v01({ 'scenario.host': value }));
    expect(runOf(text).deployment).toMatchObject({ label: null, gpus: null, roles: [] });
    const warning = problemsIn(text).find(({ code }) => code === 'inconsistent-host');
    expect(warning).toMatchObject({ severity: 'warning' });
    expect([lineOf(text, 'host:'), lineOf(text, 'type:')]).toContain(warning?.line);
  });

  test.each([{}, { type: [], accelerator: [] }, { type: null, accelerator: null }])('%j is unknown', (value) => {
    expect(deployment01(value)).toMatchObject({ label: null, gpus: null, disaggregated: null });
  });
});

describe('v0.2 stack', () => {
  test('replicas times the larger of count and TP × DP × PP', () => {
    const sizes = (count: number, more: Record<string, unknown>) =>
      deployment02({
        'standardized.accelerator': {
          model: 'H200',
          count,
          parallelism: { tp: 1, dp: 1, dp_local: 1, workers: 1, ...more },
        },
      }).gpus;
    expect(sizes(4, { tp: 4 })).toBe(8);
    // Wide expert parallelism on two nodes: the converter counts one.
    expect(sizes(8, { dp: 16, dp_local: 8, workers: 2, ep: 16 })).toBe(32);
    expect(sizes(0, { tp: 4, pp: 2 })).toBe(16);
    expect(sizes(8, { tp: 4 })).toBe(16);
  });

  test('workers that do not make up the difference are warned of, once', () => {
    const stack = (count: number, parallelism: Record<string, number>) =>
      v02({ 'scenario.stack': [engine({ 'standardized.accelerator': { model: 'H200', count, parallelism } })] });
    expect(codesIn(stack(8, { tp: 1, dp: 16, dp_local: 8, workers: 2 }))).toEqual([]);
    expect(codesIn(stack(8, { tp: 1, dp: 16, dp_local: 8, workers: 1 }))).toEqual(['gpu-count-mismatch']);
    expect(codesIn(stack(8, { tp: 4, dp: 1, workers: 1 }))).toEqual(['gpu-count-mismatch']);
  });

  test('prefill and decode, with their replicas', () => {
    const prefill = { 'standardized.role': 'prefill', 'standardized.replicas': 4 };
    expect(deployment02(prefill, { 'standardized.role': 'decode', 'standardized.replicas': 1 })).toMatchObject({
      label: '4P-TP4/1D-TP4',
      gpus: 20,
      disaggregated: true,
    });
  });

  test('components of other kinds are no engines', () => {
    const router = {
      metadata: { label: 'epp', cfg_id: 'x' },
      standardized: { kind: 'generic', tool: 'epp', anything: [1] },
    };
    const document = v02({ 'scenario.stack': [router, engine()] });
    expect(runOf(document)).toMatchObject({
      deployment: { label: '2R-TP4' },
    });
    expect(codesIn(document)).toEqual([]);
  });

  test('facts keep version, hash and arguments, by the name of the tool', () => {
    const { facts } = runOf(v02());
    expect(Object.fromEntries(facts.setup)).toEqual({ 'vllm cfg_id': '17ab', 'vllm max-model-len': '16000' });
    expect(Object.fromEntries(facts.environment)).toEqual({ 'vllm version': 'v0.11.0' });
  });
});

describe('v0.2 stack of an older or a run-only report', () => {
  test('of January 2026: kind in the metadata, the role “aggregate”, no replicas', () => {
    const january = engine({
      'metadata.kind': 'inference_engine',
      'standardized.kind': undefined,
      'standardized.replicas': undefined,
    });
    const document = v02({ 'scenario.stack': [january] });
    expect(runOf(document).deployment).toMatchObject({ label: '1R-TP4', gpus: 4 });
    expect(codesIn(document)).toEqual([]);
    expect(problemsIn(document)).toMatchObject([{ severity: 'notice', code: 'assumed-replicas' }]);
    const aggregate = engine({ 'standardized.role': 'aggregate' });
    expect(runOf(v02({ 'scenario.stack': [aggregate] })).deployment).toMatchObject({
      label: '2R-TP4',
      disaggregated: false,
    });
  });

  test.each([
    ['without an accelerator', '', null],
    ['with the accelerator of the nodes’ labels', 'NVIDIA-H100-80GB-HBM3', 'NVIDIA-H100-80GB-HBM3'],
  ])('of a run-only job, %s, is a placeholder: deployment and GPUs are unknown', (_, model, accelerator) => {
    const placeholder = engine({
      'standardized.tool': '',
      'standardized.tool_version': '',
      'standardized.replicas': 1,
      'standardized.accelerator': { model, count: 0, parallelism: { tp: 1, dp: 1, dp_local: 1, workers: 1 } },
    });
    const { deployment, model: served } = runOf(v02({ 'scenario.stack': [placeholder] }));
    expect(deployment).toEqual({ ...unknownDeployment, accelerator });
    expect(served).toBe('meta-llama/Llama-3.1-70B-Instruct');
  });

  test('an engine without a tool is one where its GPUs are counted', () => {
    expect(deployment02({ 'standardized.tool': '' })).toMatchObject({ label: '2R-TP4', gpus: 8 });
    const small = { model: 'L40S', count: 1, parallelism: { tp: 1 } };
    expect(deployment02({ 'standardized.tool': '', 'standardized.accelerator': small })).toMatchObject({
      label: '2R-TP1',
      gpus: 2,
    });
  });

  test('mixed roles are left out with a warning', () => {
    const document = v02({ 'scenario.stack': [engine(), engine({ 'standardized.role': 'decode' })] });
    expect(runOf(document).deployment.label).toBeNull();
    expect(codesIn(document)).toEqual(['inconsistent-host']);
  });

  test.each([undefined, null, []])('a stack that is %j is unknown', (stack) => {
    expect(runOf(v02({ 'scenario.stack': stack })).deployment).toMatchObject({ label: null, gpus: null });
  });
});
