import { z } from 'zod';
import type { Facts } from '../../run/facts.ts';
import { unknownDeployment } from '../../run/label.ts';
import type { Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings, Path } from '../finding.ts';
import { harness } from '../harness.ts';
import { count, dig, given, positive, word } from '../lookup.ts';
import { modelAt } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { closedLoop, loopOf, NO_LOAD, type RequestedLoad } from '../requestedload.ts';
import { prefixShape, type RequestedWorkload } from '../requestedworkload.ts';
import { dropBadSpread, type TimeStatistics } from '../statistics.ts';
import { describe, validate } from '../validate.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { supplementOf } from './supplement.ts';

/*
 * `<scenario>_<task>_<iteration>_<n>_time_<s>s.json` of genai-bench, with `experiment_metadata.json` beside it, which alone
 * names model and GPUs. Source: genai_bench/metrics, time_units.py, protocol.py and cli/cli.py in sgl-project/genai-bench.
 * Latencies are in the time unit that the file states, seconds where it states none; all else is in seconds. TPOT leaves
 * out the first token. `error_rate` is reckoned before its divisor is known, and `total_tokens` may count those of
 * reasoning twice: neither is read.
 */

const METADATA = 'experiment_metadata.json';

const quantity = z.number().nonnegative();
const optional = quantity.nullish();
const statistics = z.lazy(() =>
  z
    .looseObject({ mean: optional, sum: optional, stddev: optional, ...percentiles(['p50', 'p90', 'p95', 'p99']) })
    .nullish(),
);
type Statistics = z.infer<typeof statistics>;
const schema = z.lazy(() =>
  z.looseObject({
    scenario: z.string().nullish(),
    num_concurrency: optional,
    request_rate: optional,
    iteration_type: z.string().nullish(),
    run_duration: quantity,
    mean_output_throughput_tokens_per_s: quantity,
    mean_input_throughput_tokens_per_s: optional,
    requests_per_second: quantity,
    num_completed_requests: quantity,
    num_error_requests: optional,
    total_arrivals: optional,
    arrival_requests_per_second: optional,
    stats: z.looseObject({
      ...{ ttft: statistics, tpot: statistics, e2e_latency: statistics },
      ...{ num_input_tokens: statistics, num_output_tokens: statistics },
    }),
  }),
);
type Aggregate = z.infer<typeof schema>;

function percentiles(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, optional]));
}

const RESULT: RawFormat = {
  name: 'genai-bench',
  mayHold: (keys) => keys.has('aggregated_metrics'),
  isSure: (text) => /"(num_concurrency|iteration_type|individual_request_metrics)"/.test(text),
  supplements: [METADATA],
  holds: ({ aggregated_metrics: metrics }) =>
    isRecord(metrics) && ('iteration_type' in metrics || 'num_concurrency' in metrics || 'run_duration' in metrics),
  entries: ONE_RUN,
  read,
};

/** A result is named after scenario, task and load, then after the seconds that it took. */
const ELAPSED = /(?<=_(?:concurrency|batch_size|request_rate|qps)_[\d.]+_)time_\d+s$/;

export const GENAI_BENCH = harness('genai-bench', 'genai-bench', { naming: { repeat: ELAPSED }, formats: [RESULT] });

const UNITS: ReadonlyMap<unknown, 's' | 'ms'> = new Map([
  [undefined, 's'],
  [null, 's'],
  ['s', 's'],
  ['ms', 'ms'],
]);

