import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData, withoutSharedData } from '../shared.ts';
import { codesIn, problemsIn, read, runOf } from './texts.ts';

interface ExpectedReport {
  readonly model: string | null;
  readonly harness: string;
  /** Output tokens/s, and mean TTFT in ms. */
  readonly output: number;
  readonly ttft: number;
  readonly concurrency: number | null;
  readonly source: 'reported' | 'estimated' | 'unknown';
  readonly rate: number | null;
  /** Requested and measured mean lengths. */
  readonly isl: readonly [number | null, number];
  readonly osl: readonly [number | null, number];
  readonly label?: string;
  readonly gpus?: number;
  readonly warnings?: readonly string[];
}

/** requests/s × mean E2EL in s, of the file's own figures. */
const little = (rate: number, e2el: number) => rate * e2el;

const scheduling: ExpectedReport = {
  model: 'Qwen/Qwen3-32B',
  harness: 'inference-perf',
  output: 13574.368209884744,
  ttft: 120.3408618576747,
  concurrency: little(14.41229929064271, 67.864936218041),
  source: 'estimated',
  rate: 10,
  isl: [7200, 7576.364],
  osl: [1000, 941.86],
  // 14.4 requests/s and 1,500 requests are not those of its stage, 20 s at 10 requests/s.
  warnings: ['exceeded-rate', 'inconsistent-requests'],
};

const example: ExpectedReport = {
  model: 'Qwen/Qwen3-0.6B',
  harness: 'inference-perf',
  output: 2262.448,
  ttft: 36.8578234128654,
  concurrency: null,
  source: 'unknown',
  rate: 10,
  isl: [2148, 2262.448],
  osl: [1000, 2262.448],
  label: '2R-TP8',
  gpus: 16,
  // One invented figure stands for all rates and lengths.
  warnings: ['implausible-latency', 'inconsistent-throughput', 'exceeded-rate', 'unlike-osl'],
};

/** What must come out of each file, taken from it by hand. */
const REPORTS: Readonly<Record<string, ExpectedReport>> = {
  'guidellm-seconds-labelled-ms.yaml': {
    model: 'Qwen/Qwen3-0.6B',
    harness: 'guidellm',
    output: 287.3587596346145,
    ttft: 13.210789469264498,
    concurrency: little(4.966666666666667, 0.12442724816751159),
    source: 'estimated',
    rate: 5,
    isl: [50, 50],
    osl: [50, 50],
    // 287 tok/s are not 4.97 requests/s × 50 tokens: GuideLLM 0.3 averaged the rate wrongly.
    warnings: ['unit-corrected', 'inconsistent-throughput'],
  },
  'inference-perf-optimized-baseline.yaml': scheduling,
  'inference-perf-scheduling-b.yaml': scheduling,
  'inference-perf-pd.yaml': {
    model: 'openai/gpt-oss-120b',
    harness: 'inference-perf',
    output: 12236.597879353767,
    ttft: 1443.921038344227,
    concurrency: little(43.54511941630466, 3.5384947839587997),
    source: 'estimated',
    rate: 45,
    isl: [5000, 5151.397962962963],
    osl: [250, 281.0096296296296],
  },
  'inference-perf-prefix-cache.yaml': {
    model: 'Qwen/Qwen3-32B',
    harness: 'inference-perf',
    output: 3502.384763911175,
    ttft: 2167.599835924047,
    concurrency: little(3.798167020643812, 31.201138343144265),
    source: 'estimated',
    rate: 10,
    isl: [7200, 7583.23],
    osl: [1000, 922.125],
  },
  'inference-perf-scheduling-a.yaml': {
    model: 'Qwen/Qwen3-0.6B',
    harness: 'inference-perf',
    output: 2254.4490015619667,
    ttft: 22.396996933966875,
    concurrency: little(9.88663334456855, 0.7592659112159162),
    source: 'estimated',
    rate: 10,
    isl: [2304, 2430.7],
    osl: [256, 228.03],
  },
  'inference-perf-wide-ep-v0.2.yaml': {
    model: null,
    harness: 'inference-perf',
    output: 22124.879416240507,
    ttft: 21290.69098684954,
    concurrency: 2048,
    source: 'reported',
    // Its `rate_qps` of 8192 is the number of requests: inference-perf kept 2048 in flight.
    rate: null,
    isl: [null, 2046.793701171875],
    osl: [null, 2004.9931640625],
  },
  'schema-example-v0.1.yaml': {
    model: 'deepseek-ai/DeepSeek-R1-0528',
    harness: 'inference-perf',
    output: 32.544923821416,
    ttft: 0.800974442732916,
    concurrency: null,
    source: 'unknown',
    rate: null,
    isl: [null, 628.606060606061],
    osl: [null, 31.7878787878788],
    label: '1P-TP1/2D-TP8-EP8',
    gpus: 17,
    warnings: ['implausible-latency'],
  },
  'schema-example-v0.2.yaml': example,
  'schema-example-v0.2.1.yaml': example,
  'schema-example-v0.2-january.yaml': { ...example, label: '1P-TP8', gpus: 8 },
  'vllm-benchmark-pd-a.yaml': {
    model: 'RedHatAI/Qwen2-0.5B-Instruct-FP8',
    harness: 'vllm-benchmark',
    output: 484.96805257844136,
    ttft: 397.6612115075113,
    concurrency: 1,
    source: 'reported',
    rate: null,
    isl: [null, 10_000],
    osl: [null, 1000],
  },
};

