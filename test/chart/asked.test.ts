import { expect, test } from 'vitest';
import { chartsOf } from '../../src/charting.ts';
import { parseOptions, type RawOptions } from '../../src/options.ts';
import { readScenario } from '../../src/regression/judgedreading.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, disaggregated, withFront } from '../builders.ts';

const point = (load: number, x: number, y: number) =>
  aPoint(load, {
    ...{ 'throughput-per-user': x, 'throughput-per-gpu': y, ttft: 10 * load },
    ...{ 'total-throughput': 80 * y, cost: 700 / y },
  });
const pair = aConfiguration(aDeployment(), [point(1, 60, 20), point(8, 40, 80), point(64, 10, 140)]);
// At 50 a token of the slower one costs less than y tells.
const split = aConfiguration(disaggregated(), [point(1, 75, 10), point(8, 45, 60)]);
const front = withFront(aScenario([pair, split]));

function planesOf(options: RawOptions) {
  const asked = parseOptions([{ values: { reports: ['reports'], plots: 'all', ...options }, nameOf: String }]);
  const thresholds = { ...asked.thresholds, overrides: [], acceptances: [] };
  const readings = [readScenario(front.scenario, { thresholds, at: asked.at, objectives: asked.slo.bounds })];
  const charts = chartsOf([front], { compared: null, readings }, asked);
  const rows = readings[0]?.readings ?? [];
  return { rows, planes: new Map(charts.flatMap((chart) => (chart.form === 'plane' ? [[chart.kind, chart]] : []))) };
}

test('the trade-off has the reading at each speed that was asked for, and nothing where none is that fast', () => {
  const { rows, planes } = planesOf({ at: [30, 200] });
  expect(planes.get('tradeoff')?.asked).toEqual([
    {
      ...{ x: 30, y: rows[0]?.reading?.y, label: '≥ 30: 100.0 tok/s/GPU' },
      words:
        'Best at ≥ 30 tok/s/user: 100.0 tok/s/GPU by 2R-TP4 between concurrency 8 and 64, $7.00 per million output tokens',
    },
    { x: 200, y: null, label: '≥ 200: nothing', words: 'Best at ≥ 200 tok/s/user: nothing is that fast' },
  ]);
});

test('the plane of cost has the least cost and its configuration', () => {
  const { rows, planes } = planesOf({ at: [30] });
  expect(planes.get('cost')?.asked).toEqual([
    {
      ...{ x: 30, y: rows[0]?.cheapest?.y, label: '≥ 30: $7.00' },
      words: 'Cheapest at ≥ 30 tok/s/user: $7.00 per million output tokens by 2R-TP4 between concurrency 8 and 64',
    },
  ]);
});

test('other planes over tok/s/user have the speed alone, and those over a latency nothing', () => {
  const { planes } = planesOf({ at: [30] });
  expect(planes.get('total')?.asked).toEqual([{ x: 30, y: null, label: '≥ 30 tok/s/user', words: null }]);
  expect(planes.get('total')?.key.map(({ about }) => about)).toContain('asked');
  expect(planes.has('ttft')).toBe(true);
  expect(planes.get('ttft')?.asked).toBeUndefined();
});

test('speeds that are bounded or read unasked are not in the picture', () => {
  expect(planesOf({ at: [30], thresholds: ['front@50>=1'] }).rows.map(({ x }) => x)).toEqual([30, 50]);
  expect(planesOf({ at: [30], thresholds: ['front@50>=1'] }).planes.get('tradeoff')?.asked).toHaveLength(1);
  const unasked = planesOf({});
  expect(unasked.rows.length).toBeGreaterThan(0);
  expect(unasked.planes.get('tradeoff')).not.toHaveProperty('asked');
});

test('readings are of what meets the objectives, and say so', () => {
  const [asked] = planesOf({ at: [30], slo: { ttft: '<= 100' } }).planes.get('tradeoff')?.asked ?? [];
  expect(asked?.words).toMatch(/^Best at ≥ 30 tok\/s\/user within the objectives: 80\.0 tok\/s\/GPU by 2R-TP4 at conc/);
});

test('the description says it, and a chart survives JSON', () => {
  const chart = planesOf({ at: [30, 200] }).planes.get('tradeoff');
  for (const { words } of chart?.asked ?? []) expect(chart?.description.text).toContain(`${words}.`);
  expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
});