function read(entry: RawEntry, findings: Findings): Run | null {
  const { document, file, root } = entry;
  const path = [...root, 'aggregated_metrics'];
  const unit = UNITS.get(document._time_unit);
  if (unit === undefined) {
    const message = `_time_unit: expected s or ms, found ${describe(document._time_unit)}`;
    findings.error('wrong-unit', [...root, '_time_unit'], message);
    return null;
  }
  const stats = dig(document, 'aggregated_metrics', 'stats');
  for (const [name, stat] of Object.entries(isRecord(stats) ? stats : {})) {
    dropBadSpread(stat, [...path, 'stats', name], findings);
  }
  const result = validate(schema, document.aggregated_metrics, findings, path);
  if (result === null) return null;
  const other = otherThanRun(result);
  if (other !== null) {
    if (other.isLost) findings.error('unreadable-format', [...path, 'run_duration'], other.message);
    else findings.noteOnce('no-measurement', other.message);
    return null;
  }
  const metadata = supplementOf(entry, METADATA, findings);
  const model = modelAt(metadata, ['model'], [METADATA], findings);
  const api = modelAt(metadata, ['api_model_name'], [METADATA], findings);
  if (findings.hasError) return null;
  const { e2e_latency: e2el, ttft, tpot, num_input_tokens: input, num_output_tokens: output } = result.stats;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: GENAI_BENCH,
      harnessVersion: word(dig(metadata, 'benchmark_version')),
      model: model ?? api,
      deployment: unknownDeployment({
        gpus: count(dig(metadata, 'server_gpu_count')),
        accelerator: given(dig(metadata, 'server_gpu_type')),
      }),
      facts: factsIn(result, metadata),
      requestedLoad: loadIn(result, unit, metadata, path, findings),
      requestedWorkload: () => requested(word(result.scenario) ?? ''),
      duration: result.run_duration,
      requests: {
        total: result.num_completed_requests,
        failures: result.num_error_requests ?? null,
        input_length: lengthOf(input),
        output_length: lengthOf(output),
        countsAttempts: false,
      },
      latency: {
        path: [...path, 'stats'],
        ttft: timeOf(ttft, unit),
        tpot: timeOf(tpot, unit === 's' ? 's/token' : 'ms/token'),
        itl: null,
        e2el: timeOf(e2el, unit),
      },
      throughput: { path, ...ratesOf(result, path, findings), total: null, requests: result.requests_per_second },
    },
    findings,
  );
}

/** Why a file describes no load, or one whose figures are lost; null if it describes one. */
function otherThanRun(result: Aggregate): { readonly message: string; readonly isLost: boolean } | null {
  if (result.num_completed_requests > 0 && result.run_duration === 0) {
    const message =
      'run_duration is 0: genai-bench could not aggregate this run (debug_for_run_….json), so its rates are unknown';
    return { message, isLost: true };
  }
  const { num_output_tokens: output } = result.stats;
  const hasNoOutput = result.num_completed_requests > 0 && output?.mean === 0;
  if (!hasNoOutput && result.iteration_type !== 'batch_size') return null;
  return { message: 'genai-bench result without output tokens, such as for embeddings: left out', isLost: false };
}

function timeOf(stats: Statistics, units: TimeStatistics['units']): TimeStatistics | null {
  return stats?.mean == null ? null : { ...stats, mean: stats.mean, units };
}

function lengthOf(stats: Statistics): { units: 'count'; mean: number; stddev: number | null } | null {
  return stats?.mean == null ? null : { units: 'count', mean: stats.mean, stddev: stats.stddev ?? null };
}

/**
 * Token rates. With `--warmup-ratio` or `--cooldown-ratio`, the sums exclude requests whose time is part of the
 * divisor: such rates are scaled up by the share of requests that is counted.
 */
function ratesOf(
  result: Aggregate,
  path: Path,
  findings: Findings,
): { readonly output: number; readonly input: number | null } {
  const { mean_output_throughput_tokens_per_s: output, mean_input_throughput_tokens_per_s: input = null } = result;
  const { sum, mean } = result.stats.num_output_tokens ?? {};
  const completed = result.num_completed_requests;
  const counted = sum == null || mean == null || mean === 0 ? completed : Math.round(sum / mean);
  if (counted === 0 || counted >= completed) return { output, input };
  const whole = (output * completed) / counted;
  const message = `output throughput ${output} covers the tokens of ${counted} of ${completed} requests, without warm-up and cool-down, but the time of all of them: corrected to ${whole}`;
  findings.doubt('warm-up', [...path, 'mean_output_throughput_tokens_per_s'], message);
  return { output: whole, input: input === null ? null : (input * completed) / counted };
}

