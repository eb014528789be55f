import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsOf, ReportReader } from '../../../src/report/read.ts';
import type { Run } from '../../../src/run/run.ts';
import { sharedData, withoutSharedData } from '../../shared.ts';

/** What must come out of each file, taken from it by hand: one row a run. */
interface ExpectedRun {
  readonly model: string | null;
  readonly harness: string;
  readonly load: readonly [
    concurrency: number | null,
    source: 'reported' | 'estimated' | 'unknown',
    rate: number | null,
  ];
  /** Completed requests, and failures. */
  readonly requests: readonly [number | null, number | null];
  /** Output tokens/s, total tokens/s, requests/s. */
  readonly rates: readonly [number | null, number | null, number | null];
  /** Mean and p99 TTFT, mean TPOT, mean ITL, mean E2EL, all in ms. */
  readonly times: readonly [number, number, number, number, number | null];
  /** Mean ISL and OSL. */
  readonly lengths: readonly [number | null, number | null];
}

const LLAMA = 'meta-llama/Llama-3.1-8B-Instruct';
/** A result of vLLM's of May 2025, which has no failures and no E2EL; all prompts completed. */
const vllm = (
  rate: number,
  prompts: number,
  rates: readonly [number, number, number],
  [ttft, p99, tpot, itl]: readonly [number, number, number, number],
  lengths: readonly [number, number],
): ExpectedRun => ({
  model: LLAMA,
  harness: 'vllm-benchmark',
  // Estimated: requests/s × (TTFT + TPOT × (OSL − 1)).
  load: [(rates[2] * (ttft + tpot * (lengths[1] - 1))) / 1000, 'estimated', rate],
  requests: [prompts, 0],
  rates,
  times: [ttft, p99, tpot, itl, null],
  lengths,
});

/** A raw result of InferenceX's: 10 requests a user. */
const inferencex = (concurrency: number, rates: ExpectedRun['rates'], times: ExpectedRun['times']): ExpectedRun => ({
  model: 'openai/gpt-oss-120b',
  harness: 'vllm-benchmark',
  load: [concurrency, 'reported', null],
  requests: [10 * concurrency, 0],
  rates,
  times,
  lengths: [1024, 1024],
});

/** A stage of inference-perf's; its own times are in seconds. */
const stage = (
  rate: number,
  requests: number,
  rates: readonly [number, number, number],
  [ttft, p99, tpot, itl, e2el]: readonly [number, number, number, number, number],
  lengths: ExpectedRun['lengths'],
): ExpectedRun => ({
  model: null,
  harness: 'inference-perf',
  load: [rates[2] * e2el, 'estimated', rate],
  requests: [requests, 0],
  rates,
  times: [ttft * 1000, p99 * 1000, tpot * 1000, itl * 1000, e2el * 1000],
  lengths,
});

const mock = { model: 'e2e-mock-model', harness: 'guidellm', requests: [2, 0] } as const;

