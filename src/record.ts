import manifest from '../package.json' with { type: 'json' };
import type { GatheredSide } from './gather.ts';
import type { Sweep } from './run/sweep.ts';

/**
 * The record of what was read, for later runs of the program; a report that is read back states itself where it was
 * measured.
 */
export function sweepOf(
  { runs, runner }: Pick<GatheredSide, 'runs' | 'runner'>,
  here: Pick<Sweep, 'commit' | 'commitLost' | 'runner'>,
): Sweep {
  const moments = runs.flatMap(({ measuredAt }) => measuredAt ?? []).sort();
  return {
    tool: `pareto-report ${manifest.version}`,
    commit: here.commit,
    commitLost: here.commitLost,
    measuredAt: moments.at(-1) ?? null,
    runner: here.runner ?? runner,
    runs,
  };
}
