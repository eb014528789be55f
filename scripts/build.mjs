// @ts-check
// Bundles src/ into dist/, or into the folder given, which runs as it lies. Plain JavaScript, as Node 20 has to run it too.
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { artifactUploads } from './bundle/artifact.mjs';
import { asciiCode } from './bundle/ascii.mjs';
import { azureProxies } from './bundle/azure.mjs';
import { billOfMaterials } from './bundle/bom.mjs';
import { madeLate } from './bundle/costly.mjs';
import { bundleExplorer } from './bundle/explorer.mjs';
import { glyphSource, makeGlyphs, WEIGHTS } from './bundle/glyphs.mjs';
import { jsdomMends } from './bundle/jsdom.mjs';
import { lateModules, nameOfLate } from './bundle/late.mjs';
import { letteringSources, makeLettering } from './bundle/lettering.mjs';
import { notices } from './bundle/notices.mjs';
import { packagesOf } from './bundle/packages.mjs';
import { GLUE, leanGlue, sharpWasm } from './bundle/sharp.mjs';
import { eagerWrappers } from './bundle/wrappers.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
const MODULES = join(ROOT, 'node_modules');
const WASM_BUILD = join(MODULES, '@img/sharp-wasm32/lib');
const SHARP = 'sharp-wasm32-0.35.5.node';

const ENTRIES = {
  cli: join(ROOT, 'src/cli.ts'),
  action: join(ROOT, 'src/action.ts'),
  reading: join(ROOT, 'src/reading-thread.ts'),
  drawing: join(ROOT, 'src/plot/drawing-thread.ts'),
  raster: join(ROOT, 'src/plot/raster-thread.ts'),
};

/** Modules that are loaded only when one of their functions is called. */
const LATE = ['src/glob/globlibrary.ts', 'src/report/wholeyaml.ts', 'src/screen/widetext.ts'].map((file) =>
  join(ROOT, file),
);

/** Entries that are started by their path. */
const COMMANDS = ['cli'];

const COPIED = [join(WASM_BUILD, `${SHARP}.wasm`), join(MODULES, 'harfbuzzjs/dist/harfbuzz.wasm')];

/**
 * Chunks by what they are for, so that a change to the program leaves the large ones as they are. What nearly all entries
 * share is one, as each file takes a third of a millisecond to be found and opened.
 */
const CHUNKS = [
  { name: 'common', test: (/** @type {string} */ id) => id.includes(join(ROOT, 'src')), minShareCount: 5 },
  { name: 'jsdom', test: /node_modules[\\/](jsdom|parse5|entities|whatwg-|@exodus|saxes|symbol-tree|w3c-)/ },
  { name: 'observable-plot', test: /node_modules[\\/](@observablehq|d3|internmap|isoformat|interval-tree)/ },
];

/**
 * @param {Record<string, string>} entries name and source of each module to be bundled
 * @param {string} to folder, emptied first
 */
export async function build(entries, to) {
  // The bundler takes relative paths from the project, Node from the working folder.
  const folder = resolve(to);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { script, modules } = await bundleExplorer(ROOT);
  writeFileSync(join(folder, 'explorer.js'), script);
  copyFileSync(join(ROOT, 'src/explorer/style.css'), join(folder, 'explorer.css'));
  const files = [
    ...(await bundle(entries, folder)),
    ...(await bundleAlone(join(WASM_BUILD, `${SHARP}.js`), join(folder, GLUE), [leanGlue()])),
    ...(await Promise.all(LATE.map((file) => bundleLate(file, folder)))).flat(),
    ...modules,
    ...COPIED,
    ...WEIGHTS.map((weight) => glyphSource(ROOT, weight)),
    ...letteringSources(ROOT),
  ];
  for (const file of COPIED) copyFileSync(file, join(folder, basename(file)));
  for (const name of COMMANDS.filter((command) => command in entries)) chmodSync(join(folder, `${name}.js`), 0o755);
  for (const weight of WEIGHTS) writeFileSync(join(folder, `${weight}.glyphs`), makeGlyphs(ROOT, weight));
  writeFileSync(join(folder, 'lettering.fonts'), await makeLettering(ROOT, glyphSource(ROOT, 'regular')));
  // The folder alone is a program: without this, Node would take its modules for CommonJS.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const packages = packagesOf(ROOT, files);
  writeFileSync(join(folder, 'NOTICES.txt'), `${notices(ROOT, packages)}\n`);
  writeFileSync(join(folder, 'bom.json'), `${JSON.stringify(billOfMaterials(packages), null, 2)}\n`);
}

/**
 * @param {Record<string, string>} entries
 * @param {string} folder
 */
async function bundle(entries, folder) {
  const bundler = await rolldown({
    input: entries,
    cwd: ROOT,
    platform: 'node',
    plugins: [
      jsdomMends(),
      sharpWasm(),
      artifactUploads(),
      azureProxies(),
      lateModules(LATE),
      madeLate(),
      eagerWrappers(),
      asciiCode(),
    ],
    transform: { target: 'node20', define: { BUNDLED: 'true' } },
  });
  const { output } = await bundler.write({
    dir: folder,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: CHUNKS },
  });
  await bundler.close();
  return modulesOf(output);
}

/**
 * @param {string} input
 * @param {string} folder
 */
function bundleLate(input, folder) {
  return bundleAlone(input, join(folder, nameOfLate(input)), [madeLate(), eagerWrappers(), asciiCode()]);
}

/**
 * A file of its own in CommonJS: any Node can load that without being waited for, and sharp's glue, which starts itself
 * again in worker threads, finds the WebAssembly beside itself.
 *
 * @param {string} input
 * @param {string} file
 * @param {import('rolldown').Plugin[]} plugins
 */
async function bundleAlone(input, file, plugins) {
  const bundler = await rolldown({ input, cwd: ROOT, platform: 'node', plugins, transform: { target: 'node20' } });
  const { output } = await bundler.write({ file, format: 'cjs', minify: true });
  await bundler.close();
  return modulesOf(output);
}

/** @param {import('rolldown').RolldownOutput['output']} output */
function modulesOf(output) {
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(ENTRIES, process.argv[2] ?? join(ROOT, 'dist'));
