import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { brotliDecompressSync } from 'node:zlib';
import { begins, timesForThreads } from './loads.ts';

/** Set by the bundler: files that the sources take from packages are next to the bundle. */
declare const BUNDLED: true | undefined;

/** Whether this is the bundle; the sources draw without threads, which would require a Node that runs TypeScript. */
export const isBundled = typeof BUNDLED !== 'undefined';

const FONTS = {
  regular: 'Inter_400Regular.ttf',
  bold: 'Inter_600SemiBold.ttf',
} as const;

const PACKAGED = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
} as const;

/** A thread that runs a module of the bundle: `drawing` or `raster`. */
export function startThread(name: 'drawing' | 'raster'): Worker {
  begins(name === 'raster' ? 'rasteriser' : 'thread');
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

export async function readLetteringFile(): Promise<Uint8Array> {
  return readFile(new URL(isBundled ? `./${LETTERING}` : `../../dist/${LETTERING}`, import.meta.url));
}

export async function readFont(weight: keyof typeof FONTS): Promise<ArrayBuffer> {
  const file = isBundled
    ? new URL(`./${FONTS[weight]}`, import.meta.url)
    : createRequire(import.meta.url).resolve(PACKAGED[weight]);
  const bytes = await readFile(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

export function decompressed(bytes: Uint8Array): Uint8Array {
  return brotliDecompressSync(bytes);
}
