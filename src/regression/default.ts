import type { Point } from '../scenario/scenario.ts';
import { type Bound, DEFAULT_WHOLES, relative } from './bound.ts';

/** A server keeps up if it achieves at least this share of the requested rate; below it, latency is mostly queueing. */
const KEPT_UP = 0.95;

/** For a point about which nothing more is known. */
export const USUAL_BOUNDS: readonly Bound[] = [relative('output-throughput', '-', 10), ...DEFAULT_WHOLES];

const THROUGHPUT = relative('output-throughput', '-', 10);

/**
 * The default bounds of a point. Below saturation the output throughput at a rate is set by the load, whatever the
 * server does, so latencies are gated there instead.
 *
 * @param rate requested, requests/s; null where the load is a concurrency
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

/**
 * The largest change of a metric that is commonly allowed, as a share; a metric without a default has that of a similar
 * one.
 */
export function usualLimit(metric: Bound['metric']): number {
  if (metric === 'ttft') return 0.5;
  if (/-p9\d$/.test(metric)) return 0.25;
  return /^(e2el|tpot|itl|ttft)/.test(metric) ? 0.2 : 0.1;
}
