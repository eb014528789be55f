import type { EarlierRun } from './earlier.ts';
import type { GatheredSide } from './gather.ts';
import type { Options } from './options.ts';
import { frontOf, type ScenarioFront } from './pareto/front.ts';
import { isRelative } from './regression/bound.ts';
import type { ComparisonSettings } from './regression/compare.ts';
import { readScenario } from './regression/judgedreading.ts';
import { bestWithin } from './regression/objective.ts';
import { remarksOn } from './regression/remark.ts';
import { renamedScopes } from './regression/renamed.ts';
import type { Thresholds } from './regression/thresholds.ts';
import { zerosIn } from './regression/zero.ts';
import { type Problem, problem } from './run/problem.ts';
import { otherRunner } from './run/runner.ts';
import type { Sweep } from './run/sweep.ts';
import type { Sides } from './scenario/sides.ts';
import { gapLines } from './summary/gapline.ts';
import { TERMINAL } from './summary/medium.ts';
import type { ComparisonReport, Objectives } from './summary/report.ts';
import { mainMoves } from './summary/trendwords.ts';

/** The thresholds for changes that the options ask for. */
export function thresholdsOf({ thresholds, overrides, accept }: Options): Thresholds {
  return { bounds: thresholds.bounds, freed: thresholds.freed, overrides, acceptances: accept };
}

/** Compares both sides; null if there is neither a baseline nor a bound in units. */
export async function compareSides(
  sides: readonly Sides[],
  earlier: readonly EarlierRun[] | null,
  asked: ComparisonSettings,
): Promise<ComparisonReport | null> {
  const { thresholds } = asked;
  const absolute = [thresholds, ...thresholds.overrides].some(({ bounds }) => !bounds.every(isRelative));
  if (earlier === null && !absolute) return null;
  // Loads statistics, which a run without a baseline does not have to wait for.
  const { compare } = await import('./regression/compare.ts');
  const [newest] = earlier ?? [];
  const fronts = sides.flatMap((side) => (side.baseline === null ? [] : [frontOf(side.baseline)]));
  return {
    baseline: newest === undefined ? null : { ...newest.origin, runs: earlier?.length ?? 0 },
    asked: earlier !== null,
    earlier: (earlier ?? []).map(({ name, origin, measuredAt }) => ({ name, commit: origin.commit, measuredAt })),
    fronts,
    readings: asked.at.length === 0 ? [] : fronts.map(({ scenario }) => readScenario(scenario, asked)),
    comparison: compare(sides, asked),
  };
}

/** What to report about a comparison. */
export function comparedRemarks(
  compared: ComparisonReport,
  scenarios: readonly ScenarioFront[],
  sides: readonly Sides[],
  thresholds: Thresholds,
  today: string,
): Problem[] {
  const names = compared.earlier.map(({ name }) => name);
  return [
    ...remarksOn(compared.comparison, sides, thresholds, today),
    ...zerosIn(sides, names),
    ...mainMoves({ scenarios }, compared),
    ...gapLines(compared.baseline, TERMINAL).map((line) => problem('notice', 'older-baseline', line)),
  ];
}

/** What only the newest earlier run says. */
export function newestRemarks(
  { runner, names }: GatheredSide,
  sweep: Sweep,
  thresholds: Thresholds,
  sides: readonly Sides[],
): Problem[] {
  return [...otherRunner(runner, sweep.runner), ...renamedScopes(thresholds, sides, names)];
}

/** The best point of each scenario within the service-level objectives; null if there are no objectives. */
export function objectivesOf(sides: readonly Sides[], { slo }: Options): Objectives | null {
  if (slo.bounds.length === 0) return null;
  return {
    bounds: slo.bounds,
    best: sides.flatMap(({ baseline, candidate }) =>
      candidate === null
        ? []
        : [
            {
              scenario: candidate.id,
              candidate: bestWithin(candidate, slo.bounds),
              baseline: baseline === null ? null : bestWithin(baseline, slo.bounds),
            },
          ],
    ),
  };
}
