import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import { parseLabel } from '../src/run/label.ts';
import { FIGURES, type Figures } from './figures.ts';
import { STAGES, type Stage } from './stages.ts';

/*
 * Writes `examples/`: benchmark reports in the form that llm-d-benchmark's converters write, and results in that of
 * inference-perf, made from published figures. Run by `npm run examples`; a test says that what is committed is what
 * this writes.
 */

/** A file of the examples, by its path under `examples/`. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}

/** The sweep as published: v0.1 reports in the layout of one folder a treatment. */
export function sweep(name: string): ExampleFile[] {
  return filesOf(name, Object.entries(FIGURES));
}

function filesOf(name: string, sweep: readonly (readonly [string, readonly Figures[]])[]): ExampleFile[] {
  return sweep.flatMap(([label, rows]) => {
    const setup = label.toLowerCase().replace('/', '-');
    return rows.map((figures) => {
      const [concurrency, completed] = figures;
      const folder = `${name}/pd-disaggregation.setup_${setup}/results/run_${concurrency}_${completed}`;
      return {
        path: `${folder}/benchmark_report,_vllm-concurrency${concurrency}.json.yaml`,
        text: dump(report(label, figures), { lineWidth: -1 }),
      };
    });
  });
}

/**
 * The same sweep after a made-up change: moving the cache from prefill to decode got slower under load, kernels for TP4
 * got a little faster, one job was lost, and one configuration is new.
 */
export function changedSweep(name: string): ExampleFile[] {
  const changed = Object.entries(FIGURES).map(([label, rows]): [string, Figures[]] => [
    label,
    rows.flatMap((figures) => {
      const [concurrency] = figures;
      if (label === '2R-TP8' && concurrency === 256) return [];
      if (label === '1P-TP8/1D-TP8' && concurrency >= 64) return [scaled(figures, concurrency === 64 ? 0.86 : 0.88)];
      return [scaled(figures, /^\dR-TP4$/.test(label) ? 1.03 : 1.004)];
    }),
  ]);
  const added = (FIGURES['2P-TP4/2D-TP4'] ?? []).map((figures) => scaled(figures, 1.06));
  return filesOf(name, [...changed, ['2P-TP4/1D-TP4-PP2', added]]);
}

