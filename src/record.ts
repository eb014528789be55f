import manifest from '../package.json' with { type: 'json' };
import type { Run } from './run/run.ts';
import type { Sweep } from './run/sweep.ts';

/** The record of some runs, for a later run of the program. */
export function sweepOf(runs: readonly Run[], commit: string | null): Sweep {
  const moments = runs.flatMap(({ measuredAt }) => measuredAt ?? []).sort();
  return { tool: `pareto-report ${manifest.version}`, commit, measuredAt: moments.at(-1) ?? null, runs };
}
