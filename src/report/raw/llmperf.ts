import { z } from 'zod';
import type { Facts } from '../../run/facts.ts';
import type { Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import type { Byproduct } from '../byproduct.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings, Path } from '../finding.ts';
import { harness } from '../harness.ts';
import { positive } from '../lookup.ts';
import { modelName } from '../model.ts';
import { momentOf } from '../moment.ts';
import { closedLoop } from '../requestedload.ts';
import { dropBad, type TimeStatistics } from '../statistics.ts';
import { describe, validate } from '../validate.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';

/*
 * `…_summary.json` of LLMPerf, a flat mapping. Source: token_benchmark_ray.py and src/llmperf/utils.py in
 * ray-project/llmperf. Times are in seconds; figures are of the requests that completed, and rates are over the whole time.
 * Tokens are counted by a tokenizer of LLMPerf's own, which is Llama's whatever the model. What it calls inter-token
 * latency is all gaps, the one to the first token among them, by the tokens: E2EL ÷ OSL.
 */

const NEWEST = '2023-08-31';

const LATENCIES = ['ttft_s', 'inter_token_latency_s', 'end_to_end_latency_s'] as const;
const LENGTHS = ['number_input_tokens', 'number_output_tokens'] as const;
const PERCENTILES = ['p50', 'p90', 'p95', 'p99'] as const;

const quantity = z.number().nonnegative();
const FIGURES = [...LATENCIES, ...LENGTHS].flatMap((name) =>
  ['mean', 'stddev', ...PERCENTILES.map((percentile) => `quantiles_${percentile}`)].map(
    (statistic) => `results_${name}_${statistic}`,
  ),
);
const schema = z.lazy(() =>
  z.looseObject({
    model: z.string().nullish(),
    num_concurrent_requests: quantity,
    mean_input_tokens: quantity.nullish(),
    mean_output_tokens: quantity.nullish(),
    results_num_completed_requests: quantity,
    results_number_errors: quantity.nullish(),
    results_num_completed_requests_per_min: quantity,
    results_mean_output_throughput_token_per_s: quantity,
    ...Object.fromEntries(FIGURES.map((name) => [name, quantity.nullish()])),
  }),
);

const RESULT: RawFormat = {
  name: 'LLMPerf summary',
  mayHold: (keys) => keys.has('num_concurrent_requests') || SIGNS.some((key) => keys.has(key)),
  isSure: (text) => new RegExp(`${NEWEST}|${SIGNS.join('|')}`).test(text),
  holds: (document) => SIGNS.some((key) => document[key] !== undefined),
  entries: ONE_RUN,
  read,
};

/** Figures that no other harness has under these names. */
const SIGNS = [
  ...['results_inter_token_latency_s_quantiles_p25', 'results_ttft_s_mean', 'results_end_to_end_latency_s_mean'],
  ...['results_mean_output_throughput_token_per_s', 'results_num_completed_requests'],
];

const RESPONSES: Byproduct = {
  name: "LLMPerf's …_individual_responses.json",
  file: /_individual_responses\.json$/,
  content: /"(error_code|ttft_s|number_output_tokens)"\s*:/,
  keep: '…_summary.json',
};

export const LLMPERF = harness('llmperf', 'LLMPerf', {
  tpotHasFirstToken: true,
  formats: [RESULT],
  byproducts: [RESPONSES],
});

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  const { version } = document;
  if (version !== undefined && version !== NEWEST) {
    const message = `version: expected ${NEWEST}, found ${describe(version)}; update pareto-report`;
    findings.error('unknown-version', [...root, 'version'], message);
    return null;
  }
  dropUndefined(document, root, findings);
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const completed = result.results_num_completed_requests;
  const rate = result.results_num_completed_requests_per_min / 60;
  const times = timesIn(result);
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: LLMPERF,
      model: modelName(result.model),
      facts: factsIn(document),
      measuredAt: momentOf(document.timestamp),
      requestedLoad: closedLoop(positive(result.num_concurrent_requests)),
      requestedWorkload: () => ({
        isl: positive(result.mean_input_tokens),
        osl: positive(result.mean_output_tokens),
        prefix: null,
      }),
      duration: rate > 0 ? completed / rate : null,
      requests: {
        total: completed,
        failures: result.results_number_errors ?? null,
        input_length: lengthOf(result, 'number_input_tokens'),
        output_length: lengthOf(result, 'number_output_tokens'),
        countsAttempts: false,
      },
      latency: { path: root, ...times, itl: interToken(times, lengthOf(result, 'number_output_tokens'), findings) },
      throughput: {
        path: root,
        output: result.results_mean_output_throughput_token_per_s,
        input: null,
        total: null,
        requests: rate,
      },
    },
    findings,
  );
}

