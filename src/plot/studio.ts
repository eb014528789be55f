import type { DOMWindow } from 'jsdom';
import { type Ask, askPool } from './askthread.ts';
import { isBundled, startThread } from './assets.ts';
import { type Finish, SHOWN } from './finish.ts';
import { loadFaces } from './font.ts';
import { begins, ends } from './loads.ts';
import { PixelGrid } from './pixelgrid.ts';
import type { Raster } from './raster.ts';
import type { Tools } from './tools.ts';

/** Everything that drawing needs and that takes long to load. */
export interface Studio extends Tools, Finish {
  readonly faces: Finish['faces'];
  /** SVG to PNG. */
  readonly rasterise: Ask<Uint8Array, Raster>;
}

/** The most rasterisers: each takes some 80 MB, and at least a third of a second of CPU to start. */
const RASTERISERS = 2;

/** Loads everything; the rasteriser first, because it starts threads of its own while this one loads the rest. */
export async function openStudio(): Promise<Studio> {
  const rasterise = await openRasterisers();
  const faces = loadFaces();
  // Awaited below, possibly after another part has failed.
  faces.catch(() => {});
  const window = await loading('jsdom', openWindow());
  const plot = await loading('plot', import('./library.ts'));
  const pixels = new PixelGrid(1 / SHOWN);
  return { plot, document: window.document, faces: await faces, pixels, rasterise };
}

/** Of a document that is a picture, so that no HTML has to be read. */
async function openWindow(): Promise<DOMWindow> {
  const { JSDOM } = await import('jsdom');
  return new JSDOM('<svg xmlns="http://www.w3.org/2000/svg"/>', { contentType: 'image/svg+xml' }).window;
}

/** Waits for a part, and records how long it took to load. */
async function loading<Part>(name: 'jsdom' | 'plot', part: Promise<Part>): Promise<Part> {
  begins(name);
  return part.finally(() => ends(name));
}

/** One beside this thread, and another in a thread of its own where much is to be done; the sources have one. */
async function openRasterisers(): Promise<Ask<Uint8Array, Raster>> {
  begins('rasteriser');
  const { rasterise, warmUp } = await import('./raster.ts');
  warmUp().finally(() => ends('rasteriser'));
  return isBundled ? askPool(rasterise, () => startThread('raster'), RASTERISERS) : rasterise;
}
