import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coordinatesOf, frontArea, frontOf, paretoFront } from '../../src/pareto/front.ts';
import { curvesOf, readingAt, readSpeed } from '../../src/pareto/frontreading.ts';
import { COST, type NamedPlane, TRADEOFF } from '../../src/pareto/plane.ts';
import { costOf } from '../../src/run/cost.ts';
import type { Deployment } from '../../src/run/deployment.ts';
import { placedPoints } from '../../src/scenario/placedpoint.ts';
import type { Configuration, Point, Scenario } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aPoint, aRole, aScenario, disaggregated } from '../builders.ts';

const H100 = new Map([['H100', 2.5]]);

/** A point as a run of a deployment would give it. */
function served(deployment: Deployment, concurrency: number, output: number, prices = H100, failed = 0): Point {
  return aPoint(concurrency, {
    'throughput-per-user': output / concurrency,
    'throughput-per-gpu': output / (deployment.gpus ?? Number.NaN),
    'output-throughput': output,
    'failure-rate': failed,
    cost: costOf(deployment, output, prices),
  });
}

const LOADS = [1, 4, 16, 64, 256];

/** Configurations of any number of GPUs at some loads. */
const sweeps: fc.Arbitrary<Scenario> = fc
  .array(
    fc.record({
      gpus: fc.integer({ min: 1, max: 64 }),
      outputs: fc.array(fc.double({ min: 1, max: 20_000, noNaN: true }), { minLength: 1, maxLength: LOADS.length }),
      failed: fc.constantFrom(0, 0, 0, 0.6),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    aScenario(
      all.map(({ gpus, outputs, failed }, i) => {
        const deployment = aDeployment({ gpus });
        const points = outputs.map((output, load) => served(deployment, LOADS[load] ?? 1, output, H100, failed));
        return aConfiguration(deployment, points, { id: `c${i}` });
      }),
    ),
  )
  .filter(areApart);

/** Whether no two points differ by so little that a division rounds them to the same. */
function areApart({ configurations }: Scenario): boolean {
  const all = configurations.flatMap(({ points }) => points.map(({ metrics }) => metrics['throughput-per-gpu'] ?? 0));
  const sorted = all.sort((a, b) => a - b);
  return sorted.every((value, i) => i === 0 || value > (sorted[i - 1] ?? 0) * (1 + 1e-9));
}

test('at one price, the front of costs is that of the trade-off', () => {
  fc.assert(
    fc.property(sweeps, (scenario) => {
      const points = (plane: NamedPlane) =>
        frontOf(scenario, plane).front.map(
          ({ configuration, point }) => `${configuration.id} ${point.load.concurrency}`,
        );
      expect(points(COST)).toEqual(points(TRADEOFF));
    }),
  );
});

test('at one price, the least cost and the most tok/s/GPU at a speed are of one configuration, and their product is fixed', () => {
  fc.assert(
    fc.property(sweeps, fc.double({ min: 0.01, max: 3000, noNaN: true }), (scenario, x) => {
      const curves = curvesOf(scenario);
      const costs = curvesOf(scenario, () => true, COST);
      const { reading, cost, cheapest } = readSpeed(curves, costs, x);
      expect(cheapest === null).toBe(reading === null);
      if (reading === null || cheapest === null) return;
      expect(cheapest.configuration.id).toBe(reading.configuration.id);
      expect(cost).toBe(cheapest.y);
      expect((cheapest.y * reading.y) / ((1e6 * 2.5) / 3600)).toBeCloseTo(1, 9);
    }),
  );
});

test('no point of the sweep dominates one of the front, and one dominates every other', () => {
  fc.assert(
    fc.property(sweeps, (scenario) => {
      const points = placedPoints(scenario).flatMap((placed) => coordinatesOf(placed, COST) ?? []);
      const beats = (a: { x: number; y: number }, b: { x: number; y: number }) =>
        a.x >= b.x && a.y <= b.y && (a.x > b.x || a.y < b.y);
      const kept = points.filter((point) => !points.some((other) => beats(other, point)));
      expect(new Set(paretoFront(points, COST))).toEqual(new Set(kept));
    }),
  );
});

test('the area is what costs less than the worst, counted in squares', () => {
  const squares = fc.record({ x: fc.integer({ min: 0, max: 8 }), y: fc.integer({ min: 1, max: 8 }) });
  fc.assert(
    fc.property(fc.array(squares, { minLength: 1, maxLength: 8 }), (points) => {
      let count = 0;
      for (let x = 0; x < 8; x++) {
        for (let y = 0; y < 8; y++) {
          if (points.some((point) => point.x >= x + 1 && point.y <= y)) count += 1;
        }
      }
      expect(frontArea(paretoFront(points, COST), COST, { x: 0, y: 8 })).toBe(count);
    }),
  );
});

test('between two loads tokens per dollar lie on a line', () => {
  const deployment = aDeployment({ gpus: 8 });
  const scenario = aScenario([aConfiguration(deployment, [served(deployment, 8, 400), served(deployment, 64, 1280)])]);
  // 50 and 20 tok/s/user, 50 and 160 tok/s/GPU: half-way 105, at $2.50 a GPU-hour.
  expect(
    readingAt(
      curvesOf(scenario, () => true, COST),
      35,
      COST,
    )?.y,
  ).toBeCloseTo((1e6 * 2.5) / 3600 / 105, 9);
});

test('prefill on H100 and decode on A100 are compared by what tokens cost', () => {
  const prices = new Map([...H100, ['A100', 1]]);
  const one = (id: string, prefill: string, decode: string, output: number): Configuration => {
    const roles = [
      aRole({ role: 'prefill', replicas: 1, tp: 8, accelerator: prefill }),
      aRole({ role: 'decode', replicas: 1, tp: 8, accelerator: decode }),
    ];
    const deployment = disaggregated({ roles, accelerator: `${prefill} + ${decode}` });
    return aConfiguration(deployment, [served(deployment, 16, output, prices)], { id });
  };
  const fast = one('both on H100', 'H100', 'H100', 1600);
  const mixed = one('decode on A100', 'H100', 'A100', 1440);
  const scenario = aScenario([fast, mixed]);
  // $40 and $28 an hour: the one that gives 10% less costs 22% less.
  expect(mixed.points[0]?.metrics.cost).toBeCloseTo(28 / (1440 * 0.0036), 9);
  const { reading, cost, cheapest } = readSpeed(
    curvesOf(scenario),
    curvesOf(scenario, () => true, COST),
    80,
  );
  expect(reading?.configuration.id).toBe('both on H100');
  expect(cost).toBeCloseTo(40 / (1600 * 0.0036), 9);
  expect(cheapest).toMatchObject({ configuration: { id: 'decode on A100' } });
  expect(frontOf(scenario).front.map(({ configuration }) => configuration.id)).toEqual(['both on H100']);
  expect(frontOf(scenario, COST).front.map(({ configuration }) => configuration.id)).toEqual([
    'decode on A100',
    'both on H100',
  ]);
});
