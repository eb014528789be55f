import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longestfirst.ts';

/** They import JSON without saying so, which bundlers allow and Node does not. */
const LANGUAGE_SERVICE = /node_modules\/@actions\/(languageservice|workflow-parser|expressions)\//;

/**
 * A worker holds some hundred MB for as long as it lives, and each upload takes buffers that V8 answers with a search of
 * all of that for garbage: a quarter of the time of tests that upload. So it does not search before there is much. An
 * older Node knows not all of these.
 */
const SELDOM_SEARCHED = ['--external-memory-accounted-in-global-limit', '--initial-old-space-size=1000'];
const SMALL_THINGS = ['--min-semi-space-size=32', '--max-semi-space-size=64'];
const isNewNode = Number(process.versions.node.split('.')[0]) >= 24;

export default defineConfig({
  plugins: [
    {
      // Its source maps point to sources that are not in the packages: a warning for each file.
      name: 'without-source-maps',
      enforce: 'pre',
      load: (id) =>
        LANGUAGE_SERVICE.test(id) && id.endsWith('.js')
          ? readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
          : null,
    },
  ],
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
    execArgv: isNewNode ? [...SELDOM_SEARCHED, ...SMALL_THINGS] : [],
    sequence: { sequencer: LongestFirst },
    coverage: { include: ['src/**'], reporter: ['text-summary', 'html', 'json-summary'] },
  },
});
