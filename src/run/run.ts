import type { Deployment } from './deployment.ts';
import type { Facts } from './facts.ts';
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

export const STATISTICS = ['mean', 'p50', 'p90', 'p95', 'p99'] as const satisfies (keyof Latency)[];

/** What follows from other figures by the ways of a harness. */
export interface Following {
  /** Mean time per output token after the first, ms: `tpot`, or `itl` where the harness's TPOT counts the first too. */
  readonly timePerToken: number | null;
  /** Requests/s while requests arrived: without the wait for the last answers, which is no saturation. */
  readonly achievedRate: number | null;
}

/** What one harness measured at one load, in canonical units: s, ms, tokens/s, requests/s. Unknown is null. */
export interface Measurement extends Following {
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
  readonly explaining: Explaining;
}

/** Figures that explain others. */
export interface Explaining {
  /** Requests/s within the harness's own objectives, and their share of those that completed, 0 to 1. */
  readonly goodput: number | null;
  readonly sloAttainment: number | null;
  /** Share of input tokens whose keys and values were in a cache, 0 to 1. */
  readonly cacheHitRate: number | null;
  /** Mean number of tokens a step of speculative decoding, the verified one included. */
  readonly acceptanceLength: number | null;
  /** Mean, W, of all GPUs. */
  readonly power: number | null;
  /** Output tokens. */
  readonly tokensPerJoule: number | null;
  /** How many GPUs both are of; null where the file does not say, or there is neither. */
  readonly powerGpus: number | null;
}

export const NO_EXPLAINING: Explaining = {
  ...{ goodput: null, sloAttainment: null, cacheHitRate: null, acceptanceLength: null },
  ...{ power: null, tokensPerJoule: null, powerGpus: null },
};

/** Conversations of several turns, where a harness tells of them. */
export interface Sessions {
  readonly count: number | null;
  /** Mean turns a session, and mean seconds that it took. */
  readonly turns: number | null;
  readonly duration: number | null;
}

/** Figures that may follow from others, where a file does not state them. */
export type DerivedFigure = 'outputThroughput' | 'totalThroughput' | 'isl' | 'osl';

/** A file that tells of a run. */
export interface RunFile {
  /** As shown to the user: relative to the working folder, with forward slashes. */
  readonly shown: string;
  /** From the place that the user gave, with forward slashes: what of the path is a name. */
  readonly path: string;
  /** Name of that place. */
  readonly place: string;
}

/** One load point measured by one harness on one deployment. */
export interface Run {
  /** One or more; the first stands for the run in messages. */
  readonly files: readonly RunFile[];
  readonly harness: string | null;
  readonly harnessVersion: string | null;
  readonly model: string | null;
  readonly quantization: string | null;
  readonly deployment: Deployment;
  readonly workload: Workload;
  readonly load: Load;
  readonly measured: Measurement;
  /** Figures of `measured` that no file states. */
  readonly derived: readonly DerivedFigure[];
  readonly sessions: Sessions | null;
  readonly facts: Facts;
  /** Name of the treatment, a label or a tag, where a file states one. */
  readonly treatment: string | null;
  /** When it ended, or where that is not stated when it began, ISO 8601 in UTC. */
  readonly measuredAt: string | null;
}

/** The file that stands for a run. */
export function fileOf({ files: [file] }: Run): string {
  if (file === undefined) throw new Error('a run without a file');
  return file.shown;
}
