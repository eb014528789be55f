import { type Bound, parseBound } from '../src/regression/bound.ts';
import type { ComparisonSettings } from '../src/regression/compare.ts';
import type { Scope, Thresholds } from '../src/regression/thresholds.ts';

/*
 * What a comparison is asked in tests.
 */

/** Every metric has its default. */
export const NO_THRESHOLDS: Thresholds = { bounds: [], freed: [], overrides: [], acceptances: [] };

export const EVERYWHERE: Scope = { scenario: null, configuration: null, concurrency: null, rate: null };

/** Nothing but what is given. */
export function aGate(
  thresholds: Partial<Thresholds> = {},
  overrides: Partial<Omit<ComparisonSettings, 'thresholds'>> = {},
): ComparisonSettings {
  const all = { ...NO_THRESHOLDS, ...thresholds };
  return { thresholds: all, at: [], objectives: [], effects: null, today: '2026-11-24', ...overrides };
}

/** A bound on a metric as its user writes it: `-10%`. */
export function bound(metric: Bound['metric'], text: string): Bound {
  const parsed = parseBound(metric, text);
  if ('mistake' in parsed) throw new Error(parsed.mistake);
  return parsed.bound;
}
