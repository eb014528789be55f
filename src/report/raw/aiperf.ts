import { z } from 'zod';
import type { Deployment } from '../../run/deployment.ts';
import type { Facts } from '../../run/facts.ts';
import { unknownDeployment } from '../../run/label.ts';
import type { Run } from '../../run/run.ts';
import { assemble } from '../assemble.ts';
import { FactCollector } from '../facts.ts';
import type { Findings, Path } from '../finding.ts';
import { loadOfArgs, loopOf, type RequestedLoad } from '../load.ts';
import { dig, positive, word } from '../lookup.ts';
import { modelAt, modelOfArgs } from '../model.ts';
import { momentOf } from '../moment.ts';
import { isRecord } from '../recognise.ts';
import { dropBadSpread, type TimeStatistics } from '../statistics.ts';
import { describe, nameOf, validate } from '../validate.ts';
import type { RequestedWorkload } from '../workload.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';

/*
 * `profile_export_aiperf.json` of AIPerf, and the export of GenAI-Perf, whose form it keeps. Source:
 * docs/reference/json-export-schema.md and src/aiperf/common/models/export_models.py in ai-dynamo/aiperf. Each metric
 * states its unit, which alone says what its figures are. There is no TPOT: ITL is (E2EL − TTFT) ÷ (OSL − 1). A workflow
 * of named phases has an export a phase, warm-ups included, under `phases/<name>/`, beside one over all that are measured.
 */

/** Milliseconds in one of a unit. */
const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['sec', 1000],
  ['seconds', 1000],
]);
const TOKEN_RATES = new Set(['tokens/sec', 'tokens/s', 'tok/s', 'tokens/sec/total']);
const REQUEST_RATES = new Set(['requests/sec', 'requests/s', 'req/s', 'req/sec']);

const quantity = z.number().nonnegative();
const percentile = quantity.nullish();
const metric = z
  .looseObject({ unit: z.string(), avg: quantity, p50: percentile, p90: percentile, p95: percentile, p99: percentile })
  .nullish();
type Metric = z.infer<typeof metric>;
const schema = z.looseObject({
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
});
type Export = z.infer<typeof schema>;

/** Metrics by which an export is known, and one of which it must have; the last alone where all requests failed. */
const SIGNS = ['request_throughput', 'request_latency', 'output_token_throughput', 'error_request_count'] as const;

export const aiperf: RawFormat = {
  name: 'AIPerf profile export',
  mayHold: (keys) => keys.has('aiperf_version') || SIGNS.filter((key) => keys.has(key)).length > 1,
  holds: (document) =>
    SIGNS.some((key) => isRecord(document[key])) || dig(document, 'metadata', 'aggregation_type') !== undefined,
  entries: ONE_RUN,
  read,
};

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  const config = document.input_config;
  const phases = phasesOf(config, file);
  const other = otherThanRun(document, phases);
  if (other !== null) {
    findings.noteOnce('no-measurement', `AIPerf ${other}`);
    return null;
  }
  const version = word(document.schema_version);
  if (version !== null && !/^1(\.|$)/.test(version)) {
    const message = `export of schema version ${version}: expected 1.x; update this program`;
    findings.error('unknown-version', [...root, 'schema_version'], message);
    return null;
  }
  for (const name of Object.keys(schema.shape)) dropBadSpread(document[name], [...root, name], findings);
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const units = new Units(result, root, findings);
  const output = units.rate('output_token_throughput', TOKEN_RATES);
  const duration = units.time('benchmark_duration');
  const seconds = duration === null ? null : duration.mean / 1000;
  const raw = {
    file,
    harness: isGenaiPerf(document) ? 'genai-perf' : 'aiperf',
    harnessVersion: word(document.aiperf_version),
    model: modelOf(document, root, findings),
    quantization: null,
    deployment: deploymentOf(document.telemetry_data),
    facts: factsIn(document),
    treatment: null,
    measuredAt: momentOf(document.end_time ?? document.start_time),
    requestedLoad: loadOf(config, phases),
    requestedWorkload: () => workloadOf(config),
    stage: null,
    prompts: positive(dig(config, 'loadgen', 'request_count')) ?? positive(dig(phases[0], 'requests')),
    ofSessions: false,
    pods: null,
    duration: seconds,
    requests: requestsOf(result, document.error_summary),
    latency: {
      path: root,
      ttft: units.time('time_to_first_token'),
      tpot: null,
      itl: perToken(units.time('inter_token_latency')),
      e2el: units.time('request_latency'),
    },
    throughput: {
      path: root,
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
      'the run was cancelled: its figures are of what had completed',
    );
  }
  return findings.hasError ? null : assemble(raw, findings);
}

