import sharp from 'sharp';
import { encodePng, type Pixels } from './png.ts';

/** SVG lengths are in px of 1/96 inch, which sharp draws one to one at 72 dpi; twice that for dense screens. */
const DENSITY = 144;

/** The first picture compiles and starts what the next ones only use. */
const SMALLEST = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M1 1h4v4z"/></svg>',
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
 * PNG at twice the SVG's size. Drawn one at a time, as sharp would do anyway, so that their times do not hold those of
 * others before them. One is compressed while the next is drawn, which is seen to end only when that is done. Throws where
 * the SVG cannot be drawn.
 *
 * @param svg in UTF-8
 */
export async function rasterise(svg: Uint8Array): Promise<Raster> {
  const drawn = previous.then(() => pixelsOf(svg));
  previous = drawn.catch(() => {});
  const { pixels, ms } = await drawn;
  // By then, what has waited for this one is under way in other threads.
  await new Promise((resolve) => setImmediate(resolve));
  const started = performance.now();
  try {
    const png = encodePng(pixels, DENSITY);
    return { png, ms: ms + performance.now() - started };
  } finally {
    pixels.bytes.release?.();
  }
}

async function pixelsOf(svg: Uint8Array): Promise<{ readonly pixels: LentPixels; readonly ms: number }> {
  const started = performance.now();
  // Pixels alone: to compress them, the WebAssembly would start two more threads.
  const image = sharp(svg, { density: DENSITY }).ensureAlpha().raw();
  const { data, info }: { data: Lent; info: Size } = await image.toBuffer({ resolveWithObject: true });
  return { pixels: { bytes: data, ...info }, ms: performance.now() - started };
}

/**
 * Memory of the WebAssembly, as the bundler lends it (`leanGlue` in `scripts/bundle/sharp.mjs`). It would be freed only
 * when all of V8's heap is collected, which happens rarely, as it is no part of that.
 */
interface Lent extends Uint8Array {
  release?(): void;
}

interface LentPixels extends Pixels {
  readonly bytes: Lent;
}

type Size = Pick<Pixels, 'width' | 'height'>;

/** Draws an empty picture, so that the first real one is fast. A fault here shows again, with a message, at that one. */
export async function warmUp(): Promise<void> {
  await rasterise(SMALLEST).catch(() => {});
}
