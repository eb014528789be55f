import { expect, test } from 'vitest';
import { type TrendChart, trendChart } from '../../src/chart/trendchart.ts';
import { finish } from '../../src/plot/finish.ts';
import { THEMES } from '../../src/plot/theme.ts';
import { drawTrend, layOutTrend } from '../../src/plot/trendpicture.ts';
import type { Trend } from '../../src/regression/trend.ts';
import { aConfiguration, aDeployment, aScenario, aSubject, at, disaggregated, withFront } from '../builders.ts';
import { chartOf, labelBoxes, outside, overlapping, read, studio } from './drawing.ts';

const front = withFront(
  aScenario([
    aConfiguration(aDeployment(), [at(8, 60, 80), at(64, 20, 140)]),
    aConfiguration(disaggregated(), [at(1, 95, 8)]),
    aConfiguration(aDeployment(), [at(8, 5, 5)], { id: 'beaten' }),
  ]),
);
const [one = '', two = '', beaten = ''] = front.scenario.configurations.map(({ id }) => id);

const row = (run: number | null, everywhere: number | null, ...configurations: (number | null)[]) => ({
  run,
  everywhere,
  configurations,
});

const trend: Trend = {
  scenario: front.scenario.id,
  metric: 'output-throughput',
  configurations: [one, two, beaten],
  rows: [
    row(2, -0.1, -0.11, -0.09, null),
    row(1, 0.004, 0, 0.01, 0.002),
    row(0, 0, 0, 0, 0),
    row(null, -0.03, 0, 0, -0.08),
  ],
  band: { everywhere: 0.034, configurations: [0.04, 0.04, 0.04] },
};

const aTrend = (overrides: Partial<Trend> = {}): TrendChart =>
  trendChart(front, { ...trend, ...overrides }, { names: ['c0ffee0', 'c0ffee1', 'c0ffee2'], moved: new Set([1]) });

const draw = (chart: TrendChart, width = 1000) =>
  read(finish(studio, drawTrend(studio, layOutTrend(studio, chart, { width }), THEMES[0]), chart.description));

test('the runs in order, the oldest first, with where main moved', () => {
  expect(aTrend().runs).toEqual([
    { name: 'c0ffee2', moved: false },
    { name: 'c0ffee1', moved: true },
    { name: 'c0ffee0', moved: false },
    { name: 'candidate', moved: false },
  ]);
});

test('configurations have the colours of the trade-off, and one that is off its front none', () => {
  const tradeoff = new Map(chartOf(aSubject(front)).series.map(({ id, colour }) => [id, colour]));
  expect(aTrend().series.map(({ id, colour, changes }) => [id, colour, changes.at(-1)])).toEqual([
    [beaten, null, -0.08],
    [one, tradeoff.get(one), 0],
    [two, tradeoff.get(two), 0],
  ]);
});

test('a chart is the same after a way through JSON', () => {
  expect(JSON.parse(JSON.stringify(aTrend()))).toEqual(aTrend());
});

test('the description tells each line, and the key what occurs', () => {
  const { description, key } = aTrend();
  expect(description.text).toContain(
    'Everywhere: c0ffee2 −10%; c0ffee1 (main moved) +0.4%; c0ffee0 0%; candidate −3%.',
  );
  expect(description.text).toContain('beaten: c0ffee2 unknown;');
  expect(key.map(({ about }) => about)).toEqual([
    'everywhere',
    'configuration',
    'grey-configuration',
    'candidate',
    'band',
    'moved',
  ]);
  expect(key.map(({ text }) => text)).toContain('noise band: 95 of 100 runs keep within ±3.4% of the level');
  const still = trendChart(
    front,
    { ...trend, band: { everywhere: null, configurations: [] } },
    { names: [], moved: new Set() },
  );
  expect(still.key.map(({ about }) => about)).toEqual([
    'everywhere',
    'configuration',
    'grey-configuration',
    'candidate',
  ]);
});

test('what is better is higher, and later runs are further right', () => {
  const { tracks, ground } = layOutTrend(studio, aTrend());
  expect(ground.heightOf(0.01)).toBeLessThan(ground.heightOf(0));
  const [everywhere] = tracks;
  const xs = (everywhere?.spots ?? []).map((spot) => spot?.x ?? 0);
  expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  expect(tracks.find(({ name }) => name === beaten)?.spots[0]).toBeNull();
});

test.for([
  ['as it is', aTrend()],
  ['nothing changed', aTrend({ rows: [2, 1, 0, null].map((run) => row(run, 0, 0, 0, 0)) })],
  ['a collapse', aTrend({ rows: [row(1, 9, 9, 9, 9), row(0, 0, 0, 0, 0), row(null, -0.999, -1, -1, -1)] })],
  ['no configuration', aTrend({ configurations: [] })],
  ['many runs', aTrend({ rows: Array.from({ length: 60 }, (_, i) => row(i < 59 ? 58 - i : null, i / 900, 0, 0, 0)) })],
] as const)('%s: labels apart, nothing outside the picture', ([, chart]) => {
  for (const width of [1000, 440]) {
    const svg = draw(chart, width);
    expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
    expect(labelBoxes(svg)).toHaveLength(chart.series.length + 1);
    expect(overlapping(labelBoxes(svg))).toEqual([]);
    expect(outside(svg)).toEqual([]);
  }
});
