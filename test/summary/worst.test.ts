import { expect, test } from 'vitest';
import { worstScenariosFirst } from '../../src/summary/worst.ts';
import { aCompared, aFrontChange, aMove, aReport, aRow, aSweep } from '../builders.ts';

const ids = ['kept', 'gained', 'lost', 'front', 'gone', 'unbound'];
const scenarios = ids.map((id) => aSweep({ id }));
const inOrder = (report: Parameters<typeof worstScenariosFirst>[0]) =>
  worstScenariosFirst(report).map(({ scenario }) => scenario.id);

test('scenarios come by their worst verdict, and by how far within one', () => {
  const compared = aCompared({
    rows: [
      aRow({ scenario: 'kept' }),
      aMove(0.9, { scenario: 'gained' }),
      aMove(-0.2, { scenario: 'gone' }),
      aMove(-0.3, { scenario: 'lost' }),
      aRow({ scenario: 'gone', verdict: 'missing', bound: null }),
    ],
    fronts: [
      aFrontChange({ scenario: 'front', verdict: 'regression' }),
      aFrontChange({ scenario: 'unbound', bound: null, verdict: 'regression' }),
    ],
  });
  expect(inOrder(aReport(scenarios, { compared }))).toEqual(['lost', 'gone', 'front', 'gained', 'kept', 'unbound']);
});

test('without a comparison they keep their order', () => {
  expect(inOrder(aReport(scenarios))).toEqual(ids);
});
