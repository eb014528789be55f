import { expect, test } from 'vitest';
import { definitionOf } from '../../src/chart/axis.ts';
import { tickFormat, tickTextFor } from '../../src/chart/chartnumber.ts';
import { loadLabel } from '../../src/chart/loadlabel.ts';
import type { PlaneSeries } from '../../src/chart/planeseries.ts';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import { colorOf, dashOf, shapeOf } from '../../src/plot/look.ts';
import { THEMES } from '../../src/plot/theme.ts';
import { aConfiguration, aDeployment, aLoad, aScenario, aSubject, at, disaggregated, withFront } from '../builders.ts';
import { chartOf } from './drawing.ts';

const [light] = THEMES;
if (light === undefined) throw new Error('no theme');

const tracesOf = (front: ScenarioFront): readonly PlaneSeries[] => chartOf(aSubject(front)).series;

function onFront(n: number, deployment = aDeployment()) {
  const configurations = Array.from({ length: n }, (_, i) =>
    aConfiguration(deployment, [at(8, i + 1, n - i)], { id: `c${i}` }),
  );
  return tracesOf(withFront(aScenario(configurations)));
}

test('colours go to configurations on the front, and to no other', () => {
  const configurations = [
    aConfiguration(aDeployment(), [at(8, 90, 10)], { id: 'fast' }),
    aConfiguration(aDeployment(), [at(8, 5, 5)], { id: 'beaten' }),
    aConfiguration(aDeployment(), [at(8, 10, 90)], { id: 'wide' }),
  ];
  const traces = tracesOf(withFront(aScenario(configurations)));
  expect(traces.map(({ id }) => id)).toEqual(['beaten', 'fast', 'wide']);
  const [grey, ...coloured] = traces.map((trace) => colorOf(trace, light));
  expect(grey).toBe(light.others);
  expect(new Set(coloured).size).toBe(2);
  for (const color of coloured) expect(light.series).toContain(color);
});

test.for([aDeployment(), disaggregated()])('a colour never comes twice in one shape', (deployment) => {
  const looks = onFront(24, deployment).map((trace) => `${colorOf(trace, light)} ${shapeOf(trace)}`);
  expect(new Set(looks).size).toBe(24);
});

test('past the last shape colour is given up', () => {
  const inInk = onFront(30).filter((trace) => colorOf(trace, light) === light.ink);
  expect(inInk).toHaveLength(30 - 24);
});

test('solid lines for aggregated, dashed ones for disaggregated', () => {
  expect(onFront(2).map(dashOf)).toEqual([undefined, undefined]);
  expect(onFront(2, disaggregated()).map(dashOf)).toEqual(['7 4', '7 4']);
});

test.for([
  ['no configuration', []],
  ['no point', [aConfiguration(aDeployment(), [])]],
  ['one coordinate', [aConfiguration(aDeployment(), [at(8, null, 4), at(64, 3, null)])]],
] as const)('nothing to draw: %s', ([, configurations]) => {
  expect(tracesOf(withFront(aScenario(configurations)))).toEqual([]);
});

test.for([
  [aLoad(64), '64'],
  [aLoad(63.71, { concurrencySource: 'estimated' }), '~63.7'],
  [aLoad(1234.5, { concurrencySource: 'estimated', rate: 5 }), '5 requests/s'],
  [aLoad(64, { rate: 5 }), '64'],
  [aLoad(null, { rate: 5 }), '5 requests/s'],
  [aLoad(null, { rate: 0.25, stage: 2 }), '0.25 requests/s'],
  [aLoad(null, { stage: 3 }), 'stage 3'],
  [aLoad(null), undefined],
] as const)('load label %#', ([load, text]) => {
  expect(loadLabel(load)?.text).toBe(text);
});

test.for([
  ['concurrency', ['reported', 'unknown'], 'output tok/s ÷ concurrency'],
  ['concurrency', ['estimated'], 'output tok/s ÷ estimated concurrency'],
  ['concurrency', ['reported', 'estimated'], 'output tok/s ÷ reported or estimated concurrency'],
  ['tpot', ['estimated'], '1000 ÷ mean TPOT in ms'],
] as const)('tok/s/user by %s, %s: %s', ([userThroughput, sources, text]) => {
  expect(definitionOf({ userThroughput, sources: new Set(sources) })).toBe(text);
});

test.for([
  [100, 0.1 + 0.2, '0.3'],
  [2000, 1500, '1,500'],
  [50_000, 20_000, '20,000'],
  [1e6, 200_000, '0.2M'],
  [1e-5, 4e-6, '4e−6'],
  [1e-5, 0, '0'],
] as const)('ticks up to %d: %d is %s', ([max, tick, text]) => {
  expect(tickFormat(max)(tick)).toBe(text);
});

test.for([
  [[500, 1000, 500_000, 1e6, 2e6], '500 1,000 500,000 1,000,000 2,000,000'],
  [[5e5, 1e6, 2e7], '0.5M 1M 20M'],
  [[0, 0.2, 0.4], '0 0.2 0.4'],
] as const)('ticks %j are of one magnitude', ([ticks, text]) => {
  expect(ticks.map(tickTextFor(ticks)).join(' ')).toBe(text);
});
