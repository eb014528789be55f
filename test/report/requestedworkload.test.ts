import { describe, expect, test } from 'vitest';
import { NO_FACTS } from '../../src/run/facts.ts';
import { NO_EXPLAINING } from '../../src/run/run.ts';
import { aLength, aLoad, unknownDeployment } from '../builders.ts';
import { AGGREGATE, problemsIn, runOf, v01, v02 } from './texts.ts';

const HASH = '0123456789abcdef0123456789abcdef01234567';

describe('model', () => {
  test.each([
    ['Qwen/Qwen3-32B', 'Qwen/Qwen3-32B'],
    [`/models/models--openai--gpt-oss-120b/snapshots/${HASH}/`, 'openai/gpt-oss-120b'],
    [`/models/models--openai--gpt-oss-120b/snapshots/${HASH}`, 'openai/gpt-oss-120b'],
    ['models--deepseek-ai--DeepSeek-R1-0528', 'deepseek-ai/DeepSeek-R1-0528'],
    ['/root/.cache/huggingface/hub/models--a--b--c/snapshots/1/', 'a/b--c'],
    ['  Qwen/Qwen3-32B/ ', 'Qwen/Qwen3-32B'],
    ['/data/my-models--x', '/data/my-models--x'],
  ])('%s', (name, expected) => {
    expect(runOf(v01({ 'scenario.model.name': name })).model).toBe(expected);
    expect(runOf(v02({ 'scenario.stack.0.standardized.model.name': name })).model).toBe(expected);
  });

  test.each([
    ['inference-perf', { server: { model_name: 'Qwen/Qwen3-32B' } }],
    ['guidellm', { model: 'Qwen/Qwen3-32B' }],
    ['guidellm', { spec: { backend: { model: 'Qwen/Qwen3-32B' } } }],
    ['aiperf', { endpoint: { model_names: ['Qwen/Qwen3-32B'] } }],
    [
      'inference-perf',
      { server: { model_name: 'unknown' }, tokenizer: { pretrained_model_name_or_path: 'Qwen/Qwen3-32B' } },
    ],
    ['inference-perf', { server: { model_name: `/cache/models--Qwen--Qwen3-32B/snapshots/${HASH}` } }],
  ])('“unknown” is looked up in the arguments of %s: %j', (name, args) => {
    expect(runOf(v01({ 'scenario.model.name': 'unknown', 'scenario.load': { name, args } })).model).toBe(
      'Qwen/Qwen3-32B',
    );
    const native = { 'scenario.stack': [], 'scenario.load.native.config': args };
    expect(runOf(v02(native)).model).toBe('Qwen/Qwen3-32B');
  });

  test('stays unknown, with a notice, where nothing names it', () => {
    const document = v01({ 'scenario.model.name': 'unknown' });
    expect(runOf(document).model).toBeNull();
    expect(problemsIn(document)).toContainEqual(expect.objectContaining({ code: 'unknown-model', severity: 'notice' }));
  });

  test('keeps its quantization', () => {
    expect(runOf(v01({ 'scenario.model.quantization': 'fp8' })).quantization).toBe('fp8');
    expect(runOf(v01()).quantization).toBeNull();
  });
});

