import { expect, test } from 'vitest';
import { COST, TRADEOFF } from '../../src/pareto/plane.ts';

import { type KnownReading, readScenario } from '../../src/regression/judgedreading.ts';
import { askedIn } from '../../src/summary/asked.ts';
import { bestAt } from '../../src/summary/best.ts';
import { aReport, aSweep } from '../builders.ts';
import { NO_THRESHOLDS } from '../gating.ts';

const at = [25, 30, 500];
const sweep = aSweep();
const readings = [readScenario(sweep.scenario, { thresholds: NO_THRESHOLDS, at, objectives: [] })];
const rows: readonly KnownReading[] = readings[0]?.readings ?? [];

test('pictures and terminal say the same', () => {
  const told = bestAt(aReport([sweep], { at, readings })).shown.map(({ lead, answer }) => `${lead}: ${answer}`);
  expect(told).toHaveLength(3);
  expect(askedIn(TRADEOFF, { rows, scenario: sweep.scenario, objectives: [] }).map(({ words }) => words)).toEqual(told);
});

test('a speed that only something without a known cost reaches is told so', () => {
  const unpriced = rows.slice(0, 1).map((row) => ({ ...row, cheapest: null }));
  expect(askedIn(COST, { rows: unpriced, scenario: sweep.scenario, objectives: [] })).toEqual([
    {
      ...{ x: 25, y: null, label: '≥ 25: nothing' },
      words: 'Cheapest at ≥ 25 tok/s/user: nothing of a known cost is that fast',
    },
  ]);
});

test('a name that reorders text around it does not', () => {
  const [row] = rows;
  const reading = row?.reading ?? null;
  if (row === undefined || reading === null) throw new Error('nothing is read');
  const renamed = { ...reading, configuration: { ...reading.configuration, id: 'נתון\u202e\u0007x' } };
  const [asked] = askedIn(TRADEOFF, {
    rows: [{ ...row, reading: renamed, cheapest: null }],
    scenario: sweep.scenario,
    objectives: [],
  });
  expect(asked?.words).toContain('by \u2068נתון x\u2069 between');
});
