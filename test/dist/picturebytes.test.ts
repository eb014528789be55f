import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import type { Raster } from '../../src/plot/raster.ts';

/*
 * A picture that has been drawn stays as it is, whatever is drawn after it: the rasteriser's memory is shared by threads,
 * and used again.
 */

const worker = new Worker(join(import.meta.dirname, '../../dist/raster.js'));
afterAll(() => worker.terminate());

let asked = 0;
function rasterise(svg: string): Promise<Raster> {
  asked += 1;
  worker.postMessage({ id: asked, input: Buffer.from(svg) });
  return new Promise((resolve) => worker.once('message', ({ output }) => resolve(output)));
}

const MB = 2 ** 20;

test('the memory of pixels is used again', async () => {
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1000"/>';
  await rasterise(picture);
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 40; i++) await rasterise(picture);
  // 15 MB of pixels each, of which 600 MB would be kept.
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * MB);
});

test('the bytes of a picture are of its own, not of memory that the next one uses', async () => {
  const { png } = await rasterise('<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"/>');
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
  expect(png.buffer).toBeInstanceOf(ArrayBuffer);
});
