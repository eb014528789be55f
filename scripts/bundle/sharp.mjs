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

const GLUE_SOURCE = /sharp-wasm32[^\\/]*\.node\.js$/;
/** How the glue starts the threads of its WebAssembly, which hold next to nothing outside of its memory. */
const THREAD = 'workerData:"em-pthread",name:"em-pthread"';
const SMALL = 'resourceLimits:{maxYoungGenerationSizeMb:1,maxOldGenerationSizeMb:32}';

/**
 * Saves memory of the four threads that each rasterising thread starts.
 *
 * @returns {import('rolldown').Plugin}
 */
export function smallThreads() {
  return {
    name: 'small-threads',
    transform(code, id) {
      if (!GLUE_SOURCE.test(id)) return null;
      if (code.split(THREAD).length !== 2) throw new Error(`sharp's glue no longer starts its threads by ${THREAD}`);
      return code.replace(THREAD, `${THREAD},${SMALL}`);
    },
  };
}