/**
 * Statistics over no requests are NaN, and a single one has no deviation. A client that does not stream writes −1 for
 * the time to first token.
 */
function dropUndefined(document: RawEntry['document'], root: Path, findings: Findings): void {
  const isNothing = document.results_num_completed_requests === 0;
  const isUnstreamed = document.results_ttft_s_mean === -1;
  for (const key of FIGURES) {
    const isUnknown = (isNothing && Number.isNaN(document[key])) || (isUnstreamed && key.startsWith('results_ttft_s_'));
    if (isUnknown) (document as Record<string, unknown>)[key] = null;
  }
  const dispensable = FIGURES.filter((key) => !key.endsWith('_mean'));
  dropBad(document, dispensable, root, findings);
}

type Result = Readonly<Record<string, unknown>>;

function timesIn(result: Result): Record<'ttft' | 'tpot' | 'e2el', TimeStatistics | null> {
  return {
    ttft: statisticsOf(result, 'ttft_s', 's'),
    tpot: statisticsOf(result, 'inter_token_latency_s', 's/token'),
    e2el: statisticsOf(result, 'end_to_end_latency_s', 's'),
  };
}

function statisticsOf(result: Result, name: (typeof LATENCIES)[number], units: 's' | 's/token'): TimeStatistics | null {
  const read = (statistic: string) => result[`results_${name}_${statistic}`] as number | null | undefined;
  const mean = read('mean');
  if (mean === null || mean === undefined) return null;
  const percentiles = PERCENTILES.map((percentile) => [percentile, read(`quantiles_${percentile}`)]);
  return { units, mean, ...Object.fromEntries(percentiles) };
}

function lengthOf(result: Result, name: (typeof LENGTHS)[number]) {
  const [mean, stddev] = ['mean', 'stddev'].map(
    (statistic) => result[`results_${name}_${statistic}`] as number | null | undefined,
  );
  return mean === null || mean === undefined ? null : ({ units: 'count', mean, stddev } as const);
}

/**
 * The mean gap after first tokens: the time that requests took after them divided by the tokens that followed, both as
 * means.
 */
function interToken(
  { ttft, e2el }: ReturnType<typeof timesIn>,
  osl: ReturnType<typeof lengthOf>,
  findings: Findings,
): TimeStatistics | null {
  if (ttft === null || e2el === null || osl === null || osl.mean <= 1) return null;
  if (ttft.mean <= 0 || e2el.mean <= ttft.mean) return null;
  findings.noteOnce(
    'derived-latency',
    'LLMPerf does not state the time per token after the first: mean ITL is calculated as (E2EL − TTFT) ÷ (OSL − 1)',
  );
  return { units: 's/token', mean: (e2el.mean - ttft.mean) / (osl.mean - 1) };
}

const SAMPLING = 'additional_sampling_params_';

function factsIn(document: RawEntry['document']): Facts {
  const facts = new FactCollector().add('beside', document, '', isKnown);
  for (const [key, value] of Object.entries(document)) {
    const isScalar = ['string', 'number', 'boolean'].includes(typeof value);
    if (key.startsWith(SAMPLING) && isScalar) facts.fact('workload', key.slice(SAMPLING.length), value as string);
  }
  for (const key of SPREADS) facts.fact('workload', key, positive(document[key]));
  return facts.facts;
}

const SPREADS = ['stddev_input_tokens', 'stddev_output_tokens'] as const;

/** Root keys that fields of a run are read from, and figures; others come from the user's `--metadata`. */
function isKnown(key: string): boolean {
  return KNOWN.has(key) || key.startsWith('results_') || key.startsWith(SAMPLING);
}

const KNOWN = new Set<string>([
  ...['version', 'name', 'model', 'timestamp', 'mean_input_tokens', 'mean_output_tokens', 'num_concurrent_requests'],
  ...SPREADS,
]);
