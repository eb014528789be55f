/** A load as requested and as achieved, requests/s; null if a run is too short to tell. */
export interface Rates {
  readonly requested: number;
  readonly achieved: number | null;
}

/** The share of the requested rate that must be achieved for the server to keep up. */
export const FOLLOWED = 0.9;

/** By what factor a latency may exceed its minimum and still count as near it: batches grow before requests wait. */
export const FLOOR = 3;

/** Whether requests were answered as fast as they were sent; null if unknown. */
export function follows({ requested, achieved }: Rates): boolean | null {
  return achieved === null ? null : achieved >= FOLLOWED * requested;
}

/** Mean latencies in ms at a rate, the same ones at every rate; null where unknown or meaningless. */
export interface Delay extends Rates {
  readonly latencies: readonly (number | null)[];
}

/**
 * Index of the knee: the highest rate that the server kept up with while all latencies were near their minimum,
 * provided that a higher one was tried. Null if there is none, because all rates were served well, or none.
 *
 * @param delays in ascending order of the requested rate
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
