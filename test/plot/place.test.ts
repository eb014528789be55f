import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Placement, UnplacedLabel } from '../../src/plot/candidate.ts';
import { type Box, crosses } from '../../src/plot/geometry.ts';
import { place } from '../../src/plot/placement.ts';

const bounds: Box = { left: 0, top: 0, right: 1000, bottom: 600 };
const free = { bounds, markers: [], lines: [] };

function aWish(overrides: Partial<UnplacedLabel> = {}): UnplacedLabel {
  const size = { radius: 6, width: 80, height: 11 };
  return { at: { x: 500, y: 300 }, ...size, free: 'right', farthest: 400, budget: 1000, ...overrides };
}

const wishes = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 1000 }),
    y: fc.integer({ min: 0, max: 600 }),
    width: fc.integer({ min: 5, max: 200 }),
  }),
  { maxLength: 25 },
);

test('beside its point, to the upper right, where nothing is in the way', () => {
  const [placement] = place([aWish()], free);
  expect(placement?.leader).toBeNull();
  expect(placement?.box.left).toBeGreaterThan(500);
  expect(placement?.box.bottom).toBeLessThan(300);
});

test('labels keep apart and within bounds, and no leader crosses a label', () => {
  fc.assert(
    fc.property(wishes, (places) => {
      const placed = place(
        places.map(({ x, y, width }) => aWish({ at: { x, y }, width })),
        free,
      ).filter((placement): placement is Placement => placement !== null);
      for (const { box } of placed) {
        expect(box.left >= 0 && box.top >= 0 && box.right <= 1000 && box.bottom <= 600).toBe(true);
      }
      for (const a of placed) {
        for (const b of placed.filter((other) => other !== a)) {
          expect(
            a.box.left < b.box.right &&
              b.box.left < a.box.right &&
              a.box.top < b.box.bottom &&
              b.box.top < a.box.bottom,
          ).toBe(false);
          expect(a.leader !== null && crosses(a.leader, b.box)).toBe(false);
        }
      }
    }),
  );
});

test('a marker beside the point pushes the label elsewhere', () => {
  const marker = { box: { left: 505, top: 280, right: 700, bottom: 320 }, cost: 400 };
  const [placement] = place([aWish()], { ...free, markers: [marker] });
  expect(
    placement === null || placement === undefined || placement.box.right <= 505 || placement.box.bottom <= 280,
  ).toBe(true);
  expect(placement).not.toBeNull();
});

test('a label without a budget for what it would cover is left out', () => {
  const everywhere = { box: bounds, cost: 50 };
  expect(place([aWish({ budget: 20 })], { ...free, markers: [everywhere] })).toEqual([null]);
});

test('several labels for one point: all find a place', () => {
  const placed = place(
    Array.from({ length: 4 }, () => aWish()),
    free,
  );
  expect(placed).not.toContain(null);
});
