import type { Facts } from '../run/facts.ts';
import type { Run } from '../run/run.ts';
import { isField, isOwnField, specified } from './arguments.ts';
import { assemble, type RawReport, type Requests, UNSTATED } from './assemble.ts';
import { requestsOf, windowOf } from './counts.ts';
import { FactCollector } from './factcollector.ts';
import type { Findings } from './finding.ts';
import type { Harness } from './harness.ts';
import { harnessOf } from './harnesses.ts';
import { dig, kept, positive, word } from './lookup.ts';
import { modelName, modelOfArgs } from './model.ts';
import { momentOf } from './moment.ts';
import { deploymentV01 } from './reporteddeployment.ts';
import { NO_LOAD, stageOf } from './requestedload.ts';
import { workloadOfArgs } from './requestedworkload.ts';
import { type ReportV01, reportV01 } from './schema01.ts';
import { ofStage } from './stages.ts';
import { dropBadSpread } from './statistics.ts';
import { addParts, type Part, quantizationIn } from './system.ts';
import { validate } from './validate.ts';

/** Where a v0.1 report keeps statistics. */
const STATISTICS = [
  ['metrics', 'requests', 'input_length'],
  ['metrics', 'requests', 'output_length'],
  ['metrics', 'latency', 'time_to_first_token'],
  ['metrics', 'latency', 'normalized_time_per_output_token'],
  ['metrics', 'latency', 'time_per_output_token'],
  ['metrics', 'latency', 'inter_token_latency'],
  ['metrics', 'latency', 'request_latency'],
] as const;

/**
 * Reads a v0.1 report.
 *
 * @returns null where the report is refused or holds no run; `findings` say why
 */
export function readV01(document: unknown, file: string, findings: Findings): Run | null {
  for (const path of STATISTICS) dropBadSpread(dig(document, ...path), path, findings);
  const report = validate(reportV01, document, findings);
  if (report === null) return null;
  const raw = rawOf(report, file, findings);
  return findings.hasError ? null : assemble(raw, findings);
}

function rawOf(report: ReportV01, file: string, findings: Findings): RawReport {
  const { scenario, metrics } = report;
  const { latency, throughput } = metrics;
  const harness = harnessOf(scenario.load.name);
  const stage = stageOf(dig(scenario.load.metadata, 'stage'));
  const args = ofStage(scenario.load.args, stage);
  const requests = countedIn(report, harness, args, findings);
  const facts = factsIn(report);
  return {
    ...UNSTATED,
    zeroIsUnstated: true,
    file,
    harness,
    model: modelName(scenario.model.name) ?? modelOfArgs(scenario.load.args),
    quantization: word(scenario.model.quantization) ?? quantizationIn(facts),
    deployment: deploymentV01(scenario.host, findings),
    facts,
    treatment: treatmentOf(report),
    measuredAt: momentOf(metrics.time.stop ?? metrics.time.start),
    requestedLoad:
      harness?.loadOf({
        args,
        stage,
        complain: { findings, path: ['scenario', 'load', 'args'] },
      }) ?? NO_LOAD,
    requestedWorkload: () => (harness?.workloadOf ?? workloadOfArgs)(args, stage),
    stage: harness === null || harness.hasStages ? stage : null,
    prompts: harness?.promptsOf(args) ?? null,
    ofSessions: dig(scenario.load.metadata, 'file_type') === 'session_lifecycle',
    pods: positive(dig(scenario.load.metadata, 'load_parallel')),
    duration:
      harness?.timesLoad.v01 === false ? windowOf(requests, throughput.requests_per_sec) : metrics.time.duration,
    requests,
    latency: {
      path: ['metrics', 'latency'],
      ttft: latency.time_to_first_token,
      tpot: latency.time_per_output_token,
      itl: latency.inter_token_latency,
      e2el: latency.request_latency,
    },
    throughput: {
      path: ['metrics', 'throughput'],
      output: throughput.output_tokens_per_sec ?? null,
      input: throughput.input_tokens_per_sec ?? null,
      total: throughput.total_tokens_per_sec,
      requests: throughput.requests_per_sec ?? null,
    },
  };
}

function countedIn({ metrics }: ReportV01, harness: Harness | null, args: unknown, findings: Findings): Requests {
  const { time, requests, throughput } = metrics;
  const rate = throughput.requests_per_sec ?? null;
  const beside = {
    harness,
    path: ['metrics', 'requests'],
    countsAttempts: harness?.counts.total === 'attempts',
    // In a run that took no time, nothing was sent.
    prompts: time.duration > 0 ? (harness?.promptsOf(args) ?? null) : null,
    maySum: false,
    answered: rate === null || time.duration === 0 ? null : rate * time.duration,
  };
  return requestsOf(requests, beside, findings);
}

/** What a report states about engines, load generator and itself that is not read into fields. */
function factsIn({ scenario, metadata }: ReportV01): Facts {
  const facts = new FactCollector();
  addParts(partsOf(scenario), facts);
  return facts
    .add('beside', scenario.host?.metadata, 'host ')
    .add('beside', scenario.platform?.metadata, 'platform ')
    .add('harness', specified(scenario.load.args), '', isOwnField)
    .add('beside', scenario.load.metadata, '', isField)
    .add('beside', scenario.metadata, '', isField)
    .add('beside', metadata, '', isField).facts;
}

function partsOf({ platform, host }: ReportV01['scenario']): Part[] {
  const engines = platform?.engine ?? [];
  const types = host?.type ?? [];
  const isSplit = types.length === engines.length && types.some((type) => type !== 'replica');
  return engines.map(({ name, version, args, metadata }, index) => ({
    name: word(name) ?? 'engine',
    role: isSplit ? (types[index] ?? null) : null,
    version: version === null || version === undefined ? null : kept(String(version)),
    configHash: null,
    arguments: [args, metadata],
  }));
}

function treatmentOf({ metadata, scenario }: ReportV01): string | null {
  return (
    word(dig(scenario.load.metadata, 'treatment')) ??
    word(dig(scenario.metadata, 'treatment')) ??
    word(dig(metadata, 'treatment'))
  );
}
