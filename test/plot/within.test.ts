import { expect, test } from 'vitest';
import type { PlaneChart } from '../../src/chart/planechart.ts';
import { judgedBy } from '../../src/chart/within.ts';
import { frontOf } from '../../src/pareto/front.ts';
import { PLANES, TRADEOFF } from '../../src/pareto/plane.ts';
import { layOutPlane } from '../../src/plot/planepicture.ts';
import { pxOf } from '../../src/plot/scale.ts';
import type { Bound } from '../../src/regression/bound.ts';
import {
  aConfiguration,
  aDeployment,
  aPoint,
  aScenario,
  disaggregated,
  unknownDeployment,
  withFront,
} from '../builders.ts';
import { chartOf, drawChart, read, studio } from './drawing.ts';

const point = (load: number, x: number, y: number, ttft: number) =>
  aPoint(load, { 'throughput-per-user': x, 'throughput-per-gpu': y, ttft });
const fast = aConfiguration(aDeployment(), [point(1, 90, 10, 50), point(64, 20, 140, 9000)]);
const split = aConfiguration(disaggregated(), [point(8, 40, 60, 900), point(64, 18, 120, 3000)]);
const front = withFront(aScenario([fast, split]));

const objective = (limit: number): Bound[] => [{ metric: 'ttft', kind: 'at-most', limit, text: `<= ${limit}` }];

function within(limit: number): PlaneChart {
  const objectives = objective(limit);
  return chartOf({ front, baseline: null, regressed: new Set(), missed: new Set() }, { objectives });
}

test('the best point within objectives is named and has a label that says how good it is', () => {
  const { labels } = layOutPlane(studio, within(2000));
  expect(labels.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['best within mean TTFT ≤ 2,000 ms: 60 tok/s/GPU']),
  );
  expect(labels.some(({ text, isBest, kind }) => isBest && kind === 'point' && text.endsWith(' · 8'))).toBe(true);
});

test('in a narrow picture its label is short, and the key has the objectives', () => {
  const layout = layOutPlane(studio, within(2000), { width: 440 });
  expect(layout.labels.map(({ text }) => text)).toContain('best within: 60 tok/s/GPU');
  const lines = layout.key.entries.flatMap((entry) => entry.lines);
  expect(lines.join(' ')).toContain('front of the 2 points within mean TTFT ≤ 2,000 ms');
});

test('the area is what objectives leave, not the whole front', () => {
  const { stairs } = layOutPlane(studio, within(2000));
  expect(stairs.within?.map(({ y }) => y)[0]).toBe(60);
  expect(stairs.front.map(({ y }) => y)[0]).toBe(140);
});

const ttft = PLANES.find(({ id }) => id === 'ttft') ?? TRADEOFF;
const inTtft = () =>
  chartOf(
    { front: frontOf(front.scenario, ttft), baseline: null, regressed: new Set(), missed: new Set() },
    { plane: ttft, objectives: objective(2000) },
  );

test('where an objective is on an axis, the area and what is said of the best end where it ends', () => {
  const { stairs, frame, labels, key } = layOutPlane(studio, inTtft());
  expect(Math.max(...(stairs.within ?? []).map(({ x }) => x))).toBe(2000);
  expect(Math.max(...stairs.front.map(({ x }) => x))).toBeGreaterThan(9000);
  const best = labels.find(({ kind }) => kind === 'best');
  expect(best?.text).toBe('best: 60 tok/s/GPU');
  expect(best?.box.right).toBeLessThan(pxOf(frame.x, 2000));
  expect(key.entries.filter(({ limit }) => limit).map(({ text }) => text)).toEqual([
    'front of the 2 points within mean TTFT ≤ 2,000 ms',
  ]);
});

test('an objective on what is not known strikes nothing out, and the key says of how many points', () => {
  const objectives: Bound[] = [
    ...objective(2000),
    { metric: 'ttft-p99', kind: 'at-most', limit: 4000, text: '<= 4000' },
  ];
  const judged = judgedBy(front.scenario, objectives);
  expect([judged.missed.size, judged.unjudged.size]).toEqual([2, 2]);
  const chart = chartOf({ front, baseline: null, regressed: new Set(), ...judged }, { objectives });
  expect(chart.series.flatMap(({ points }) => points.filter(({ missed }) => missed))).toHaveLength(2);
  expect(chart.key.map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      'no point is known to be within mean TTFT ≤ 2,000 ms, TTFT p99 ≤ 4,000 ms',
      'misses an objective: 2 points; 2 not known',
    ]),
  );
});

test('where no point is within, the key says so and nothing is ringed', () => {
  const chart = within(1);
  expect(chart.within?.best).toBeNull();
  expect(chart.key.map(({ text }) => text)).toContain('no point within mean TTFT ≤ 1 ms');
  expect(read(drawChart(chart)).querySelector('desc')?.textContent).toContain('No point is within mean TTFT ≤ 1 ms.');
});

test('a deployment that is not stated is called neither aggregated nor disaggregated', () => {
  const keyOf = (...deployments: readonly (typeof unknownDeployment)[]) => {
    const configurations = deployments.map((deployment, i) => {
      return aConfiguration(deployment, [point(8, 20 + i, 90 - i, 50)], { id: `c${i}` });
    });
    const subject = {
      front: withFront(aScenario(configurations)),
      baseline: null,
      regressed: new Set<string>(),
      missed: new Set<string>(),
    };
    return chartOf(subject).key.map(({ about }) => about);
  };
  const kinds = ['aggregated', 'disaggregated', 'unstated'];
  const said = (...deployments: readonly (typeof unknownDeployment)[]) =>
    keyOf(...deployments).filter((about) => kinds.includes(about));
  expect(said(unknownDeployment)).toEqual(['unstated']);
  expect(said(aDeployment())).toEqual(['aggregated']);
  expect(said(aDeployment(), disaggregated(), unknownDeployment)).toEqual(kinds);
});

test('a long entry of a narrow key takes two lines', () => {
  const long = `objective-of-a-name ${'very '.repeat(12)}long`;
  const chart = { ...within(2000), key: [{ about: 'within' as const, text: long }] };
  const [entry] = layOutPlane(studio, chart, { width: 440 }).key.entries;
  expect(entry?.lines).toHaveLength(2);
  expect(entry?.lines.join(' ')).toBe(long);
});
