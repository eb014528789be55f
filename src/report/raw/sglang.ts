import { z } from 'zod';
import type { Facts } from '../../run/facts.ts';
import { NO_EXPLAINING, type Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings, Path } from '../finding.ts';
import { type Harness, harness } from '../harness.ts';
import { dig, positive, word } from '../lookup.ts';
import { modelAt } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { benchmarkServing, type LoadSource, NO_LOAD, type RequestedLoad } from '../requestedload.ts';
import type { RequestedWorkload } from '../requestedworkload.ts';
import { validate } from '../validate.ts';
import { dropBadFlat, type FlatNames, flatLatencies, flatShape, perRequest } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { countErrors, failuresByErrors } from './requesterrors.ts';

/*
 * Results of SGLang's `sglang.bench_serving`, a document a line. Source: python/sglang/benchmark/serving.py, before 2026
 * python/sglang/bench_serving.py, in sgl-project/sglang. Figures are of the tokens that the server reports; those it
 * counts again are not read. In mid-2024 means of TTFT and ITL were not written, and units were left out of names; all
 * were ms. LMDeploy's `profile_restful_api.py` descends from it.
 */

/** Names of the figures: the present ones, then the former ones. */
const NAMES = {
  duration: ['duration', 'benchmark_duration'],
  inputTokens: ['total_input_tokens', 'total_input'],
  outputTokens: ['total_output_tokens', 'total_output'],
  outputThroughput: ['output_throughput', 'output_token_throughput'],
} as const;
const LATENCIES = {
  ttft: ['ttft_ms', 'ttft'],
  tpot: ['tpot_ms', 'tpot'],
  itl: ['itl_ms', 'itl'],
  e2el: ['e2e_latency_ms', 'e2e_latency'],
} as const;

/** Keys that vLLM's results do not have: the present ones, and those of mid-2024, which others may have too. */
const SIGNS = ['mean_e2e_latency_ms', 'median_e2e_latency_ms', 'total_output_tokens_retokenized'];
const OLD_SIGNS = ['mean_e2e_latency', 'median_e2e_latency', 'total_output_retokenized'];

const RESULT: RawFormat = {
  name: 'SGLang bench_serving',
  mayHold: (keys) =>
    [...SIGNS, ...OLD_SIGNS].some((key) => keys.has(key)) ||
    (keys.has('backend') && (keys.has('random_range_ratio') || (keys.has('dataset_name') && keys.has('request_rate')))),
  holds: (document) => {
    const has = (key: string) => document[key] !== undefined;
    return SIGNS.some(has) || (OLD_SIGNS.some(has) && has('random_range_ratio'));
  },
  entries: ONE_RUN,
  read: (entry, findings) => readServing(SGLANG, entry, findings),
};

/** A result is named after backend, month and day, requests and lengths: `sglang_0901_320_1024_128`. */
const MONTH_AND_DAY =
  /(?<=^(?:sglang|vllm|lmdeploy)(?:-[a-z]+)*_)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:_\d+(?=_\d+_\d+(?:_|$))|(?=_\d+_))/;

export const SGLANG = harness('sglang', 'SGLang', {
  loadOf: loadIn,
  naming: { repeat: MONTH_AND_DAY },
  formats: [RESULT],
});

/** The load that arguments state; arrivals from a recorded trace have no rate, and a limit on them is not a level. */
function loadIn(source: LoadSource): RequestedLoad {
  const loop = benchmarkServing(source);
  return isOfTrace(source.args) ? { ...NO_LOAD, limit: loop.limit ?? loop.concurrency } : loop;
}

function isOfTrace(document: unknown): boolean {
  return dig(document, 'request_rate') === 'trace';
}

/** The run in a result of SGLang's, or of a harness that writes the same figures. */
export function readServing(of: Harness, { document, file, root }: RawEntry, findings: Findings): Run | null {
  const latencies = latenciesIn(document);
  const keys = keysIn(document);
  dropBadFlat(document, latencies, root, findings);
  const result = validate(schemaOf(keys, latencies), document, findings, root);
  if (result === null) return null;
  const number = (name: keyof typeof NAMES) => (document[keys[name]] ?? null) as number | null;
  const { completed } = result;
  const duration = number('duration') ?? 0;
  const place = SERVERS.find((steps) => isRecord(dig(document, ...steps))) ?? ['server_info'];
  const server = dig(document, ...place);
  const model = (name: string) => modelAt(document, [...place, name], root, findings);
  const requestedLoad = of.loadOf({ args: document, stage: null, complain: { findings, path: root } });
  if (findings.hasError) return null;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: of,
      model: model('model_path') ?? model('served_model_name'),
      quantization: word(dig(server, 'quantization')),
      facts: factsIn(document, server, requestedLoad),
      treatment: word(result.tag),
      requestedLoad,
      requestedWorkload: () => requested(document),
      prompts: positive(document.num_prompts),
      duration,
      requests: {
        total: completed,
        failures: failuresByErrors(countErrors(document.errors), completed),
        input_length: perRequest(number('inputTokens'), completed),
        output_length: perRequest(number('outputTokens'), completed),
        countsAttempts: false,
      },
      latency: flatLatencies(document, latencies, root),
      throughput: {
        path: root,
        output: number('outputThroughput'),
        input: result.input_throughput ?? null,
        total: result.total_throughput ?? null,
        requests: result.request_throughput ?? (duration > 0 ? completed / duration : null),
      },
      explaining: {
        ...NO_EXPLAINING,
        acceptanceLength: positive(document.accept_length),
        cacheHitRate: cacheHitRate(document.cache_report, root, findings),
      },
    },
    findings,
  );
}

