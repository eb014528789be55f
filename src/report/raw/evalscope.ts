import { z } from 'zod';
import type { Facts } from '../../run/facts.ts';
import { type ExplainingFigures, NO_EXPLAINING, type Run } from '../../run/run.ts';
import { assemble, type RawReport, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings } from '../finding.ts';
import { harness } from '../harness.ts';
import { dig, positive } from '../lookup.ts';
import { modelAt } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { loopOf, type RequestedLoad, stated } from '../requestedload.ts';
import { prefixShape, type RequestedWorkload } from '../requestedworkload.ts';
import type { TimeStatistics } from '../statistics.ts';
import { validate } from '../validate.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { supplementOf } from './supplement.ts';

/*
 * `benchmark_summary.json` of `evalscope perf`, with percentiles in `benchmark_percentile.json` and the arguments, which
 * alone name the model, in `benchmark_args.json` beside it. Source: evalscope/perf/utils/{benchmark_util,perf_constants,
 * db_util}.py in modelscope/evalscope. Each key says its unit; the newest have latency in s and all else in ms. Means are
 * of the requests that succeeded, −1 where none did; rates are over the time from first start to last end. TPOT leaves out
 * the first token. With a rate `Concurrency` is a limit, and in an open loop it is nothing.
 */

const ARGUMENTS = 'benchmark_args.json';
const PERCENTILES = 'benchmark_percentile.json';

/** Keys of each figure, for the newest generation and for the older ones. */
const KEYS = {
  duration: ['Test Duration (s)', 'Time taken for tests (s)'],
  concurrency: ['Concurrency', 'Number of concurrency'],
  rate: ['Request Rate (req/s)', 'Request rate (req/s)'],
  completed: ['Success Requests', 'Succeed requests'],
  failed: ['Failed Requests', 'Failed requests'],
  requests: ['Req Throughput (req/s)', 'Request throughput (req/s)'],
  output: ['Output Throughput (tok/s)', 'Output token throughput (tok/s)'],
  total: ['Total Throughput (tok/s)', 'Total token throughput (tok/s)'],
  e2el: ['Avg Latency (s)', 'Average latency (s)'],
  ttft: ['TTFT (ms)', 'Average time to first token (s)'],
  tpot: ['TPOT (ms)', 'Average time per output token (s)'],
  itl: ['ITL (ms)', 'Average inter-token latency (s)'],
  isl: ['Avg Input Tokens', 'Average input tokens per request'],
  osl: ['Avg Output Tokens', 'Average output tokens per request'],
  turns: ['Avg Turns/Request', 'Average input turns per request'],
} as const;
type Figure = keyof typeof KEYS;

/** Keys of the oldest generation, whose TPOT is the time per piece of the answer, however many tokens that has. */
const PACKAGE_LATENCY = 'Average package latency (s)';
const CACHED = 'KV Cache Hit Rate (%)';

/** Figures without which there is no result. */
const REQUIRED = ['duration', 'completed', 'requests', 'output'] as const satisfies Figure[];

const quantity = z.number().nonnegative();

/** The schema of a generation: each figure has its own key. */
function makeSchema(generation: 0 | 1) {
  const names = (Object.keys(KEYS) as Figure[]).filter((name) => name !== 'rate');
  const shape = names.map((name) => [
    KEYS[name][generation],
    (REQUIRED as readonly Figure[]).includes(name) ? quantity : quantity.nullish(),
  ]);
  return z.looseObject({ ...Object.fromEntries(shape), [PACKAGE_LATENCY]: quantity.nullish() });
}
const SCHEMAS = [z.lazy(() => makeSchema(0)), z.lazy(() => makeSchema(1))] as const;

const RESULT: RawFormat = {
  name: 'EvalScope perf summary',
  mayHold: (keys) => SIGNS.some((key) => keys.has(key)),
  supplements: [ARGUMENTS, PERCENTILES],
  holds: (document) => SIGNS.filter((key) => document[key] !== undefined).length > 1,
  entries: ONE_RUN,
  read,
};

const SIGNS = [
  ...[...KEYS.duration, KEYS.concurrency[1], ...KEYS.completed, KEYS.requests[0]],
  ...[KEYS.e2el[0], KEYS.ttft[1], KEYS.output[1]],
];

/** Run and suite of a generation that was being developed in 2026, with names that say nothing. */
const REWRITTEN: RawFormat = {
  name: 'EvalScope perf run',
  mayHold: (keys) => ['duration_seconds', 'suite_config'].some((key) => keys.has(key)),
  isSure: (text) => /"suite_config"|"output_token_throughput"/.test(text),
  holds: ({ duration_seconds: duration, averages, succeeded, suite_config: suite, runs }) =>
    (duration !== undefined && succeeded !== undefined && isRecord(averages)) ||
    (isRecord(suite) && Array.isArray(runs)),
  entries: ONE_RUN,
  read: ({ root }, findings) => {
    const message = `recognised as a run or suite of EvalScope's rewritten perf, which pareto-report does not know yet: expected a benchmark_summary.json with ${KEYS.output[0]}; update pareto-report`;
    findings.error('unknown-version', root, message);
    return null;
  },
};