/** How closely requests in flight and arrivals match what was requested. */
const IN_FLIGHT = { least: 0.7, most: 1.1 };
const ARRIVED = { least: 0.8, most: 1.1 };

/**
 * Only the async runner counts arrivals, and it keeps a rate (`--qps-level`) that is stated as a number of requests in
 * flight.
 */
function loadIn(result: Aggregate, unit: 's' | 'ms', metadata: unknown, path: Path, findings: Findings): RequestedLoad {
  if (result.iteration_type === 'request_rate') {
    return loopOf(positive(dig(metadata, 'max_concurrency')), positive(result.request_rate));
  }
  const number = positive(result.num_concurrency);
  if (number === null || result.total_arrivals == null) return closedLoop(number);
  const isRate = isRateByCommand(metadata) ?? isRateByFigures(number, result, unit);
  if (isRate !== null) return isRate ? loopOf(null, number) : closedLoop(number);
  const message = `num_concurrency ${number} of genai-bench's async runner may be requests in flight or, with --qps-level, a rate, and the figures do not show which, so the load is unknown; keep ${METADATA} beside it`;
  findings.warn('unknown-load', [...path, 'num_concurrency'], message);
  return NO_LOAD;
}

function isRateByCommand(metadata: unknown): boolean | null {
  const command = word(dig(metadata, 'cmd'));
  return command === null ? null : /\s--qps-level\s/.test(command);
}

/** Null if the figures fit both or neither. */
function isRateByFigures(number: number, result: Aggregate, unit: 's' | 'ms'): boolean | null {
  if (!Number.isInteger(number)) return true;
  const { e2e_latency: e2el } = result.stats;
  const arrived = result.arrival_requests_per_second ?? null;
  if (e2el?.mean == null || arrived === null) return null;
  const inFlight = (result.requests_per_second * e2el.mean) / (unit === 's' ? 1 : 1000);
  const fits = (value: number, { least, most }: typeof ARRIVED) => value >= least * number && value <= most * number;
  const [isLoop, isRate] = [fits(inFlight, IN_FLIGHT), fits(arrived, ARRIVED)];
  return isLoop === isRate ? null : isRate;
}

/**
 * `D(i,o)` is fixed, `N(i,s)/(o,s)` has means, `P(p,s)/o` starts with what all prompts share; other lengths are
 * measured.
 */
function requested(scenario: string): RequestedWorkload {
  const lengths = (isl: unknown, osl: unknown) => ({ isl: positive(isl), osl: positive(osl), prefix: null });
  const fixed = /^D\((\d+),(\d+)\)$/.exec(scenario) ?? /^N\((\d+),\d+\)\/\((\d+),\d+\)$/.exec(scenario);
  if (fixed !== null) return lengths(fixed[1], fixed[2]);
  const [, prefix, suffix, osl] = /^P\((\d+),(\d+)\)\/(\d+)$/.exec(scenario) ?? [];
  if (prefix === undefined) return lengths(null, null);
  const shared = { length: positive(prefix), groups: null, perGroup: null, multiTurn: false };
  return { ...lengths(Number(prefix) + Number(suffix), osl), prefix: prefixShape(shared) };
}

function factsIn({ scenario }: Aggregate, metadata: unknown): Facts {
  const said = (name: string) => given(dig(metadata, name));
  const engine = said('server_engine');
  const parameters = dig(metadata, 'additional_request_params');
  const task = said('task');
  const isFixed = /^D\(\d+,\d+\)$/.test(scenario ?? '');
  const facts = new FactCollector()
    .fact('workload', 'traffic_scenario', isFixed ? null : word(scenario))
    .fact('workload', 'task', task === 'text-to-text' ? null : task)
    .fact('workload', 'dataset_path', said('dataset_path'))
    .fact('setup', 'server_engine', engine)
    .fact('setup', 'api_backend', said('api_backend'))
    .fact('environment', `${engine ?? 'server'} version`, said('server_version'));
  for (const [name, value] of Object.entries(isRecord(parameters) ? parameters : {})) {
    if (['string', 'number', 'boolean'].includes(typeof value)) facts.fact('workload', name, value as string);
  }
  return facts.facts;
}
