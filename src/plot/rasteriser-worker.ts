import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import type { RasterReply, RasterRequest } from './rasteriser.ts';

/** SVG lengths are in px of 1/96 inch, which sharp draws one to one at 72 dpi; twice that for sharp text on dense screens. */
const DENSITY = 144;

/** The first picture compiles and starts what the next ones only use, so an empty one is drawn at once. */
const WARM_UP = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M1 1h4v4z"/></svg>';

async function png(svg: string): Promise<Uint8Array> {
  const image = sharp(Buffer.from(svg), { density: DENSITY });
  return image.removeAlpha().png({ compressionLevel: 6 }).toBuffer();
}

async function reply({ id, svg }: RasterRequest): Promise<RasterReply> {
  try {
    return { id, png: await png(svg) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', async (request: RasterRequest) => {
  parentPort?.postMessage(await reply(request));
});
// A fault here shows again, with a message, at the first real picture.
png(WARM_UP).catch(() => {});
