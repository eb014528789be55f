import type { Point } from '../scenario/scenario.ts';
import { type Bound, DEFAULT_WHOLES, relative } from './bound.ts';

/** Share of a rate that is achieved by a server that keeps up: beyond, a latency is that of the queue. */
const KEPT_UP = 0.95;

/** Of a point of which nothing more is known. */
export const USUAL_BOUNDS: readonly Bound[] = [relative('output-throughput', '-', 10), ...DEFAULT_WHOLES];

const THROUGHPUT = relative('output-throughput', '-', 10);

/**
 * What is gated of a point where nothing is said. Below saturation the output throughput at a rate is the load's, whatever
 * the server does: there latencies are gated.
 *
 * @param rate requested, requests/s; null at a concurrency
 */
export function defaultBounds(rate: number | null, baseline: Point, candidate: Point): Bound[] {
  const keepsUp = ({ achievedRate }: Point) => rate !== null && (achievedRate ?? 0) >= KEPT_UP * rate;
  if (!keepsUp(baseline) || !keepsUp(candidate)) return [THROUGHPUT];
  const areStated = (id: 'e2el' | 'ttft' | 'tpot') => baseline.metrics[id] !== null && candidate.metrics[id] !== null;
  if (areStated('e2el')) return [THROUGHPUT, relative('e2el', '+', 20)];
  return [
    THROUGHPUT,
    ...(areStated('ttft') ? [relative('ttft', '+', 50)] : []),
    ...(areStated('tpot') ? [relative('tpot', '+', 20)] : []),
  ];
}

/** Largest change of a metric that is usually bounded, as a share; of one that has no default, that of its like. */
export function usualLimit(metric: Bound['metric']): number {
  if (metric === 'ttft') return 0.5;
  if (/-p9\d$/.test(metric)) return 0.25;
  return /^(e2el|tpot|itl|ttft)/.test(metric) ? 0.2 : 0.1;
}