type Keys = Readonly<Record<keyof typeof NAMES, string>>;

function keysIn(document: RawEntry['document']): Keys {
  const key = (names: readonly [string, ...string[]]) =>
    names.find((name) => document[name] !== undefined && document[name] !== null) ?? names[0];
  return {
    duration: key(NAMES.duration),
    inputTokens: key(NAMES.inputTokens),
    outputTokens: key(NAMES.outputTokens),
    outputThroughput: key(NAMES.outputThroughput),
  };
}

function latenciesIn(document: RawEntry['document']): FlatNames {
  const name = ([today, ...before]: readonly [string, ...string[]]) =>
    [today, ...before].find((one) => document[`mean_${one}`] != null || document[`median_${one}`] != null) ?? today;
  return {
    ttft: { name: name(LATENCIES.ttft), units: 'ms' },
    tpot: { name: name(LATENCIES.tpot), units: 'ms/token' },
    itl: { name: name(LATENCIES.itl), units: 'ms/token' },
    e2el: { name: name(LATENCIES.e2el), units: 'ms' },
  };
}

const quantity = z.number().nonnegative();

function makeSchema(keys: Keys, latencies: FlatNames) {
  const named: Record<string, z.ZodType> = {
    [keys.duration]: quantity,
    [keys.inputTokens]: quantity.nullish(),
    [keys.outputTokens]: quantity.nullish(),
    [keys.outputThroughput]: quantity,
  };
  return z.looseObject({
    ...named,
    tag: z.string().nullish(),
    completed: quantity,
    request_throughput: quantity.nullish(),
    input_throughput: quantity.nullish(),
    total_throughput: quantity.nullish(),
    ...flatShape(latencies),
  });
}

/** Cached by names, of which few sets are in use: creating one takes longer than checking a result. */
const SCHEMAS = new Map<string, ReturnType<typeof makeSchema>>();

function schemaOf(keys: Keys, latencies: FlatNames): ReturnType<typeof makeSchema> {
  const names = [...Object.values(keys), ...Object.values(latencies).map(({ name }) => name)].join(' ');
  const schema = SCHEMAS.get(names) ?? makeSchema(keys, latencies);
  SCHEMAS.set(names, schema);
  return schema;
}

/** For conversations, `--cache-report` counts only the first prompt, but cached tokens of every turn. */
function cacheHitRate(report: unknown, root: Path, findings: Findings): number | null {
  const cached = dig(report, 'total_cached_tokens');
  const prompts = positive(dig(report, 'total_prompt_tokens'));
  if (typeof cached !== 'number' || !(cached >= 0) || prompts === null) return null;
  if (cached <= prompts) return cached / prompts;
  const message = `${cached} cached tokens cannot come from ${prompts} prompt tokens: the cache hit rate is left out`;
  findings.doubt('inconsistent-cache', [...root, 'cache_report'], message);
  return null;
}

/**
 * What one server says about itself. It is not the deployment: a router passes on the answer of one of its servers, and
 * nothing in the file says how many there are.
 */
const SERVERS = [['server_info', 'decode', 0], ['server_info', 'prefill', 0], ['server_info']] as const;

/** Numbers that shape a server, so that runs with different ones are not repeats; others are counted while it runs. */
const SHAPE = new Set(['tp_size', 'dp_size', 'pp_size', 'ep_size', 'nnodes', 'chunked_prefill_size']);

/** Parts of what a server says about itself that are not arguments, or that fields of a run are read from. */
const NO_ARGUMENTS = new Set(['internal_states', 'prefill', 'decode', 'quantization', 'version', 'served_model_name']);

function factsIn(document: RawEntry['document'], server: unknown, { limit }: RequestedLoad): Facts {
  const facts = new FactCollector().add('beside', document, '', isKnown);
  if (isOfTrace(document)) {
    facts.fact('workload', 'arrivals', `as recorded${limit === null ? '' : `, at most ${limit} in flight`}`);
  }
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
  ...['accept_length', 'output_details', 'cache_report', 'cached_tokens', 'cached_tokens_details'],
  ...['benchmark_duration', 'wall_duration', 'max_itl_ms'],
]);

/**
 * Requested lengths if every request has them: SGLang draws random lengths between `random_range_ratio` × the length
 * and the length, and states these arguments for every data set.
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
