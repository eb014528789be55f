/** How the concurrency of a run is known. */
export type ConcurrencySource = 'reported' | 'estimated' | 'unknown';

/** The load that a harness put on a deployment. */
export interface Load {
  /** Requests in flight. */
  readonly concurrency: number | null;
  readonly concurrencySource: ConcurrencySource;
  /** Requested arrivals, requests/s; null in a closed loop. */
  readonly rate: number | null;
  /** What else was requested of the arrivals: `at most 64 in flight`, `8 sessions at once`; null if nothing. */
  readonly condition: string | null;
  /** The most requests in flight, where there is a rate; null if unlimited. */
  readonly limit: number | null;
  /** Index of the harness's load stage. */
  readonly stage: number | null;
  /** How many requests were to be sent. */
  readonly prompts: number | null;
  /** Whether the harness found the load itself, so that nobody requested it. */
  readonly isFound: boolean;
}

/**
 * What was requested of the server; runs that agree in it are repeats of a point. It is the reported concurrency,
 * otherwise the requested rate with its condition, otherwise the condition alone, otherwise the stage; a run that
 * states none of these sent everything at once. Estimates are never part of it.
 */
export function loadKey(load: Load): string {
  if (load.concurrencySource === 'reported') return `c${load.concurrency}${load.rate === null ? '' : `r${load.rate}`}`;
  if (load.rate !== null) return `r${load.rate} ${load.condition ?? ''}`;
  if (load.condition !== null) return load.condition;
  return load.stage === null ? UNBOUNDED : `s${load.stage}`;
}

const UNBOUNDED = 'unbounded';

/** Ascending by reported concurrency, then by rate, limit, stage and estimated concurrency; unknown values last. */
export function compareLoads(a: Load, b: Load): number {
  return (
    compare(reportedConcurrency(a), reportedConcurrency(b)) ||
    compare(a.rate, b.rate) ||
    compare(a.limit, b.limit) ||
    compare(a.stage, b.stage) ||
    compare(a.concurrency, b.concurrency)
  );
}

/** The requested number of requests in flight; null if it is an estimate, or unknown. */
export function reportedConcurrency({ concurrency, concurrencySource }: Load): number | null {
  return concurrencySource === 'reported' ? concurrency : null;
}

/** The requested number of requests in flight, whether maintained or only a limit. */
export function requestedConcurrency(load: Load): number | null {
  return reportedConcurrency(load) ?? load.limit;
}

function compare(a: number | null, b: number | null): number {
  return (a ?? Number.POSITIVE_INFINITY) === (b ?? Number.POSITIVE_INFINITY)
    ? 0
    : (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}
