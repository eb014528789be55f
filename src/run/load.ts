/** How the concurrency of a run is known. */
export type ConcurrencySource = 'reported' | 'estimated' | 'unknown';

/** The load that a harness put on a deployment. */
export interface Load {
  /** Requests in flight. */
  readonly concurrency: number | null;
  readonly concurrencySource: ConcurrencySource;
  /** Requested arrivals, requests/s; null for a closed loop. */
  readonly rate: number | null;
  /** Index of the harness's load stage. */
  readonly stage: number | null;
}

/**
 * Identity of a load point: the reported concurrency with the requested rate, else the rate, else the stage. Under one
 * limit of concurrency different rates are different loads.
 * Null where nothing tells one load from another; an estimate is never an identity.
 */
export function loadKey(load: Load): string | null {
  const rate = load.rate === null ? '' : `r${load.rate}`;
  if (load.concurrencySource === 'reported') return `c${load.concurrency}${rate}`;
  if (load.rate !== null) return rate;
  if (load.stage !== null) return `s${load.stage}`;
  return null;
}

/** Ascending: by concurrency, then by rate, then by stage; unknown last. */
export function compareLoads(a: Load, b: Load): number {
  return compare(a.concurrency, b.concurrency) || compare(a.rate, b.rate) || compare(a.stage, b.stage);
}

function compare(a: number | null, b: number | null): number {
  return (a ?? Number.POSITIVE_INFINITY) === (b ?? Number.POSITIVE_INFINITY)
    ? 0
    : (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}
