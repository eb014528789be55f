import jstat from 'jstat';
import { mean } from '../run/spread.ts';
import type { Bound } from './bound.ts';
import type { WholeConfiguration } from './curve.ts';
import { beyond, changeOf, type Row } from './row.ts';
import { ALPHA } from './significance.ts';
import type { RowVerdict } from './verdict.ts';

/**
 * Standard deviation of one run's figure for a configuration where earlier runs say nothing about it: what the whole
 * run shares (1.5%) and its own part (1%); and how many runs this prior counts for.
 */
const PRIOR = { deviation: Math.hypot(0.015, 0.01), runs: 6 } as const;

/**
 * The share of unchanged series that may be split by mistake: the level of a few runs, picked by chance, would be taken
 * for certain.
 */
const PARTED = 0.001;

/**
 * Judges a configuration that is compared as a whole: against one earlier run the bound decides; against several it
 * must also be exceeded by more than the runs scatter.
 *
 * @param count how many configurations are judged with it
 */
export function judgeWhole(
  scenario: string,
  { configuration, metric, candidate, ratios }: WholeConfiguration,
  bound: Bound,
  count: number,
): Row {
  const [level, older] = stretchesOf(ratios);
  const ratio = mean(level);
  const baseline = candidate / Math.exp(ratio);
  const change = changeOf(baseline, candidate);
  const { deviation, freedom } = scatterOf(level, older);
  const t = ratio / (deviation * Math.sqrt(1 + 1 / level.length));
  const p = jstat.studentt.cdf(t, freedom);
  const isTold = level.length < 2 || Math.min(p, 1 - p) <= ALPHA / count;
  const samples = [1, fewest(configuration)] as const;
  return {
    ...{
      scenario,
      configuration: configuration.id,
      load: null,
      metric,
      baseline,
      candidate,
      change,
      bound: bound.text,
    },
    test: level.length < 2 ? null : { name: 'scatter', p, runs: level.length, samples },
    verdict: change === null ? 'inconclusive' : verdictOf(beyond(change, bound), isTold),
    isOlder: false,
  };
}

function verdictOf(side: 'worse' | 'better' | null, isTold: boolean): RowVerdict {
  if (side === 'worse') return isTold ? 'regression' : 'inconclusive';
  return side === 'better' && isTold ? 'improvement' : 'pass';
}

/**
 * The newest earlier runs, which are the level, and those before them if the two groups differ by more than either
 * scatters.
 */
function stretchesOf(ratios: readonly number[]): readonly [level: readonly number[], older: readonly number[]] {
  const parts = ratios.slice(1).map((_, run) => [ratios.slice(0, run + 1), ratios.slice(run + 1)] as const);
  const parted = parts.find(([newer, older]) => {
    const { deviation, freedom } = scatterOf(newer, older);
    const least = jstat.studentt.inv(1 - PARTED / 2 / parts.length, freedom) * deviation;
    return Math.abs(mean(newer) - mean(older)) > least * Math.sqrt(1 / newer.length + 1 / older.length);
  });
  return parted ?? [ratios, []];
}

/** How much runs scatter about the level of their stretch. */
function scatterOf(...stretches: readonly (readonly number[])[]): {
  readonly deviation: number;
  readonly freedom: number;
} {
  let [squares, freedom]: [number, number] = [PRIOR.runs * PRIOR.deviation ** 2, PRIOR.runs];
  for (const runs of stretches) {
    if (runs.length === 0) continue;
    const middle = mean(runs);
    squares += runs.reduce((sum, ratio) => sum + (ratio - middle) ** 2, 0);
    freedom += runs.length - 1;
  }
  return { deviation: Math.sqrt(squares / freedom), freedom };
}

function fewest({ points }: WholeConfiguration['configuration']): number {
  return points.reduce((least, { samples }) => Math.min(least, samples.length), Number.POSITIVE_INFINITY);
}
