// @ts-check
import { mended } from './mended.mjs';

/** The WebAssembly build and the module that starts it, as they lie beside the bundle. */
export const GLUE = 'sharp-wasm32.cjs';

/** By sharp's modules, what takes their place. */
const MENDS = new Map([
  // Instead of a search for a native binary, the WebAssembly build: the same pictures on every platform.
  [
    'sharp',
    `import { createRequire } from 'node:module';
    export default createRequire(import.meta.url)('./${GLUE}');`,
  ],
  // Of what it tells of formats, versions and the platform nothing is asked, and to find it out takes as long as to load
  // the rest.
  [
    'utility',
    `import { EventEmitter } from 'node:events';
    import sharp from './sharp.mjs';
    export default (Sharp) => {
      Sharp.queue = new EventEmitter();
      Sharp.interpolators = { bilinear: 'bilinear' };
      Sharp.cache = () => sharp.cache(0, 0, 0);
    };`,
  ],
  // A picture is drawn as it is.
  ...['resize', 'composite', 'operation', 'colour'].map((module) => [module, 'export default () => {};']),
]);

/**
 * Replaces parts of sharp by what its WebAssembly build needs.
 *
 * @returns {import('rolldown').Plugin}
 */
export function sharpWasm() {
  return {
    name: 'sharp-wasm',
    load(id) {
      const [, module = ''] = /node_modules[\\/]sharp[\\/]dist[\\/](\w+)\.mjs$/.exec(id) ?? [];
      return MENDS.get(module) ?? null;
    },
  };
}

const GLUE_SOURCE = /sharp-wasm32[^\\/]*\.node\.js$/;

/**
 * What the glue does, and what in its place.
 *
 * @type {readonly (readonly [before: string, after: string])[]}
 */
const GLUE_MENDS = [
  // Its threads hold next to nothing outside of the WebAssembly's memory. With a limit on old objects, each would compact its
  // heap as it starts.
  [
    'workerData:"em-pthread",name:"em-pthread"',
    'workerData:"em-pthread",name:"em-pthread",resourceLimits:{maxYoungGenerationSizeMb:4}',
  ],
  // What ends takes its memory along. To shut down in order waits for ever for a thread that this one was about to start.
  ['process.once("exit",()=>{_vips_shutdown();_uv_library_shutdown()})', ''],
  // Who is given memory gives it back, instead of V8 when it collects all of its heap. Of sharp, only images are given.
  [
    'var status_1=_napi_add_finalizer(env,handle.id,external_data,finalize_cb,finalize_hint,0);',
    'typedArray.release=()=>getWasmTableEntry(finalize_cb)(env,external_data,finalize_hint);var status_1=0;',
  ],
];

/**
 * Has each rasteriser take less memory, and end at any time.
 *
 * @returns {import('rolldown').Plugin}
 */
export function leanGlue() {
  return {
    name: 'lean-glue',
    transform(code, id) {
      if (!GLUE_SOURCE.test(id)) return null;
      return GLUE_MENDS.reduce((all, [before, after]) => mended("sharp's glue", all, before, after), code);
    },
  };
}
