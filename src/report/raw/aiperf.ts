import { z } from 'zod';
import type { Deployment } from '../../run/deployment.ts';
import type { Facts } from '../../run/facts.ts';
import { unknownDeployment } from '../../run/label.ts';
import type { Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import type { Byproduct } from '../byproduct.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings, Path } from '../finding.ts';
import { harness } from '../harness.ts';
import { dig, positive, word } from '../lookup.ts';
import { modelAt, modelOfArgs } from '../model.ts';
import { momentOf } from '../moment.ts';
import { isRecord } from '../recognise.ts';
import { type LoadSource, loopOf, type RequestedLoad, stated } from '../requestedload.ts';
import { NO_PREFIX, prefixShape, type RequestedWorkload } from '../requestedworkload.ts';
import { dropBadSpread, type TimeStatistics } from '../statistics.ts';
import { describe, nameOf, validate } from '../validate.ts';
import { DEPLOYMENT_CONFIG } from './dynamo.ts';
import { explainingOf, gpusIn } from './explaining.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { MILLISECONDS, REQUEST_RATES, TOKEN_RATES } from './units.ts';

/*
 * `profile_export_aiperf.json` of AIPerf, and the export of GenAI-Perf, whose form it kept. Source:
 * docs/reference/json-export-schema.md and src/aiperf/common/models/export_models.py in ai-dynamo/aiperf. Each metric
 * states its unit, which alone determines what its figures mean. There is no TPOT: ITL is (E2EL − TTFT) ÷ (OSL − 1). A
 * workflow of named phases has one export per phase, warm-ups included, in `phases/<name>/`, next to one over all
 * measured phases. Before 0.2 the metrics were in `records`, by tags of which two were shorter
 * (aiperf/exporters/json_exporter.py). A sweep has one export per run, in
 * `variation_0000_concurrency_16/profile_runs/run_0001/`, and aggregates of several.
 */

const quantity = z.number().nonnegative();
const percentile = quantity.nullish();
const metric = z.lazy(() =>
  z
    .looseObject({
      unit: z.string(),
      avg: quantity,
      p50: percentile,
      p90: percentile,
      p95: percentile,
      p99: percentile,
    })
    .nullish(),
);
type Metric = z.infer<typeof metric>;
const schema = z.lazy(() =>
  z.looseObject({
    request_throughput: metric,
    request_latency: metric,
    request_count: metric,
    error_request_count: metric,
    time_to_first_token: metric,
    inter_token_latency: metric,
    output_token_throughput: metric,
    total_token_throughput: metric,
    input_sequence_length: metric,
    output_sequence_length: metric,
    total_isl: metric,
    benchmark_duration: metric,
  }),
);
type Export = z.infer<typeof schema>;

/** Metrics that identify an export, which must have one of them; only the last exists if all requests failed. */
const SIGNS = ['request_throughput', 'request_latency', 'output_token_throughput', 'error_request_count'] as const;

const EXPORT: RawFormat = {
  name: 'AIPerf profile export',
  mayHold: (keys) =>
    keys.has('aiperf_version') ||
    SIGNS.filter((key) => keys.has(key)).length > 1 ||
    AGGREGATES.some((marks) => marks.every((key) => keys.has(key))),
  holds: (document) => SIGNS.some((key) => isRecord(document[key])) || isAggregate(document),
  entries: ONE_RUN,
  read: (entry, findings) => read(entry, entry.root, findings),
};

/** Former names, before 0.2, of metrics that have been renamed. */
const OLDER_TAGS: ReadonlyMap<string, string> = new Map([
  ['ttft', 'time_to_first_token'],
  ['ttst', 'time_to_second_token'],
]);

const RECORDS: RawFormat = {
  name: 'AIPerf profile export, before 0.2',
  mayHold: (keys) => keys.has('records'),
  isSure: (text) => /"records"\s*:\s*\{\s*"\w+"\s*:\s*\{\s*"(tag|unit|header)"/.test(text),
  holds: ({ records }) => SIGNS.some((key) => isRecord(dig(records, key, 'unit') ? dig(records, key) : null)),
  entries: ONE_RUN,
  read: (entry, findings) => {
    const { records, ...rest } = entry.document;
    const metrics = Object.entries(Object(records)).map(([tag, metric]) => [OLDER_TAGS.get(tag) ?? tag, metric]);
    const document = { ...Object.fromEntries(metrics), ...rest };
    return read({ ...entry, document }, [...entry.root, 'records'], findings);
  },
};

const RECORDS_OF_REQUESTS: Byproduct = {
  name: "AIPerf's profile_export.jsonl",
  file: /profile_export(_raw)?\.jsonl$/,
  content: /^\s*\{.*"metadata"\s*:/,
  keep: 'profile_export_aiperf.json',
};

const TABLE: Byproduct = {
  name: "AIPerf's profile_export_aiperf.csv",
  file: /_aiperf\.csv$/,
  content: /^\ufeff?"?Metric"?,/,
  keep: 'profile_export_aiperf.json',
};

export const AIPERF = harness('aiperf', 'AIPerf', {
  companions: [DEPLOYMENT_CONFIG],
  byproducts: [RECORDS_OF_REQUESTS, TABLE],
  counts: { total: 'completed', failures: 'kinds of errors' },
  timesLoad: { v01: true, v02: false },
  loadOf: loadOfConfig,
  workloadOf,
  promptsOf: (config) => promptsOf(config, phasesOf(config, '')),
  naming: { plain: /^(profile_runs|phases|profiling|profile_export_aiperf)$/i },
  formats: [EXPORT, RECORDS],
});
/** AIPerf's predecessor, whose export has the same form. */
export const GENAI_PERF = harness('genai-perf', 'GenAI-Perf', {
  aliases: ['genaiperf'],
  naming: { plain: /^profile_export_genai_perf$/i },
});

function loadOfConfig(source: LoadSource): RequestedLoad {
  const phases = phasesOf(source.args, '');
  return phases.length === 0 ? loadOfOptions(source) : loadOf(source.args, phases);
}

function loadOfOptions(source: LoadSource): RequestedLoad {
  return loopOf(stated(source, 'loadgen', 'concurrency'), stated(source, 'loadgen', 'request_rate'));
}

/** @param place where the metrics are */
function read({ document, file, root }: RawEntry, place: Path, findings: Findings): Run | null {
  const config = document.input_config;
  const phases = phasesOf(config, file);
  const other = otherThanRun(document, phases);
  if (other !== null) {
    findings.noteOnce('no-measurement', `AIPerf ${other}`);
    return null;
  }
  const version = word(document.schema_version);
  if (version !== null && !/^1(\.|$)/.test(version)) {
    const message = `export of schema version ${version}: expected 1.x; update pareto-report`;
    findings.error('unknown-version', [...root, 'schema_version'], message);
    return null;
  }
  for (const name of Object.keys(schema.unwrap().shape)) dropBadSpread(document[name], [...place, name], findings);
  const result = validate(schema, document, findings, place);
  if (result === null) return null;
  const units = new Units(result, place, findings);
  const output = units.rate('output_token_throughput', TOKEN_RATES);
  const duration = units.time('benchmark_duration');
  const seconds = duration === null ? null : duration.mean / 1000;
  const raw = {
    ...UNSTATED,
    file,
    harness: isGenaiPerf(document) ? GENAI_PERF : AIPERF,
    harnessVersion: word(document.aiperf_version),
    model: modelOf(document, root, findings),
    deployment: deploymentOf(document.telemetry_data),
    facts: factsIn(document),
    measuredAt: momentOf(document.end_time ?? document.start_time),
    requestedLoad: loadOf(config, phases),
    requestedWorkload: () => workloadOf(config),
    prompts: promptsOf(config, phases),
    duration: seconds,
    requests: requestsOf(result, document.error_summary),
    explaining: explainingOf(document, place, findings),
    latency: {
      path: place,
      ttft: units.time('time_to_first_token'),
      tpot: null,
      itl: perToken(units.time('inter_token_latency')),
      e2el: units.time('request_latency'),
    },
    throughput: {
      path: place,
      output,
      input: seconds === null || seconds <= 0 || !result.total_isl ? null : result.total_isl.avg / seconds,
      total: units.rate('total_token_throughput', TOKEN_RATES),
      requests: units.rate('request_throughput', REQUEST_RATES),
    },
  };
  if (document.was_cancelled === true) {
    findings.warn(
      'cancelled',
      [...root, 'was_cancelled'],
      'the run was cancelled: its figures cover only what had completed',
    );
  }
  return findings.hasError ? null : assemble(raw, findings);
}

/** Figures of metrics in the units that are read; an unknown unit is an error. */
class Units {
  readonly #result: Export;
  readonly #root: Path;
  readonly #findings: Findings;

  constructor(result: Export, root: Path, findings: Findings) {
    this.#result = result;
    this.#root = root;
    this.#findings = findings;
  }

  time(name: keyof Export & string): TimeStatistics | null {
    const stats = this.#result[name] as Metric;
    if (stats === null || stats === undefined) return null;
    const factor = MILLISECONDS.get(stats.unit);
    if (factor === undefined) return this.#wrong(name, stats.unit, [...MILLISECONDS.keys()]);
    const scaled = (value: number | null | undefined) => (value == null ? null : value * factor);
    const { avg, p50, p90, p95, p99 } = stats;
    return { units: 'ms', mean: avg * factor, p50: scaled(p50), p90: scaled(p90), p95: scaled(p95), p99: scaled(p99) };
  }

  rate(name: keyof Export & string, units: ReadonlySet<string>): number | null {
    const stats = this.#result[name] as Metric;
    if (stats === null || stats === undefined) return null;
    return units.has(stats.unit) ? stats.avg : this.#wrong(name, stats.unit, [...units]);
  }

  #wrong(name: string, unit: string, expected: readonly string[]): null {
    const path = [...this.#root, name, 'unit'];
    const message = `${nameOf(path)}: expected ${expected.join(' or ')}, found ${describe(unit)}`;
    this.#findings.error('wrong-unit', path, message);
    return null;
  }
}

/** The configuration of the load generator, and what a sweep varied. */
function factsIn({ input_config: config, run_info: info }: RawEntry['document']): Facts {
  const varied = dig(info, 'variation_values');
  return new FactCollector().add('harness', config, '', (key) => KNOWN.has(key)).add('harness', varied).facts;
}

/** What fields of a run are read from, and what only concerns the load generator. */
const KNOWN = new Set([
  ...['loadgen', 'phases', 'model', 'models', 'datasets', 'tokenizer', 'output', 'cli_command', 'concurrency'],
  ...['request_rate', 'perf_analyzer', 'service', 'accuracy', 'logging'],
]);

function perToken(time: TimeStatistics | null): TimeStatistics | null {
  return time === null ? null : { ...time, units: 'ms/token' };
}

/** AIPerf omits the number of errors if there are none. */
function requestsOf(result: Export, errors: unknown) {
  const { request_count: completed, error_request_count: failed } = result;
  const length = (stats: Metric) => (stats ? ({ units: 'count', mean: stats.avg } as const) : null);
  return {
    total: completed?.avg ?? (failed ? 0 : null),
    failures: failed?.avg ?? (Array.isArray(errors) && errors.length === 0 ? 0 : null),
    input_length: length(result.input_sequence_length),
    output_length: length(result.output_sequence_length),
    countsAttempts: false,
  };
}

/** Root keys of a sweep's aggregate, and of the pooled requests of several runs. */
const AGGREGATES = [
  ['aggregation_type', 'per_combination_metrics'],
  ['combined', 'per_run'],
] as const;

function isAggregate(document: RawEntry['document']): boolean {
  if (dig(document, 'metadata', 'aggregation_type') !== undefined) return true;
  return AGGREGATES.some((marks) => marks.every((key) => document[key] !== undefined));
}

/** Why an export does not describe a single load; null if it does. */
function otherThanRun(document: RawEntry['document'], phases: readonly unknown[]): string | null {
  if (isAggregate(document)) {
    return 'aggregate of several runs: left out, since each run has its own export';
  }
  if (document.checkpoint === true) return 'checkpoint of an unfinished run: left out';
  if (phases.length > 1) return `export over ${phases.length} phases: left out, since each phase has its own export`;
  return isOf('warmup', phases[0]) ? 'export of a warm-up: left out' : null;
}

/**
 * The phases that an export covers, in a configuration of the present form: that of its folder, otherwise those
 * measured.
 */
function phasesOf(config: unknown, file: string): readonly unknown[] {
  const stated = dig(config, 'phases');
  const phases = isRecord(stated)
    ? Object.entries(stated).map(([name, phase]) => ({ name, ...Object(phase) }))
    : stated;
  if (!Array.isArray(phases)) return [];
  const folder = /(?:^|\/)phases\/([^/]+)\/[^/]+$/.exec(file)?.[1];
  const own = phases.filter((phase) => dig(phase, 'name') === folder);
  return own.length > 0 ? own : phases.filter((phase) => isOf('profiling', phase));
}

/** GenAI-Perf had its command's options at the root of the configuration, and later in perf_analyzer. */
function isGenaiPerf({ aiperf_version: version, input_config: config }: RawEntry['document']): boolean {
  if (isRecord(dig(config, 'perf_analyzer'))) return true;
  return version === undefined && (dig(config, 'concurrency') !== undefined || Array.isArray(dig(config, 'model')));
}

function isOf(kind: 'warmup' | 'profiling', phase: unknown): boolean {
  return dig(phase, 'name') === kind || dig(phase, 'kind') === kind;
}

function promptsOf(config: unknown, [phase]: readonly unknown[]): number | null {
  return positive(dig(config, 'loadgen', 'request_count')) ?? positive(dig(phase, 'requests'));
}

function loadOf(config: unknown, [phase]: readonly unknown[]): RequestedLoad {
  if (phase === undefined) {
    const own = loadOfOptions({ args: config, stage: null, complain: null });
    if (own.concurrency !== null || own.rate !== null) return own;
    const stimulus = dig(config, 'perf_analyzer', 'stimulus') ?? config;
    return loopOf(positive(dig(stimulus, 'concurrency')), positive(dig(stimulus, 'request_rate')));
  }
  return loopOf(positive(dig(phase, 'concurrency')), positive(dig(phase, 'rate')));
}

/** The model, if there is only one: in the present form its name, in a list of names, or among the options. */
function modelOf(document: RawEntry['document'], root: Path, findings: Findings): string | null {
  const config = document.input_config;
  const options = dig(config, 'model');
  if (Array.isArray(options))
    return options.length === 1 ? modelAt(document, ['input_config', 'model', 0], root, findings) : null;
  const place = ['input_config', 'models', ...(isRecord(dig(config, 'models')) ? ['items'] : [])];
  const models = dig(document, ...place);
  if (!Array.isArray(models) || models.length !== 1) return modelOfArgs(config);
  const name = [...place, 0, ...(isRecord(models[0]) ? ['name'] : [])];
  return modelAt(document, name, root, findings) ?? modelOfArgs(config);
}

/** Requested mean lengths, in the present form and in that of options. */
function workloadOf(config: unknown): RequestedWorkload {
  const datasets = dig(config, 'datasets');
  const prompts = Array.isArray(datasets) && datasets.length === 1 ? dig(datasets[0], 'prompts') : undefined;
  const length = (name: string) => positive(dig(prompts, name)) ?? positive(dig(prompts, name, 'mean'));
  const option = (...steps: readonly string[]) => positive(dig(config, 'input', 'prompt', ...steps, 'mean'));
  const turns = turnsOf(dig(config, 'input', 'conversation', 'turn') ?? dig(datasets, 0, 'conversation', 'turn'));
  const shared = dig(config, 'input', 'prompt', 'prefix_prompt') ?? dig(prompts, 'prefix_prompt');
  const prefix = positive(dig(shared, 'length'));
  const isLonger = prefix !== null || turns.multiTurn;
  return {
    isl: isLonger ? null : (length('isl') ?? option('input_tokens')),
    osl: length('osl') ?? option('output_tokens'),
    prefix: prefixShape({ ...NO_PREFIX, ...turns, length: prefix, groups: positive(dig(shared, 'pool_size')) }),
  };
}

/** Mean number of turns in a conversation, each of which contains the earlier ones, and the pause before the next. */
function turnsOf(turn: unknown) {
  const turns = positive(dig(turn, 'mean')) ?? positive(turn) ?? 1;
  const delay = positive(dig(turn, 'delay', 'mean'));
  return { multiTurn: turns > 1, turns, more: turns > 1 && delay !== null ? [`${delay} ms between turns`] : [] };
}

/** The accelerator that telemetry names, if there is only one; its GPUs are those of the hosts, whether used or not. */
function deploymentOf(telemetry: unknown): Deployment {
  const [name = null, ...others] = new Set(gpusIn(telemetry).map((gpu) => word(gpu.gpu_name)));
  return unknownDeployment({ gpus: null, accelerator: others.length === 0 ? name : null });
}
