import { expect, test } from 'vitest';
import { frontOf } from '../../src/pareto/front.ts';
import { PLANES, TRADEOFF } from '../../src/pareto/plane.ts';
import { spotOf, valuesAt } from '../../src/plot/frame.ts';
import { layOutPlane } from '../../src/plot/planepicture.ts';
import type { Configuration, Scenario } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, aSubject, at, disaggregated } from '../builders.ts';
import { chartOf, drawChart, labelBoxes, outside, overlapping, read, studio } from './drawing.ts';

/** A server whose users wait the longer the more they are; all latencies are in proportion. */
function server(id: string, deployment = aDeployment(), speed = 1): Configuration {
  const loads = [1, 8, 32, 128, 512];
  const points = loads.map((load) => {
    const wait = (20 * (1 + load / 8) ** 2) / speed;
    const output = 8 * speed * 60 * (1 - Math.exp(-load / 40));
    const latencies = { ttft: wait, 'ttft-p99': 3 * wait, tpot: 10 + load / 8, 'tpot-p99': 30 + load, e2el: 40 * wait };
    return aPoint(load, {
      'throughput-per-user': output / load,
      'throughput-per-gpu': output / 8,
      'total-throughput': 11 * output,
      cost: 2000 / output,
      'tokens-per-joule': output / 4000,
      ...latencies,
      'e2el-p99': 90 * wait,
    });
  });
  return aConfiguration(deployment, points, { id });
}

const sweep = (speed = 1): Scenario =>
  aScenario([
    server('2R-TP4', aDeployment({ gpus: 8 }), speed),
    server('1P-TP4/1D-TP4', disaggregated(), 1.3 * speed),
    server('slow', aDeployment({ gpus: 8 }), 0.3 * speed),
    ...Array.from({ length: 5 }, (_, i) => server(`other-${i}`, aDeployment({ gpus: 8 }), 0.2 + i / 50)),
  ]);

const inPlane = (plane: (typeof PLANES)[number], options = {}) =>
  chartOf(aSubject(frontOf(sweep(), plane), { baseline: frontOf(sweep(1.15), plane) }), { plane, ...options });

const ttftPlane = PLANES.find(({ id }) => id === 'ttft') ?? TRADEOFF;

const CASES = PLANES.flatMap((plane) =>
  (['linear', 'log'] as const).flatMap((type) => [1000, 440].map((width) => ({ plane, id: plane.id, type, width }))),
);

test.for(CASES)('$id, $type, $width px wide: labels apart, nothing outside the picture', ({ plane, type, width }) => {
  const chart = inPlane(plane, { scale: { x: type, y: type } });
  expect([chart.axes.x.scale, chart.axes.y.scale]).toEqual([type, type]);
  const svg = read(drawChart(chart, 'light', width));
  expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
  expect(labelBoxes(svg).length).toBeGreaterThan(2);
  expect(overlapping(labelBoxes(svg))).toEqual([]);
  expect(outside(svg)).toEqual([]);
});

test.for(PLANES)('$id: an axis says its unit and which way is better', (plane) => {
  const { x, y } = inPlane(plane).axes;
  expect(x.label).toContain(x.unit);
  expect(x.label).toMatch(plane.x.better === 'lower' ? /^← .*, less is better/ : / →$/);
  expect(x.label.includes('logarithmic')).toBe(x.scale === 'log');
  expect(y.label).toMatch(plane.y.better === 'lower' ? /^↓ .*, less is better/ : /^↑ /);
});

test('what users can buy is right of a front of latencies, left of one of speeds, and above one of costs', () => {
  for (const plane of PLANES) {
    const { stairs, frame, chart } = layOutPlane(studio, inPlane(plane));
    const [first, last] = [stairs.front[0], stairs.front.at(-1)];
    const [best] = chart.front.toReversed();
    const worst = frame.x.domain[plane.x.better === 'lower' ? 1 : 0];
    const isMore = plane.y.better === 'higher';
    expect([first?.x, last?.x, last?.y]).toEqual([worst, best?.x, frame.y.domain[isMore ? 0 : 1]]);
    const heights = stairs.front.map(({ y }) => y);
    expect(heights).toEqual(heights.toSorted((a, b) => (isMore ? b - a : a - b)));
  }
});

test('less than the baseline had is lost, in every plane', () => {
  for (const plane of PLANES) {
    const { difference } = layOutPlane(studio, inPlane(plane));
    expect(difference.lost.length, plane.id).toBeGreaterThan(0);
    expect(difference.gained, plane.id).toEqual([]);
    for (const { left, right, top, bottom } of difference.lost) expect(left <= right && top <= bottom).toBe(true);
  }
});

test('the description tells the front in the words of its axes', () => {
  expect(inPlane(ttftPlane).description.text).toMatch(
    /Pareto front: [^;]*· 512: mean TTFT [\d,]+ ms, [\d.]+ tok\/s\/GPU;/,
  );
});

test('a configuration has the colour of the trade-off in every plane', () => {
  const known = new Map(chartOf(aSubject(frontOf(sweep()))).series.map(({ id, colour }) => [id, colour]));
  for (const plane of PLANES) {
    for (const { id, colour } of inPlane(plane).series) {
      if (colour !== null && known.get(id) !== null) expect(colour).toBe(known.get(id));
    }
  }
});

test('every point can be found again by its px', () => {
  const layout = layOutPlane(studio, inPlane(ttftPlane), { width: 440 });
  for (const point of layout.chart.series.flatMap(({ points }) => points)) {
    const found = valuesAt(layout.frame, spotOf(layout.frame, point));
    expect(found.x).toBeCloseTo(point.x, 6);
    expect(found.y).toBeCloseTo(point.y, 6);
  }
});

test('points without a coordinate are counted', () => {
  const scenario = aScenario([aConfiguration(aDeployment(), [at(1, 5, 50), at(8, null, 60)])]);
  const chart = chartOf(aSubject(frontOf(scenario)));
  expect([chart.points, chart.missing]).toEqual([2, 1]);
  expect(chart.subtitle).toContain('1 without coordinates');
});

test('thousands of grey points are few elements', () => {
  const grey = Array.from({ length: 100 }, (_, i) => {
    const points = Array.from({ length: 30 }, (_, k) => at(k + 1, 5 + i / 40 + k / 70, 20 + i / 9 - k / 7));
    return aConfiguration(i % 2 === 0 ? aDeployment() : disaggregated(), points, { id: `c${i}` });
  });
  const best = aConfiguration(aDeployment(), [at(1, 90, 10), at(8, 60, 80), at(64, 20, 140)], { id: 'best' });
  const front = frontOf(aScenario([best, ...grey]));
  const missed = front.scenario.configurations.flatMap(({ points }) => points);
  const svg = read(drawChart(chartOf(aSubject(front, { missed }))));
  expect(svg.querySelectorAll('*').length).toBeLessThan(700);
});
