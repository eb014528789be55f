import { z } from 'zod';
import type { Facts } from '../../run/facts.ts';
import { deploymentOf } from '../../run/label.ts';
import { type ExplainingFigures, NO_EXPLAINING, type Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings, Path } from '../finding.ts';
import { harness } from '../harness.ts';
import { count, dig, given, positive, word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { closedLoop, NO_LOAD, type RequestedLoad } from '../requestedload.ts';
import type { RequestedWorkload } from '../requestedworkload.ts';
import { dropBad, type TimeStatistics } from '../statistics.ts';
import { validate } from '../validate.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';

/*
 * What `trtllm-bench throughput` and `latency` write with `--report_json`. Source: tensorrt_llm/bench/dataclasses/reporting.py
 * in NVIDIA/TensorRT-LLM. One engine in the same process serves, so its world is the deployment. Times are in ms and of
 * all requests; those to the first token are there where the benchmark streams. `--concurrency` is not stated: the mean
 * number of requests in flight is a measurement, the same as by Little's law.
 */

const quantity = z.number().nonnegative();
const text = z.string().nullish();
const statistic = quantity.nullish();
const percentiles = z.lazy(() =>
  z.looseObject({ p50: statistic, p90: statistic, p95: statistic, p99: statistic }).nullish(),
);
const schema = z.lazy(() =>
  z.looseObject({
    engine: z.looseObject({ model: text, model_path: text, version: text, quantization: text }),
    world_info: z.looseObject({ world_size: z.number().int().positive() }),
    request_info: z.looseObject({
      num_requests: quantity,
      avg_num_concurrent_requests: statistic,
      avg_input_length: statistic,
      avg_output_length: statistic,
    }),
    performance: z.looseObject({
      total_latency_ms: quantity,
      avg_request_latency_ms: statistic,
      request_throughput_req_s: quantity,
      system_output_throughput_tok_s: quantity,
      system_total_throughput_tok_s: statistic,
      request_latency_percentiles_ms: percentiles,
    }),
    streaming_metrics: z
      .looseObject({
        ...{ avg_ttft_ms: statistic, avg_tpot_ms: statistic },
        ...{ ttft_percentiles: percentiles, tpot_percentiles: percentiles },
      })
      .nullish(),
  }),
);
type Report = z.infer<typeof schema>;

const REPORT: RawFormat = {
  name: 'trtllm-bench report',
  mayHold: (keys) =>
    keys.has('world_info') || (keys.has('engine') && (keys.has('machine') || keys.has('request_info'))),
  isSure: (text) => /"(engine_dir|tp_size|world_size|avg_num_concurrent_requests)"\s*:/.test(text),
  holds: ({ world_info: world, request_info: requests, performance }) =>
    isRecord(performance) && (isRecord(world) || isRecord(requests)),
  entries: ONE_RUN,
  read,
};

export const TRTLLM_BENCH = harness('trtllm-bench', 'trtllm-bench', { formats: [REPORT] });

const SPREAD = ['p50', 'p90', 'p95', 'p99', 'minimum', 'maximum'] as const;
const PERCENTILES: readonly Path[] = [
  ['performance', 'request_latency_percentiles_ms'],
  ['streaming_metrics', 'ttft_percentiles'],
  ['streaming_metrics', 'tpot_percentiles'],
];

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  for (const path of PERCENTILES) dropBad(dig(document, ...path), SPREAD, [...root, ...path], findings);
  const report = validate(schema, document, findings, root);
  if (report === null) return null;
  const { engine, performance, request_info: requests, streaming_metrics: streaming } = report;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: TRTLLM_BENCH,
      harnessVersion: word(engine.version),
      model: modelName(engine.model) ?? modelName(given(engine.model_path)),
      quantization: given(engine.quantization),
      deployment: deploymentIn(report),
      facts: factsIn(report),
      requestedLoad: loadOf(file, requests.avg_num_concurrent_requests ?? null, findings),
      requestedWorkload: () => workloadOf(report),
      prompts: requests.num_requests,
      duration: performance.total_latency_ms / 1000,
      requests: {
        total: requests.num_requests,
        failures: null,
        input_length: lengthOf(requests.avg_input_length),
        output_length: lengthOf(requests.avg_output_length),
        countsAttempts: false,
      },
      explaining: explainingIn(report),
      latency: {
        path: root,
        ttft: time(streaming?.avg_ttft_ms, streaming?.ttft_percentiles, 'ms'),
        tpot: time(streaming?.avg_tpot_ms, streaming?.tpot_percentiles, 'ms/token'),
        itl: null,
        e2el: time(performance.avg_request_latency_ms, performance.request_latency_percentiles_ms, 'ms'),
      },
      throughput: {
        path: [...root, 'performance'],
        output: performance.system_output_throughput_tok_s,
        input: null,
        total: performance.system_total_throughput_tok_s ?? null,
        requests: performance.request_throughput_req_s,
      },
    },
    findings,
  );
}

