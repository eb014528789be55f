import fc from 'fast-check';
import { expect, test } from 'vitest';
import { around, type Box, crosses, overlaps, type Segment } from '../../src/plot/geometry.ts';
import { Grid } from '../../src/plot/grid.ts';

const spots = fc.record({ x: fc.double({ min: -50, max: 1050, noNaN: true }), y: fc.integer({ min: -50, max: 700 }) });
const boxes = fc.tuple(spots, fc.integer({ min: 0, max: 200 })).map(([at, size]): Box => around(at, size, size / 3));
const segments = fc.record({ from: spots, to: spots });

test('all boxes and segments that touch a box are near it, each once', () => {
  fc.assert(
    fc.property(fc.array(boxes), fc.array(segments), boxes, (others, lines, box) => {
      const grid = new Grid<Box | Segment>();
      for (const other of others) grid.addBox(other, other);
      for (const line of lines) grid.addSegment(line, line);
      const found = grid.nearBox(box);
      expect(new Set(found).size).toBe(found.length);
      expect(found).toEqual(expect.arrayContaining(others.filter((other) => overlaps(box, other, 0))));
      expect(found).toEqual(expect.arrayContaining(lines.filter((line) => crosses(line, box))));
    }),
  );
});

test('all boxes that a segment crosses are near it', () => {
  fc.assert(
    fc.property(fc.array(boxes), segments, (others, segment) => {
      const grid = new Grid<Box>();
      for (const other of others) grid.addBox(other, other);
      const found = grid.nearSegment(segment);
      expect(found).toEqual(expect.arrayContaining(others.filter((other) => crosses(segment, other))));
    }),
  );
});

test('a segment crosses a box if it comes near its middle, and not if it keeps to one side', () => {
  fc.assert(
    fc.property(
      segments,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 90 }),
      (line, at, size) => {
        const [dx, dy] = [line.to.x - line.from.x, line.to.y - line.from.y];
        const on = { x: line.from.x + at * dx, y: line.from.y + at * dy };
        expect(crosses(line, around(on, size, size))).toBe(true);
        const length = Math.hypot(dx, dy);
        fc.pre(length > 1);
        // Aside by more than half the box's diagonal.
        const aside = { x: on.x - (dy / length) * size, y: on.y + (dx / length) * size };
        expect(crosses(line, around(aside, size, size))).toBe(false);
      },
    ),
  );
});
