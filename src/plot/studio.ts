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

/** The most threads that rasterise: each takes some 100 MB, and at least half a second of CPU to start. */
const RASTER_THREADS = 2;

/**
 * Loads everything at once; the rasteriser comes first, because it compiles in another thread while this one loads the
 * rest.
 */
export async function openStudio(): Promise<Studio> {
  const rasterise = isBundled ? askPool<Uint8Array, Raster>(() => startThread('raster'), RASTER_THREADS) : await here();
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

/** Rasterises in this thread, for the sources. */
async function here(): Promise<Ask<Uint8Array, Raster>> {
  return (await import('./raster.ts')).rasterise;
}
