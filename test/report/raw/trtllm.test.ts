import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../src/report/read.ts';
import { readAll } from '../texts.ts';
import { python, trtllm } from './fixtures.ts';
import { only, PATH, said } from './resultfile.ts';

describe('trtllm-bench', () => {
  test('a report: its world is the deployment, times are in ms', () => {
    expect(only(trtllm())).toMatchObject({
      harness: 'trtllm-bench',
      harnessVersion: '1.2.0',
      model: 'meta-llama/Llama-3.3-70B-Instruct',
      quantization: 'NVFP4',
      deployment: { label: '1R-TP4', gpus: 4, accelerator: 'NVIDIA B200' },
      load: { concurrency: 24, concurrencySource: 'estimated', rate: null, prompts: 400 },
      workload: { isl: { requested: 1000, measured: 1000 }, osl: { requested: 101, measured: 101 } },
      measured: {
        ...{ duration: 50, completed: 400, failures: null, attempts: null },
        ...{ outputThroughput: 808, totalThroughput: 8808, requestThroughput: 8 },
        ttft: { mean: 200, p50: 200, p90: 300, p95: 340, p99: 400 },
        ...{ tpot: { mean: 28 }, itl: null, e2el: { mean: 3000, p99: 6000 }, timePerToken: 28 },
        explaining: { acceptanceLength: 2.5, power: null, tokensPerJoule: null },
      },
    });
    expect(said(trtllm())).toEqual([]);
    const { setup, environment } = only(trtllm()).facts;
    expect([setup.get('max_batch_size'), setup.get('speculative decoding')]).toEqual(['512', 'Eagle3']);
    expect(environment.get('tensorrt-llm version')).toBe('1.2.0');
    expect([...setup.keys()]).not.toContain('issue_rate');
  });

  test.each([
    ['r/report-c24.json', 24],
    ['r/concurrency_28/report.json', 28],
    ['r/conc=26/c24.json', 24],
  ])('the concurrency that was asked for is in the name alone: %s', (path, concurrency) => {
    expect(only(trtllm(), path).load).toMatchObject({ concurrency, concurrencySource: 'reported' });
  });

  test.each(['r/report-c64.json', 'r/report-24.json', 'r/gcc24.json', 'r/c24.5.json'])(
    'a name that is of something else states none: %s',
    (path) => {
      expect(only(trtllm(), path).load).toMatchObject({ concurrencySource: 'estimated' });
    },
  );

  test('without streaming there is no first token; lengths that vary were not asked for', () => {
    const stats = { minimum: 10, maximum: 2000 };
    const plain = trtllm({
      streaming_metrics: undefined,
      decoding_stats: undefined,
      machine: null,
      dataset: { isl_stats: stats },
    });
    expect(only(plain)).toMatchObject({
      deployment: { label: '1R-TP4', accelerator: null },
      workload: { isl: { requested: null, measured: 1000 }, osl: { requested: null } },
      measured: { ttft: null, tpot: null, e2el: { mean: 3000 }, explaining: { acceptanceLength: null } },
    });
  });

  test('energy is read of one GPU: nothing says whether that of others is in it', () => {
    const energy = { total_energy_j: 40_400, output_tps_per_w: 1, average_gpu_power: 808 };
    const world = { tp_size: 1, pp_size: 1, ep_size: 1, world_size: 1 };
    expect(only(trtllm({ energy })).measured.explaining).toMatchObject({ power: null, tokensPerJoule: null });
    expect(only(trtllm({ energy, world_info: world })).measured.explaining).toMatchObject({
      power: 808,
      tokensPerJoule: 1,
    });
  });

  test('what is of another generation, or cut off, is refused by name', () => {
    const { performance } = trtllm() as { performance: object };
    const other = trtllm({ performance: { ...performance, request_throughput_req_s: undefined } });
    expect(said(other)).toEqual([
      expect.stringMatching(/^error missing-field: trtllm-bench report: performance\.request_thr/),
    ]);
    const text = python(trtllm());
    for (const end of [text.indexOf('"tp_size"') + 12, text.indexOf('"performance"'), text.length - 3]) {
      const problems = problemsOf(readAll(text.slice(0, end), { path: PATH }));
      expect(problems).toMatchObject([{ severity: 'error', code: 'not-parsable' }]);
    }
  });
});
