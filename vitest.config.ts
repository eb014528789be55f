import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longestfirst.ts';

/**
 * Node loads sources and tests as it loads scripts, by taking the types out: with Vite's loader, which calls whatever is
 * imported through a getter, they took a fifth more of CPU time. An older Node cannot.
 */
const isNewNode = Number(process.versions.node.split('.')[0]) >= 24;
const LOADED_BY_NODE = ['--import', pathToFileURL(join(import.meta.dirname, 'test/jsonattributes.mjs')).href];
/** Import JSON without saying so, which Vite allows where it loads them itself. */
const LANGUAGE_SERVICE = /node_modules\/@actions\/(languageservice|workflow-parser|expressions)\//;

/**
 * A worker holds some hundred MB for as long as it lives, and each upload takes buffers that V8 answers with a search of
 * all of that for garbage: a quarter of the time of tests that upload. So it does not search before there is much. An
 * older Node knows not all of these.
 */
const SELDOM_SEARCHED = ['--external-memory-accounted-in-global-limit', '--initial-old-space-size=1000'];
const SMALL_THINGS = ['--min-semi-space-size=32', '--max-semi-space-size=64'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: './test/temporary.ts',
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    server: { deps: { inline: [LANGUAGE_SERVICE] } },
    // More than the two cores of a runner: tests wait, for seconds and for programs, and a worker waits with its test.
    maxWorkers: 3,
    // Loading modules takes longer than most files do, and none leaves anything behind that another would see.
    isolate: false,
    execArgv: isNewNode ? [...SELDOM_SEARCHED, ...SMALL_THINGS, ...LOADED_BY_NODE] : [],
    experimental: isNewNode ? { viteModuleRunner: false, nodeLoader: false } : {},
    sequence: { sequencer: LongestFirst },
    // What is written in JSX runs in a browser alone.
    coverage: { include: ['src/**/*.ts'], reporter: ['text-summary', 'html', 'json-summary'] },
  },
});
