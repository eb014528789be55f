// @ts-check
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** How a module begins a function that others may call. */
const FUNCTION = /^export function (\w+)/gm;

/**
 * Has modules that few runs need loaded when one of their functions is first called. Each is a chunk of its own, which is
 * loaded at once, as modules can be by `require` from Node 20.19 on: who calls does not wait.
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
      return late.includes(file) ? `${STUB}${file}` : null;
    },
    load(id) {
      if (!id.startsWith(STUB)) return null;
      const file = id.slice(STUB.length);
      const name = basename(file, '.ts');
      this.emitFile({ type: 'chunk', id: file, fileName: `late-${name}.js`, preserveSignature: 'strict' });
      return stubOf(readFileSync(file, 'utf8'), name);
    },
  };
}

const STUB = '\0late:';

/**
 * The same functions, which load the module.
 *
 * @param {string} code
 * @param {string} name
 */
function stubOf(code, name) {
  const functions = [...code.matchAll(FUNCTION)].map(([, called]) => called);
  return [
    "import { createRequire } from 'node:module';",
    `const loaded = () => createRequire(import.meta.url)('./late-${name}.js');`,
    ...functions.map((called) => `export const ${called} = (...args) => loaded().${called}(...args);`),
  ].join('\n');
}
