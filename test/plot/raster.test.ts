import { expect, test } from 'vitest';
import { rasterise } from '../../src/plot/raster.ts';

const square = (side: number) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"/>`);

test('a picture of more pixels than anybody looks at is refused, not drawn in gigabytes', async () => {
  const { png } = await rasterise(square(10));
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
  await expect(rasterise(square(20_000))).rejects.toThrow(/pixel/i);
});

test('times of pictures that are asked for at once hold at most the compressing of one other', async () => {
  const before = performance.now();
  const all = await Promise.all(Array.from({ length: 6 }, () => rasterise(square(500))));
  const passed = performance.now() - before;
  expect(all.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThanOrEqual(2 * passed);
});
