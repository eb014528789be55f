import { type Ask, askPool } from './askthread.ts';
import { isBundled, startThread } from './assets.ts';
import type { Finish } from './finish.ts';
import { loadFaces } from './font.ts';
import type { Tools } from './tools.ts';

/** Everything that drawing needs and that takes long to load. */
export interface Studio extends Tools, Finish {
  readonly faces: Finish['faces'];
  /** SVG to PNG. */
  readonly rasterise: Ask<string, Uint8Array>;
}

/** The most threads that rasterise: each takes some 100 MB, and at least half a second of CPU to start. */
const RASTER_THREADS = 2;

/**
 * Loads everything at once; the rasteriser comes first, because it compiles in another thread while this one loads the
 * rest.
 */
export async function openStudio(): Promise<Studio> {
  const rasterise = isBundled ? askPool<string, Uint8Array>(() => startThread('raster'), RASTER_THREADS) : await here();
  const faces = loadFaces();
  // Awaited below, possibly after another part has failed.
  faces.catch(() => {});
  const [{ JSDOM }, plot] = await Promise.all([import('jsdom'), import('@observablehq/plot')]);
  const { window } = new JSDOM('');
  return { plot, window, document: window.document, faces: await faces, rasterise };
}

/** Rasterises in this thread, for the sources. */
async function here(): Promise<Ask<string, Uint8Array>> {
  return (await import('./raster.ts')).rasterise;
}
