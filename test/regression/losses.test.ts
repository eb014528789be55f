import { expect, test } from 'vitest';
import { lossesOf, unrepeated } from '../../src/regression/losses.ts';
import { renderJunit } from '../../src/summary/junit.ts';
import { TERMINAL } from '../../src/summary/medium.ts';
import { countsOf } from '../../src/summary/verdictwords.ts';
import { aCompared, aLoad, aMove, anEffect, aReport, aRow, aSweep } from '../builders.ts';

/*
 * A loss is one regression: in the console, in the output of the Action and in JUnit XML.
 */

const point = (concurrency: number) =>
  anEffect({ effect: 'point', load: aLoad(concurrency), parts: 1, along: 1, change: -0.14, verdict: 'regression' });

const rows = [aMove(-0.14), aRow({ load: aLoad(8) })];
const whole = anEffect({ verdict: 'regression' });
const compared = aCompared({ rows, effects: [whole, point(64), point(8)], verdict: 'regression' });

test('a point beside the others whose own row fails is not counted twice; one whose row passes is', () => {
  expect(unrepeated(compared.comparison)).toEqual([whole, point(8)]);
  expect(lossesOf(compared.comparison)).toEqual({ points: 1, together: 1, beside: 1, readings: 0 });
});

test('the console says all that is counted', () => {
  expect(countsOf(compared, TERMINAL)[0]).toBe(
    '2 points compared with the baseline: 1 regression, 1 pass, 1 regression of points together, 1 regression of a point beside the others',
  );
});

test('JUnit XML has as many failures', () => {
  const text = renderJunit(aReport([aSweep()], { compared, failing: ['regression'] }));
  expect(text.match(/<failure /g)).toHaveLength(3);
});
