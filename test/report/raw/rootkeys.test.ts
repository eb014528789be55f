import { describe, expect, test } from 'vitest';
import type { UserStatement } from '../../../src/report/fill.ts';
import { deploymentOfRoot, isRootKey, quantizationOfRoot } from '../../../src/report/raw/rootkeys.ts';
import { problemsIn, runOf } from '../texts.ts';
import { python, vllm } from './fixtures.ts';

/*
 * What vLLM's `--metadata` and a sweep's overrides say of the deployment: IDENTITY.md 2, DOMAIN.md 13.
 */

type Tree = Record<string, unknown>;

/** `2R-TP4 on 8`, with `?` behind where replicas are assumed. */
function deployment(document: Tree): string {
  const { kind, label, gpus, ...rest } = deploymentOfRoot(document);
  const isAssumed = 'replicasAssumed' in rest && rest.replicasAssumed;
  return `${kind === 'unknown' ? 'unknown' : label} on ${gpus}${isAssumed ? '?' : ''}`;
}

/** The same of a whole result with options given. */
function filled(keys: Tree, stated: Partial<UserStatement> = {}): string {
  const { label, gpus } = runOf(python(vllm(keys)), { path: 'r/x.json', stated }).deployment;
  return `${label} on ${gpus}`;
}

/** Codes of what is said of it. */
function codes(keys: Tree, stated: Partial<UserStatement> = {}): string[] {
  return problemsIn(python(vllm(keys)), { path: 'r/x.json', stated }).map(({ code }) => code);
}

describe('parallelism', () => {
  test.each<[Tree, string]>([
    [{ tensor_parallel_size: 4 }, '1R-TP4 on 4?'],
    [{ tensor_parallel_size: '4' }, '1R-TP4 on 4?'],
    [{ tensor_parallel_size: ' 4 ' }, '1R-TP4 on 4?'],
    [{ 'tensor-parallel-size': 4 }, '1R-TP4 on 4?'],
    [{ '--tensor-parallel-size': '4' }, '1R-TP4 on 4?'],
    [{ Tensor_Parallel_Size: 4 }, '1R-TP4 on 4?'],
    [{ tp: 4 }, '1R-TP4 on 4?'],
    [{ tp_size: 4, pp_size: 2 }, '1R-TP4-PP2 on 8?'],
    [{ pipeline_parallel_size: 2 }, '1R-TP1-PP2 on 2?'],
    [{ data_parallel_size: 8, expert_parallel_size: 8 }, '1R-TP1-DP8-EP8 on 8?'],
    [{ ep: 8 }, '1R-TP1-EP8 on 1?'],
    [{ tp: 0 }, 'unknown on null'],
    [{ tp: -1 }, 'unknown on null'],
    [{ tp: 'auto' }, 'unknown on null'],
    [{ tp: null }, 'unknown on null'],
    [{}, 'unknown on null'],
  ])('%j', (document, expected) => {
    expect(deployment(document)).toBe(expected);
  });

  test('by the whole name before a short one', () => {
    expect(deployment({ tp: 2, tensor_parallel_size: 4 })).toBe('1R-TP4 on 4?');
  });

  // A name that says nothing hides one that does.
  test('and by a short one where the whole one says nothing', () => {
    expect(deployment({ tp: 2, tensor_parallel_size: null })).toBe('1R-TP2 on 2?');
  });

  // No engine has half a rank.
  test('of a fraction is none', () => {
    expect(deployment({ tp: 2.5 })).toBe('unknown on null');
  });
});

describe('GPUs', () => {
  test.each<[Tree, string]>([
    [{ num_gpus: 8 }, 'unknown on 8'],
    [{ gpu_count: '8' }, 'unknown on 8'],
    [{ num_gpus: 16, gpu_count: 8 }, 'unknown on 16'],
    [{ num_gpus: 8, tp: 4 }, '2R-TP4 on 8'],
    [{ num_gpus: '8', tp: '2', pp: '2', dp: '2' }, '1R-TP2-DP2-PP2 on 8'],
    [{ num_gpus: 4, tp: 4 }, '1R-TP4 on 4'],
    [{ num_gpus: 6, tp: 4 }, '1R-TP4 on 6?'],
    [{ num_gpus: 2, tp: 4 }, '1R-TP4 on 2?'],
  ])('%j', (document, expected) => {
    expect(deployment(document)).toBe(expected);
  });

  test('expert ranks multiply nothing', () => {
    expect(deployment({ num_gpus: 8, tp: 4, ep: 8 })).toBe('2R-TP4-EP8 on 8');
  });
});

describe('replicas', () => {
  test.each<[Tree, string]>([
    [{ num_replicas: 2, tp: 4 }, '2R-TP4 on 8'],
    [{ replicas: '3', tp: '1' }, '3R-TP1 on 3'],
    [{ replicas: 2, tp: 4, num_gpus: 16 }, '2R-TP4 on 16'],
    [{ replicas: 2 }, 'unknown on null'],
  ])('%j, as they are stated', (document, expected) => {
    expect(deployment(document)).toBe(expected);
  });
});

