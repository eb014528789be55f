import { expect, test } from 'vitest';
import { answersOf, describe } from '../../src/summary/answer.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aScenario,
  aSweep,
  at,
  disaggregated,
  unknownDeployment,
  withFront,
} from '../builders.ts';

function answers(...parameters: Parameters<typeof answersOf>): Record<string, string> {
  return Object.fromEntries(answersOf(...parameters).map(({ lead, text }) => [lead, text]));
}

test('a front is told by its two ends, its fair middle, its kinds and its reach', () => {
  expect(answers(aSweep())).toEqual({
    'Most tokens per GPU': '2R-TP4 at concurrency 256, 168.8 tok/s/GPU at 2.64 tok/s/user.',
    'Fastest that keeps 80% of that':
      '1P-TP8/1D-TP8 at concurrency 128, 148.8 tok/s/GPU at 18.6 tok/s/user, 7.0 times as fast for a user.',
    'Fastest for a user': '1P-TP8/1D-TP8 at concurrency 1, 80.1 tok/s/user at 5.00 tok/s/GPU.',
    'Aggregated or disaggregated':
      'the most tok/s/GPU comes from aggregated serving up to 10.4 tok/s/user, then disaggregated up to 29.8, ' +
      'aggregated up to 50.0, disaggregated up to 80.1.',
    'On the front': '2 of 2 configurations, 6 of 6 points.',
  });
});

test('where one kind has the whole front to itself, that is said', () => {
  const aggregated = aConfiguration(aDeployment(), [at(1, 50, 60), at(2, 40, 70)]);
  const beaten = aConfiguration(disaggregated(), [at(1, 30, 30)]);
  const said = answers(withFront(aScenario([aggregated, beaten])));
  expect(said['Aggregated or disaggregated']).toBe('aggregated all along the front.');
  expect(said['On the front']).toBe('1 of 2 configurations, 2 of 3 points.');
  expect(answers(withFront(aScenario([aggregated])))).not.toHaveProperty('Aggregated or disaggregated');
});

test('a deployment that is not stated is not counted as aggregated', () => {
  const parts = [aDeployment(), disaggregated(), unknownDeployment].map((deployment, i) =>
    aConfiguration(deployment, [at(8, 10 + 10 * i, 90 - 10 * i)], { id: `c${i}` }),
  );
  expect(answers(withFront(aScenario(parts)))['Aggregated or disaggregated']).toBe(
    'the most tok/s/GPU comes from aggregated serving up to 10.0 tok/s/user, then disaggregated up to 20.0, an unstated deployment up to 30.0.',
  );
});

test('a front that turns too often is counted, not recited', () => {
  const points = Array.from({ length: 10 }, (_, i) => at(i + 1, 10 + i, 100 - i));
  const [even, odd] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
  const front = withFront(aScenario([aConfiguration(aDeployment(), even), aConfiguration(disaggregated(), odd)]));
  expect(answers(front)['Aggregated or disaggregated']).toBe('the front switches 9 times between the two.');
});

test('one point is best both ways, and so are its equals', () => {
  const one = aConfiguration(aDeployment(), [at(1, 50, 60)]);
  expect(answers(withFront(aScenario([one])))['Best both ways']).toBe(
    '2R-TP4 at concurrency 1, 60.0 tok/s/GPU at 50.0 tok/s/user.',
  );
  const equal = aConfiguration(disaggregated(), [at(2, 50, 60)]);
  expect(answers(withFront(aScenario([one, equal])))['Best both ways']).toMatch(
    /^2R-TP4 at concurrency 1, 1P-TP8\/1D-TP8 at concurrency 2, /,
  );
});

test('no front: the reason and the remedy', () => {
  const unknown = aConfiguration(unknownDeployment, [at(1, 50, null), at(null, null, null)]);
  expect(answers(withFront(aScenario([unknown])))).toEqual({
    'No front':
      '2 of 2 points without tok/s/GPU, 1 of 2 points without tok/s/user. ' +
      'Reports without host or stack do not say how many GPUs served: set the option gpus.',
  });
  const untold = aPoint(aLoad(null, { rate: 2 }), { 'throughput-per-gpu': 60, tpot: 12 });
  expect(answers(withFront(aScenario([aConfiguration(aDeployment(), [untold])])))['No front']).toMatch(
    /^1 of 1 point without tok\/s\/user\. .*choose user-throughput: tpot\.$/,
  );
  const failed = aPoint(1, { 'throughput-per-user': 1, 'throughput-per-gpu': 1, 'failure-rate': 0.9 });
  expect(answers(withFront(aScenario([aConfiguration(aDeployment(), [failed])])))['No front']).toBe(
    '1 of 1 point with more than half of the requests failed.',
  );
  expect(answers(withFront(aScenario([])))['No front']).toBe('there are no points.');
});

test('the front in words names its ends and the configurations along it', () => {
  expect(describe(aSweep())).toBe(
    'The front has 6 points, from 2R-TP4 at concurrency 256 (168.8 tok/s/GPU at 2.64 tok/s/user) ' +
      'to 1P-TP8/1D-TP8 at concurrency 1 (5.00 tok/s/GPU at 80.1 tok/s/user). Along it: 2R-TP4, 1P-TP8/1D-TP8.',
  );
  expect(describe(withFront(aScenario([])))).toContain('no front');
});
