import type { DOMWindow } from 'jsdom';
import { isBundled, startThread } from './assets.ts';
import { type Faces, loadFaces } from './font.ts';
import { type Ask, askPool } from './thread.ts';

export type PlotLibrary = typeof import('@observablehq/plot');

/** What an SVG is made with. */
export interface Tools {
  readonly plot: PlotLibrary;
  readonly window: DOMWindow;
  readonly faces: Faces;
}

/** All that drawing needs and that takes long to load. */
export interface Studio extends Tools {
  /** SVG to PNG. */
  readonly rasterise: Ask<string, Uint8Array>;
}

/** Most threads that rasterise: each takes some 100 MB and half a second or more of CPU to start. */
const RASTER_THREADS = 2;

/** Loads everything at once; the rasteriser first, since it compiles in another thread while this one loads the rest. */
export async function openStudio(): Promise<Studio> {
  const rasterise = isBundled ? askPool<string, Uint8Array>(() => startThread('raster'), RASTER_THREADS) : await here();
  const faces = loadFaces();
  // Awaited below, perhaps after another part has failed.
  faces.catch(() => {});
  const [{ JSDOM }, plot] = await Promise.all([import('jsdom'), import('@observablehq/plot')]);
  return { plot, window: new JSDOM('').window, faces: await faces, rasterise };
}

/** In this thread, for the sources. */
async function here(): Promise<Ask<string, Uint8Array>> {
  return (await import('./raster.ts')).rasterise;
}