const TABLE: Readonly<Record<string, readonly ExpectedRun[]>> = {
  'vllm/llm-d-1p1d/benchmark_2025-05-13_04-37-51.json': [
    vllm(
      3.6,
      200,
      [698.4979897701463, 28634.925090627148, 3.4924899488507317],
      [249.5401489152573, 267.2010898106964, 17.815322619286626, 17.818457237995986],
      [7999, 200],
    ),
  ],
  'vllm/llm-d-1p1d/benchmark_2025-05-13_04-43-11.json': [
    vllm(
      3.6,
      200,
      [698.8329664383518, 28648.657459140235, 3.494164832191759],
      [255.90389775490618, 507.37413501716225, 18.433581580862462, 18.436361659604046],
      [7999, 200],
    ),
  ],
  'vllm/llm-d-1p1d/benchmark_2025-05-13_04-47-20.json': [
    vllm(
      3.6,
      200,
      [693.8057956797727, 28442.568593892283, 3.469028978398864],
      [250.20740771433336, 267.4225465103518, 17.54721767642306, 17.547218406578203],
      [7999, 200],
    ),
  ],
  'vllm/llm-d-2p1d/benchmark_2025-05-13_05-00-45.json': [
    vllm(
      5.5,
      250,
      [531.8717163387223, 53713.72463304757, 5.318717163387223],
      [442.8018974426668, 818.0468749173449, 23.67174194738824, 23.6803544545613],
      [9999, 100],
    ),
  ],
  'vllm/llm-d-2p1d/benchmark_2025-05-13_05-03-34.json': [
    vllm(
      5.5,
      250,
      [536.3343661860014, 54164.40764112428, 5.363343661860013],
      [486.8181939977221, 1033.7317127652927, 24.175156460193012, 24.181020052965923],
      [9999, 100],
    ),
  ],
  'vllm/llm-d-2p1d/benchmark_2025-05-13_05-05-10.json': [
    vllm(
      5.5,
      250,
      [531.0017487097344, 53625.866602196074, 5.310017487097344],
      [431.5732807435561, 708.6438670463391, 25.124998988546054, 25.129061801481033],
      [9999, 100],
    ),
  ],
  'vllm/vllm-2replicas/benchmark_2025-05-13_04-55-27.json': [
    vllm(
      3.6,
      200,
      [696.6005267659943, 28557.13859477194, 3.483002633829972],
      [243.57119981985306, 261.66544687526766, 16.170790800581987, 16.174042569561387],
      [7999, 200],
    ),
  ],
  'vllm/vllm-2replicas/benchmark_2025-05-13_04-59-44.json': [
    vllm(
      3.6,
      200,
      [700.1480787161026, 28702.570486966626, 3.500740393580513],
      [248.70586418692255, 527.2356536588628, 15.697287437159403, 15.703206441657617],
      [7999, 200],
    ),
  ],
  'vllm/vllm-2replicas/benchmark_2025-05-13_05-03-46.json': [
    vllm(
      3.6,
      200,
      [694.173464781694, 28457.641188725545, 3.47086732390847],
      [244.2589845546172, 261.98455891455524, 17.02694066476086, 17.027369216974698],
      [7999, 200],
    ),
  ],
  'inferencex/concurrency_128_req_rate_inf_gpus_16_ctx_8_gen_8.json': [
    inferencex(
      128,
      [8368.280252140186, 16736.560504280373, 8.17214868373065],
      [322.05012791437184, 1515.174685146194, 14.871257350024614, 14.871688992762476, 15535.346396989553],
    ),
  ],
  'inferencex/concurrency_16_req_rate_inf_gpus_16_ctx_8_gen_8.json': [
    inferencex(
      16,
      [1725.5812148243967, 3451.1624296487935, 1.68513790510195],
      [185.00612755160546, 687.9313375009224, 9.043755853690438, 9.043755927185433, 9436.768365876924],
    ),
  ],
  'inferencex/concurrency_256_req_rate_inf_gpus_16_ctx_8_gen_8.json': [
    inferencex(
      256,
      [13975.943487151262, 27951.886974302524, 13.648382311671154],
      [382.50921859926166, 1578.5206863190976, 17.745007218556957, 17.745312193796607, 18535.651603183032],
    ),
  ],
  'inferencex/concurrency_32_req_rate_inf_gpus_16_ctx_8_gen_8.json': [
    inferencex(
      32,
      [2985.561049824788, 5971.122099649576, 2.9155869627195194],
      [327.7923499357712, 1553.907009542454, 10.35171252518911, 10.351712596903877, 10917.594263204228],
    ),
  ],
  'inferencex/concurrency_4_req_rate_inf_gpus_16_ctx_8_gen_8.json': [
    inferencex(
      4,
      [459.21607175182197, 918.4321435036439, 0.44845319507013864],
      [330.7963805680629, 987.5254542799665, 8.386647437519565, 8.386647518691657, 8910.336709150579],
    ),
  ],
  'inferencex/concurrency_512_req_rate_inf_gpus_16_ctx_8_gen_8.json': [
    inferencex(
      512,
      [22534.153728724606, 45068.30745744921, 22.006009500707624],
      [485.9170994026499, 2244.784710702952, 22.05546968971106, 22.055469743536744, 23048.662591977063],
    ),
  ],
  'inferencex/concurrency_64_req_rate_inf_gpus_16_ctx_8_gen_8.json': [
    inferencex(
      64,
      [5002.605334620647, 10005.210669241294, 4.885356772090476],
      [236.25605633751547, 685.4502430907452, 12.526103166546621, 12.526103234641905, 13050.45959571471],
    ),
  ],
  'inferencex/concurrency_8_req_rate_inf_gpus_16_ctx_8_gen_8.json': [
    inferencex(
      8,
      [928.9837604849168, 1857.9675209698337, 0.9072107035985516],
      [122.96592185739428, 311.73925049602985, 8.482334189249984, 8.482334263969731, 8800.393797460129],
    ),
  ],
  'inference-perf/stage_0_lifecycle_metrics.json': [
    stage(
      1.0,
      60,
      [64.23350089997027, 271.83536208261364, 1.0171575756131475],
      [0.03112733216257766, 0.039696927970508104, 0.0034734172405264745, 0.003473417240526474, 0.48048226445680486],
      [204.1, 63.15],
    ),
  ],
  'inference-perf/stage_1_lifecycle_metrics.json': [
    stage(
      31.4,
      1884,
      [1943.0109854644684, 8302.40553746983, 31.15591176243092],
      [0.02983692160898013, 0.04361342025920749, 0.003997934798121225, 0.003997934798121225, 0.5467452551630615],
      [204.1151804670913, 62.36411889596603],
    ),
  ],
  'inference-perf/stage_2_lifecycle_metrics.json': [
    stage(
      61.79,
      3707,
      [3820.6559401374307, 16320.052134875694, 61.24191005201567],
      [0.034943298174853185, 0.056964946878142665, 0.004988067250871145, 0.004988067250871146, 0.6795524652193883],
      [204.09873212840571, 62.38629619638522],
    ),
  ],
  'inference-perf/stage_3_lifecycle_metrics.json': [
    stage(
      92.19,
      5531,
      [5693.884076290361, 24340.07350786478, 91.35730480202015],
      [0.050548625055568695, 0.18182665726635605, 0.007516017549608276, 0.007516017549608276, 1.0212724370473967],
      [204.10178991140842, 62.3254384378955],
    ),
  ],
  'inference-perf/stage_4_lifecycle_metrics.json': [
    stage(
      122.59,
      7355,
      [6316.805901394126, 26978.25717945717, 101.23196666445972],
      [2.616534616005304, 3.2043639390263707, 0.009508682655186682, 0.0095086190237076, 3.8440110167214474],
      [204.10006798096532, 62.3993201903467],
    ),
  ],
  'inference-perf/stage_5_lifecycle_metrics.json': [
    stage(
      152.98,
      9178,
      [6323.774659230487, 27032.049260882508, 101.46021159671109],
      [2.93708448660302, 3.304704702957533, 0.009483972422951594, 0.009483890226426888, 4.161168321326422],
      [204.10241882763128, 62.32763129222053],
    ),
  ],
  'inference-perf/stage_6_lifecycle_metrics.json': [
    stage(
      183.38,
      11002,
      [6431.058168023075, 27469.335412191227, 103.0780152073592],
      [2.9432442679445976, 3.3474315829982517, 0.009292917598044454, 0.009292893406266468, 4.143004813736435],
      [204.10052717687694, 62.39020178149428],
    ),
  ],
  // 8 GPUs: rates per GPU × 8, latencies in seconds × 1000.
  'inferencex/agg_kimik2.5_8k1k_int4_vllm_tp8-ep1-dpafalse_disagg-false_spec-mtp_conc32_MI355-gbt350-odcdh5-wbb3.json':
    [
      {
        model: 'moonshotai/Kimi-K2.5',
        harness: 'inferencemax',
        load: [32, 'reported', null],
        requests: [null, null],
        rates: [17.57057269511527 * 8, 157.12165563281164 * 8, null],
        times: [
          2.509421745484724 * 1000,
          14.490030684259256 * 1000,
          0.2241063620785443 * 1000,
          0.6301551175580624 * 1000,
          209.495685253392 * 1000,
        ],
        lengths: [null, null],
      },
    ],
  // Of 47 requests one did not end in time. The file's tokens_per_second, 992.7, is not 1.548 × (257.1 + 128).
  'guidellm/benchmarks-stripped.json': [
    {
      model: 'example_model',
      harness: 'guidellm',
      load: [1, 'reported', null],
      requests: [46, 0],
      rates: [198.13346751788123, 1.5481806532737452 * (257.1086956521739 + 127.99999999999999), 1.5481806532737452],
      times: [16.792535781860348, 21.281957626342773, 4.90300272307966, 4.941609043733832, 0.6444743664368339 * 1000],
      lengths: [257.1086956521739, 127.99999999999999],
    },
  ],
  'guidellm/report-v2.json': [
    {
      ...mock,
      load: [0.39843430656414264 * 0.01978909969329834, 'estimated', 2],
      rates: [3.1950675815128577, 31.75098409128402, 0.39843430656414264],
      times: [
        11.481165885925293,
        11.686325073242188,
        2.4421364068984985,
        1.1508464813232422,
        0.01978909969329834 * 1000,
      ],
      lengths: [71.5, 8.0],
    },
    {
      ...mock,
      load: [0.7940882013937378 * 0.017633914947509766, 'estimated', 4],
      rates: [6.377131566888984, 58.58989627079254, 0.7940882013937378],
      times: [9.78386402130127, 10.147809982299805, 2.177119255065918, 1.0904414313180106, 0.017633914947509766 * 1000],
      lengths: [65.5, 8.0],
    },
  ],
};

