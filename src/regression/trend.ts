import jstat from 'jstat';
import { frontOf } from '../pareto/front.ts';
import { smallestOf } from '../run/extent.ts';
import { groupBy } from '../run/groupby.ts';
import type { MetricId } from '../run/metric.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { BothSides } from '../scenario/sides.ts';
import { isOfPoints } from './bound.ts';
import { defaultBounds } from './default.ts';
import type { Effect } from './effect.ts';
import type { EffectRow } from './effectrow.ts';
import { type JudgedPoint, Series, tracksOf } from './series.ts';

/** A value for everything, and one for each of some configurations, as shares; null where unknown. */
export interface Levels {
  readonly everywhere: number | null;
  readonly configurations: readonly (number | null)[];
}

/** One metric in one run, relative to the present level. */
export interface TrendRow extends Levels {
  /** Index of the earlier run, from 0 for the newest; null for the candidate. */
  readonly run: number | null;
}

/** How a metric of a scenario developed over the earlier runs and the candidate. */
export interface Trend {
  readonly scenario: string;
  readonly metric: MetricId;
  /** Ids: configurations that lost, and those on the candidate's front. */
  readonly configurations: readonly string[];
  /** The oldest first, the candidate last. */
  readonly rows: readonly TrendRow[];
  /** The largest difference from the level that 95 of 100 runs keep to if nothing changed. */
  readonly band: Levels;
}

/** The fewest runs that make a trend. */
const LEAST_RUNS = 3;
/** The most configurations that are shown. */
const MAX_CONFIGURATIONS = 4;
/** Coverage of the band, two-sided. */
const COVERED = 0.95;

/**
 * The trend of a scenario; none where too few earlier runs have its points.
 *
 * @param lost effects that are regressions
 */
export function trendOf(both: BothSides, lost: readonly EffectRow[]): Trend[] {
  const { candidate, earlier } = both;
  if (candidate === null || earlier.length < LEAST_RUNS) return [];
  const series = seriesOf(candidate, both);
  const now = series.effects(0, () => false);
  if (now.length === 0) return [];
  const front = frontOf(candidate).front.map(({ configuration }) => configuration.id);
  const own = lost.filter(({ scenario, configuration }) => scenario === candidate.id && configuration !== null);
  const wanted = [...new Set([...own.sort((a, b) => a.p - b.p).map(({ configuration }) => configuration), ...front])];
  const told = wanted.filter((id) => now.some((effect) => isOf(effect, id, series))).slice(0, MAX_CONFIGURATIONS);
  const configurations = series.configurations.filter((id) => told.includes(id));
  const levels = (effects: readonly Effect[], of: (parts: readonly Effect[]) => number): Levels => {
    const everywhere = effects.filter(({ kind }) => kind === 'everywhere');
    return {
      everywhere: everywhere.length === 0 ? null : of(everywhere),
      configurations: configurations.map((id) => {
        const alone = effects.filter((effect) => isOf(effect, id, series));
        return alone.length === 0 ? null : of([...everywhere, ...alone]);
      }),
    };
  };
  const before = earlier
    .map((_, run) => ({ run, ...levels(series.earlierEffects(run), changeIn) }))
    .filter(({ everywhere }) => everywhere !== null)
    .reverse();
  if (before.length < LEAST_RUNS) return [];
  const rows = [...before, { run: null, ...levels(now, changeIn) }];
  return [{ scenario: candidate.id, metric: series.metric, configurations, rows, band: levels(now, bandOf) }];
}

/**
 * The metric that says most about the server: output throughput or, where the load sets that, the latency that is gated
 * by default.
 */
function seriesOf(candidate: Scenario, both: BothSides): Series {
  const judged = tracksOf(both).flatMap((track): JudgedPoint[] => {
    const { point } = track.candidate;
    const newest = track.earlier.find((placed) => placed !== null);
    const usual = defaultBounds(point.load.rate, newest?.point ?? point, point).filter(isOfPoints);
    const bound = usual.at(1) ?? usual.at(0);
    return bound === undefined ? [] : [{ ...track, bound }];
  });
  const [[metric, own] = ['output-throughput' as const, []]] = [
    ...groupBy(judged, ({ bound }) => bound.metric as MetricId),
  ].sort(([, a], [, b]) => b.length - a.length);
  return new Series(candidate, metric, own);
}

function isOf({ kind, configuration }: Effect, id: string | null, { configurations }: Series): boolean {
  return kind === 'configuration' && configuration !== null && configurations[configuration] === id;
}

/** A configuration is where everything is, shifted by its own effect. */
function changeIn(parts: readonly Effect[]): number {
  return Math.expm1(parts.reduce((sum, { size }) => sum + size, 0));
}

function bandOf(parts: readonly Effect[]): number {
  const deviation = Math.sqrt(parts.reduce((sum, { scatter }) => sum + scatter ** 2, 0));
  const freedom = smallestOf(parts.map((part) => part.freedom));
  return Math.expm1(jstat.studentt.inv((1 + COVERED) / 2, freedom) * deviation);
}
