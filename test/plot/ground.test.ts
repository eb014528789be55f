import { expect, test } from 'vitest';
import { groundOf, type Region } from '../../src/plot/mark/region.ts';
import { THEMES } from '../../src/plot/theme.ts';

const [light] = THEMES;
const box = (left: number, right: number) => ({ left, right, top: 10, bottom: 20 });
const regions: readonly Region[] = [
  {
    kind: 'area',
    boxes: [
      { left: 0, right: 50, top: 0, bottom: 100 },
      { left: 50, right: 90, top: 5, bottom: 100 },
    ],
  },
  { kind: 'lost', boxes: [{ left: 200, right: 300, top: 0, bottom: 100 }] },
];

test.each([
  ['within one region, over two of its boxes, the colour of that', box(40, 60), light.area.fill],
  ['across its edge, that of the page', box(80, 100), light.background],
  ['within what is hatched, that of the page', box(210, 220), light.background],
  ['outside of all, that of the page', box(120, 140), light.background],
])('the ground of a box: %s', (_, one, color) => {
  expect(groundOf(one, regions, light)).toBe(color);
});
