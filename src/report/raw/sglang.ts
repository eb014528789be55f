import { z } from 'zod';
import type { Facts } from '../../run/facts.ts';
import type { Run } from '../../run/run.ts';
import { assemble } from '../assemble.ts';
import { UNKNOWN } from '../deployment.ts';
import { FactCollector } from '../facts.ts';
import type { Findings } from '../finding.ts';
import { loadOfArgs } from '../load.ts';
import { dig, positive, word } from '../lookup.ts';
import { modelAt } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { validate } from '../validate.ts';
import type { RequestedWorkload } from '../workload.ts';
import { dropBadFlat, type FlatNames, flatLatencies, flatShape, perRequest } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';

/*
 * Results of SGLang's `sglang.bench_serving`, a document a line. Source: python/sglang/bench_serving.py in
 * sgl-project/sglang. Figures are of the tokens that the server reports; those it counts again are not read.
 */

const LATENCIES = {
  ttft: { name: 'ttft_ms', units: 'ms' },
  tpot: { name: 'tpot_ms', units: 'ms/token' },
  itl: { name: 'itl_ms', units: 'ms/token' },
  e2el: { name: 'e2e_latency_ms', units: 'ms' },
} as const satisfies FlatNames;

const quantity = z.number().nonnegative();
const schema = z.looseObject({
  tag: z.string().nullish(),
  duration: quantity,
  completed: quantity,
  total_input_tokens: quantity.nullish(),
  total_output_tokens: quantity.nullish(),
  request_throughput: quantity.nullish(),
  input_throughput: quantity.nullish(),
  output_throughput: quantity,
  total_throughput: quantity.nullish(),
  ...flatShape(LATENCIES),
});

export const sglang: RawFormat = {
  name: 'SGLang bench_serving',
  mayHold: (keys) => SIGNS.some((key) => keys.has(key)) || (keys.has('backend') && keys.has('random_range_ratio')),
  holds: (document) => SIGNS.some((key) => document[key] !== undefined),
  entries: ONE_RUN,
  read,
};

/** Keys that vLLM's results have not. */
const SIGNS = ['mean_e2e_latency_ms', 'median_e2e_latency_ms', 'total_output_tokens_retokenized'];

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  dropBadFlat(document, LATENCIES, root, findings);
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const { completed, duration } = result;
  const place = SERVERS.find((steps) => isRecord(dig(document, ...steps))) ?? ['server_info'];
  const server = dig(document, ...place);
  const model = (name: string) => modelAt(document, [...place, name], root, findings);
  const requestedLoad = loadOfArgs('sglang', { args: document, stage: null, complain: { findings, path: root } });
  if (findings.hasError) return null;
  return assemble(
    {
      file,
      harness: 'sglang',
      harnessVersion: null,
      model: model('model_path') ?? model('served_model_name'),
      quantization: word(dig(server, 'quantization')),
      deployment: UNKNOWN,
      facts: factsIn(document, server),
      measuredAt: null,
      treatment: word(result.tag),
      requestedLoad,
      requestedWorkload: () => requested(document),
      stage: null,
      prompts: positive(document.num_prompts),
      ofSessions: false,
      pods: null,
      duration,
      requests: {
        total: completed,
        failures: null,
        input_length: perRequest(result.total_input_tokens, completed),
        output_length: perRequest(result.total_output_tokens, completed),
        countsAttempts: false,
      },
      latency: flatLatencies(document, LATENCIES, root),
      throughput: {
        path: root,
        output: result.output_throughput,
        input: result.input_throughput ?? null,
        total: result.total_throughput ?? null,
        requests: result.request_throughput ?? (duration > 0 ? completed / duration : null),
      },
    },
    findings,
  );
}

/**
 * What one server says of itself. It is not the deployment: a router passes on the answer of one of its servers, and
 * nothing in the file tells how many there are.
 */
const SERVERS = [['server_info', 'decode', 0], ['server_info', 'prefill', 0], ['server_info']] as const;

/** Numbers that shape a server, so that runs on unlike ones are no repeats; others are what it counted meanwhile. */
const SHAPE = new Set(['tp_size', 'dp_size', 'pp_size', 'ep_size', 'nnodes', 'chunked_prefill_size']);

/** Parts of what a server says of itself that are no arguments, or that fields of a run are read from. */
const NO_ARGUMENTS = new Set(['internal_states', 'prefill', 'decode', 'quantization', 'version', 'served_model_name']);

function factsIn(document: RawEntry['document'], server: unknown): Facts {
  const facts = new FactCollector().add('beside', document, '', isKnown);
  if (!isRecord(server)) return facts.facts;
  const isSkipped = (name: string) =>
    NO_ARGUMENTS.has(name) || (typeof server[name] === 'number' && !SHAPE.has(name)) || server[name] === null;
  return facts
    .add('arguments', server, 'sglang ', isSkipped)
    .fact('environment', 'sglang version', word(server.version)).facts;
}

/** Root keys that fields of a run are read from, and figures. */
function isKnown(key: string): boolean {
  return KNOWN.has(key) || /^(mean|median|std|p\d+)_|^(total|max_output|max_concurrent)|_throughput$|_lens$/.test(key);
}

const KNOWN = new Set([
  ...['tag', 'server_info', 'duration', 'completed', 'request_rate', 'max_concurrency', 'num_prompts', 'concurrency'],
  ...['random_input_len', 'random_output_len', 'sharegpt_output_len', 'ttfts', 'itls', 'errors', 'generated_texts'],
  ...['accept_length', 'output_details'],
]);

/**
 * Requested lengths where they are those of every request: SGLang draws random lengths from `random_range_ratio` × the
 * length up to it, and states these arguments whatever the data set.
 */
function requested(document: Readonly<Record<string, unknown>>): RequestedWorkload {
  const dataset = word(document.dataset_name) ?? '';
  const isFixed = dataset.startsWith('random') && document.random_range_ratio === 1;
  return {
    isl: isFixed ? positive(document.random_input_len) : null,
    osl: isFixed ? positive(document.random_output_len) : positive(document.sharegpt_output_len),
    prefix: dataset === 'generated-shared-prefix' ? 'shared prefix' : null,
  };
}
