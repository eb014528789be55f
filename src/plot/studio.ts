import type { DOMWindow } from 'jsdom';
import { isBundled, startThread } from './assets.ts';
import { type Faces, loadFaces } from './font.ts';
import { type Ask, askSeveral } from './thread.ts';

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

/** Most threads that rasterise: each takes some 100 MB, and a machine has other things to do. */
const RASTER_THREADS = 1;

/** Loads everything at once; the rasteriser first, since it compiles in another thread while this one loads the rest. */
export async function openStudio(): Promise<Studio> {
  const rasterise = isBundled
    ? Promise.resolve(askSeveral<string, Uint8Array>(() => startThread('raster'), RASTER_THREADS))
    : rasteriseHere();
  const faces = loadFaces();
  // Awaited below, perhaps after another part has failed.
  faces.catch(() => {});
  const [{ JSDOM }, plot] = await Promise.all([import('jsdom'), import('@observablehq/plot')]);
  return { plot, window: new JSDOM('').window, faces: await faces, rasterise: await rasterise };
}

async function rasteriseHere(): Promise<Ask<string, Uint8Array>> {
  return (await import('./raster.ts')).rasterise;
}
