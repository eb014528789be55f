import type { Facts } from '../run/facts.ts';
import type { Run } from '../run/run.ts';
import { isField, isOwnField, specified } from './arguments.ts';
import { assemble, countsOf, type RawReport, type Requests, UNSTATED } from './assemble.ts';
import { perCompleted, requestsOf, windowOf } from './counts.ts';
import { FactCollector } from './factcollector.ts';
import type { Findings } from './finding.ts';
import type { Harness } from './harness.ts';
import { harnessOf, ownReport } from './harnesses.ts';
import { dig, kept, positive, word } from './lookup.ts';
import { modelName, modelOfArgs } from './model.ts';
import { momentOf } from './moment.ts';
import { explainingIn, sessionsIn } from './observed.ts';
import { isRecord } from './recognise.ts';
import { deploymentV02, enginesOf } from './reporteddeployment.ts';
import { loopOf, NO_LOAD, type RequestedLoad, stageOf } from './requestedload.ts';
import { hasTurns, NOTHING_ASKED, type RequestedWorkload, workloadOfArgs, workloadV02 } from './requestedworkload.ts';
import { type InferenceEngine, ISO_DURATION, type ReportV02, reportV02 } from './schema02.ts';
import { ofStage, stagesIn } from './stages.ts';
import { dropBadSpread } from './statistics.ts';
import { addParts, type Part, quantizationIn } from './system.ts';
import { validate } from './validate.ts';

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
  if (isWithoutUnits(document)) {
    findings.error('unreadable-format', AGGREGATE, WITHOUT_UNITS);
    return null;
  }
  for (const path of STATISTICS) dropBadSpread(dig(document, ...path), path, findings);
  const report = validate(reportV02, document, findings);
  if (report === null) return null;
  const engines = enginesOf(report.scenario, findings);
  return findings.hasError ? null : assemble(rawOf(report, engines, file, findings), findings);
}

/** A download from prism has lost all units, and its latencies may be 1,000 times what was measured. */
const WITHOUT_UNITS =
  'v0.2 report without units, as downloaded from prism: its latencies may be in s, ms or µs; use the report it was made from, or add units beside each mean';

/** Whether there are statistics with a mean, and none of them has a unit. */
function isWithoutUnits(document: unknown): boolean {
  const blocks = ['latency', 'throughput'].map((name) => dig(document, ...AGGREGATE, name));
  const statistics = blocks.flatMap((block) => (isRecord(block) ? Object.values(block) : []));
  const stated = statistics.filter((one) => typeof dig(one, 'mean') === 'number');
  return stated.length > 0 && stated.every((one) => (dig(one, 'units') ?? null) === null);
}

function rawOf(report: ReportV02, engines: readonly InferenceEngine[], file: string, findings: Findings): RawReport {
  const load = report.scenario?.load;
  const standardized = load?.standardized;
  const { latency, throughput } = report.results.request_performance?.aggregate ?? {};
  const harness = harnessOf(standardized?.tool);
  const facts = factsIn(report);
  const stage = stageOf(standardized?.stage) ?? ownReport(file.replace(/^.*\//, ''))?.stage ?? null;
  const args = [ofStage(load?.native?.config, stage), underscored(load?.native?.args)];
  const rates = {
    output: throughput?.output_token_rate?.mean ?? null,
    input: throughput?.input_token_rate?.mean ?? null,
    total: throughput?.total_token_rate?.mean ?? null,
    requests: (throughput?.request_rate ?? throughput?.requests_rate)?.mean ?? null,
  };
  const requests = countedIn(report, harness, args, rates, findings);
  if (isWhole(report)) {
    const message = 'summary of several tasks: its rates are those of one task at a time, however many ran at once';
    findings.warnOnce('shared-load', [...AGGREGATE, 'throughput'], message);
  }
  if ((load?.metadata?.concurrent_with ?? []).length > 0) {
    const path = ['scenario', 'load', 'metadata', 'concurrent_with'];
    findings.warnOnce('shared-load', path, 'another workload ran at the same time: the figures cover both together');
  }
  return {
    ...UNSTATED,
    zeroIsUnstated: true,
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
    requestedWorkload: (isl, osl) => requestedWorkload(report, harness, args, stage, isl, osl),
    stage: harness === null || harness.hasStages ? stage : null,
    prompts: promptsIn(report, harness, args),
    ofSessions: isRecord(report.results.session_performance),
    pods: isWhole(report) ? null : positive(standardized?.parallelism),
    duration: harness?.timesLoad.v02 === false ? windowOf(requests, rates.requests) : durationOf(report),
    requests,
    latency: {
      path: [...AGGREGATE, 'latency'],
      ttft: latency?.time_to_first_token,
      tpot: latency?.time_per_output_token,
      itl: latency?.inter_token_latency,
      e2el: latency?.request_latency,
    },
    throughput: {
      path: [...AGGREGATE, 'throughput'],
      ...rates,
    },
    explaining: explainingIn(report.results.observability, {
      engines: engines.map(({ replicas }) => replicas ?? 1),
      isOneStage: (stage ?? 0) === 0 && (firstOf(args, stagesIn) ?? 1) === 1,
    }),
    sessions: sessionsIn(report.results.session_performance),
  };
}

/** Whether a report covers the tasks that other reports describe individually. */
export function isWhole(document: unknown): boolean {
  return dig(document, 'scenario', 'load', 'native', 'args', 'aggregation') === 'run-level';
}

function countedIn(
  report: ReportV02,
  harness: Harness | null,
  args: readonly unknown[],
  rates: Omit<RawReport['throughput'], 'path'>,
  findings: Findings,
): Requests | null {
  const { requests } = report.results.request_performance?.aggregate ?? {};
  if (!requests) return null;
  const path = [...AGGREGATE, 'requests'];
  const prompts = firstOf(args, (part) => harness?.promptsOf(part) ?? null);
  const maySum = String(report.version) !== '0.2';
  const beside = { harness, path, countsAttempts: true, prompts, maySum, answered: null };
  const counted = requestsOf(requests, beside, findings);
  return perCompleted(counted, countsOf(counted).completed, rates, path, findings);
}

/** The number in the harness's arguments, otherwise all attempts, since those were to be sent. */
function promptsIn({ results }: ReportV02, harness: Harness | null, args: readonly unknown[]): number | null {
  const own = firstOf(args, (part) => harness?.promptsOf(part) ?? null);
  if (own !== null || harness?.counts.failures !== 'requests') return own;
  return positive(results.request_performance?.aggregate?.requests?.total);
}

/** Options of a command under the names that results give them. */
function underscored(options: unknown): unknown {
  if (!isRecord(options)) return options;
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name.replaceAll('-', '_'), value]));
}

