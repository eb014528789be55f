import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frontArea, frontOf, paretoFront } from '../../src/pareto/front.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, at } from '../builders.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Small whole numbers, so that equal coordinates are common. */
const places = fc.array(fc.record({ x: fc.nat(12), y: fc.nat(12) }), { maxLength: 30 });

const dominates = (a: Place, b: Place) => a.x >= b.x && a.y >= b.y && (a.x > b.x || a.y > b.y);

test('the front is exactly what no other point dominates', () => {
  fc.assert(
    fc.property(places, (points) => {
      const front = paretoFront(points);
      const expected = points.filter((b) => !points.some((a) => dominates(a, b)));
      expect(new Set(front)).toEqual(new Set(expected));
      expect(front).toHaveLength(expected.length);
      expect(front.map(({ x }) => x)).toEqual(front.map(({ x }) => x).toSorted((a, b) => a - b));
    }),
  );
});

test('equal points both stay', () => {
  const [a, b, dominated] = [
    { x: 1, y: 2 },
    { x: 1, y: 2 },
    { x: 1, y: 1 },
  ];
  expect(paretoFront([dominated, a, b])).toEqual([a, b]);
});

test('the area is that of the union of the rectangles from the origin', () => {
  fc.assert(
    fc.property(places, (points) => {
      // Unit squares of the grid that some point covers: slow, and plain to see right.
      let squares = 0;
      for (let x = 1; x <= 12; x += 1) {
        for (let y = 1; y <= 12; y += 1) squares += points.some((p) => p.x >= x && p.y >= y) ? 1 : 0;
      }
      expect(frontArea(paretoFront(points))).toBe(squares);
    }),
  );
});

test('a uniform change of both coordinates changes the area by its square', () => {
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 9 }), (points, factor) => {
      const scaled = points.map(({ x, y }) => ({ x: x * factor, y: y * factor }));
      expect(frontArea(paretoFront(scaled))).toBe((frontArea(paretoFront(points)) ?? Number.NaN) * factor ** 2);
    }),
  );
});

test('an area past the largest number is unknown', () => {
  expect(frontArea([{ x: 1e200, y: 1e200 }])).toBeNull();
  const absurd = aScenario([aConfiguration(aDeployment(), [at(8, 1e308, 1e307)])]);
  expect(frontOf(absurd)).toMatchObject({ area: null, front: [{ x: 1e308 }] });
});

test('points without a coordinate, or that mostly failed, are on no front', () => {
  const failed = aPoint(4, { 'throughput-per-user': 99, 'throughput-per-gpu': 99, 'failure-rate': 0.51 });
  const half = aPoint(8, { 'throughput-per-user': 5, 'throughput-per-gpu': 5, 'failure-rate': 0.5 });
  const scenario = aScenario([aConfiguration(aDeployment(), [at(1, null, 9), at(2, 9, null), failed, half])]);
  const { front, area } = frontOf(scenario);
  expect(front.map(({ point }) => point)).toEqual([half]);
  expect(area).toBe(25);
});

test('no point, no front', () => {
  expect(frontOf(aScenario([]))).toMatchObject({ front: [], area: 0 });
});
