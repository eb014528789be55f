import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { brotliDecompressSync } from 'node:zlib';
import { begins, timesForThreads } from './loads.ts';

/** Set by the bundler: files that the sources take from packages are next to the bundle. */
declare const BUNDLED: true | undefined;

/** Whether this is the bundle; the sources draw without threads, which would require a Node that runs TypeScript. */
export const isBundled = typeof BUNDLED !== 'undefined';

/** A thread that runs a module of the bundle: `drawing` or `raster`. */
export function startThread(name: 'drawing' | 'raster'): Worker {
  if (name === 'drawing') begins('thread');
  return new Worker(new URL(`./${name}.js`, import.meta.url), {
    workerData: timesForThreads(),
    resourceLimits: LIMITS[name],
  });
}

/** A drawing is discarded as a whole: with less room for young objects, most of it would become costly old ones. */
const LIMITS = {
  drawing: { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 32 },
  raster: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 4 },
};

/** Fonts for other scripts, which a build extracts from packages; the sources take them from the bundle. */
const LETTERING = 'lettering.fonts';

export function readLetteringFile(): Uint8Array {
  return readFileSync(new URL(isBundled ? `./${LETTERING}` : `../../dist/${LETTERING}`, import.meta.url));
}

/** The text that `Glyphs` reads of one weight of the main font; the sources make it of the font, once per process. */
export async function readGlyphs(weight: 'regular' | 'bold'): Promise<string> {
  return isBundled ? readFileSync(new URL(`./${weight}.glyphs`, import.meta.url), 'latin1') : glyphsFromFont(weight);
}

const made = new Map<string, string>();

async function glyphsFromFont(weight: string): Promise<string> {
  // Hidden from the bundler, which would include what reads fonts.
  const maker: string = new URL('../../scripts/bundle/glyphs.mjs', import.meta.url).href;
  const { makeGlyphs } = await import(/* @vite-ignore */ maker);
  const text: string = made.get(weight) ?? makeGlyphs(fileURLToPath(new URL('../..', import.meta.url)), weight);
  made.set(weight, text);
  return text;
}

export function decompressed(bytes: Uint8Array): Uint8Array {
  return brotliDecompressSync(bytes);
}
