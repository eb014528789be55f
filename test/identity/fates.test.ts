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
import { filesOf, type MeasurementFile, type Setup } from './sweeps.ts';

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

/** Setups of a side without a counterpart. */
function alone({ before, now, same }: ChangedSweep, side: 0 | 1): readonly Setup[] {
  return [before, now][side]?.setups.filter((_, index) => same.every((pair) => pair[side] !== index)) ?? [];
}

/** Whether something of one label is left on both sides. */
function isDoubtful(sweep: ChangedSweep): boolean {
  const [old, now] = [alone(sweep, 0), alone(sweep, 1)].map((setups) =>
    setups.map(({ shape }) => JSON.stringify(shape)),
  );
  return old?.some((label) => now?.includes(label)) ?? false;
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
      const loads = sweep.now.loads.length;
      const gone = alone(sweep, 0).length;
      expect([count('missing'), count('new')]).toEqual([gone * loads, alone(sweep, 1).length * loads]);
      const codes = came.outcome.report.problems.map(({ code }) => code);
      expect(codes.includes('no-counterpart')).toBe(isDoubtful(sweep));
      expect(rows.every(({ change, test: proof }) => change === null || proof?.runs === 2)).toBe(true);
      const pair = sweep.same[sweep.lost];
      const lost = seen(came).candidate.find((one) => setupIn(now, one) === pair?.[1]);
      const losses = rows.filter(({ verdict }) => verdict === 'regression');
      expect(losses.map(({ configuration }) => configuration)).toEqual(
        pair === undefined ? [] : sweep.now.loads.map(() => lost?.id),
      );
      // A front is inconclusive where only one side knows the GPUs.
      const otherwise = gone > 0 ? ['missing'] : ['pass', 'inconclusive'];
      expect(pair === undefined ? otherwise : ['regression']).toContain(came.outcome.verdict);
    });
  });
});
