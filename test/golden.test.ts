import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frontOf } from '../src/pareto/front.ts';
import { ReportReader } from '../src/report/read.ts';
import type { UserThroughput } from '../src/run/metric.ts';
import type { Run } from '../src/run/run.ts';
import { type DeploymentFilter, select } from '../src/scenario/select.ts';
import { scenariosOf } from './builders.ts';
import { sharedData, withoutSharedData } from './shared.ts';

/*
 * The published sweep of Llama-3.1-70B on H100, with the fronts that an independent program found: `data/README.md`.
 */

const real = test.skipIf(withoutSharedData);

const BY_CONCURRENCY = [
  '1R-TP4 c256 (2.64, 168.84)',
  '1R-TP4 c128 (5.24, 167.76)',
  '1R-TP4 c64 (10.45, 167.25)',
  '3R-TP4 c128 (14.44, 154.07)',
  '1P-TP8/1D-TP8 c128 (18.60, 148.80)',
  '1P-TP8/1D-TP8 c64 (29.78, 119.10)',
  '1P-TP8/1D-TP8 c32 (38.18, 76.36)',
  '2R-TP4 c8 (38.75, 38.75)',
  '1P-TP8/1D-TP8 c8 (59.83, 29.92)',
  '1P-TP8/1D-TP8 c1 (80.08, 5.00)',
];

/** Runs of the sweep, each file read on its own. */
function runs(): Run[] {
  const root = sharedData('sweeps');
  const reader = new ReportReader();
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = `${entry.parentPath}/${entry.name}`;
      return reader.read({ path, bytes: readFileSync(path), limit: null }).flatMap(({ run, located }) => {
        expect(located).toEqual([]);
        return run === null ? [] : [run];
      });
    });
}

function frontsOf(
  sweep: readonly Run[],
  userThroughput: UserThroughput,
  only: DeploymentFilter | null = null,
): string[][] {
  const { kept } = select(sweep, [], only);
  return scenariosOf(kept, { userThroughput, variant: 'auto', lengthTolerance: 0.05 }).map((scenario) =>
    frontOf(scenario).front.map(
      ({ configuration, point, x, y }) =>
        `${configuration.id} c${point.load.concurrency} (${x.toFixed(2)}, ${y.toFixed(2)})`,
    ),
  );
}

real('114 runs, one scenario, and the front by concurrency', () => {
  const sweep = runs();
  expect(sweep).toHaveLength(114);
  expect(frontsOf(sweep, 'concurrency')).toEqual([BY_CONCURRENCY]);
});

real('the front by TPOT', () => {
  const [front = []] = frontsOf(runs(), 'tpot');
  const names = front.map((point) => point.replace(/ \(.*/, ''));
  const byConcurrency = BY_CONCURRENCY.map((point) => point.replace(/ \(.*/, ''));
  const expected = byConcurrency.filter((name) => name !== '2R-TP4 c8');
  expect(names.toSorted()).toEqual([...expected, '3P-TP4/1D-TP4 c128', '2P-TP4/2D-TP4 c128'].sort());
  expect(front).toContain('3P-TP4/1D-TP4 c128 (20.40, 138.02)');
  expect(front).toContain('2P-TP4/2D-TP4 c128 (20.55, 137.70)');
});

real('aggregated alone has 13 points on its front, disaggregated alone 6', () => {
  const sweep = runs();
  expect(frontsOf(sweep, 'concurrency', 'aggregated').map((front) => front.length)).toEqual([13]);
  expect(frontsOf(sweep, 'concurrency', 'disaggregated').map((front) => front.length)).toEqual([6]);
});

real('in any order of files', () => {
  const sweep = runs();
  fc.assert(
    fc.property(fc.shuffledSubarray(sweep, { minLength: sweep.length }), (shuffled) => {
      expect(frontsOf(shuffled, 'concurrency')).toEqual([BY_CONCURRENCY]);
    }),
    { numRuns: 10 },
  );
});
