// @ts-check
import { parseAst } from 'rolldown/parseAst';

/** How the bundler begins a CommonJS module: an arrow function in brackets, whatever its parameters are called. */
const WRAPPER = /(\/\* @__PURE__ \*\/ [\w$]+\(\()(?:\(([\w$,]*)\)|([\w$]+))=>\{/g;

/**
 * Has V8 compile what is called at once as it meets it, as it does with functions in brackets; it would read them twice
 * otherwise, and twice as often what is in them. Node 20 does not do so with arrow functions.
 *
 * @returns {import('rolldown').Plugin}
 */
export function eagerWrappers() {
  return {
    name: 'eager-wrappers',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const code = chunk.code.replace(WRAPPER, (_, before, many, one) => `${before}function(${many ?? one}){`);
        chunk.code = chunk.name === 'jsdom' ? inBrackets(code, installers(parseAst(code))) : code;
      }
    },
  };
}

/**
 * The functions that define jsdom's interfaces, of which a window calls nearly all: `exports.install = () => {}`.
 *
 * @param {unknown} node
 * @returns {{ start: number, end: number }[]} in the order of the code
 */
function installers(node) {
  if (typeof node !== 'object' || node === null) return [];
  const { type, left, right } = /** @type {Record<string, any>} */ (node);
  const isInstaller = type === 'AssignmentExpression' && left.property?.name === 'install';
  if (isInstaller && right.type === 'ArrowFunctionExpression') return [right];
  return Object.values(node).flatMap(installers);
}

const ARROW = /^(\([\w$,]*\))=>/;

/**
 * As functions of the older form, in brackets.
 *
 * @param {string} code
 * @param {{ start: number, end: number }[]} spans apart from one another, in the order of the code
 */
function inBrackets(code, spans) {
  const rest = code.slice(spans.at(-1)?.end ?? 0);
  const parts = spans.map(({ start, end }, i) => {
    const before = code.slice(spans[i - 1]?.end ?? 0, start);
    return `${before}(${code.slice(start, end).replace(ARROW, 'function$1')})`;
  });
  return parts.join('') + rest;
}