describe('lengths as requested', () => {
  const lengths = (document: unknown) => {
    const { isl, osl } = runOf(document).workload;
    return [isl.requested, osl.requested];
  };
  const by = (name: string, args: unknown) => v01({ 'scenario.load': { name, args } });

  test.each([
    ['vllm-benchmark', { random_input_len: 8192, random_output_len: 256 }, [8192, 256]],
    ['vllm-benchmark', { 'sonnet-input-len': '550', 'sonnet-output-len': '150' }, [550, 150]],
    [
      'inference-perf',
      { data: { input_distribution: { mean: 5000 }, output_distribution: { mean: 250 } } },
      [5000, 250],
    ],
    [
      'inference-perf',
      {
        data: {
          input_distribution: null,
          shared_prefix: { question_len: 1200, system_prompt_len: 6000, output_len: 1000 },
        },
      },
      [7200, 1000],
    ],
    ['guidellm', { data: ["{'prompt_tokens': 50, 'output_tokens': 70}"] }, [50, 70]],
    ['guidellm', { data: 'prompt_tokens=50,output_tokens=70' }, [50, 70]],
    [
      'guidellm',
      { data: ['{"prompt_tokens_stdev": 5, "prompt_tokens": 50, "output_tokens_max": 9, "output_tokens": 70}'] },
      [50, 70],
    ],
    ['guidellm', { spec: { data: [{ kind: 'synthetic_text', prompt_tokens: 50, output_tokens: 70 }] } }, [50, 70]],
    ['guidellm', { data: ['hf-dataset/name'] }, [null, null]],
    ['vllm-benchmark', { num_prompts: 10 }, [null, null]],
    ['vllm-benchmark', null, [null, null]],
  ])('v0.1 %s %j', (name, args, expected) => {
    expect(lengths(by(name, args))).toEqual(expected);
  });

  test('the measured means stand beside them', () => {
    const { workload, measured } = runOf(by('vllm-benchmark', { random_input_len: 10_000 }));
    expect(workload.isl).toEqual(aLength(10_000, 9999));
    expect(measured.isl).toBe(9999);
  });

  const requested02 = (length: object, measured: number) =>
    runOf(
      v02({
        'scenario.load.standardized.input_seq_len': length,
        [`${AGGREGATE}.requests.input_length.mean`]: measured,
      }),
    ).workload.isl.requested;

  test('v0.2 states them', () => {
    expect(lengths(v02())).toEqual([9999, 1000]);
    expect(requested02({ distribution: 'gaussian', value: 2048, std_dev: 100 }, 2046.8)).toBe(2048);
    expect(requested02({ distribution: 'fixed', value: 1000 }, 1000)).toBe(1000);
  });

  test('v0.2: a measured mean that a converter wrote there is no request', () => {
    expect(requested02({ distribution: 'gaussian', value: 2046.793701171875 }, 2046.793701171875)).toBeNull();
    expect(requested02({ distribution: 'other', value: 220 }, 220)).toBeNull();
    // vLLM divides by what completed there, and by all prompts here.
    expect(requested02({ distribution: 'other', value: 1024.5 }, 1003.7)).toBeNull();
    expect(requested02({ distribution: 'other', value: 0 }, 1003.7)).toBeNull();
  });
});

describe('shape of the prefix', () => {
  const shared = {
    system_prompt_len: 6000,
    question_len: 1200,
    output_len: 1000,
    num_groups: 150,
    num_prompts_per_group: 5,
  };
  const prefix01 = (changes: object) =>
    runOf(
      v01({
        'scenario.load': { name: 'inference-perf', args: { data: { shared_prefix: { ...shared, ...changes } } } },
      }),
    ).workload.prefix;

  test('unlike shapes are told apart, and like ones are one', () => {
    const shapes = [
      {},
      { system_prompt_len: 600 },
      { num_groups: 1 },
      { num_prompts_per_group: 50 },
      { enable_multi_turn_chat: true },
    ].map(prefix01);
    expect(new Set(shapes).size).toBe(shapes.length);
    expect(prefix01({ seed: 3, enable_multi_turn_chat: false })).toBe(prefix01({}));
    expect(runOf(v01()).workload.prefix).toBeNull();
  });

  test('v0.2 says the same in its own words', () => {
    const prefix = {
      prefix_len: { distribution: 'fixed', value: 6000 },
      num_groups: 150,
      num_users_per_group: 5,
      num_prefixes: 1,
    };
    const shape = (changes: Record<string, unknown>) => runOf(v02(changes)).workload.prefix;
    expect(shape({ 'scenario.load.standardized.prefix': prefix })).toBe(prefix01({}));
    expect(shape({ 'scenario.load.standardized.multi_turn': { enabled: true } })).not.toBeNull();
    expect(shape({ 'scenario.load.standardized.multi_turn': { enabled: false } })).toBeNull();
  });
});

