import { describe, expect, test } from 'vitest';
import {
  byText,
  come,
  Folder,
  holds,
  type ProgramOutcome,
  pairsOf,
  poolOf,
  rowsOf,
  type SeenConfiguration,
  seen,
} from './bench.ts';
import { type ChangedSweep, changedSweeps, measuredAgain } from './fates.ts';
import { filesOf, type MeasurementFile } from './sweeps.ts';

/*
 * The laws of IDENTITY.md on what is the same on both sides, where names, facts and labels change, and setups come and go.
 */

/** By setup and load. */
type Sweep = readonly MeasurementFile[];

function setupIn(all: Sweep, { pools }: SeenConfiguration): number | undefined {
  return all.find(({ stated }) => pools.some((pool) => pool.split(' ').includes(poolOf([stated.figures.ttft]))))?.setup;
}

function paired(came: ProgramOutcome, old: Sweep, now: Sweep): readonly string[] {
  return pairsOf(seen(came))
    .map(({ baseline, candidate }) => `${setupIn(old, baseline)} = ${setupIn(now, candidate)}`)
    .sort(byText);
}

/** How many points of a side are of setups without a counterpart. */
function alone({ before, now, same }: ChangedSweep, side: 'before' | 'now'): number {
  const { setups, loads } = { before, now }[side];
  return (setups.length - same.length) * loads.length;
}

describe('Change', () => {
  test('of names, facts and labels hides no loss: what is the same is compared, and what may be either of two is not', async () => {
    await holds(changedSweeps, async (sweep) => {
      const { now, before, older } = measuredAgain(sweep);
      const folder = new Folder({
        now: filesOf(sweep.now, now),
        before: filesOf(sweep.before, before),
        older: filesOf(sweep.before, older),
      });
      const came = await come(folder, { reports: ['now'], baseline: ['before', 'older'] });
      expect(paired(came, before, now)).toEqual(sweep.same.map((pair) => pair.join(' = ')).sort(byText));
      const rows = rowsOf(came);
      const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
      expect([count('missing'), count('new')]).toEqual([alone(sweep, 'before'), alone(sweep, 'now')]);
      expect(rows.every(({ change, test: proof }) => change === null || proof?.runs === 2)).toBe(true);
      const lost = seen(came).candidate.find((one) => setupIn(now, one) === sweep.same[sweep.lost]?.[1]);
      const losses = rows.filter(({ verdict }) => verdict === 'regression');
      expect(losses.map(({ configuration }) => configuration)).toEqual(sweep.before.loads.map(() => lost?.id));
      expect(came.outcome.verdict).toBe('regression');
    });
  });
});
