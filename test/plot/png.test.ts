import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodePng } from '../../src/plot/png.ts';

/*
 * What is encoded is read back by a library of its own.
 */

/** Each pixel of a colour of its own, with an alpha that is of no account. */
function pixels(width: number, height: number) {
  const bytes = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i * 37 + Math.floor(i / 251)) % 256);
  return { bytes, width, height };
}

test.each([
  [1, 1],
  [3, 2],
  [255, 3],
  [1600, 1080],
])('a picture of %i × %i pixels is read back as it was', async (width, height) => {
  const { bytes } = pixels(width, height);
  const png = encodePng({ bytes, width, height }, 144);
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 3 });
  expect(data.equals(bytes.filter((_, i) => i % 4 < 3))).toBe(true);
});

test('its density is told, so that other programs show it at the size of the SVG', async () => {
  const { density, hasAlpha, format } = await sharp(encodePng(pixels(4, 4), 144)).metadata();
  expect({ density, hasAlpha, format }).toEqual({ density: 144, hasAlpha: false, format: 'png' });
});

test('its memory is its own, to be moved to another thread', () => {
  const { buffer, byteLength } = encodePng(pixels(40, 40), 144);
  expect(buffer).toBeInstanceOf(ArrayBuffer);
  expect(buffer.byteLength).toBe(byteLength);
});
