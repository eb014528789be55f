import type { Component, Run } from '../run/run.ts';
import { argsOf } from './args.ts';
import { assemble, type Raw } from './assemble.ts';
import { deploymentV01 } from './deployment.ts';
import type { Findings } from './finding.ts';
import { harnessName } from './harness.ts';
import { loadOfArgs, stageOf } from './load.ts';
import { dig, kept, positive, word } from './lookup.ts';
import { modelName, modelOfArgs } from './model.ts';
import { type ReportV01, reportV01 } from './schema01.ts';
import { dropBadSpread } from './statistics.ts';
import { validate } from './validate.ts';
import { workloadOfArgs } from './workload.ts';

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

/** Harnesses whose `total` counts all requests that were tried, failures among them. */
const TOTAL_COUNTS_ATTEMPTS = new Set(['guidellm', 'inference-perf']);

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

function rawOf(report: ReportV01, file: string, findings: Findings): Raw {
  const { scenario, metrics } = report;
  const { requests, latency, throughput } = metrics;
  const harness = harnessName(scenario.load.name);
  const stage = stageOf(dig(scenario.load.metadata, 'stage'));
  return {
    file,
    harness,
    harnessVersion: null,
    model: modelName(scenario.model.name) ?? modelOfArgs(scenario.load.args),
    quantization: word(scenario.model.quantization),
    deployment: deploymentV01(scenario.host, findings),
    components: componentsOf(report),
    treatment: treatmentOf(report),
    requestedLoad: loadOfArgs(harness, {
      args: scenario.load.args,
      stage,
      complain: { findings, path: ['scenario', 'load', 'args'] },
    }),
    requestedWorkload: () => workloadOfArgs(scenario.load.args),
    stage,
    ofSessions: dig(scenario.load.metadata, 'file_type') === 'session_lifecycle',
    pods: positive(dig(scenario.load.metadata, 'load_parallel')),
    duration: metrics.time.duration,
    requests: { ...requests, countsAttempts: harness !== null && TOTAL_COUNTS_ATTEMPTS.has(harness) },
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

function componentsOf({ scenario }: ReportV01): Component[] {
  return (scenario.platform?.engine ?? []).map((engine) => ({
    name: word(engine.name) ?? 'engine',
    version: engine.version === null || engine.version === undefined ? null : kept(String(engine.version)),
    configHash: null,
    args: argsOf(engine.args),
  }));
}

function treatmentOf({ metadata, scenario }: ReportV01): string | null {
  return (
    word(dig(scenario.load.metadata, 'treatment')) ??
    word(dig(scenario.metadata, 'treatment')) ??
    word(dig(metadata, 'treatment'))
  );
}
