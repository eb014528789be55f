import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import type { Chart } from '../../src/chart/chart.ts';
import { rateChart } from '../../src/chart/ratechart.ts';
import { trendChart } from '../../src/chart/trendchart.ts';
import { ask } from '../../src/plot/askthread.ts';
import type { PlotFile } from '../../src/plot/draw.ts';
import { draw } from '../../src/plot/draw.ts';
import { aConfiguration, aDeployment, aScenario, aSubject, at, disaggregated, withFront } from '../builders.ts';
import { chartOf, studio } from '../plot/drawing.ts';
import { rateSweep } from '../plot/ratesweep.ts';

/*
 * The bundle leaves out of its libraries what no picture needs: whatever form a chart has, it draws what the sources draw.
 */

const workers: Worker[] = [];
const drawn = ask<Chart, PlotFile[]>(() => {
  const worker = new Worker(join(import.meta.dirname, '../../dist/drawing.js'));
  workers.push(worker);
  return worker;
});
afterAll(() => Promise.all(workers.map((worker) => worker.terminate())));

const front = withFront(
  aScenario([
    aConfiguration(aDeployment(), [at(8, 60, 80), at(64, 20, 140)]),
    aConfiguration(disaggregated(), [at(1, 95, 8)], { variant: 'größer 東京 🚀' }),
  ]),
);
const rates = withFront(
  aScenario([rateSweep({ id: 'one', capacity: 9, ttft: 40, e2el: 900 }, [1, 2, 4, 8, 12])], { id: 'rates' }),
);
const [one = '', two = ''] = front.scenario.configurations.map(({ id }) => id);
const trend = trendChart(
  front,
  {
    scenario: front.scenario.id,
    metric: 'output-throughput',
    configurations: [one, two],
    rows: [0, 0.01, -0.03].map((change, i) => ({
      run: i === 2 ? null : 1 - i,
      everywhere: change,
      configurations: [change, change],
    })),
    band: { everywhere: 0.03, configurations: [0.04, 0.04] },
  },
  { names: ['c0ffee0', 'c0ffee1'], moved: new Set([1]) },
);

test.each<[string, Chart | null]>([
  ['a plane', chartOf(aSubject(front))],
  ['rates', rateChart(rates, aSubject(rates))],
  ['a trend', trend],
])('%s', async (_, chart) => {
  if (chart === null) throw new Error('nothing to draw');
  const texts = (files: readonly PlotFile[]) =>
    files.filter(({ format }) => format === 'svg').map(({ bytes }) => Buffer.from(bytes).toString());
  const own = texts(await draw(studio, chart));
  expect(own).toHaveLength(2);
  expect(texts(await drawn(chart))).toEqual(own);
});
