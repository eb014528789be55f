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

/** What follows from other figures, depending on how the harness measures. */
export interface FollowingFigures {
  /**
   * Mean time per output token after the first, ms: `tpot`, or `itl` if the harness's TPOT includes the first token.
   */
  readonly timePerToken: number | null;
  /** Requests/s while requests arrived, without waiting for the last answers, which would look like saturation. */
  readonly achievedRate: number | null;
}

/** What one harness measured at one load, in canonical units: s, ms, tokens/s, requests/s. Null where unknown. */
export interface Measurement extends FollowingFigures {
  readonly duration: number | null;
  /** Requests that completed, failed, and were attempted. */
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
  readonly explaining: ExplainingFigures;
}

/** Explanatory figures. */
export interface ExplainingFigures {
  /** Requests/s that met the harness's own objectives, and their share of completed requests, 0 to 1. */
  readonly goodput: number | null;
  readonly sloAttainment: number | null;
  /** Share of input tokens whose keys and values were cached, 0 to 1. */
  readonly cacheHitRate: number | null;
  /** Mean number of tokens per step of speculative decoding, including the verified one. */
  readonly acceptanceLength: number | null;
  /** Mean power of all GPUs, W. */
  readonly power: number | null;
  /** Energy per output token. */
  readonly tokensPerJoule: number | null;
  /** How many GPUs both cover; null if the file does not say, or states neither. */
  readonly powerGpus: number | null;
}

export const NO_EXPLAINING: ExplainingFigures = {
  ...{ goodput: null, sloAttainment: null, cacheHitRate: null, acceptanceLength: null },
  ...{ power: null, tokensPerJoule: null, powerGpus: null },
};

/** Multi-turn conversations, if a harness reports them. */
export interface Sessions {
  readonly count: number | null;
  /** Mean number of turns per session, and mean duration in seconds. */
  readonly turns: number | null;
  readonly duration: number | null;
}

/** Figures that may be derived from others if a file does not state them. */
export type DerivedFigure = 'outputThroughput' | 'totalThroughput' | 'isl' | 'osl';

/** A file that describes a run. */
export interface RunFile {
  /** As displayed: relative to the working folder, with forward slashes. */
  readonly shown: string;
  /** Relative to the place that the user gave, with forward slashes: the part of the path that is a name. */
  readonly path: string;
  /** Name of that place. */
  readonly place: string;
}

/** One load point, measured by one harness on one deployment. */
export interface Run {
  /** At least one; the first represents the run in messages. */
  readonly files: readonly RunFile[];
  readonly harness: string | null;
  readonly harnessVersion: string | null;
  readonly model: string | null;
  readonly quantization: string | null;
  readonly deployment: Deployment;
  readonly workload: Workload;
  readonly load: Load;
  readonly measured: Measurement;
  /** Names of figures in `measured` that no file states. */
  readonly derived: readonly DerivedFigure[];
  readonly sessions: Sessions | null;
  readonly facts: Facts;
  /** Name of the treatment, a label or a tag, if a file states one. */
  readonly treatment: string | null;
  /** When it ended or, if that is not stated, when it started; ISO 8601 in UTC. */
  readonly measuredAt: string | null;
}

/** The file that represents a run. */
export function fileOf({ files: [file] }: Run): string {
  if (file === undefined) throw new Error('a run without a file');
  return file.shown;
}
