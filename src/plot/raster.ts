import sharp from 'sharp';

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
 * PNG at twice the SVG's size. One at a time, as sharp would make them anyway, so that their times are of work and not of
 * waiting. Throws where the SVG cannot be drawn.
 *
 * @param svg in UTF-8
 */
export function rasterise(svg: Uint8Array): Promise<Raster> {
  const raster = previous.then(() => rasteriseNow(svg));
  previous = raster.catch(() => {});
  return raster;
}

async function rasteriseNow(svg: Uint8Array): Promise<Raster> {
  const started = performance.now();
  // With its alpha channel, which says nothing: to take it out takes longer than to compress it, for a tenth fewer bytes.
  const bytes = await sharp(svg, { density: DENSITY }).png({ compressionLevel: 3 }).toBuffer();
  // They are in the memory of the WebAssembly, which threads share: a message would not copy them, and later pictures
  // would overwrite them once they are no longer held here.
  return { png: new Uint8Array(bytes), ms: performance.now() - started };
}

/** Draws an empty picture, so that the first real one is fast. A fault here shows again, with a message, at that one. */
export async function warmUp(): Promise<void> {
  await rasterise(SMALLEST).catch(() => {});
}
