import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frontArea, frontOf, paretoFront } from '../../src/pareto/front.ts';
import { curvesOf, readingAt } from '../../src/pareto/frontreading.ts';
import { PLANES, type Plane, TRADEOFF, valueOn } from '../../src/pareto/plane.ts';
import { METRICS } from '../../src/run/metric.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, unknownDeployment } from '../builders.ts';

const named = (id: string): Plane => PLANES.find((plane) => plane.id === id) ?? TRADEOFF;
const TTFT = named('ttft');
const at = (x: number, y: number) => ({ x, y });
const places = fc.array(fc.record({ x: fc.nat(12), y: fc.nat(12) }), { maxLength: 30 });

test('every plane has a name of its own, and axes that the table knows the way of', () => {
  expect(new Set(PLANES.map(({ id }) => id)).size).toBe(PLANES.length);
  for (const { x, y } of PLANES) {
    for (const { metric, better } of [x, y]) {
      expect(METRICS.find(({ id }) => id === metric)?.better, metric).toBe(better);
    }
  }
});

describe('where less is better', () => {
  test('a front is that of the mirrored points', () => {
    fc.assert(
      fc.property(places, (points) => {
        const mirrored = points.map(({ x, y }) => at(12 - x, y));
        const front = paretoFront(mirrored, TTFT);
        expect(front).toEqual(paretoFront(points).map(({ x, y }) => at(12 - x, y)));
        expect(frontArea(front, TTFT, { x: 12, y: 0 })).toBe(frontArea(paretoFront(points)));
      }),
    );
  });

  test('a reading is the best of what answers as soon or sooner', () => {
    const served = (concurrency: number, ttft: number, perGpu: number) =>
      aPoint(concurrency, { ttft, 'throughput-per-gpu': perGpu, 'throughput-per-user': 1 });
    const scenario = aScenario([
      aConfiguration(aDeployment(), [served(8, 100, 30), served(32, 300, 80), served(64, 900, 100)]),
    ]);
    const curves = curvesOf(scenario, () => true, TTFT);
    const read = (x: number) => readingAt(curves, x, TTFT)?.y ?? null;
    expect([99, 100, 200, 300, 600, 900, 5000].map(read)).toEqual([null, 30, 55, 80, 90, 100, 100]);
    const { front, area } = frontOf(scenario, TTFT);
    expect(front.map(({ x }) => x)).toEqual([900, 300, 100]);
    expect(area).toBe(30 * 200 + 80 * 600);
  });
});

test('what is shared out among GPUs is unknown where their number is', () => {
  const [axis] = PLANES.filter(({ id }) => id === 'total').map(({ y }) => y);
  const point = aPoint(8, { 'total-throughput': 800 });
  const value = (configuration: ReturnType<typeof aConfiguration>) => axis && valueOn(axis, { configuration, point });
  expect(value(aConfiguration(aDeployment({ gpus: 8 }), [point]))).toBe(100);
  expect(value(aConfiguration(unknownDeployment, [point]))).toBeNull();
});