/** The standardized load; where that says nothing, the harness's own arguments. `.inf` means that there is no bound. */
function requestedLoad(
  { scenario }: ReportV02,
  harness: Harness | null,
  args: readonly unknown[],
  stage: number | null,
): RequestedLoad {
  const { concurrency, rate_qps: rate } = scenario?.load?.standardized ?? {};
  const own = args.map((part) => harness?.loadOf({ args: part, stage, complain: null }) ?? NO_LOAD);
  const other = own.find((load) => load.other !== null || (load.limit !== null && load.rate === null));
  if (other !== undefined) return other;
  const stated = (value: number | null | undefined) => value !== null && value !== undefined && value !== 0;
  const loop = (harness?.loopOf ?? loopOf)(
    stated(concurrency) ? positive(concurrency) : firstOf(own, (load) => load.concurrency ?? load.limit),
    stated(rate) ? positive(rate) : firstOf(own, (load) => load.rate),
  );
  const requests = firstOf(own, (load) => load.requests);
  const burstiness = loop.rate === null ? null : firstOf(own, (load) => load.burstiness);
  const arrivals = loop.rate === null ? null : firstOf(own, (load) => load.arrivals);
  return { ...loop, burstiness, requests, arrivals, isFound: own.some(({ isFound }) => isFound) };
}

/** From the harness's own words, which say more than the standardized ones: those may state measured lengths. */
function requestedWorkload(
  { scenario }: ReportV02,
  harness: Harness | null,
  args: readonly unknown[],
  stage: number | null,
  isl: number | null,
  osl: number | null,
): RequestedWorkload {
  const standardized = scenario?.load?.standardized;
  const own = args.map((part) => (harness?.workloadOf ?? workloadOfArgs)(part, stage));
  const stated = standardized === undefined ? NOTHING_ASKED : workloadV02(standardized, isl, osl);
  const isDrawn = own.some((asked) => asked.isDrawn);
  const isOfTurns = standardized !== undefined && hasTurns(standardized);
  return {
    isl: (isOfTurns ? null : firstOf(own, (asked) => asked.isl)) ?? (isDrawn ? null : stated.isl),
    osl: firstOf(own, (asked) => asked.osl) ?? (isDrawn ? null : stated.osl),
    prefix: firstOf(own, (asked) => asked.prefix) ?? stated.prefix,
  };
}

/** What a report states about the stack, the load generator and the run that is not read into fields. */
function factsIn({ scenario, run }: ReportV02): Facts {
  const facts = new FactCollector();
  const load = scenario?.load;
  addParts((scenario?.stack ?? []).map(partOf), facts);
  return facts
    .add('harness', load?.native?.args, '', isOwnField)
    .add('harness', specified(load?.native?.config), '', isOwnField)
    .add('harness', load?.native?.envars, 'env ')
    .add('beside', scenario?.metadata, '', isField)
    .fact('occasion', 'run.uid', run.uid)
    .fact('occasion', 'run.eid', run.eid)
    .fact('occasion', 'run.cid', run.cid)
    .fact('occasion', 'run.description', word(run.description)).facts;
}

type Component = NonNullable<NonNullable<ReportV02['scenario']>['stack']>[number];

/** The label of a component may be that of one pod, so the tool comes first. */
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

/** How many seconds the run took, by its duration, otherwise by its start and end; null where not stated. */
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
