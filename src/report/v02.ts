import type { Facts } from '../run/facts.ts';
import type { Run } from '../run/run.ts';
import { assemble, type Raw } from './assemble.ts';
import { deploymentV02, enginesOf } from './deployment.ts';
import { FactCollector } from './facts.ts';
import type { Findings } from './finding.ts';
import { harnessName } from './harness.ts';
import { inferencePerfLoop, loadOfArgs, loopOf, type RequestedLoad, stageOf } from './load.ts';
import { dig, kept, positive, word } from './lookup.ts';
import { modelName, modelOfArgs } from './model.ts';
import { momentOf } from './moment.ts';
import { isRecord } from './recognise.ts';
import { type InferenceEngine, ISO_DURATION, type ReportV02, reportV02 } from './schema02.ts';
import { dropBadSpread } from './statistics.ts';
import { addParts, type Part, quantizationIn } from './system.ts';
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
  const facts = factsIn(report);
  const stage = stageOf(standardized?.stage) ?? stageOf(PARTIAL.exec(file)?.[1]);
  if ((load?.metadata?.concurrent_with ?? []).length > 0) {
    const path = ['scenario', 'load', 'metadata', 'concurrent_with'];
    findings.warnOnce('shared-load', path, 'another workload ran at the same time: the figures are of both together');
  }
  return {
    file,
    harness,
    harnessVersion: word(standardized?.tool_version),
    model: firstOf(engines, ({ model }) => modelName(model?.name)) ?? firstOf(args, modelOfArgs),
    quantization:
      firstOf(engines, ({ model }) => word(model?.quantization) ?? word(model?.precision)) ?? quantizationIn(facts),
    deployment: deploymentV02(engines, findings),
    facts,
    treatment: word(load?.metadata?.treatment),
    measuredAt: momentOf(report.run.time?.end ?? report.run.time?.start),
    requestedLoad: requestedLoad(report, harness, args, stage),
    requestedWorkload: (isl, osl) => (standardized ? workloadV02(standardized, isl, osl) : workloadOfArgs(args[0])),
    stage,
    prompts: firstOf(args, (part) => positive(dig(part, 'num_prompts'))),
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

/** What inference-perf writes itself has no load; its name tells the stage. */
const PARTIAL = /(?:^|\/)inference-perf\.partial\.stage_(\d+)\.ya?ml$/;

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

/** What a report states of the stack, the load generator and the run beside what is read into fields. */
function factsIn({ scenario, run }: ReportV02): Facts {
  const facts = new FactCollector();
  const load = scenario?.load;
  addParts((scenario?.stack ?? []).map(partOf), facts);
  return facts
    .add('harness', load?.native?.args, '', isKnown)
    .add('harness', load?.native?.config, '', isKnown)
    .add('harness', load?.native?.envars, 'env ')
    .add('beside', scenario?.metadata, '', isKnown)
    .fact('occasion', 'run.uid', run.uid)
    .fact('occasion', 'run.eid', run.eid)
    .fact('occasion', 'run.cid', run.cid)
    .fact('occasion', 'run.description', word(run.description)).facts;
}

/** Of the load: what fields of a run are read from. */
function isKnown(name: string): boolean {
  return KNOWN.has(name) || /(input|output|prefix)[-_]len$/.test(name);
}

const KNOWN = new Set([
  ...['num_prompts', 'request_rate', 'max_concurrency', 'burstiness', 'load', 'loadgen', 'data', 'model', 'server'],
  ...['tokenizer', 'benchmarks', 'spec'],
]);

type Component = NonNullable<NonNullable<ReportV02['scenario']>['stack']>[number];

/** The label of a component may be that of one pod: the tool comes first. */
function partOf({ metadata, standardized, native }: Component): Part {
  const role = word(dig(standardized, 'role'));
  const hash = metadata?.cfg_id;
  return {
    name: word(dig(standardized, 'tool')) ?? word(metadata?.label) ?? word(dig(standardized, 'kind')) ?? 'component',
    role: role === 'prefill' || role === 'decode' ? role : null,
    version: word(dig(standardized, 'tool_version')),
    configHash: hash === null || hash === undefined ? null : kept(String(hash)),
    arguments: [native?.args, native?.envars, native?.config],
  };
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
