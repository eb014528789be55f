import { expect, test } from 'vitest';
import type { Point } from '../../src/scenario/scenario.ts';
import { assumptionsOf } from '../../src/summary/assumption.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aReport,
  aScenario,
  aSweep,
  at,
  unknownDeployment,
  withFront,
} from '../builders.ts';

test('the definition of tok/s/user in use is always said', () => {
  expect(assumptionsOf(aReport([]))[0]).toBe(
    'tok/s/user is output tok/s ÷ concurrency, so it includes time in the queue.',
  );
  expect(assumptionsOf(aReport([], { userThroughput: 'tpot' }))[0]).toMatch(/^tok\/s\/user is 1000 ÷ mean TPOT in ms/);
});

test('a clean sweep rests on little', () => {
  expect(assumptionsOf(aReport([aSweep()])).slice(1)).toEqual([
    'tok/s/GPU counts output tokens, over all GPUs of a deployment: prefill and decode alike.',
    'Every point is a single run: its noise is unknown.',
    'Runs whose mean lengths differ by at most 5% are one scenario, unless their requested lengths differ.',
  ]);
});

test('prices that costs are by are said, and nothing of them without', () => {
  const prices = new Map([
    ['H100', 2.5],
    ['A100', 1.1],
  ]);
  expect(assumptionsOf(aReport([], { prices }))).toContain(
    'Cost is what all GPUs of a deployment cost while it makes a million output tokens, at $2.50 a GPU-hour of H100, $1.10 a GPU-hour of A100.',
  );
  expect(assumptionsOf(aReport([])).join()).not.toContain('Cost');
});

test('points that cannot be on a front are counted by what they lack', () => {
  const failed = aPoint(4, { 'throughput-per-user': 1, 'throughput-per-gpu': 1, 'failure-rate': 1 });
  const points = [at(1, 2, null), at(null, null, null), failed];
  const said = assumptionsOf(aReport([withFront(aScenario([aConfiguration(unknownDeployment, points)]))]));
  expect(said).toContain(
    'A front needs both coordinates; 2 of 3 points cannot be on one: 2 lack tok/s/GPU, 1 lack tok/s/user. ' +
      'Where reports do not state the number of GPUs, set the option gpus.',
  );
  expect(said).toContain('1 point with more than half of the requests failed cannot be on a front.');
});

test('the tolerance is a percentage, and what was left out is named', () => {
  const report = aReport([], { lengthTolerance: 0.07, leftOut: [{ option: 'only aggregated', runs: 1 }] });
  expect(assumptionsOf(report).join('\n')).toMatch(/at most 7% are.*\n1 run left out by only aggregated\.$/s);
});

test('an estimated concurrency says what it was made of', () => {
  const load = (rate: number) => aLoad(4, { rate, concurrencySource: 'estimated' });
  const [stated, made] = [aPoint(load(1), { e2el: 4000 }), aPoint(load(2), { ttft: 100, tpot: 20, osl: 100 })];
  const said = (points: readonly Point[]) =>
    assumptionsOf(aReport([withFront(aScenario([aConfiguration(aDeployment(), points)]))]))
      .find((text) => text.includes('estimated'))
      ?.replace(/ and marked.*/, '');
  expect(said([stated])).toBe('The concurrency of 1 of 1 point is estimated as requests/s × mean E2EL');
  expect(said([made])).toBe('The concurrency of 1 of 1 point is estimated as requests/s × (TTFT + TPOT × (OSL − 1))');
  expect(said([stated, made])).toBe(
    'The concurrency of 2 of 2 points is estimated as requests/s × mean E2EL (TTFT + TPOT × (OSL − 1) where E2EL is not stated)',
  );
});
