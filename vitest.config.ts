import { readFileSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';
import LongestFirst from './test/longestfirst.ts';
import { SLOW } from './test/slow.ts';

/** They import JSON without saying so, which bundlers allow and Node does not. */
const LANGUAGE_SERVICE = /node_modules\/@actions\/(languageservice|workflow-parser|expressions)\//;

const ALL = ['test/**/*.test.ts'];

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
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    server: { deps: { inline: [LANGUAGE_SERVICE] } },
    // More than the two cores of a runner: tests wait, for seconds and for programs, and a worker waits with its test.
    maxWorkers: 3,
    // Loading modules takes longer than most files do, and none leaves anything behind that another would see.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    coverage: { include: ['src/**'], reporter: ['text-summary', 'html', 'json-summary'] },
    projects: [
      { extends: true, test: { name: 'quick', include: ALL, exclude: [...configDefaults.exclude, ...SLOW] } },
      { extends: true, test: { name: 'slow', include: [...SLOW] } },
    ],
  },
});
