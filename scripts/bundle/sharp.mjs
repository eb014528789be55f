// @ts-check

/** The WebAssembly build and the module that starts it, as they lie beside the bundle. */
export const GLUE = 'sharp-wasm32.cjs';

/**
 * Replaces sharp's search for a native binary by its WebAssembly build: the same pictures on every platform.
 *
 * @returns {import('rolldown').Plugin}
 */
export function sharpWasm() {
  return {
    name: 'sharp-wasm',
    load(id) {
      if (!/node_modules[\\/]sharp[\\/]dist[\\/]sharp\.mjs$/.test(id)) return null;
      return `import { createRequire } from 'node:module';
        export default createRequire(import.meta.url)('./${GLUE}');`;
    },
  };
}