const files = () =>
  readdirSync(sharedData('raw'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(sharedData('raw'), join(entry.parentPath, entry.name)))
    .sort();
const read = (file: string) =>
  new ReportReader().read({
    path: `raw/${file}`,
    bytes: readFileSync(sharedData('raw', file)),
    limit: null,
  });

describe.skipIf(withoutSharedData)('real raw results', () => {
  test('are all accounted for', () => {
    expect(files()).toEqual(Object.keys(TABLE).sort());
  });

  test.each(Object.entries(TABLE))('%s', (file, expected) => {
    const runs = read(file).map(({ run }) => run);
    expect(runs).toHaveLength(expected.length);
    for (const [index, row] of expected.entries()) expectRun(runs[index] ?? null, row);
  });

  test('cut off anywhere but at their very beginning are refused, with the place', () => {
    for (const file of files()) {
      const bytes = readFileSync(sharedData('raw', file));
      for (let tenths = 2; tenths < 10; tenths += 1) {
        const cut = bytes.subarray(0, Math.floor((bytes.length * tenths) / 10));
        const readings = new ReportReader().read({ path: file, bytes: cut, limit: null });
        const [problem, ...others] = problemsOf(readings);
        expect([problem?.code, others], `${file} at ${tenths} tenths`).toEqual(['not-parsable', []]);
        expect(problem?.message).toMatch(/^cut off in /);
        expect(readings.map(({ run }) => run)).toEqual([null]);
      }
    }
  });

  /*
   * GuideLLM 0.3 averaged a rate wrongly. Those stages of inference-perf state half the time per token that
   * (E2EL − TTFT) ÷ (OSL − 1) makes: 3.5 ms of 7.2 ms in the first.
   */
  test('say nothing that is not so', () => {
    const warned = files().flatMap((file) =>
      problemsOf(read(file))
        .filter(({ severity }) => severity !== 'notice')
        .map(({ code, line }) => [basename(file), code, line]),
    );
    expect(warned).toEqual([
      ['benchmarks-stripped.json', 'inconsistent-throughput', 1],
      ...[0, 1, 2, 3, 4, 5, 6].map((stage) => [`stage_${stage}_lifecycle_metrics.json`, 'inconsistent-latency', 1]),
    ]);
  });

  test('leave deployment, GPUs and accelerator unknown, but where InferenceX states them', () => {
    for (const file of files()) {
      for (const { run } of read(file)) {
        const { label, gpus, accelerator } = run?.deployment ?? {};
        const stated = file.includes('agg_') ? ['1R-TP8', 8, 'mi355x'] : [null, null, null];
        expect([label, gpus, accelerator], file).toEqual(stated);
      }
    }
  });
});

function expectRun(run: Run | null, { model, harness, load, requests, rates, times, lengths }: ExpectedRun): void {
  if (run === null) throw new Error('no run');
  const { measured } = run;
  expect({ model: run.model, harness: run.harness }).toEqual({ model, harness });
  expect([run.load.concurrencySource, run.load.rate]).toEqual(load.slice(1));
  close([run.load.concurrency], [load[0]]);
  expect([measured.completed, measured.failures]).toEqual(requests);
  close([measured.outputThroughput, measured.totalThroughput, measured.requestThroughput], rates);
  const { ttft, tpot, itl, e2el } = measured;
  close([ttft?.mean, ttft?.p99, tpot?.mean, itl?.mean, e2el?.mean], times);
  close([measured.isl, measured.osl], lengths);
}

function close(found: readonly (number | null | undefined)[], expected: readonly (number | null)[]): void {
  for (const [index, value] of expected.entries()) {
    if (value === null) expect(found[index] ?? null).toBeNull();
    else expect((found[index] ?? Number.NaN) / value).toBeCloseTo(1, 9);
  }
}
