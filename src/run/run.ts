import type { Deployment } from './deployment.ts';
import type { Load } from './load.ts';
import type { Workload } from './workload.ts';

/** A latency over the requests of one run, in ms (TPOT and ITL: ms per token). */
export interface Latency {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** What one harness measured at one load, in canonical units: s, ms, tokens/s, requests/s. Unknown is null. */
export interface Measurement {
  readonly duration: number | null;
  /** Requests that completed, that failed, and that were tried. */
  readonly completed: number | null;
  readonly failures: number | null;
  readonly attempts: number | null;
  readonly outputThroughput: number | null;
  readonly totalThroughput: number | null;
  readonly requestThroughput: number | null;
  readonly ttft: Latency | null;
  readonly tpot: Latency | null;
  readonly itl: Latency | null;
  readonly e2el: Latency | null;
  /** Mean input and output sequence length, tokens. */
  readonly isl: number | null;
  readonly osl: number | null;
}

/** A part of the system under test, as far as a report states it: an engine, a scheduler. */
export interface Component {
  readonly name: string;
  /** Engine version or image. */
  readonly version: string | null;
  /** Hash of its configuration (v0.2 `cfg_id`). */
  readonly configHash: string | null;
  /** Arguments, flattened to text. */
  readonly args: ReadonlyMap<string, string>;
}

/** One load point measured by one harness on one deployment. */
export interface Run {
  /** As shown to the user: relative to the working folder, with forward slashes. */
  readonly file: string;
  readonly harness: string | null;
  readonly harnessVersion: string | null;
  readonly model: string | null;
  readonly quantization: string | null;
  readonly deployment: Deployment;
  readonly workload: Workload;
  readonly load: Load;
  readonly measured: Measurement;
  readonly components: readonly Component[];
  /** Name of the treatment where the report states one. */
  readonly treatment: string | null;
}