/** Figures of metrics in the units that are read; a unit that is not known is an error. */
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

/** What fields of a run are read from, and what is the load generator's own affair. */
const KNOWN = new Set([
  ...['loadgen', 'phases', 'model', 'models', 'datasets', 'tokenizer', 'output', 'cli_command', 'concurrency'],
  ...['request_rate', 'perf_analyzer', 'service', 'accuracy', 'logging'],
]);

function perToken(time: TimeStatistics | null): TimeStatistics | null {
  return time === null ? null : { ...time, units: 'ms/token' };
}

/** AIPerf leaves the count of errors out where there are none. */
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

/** Why an export is not of one load; null where it is. */
function otherThanRun(document: RawEntry['document'], phases: readonly unknown[]): string | null {
  if (dig(document, 'metadata', 'aggregation_type') !== undefined) {
    return 'aggregate of several runs: left out, since each of them has its own export';
  }
  if (document.checkpoint === true) return 'checkpoint of a run that had not ended: left out';
  if (phases.length > 1) return `export over ${phases.length} phases: left out, since each of them has its own export`;
  return isOf('warmup', phases[0]) ? 'export of a warm-up: left out' : null;
}

/** The phases that an export is of, in a configuration of today's form: that of its folder, else those measured. */
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

/** GenAI-Perf had the options of its command at the root of the configuration, later under those of perf_analyzer. */
function isGenaiPerf({ aiperf_version: version, input_config: config }: RawEntry['document']): boolean {
  if (isRecord(dig(config, 'perf_analyzer'))) return true;
  return version === undefined && (dig(config, 'concurrency') !== undefined || Array.isArray(dig(config, 'model')));
}

function isOf(kind: 'warmup' | 'profiling', phase: unknown): boolean {
  return dig(phase, 'name') === kind || dig(phase, 'kind') === kind;
}

function loadOf(config: unknown, [phase]: readonly unknown[]): RequestedLoad {
  if (phase === undefined) {
    const own = loadOfArgs('aiperf', { args: config, stage: null, complain: null });
    if (own.concurrency !== null || own.rate !== null) return own;
    const stimulus = dig(config, 'perf_analyzer', 'stimulus') ?? config;
    return loopOf(positive(dig(stimulus, 'concurrency')), positive(dig(stimulus, 'request_rate')));
  }
  return loopOf(positive(dig(phase, 'concurrency')), positive(dig(phase, 'rate')));
}

/** The model, if one: in the form of today by its name, in a list of names, or among the options. */
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

/** Mean lengths that were asked for: in the form of today, and in that of options. */
function workloadOf(config: unknown): RequestedWorkload {
  const datasets = dig(config, 'datasets');
  const prompts = Array.isArray(datasets) && datasets.length === 1 ? dig(datasets[0], 'prompts') : undefined;
  const length = (name: string) => positive(dig(prompts, name)) ?? positive(dig(prompts, name, 'mean'));
  const option = (...steps: readonly string[]) => positive(dig(config, 'input', 'prompt', ...steps, 'mean'));
  return {
    isl: length('isl') ?? option('input_tokens'),
    osl: length('osl') ?? option('output_tokens'),
    prefix: null,
  };
}

/** The accelerator that telemetry names, if one; its GPUs are those of the hosts, used or not. */
function deploymentOf(telemetry: unknown): Deployment {
  const endpoints = dig(telemetry, 'endpoints');
  const gpus = Object.values(isRecord(endpoints) ? endpoints : {}).flatMap((endpoint) => {
    const list = dig(endpoint, 'gpus');
    return isRecord(list) ? Object.values(list) : [];
  });
  const [name = null, ...others] = new Set(gpus.map((gpu) => word(dig(gpu, 'gpu_name'))));
  return unknownDeployment({ gpus: null, accelerator: others.length === 0 ? name : null });
}