/** Figures with rates `factor` times as high, and times that much shorter. */
function scaled(figures: Figures, factor: number): Figures {
  const [concurrency, completed, duration, output, total, ...times] = figures;
  const rounded = (value: number) => Number(value.toPrecision(6));
  const [ttft, ttftMedian, tpot, itl, e2el, e2elMedian] = times.map((time) => rounded(time / factor)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const rates = [rounded(duration / factor), rounded(output * factor), rounded(total * factor)] as const;
  return [concurrency, completed, ...rates, ttft, ttftMedian, tpot, itl, e2el, e2elMedian];
}

function report(label: string, figures: Figures) {
  const [concurrency, total, duration, output, totalRate, ttft, ttftMedian, tpot, itl, e2el, e2elMedian] = figures;
  return {
    version: '0.1',
    scenario: {
      description: 'Published figures of llm-d-benchmark, in a report written by the pareto-report examples script',
      host: host(label),
      load: {
        name: 'vllm-benchmark',
        args: { burstiness: 1, max_concurrency: concurrency, num_prompts: total, request_rate: 'inf' },
      },
      model: { name: 'meta-llama/Llama-3.1-70B-Instruct' },
    },
    metrics: {
      latency: {
        inter_token_latency: { mean: itl, units: 'ms/token' },
        request_latency: { mean: e2el, p50: e2elMedian, units: 'ms' },
        time_per_output_token: { mean: tpot, units: 'ms/token' },
        time_to_first_token: { mean: ttft, p50: ttftMedian, units: 'ms' },
      },
      requests: {
        input_length: { mean: 9999, units: 'count' },
        output_length: { mean: 1000, units: 'count' },
        total,
      },
      throughput: {
        output_tokens_per_sec: output,
        requests_per_sec: output / 1000,
        total_tokens_per_sec: totalRate,
      },
      time: { duration },
    },
  };
}

function host(label: string) {
  const hosts = (parseLabel(label) ?? []).flatMap(({ role, replicas, tp, pp }) =>
    Array.from({ length: replicas ?? 0 }, () => ({ role, tp: tp ?? 1, pp: pp ?? 1 })),
  );
  return {
    accelerator: hosts.map(({ tp, pp }) => ({
      model: 'NVIDIA-H100-80GB-HBM3',
      count: tp * pp,
      parallelism: { dp: 1, ep: 1, pp, tp },
    })),
    type: hosts.map(({ role }) => role),
  };
}

/** A run by request rate: inference-perf's own results, a file a stage. */
function rates(name: string, stages: readonly Stage[] = STAGES): ExampleFile[] {
  return stages.map((stage, index) => ({
    path: `${name}/stage_${index}_lifecycle_metrics.json`,
    text: `${JSON.stringify(result(stage), null, 2)}\n`,
  }));
}

/**
 * The same run after a made-up change that makes the server slower by a factor: at a rate it does what it did at so much
 * a higher one, between whose neighbours it is taken, and all of that takes so much longer.
 */
function slower(factor: number): Stage[] {
  return STAGES.map(([requested, , count]) => {
    const [, achieved, , output, total, isl, osl, ...times] = between(requested * factor);
    const rounded = (value: number) => Number(value.toPrecision(6));
    const [ttft, ttftTail, tpot, itl, e2el, e2elTail] = times.map((time) => rounded(time * factor)) as SixTimes;
    const [now, ...throughput] = [achieved, output, total].map((rate) => rounded(rate / factor)) as ThreeRates;
    const lengths = [rounded(isl), rounded(osl)] as const;
    return [requested, now, count, ...throughput, ...lengths, ttft, ttftTail, tpot, itl, e2el, e2elTail];
  });
}

type SixTimes = [number, number, number, number, number, number];
type ThreeRates = [number, number, number];

/** The published figures at a rate between two stages; beyond the last, the last. */
function between(rate: number): Stage {
  const above = STAGES.findIndex(([requested]) => requested >= rate);
  const [low, high] = [STAGES.at(Math.max(above - 1, -1)), STAGES.at(above)];
  if (low === undefined || high === undefined || low === high) return STAGES.at(-1) as Stage;
  const share = (rate - low[0]) / (high[0] - low[0]);
  return low.map((value, i) => value + share * ((high[i] ?? value) - value)) as unknown as Stage;
}

function result(stage: Stage) {
  const [requested, achieved, count, output, total, isl, osl, ttft, ttftTail, tpot, itl, e2el, e2elTail] = stage;
  return {
    load_summary: { count, requested_rate: requested },
    successes: {
      count,
      latency: {
        request_latency: { mean: e2el, p99: e2elTail },
        time_per_output_token: { mean: tpot },
        inter_token_latency: { mean: itl },
        time_to_first_token: { mean: ttft, p99: ttftTail },
      },
      throughput: { output_tokens_per_sec: output, total_tokens_per_sec: total, requests_per_sec: achieved },
      prompt_len: { mean: isl },
      output_len: { mean: osl },
    },
    failures: { count: 0 },
  };
}

/** All files of the examples. */
export const EXAMPLES: readonly ExampleFile[] = [
  ...sweep('llama-3.1-70b-h100'),
  ...changedSweep('llama-3.1-70b-h100-changed'),
  ...rates('request-rates'),
  ...rates('request-rates-changed', slower(1.15)),
];

async function main(): Promise<void> {
  const root = join(import.meta.dirname, '..', 'examples');
  for (const name of new Set(EXAMPLES.map(({ path }) => path.split('/')[0] ?? ''))) {
    await rm(join(root, name), { recursive: true, force: true });
  }
  for (const { path, text } of EXAMPLES) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

if (process.argv[1] === import.meta.filename) await main();
