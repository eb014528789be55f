import { describe, expect, test } from 'vitest';
import { agents, aggregate, power } from './fixtures.ts';
import { only, said } from './resultfile.ts';

describe('InferenceX', () => {
  test('how a benchmark ended', () => {
    const outcome = { status: 'failed', requested: 640, completed: 12, failed: 628 };
    const { measured, load } = only(aggregate({ benchmark_outcome: outcome }));
    expect(measured).toMatchObject({ completed: 12, failures: 628, attempts: 640 });
    expect(load.prompts).toBe(640);
    const odd = aggregate({ benchmark_outcome: { ...outcome, failed: 600 } });
    expect(only(odd).measured).toMatchObject({ completed: 12, failures: null, attempts: null });
    expect(said(odd)).toEqual([
      expect.stringMatching(/^warning unknown-failures: 12 completed and 600 failed requests do not add up to 640/),
    ]);
  });

  test('rows of dashboards say device for hw', () => {
    const { hw: _hw, ...row } = aggregate({ device: 'mi355x' });
    expect(only(row).deployment).toMatchObject({ label: '1R-TP8', accelerator: 'mi355x' });
    const { conc: _conc, ...without } = row;
    expect(only(without).load.concurrency).toBeNull();
  });

  test('power that is valid, and of the whole deployment since version 2', () => {
    expect(only(aggregate(power(6000))).measured.explaining).toMatchObject({ power: 4000, tokensPerJoule: 1.5 });
    for (const changes of [
      { power_valid: 0 },
      { power_metric_schema_version: undefined },
      { power_metric_schema_version: 1 },
    ]) {
      const { explaining } = only(aggregate({ ...power(6000), ...changes })).measured;
      expect(explaining).toMatchObject({ power: null, tokensPerJoule: null });
    }
    const invalid = { power_metric_schema_version: 2, power_valid: 0, power_invalid_reasons: ['window'] };
    expect([...only(aggregate(invalid)).facts.setup.keys()].join()).not.toContain('power');
  });
});

describe('agents of InferenceX', () => {
  test('an aggregate of today', () => {
    expect(only(agents(power(1503)))).toMatchObject({
      ...{ harness: 'inferencemax', model: 'openai/gpt-oss-120b', quantization: 'fp4' },
      deployment: { label: '1R-TP8', gpus: 8, accelerator: 'b200-trt' },
      load: { concurrency: 64, concurrencySource: 'reported' },
      workload: {
        isl: { requested: null, measured: 40_000 },
        osl: { requested: null, measured: 501 },
        prefix: 'multi-turn',
      },
      measured: {
        ...{ duration: 100, completed: 300, failures: 30, attempts: 330 },
        ...{ outputThroughput: 1503, totalThroughput: 121_503, requestThroughput: 3 },
        ...{ ttft: { mean: 1000, p50: 1000, p90: 1500, p95: 1700, p99: null }, tpot: null, itl: { mean: 20 } },
        ...{ e2el: { mean: 11_000 }, timePerToken: 20 },
        explaining: { cacheHitRate: 0.9, power: 4000, tokensPerJoule: 0.37575 },
      },
    });
    expect(said(agents())).toEqual([]);
    const { setup, environment, workload } = only(agents()).facts;
    expect([setup.get('kv_offloading'), setup.get('kv_offload_backend')]).toEqual(['dram', 'lmcache']);
    expect(environment.get('kv_offload_backend version')).toBe('0.4.1');
    expect(workload.get('scenario_type')).toBe('agentic-coding');
    expect([...setup.values()]).not.toContain(JSON.stringify(['no metrics of the router']));
  });

  test('prefill and decode apart: the root TP is a sum, and is not read', () => {
    const apart = agents({
      ...{ disagg: true, is_multinode: true, tp: 12, num_gpus: 24 },
      ...{
        prefill_tp: 4,
        prefill_num_workers: 2,
        num_prefill_gpu: 8,
        decode_tp: 8,
        decode_num_workers: 2,
        num_decode_gpu: 16,
      },
    });
    expect(only(apart).deployment).toMatchObject({ label: '2P-TP4/2D-TP8', gpus: 24 });
  });

  test('earlier ones have their figures at the root', () => {
    const flat = (name: string, mean: number) => ({
      [`mean_${name}`]: mean,
      [`median_${name}`]: mean * 0.9,
      [`p90_${name}`]: mean * 1.5,
    });
    const { request_metrics: _metrics, request_accounting: _accounting, conc: _conc, ...rest } = agents();
    const figures = {
      ...{ ...flat('ttft', 1), ...flat('ttlt', 11), ...flat('itl', 0.02), ...flat('input_tokens', 40_000) },
      ...{ ...flat('output_tokens_actual', 501), duration_seconds: 100, tput_per_gpu: 15_187.875 },
      ...{ input_tput_tps: 120_000, output_tput_tps: 1503, total_tput_tps: 121_503, server_gpu_cache_hit_rate: 0.8 },
    };
    const first = { ...rest, ...figures, users: 32, server_metrics: undefined };
    expect(only(first)).toMatchObject({
      load: { concurrency: 32, concurrencySource: 'reported' },
      measured: {
        ...{ completed: 300, failures: 50, outputThroughput: 1503, requestThroughput: 3, isl: 40_000, osl: 501 },
        ...{ ttft: { mean: 1000, p50: 900, p90: 1500 }, e2el: { mean: 11_000 } },
        explaining: { cacheHitRate: 0.8 },
      },
    });
    const later = { ...first, users: undefined, conc: 64 };
    expect(only(later).measured).toMatchObject({ completed: 300, failures: null, attempts: null });
    expect(said(later)).toEqual([
      expect.stringMatching(/^warning unknown-failures: failed requests cannot be told from warm-ups/),
    ]);
  });

  test('one without figures is refused by name', () => {
    expect(said(agents({ request_metrics: { qps: {} } }))).toEqual([
      expect.stringMatching(/^error missing-field: InferenceX agg of agents: request_metrics\.latency is missing/),
      expect.stringMatching(/^error missing-field: InferenceX agg of agents: request_metrics\.throughput is missing/),
    ]);
  });
});
