import { expect, test } from 'vitest';
import { chartsOf } from '../../src/charting.ts';
import { parseOptions } from '../../src/options.ts';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import { drawPlots, namesOfPlots, type PlotFile, prepare } from '../../src/plot/plot.ts';
import { aConfiguration, aDeployment, aScenario, at, withFront } from '../builders.ts';
import { rateSweep } from './ratesweep.ts';

const twoPoints = [at(8, 60, 80), at(64, 20, 140)];
const front = (id: string, points = twoPoints) => withFront(aScenario([aConfiguration(aDeployment(), points)], { id }));
const drawn = front('drawn');
const empty = front('empty', [at(8, null, 80)]);

function chartsBy(fronts: readonly ScenarioFront[], definition = 'concurrency') {
  const values = { reports: ['reports'], 'user-throughput': definition };
  return chartsOf(fronts, { compared: null, readings: [] }, parseOptions([{ values, nameOf: String }]));
}

prepare();

async function drawAll(fronts: readonly ScenarioFront[], definition: 'concurrency' | 'tpot'): Promise<PlotFile[]> {
  const files: PlotFile[] = [];
  for await (const file of drawPlots(chartsBy(fronts, definition))) {
    if ('fault' in file) throw new Error(file.fault);
    files.push(file);
  }
  return files;
}

test('no scenario, no picture', async () => {
  expect(await drawAll([], 'concurrency')).toEqual([]);
  expect(await drawAll([empty], 'concurrency')).toEqual([]);
});

test('each scenario with points in two themes and two formats, in order', async () => {
  const files = await drawAll([drawn, empty, front('second')], 'tpot');
  expect(files.map(({ scenario, kind, theme, format }) => `${scenario}-${kind}-${theme}.${format}`)).toEqual([
    'drawn-tradeoff-light.svg',
    'drawn-tradeoff-light.png',
    'drawn-tradeoff-dark.svg',
    'drawn-tradeoff-dark.png',
    'second-tradeoff-light.svg',
    'second-tradeoff-light.png',
    'second-tradeoff-dark.svg',
    'second-tradeoff-dark.png',
  ]);
  expect(
    namesOfPlots(chartsBy([drawn, empty, front('second')])).map(({ scenario, theme }) => `${scenario}-${theme}`),
  ).toEqual(['drawn-light', 'drawn-dark', 'second-light', 'second-dark']);
});

test('latencies besides where rates were swept, alone where the trade-off is unknown', async () => {
  const swept = (gpus: number | null, id: string) => {
    const server = { id: 'one', deployment: aDeployment({ gpus }), capacity: 5, ttft: 50, e2el: 900 };
    return withFront(aScenario([rateSweep(server, [1, 8])], { id }));
  };
  const fronts = [drawn, swept(8, 'swept'), swept(null, 'run-only')];
  const named = ['drawn-tradeoff', 'swept-tradeoff', 'swept-latency', 'run-only-latency'];
  const both = named.flatMap((name) => [`${name}-light`, `${name}-dark`]);
  expect(namesOfPlots(chartsBy(fronts)).map(({ scenario, kind, theme }) => `${scenario}-${kind}-${theme}`)).toEqual(
    both,
  );
  const files = await drawAll(fronts, 'concurrency');
  const pngs = files.filter(({ format }) => format === 'png');
  expect(pngs.map(({ scenario, kind, theme }) => `${scenario}-${kind}-${theme}`)).toEqual(both);
});

test('the PNG is the SVG at twice its size', async () => {
  const [svg, png] = await drawAll([drawn], 'concurrency');
  const bytes = Buffer.from(png?.bytes ?? []);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const height = Number(/height="(\d+)"/.exec(Buffer.from(svg?.bytes ?? []).toString())?.[1]);
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1600, 2 * height]);
});

test('the same bytes again', async () => {
  const once = async () =>
    (await drawAll([drawn], 'concurrency')).map(({ bytes }) => Buffer.from(bytes).toString('hex'));
  const first = await once();
  expect(await once()).toEqual(first);
});

test('the definition of tok/s/user is drawn', async () => {
  const [byConcurrency] = await drawAll([drawn], 'concurrency');
  const [byTpot] = await drawAll([drawn], 'tpot');
  expect(Buffer.from(byConcurrency?.bytes ?? []).equals(byTpot?.bytes ?? Buffer.of())).toBe(false);
});
