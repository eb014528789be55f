import { z } from 'zod';
import type { Component, Run } from '../../run/run.ts';
import { argsOf } from '../args.ts';
import { assemble } from '../assemble.ts';
import { UNKNOWN } from '../deployment.ts';
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
      components: isRecord(server) ? [componentOf(server)] : [],
      treatment: word(result.tag),
      requestedLoad,
      requestedWorkload: () => requested(document),
      stage: null,
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

type Server = Readonly<Record<string, unknown>>;

/**
 * What one server says of itself. It is not the deployment: a router passes on the answer of one of its servers, and
 * nothing in the file tells how many there are.
 */
const SERVERS = [['server_info', 'decode', 0], ['server_info', 'prefill', 0], ['server_info']] as const;

/** Arguments that shape a server, so that runs on unlike ones are no repeats. */
const SHAPE = [
  ...['tp_size', 'dp_size', 'pp_size', 'ep_size', 'nnodes', 'enable_dp_attention', 'disaggregation_mode'],
  ...['attention_backend', 'kv_cache_dtype', 'speculative_algorithm', 'chunked_prefill_size', 'disable_radix_cache'],
];

function componentOf(server: Server): Component {
  const shape = Object.fromEntries(SHAPE.flatMap((name) => (server[name] == null ? [] : [[name, server[name]]])));
  return { name: 'sglang', version: word(server.version), configHash: null, args: argsOf(shape) };
}

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
