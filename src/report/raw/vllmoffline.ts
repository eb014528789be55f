import { z } from 'zod';
import type { Run } from '../../run/run.ts';
import { assemble, type RawReport, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings } from '../finding.ts';
import { harness } from '../harness.ts';
import { modelName } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { dropBad } from '../statistics.ts';
import { validate } from '../validate.ts';
import { perRequest } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { noteAllAtOnce } from './offline.ts';
import { deploymentOfRoot, isRootKey, quantizationOfRoot } from './rootkeys.ts';

/*
 * Results of `vllm bench throughput` and `vllm bench latency`, before 2025 benchmarks/benchmark_throughput.py and
 * benchmark_latency.py: an engine without a server, to which all prompts are given at once. Sources:
 * vllm/benchmarks/throughput.py and latency.py in vllm-project/vllm. Neither states model, lengths or deployment; what
 * `X.pytorch.json` beside them repeats is not read.
 */

const quantity = z.number().nonnegative();
const throughputSchema = z.lazy(() =>
  z.looseObject({
    elapsed_time: quantity,
    num_requests: quantity,
    requests_per_second: quantity,
    tokens_per_second: quantity,
    total_input_tokens: quantity.nullish(),
    total_output_tokens: quantity.nullish(),
    output_tokens_per_second: quantity.nullish(),
  }),
);
const latencySchema = z.lazy(() =>
  z.looseObject({
    avg_latency: quantity,
    percentiles: z.looseObject({ '50': quantity.nullish(), '90': quantity.nullish(), '99': quantity.nullish() }),
  }),
);

const THROUGHPUT: RawFormat = {
  name: 'vLLM bench throughput',
  mayHold: (keys) => keys.has('total_num_tokens') || (keys.has('elapsed_time') && keys.has('num_requests')),
  isSure: (text) => /"(total_num_tokens|tokens_per_second)"/.test(text),
  holds: ({ requests_per_second: requests, tokens_per_second: tokens }) =>
    requests !== undefined && tokens !== undefined,
  entries: ONE_RUN,
  withoutTokens: 'unstated',
  read: readThroughput,
};

const LATENCY: RawFormat = {
  name: 'vLLM bench latency',
  mayHold: (keys) => keys.has('avg_latency') && (keys.has('std_latency') || keys.has('latencies')),
  holds: ({ avg_latency: mean, latencies, percentiles }) =>
    mean !== undefined && Array.isArray(latencies) && isRecord(percentiles),
  entries: ONE_RUN,
  withoutTokens: 'unstated',
  read: readLatency,
};

export const VLLM_THROUGHPUT = harness('vllm-throughput', 'vLLM bench throughput', { formats: [THROUGHPUT] });
export const VLLM_LATENCY = harness('vllm-latency', 'vLLM bench latency', { formats: [LATENCY] });

/** Its `tokens_per_second` covers input and output. Prompts are all sent at once, so nothing reveals a user's speed. */
function readThroughput({ document, file, root }: RawEntry, findings: Findings): Run | null {
  const result = validate(throughputSchema, document, findings, root);
  if (result === null) return null;
  noteAllAtOnce(findings, 'use vllm bench serve, which measures loads');
  const { elapsed_time: duration, num_requests: completed, total_output_tokens: output } = result;
  const counted = typeof output === 'number' && duration > 0 ? output / duration : null;
  return assemble(
    {
      ...UNSTATED,
      ...systemIn(document),
      file,
      harness: VLLM_THROUGHPUT,
      prompts: completed,
      duration,
      requests: {
        total: completed,
        input_length: perRequest(result.total_input_tokens, completed),
        output_length: perRequest(output, completed),
        countsAttempts: false,
      },
      latency: { path: root, ttft: null, tpot: null, itl: null, e2el: null },
      throughput: {
        path: root,
        output: result.output_tokens_per_second ?? counted,
        input: null,
        total: result.tokens_per_second,
        requests: result.requests_per_second,
      },
    },
    findings,
  );
}

/** All requests of a batch have the same length and start together: its latency is the E2EL of each, in s. */
function readLatency({ document, file, root }: RawEntry, findings: Findings): Run | null {
  dropBad(document.percentiles, ['50', '90', '99'], [...root, 'percentiles'], findings);
  const result = validate(latencySchema, document, findings, root);
  if (result === null) return null;
  const { avg_latency: mean, percentiles } = result;
  const message =
    'latencies are those of whole batches, whose size vllm bench latency does not state; only E2EL is read';
  findings.noteOnce('batch-latency', message);
  return assemble(
    {
      ...UNSTATED,
      ...systemIn(document),
      file,
      harness: VLLM_LATENCY,
      latency: {
        ...{ path: root, ttft: null, tpot: null, itl: null },
        e2el: { units: 's', mean, p50: percentiles['50'], p90: percentiles['90'], p99: percentiles['99'] },
      },
      throughput: { path: root, output: null, input: null, total: null, requests: null },
    },
    findings,
  );
}

/** What a script that extends a result may state about the system. */
function systemIn(document: RawEntry['document']): Pick<RawReport, 'model' | 'quantization' | 'deployment' | 'facts'> {
  const isKnown = (key: string) => KNOWN.has(key) || isRootKey(key, document[key]);
  return {
    model: modelName(document.model_id) ?? modelName(document.model),
    quantization: quantizationOfRoot(document),
    deployment: deploymentOfRoot(document),
    facts: new FactCollector().add('beside', document, '', isKnown).facts,
  };
}

const KNOWN = new Set([
  ...['elapsed_time', 'num_requests', 'total_num_tokens', 'requests_per_second', 'tokens_per_second', 'model_id'],
  ...['total_input_tokens', 'total_output_tokens', 'output_tokens_per_second', 'model'],
  ...['avg_latency', 'std_latency', 'latencies', 'percentiles'],
]);
