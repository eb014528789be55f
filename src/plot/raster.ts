import sharp from 'sharp';
import { encodePng, type Pixels } from './png.ts';

/** SVG lengths are in px of 1/96 inch, which sharp draws one to one at 72 dpi; twice that for dense screens. */
const DENSITY = 144;

/**
 * The first picture compiles what the next ones only use: so this has a bit of all that is in them, and is large enough
 * that V8 takes their most frequent loops for worth optimising.
 */
const REHEARSAL = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 8 8">
    <rect width="8" height="8" fill="#fff"/>
    <path d="M0,1H8M1,0V8" fill="none" stroke="#ddd" stroke-width="1"/>
    <path d="M0,8L3,2L8,1" fill="none" stroke="#123" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>
    <g stroke="#fff"><circle cx="4" cy="4" r="2" fill="#345" opacity="0.5"/></g>
    <path transform="translate(1,2)" d="M1 1q1.5 .5 2 2t1 1h.5v-1.5zm1 1l2-1.5z" fill="#59636e"/>
  </svg>`,
);

// One picture after another: what was decoded for one is of no use to the next.
sharp.cache(false);

export interface Raster {
  readonly png: Uint8Array;
  /** Milliseconds that it took. */
  readonly ms: number;
}

let previous: Promise<unknown> = Promise.resolve();

/**
 * PNG at twice the SVG's size. One picture is drawn at a time, as sharp would do anyway, so that times are of work and not
 * of waiting; the one before is compressed meanwhile. Throws where the SVG cannot be drawn.
 *
 * @param svg in UTF-8
 */
export async function rasterise(svg: Uint8Array): Promise<Raster> {
  const drawn = previous.then(() => pixelsOf(svg));
  previous = drawn.catch(() => {});
  const { pixels, ms } = await drawn;
  const started = performance.now();
  const png = await encodePng(pixels, DENSITY);
  return { png, ms: ms + performance.now() - started };
}

/** Pixels alone: to compress them, the WebAssembly would start two more threads. */
async function pixelsOf(svg: Uint8Array): Promise<{ readonly pixels: Pixels; readonly ms: number }> {
  const started = performance.now();
  const { data: bytes, info } = await sharp(svg, { density: DENSITY })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { pixels: { bytes, width, height }, ms: performance.now() - started };
}

/** Draws a picture that nobody sees, so that the first real one is fast. A fault here shows again, with a message, at that one. */
export async function warmUp(): Promise<void> {
  await rasterise(REHEARSAL).catch(() => {});
}