export const EVALSCOPE = harness('evalscope', 'EvalScope perf', {
  aliases: ['evalscope-perf'],
  naming: { plain: /^benchmark_summary$/i },
  formats: [RESULT, REWRITTEN],
});

function read(entry: RawEntry, findings: Findings): Run | null {
  const { document, file, root } = entry;
  const generation =
    KEYS.output[0] in document || KEYS.requests[0] in document || KEYS.completed[0] in document ? 0 : 1;
  dropNothing(document, generation);
  const result = validate(SCHEMAS[generation], document, findings, root);
  if (result === null) return null;
  const args = supplementOf(entry, ARGUMENTS, findings);
  const model = modelAt(args, ['model'], [ARGUMENTS], findings);
  const figure = (name: Figure) => result[KEYS[name][generation]] as number | null | undefined;
  const [completed = 0, isl, osl] = [figure('completed') ?? 0, figure('isl'), figure('osl')];
  const requestedLoad = loadIn(entry, args, generation, findings);
  if (findings.hasError) return null;
  const latency = latenciesIn(entry, result, generation, args, findings);
  const asked = requested(args, positive(figure('turns')) !== null);
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: EVALSCOPE,
      model: model ?? modelAt(args, ['model_id'], [ARGUMENTS], findings),
      facts: factsIn(args, asked),
      requestedLoad,
      requestedWorkload: () => asked,
      prompts: positive(only(dig(args, 'number'))),
      duration: figure('duration') ?? null,
      requests: {
        total: completed,
        failures: figure('failed') ?? null,
        input_length: isl == null ? null : { units: 'count', mean: isl },
        output_length: osl == null ? null : { units: 'count', mean: osl },
        countsAttempts: false,
      },
      latency: { path: root, ...latency },
      throughput: {
        path: root,
        output: figure('output') ?? null,
        input: null,
        total: figure('total') ?? null,
        requests: figure('requests') ?? null,
      },
      explaining: explainingIn(document, positive(figure('turns')) !== null),
    },
    findings,
  );
}

/** Means and rates over no requests are −1, or −1000 in ms. */
function dropNothing(document: RawEntry['document'], generation: 0 | 1): void {
  if (document[KEYS.completed[generation]] !== 0) return;
  for (const [key, value] of Object.entries(document)) {
    const isRate = key === KEYS.output[generation] || key === KEYS.requests[generation];
    if (value === -1 || value === -1000) (document as Record<string, unknown>)[key] = isRate ? 0 : null;
  }
}

/** A list of one is replaced by its entry: a sweep's arguments are lists, a run's are sometimes. */
function only(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/**
 * A rate of −1 means none; requests are then sent as earlier ones end. An open loop's folder is named after its rate.
 */
function loadIn(
  { document, file, root }: RawEntry,
  args: unknown,
  generation: 0 | 1,
  findings: Findings,
): RequestedLoad {
  const source = { args: document, stage: null, complain: { findings, path: root } };
  const [, folder] = /(?:^|\/)rate_([\d.]+)_number_\d+\/[^/]*$/.exec(file) ?? [];
  const rate = stated(source, KEYS.rate[generation]) ?? positive(only(dig(args, 'rate'))) ?? positive(folder);
  const isOpen = dig(args, 'open_loop') === true || folder !== undefined;
  const concurrency = stated(source, KEYS.concurrency[generation]) ?? positive(only(dig(args, 'parallel')));
  return loopOf(isOpen ? null : concurrency, rate);
}

type Latencies = Omit<RawReport['latency'], 'path'>;

function latenciesIn(
  entry: RawEntry,
  result: Readonly<Record<string, unknown>>,
  generation: 0 | 1,
  args: unknown,
  findings: Findings,
): Latencies {
  const rows = percentilesIn(supplementOf(entry, PERCENTILES, findings));
  const read = (key: string, name: string, units: 'ms' | 'ms/token') => timeOf(result[key], key, rows, name, units);
  const e2el = read(KEYS.e2el[generation], 'Latency', 'ms');
  const ttft = read(KEYS.ttft[generation], 'TTFT', 'ms');
  if (isUnstreamed(result, args, e2el, ttft, positive(result[KEYS.osl[generation]]))) {
    const message =
      'EvalScope: responses were not streamed, so TTFT equals the full latency: TTFT, TPOT and ITL are treated as unknown';
    findings.noteOnce('unstreamed', message);
    return { e2el, ttft: null, tpot: null, itl: null };
  }
  const itl = read(KEYS.itl[generation], 'ITL', 'ms/token');
  if (typeof result[PACKAGE_LATENCY] !== 'number') {
    return { e2el, ttft, tpot: read(KEYS.tpot[generation], 'TPOT', 'ms/token'), itl };
  }
  const message =
    'the TPOT of EvalScope from early 2025 is the time per streamed chunk, not per token; it is read as ITL';
  findings.noteOnce('unread-tpot', message);
  return { e2el, ttft, tpot: null, itl: itl ?? read(PACKAGE_LATENCY, 'ITL', 'ms/token') };
}

/** How many milliseconds one of the unit at the end of a key is. */
function factorOf(key: string): number {
  return key.endsWith('(ms)') ? 1 : 1000;
}

function timeOf(
  mean: unknown,
  key: string,
  rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  name: string,
  units: 'ms' | 'ms/token',
): TimeStatistics | null {
  if (typeof mean !== 'number') return null;
  const at = (percentile: string): number | null => {
    const row = rows.get(percentile);
    const own = [`${name} (ms)`, `${name} (s)`].find((candidate) => typeof row?.[candidate] === 'number');
    const value = own === undefined ? Number.NaN : (row?.[own] as number) * factorOf(own);
    return Number.isFinite(value) && value >= 0 ? value : null;
  };
  const [p50, p90, p95, p99] = ['50%', '90%', '95%', '99%'].map(at);
  return { units, mean: mean * factorOf(key), p50, p90, p95, p99 };
}

/** Rows by percentile, from a list of them or from a mapping of columns. */
function percentilesIn(document: unknown): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const labels = dig(document, 'Percentiles');
  const rows = Array.isArray(document)
    ? document
    : Array.isArray(labels)
      ? labels.map((_, index) =>
          Object.fromEntries(Object.keys(Object(document)).map((key) => [key, dig(document, key, index)])),
        )
      : [];
  return new Map(rows.filter(isRecord).map((row) => [String(row.Percentiles), row]));
}

