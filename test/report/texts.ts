import { dump } from 'js-yaml';
import { fill, type UserStatement } from '../../src/report/fill.ts';
import { Findings } from '../../src/report/finding.ts';
import { problemsOf, type Reading, ReportReader, withoutPositions } from '../../src/report/read.ts';
import type { Problem } from '../../src/run/problem.ts';
import type { Run } from '../../src/run/run.ts';

/** Values by dotted path, `scenario.host.type.0`; undefined takes the key away. */
export type Changes = Readonly<Record<string, unknown>>;

type Tree = Record<string, unknown>;

/** A v0.1 report as the vLLM converter writes it: run-only, closed loop. */
export function v01(changes: Changes = {}): Tree {
  return changed(
    {
      version: '0.1',
      scenario: {
        model: { name: 'meta-llama/Llama-3.1-70B-Instruct' },
        load: {
          name: 'vllm-benchmark',
          args: { num_prompts: 320, request_rate: 'inf', burstiness: 1, max_concurrency: 32 },
        },
      },
      metrics: {
        time: { duration: 120.5, start: 1768132346 },
        requests: {
          total: 320,
          input_length: { units: 'count', mean: 9999 },
          output_length: { units: 'count', mean: 1000 },
        },
        latency: {
          time_to_first_token: { units: 'ms', mean: 400, stddev: 20, p50: 390, p90: 450, p95: 470, p99: 500 },
          time_per_output_token: { units: 'ms/token', mean: 12, p50: 11, p90: 14, p95: 15, p99: 19 },
          inter_token_latency: { units: 'ms/token', mean: 12.5, p50: 11.5, p90: 16, p95: 18, p99: 30 },
          request_latency: { units: 'ms', mean: 12_400, p50: 12_300, p90: 12_900, p95: 13_000, p99: 13_500 },
        },
        throughput: { output_tokens_per_sec: 2500, total_tokens_per_sec: 27_500, requests_per_sec: 2.5 },
      },
    },
    changes,
  );
}

/** A host of like engines, for `scenario.host`: `{ replica: 2 }`, `{ prefill: 1, decode: 3 }`. */
export function host(
  counts: Readonly<Record<string, number>>,
  accelerator: Tree = { model: 'H100', count: 4, parallelism: { tp: 4 } },
): Tree {
  const type = Object.entries(counts).flatMap(([name, count]) => Array<string>(count).fill(name));
  return { type, accelerator: type.map(() => structuredClone(accelerator)) };
}

/** A v0.2 report as today's inference-perf converter writes it, on two replicas of TP4. */
export function v02(changes: Changes = {}): Tree {
  return changed(
    {
      version: '0.2',
      run: {
        uid: 'b6a1',
        eid: 'e',
        cid: 'c',
        pid: 'p',
        time: { start: '2026-05-01T10:00:00Z', end: '2026-05-01T10:02:00Z', duration: 'PT120.5S' },
        user: 'namespace=bench',
      },
      scenario: {
        stack: [engine()],
        load: {
          metadata: { schema_version: '0.0.1', cfg_id: 'load' },
          standardized: {
            tool: 'inference-perf',
            tool_version: '0.3.0',
            parallelism: 1,
            source: 'random',
            stage: 0,
            input_seq_len: { distribution: 'fixed', value: 9999 },
            output_seq_len: { distribution: 'fixed', value: 1000 },
            concurrency: 32,
          },
          native: { args: {} },
        },
      },
      results: {
        request_performance: {
          aggregate: {
            requests: {
              total: 320,
              failures: 0,
              input_length: { units: 'count', mean: 10_003.5 },
              output_length: { units: 'count', mean: 998.25 },
            },
            latency: {
              time_to_first_token: { units: 's', mean: 0.4, p50: 0.39, p90: 0.45, p95: 0.47, p99: 0.5 },
              time_per_output_token: { units: 's/token', mean: 0.012, p50: 0.011 },
              inter_token_latency: { units: 's/token', mean: 0.0125 },
              request_latency: { units: 's', mean: 12.4, p99: 13.5 },
            },
            throughput: {
              output_token_rate: { units: 'tokens/s', mean: 2500 },
              total_token_rate: { units: 'tokens/s', mean: 27_500 },
              request_rate: { units: 'queries/s', mean: 2.5 },
            },
          },
        },
      },
    },
    changes,
  );
}