function time(
  mean: number | null | undefined,
  spread: z.infer<typeof percentiles>,
  units: TimeStatistics['units'],
): TimeStatistics | null {
  if (mean == null) return null;
  const { p50, p90, p95, p99 } = spread ?? {};
  return { units, mean, p50, p90, p95, p99 };
}

function lengthOf(mean: number | null | undefined): { units: 'count'; mean: number } | null {
  return mean == null ? null : { units: 'count', mean };
}

/** The concurrency in the name of a folder or the file: `report-c64.json`, `concurrency_64/`. */
const NAMED = /(?:^|[^a-z])(?:concurrency|conc|c)[-_=]?(\d+)(?![\d.]*\d)/gi;
/** A closed loop keeps at least this share of the requested concurrency in flight on average. */
const LEAST_IN_FLIGHT = 0.8;

/** The concurrency in the file's name, if what was measured is that or slightly less; otherwise none. */
function loadOf(file: string, measured: number | null, findings: Findings): RequestedLoad {
  const named = [...file.matchAll(NAMED)].map(([, digits]) => Number(digits));
  const asked = named.findLast(
    (number) => measured !== null && measured <= number * 1.001 && measured >= number * LEAST_IN_FLIGHT,
  );
  if (asked !== undefined) return closedLoop(asked);
  const advice =
    'trtllm-bench does not write the requested concurrency: put it in the file name, as in report-c64.json';
  findings.noteOnce('unstated-concurrency', advice);
  return NO_LOAD;
}

/** Lengths of a data set if all its prompts, or outputs, have the same. */
function workloadOf(report: Report): RequestedWorkload {
  const fixed = (name: string) => {
    const [least, most] = ['minimum', 'maximum'].map((key) => positive(dig(report.dataset, name, key)));
    return least === most ? (least ?? null) : null;
  };
  return { isl: fixed('isl_stats'), osl: fixed('osl_stats'), prefix: null };
}

function deploymentIn({ world_info: world, machine }: Report): Run['deployment'] {
  const size = (name: string) => count(world[name]);
  const sizes = { tp: size('tp_size'), dp: 1, pp: size('pp_size'), ep: size('ep_size') };
  const role = { role: 'replica', replicas: 1, ...sizes, accelerator: word(dig(machine, 'name')) } as const;
  return deploymentOf([role], world.world_size);
}

function factsIn({ engine, world_info: world, decoding_stats: decoding }: Report): Facts {
  return new FactCollector()
    .add('arguments', engine, '', (key) => ENGINE.has(key))
    .add('arguments', world, '', (key) => WORLD.has(key))
    .fact('setup', 'speculative decoding', word(dig(decoding, 'mode')))
    .fact('environment', 'tensorrt-llm version', word(engine.version)).facts;
}

/** What fields of a run are read from; the sending rate is a measurement. */
const ENGINE = new Set(['model', 'model_path', 'engine_dir', 'version', 'quantization']);
const WORLD = new Set(['tp_size', 'pp_size', 'ep_size', 'world_size', 'issue_rate']);

/**
 * Acceptance in speculative decoding, a mean over requests. Energy is only read if a single GPU serves: nothing says
 * whether it includes that of others.
 */
function explainingIn({ decoding_stats: decoding, energy, world_info: world }: Report): ExplainingFigures {
  const isOne = world.world_size === 1;
  return {
    ...NO_EXPLAINING,
    acceptanceLength: positive(dig(decoding, 'acceptance_length_percentiles', 'average')),
    power: isOne ? positive(dig(energy, 'average_gpu_power')) : null,
    tokensPerJoule: isOne ? positive(dig(energy, 'output_tps_per_w')) : null,
  };
}
