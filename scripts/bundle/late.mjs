// @ts-check
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** How a module begins a function that others may call. */
const FUNCTION = /^export function (\w+)/gm;
const STUB = '\0late:';

/**
 * Has modules that few runs need loaded when one of their functions is first called. Who calls does not wait, as each is
 * a file in CommonJS; so what it imports of the program is there twice, and must not be told apart.
 *
 * @param {readonly string[]} late absolute paths of modules of which others import functions alone
 * @returns {import('rolldown').Plugin}
 */
export function lateModules(late) {
  return {
    name: 'late-modules',
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith('.')) return null;
      const file = resolve(dirname(importer), source);
      return late.includes(file) ? STUB + file : null;
    },
    load(id) {
      return id.startsWith(STUB) ? stubOf(id.slice(STUB.length)) : null;
    },
  };
}

/**
 * The name of a late module's file in the bundle.
 *
 * @param {string} file
 */
export function nameOfLate(file) {
  return `late-${basename(file, '.ts')}.cjs`;
}

/**
 * The same functions, which load the module.
 *
 * @param {string} file
 */
function stubOf(file) {
  const functions = [...readFileSync(file, 'utf8').matchAll(FUNCTION)].map(([, called]) => called);
  return [
    "import { createRequire } from 'node:module';",
    `const loaded = () => createRequire(import.meta.url)('./${nameOfLate(file)}');`,
    ...functions.map((called) => `export const ${called} = (...args) => loaded().${called}(...args);`),
  ].join('\n');
}
