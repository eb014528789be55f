// @ts-check

/** The WebAssembly build and the module that starts it, as they lie beside the bundle. */
export const GLUE = 'sharp-wasm32.cjs';

/** By sharp's modules, what takes their place. */
const MENDS = {
  // Instead of a search for a native binary, the WebAssembly build: the same pictures on every platform.
  sharp: `import { createRequire } from 'node:module';
    export default createRequire(import.meta.url)('./${GLUE}');`,
  // Of what it tells of formats, versions and the platform nothing is asked, and to find it out takes as long as to load
  // the rest.
  utility: `import { EventEmitter } from 'node:events';
    import sharp from './sharp.mjs';
    export default (Sharp) => {
      Sharp.queue = new EventEmitter();
      Sharp.interpolators = { bilinear: 'bilinear' };
      Sharp.cache = () => sharp.cache(0, 0, 0);
    };`,
};

/**
 * Replaces parts of sharp by what its WebAssembly build needs.
 *
 * @returns {import('rolldown').Plugin}
 */
export function sharpWasm() {
  return {
    name: 'sharp-wasm',
    load(id) {
      const [, module] = /node_modules[\\/]sharp[\\/]dist[\\/](sharp|utility)\.mjs$/.exec(id) ?? [];
      return module === 'sharp' || module === 'utility' ? MENDS[module] : null;
    },
  };
}
