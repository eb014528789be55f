import { z } from 'zod';
import type { Run } from '../../run/run.ts';
import { mean } from '../../run/spread.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings } from '../finding.ts';
import { harness } from '../harness.ts';
import { dig, positive, word } from '../lookup.ts';
import { modelAt } from '../model.ts';
import { momentOf } from '../moment.ts';
import { isRecord } from '../recognise.ts';
import { closedLoop } from '../requestedload.ts';
import { prefixShape, type RequestedWorkload } from '../requestedworkload.ts';
import type { TimeStatistics } from '../statistics.ts';
import { validate } from '../validate.ts';
import type { RawEntry, RawFormat } from './format.ts';

/*
 * The JSON of llama-benchy, which has a benchmark a size and concurrency. Source: src/llama_benchy/results.py, runner.py and
 * client.py and schemas/benchmark_report_schema.json in eugr/llama-benchy. It sends so many requests at once, waits for all
 * and begins again. Its speeds of generation are of decoding alone, from the first token of the first request on, and
 * it states no time, no tokens and no failures: the output throughput of a run cannot be had from it, while the time to
 * first token (ms) and each request's speed of decoding, (tokens − 1) ÷ time after the first, can.
 */

const quantity = z.number().nonnegative();
const speed = z.number().positive('a number above 0');
const metric = z.lazy(() => z.looseObject({ mean: quantity, values: z.array(speed).nullish() }).nullish());
const schema = z.lazy(() =>
  z.looseObject({
    concurrency: quantity,
    context_size: quantity,
    prompt_size: quantity,
    response_size: quantity,
    is_context_prefill_phase: z.boolean().nullish(),
    tg_throughput: metric,
    tg_req_throughput: metric,
    e2e_ttft: z.looseObject({ mean: quantity, values: z.array(quantity).nullish() }).nullish(),
  }),
);
type Benchmark = z.infer<typeof schema>;

const RESULT: RawFormat = {
  name: 'llama-benchy',
  mayHold: (keys) => ['latency_mode', 'prefix_caching_enabled'].some((key) => keys.has(key)),
  holds: ({ benchmarks, latency_mode: mode, prefix_caching_enabled: cached }) =>
    Array.isArray(benchmarks) && (mode !== undefined || cached !== undefined),
  entries: ({ benchmarks }) => Math.max((benchmarks as unknown[]).length, 1),
  read,
};

export const LLAMA_BENCHY = harness('llama-benchy', 'llama-benchy', { formats: [RESULT] });

function read({ document, index, file, root }: RawEntry, findings: Findings): Run | null {
  const stated = dig(document, 'benchmarks', index);
  const path = [...root, 'benchmarks', index];
  if (stated === undefined) {
    findings.note('no-measurement', 'llama-benchy result without a benchmark: left out');
    return null;
  }
  const benchmark = validate(schema, stated, findings, path);
  if (benchmark === null) return null;
  if (benchmark.is_context_prefill_phase === true) {
    const message = 'llama-benchy: loading the context before a measurement is not a measurement; left out';
    findings.noteOnce('no-measurement', message);
    return null;
  }
  findings.noteOnce(
    'unread-throughput',
    'llama-benchy states only the speed of decoding, without the time to first token: TTFT and TPOT are read, output throughput is unknown',
  );
  const model = modelAt(document, ['model'], root, findings);
  if (findings.hasError) return null;
  const answers = benchmark.e2e_ttft?.values;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: LLAMA_BENCHY,
      harnessVersion: word(document.version),
      model,
      facts: new FactCollector()
        .add('beside', document, '', (key) => KNOWN.has(key))
        .fact('workload', 'prompt_source', word(document.prompt_source))
        .fact('workload', 'prompt_id', word(benchmark.prompt_id)).facts,
      measuredAt: momentOf(isoOf(document.timestamp)),
      requestedLoad: closedLoop(positive(benchmark.concurrency)),
      requestedWorkload: () => requested(benchmark, document),
      requests: answers == null ? null : { total: answers.length, failures: null, countsAttempts: false },
      latency: { path, ttft: ttftOf(benchmark), tpot: tpotOf(benchmark), itl: null, e2el: null },
      throughput: { path, output: null, input: null, total: null, requests: null },
    },
    findings,
  );
}

/** Root keys that fields of a run are read from; `latency_ms` is the network's, which no figure here is based on. */
const KNOWN = new Set([
  ...['version', 'timestamp', 'model', 'latency_mode', 'latency_ms', 'prefix_caching_enabled', 'max_concurrency'],
  ...['prompt_source', 'benchmarks'],
]);

function ttftOf({ e2e_ttft: ttft }: Benchmark): TimeStatistics | null {
  return ttft == null ? null : { units: 'ms', mean: ttft.mean };
}

/** With one request at a time, the speeds of all are those of each. */
function tpotOf({ concurrency, tg_req_throughput: each, tg_throughput: all }: Benchmark): TimeStatistics | null {
  const speeds = (isRecord(each) ? each : concurrency === 1 ? all : null)?.values ?? [];
  if (speeds.length === 0) return null;
  const times = speeds.map((tokensPerSecond) => 1000 / tokensPerSecond);
  return { units: 'ms/token', mean: mean(times) };
}

/** Prompts from a data set have their own lengths. All requests share context only if caching is measured. */
function requested(benchmark: Benchmark, document: RawEntry['document']): RequestedWorkload {
  const { context_size: context, prompt_size: prompt, response_size: osl } = benchmark;
  const isShared = document.prefix_caching_enabled === true && context > 0;
  return {
    isl: word(document.prompt_source) === null ? positive(context + prompt) : null,
    osl: positive(osl),
    prefix: isShared ? prefixShape({ ...NO_PREFIX, length: context }) : null,
  };
}

const NO_PREFIX = { length: null, groups: null, perGroup: null, multiTurn: false };

/** `2026-07-01 10:11:12Z`. */
function isoOf(timestamp: unknown): unknown {
  return typeof timestamp === 'string' ? timestamp.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T') : timestamp;
}
