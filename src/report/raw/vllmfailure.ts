import { append } from '../../run/append.ts';
import type { Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import { Findings } from '../finding.ts';
import type { Harness } from '../harness.ts';
import { count, word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { workloadOfArgs } from '../requestedworkload.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { deploymentOfRoot, isRootKey, quantizationOfRoot, spelled } from './rootkeys.ts';

/*
 * What `vllm bench sweep` leaves of a run that failed, `run=0.failure.json`, and of a server that did not start,
 * `SERVE-…-failure.json`: what it overrode, not the arguments that all runs have, which results beside it tell. Source: vllm/benchmarks/sweep/serve.py
 * in vllm-project/vllm. The text of the error may be a whole command, with its secrets: it is not repeated.
 */

/** @param of the harness that ran, which also knows where its load is stated */
export function failureOf(of: () => Harness): RawFormat {
  return {
    name: 'vLLM bench sweep',
    mayHold: (keys) => keys.has('error_type') && (keys.has('run_number') || keys.has('serve_overrides')),
    isSure: (text) => /"(serve|bench)_overrides"/.test(text),
    holds: ({ error_type: type, serve_overrides: overrides }) => typeof type === 'string' && isRecord(overrides),
    entries: ONE_RUN,
    isBare: true,
    read: (entry, findings) => read(of(), entry, findings),
  };
}

/** Marks the file of a failed run in its name. */
export const FAILED_RUN = /(?<=^run=\d+\.)failure$/;

/** Number of a warm-up run. */
export const WARM_UP = -1;

function read(of: Harness, { document, file, root }: RawEntry, findings: Findings): Run | null {
  if (document.run_number === WARM_UP) {
    findings.noteOnce('no-measurement', 'warm-up of vllm bench sweep that failed, not a measured run: left out');
    return null;
  }
  const path = [...root, 'error_type'];
  const type = word(document.error_type) ?? 'an error';
  if (!isRecord(document.bench_overrides)) {
    findings.warn('failed-run', path, `the server of a vllm bench sweep did not start (${type}): no load was measured`);
    return null;
  }
  const args = argumentsIn(document.serve_overrides, document.bench_overrides);
  const prompts = count(args.num_prompts);
  const all = prompts === null ? 'all of its requests' : `all of its ${prompts} requests`;
  findings.warn('failed-run', path, `a run of vllm bench sweep failed (${type}): ${all} count as failed`);
  const requestedLoad = of.loadOf({ args, stage: null, complain: { findings, path: [...root, 'bench_overrides'] } });
  if (findings.hasError) return null;
  const doubts = new Findings();
  const run = assemble(
    {
      ...UNSTATED,
      file,
      harness: of,
      model: modelName(args.model),
      quantization: quantizationOfRoot(args),
      deployment: deploymentOfRoot(args),
      facts: new FactCollector().add('beside', args, '', (key) => isKnown(key, args[key])).facts,
      requestedLoad,
      requestedWorkload: () => workloadOfArgs(args),
      prompts,
      requests: { total: 0, failures: prompts ?? 1, countsAttempts: false },
      latency: { path: root, ttft: null, tpot: null, itl: null, e2el: null },
      throughput: { path: root, output: null, input: null, total: null, requests: null },
    },
    doubts,
  );
  // Lengths are those of the results next to it.
  append(
    findings.list,
    doubts.list.filter(({ code }) => code !== 'unknown-length'),
  );
  return run;
}

/** Overrides for the server and then for the benchmark, in the form that other runs' results have. */
function argumentsIn(...overrides: readonly unknown[]): Readonly<Record<string, unknown>> {
  const entries = overrides.flatMap((some) => (isRecord(some) ? Object.entries(some) : []));
  return Object.fromEntries(entries.map(([key, value]) => [spelled(key), value]));
}

function isKnown(key: string, value: unknown): boolean {
  return KNOWN.has(key) || isRootKey(key, value) || /(input|output)_len$/.test(key);
}

const KNOWN = new Set(['model', 'num_prompts', 'request_rate', 'max_concurrency', 'burstiness']);
