import { expect, test } from 'vitest';
import { identitiesOf } from '../../src/identity/identity.ts';
import type { Run } from '../../src/run/run.ts';
import type { Length } from '../../src/run/workload.ts';
import { fallenApart } from '../../src/scenario/fallen.ts';
import { sidesOf } from '../../src/scenario/sides.ts';
import { aLength, aLoad, aRun } from '../builders.ts';

/*
 * What is said where runs of one configuration are in several scenarios by measured lengths alone.
 */

function told(candidates: readonly Run[], baselines: readonly Run[] = []): string[] {
  const identities = identitiesOf([...candidates, ...baselines], 'auto');
  const grouping = { userThroughput: 'concurrency', lengthTolerance: 0.05 } as const;
  return fallenApart(sidesOf(candidates, [baselines], identities, grouping)).map(({ severity, message }) => {
    expect(severity).toBe('notice');
    return message;
  });
}

const run = (isl: Length, osl: Length, overrides: Partial<Run> = {}): Run =>
  aRun({ file: 'x.json', workload: { isl, osl, prefix: null }, ...overrides });
const mean = (value: number) => aLength(null, value);
const asked = (value: number) => aLength(value, value);

test('with the lengths and the option that joins them', () => {
  const message =
    '2R-TP4 is in several scenarios by measured lengths alone, ISL 1000 with OSL 100 and ISL 1100 with OSL 100: raise length-tolerance to join them if they are one workload';
  expect(told([run(mean(1000), mean(100)), run(mean(1100), mean(100), { load: aLoad(32) })])).toEqual([message]);
});

test('several configurations in one sentence', () => {
  const runs = ['a', 'b'].flatMap((setup) =>
    [1000, 1100].map((isl) => ({ ...run(mean(isl), mean(100)), files: aRun({ file: `${setup}/x.json` }).files })),
  );
  expect(told(runs)).toEqual([expect.stringMatching(/^2 configurations \(2R-TP4 · a, …\) are in several scenarios/)]);
});

test('not of lengths that were requested', () => {
  expect(told([run(asked(1000), asked(100)), run(asked(1100), asked(100))])).toEqual([]);
});

test('but of one that was not, beside one that was', () => {
  expect(told([run(asked(1000), mean(100)), run(asked(1000), mean(200))])).toHaveLength(1);
});

test.each([
  ['model', { model: 'another' }],
  ['harness', { harness: 'aiperf' }],
  ['quantization', { quantization: 'fp8' }],
])('not of another %s', (_, overrides) => {
  expect(told([run(mean(1000), mean(100)), run(mean(1100), mean(100), overrides)])).toEqual([]);
});

test('not of other setups', () => {
  const other = { files: aRun({ file: 'other/x.json' }).files };
  expect(told([run(mean(1000), mean(100)), run(mean(1100), mean(100), other)])).toEqual([]);
});

test('not of what only the baseline has', () => {
  const baselines = [run(mean(1000), mean(100)), run(mean(1100), mean(100))];
  expect(told([run(mean(1000), mean(100))], baselines)).toEqual([]);
});

test('nothing of nothing', () => {
  expect(told([])).toEqual([]);
});
