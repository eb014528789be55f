import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import { parseLabel } from '../src/run/label.ts';
import { FIGURES, type Figures } from './figures.ts';

/*
 * Writes `examples/`: benchmark reports in the form that llm-d-benchmark's converters write, made from published
 * figures. Run by `npm run examples`; a test says that what is committed is what this writes.
 */

/** A file of the examples, by its path under `examples/`. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}

/** The sweep as published: v0.1 reports in the layout of one folder a treatment. */
export function sweep(name: string): ExampleFile[] {
  return Object.entries(FIGURES).flatMap(([label, rows]) => {
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
  const hosts = (parseLabel(label) ?? []).flatMap(({ role, replicas, tp }) =>
    Array.from({ length: replicas ?? 0 }, () => ({ role, tp })),
  );
  return {
    accelerator: hosts.map(({ tp }) => ({
      model: 'NVIDIA-H100-80GB-HBM3',
      count: tp,
      parallelism: { dp: 1, ep: 1, pp: 1, tp },
    })),
    type: hosts.map(({ role }) => role),
  };
}

/** All files of the examples. */
export const EXAMPLES: readonly ExampleFile[] = sweep('llama-3.1-70b-h100');

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
