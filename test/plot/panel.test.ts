import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticksOf } from '../../src/chart/ticks.ts';
import { axisFor } from '../../src/plot/panel.ts';
import { pxOf } from '../../src/plot/scale.ts';

const HEIGHT = 260;
const RANGE = [40 + HEIGHT, 40] as const;

test('from zero where that shows all values, else logarithmic', () => {
  expect(axisFor([50, 900], RANGE)).toMatchObject({ type: 'linear', domain: [0, expect.any(Number)] });
  expect(axisFor([50, 1100], RANGE).type).toBe('log');
  expect(axisFor([0, 1100], RANGE)).toMatchObject({ type: 'linear', domain: [0, expect.any(Number)] });
  expect(axisFor([0, 0], RANGE)).toMatchObject({ type: 'linear', domain: [0, expect.any(Number)] });
  expect(axisFor([], RANGE)).toMatchObject({ type: 'linear', domain: [0, expect.any(Number)] });
});

test('round ticks', () => {
  expect(ticksOf({ type: 'linear', domain: [0, 9.9] }, 5)).toEqual([0, 2, 4, 6, 8]);
  expect(ticksOf({ type: 'linear', domain: [0, 0.7] }, 7)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  expect(ticksOf({ type: 'log', domain: [30, 3000] }, 6)).toEqual([50, 100, 200, 500, 1000, 2000]);
  expect(ticksOf({ type: 'log', domain: [3, 3e6] }, 6)).toEqual([10, 100, 1000, 1e4, 1e5, 1e6]);
});

test('values lie within their panel in order, and ticks are a few of its values, whatever they are', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, (some) => {
      const sorted = some.toSorted((a, b) => a - b);
      const axis = axisFor(some, RANGE);
      const heights = sorted.map((value) => pxOf(axis, value));
      expect(heights).toEqual(heights.toSorted((a, b) => b - a));
      for (const height of heights) expect(height >= 40 && height <= 40 + HEIGHT + 1e-6).toBe(true);
      const ticks = ticksOf(axis, 6);
      expect(ticks.length).toBeLessThan(13);
      for (const tick of ticks) expect(tick >= axis.domain[0] && tick <= axis.domain[1] * (1 + 1e-9)).toBe(true);
    }),
  );
});
