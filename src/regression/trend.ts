import jstat from 'jstat';
import { frontOf } from '../pareto/front.ts';
import type { BothSides } from '../scenario/sides.ts';
import { relative } from './bound.ts';
import type { Effect } from './effect.ts';
import type { EffectRow } from './judgement.ts';
import { Series, tracksOf } from './series.ts';

/** A value of everything, and of some configurations, as shares; null where it is not known. */
export interface Levels {
  readonly everywhere: number | null;
  readonly configurations: readonly (number | null)[];
}

/** Output throughput of one run against the present level. */
export interface TrendRow extends Levels {
  /** Number of the earlier run, from 0 for the newest; null for the candidate. */
  readonly run: number | null;
}

/** How the output throughput of a scenario went over earlier runs and the candidate. */
export interface Trend {
  readonly scenario: string;
  /** Ids: those that lost, and those of the candidate's front. */
  readonly configurations: readonly string[];
  /** The oldest first, the candidate last. */
  readonly rows: readonly TrendRow[];
  /** How far a run differs from the level at most in 95 of 100 if nothing changed. */
  readonly band: Levels;
}

/** Fewer runs than these have no trend. */
const LEAST_RUNS = 3;
/** Most configurations that are told of. */
const MAX_CONFIGURATIONS = 4;
/** Of the band, two-sided. */
const COVERED = 0.95;

/**
 * The trend of a scenario; none where too few earlier runs have its points.
 *
 * @param lost effects that are regressions
 */
export function trendOf(both: BothSides, lost: readonly EffectRow[]): Trend[] {
  const { candidate, earlier } = both;
  if (candidate === null || earlier.length < LEAST_RUNS) return [];
  const bound = relative('output-throughput', '-', 10);
  const series = new Series(
    candidate,
    'output-throughput',
    tracksOf(both).map((track) => ({ ...track, bound })),
  );
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
  return [{ scenario: candidate.id, configurations, rows, band: levels(now, bandOf) }];
}

function isOf({ kind, configuration }: Effect, id: string | null, { configurations }: Series): boolean {
  return kind === 'configuration' && configuration !== null && configurations[configuration] === id;
}

/** A configuration is where everything is, and by its own effect elsewhere. */
function changeIn(parts: readonly Effect[]): number {
  return Math.expm1(parts.reduce((sum, { size }) => sum + size, 0));
}

function bandOf(parts: readonly Effect[]): number {
  const deviation = Math.sqrt(parts.reduce((sum, { scatter }) => sum + scatter ** 2, 0));
  const freedom = Math.min(...parts.map((part) => part.freedom));
  return Math.expm1(jstat.studentt.inv((1 + COVERED) / 2, freedom) * deviation);
}
