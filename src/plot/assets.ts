import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Set by the bundler: beside the bundle lie the files that the sources take from packages. */
declare const BUNDLED: true | undefined;

const FONTS = {
  regular: 'Inter_400Regular.ttf',
  bold: 'Inter_600SemiBold.ttf',
} as const;

const PACKAGED = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
} as const;

/** The module that a rasterising worker runs. */
export const RASTERISER_WORKER = new URL(
  typeof BUNDLED === 'undefined' ? './rasteriser-worker.ts' : './rasteriser.js',
  import.meta.url,
);

export async function readFont(weight: keyof typeof FONTS): Promise<ArrayBuffer> {
  const file =
    typeof BUNDLED === 'undefined'
      ? createRequire(import.meta.url).resolve(PACKAGED[weight])
      : new URL(`./${FONTS[weight]}`, import.meta.url);
  const bytes = await readFile(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
