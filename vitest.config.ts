import { readFileSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';
import { SLOW } from './test/slow.ts';

/** They import JSON without saying so, which bundlers allow and Node does not. */
const LANGUAGE_SERVICE = /node_modules\/@actions\/(languageservice|workflow-parser|expressions)\//;

export default defineConfig(({ mode }) => ({
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
    // Tests that are quick leave nothing behind that another would see, and loading modules is most of their time.
    isolate: mode !== 'quick',
    exclude: [...configDefaults.exclude, ...(mode === 'quick' ? SLOW : [])],
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    server: { deps: { inline: [LANGUAGE_SERVICE] } },
    // Two cores, and tests that spawn the program: more workers only wait for each other.
    maxWorkers: 2,
  },
}));
