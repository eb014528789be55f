// @ts-check

/** How the bundler begins a CommonJS module: an arrow function in brackets, whatever its parameters are called. */
const WRAPPER = /(\/\* @__PURE__ \*\/ [\w$]+\(\()(?:\(([\w$,]*)\)|([\w$]+))=>\{/g;

/**
 * Begins modules with `function`, in brackets. V8 takes it that they are called at once and compiles them as it meets
 * them; Node 20 does not see it of arrow functions, and reads each of them twice.
 *
 * @returns {import('rolldown').Plugin}
 */
export function eagerWrappers() {
  return {
    name: 'eager-wrappers',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        chunk.code = chunk.code.replace(WRAPPER, (_, before, many, one) => `${before}function(${many ?? one}){`);
      }
    },
  };
}
