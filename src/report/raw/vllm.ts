import { z } from 'zod';
import type { Deployment } from '../../run/deployment.ts';
import { type ExplainingFigures, NO_EXPLAINING, type Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import { failedOf } from '../counts.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings, Path } from '../finding.ts';
import { type Harness, harness } from '../harness.ts';
import { positive, word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { momentOf } from '../moment.ts';
import { isRecord } from '../recognise.ts';
import { benchmarkServing, type LoadSource, type RequestedLoad } from '../requestedload.ts';
import { NOTHING_ASKED } from '../requestedworkload.ts';
import { dropBad } from '../statistics.ts';
import { validate } from '../validate.ts';
import { dropBadFlat, type FlatNames, flatLatencies, flatShape, perRequest } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat, refused } from './format.ts';
import { failedIn } from './outcome.ts';
import { countErrors, failuresByErrors } from './requesterrors.ts';
import { deploymentOfRoot, isRootKey, quantizationOfRoot } from './rootkeys.ts';
import { FAILED_RUN, failureOf, WARM_UP } from './vllmfailure.ts';
import { addTurns, isOfTurns, isOfTurnsKey, loadOfTurns, sessionsIn } from './vllmturns.ts';

/*
 * Results of vLLM's `vllm bench serve`, of `benchmark_serving.py` before it, and of what descends from that, such as
 * InferenceX's. Source: vllm/benchmarks/serve.py and benchmarks/benchmark_serving.py in vllm-project/vllm. With
 * `--append-result` a file has a document a run; with `--save-detailed` lists with an entry a request. `vllm bench sweep`
 * numbers the runs of a setting, and its warm-up with −1; a `summary.json` beside them lists them once more. The client
 * in Rust (rust/src/bench/src/output/json.rs there) writes the same keys, and of conversations others.
 */

const LATENCIES = {
  ttft: { name: 'ttft_ms', units: 'ms' },
  tpot: { name: 'tpot_ms', units: 'ms/token' },
  itl: { name: 'itl_ms', units: 'ms/token' },
  e2el: { name: 'e2el_ms', units: 'ms' },
} as const satisfies FlatNames;

const quantity = z.number().nonnegative();
const schema = z.lazy(() =>
  z.looseObject({
    model_id: z.string().nullish(),
    label: z.string().nullish(),
    duration: quantity,
    completed: quantity,
    failed: quantity.nullish(),
    num_prompts: quantity.nullish(),
    total_input_tokens: quantity.nullish(),
    total_output_tokens: quantity.nullish(),
    request_throughput: quantity,
    input_throughput: quantity.nullish(),
    output_throughput: quantity,
    total_token_throughput: quantity.nullish(),
    ...flatShape(LATENCIES),
  }),
);

const RESULT: RawFormat = {
  name: 'vLLM bench serve',
  mayHold: (keys) =>
    keys.has('request_throughput') ||
    keys.has('multi_turn_concurrency') ||
    (keys.has('model_id') && (keys.has('num_prompts') || keys.has('num_conversations'))),
  holds: ({ request_throughput: rate, total_token_throughput: total, model_id: model, mean_ttft_ms: ttft }) =>
    (rate !== undefined || ttft !== undefined) && !isRecord(rate) && (total !== undefined || model !== undefined),
  entries: ONE_RUN,
  withoutTokens: 'failure',
  read,
};

/**
 * `--stats-json-output` of benchmarks/multi_turn/benchmark_serving_multi_turn.py in the same repository: a list of
 * requests.
 */
const REQUESTS = refused({
  name: 'vLLM multi-turn benchmark',
  mayHold: (keys) => ['ttft_ms', 'tpot_ms', 'latency_ms', 'start_time_ms'].every((key) => keys.has(key)),
  isSure: () => false,
  holds: ({ conversation_id: conversation, client_id: client }) => conversation !== undefined && client !== undefined,
  refusal: {
    code: 'no-measurement',
    message:
      "per-request statistics of vLLM's multi-turn benchmark, which writes no summary: left out; its Rust client writes one (multi-turn with --save-result)",
  },
});

export const VLLM: Harness = harness('vllm-benchmark', 'vLLM', {
  aliases: ['vllm', 'vllm bench', 'vllm bench serve', 'benchmark serving'],
  timesLoad: { v01: true, v02: false },
  loadOf: loadIn,
  naming: { repeat: FAILED_RUN },
  formats: [RESULT, failureOf(() => VLLM), REQUESTS],
});

function loadIn(source: LoadSource): RequestedLoad {
  return loadOfTurns(source) ?? benchmarkServing(source);
}

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
  dropBad(document, EXPLAINING, root, findings);
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const { completed, total_input_tokens: input, total_output_tokens: output } = result;
  const requestedLoad = loadIn({ args: document, stage: null, complain: { findings, path: root } });
  if (findings.hasError) return null;
  const deployment = deploymentOfRoot(document);
  const facts = new FactCollector().add('beside', document, '', (key) => isKnown(key, document[key]));
  addTurns(document, facts);
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: VLLM,
      model: modelName(result.model_id),
      quantization: quantizationOfRoot(document),
      deployment,
      facts: facts.facts,
      sessions: sessionsIn(document),
      measuredAt: momentOf(document.date),
      treatment: word(result.label),
      requestedLoad,
      requestedWorkload: () => ({ ...NOTHING_ASKED, prefix: isOfTurns(document) ? 'multi-turn' : null }),
      prompts: result.num_prompts ?? null,
      duration: result.duration,
      requests: {
        total: completed,
        failures:
          result.failed ?? failedIn(document.benchmark_outcome) ?? failuresOf(result, document.errors, root, findings),
        input_length: perRequest(input, completed),
        output_length: perRequest(output, completed),
        countsAttempts: false,
      },
      latency: flatLatencies(document, LATENCIES, root),
      throughput: {
        path: root,
        output: result.output_throughput,
        input: result.input_throughput ?? null,
        total: result.total_token_throughput ?? null,
        requests: result.request_throughput,
      },
      explaining: explainingIn(document, deployment, findings),
    },
    findings,
  );
}