describe('v0.2.1', () => {
  const newest = v02({
    version: '0.2.1',
    'scenario.load.metadata.treatment': 'conc32',
    'scenario.load.metadata.treatment_group': 'all',
    [`${AGGREGATE}.requests.request_size`]: { units: 'bytes', mean: 5 },
    [`${AGGREGATE}.requests.multimodal`]: { image: { count: { units: 'count', mean: 1 } } },
    [`${AGGREGATE}.throughput.image_rate`]: { units: 'images/s', mean: 2 },
    [`${AGGREGATE}.throughput.video_rate`]: null,
    'results.component_health': [{ component_label: 'engine', total_restarts: 0 }],
    'results.observability': { anything: 1 },
    'results.profiling': {},
  });

  test('its additions are known, and the treatment is read', () => {
    expect(problemsIn(newest)).toEqual([]);
    expect(runOf(newest)).toMatchObject({ treatment: 'conc32', harness: 'inference-perf', harnessVersion: '0.3.0' });
  });

  test('a workload that shared the servers is warned of', () => {
    const shared = v02({ version: '0.2.1', 'scenario.load.metadata.concurrent_with': ['second'] });
    expect(problemsIn(shared)).toMatchObject([{ severity: 'warning', code: 'shared-load' }]);
    expect(problemsIn(v02({ 'scenario.load.metadata.concurrent_with': [] }))).toEqual([]);
  });

  /** A harness whose converter states the duration of the load. */
  const timed = { 'scenario.load.standardized.tool': 'guidellm' };

  test('where it is that of a script around the load, what completed ÷ requests/s is the duration', () => {
    for (const tool of ['vllm-benchmark', 'inference-perf', 'aiperf']) {
      const measured = (changes: object) =>
        runOf(v02({ 'scenario.load.standardized.tool': tool, 'run.time.duration': 'PT900S', ...changes })).measured;
      expect(measured({}).duration).toBe(128);
      expect(measured({ [`${AGGREGATE}.throughput.request_rate`]: null }).duration).toBeNull();
    }
    const sending = v01({ 'scenario.load.name': 'inference-perf', 'metrics.requests.failures': 0 });
    expect(runOf(sending).measured.duration).toBe(128);
  });

  test.each([
    ['PT49.5S', 49.5],
    ['PT1H2M3S', 3723],
    ['P1DT0S', 86_400],
    [90, 90],
    [undefined, 120],
    ['', 120],
  ])('its duration %j is %d s', (duration, seconds) => {
    expect(runOf(v02({ ...timed, 'run.time.duration': duration })).measured.duration).toBe(seconds);
  });

  test('its duration may be unknown', () => {
    expect(runOf(v02({ ...timed, 'run.time': {} })).measured.duration).toBeNull();
    expect(runOf(v02({ ...timed, 'run.time': undefined })).measured.duration).toBeNull();
  });
});

test('all fields of a v0.1 report', () => {
  expect(runOf(v01(), { path: 'a/b/benchmark_report.yaml' })).toEqual({
    files: [{ shown: 'a/b/benchmark_report.yaml', path: 'a/b/benchmark_report.yaml', place: '' }],
    harness: 'vllm-benchmark',
    harnessVersion: null,
    model: 'meta-llama/Llama-3.1-70B-Instruct',
    quantization: null,
    deployment: unknownDeployment,
    workload: { isl: aLength(null, 9999), osl: aLength(null, 1000), prefix: null },
    load: aLoad(32, { prompts: 320 }),
    measured: {
      duration: 120.5,
      completed: 320,
      failures: 0,
      attempts: 320,
      outputThroughput: 2500,
      totalThroughput: 27_500,
      requestThroughput: 2.5,
      ttft: { mean: 400, p50: 390, p90: 450, p95: 470, p99: 500 },
      tpot: { mean: 12, p50: 11, p90: 14, p95: 15, p99: 19 },
      itl: { mean: 12.5, p50: 11.5, p90: 16, p95: 18, p99: 30 },
      e2el: { mean: 12_400, p50: 12_300, p90: 12_900, p95: 13_000, p99: 13_500 },
      isl: 9999,
      osl: 1000,
      timePerToken: 12,
      achievedRate: 320 / (120.5 - 12.4),
      explaining: NO_EXPLAINING,
    },
    derived: [],
    sessions: null,
    facts: NO_FACTS,
    treatment: null,
    measuredAt: '2026-01-11T11:52:26.000Z',
  });
});
