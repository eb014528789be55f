import { z } from 'zod';
import type { Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings } from '../finding.ts';
import { harness } from '../harness.ts';
import { positive } from '../lookup.ts';
import { benchmarkServing, closedLoop } from '../requestedload.ts';
import { dropBad, type MeanlessTime } from '../statistics.ts';
import { validate } from '../validate.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { readServing } from './sglang.ts';

/*
 * Tables of LMDeploy's `profile_throughput.py` and `profile_restful_api.py` of 2024, a run a file, and of the latter since
 * 2025, which descends from SGLang's `bench_serving`, a run a row. Before 2024 they only printed. Source: benchmark/ and
 * lmdeploy/profiler.py in InternLM/lmdeploy. They state neither model nor deployment.
 */

/** Columns; `FTL` is TTFT, and percentiles are those of the time per token after the first. */
const [TTFT, OUTPUT, TOTAL] = ['FTL(ave)(s)', 'throughput(out tok/s)', 'throughput(total tok/s)'] as const;
const PERCENTILES = ['50%(s)', '95%(s)', '99%(s)'] as const;

const quantity = z.number().nonnegative();
const schema = z.lazy(() =>
  z.looseObject({
    RPS: quantity,
    [OUTPUT]: quantity,
    [TOTAL]: quantity.nullish(),
    [TTFT]: quantity.nullish(),
    num_prompts: quantity.nullish(),
    num_promts: quantity.nullish(),
    '50%(s)': quantity.nullish(),
    '95%(s)': quantity.nullish(),
    '99%(s)': quantity.nullish(),
  }),
);

const PROFILE: RawFormat = {
  name: 'LMDeploy profile',
  isTable: true,
  mayHold: (columns) => columns.has('RPS') && columns.has(OUTPUT),
  holds: () => true,
  entries: ONE_RUN,
  read,
};

const SERVING: RawFormat = {
  name: 'LMDeploy profile_restful_api',
  isTable: true,
  mayHold: (columns) => ['request_rate', 'completed', 'output_throughput', 'mean_ttft_ms'].every((c) => columns.has(c)),
  holds: () => true,
  entries: ONE_RUN,
  read: (entry, findings) => readServing(LMDEPLOY, entry, findings),
};

export const LMDEPLOY = harness('lmdeploy', 'LMDeploy', { loadOf: benchmarkServing, formats: [PROFILE, SERVING] });

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  dropBad(document, PERCENTILES, root, findings);
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const prompts = result.num_prompts ?? result.num_promts ?? null;
  const { [TTFT]: ttft, '50%(s)': p50, '95%(s)': p95, '99%(s)': p99 } = result;
  const perToken: MeanlessTime = { units: 's/token', mean: null, p50, p95, p99 };
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: LMDEPLOY,
      facts: new FactCollector().add('beside', document, '', isKnown).facts,
      requestedLoad: closedLoop(positive(document.batch) ?? positive(document.concurrency)),
      prompts,
      requests: { total: prompts, countsAttempts: false },
      latency: {
        path: root,
        ttft: typeof ttft === 'number' ? { units: 's', mean: ttft } : null,
        tpot: null,
        itl: typeof p50 === 'number' ? perToken : null,
        e2el: null,
      },
      throughput: {
        path: root,
        output: result[OUTPUT],
        input: null,
        total: result[TOTAL] ?? null,
        requests: result.RPS,
      },
    },
    findings,
  );
}

function isKnown(column: string): boolean {
  return /^(RPS|RPM|batch|concurrency|num_prompts|num_promts)$|^(FTL|throughput)\(|%\(s\)$/.test(column);
}
