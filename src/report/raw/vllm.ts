import { z } from 'zod';
import type { Run } from '../../run/run.ts';
import { assemble } from '../assemble.ts';
import { FactCollector } from '../facts.ts';
import type { Findings, Path } from '../finding.ts';
import { loadOfArgs } from '../load.ts';
import { word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { momentOf } from '../moment.ts';
import { isRecord } from '../recognise.ts';
import { validate } from '../validate.ts';
import { NOTHING_ASKED } from '../workload.ts';
import { dropBadFlat, type FlatNames, flatLatencies, flatShape, perRequest } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { deploymentOfRoot, isRootKey, quantizationOfRoot } from './rootkeys.ts';

/*
 * Results of vLLM's `vllm bench serve`, of `benchmark_serving.py` before it, and of what descends from that, such as
 * InferenceX's. Source: vllm/benchmarks/serve.py and benchmarks/benchmark_serving.py in vllm-project/vllm. With
 * `--append-result` a file has a document a run; with `--save-detailed` lists with an entry a request. `vllm bench sweep`
 * numbers the runs of a setting, and its warm-up with −1; a `summary.json` beside them lists them once more.
 */

const LATENCIES = {
  ttft: { name: 'ttft_ms', units: 'ms' },
  tpot: { name: 'tpot_ms', units: 'ms/token' },
  itl: { name: 'itl_ms', units: 'ms/token' },
  e2el: { name: 'e2el_ms', units: 'ms' },
} as const satisfies FlatNames;

const quantity = z.number().nonnegative();
const schema = z.looseObject({
  model_id: z.string().nullish(),
  label: z.string().nullish(),
  duration: quantity,
  completed: quantity,
  failed: quantity.nullish(),
  num_prompts: quantity.nullish(),
  total_input_tokens: quantity.nullish(),
  total_output_tokens: quantity.nullish(),
  request_throughput: quantity,
  output_throughput: quantity,
  total_token_throughput: quantity.nullish(),
  ...flatShape(LATENCIES),
});

export const vllm: RawFormat = {
  name: 'vLLM bench serve',
  mayHold: (keys) => keys.has('request_throughput') || (keys.has('model_id') && keys.has('num_prompts')),
  holds: ({ request_throughput: rate, total_token_throughput: total, model_id: model, mean_ttft_ms: ttft }) =>
    (rate !== undefined || ttft !== undefined) && !isRecord(rate) && (total !== undefined || model !== undefined),
  entries: ONE_RUN,
  read,
};

const WARM_UP = -1;

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  if (isOfEmbeddings(document)) {
    findings.note('no-measurement', 'result of an embedding benchmark, which generates no tokens: left out');
    return null;
  }
  if (document.run_number === WARM_UP) {
    findings.noteOnce('no-measurement', 'warm-up of vllm bench sweep, not a measured run: left out');
    return null;
  }
  dropBadFlat(document, LATENCIES, root, findings);
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const { completed, total_input_tokens: input, total_output_tokens: output } = result;
  const requestedLoad = loadOfArgs('vllm-benchmark', {
    args: document,
    stage: null,
    complain: { findings, path: root },
  });
  if (findings.hasError) return null;
  return assemble(
    {
      file,
      harness: 'vllm-benchmark',
      harnessVersion: null,
      model: modelName(result.model_id),
      quantization: quantizationOfRoot(document),
      deployment: deploymentOfRoot(document),
      facts: new FactCollector().add('beside', document, '', (key) => isKnown(key, document[key])).facts,
      measuredAt: momentOf(document.date),
      treatment: word(result.label),
      requestedLoad,
      requestedWorkload: () => NOTHING_ASKED,
      stage: null,
      prompts: result.num_prompts ?? null,
      ofSessions: false,
      pods: null,
      duration: result.duration,
      requests: {
        total: completed,
        failures: result.failed ?? failuresOf(completed, result.num_prompts ?? null, root, findings),
        input_length: perRequest(input, completed),
        output_length: perRequest(output, completed),
        countsAttempts: false,
      },
      latency: flatLatencies(document, LATENCIES, root),
      throughput: {
        path: root,
        output: result.output_throughput,
        input: null,
        total: result.total_token_throughput ?? null,
        requests: result.request_throughput,
      },
    },
    findings,
  );
}

/** Root keys that fields of a run are read from, and figures. */
function isKnown(key: string, value: unknown): boolean {
  return KNOWN.has(key) || FIGURE.test(key) || isRootKey(key, value);
}

const KNOWN = new Set([
  ...['date', 'label', 'model_id', 'tokenizer_id', 'num_prompts', 'request_rate', 'burstiness', 'max_concurrency'],
  ...['duration', 'completed', 'failed', 'run_number', 'ramp_up_strategy', 'individual_result_files'],
]);
const FIGURE =
  /^(mean|median|std|p\d+(\.\d+)?)_|^(total|max_output|aggregat|spec_decode)|_(throughput|goodput:?|lens|times|texts)$|^(rtfx|ttfts|itls|errors|latencies|max_concurrent_requests)$/;

/** Embeddings have no output: neither a rate nor tokens of it are stated, nor when the first came. */
function isOfEmbeddings(document: RawEntry['document']): boolean {
  const { output_throughput: rate, input_sequence_throughput: sequences } = document;
  const { total_output_tokens: tokens, mean_ttft_ms: ttft } = document;
  return rate === undefined && (sequences !== undefined || (tokens === undefined && ttft === undefined));
}

/**
 * Failures of a file from before vLLM counted them: none where all prompts completed; else unknown, since a data set may
 * have held fewer prompts than were asked for.
 */
function failuresOf(completed: number, prompts: number | null, root: Path, findings: Findings): number | null {
  if (prompts === null) return null;
  if (completed < prompts) {
    const message = `${completed} of ${prompts} requests completed, and failures are not stated: the failure rate is unknown`;
    findings.warn('unknown-failures', [...root, 'completed'], message);
    return null;
  }
  return completed === prompts ? 0 : null;
}
