import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frontArea, paretoFront } from '../../src/pareto/front.ts';
import { differenceOf } from '../../src/plot/difference.ts';
import type { Box } from '../../src/plot/geometry.ts';
import type { Stage } from '../../src/plot/staircase.ts';

/** A px a unit, downwards from 100. */
const stage: Stage = {
  better: { x: 'higher', y: 'higher' },
  frame: {
    ...{ width: 100, left: 0, right: 100, top: 0, bottom: 100 },
    x: { type: 'linear', domain: [0, 100], range: [0, 100] },
    y: { type: 'linear', domain: [0, 100], range: [100, 0] },
  },
};

const fronts = fc
  .array(fc.record({ x: fc.integer({ min: 0, max: 100 }), y: fc.integer({ min: 0, max: 100 }) }), { maxLength: 12 })
  .map((points) => paretoFront(points));

function areaOf(boxes: readonly Box[]): number {
  return boxes.reduce((sum, { left, right, top, bottom }) => sum + (right - left) * (bottom - top), 0);
}

test('what is gained less what is lost is the difference of the areas', () => {
  fc.assert(
    fc.property(fronts, fronts, (baseline, candidate) => {
      const { lost, gained } = differenceOf(baseline, candidate, stage);
      const difference = (frontArea(candidate) ?? Number.NaN) - (frontArea(baseline) ?? Number.NaN);
      // Regions too small to be seen are left out.
      expect(Math.abs(areaOf(gained) - areaOf(lost) - difference)).toBeLessThan(60);
    }),
  );
});

test('a front against itself is no difference', () => {
  fc.assert(
    fc.property(fronts, (front) => {
      expect(differenceOf(front, front, stage)).toEqual({ baseline: [], lost: [], gained: [] });
    }),
  );
});

test('where both fronts run along each other, the baseline’s is not drawn', () => {
  const baseline = [
    { x: 20, y: 90 },
    { x: 60, y: 50 },
  ];
  const candidate = [
    { x: 20, y: 90 },
    { x: 50, y: 40 },
  ];
  const { baseline: edges, lost, gained } = differenceOf(baseline, candidate, stage);
  expect(edges).toEqual([
    { from: { x: 20, y: 50 }, to: { x: 50, y: 50 } },
    { from: { x: 50, y: 50 }, to: { x: 60, y: 50 } },
    { from: { x: 60, y: 50 }, to: { x: 60, y: 100 } },
  ]);
  expect(lost).toEqual([
    { left: 20, right: 50, top: 50, bottom: 60 },
    { left: 50, right: 60, top: 50, bottom: 100 },
  ]);
  expect(gained).toEqual([]);
});

test('a drop that both have in part is drawn above and below the candidate’s', () => {
  const { baseline } = differenceOf(
    [{ x: 50, y: 80 }],
    [
      { x: 50, y: 60 },
      { x: 70, y: 20 },
    ],
    stage,
  );
  expect(baseline).toEqual([
    { from: { x: 0, y: 20 }, to: { x: 50, y: 20 } },
    { from: { x: 50, y: 20 }, to: { x: 50, y: 40 } },
    { from: { x: 50, y: 80 }, to: { x: 50, y: 100 } },
  ]);
});

test('a front without points lost or gained everything', () => {
  const front = [{ x: 50, y: 50 }];
  expect(areaOf(differenceOf(front, [], stage).lost)).toBe(2500);
  expect(areaOf(differenceOf([], front, stage).gained)).toBe(2500);
});