const text = (...path: readonly string[]) => readFileSync(sharedData(...path), 'utf8');

describe.skipIf(withoutSharedData)('real reports', () => {
  test('are all accounted for', () => {
    expect(readdirSync(sharedData('reports')).sort()).toEqual([...Object.keys(REPORTS), 'truncated.yaml'].sort());
  });

  test.each(Object.entries(REPORTS))('%s', (name, expected) => {
    const { model, harness, measured, load, workload, deployment } = runOf(text('reports', name), { path: name });
    expect({ model, harness, rate: load.rate, source: load.concurrencySource }).toEqual({
      model: expected.model,
      harness: expected.harness,
      rate: expected.rate,
      source: expected.source,
    });
    expect(measured.outputThroughput).toBe(expected.output);
    expect(measured.ttft?.mean).toBeCloseTo(expected.ttft, 6);
    if (expected.concurrency === null) expect(load.concurrency).toBeNull();
    else expect(load.concurrency).toBeCloseTo(expected.concurrency, 6);
    expect([workload.isl.requested, workload.isl.measured]).toEqual(expected.isl);
    expect([workload.osl.requested, workload.osl.measured]).toEqual(expected.osl);
    expect([deployment.label, deployment.gpus]).toEqual([expected.label ?? null, expected.gpus ?? null]);
    expect(codesIn(text('reports', name), { path: name })).toEqual(expected.warnings ?? []);
  });

  test('truncated.yaml is refused, with what is missing and where', () => {
    const errors = problemsIn(text('reports', 'truncated.yaml')).map(({ severity, code, line, message }) => {
      return { severity, code, line, field: message.split(' ')[0] };
    });
    expect(errors.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))).toEqual([
      { severity: 'error', code: 'missing-field', line: 83, field: 'metrics.requests.input_length' },
      { severity: 'error', code: 'missing-field', line: 83, field: 'metrics.requests.output_length' },
      { severity: 'error', code: 'missing-field', line: 93, field: 'scenario.model' },
      { severity: 'error', code: 'missing-field', line: 94, field: 'scenario.load.name' },
    ]);
  });

  test('any of them cut off anywhere is read or refused, never the end of the program', () => {
    const whole = text('reports', 'inference-perf-pd.yaml');
    for (let length = 0; length < whole.length; length += 97) {
      const { kind, run } = read(whole.slice(0, length));
      expect(kind).toBe('report');
      expect(run).toBeNull();
    }
  });
});

describe.skipIf(withoutSharedData)('the real sweep', () => {
  const folder = () => sharedData('sweeps', 'llama-3.1-70b-h100');
  const files = () =>
    readdirSync(folder(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  test('each file is the run that its folder names', () => {
    expect(files()).toHaveLength(114);
    for (const file of files()) {
      const run = runOf(readFileSync(file, 'utf8'), { path: file });
      const [, concurrency] = /-run_(\d+)_/.exec(file) ?? [];
      const [, ...shape] =
        /setup_standalone_(\d+)_(\d+)_|setup_modelservice_NA_NA_(\d+)_(\d+)_(\d+)_(\d+)/.exec(file) ?? [];
      const [replicas, tp, prefills, prefillTp, decodes, decodeTp] = shape;
      const label =
        replicas === undefined ? `${prefills}P-TP${prefillTp}/${decodes}D-TP${decodeTp}` : `${replicas}R-TP${tp}`;
      expect(run.deployment.label).toBe(label);
      expect(run.load).toMatchObject({
        concurrency: Number(concurrency),
        concurrencySource: 'reported',
        rate: null,
        condition: null,
        stage: null,
      });
      expect(run).toMatchObject({ model: 'meta-llama/Llama-3.1-70B-Instruct', measured: { isl: 9999, osl: 1000 } });
      expect(codesIn(readFileSync(file, 'utf8'))).toEqual([]);
    }
  });

  test('1P-TP8/1D-TP8 at 128 has the figures that were published', () => {
    const [file = ''] = files().filter((path) => /NA_NA_1_8_1_8.*run_128_/.test(path));
    const { measured, deployment } = runOf(readFileSync(file, 'utf8'));
    expect(deployment).toMatchObject({ gpus: 16, accelerator: 'NVIDIA-H100-80GB-HBM3', disaggregated: true });
    expect(measured).toMatchObject({
      outputThroughput: 2380.756187152592,
      ttft: { mean: 4276.921408233102, p50: 2933.9930473361164, p99: null },
      e2el: { mean: 53_578.244996466674 },
    });
  });
});