/** Figures that a run can do without; the one with a colon is in older files. */
const EXPLAINING = [
  ...['request_goodput', 'request_goodput:', 'spec_decode_acceptance_length'],
  ...['gpu_avg_power_w', 'gpu_energy_per_output_token_j'],
];

/** Power of the GPUs that vLLM's client was told to measure, on its own host. */
function explainingIn(document: RawEntry['document'], { gpus }: Deployment, findings: Findings): ExplainingFigures {
  const goodput = document.request_goodput ?? document['request_goodput:'];
  const measured = Array.isArray(document.energy_gpu_ids) ? document.energy_gpu_ids.length : null;
  const power = positive(document.gpu_avg_power_w);
  const perToken = positive(document.gpu_energy_per_output_token_j);
  if (power !== null && gpus === null) {
    const which = measured === null ? 'the GPUs' : `the ${measured} GPUs`;
    findings.noteOnce('power-of-some', `power covers ${which} that vllm bench serve measured, which may not be all`);
  }
  return {
    ...NO_EXPLAINING,
    goodput: typeof goodput === 'number' ? goodput : null,
    acceptanceLength: positive(document.spec_decode_acceptance_length),
    power,
    tokensPerJoule: perToken === null ? null : 1 / perToken,
    powerGpus: power === null && perToken === null ? null : measured,
  };
}

/** Root keys that fields of a run are read from, and figures. */
function isKnown(key: string, value: unknown): boolean {
  return KNOWN.has(key) || FIGURE.test(key) || isOfTurnsKey(key) || isRootKey(key, value);
}

const KNOWN = new Set([
  ...['date', 'label', 'model_id', 'tokenizer_id', 'num_prompts', 'request_rate', 'burstiness', 'max_concurrency'],
  ...['duration', 'completed', 'failed', 'run_number', 'ramp_up_strategy', 'individual_result_files'],
  'benchmark_outcome',
  ...['steady_state', 'failed_requests', 'rps_change_events', 'request_routes', 'routing_request_counts'],
  ...['energy_gpu_ids', 'server_ttfts', ...EXPLAINING],
]);
const FIGURE =
  /^(mean|median|std|p\d+(\.\d+)?)_|^(total|max_output|aggregat|spec_decode|probe_|diffusion_|gpu_(avg|energy)_)|_(throughput|goodput:?|lens|times|texts)$|^(rtfx|ttfts|itls|errors|latencies|max_concurrent_requests)$/;

/** Embeddings have no output: neither its rate nor its tokens are stated, nor when the first token came. */
function isOfEmbeddings(document: RawEntry['document']): boolean {
  const { output_throughput: rate, input_sequence_throughput: sequences } = document;
  const { total_output_tokens: tokens, mean_ttft_ms: ttft } = document;
  return rate === undefined && (sequences !== undefined || (tokens === undefined && ttft === undefined));
}

/** Failures in a file from before vLLM counted them: from its errors, otherwise the prompts that did not complete. */
function failuresOf(result: z.infer<typeof schema>, list: unknown, root: Path, findings: Findings): number | null {
  const { completed, num_prompts: prompts } = result;
  return (
    failuresByErrors(countErrors(list), completed) ??
    failedOf(prompts ?? null, completed, [...root, 'completed'], findings)
  );
}
