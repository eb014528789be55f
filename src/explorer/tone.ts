import type { Metric } from '../run/metric.ts';

/** Smaller changes than this interest nobody. */
const NOTABLE = 0.02;

/** `loss` and `gain` for changes that readers should see. */
export function toneOf(change: number | null, better: Metric['better']): '' | 'loss' | 'gain' {
  if (change === null || better === null || Math.abs(change) < NOTABLE) return '';
  return change < 0 === (better === 'higher') ? 'loss' : 'gain';
}
