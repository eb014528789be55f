import type { Component, Run } from '../run/run.ts';
import { argsOf } from './args.ts';
import { assemble, type Raw } from './assemble.ts';
import { deploymentV02, enginesOf } from './deployment.ts';
import type { Findings } from './finding.ts';
import { harnessName } from './harness.ts';
import { inferencePerfLoop, loadOfArgs, loopOf, type RequestedLoad, stageOf } from './load.ts';
import { dig, kept, positive, word } from './lookup.ts';
import { modelName, modelOfArgs } from './model.ts';
import { isRecord } from './recognise.ts';
import { type InferenceEngine, ISO_DURATION, type ReportV02, reportV02 } from './schema02.ts';
import { dropBadSpread } from './statistics.ts';
import { validate } from './validate.ts';
import { workloadOfArgs, workloadV02 } from './workload.ts';

const AGGREGATE = ['results', 'request_performance', 'aggregate'] as const;

/** Where a v0.2 report keeps statistics that are read. */
const STATISTICS = (
  [
    ['requests', 'input_length'],
    ['requests', 'output_length'],
    ['latency', 'time_to_first_token'],
    ['latency', 'normalized_time_per_output_token'],
    ['latency', 'time_per_output_token'],
    ['latency', 'inter_token_latency'],
    ['latency', 'request_latency'],
    ['throughput', 'input_token_rate'],
    ['throughput', 'output_token_rate'],
    ['throughput', 'total_token_rate'],
    ['throughput', 'request_rate'],
    ['throughput', 'requests_rate'],
  ] as const
).map((path) => [...AGGREGATE, ...path]);

/**
 * Reads a v0.2 or v0.2.1 report.
 *
 * @returns null where the report is refused or holds no run; `findings` say why
 */
export function readV02(document: unknown, file: string, findings: Findings): Run | null {
  for (const path of STATISTICS) dropBadSpread(dig(document, ...path), path, findings);
  const report = validate(reportV02, document, findings);
  if (report === null) return null;
  const engines = enginesOf(report.scenario, findings);
  return findings.hasError ? null : assemble(rawOf(report, engines, file, findings), findings);
}

function rawOf(report: ReportV02, engines: readonly InferenceEngine[], file: string, findings: Findings): Raw {
  const load = report.scenario?.load;
  const standardized = load?.standardized;
  const args = [load?.native?.config, load?.native?.args];
  const { requests, latency, throughput } = report.results.request_performance?.aggregate ?? {};
  const harness = harnessName(standardized?.tool);
  const stage = stageOf(standardized?.stage);
  if ((load?.metadata?.concurrent_with ?? []).length > 0) {
    const path = ['scenario', 'load', 'metadata', 'concurrent_with'];
    findings.warnOnce('shared-load', path, 'another workload ran at the same time: the figures are of both together');
  }
  return {
    file,
    harness,
    harnessVersion: word(standardized?.tool_version),
    model: firstOf(engines, ({ model }) => modelName(model?.name)) ?? firstOf(args, modelOfArgs),
    quantization: firstOf(engines, ({ model }) => word(model?.quantization) ?? word(model?.precision)),
    deployment: deploymentV02(engines, findings),
    components: componentsOf(report),
    treatment: word(load?.metadata?.treatment),
    requestedLoad: requestedLoad(report, harness, args, stage),
    requestedWorkload: (isl, osl) => (standardized ? workloadV02(standardized, isl, osl) : workloadOfArgs(args[0])),
    stage,
    ofSessions: isRecord(report.results.session_performance),
    pods: positive(standardized?.parallelism),
    duration: durationOf(report),
    requests: requests ? { ...requests, countsAttempts: true } : null,
    latency: {
      path: [...AGGREGATE, 'latency'],
      ttft: latency?.time_to_first_token,
      tpot: latency?.time_per_output_token,
      itl: latency?.inter_token_latency,
      e2el: latency?.request_latency,
    },
    throughput: {
      path: [...AGGREGATE, 'throughput'],
      output: throughput?.output_token_rate?.mean ?? null,
      input: throughput?.input_token_rate?.mean ?? null,
      total: throughput?.total_token_rate?.mean ?? null,
      requests: (throughput?.request_rate ?? throughput?.requests_rate)?.mean ?? null,
    },
  };
}

/** The standardized load; where that says nothing, the harness's own arguments. `.inf` says that there is no bound. */
function requestedLoad(
  { scenario }: ReportV02,
  harness: string | null,
  args: readonly unknown[],
  stage: number | null,
): RequestedLoad {
  const { concurrency, rate_qps: rate } = scenario?.load?.standardized ?? {};
  const own = args.map((part) => loadOfArgs(harness, { args: part, stage, complain: null }));
  const ramp = own.find((load) => load.limit !== null && load.rate === null);
  if (ramp !== undefined) return ramp;
  const stated = (value: number | null | undefined) => value !== null && value !== undefined && value !== 0;
  const loop = (harness === 'inference-perf' ? inferencePerfLoop : loopOf)(
    stated(concurrency) ? positive(concurrency) : firstOf(own, (load) => load.concurrency ?? load.limit),
    stated(rate) ? positive(rate) : firstOf(own, (load) => load.rate),
  );
  return loop.rate === null ? loop : { ...loop, burstiness: firstOf(own, (load) => load.burstiness) };
}

function componentsOf({ scenario }: ReportV02): Component[] {
  return (scenario?.stack ?? []).map(({ metadata, standardized, native }) => ({
    name: word(metadata?.label) ?? word(dig(standardized, 'tool')) ?? word(dig(standardized, 'kind')) ?? 'component',
    version: word(dig(standardized, 'tool_version')),
    configHash: metadata?.cfg_id === null || metadata?.cfg_id === undefined ? null : kept(String(metadata.cfg_id)),
    args: argsOf(native?.args),
  }));
}

/** Seconds that the run took, from its duration, else from its start and end; null where not stated. */
function durationOf({ run }: ReportV02): number | null {
  const stated = run.time?.duration;
  if (typeof stated === 'number') return positive(stated);
  const match = typeof stated === 'string' ? ISO_DURATION.exec(stated) : null;
  if (match !== null) {
    const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
    return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  }
  const [start, end] = [run.time?.start, run.time?.end].map((time) => Date.parse(String(time)));
  return positive(((end ?? Number.NaN) - (start ?? Number.NaN)) / 1000);
}

function firstOf<Item, Value>(items: readonly Item[], read: (item: Item) => Value | null): Value | null {
  for (const item of items) {
    const value = read(item);
    if (value !== null) return value;
  }
  return null;
}
