/** A load as it was requested and as it was achieved, requests/s; null where a run is too short to tell. */
export interface Rates {
  readonly requested: number;
  readonly achieved: number | null;
}

/** Share of the requested rate that must be achieved to follow it. */
export const FOLLOWED = 0.9;

/** How many times its lowest a latency may be and still be near its floor: batches grow before requests wait. */
export const FLOOR = 3;

/** Whether requests were answered as fast as they were sent; null where that is not known. */
export function follows({ requested, achieved }: Rates): boolean | null {
  return achieved === null ? null : achieved >= FOLLOWED * requested;
}

/** Mean latencies in ms at a rate, the same ones at every rate; null where one is unknown or means nothing. */
export interface Delay extends Rates {
  readonly latencies: readonly (number | null)[];
}

/**
 * Index of the knee: the highest rate that was followed with all latencies near their floors, although a higher one was
 * tried.
 * Null where there is none: all rates were served well, or none.
 *
 * @param delays ascending in the requested rate
 */
export function kneeOf(delays: readonly Delay[]): number | null {
  const floors = (delays[0]?.latencies ?? []).map((_, i) =>
    floorOf(delays.map(({ latencies }) => latencies[i] ?? null)),
  );
  const isNear = ({ latencies }: Delay) =>
    latencies.length > 0 &&
    latencies.every((latency, i) => latency !== null && latency <= FLOOR * (floors[i] ?? Number.NaN));
  const last = delays.findLastIndex((delay) => follows(delay) === true && isNear(delay));
  return last < 0 || last === delays.length - 1 ? null : last;
}

function floorOf(latencies: readonly (number | null)[]): number {
  return latencies.filter((latency) => latency !== null).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}
