import { UNKNOWN_LABEL } from '../run/label.ts';
import type { Run } from '../run/run.ts';
import { matchesGlob } from './glob.ts';

/** What runs can be selected by. */
export const FILTER_KEYS = ['model', 'accelerator', 'configuration', 'harness'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** `model=*70B*`: keeps the runs whose model matches the glob. */
export interface Filter {
  readonly key: FilterKey;
  readonly glob: string;
}

export type DeploymentFilter = 'aggregated' | 'disaggregated';

export interface Selection {
  readonly kept: readonly Run[];
  /** Runs that each option excluded, in the order of the options: `filter`, `model=*70B* model=*8B*`. */
  readonly leftOut: readonly { readonly option: 'filter' | 'only'; readonly value: string; readonly runs: number }[];
}

const VALUES: Record<FilterKey, (run: Run) => string> = {
  model: ({ model }) => model ?? 'unknown',
  accelerator: ({ deployment }) => deployment.accelerator ?? 'unknown',
  configuration: ({ deployment }) => deployment.label ?? UNKNOWN_LABEL,
  harness: ({ harness }) => harness ?? 'unknown',
};

/**
 * Selects the runs that the user wants. Filters on the same key are alternatives; those on different keys must all
 * match.
 */
export function select(runs: readonly Run[], filters: readonly Filter[], only: DeploymentFilter | null): Selection {
  const byKey = FILTER_KEYS.map((key) => filters.filter((filter) => filter.key === key)).filter(
    (list) => list.length > 0,
  );
  const steps = byKey.map((list) => ({
    option: 'filter' as const,
    value: list.map(({ key, glob }) => `${key}=${glob}`).join(', '),
    keep: matcher(list),
  }));
  const kinds = only === null ? [] : [{ option: 'only' as const, value: only, keep: kindIs(only) }];
  let kept = runs;
  const leftOut = [...steps, ...kinds].map(({ option, value, keep }) => {
    const before = kept.length;
    kept = kept.filter(keep);
    return { option, value, runs: before - kept.length };
  });
  return { kept, leftOut: leftOut.filter(({ runs: count }) => count > 0) };
}

function matcher(filters: readonly Filter[]): (run: Run) => boolean {
  return (run) => filters.some(({ key, glob }) => matchesGlob(glob, VALUES[key](run)));
}

function kindIs(only: DeploymentFilter): (run: Run) => boolean {
  return ({ deployment }) => deployment.disaggregated === (only === 'disaggregated');
}