/** A component of the kind `inference_engine`. */
export function engine(changes: Changes = {}): Tree {
  return changed(
    {
      metadata: { label: 'engine', cfg_id: '17ab' },
      standardized: {
        kind: 'inference_engine',
        tool: 'vllm',
        tool_version: 'v0.11.0',
        role: 'replica',
        replicas: 2,
        model: { name: 'meta-llama/Llama-3.1-70B-Instruct' },
        accelerator: {
          model: 'H100',
          count: 4,
          parallelism: { tp: 4, dp: 1, dp_local: 1, workers: 1, ep: 1, pp: 1 },
        },
      },
      native: { args: { 'max-model-len': '16000' }, envars: {} },
    },
    changes,
  );
}

export const AGGREGATE = 'results.request_performance.aggregate';

export function yaml(document: unknown): string {
  return dump(document, { lineWidth: -1 });
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const NOTHING_STATED: UserStatement = { gpus: null, accelerator: null, label: null };

interface Circumstances {
  readonly path?: string;
  readonly stated?: Partial<UserStatement>;
  /** Texts of files in the same folder, by name; undefined where one cannot be read. */
  readonly beside?: Readonly<Record<string, string | undefined>>;
}

/** Reads a document, a text or bytes as one file; named as the converters name reports unless told otherwise. */
export function read(content: unknown, circumstances: Circumstances = {}): Reading {
  const [reading, ...others] = readAll(content, circumstances);
  if (reading === undefined || others.length > 0) throw new Error(`expected one reading, found ${others.length + 1}`);
  return reading;
}

/** As `read`, for a file that may hold several runs. */
export function readAll(
  content: unknown,
  { path = 'r/benchmark_report.yaml', stated = {}, beside = {} }: Circumstances = {},
): Reading[] {
  const lying = (name: string) => (name in beside ? beside[name] : null);
  const bytes =
    content instanceof Uint8Array ? content : bytesOf(typeof content === 'string' ? content : yaml(content));
  return new ReportReader().read({ path, bytes, limit: null, beside: lying }).map((reading) => filled(reading, stated));
}

/** A reading with what is stated filled in, as it is for a measurement of one file. */
export function filled(reading: Reading, stated: Partial<UserStatement> = {}): Reading {
  if (reading.run === null) return reading;
  const findings = new Findings();
  const run = fill(reading.run, { ...NOTHING_STATED, ...stated }, findings);
  return { ...reading, run, located: [...reading.located, ...withoutPositions(findings)] };
}

/** The run in a report; fails where there is none. */
export function runOf(content: unknown, circumstances: Circumstances = {}): Run {
  const reading = read(content, circumstances);
  if (reading.run === null) throw new Error(`no run: ${problemsOf([reading])[0]?.message}`);
  return reading.run;
}

/** What is said of a file. */
export function problemsIn(content: unknown, circumstances: Circumstances = {}): Problem[] {
  return problemsOf(readAll(content, circumstances));
}

/** Codes of what is said of a file, without the notices on what the report leaves unknown. */
export function codesIn(content: unknown, circumstances: Circumstances = {}): string[] {
  return problemsIn(content, circumstances)
    .filter(({ severity }) => severity !== 'notice')
    .map(({ code }) => code);
}

/** Line, counted from 1, of the `nth` place where a text stands. */
export function lineOf(text: string, wanted: string, nth = 1): number {
  const lines = text.split(/\r?\n/).flatMap((line, index) => (line.includes(wanted) ? [index + 1] : []));
  const line = lines[nth - 1];
  if (line === undefined) throw new Error(`“${wanted}” stands in ${lines.length} lines, not in ${nth}`);
  return line;
}

function changed(document: Tree, changes: Changes): Tree {
  for (const [path, value] of Object.entries(changes)) set(document, path.split('.'), value);
  return document;
}

function set(parent: Tree, [key = '', ...others]: readonly string[], value: unknown): void {
  if (others.length > 0) {
    parent[key] ??= {};
    set(parent[key] as Tree, others, value);
  } else if (value === undefined) delete parent[key];
  else parent[key] = structuredClone(value);
}
