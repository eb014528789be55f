import type { EarlierRun } from './earlier.ts';
import type { Options } from './options.ts';
import type { Pricing } from './pricing.ts';
import { strangersIn } from './regression/stranger.ts';
import type { Thresholds } from './regression/thresholds.ts';
import type { Problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import type { GroupingTerms, ScenarioGroups } from './scenario/sides.ts';
import type { CountedRun, Report } from './summary/report.ts';

/** What determines how runs are grouped into scenarios. */
export function groupingOf(options: Options, { prices }: Pick<Pricing, 'prices'>): Pick<Report, keyof GroupingTerms> {
  return { userThroughput: options['user-throughput'], prices, lengthTolerance: options['length-tolerance'] };
}

/** The earlier runs that have something in common with the candidate, grouped with it, and problems with the others. */
export function comparableRuns(
  all: readonly EarlierRun[] | null,
  group: (runs: readonly (readonly Run[])[]) => ScenarioGroups,
  thresholds: Thresholds,
): {
  readonly earlier: readonly EarlierRun[] | null;
  readonly grouped: ScenarioGroups;
  readonly strangers: readonly Problem[];
} {
  const runsOf = (earlier: readonly EarlierRun[]) => earlier.map(({ gathered }) => gathered.runs);
  const grouped = group(runsOf(all ?? []));
  const names = (all ?? []).map(({ name }) => name);
  const strangers = strangersIn(grouped.sides, names, thresholds);
  if (all === null || strangers.length === 0) return { earlier: all, grouped, strangers: [] };
  const earlier = all.filter((_, number) => !strangers.some(({ run }) => run === number));
  return { earlier, grouped: group(runsOf(earlier)), strangers: strangers.map((one) => one.problem) };
}

/** Runs with their places, as the report counts them; the ids of one without a place are empty. */
export function countedRuns(runs: readonly Run[], { places }: ScenarioGroups): CountedRun[] {
  return runs.map((run) => {
    const { scenario = '', configuration = '' } = places.get(run) ?? {};
    return { run, scenario, configuration };
  });
}
