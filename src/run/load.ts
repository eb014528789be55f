/** How the concurrency of a run is known. */
export type ConcurrencySource = 'reported' | 'estimated' | 'unknown';

/** The load that a harness put on a deployment. */
export interface Load {
  /** Requests in flight. */
  readonly concurrency: number | null;
  readonly concurrencySource: ConcurrencySource;
  /** Requested arrivals, requests/s; null for a closed loop. */
  readonly rate: number | null;
  /** What else was asked of the arrivals: `at most 64 in flight`, `8 sessions at once`; null for nothing. */
  readonly condition: string | null;
  /** Most requests in flight beside a rate; null where there is no such limit. */
  readonly limit: number | null;
  /** Index of the harness's load stage. */
  readonly stage: number | null;
  /** Requests that were to be sent. */
  readonly prompts: number | null;
  /** Whether the harness looked for it itself, so that nobody asked for it. */
  readonly isFound: boolean;
}

/**
 * What was asked of the server, by which runs are repeats of one point: the reported concurrency, else the requested
 * rate with its condition, else the condition alone, else the stage; a run that states none of them sent all it had. An estimate is never asked
 * for.
 */
export function loadKey(load: Load): string {
  if (load.concurrencySource === 'reported') return `c${load.concurrency}${load.rate === null ? '' : `r${load.rate}`}`;
  if (load.rate !== null) return `r${load.rate} ${load.condition ?? ''}`;
  if (load.condition !== null) return load.condition;
  return load.stage === null ? UNBOUNDED : `s${load.stage}`;
}

const UNBOUNDED = 'unbounded';

/** Ascending: by reported concurrency, then by rate, by its limit, by stage and by estimated concurrency; unknown last. */
export function compareLoads(a: Load, b: Load): number {
  return (
    compare(reportedConcurrency(a), reportedConcurrency(b)) ||
    compare(a.rate, b.rate) ||
    compare(a.limit, b.limit) ||
    compare(a.stage, b.stage) ||
    compare(a.concurrency, b.concurrency)
  );
}

/** Requests in flight as the harness was asked for; null where they are an estimate, or unknown. */
export function reportedConcurrency({ concurrency, concurrencySource }: Load): number | null {
  return concurrencySource === 'reported' ? concurrency : null;
}

function compare(a: number | null, b: number | null): number {
  return (a ?? Number.POSITIVE_INFINITY) === (b ?? Number.POSITIVE_INFINITY)
    ? 0
    : (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}