/** The largest difference in ms that rounding causes between two equal figures. */
const ROUNDING = 0.1;

/** If the whole answer arrives at once, its first token arrives with its last. */
function isUnstreamed(
  result: Readonly<Record<string, unknown>>,
  args: unknown,
  e2el: TimeStatistics | null,
  ttft: TimeStatistics | null,
  osl: number | null,
): boolean {
  if (dig(args, 'stream') === false || (result['Stream Requests'] === 0 && result['Non-Stream Requests'] !== 0)) {
    return true;
  }
  if (e2el === null || ttft === null || osl === null || osl <= 1) return false;
  return e2el.mean > ROUNDING && Math.abs(e2el.mean - ttft.mean) <= ROUNDING;
}

/** Tokens that a server reported as cached; for several turns, EvalScope guesses them if the server does not say. */
function explainingIn(document: RawEntry['document'], isMultiTurn: boolean): ExplainingFigures {
  const share = document[CACHED];
  const isShare = typeof share === 'number' && share >= 0 && share <= 100 && !isMultiTurn;
  return { ...NO_EXPLAINING, cacheHitRate: isShare ? share / 100 : null };
}

/** Lengths of the random data set if every request has them. */
function requested(args: unknown, isMultiTurn: boolean): RequestedWorkload {
  const at = (name: string) => positive(dig(args, name));
  const prefix = at('prefix_length');
  const isRandom = dig(args, 'dataset') === 'random';
  const isFixed = isRandom && prefix === null && at('min_prompt_length') === at('max_prompt_length');
  const isWhole = at('min_tokens') === at('max_tokens') || dig(args, 'extra_args', 'ignore_eos') === true;
  const shape = { length: isRandom ? prefix : null, groups: null, perGroup: null, multiTurn: isMultiTurn };
  return {
    isl: isFixed ? at('max_prompt_length') : null,
    osl: isWhole ? at('max_tokens') : null,
    prefix: prefixShape(shape),
  };
}

/** Bounds of lengths distinguish workloads if requests do not all have the same length. */
function factsIn(args: unknown, { isl, osl }: RequestedWorkload): Facts {
  const facts = new FactCollector().add('harness', args, '', (key) => OWN.has(key));
  const bounds = [...(isl === null ? INPUT : []), ...(osl === null ? OUTPUT : []), 'dataset_path'];
  for (const name of bounds) {
    const value = dig(args, name);
    if (typeof value === 'string' || typeof value === 'number') facts.fact('workload', name, value);
  }
  return facts.facts;
}

const INPUT = ['max_prompt_length', 'min_prompt_length'] as const;
const OUTPUT = ['max_tokens', 'min_tokens'] as const;

/** Arguments that fields of a run are read from, and what only concerns the load generator. */
const OWN = new Set<string>([
  ...[...INPUT, ...OUTPUT, 'dataset_path'],
  ...['model', 'model_id', 'number', 'parallel', 'rate', 'open_loop', 'stream', 'prefix_length', 'url', 'port', 'name'],
  ...['headers', 'api_key', 'tokenizer_path', 'connect_timeout', 'read_timeout', 'total_timeout', 'no_test_connection'],
  ...['log_every_n_query', 'debug', 'visualizer', 'wandb_api_key', 'swanlab_api_key', 'outputs_dir', 'no_timestamp'],
  ...['sleep_interval', 'enable_progress_tracker', 'db_commit_interval', 'queue_size_multiplier', 'duration'],
  ...['in_flight_task_multiplier', 'query_template', 'prompt', 'seed', 'enable_pd_metrics'],
]);
