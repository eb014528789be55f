/** A load as it was requested and as it was achieved, requests/s. */
export interface Rates {
  readonly requested: number;
  readonly achieved: number;
}

/**
 * Share of the requested rate that must be achieved to follow it. Below 1, since a harness divides by the time until the
 * last answer is there, and no requests arrive while it waits for that.
 */
export const FOLLOWED = 0.9;

/** How many times its least a latency may be and still be near its floor: batches grow before requests wait. */
export const FLOOR = 3;

/** Whether requests were answered as fast as they were sent. */
export function follows({ requested, achieved }: Rates): boolean {
  return achieved >= FOLLOWED * requested;
}

/** A latency in ms at a rate; null where it is unknown or means nothing. */
export interface Delay extends Rates {
  readonly latency: number | null;
}

/**
 * Index of the knee: the highest rate that was followed with a latency near its floor, although a higher one was tried.
 * Null where there is none: all rates were served well, or none.
 *
 * @param delays ascending in the requested rate
 */
export function kneeOf(delays: readonly Delay[]): number | null {
  const known = delays.flatMap(({ latency }) => (latency === null ? [] : [latency]));
  const most = FLOOR * Math.min(...known);
  const last = delays.findLastIndex((delay) => follows(delay) && delay.latency !== null && delay.latency <= most);
  return last < 0 || last === delays.length - 1 ? null : last;
}