describe('with options', () => {
  const tp4 = { tensor_parallel_size: 4 };

  test('an assumption is said', () => {
    expect([filled(tp4), codes(tp4).includes('assumed-replicas')]).toEqual(['1R-TP4 on 4', true]);
    expect(codes({ ...tp4, num_gpus: 8 })).not.toContain('assumed-replicas');
    expect(codes({ ...tp4, replicas: 1 })).not.toContain('assumed-replicas');
  });

  test.each<[string, Tree, Partial<UserStatement>, string]>([
    ['GPUs that are whole replicas', tp4, { gpus: 16 }, '4R-TP4 on 16'],
    ['GPUs that are not', tp4, { gpus: 6 }, '1R-TP4 on 6'],
    ['a label of the same parallelism', tp4, { label: '2R-TP4' }, '2R-TP4 on 8'],
    ['a label of another', tp4, { label: '2R-TP8' }, '1R-TP4 on 4'],
    ['a label and GPUs', tp4, { label: '2R-TP4', gpus: 8 }, '2R-TP4 on 8'],
    ['GPUs beside stated ones', { ...tp4, num_gpus: 8 }, { gpus: 16 }, '2R-TP4 on 8'],
    ['GPUs beside stated replicas', { ...tp4, replicas: 1 }, { gpus: 16 }, '1R-TP4 on 4'],
    ['a label beside stated replicas', { ...tp4, replicas: 1 }, { label: '2R-TP4' }, '1R-TP4 on 4'],
    ['a label where nothing is stated', {}, { label: '2R-TP4' }, '2R-TP4 on 8'],
    ['a label where GPUs are', { num_gpus: 8 }, { label: '2R-TP4' }, '2R-TP4 on 8'],
    ['a name where nothing is stated', {}, { label: 'tuned', gpus: 8 }, 'tuned on 8'],
  ])('%s', (_, keys, stated, expected) => {
    expect(filled(keys, stated)).toBe(expected);
  });

  test.each<[string, Tree, Partial<UserStatement>]>([
    ['GPUs', { ...tp4, num_gpus: 8 }, { gpus: 16 }],
    ['a label', { ...tp4, replicas: 1 }, { label: '2R-TP4' }],
    ['a label of other parallelism', tp4, { label: '2R-TP8' }],
  ])('%s that the result contradicts are warned of', (_, keys, stated) => {
    expect(codes(keys, stated)).toContain('overruled-option');
  });

  test('what fills an assumption contradicts nothing', () => {
    for (const stated of [{ gpus: 16 }, { label: '2R-TP4' }]) {
      expect(codes(tp4, stated)).not.toContain('overruled-option');
      expect(codes(tp4, stated)).not.toContain('gpu-count-mismatch');
    }
  });
});

describe('what else root keys say', () => {
  test.each<[Tree, string | null]>([
    [{ accelerator: 'H100' }, 'H100'],
    [{ gpu_name: 'B200', tp: 4 }, 'B200'],
    [{ gpu_type: 'unknown' }, null],
    [{ gpu_model: 3 }, null],
  ])('accelerator of %j', (document, expected) => {
    expect(deploymentOfRoot(document).accelerator).toBe(expected);
  });

  test.each<[Tree, string | null]>([
    [{ quantization: 'fp8' }, 'fp8'],
    [{ '--quantization': 'awq' }, 'awq'],
    [{ quantization: null }, null],
  ])('quantization of %j', (document, expected) => {
    expect(quantizationOfRoot(document)).toBe(expected);
  });

  // `quantizationIn` in system.ts takes them for nothing, as Python writes what is not stated.
  test.each(['None', 'null'])('a quantization of “%s” is none', (quantization) => {
    expect(quantizationOfRoot({ quantization })).toBeNull();
  });

  test('a key that is read here is no fact too', () => {
    const { facts } = runOf(python(vllm({ tensor_parallel_size: 4, num_gpus: 8, scheduler: 'fcfs' })), {
      path: 'r/x.json',
    });
    expect(facts.setup.get('scheduler')).toBe('fcfs');
    expect([...facts.setup.keys()]).not.toContain('tensor_parallel_size');
    expect(['--tensor-parallel-size', 'GPU_COUNT', 'ep'].every((key) => isRootKey(key, 4))).toBe(true);
  });

  // IDENTITY.md 2, “none is dropped”: `dp: auto`, `replicas: 2` without parallelism are in no field, and no fact.
  test('and one that is in no field is a fact', () => {
    const { facts } = runOf(python(vllm({ dp: 'auto' })), { path: 'r/x.json' });
    expect([...facts.setup.keys()]).toContain('dp');
  });
});
