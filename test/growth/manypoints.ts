import { NO_FACTS } from '../../src/run/facts.ts';
import { deploymentOf } from '../../src/run/label.ts';
import { NO_EXPLAINING, type Run } from '../../src/run/run.ts';

/** MadePoint sweeps of any size, as files of them would be read. */
export type Shape = 'sweep' | 'repeats' | 'diagonal';

const LOADS = [1, 8, 32, 64, 128, 256];

/**
 * Runs of one side.
 *
 * @param shape `sweep`: configurations of six loads each; `repeats`: of one configuration at six loads; `diagonal`:
 *   configurations of one load each, which no other has
 */
export function madeRuns(count: number, side: string, shape: Shape = 'sweep'): Run[] {
  return Array.from({ length: count }, (_, i) => {
    const own = shape === 'repeats' ? 0 : Math.floor(i / (shape === 'sweep' ? LOADS.length : 1));
    const concurrency = shape === 'diagonal' ? i + 1 : (LOADS[i % LOADS.length] ?? 1);
    const path = `sweep.setup_${own}/results/run_${concurrency}_${i}/benchmark_report,_run.json.yaml`;
    return madeRun({ path, side, concurrency, tp: 2 ** (own % 4), jitter: 1 + 0.01 * Math.sin(i + side.length) });
  });
}

interface MadePoint {
  readonly path: string;
  readonly side: string;
  readonly concurrency: number;
  readonly tp: number;
  readonly jitter: number;
}

function madeRun({ path, side, concurrency, tp, jitter }: MadePoint): Run {
  const latency = (mean: number) => ({
    mean: mean * jitter,
    p50: mean,
    p90: mean * 1.5,
    p95: mean * 1.8,
    p99: mean * 2,
  });
  const [throughput, tpot] = [((900 * tp * concurrency) / (concurrency + 20)) * jitter, 10 + concurrency / tp];
  const role = { role: 'replica', replicas: 1, tp, dp: 1, pp: 1, ep: 1, accelerator: 'H100' } as const;
  return {
    files: [{ shown: `${side}/${path}`, path, place: side }],
    ...{ harness: 'vllm-benchmark', harnessVersion: null, model: 'org/Model-70B', quantization: null },
    deployment: deploymentOf([role], tp),
    workload: {
      isl: { requested: 1000, measured: 1003, error: null },
      osl: { requested: 500, measured: 499, error: null },
      prefix: null,
    },
    load: {
      ...{ concurrency, concurrencySource: 'reported', rate: null, condition: null, limit: null, stage: null },
      ...{ prompts: concurrency * 10, isFound: false },
    },
    measured: {
      ...{ duration: 100 * jitter, completed: 10 * concurrency, failures: 0, attempts: 10 * concurrency },
      ...{ outputThroughput: throughput, totalThroughput: throughput * 3, requestThroughput: throughput / 500 },
      ...{ ttft: latency(300 + concurrency), tpot: latency(tpot), itl: latency(tpot), e2el: latency(300 + tpot * 499) },
      ...{ isl: 1003, osl: 499, explaining: NO_EXPLAINING, timePerToken: tpot * jitter, achievedRate: null },
    },
    ...{ derived: [], sessions: null, facts: NO_FACTS, treatment: null, measuredAt: null },
  };
}
