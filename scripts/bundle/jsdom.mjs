// @ts-check
import { mended } from './mended.mjs';

/** Packages that jsdom loads for networks, cookies, HTML, CSS, selectors and foreign domain names: none is used to draw. */
const LEFT_OUT = new Set([
  '@asamuzakjp/css-color',
  '@asamuzakjp/dom-selector',
  '@bramus/specificity',
  'decimal.js',
  'html-encoding-sniffer',
  'parse5',
  'tough-cookie',
  'tr46',
  'undici',
]);

/**
 * jsdom's tables and accessors of CSS properties, a third of its code: every element asks for a `style` object. And what
 * a window asks for as it opens, though no drawing does: XPath, and random numbers, for which Node loads cryptography.
 */
const REPLACED = new Map([
  ['jsdom/level3/xpath.js', 'module.exports = () => {};'],
  ['jsdom/living/crypto/Crypto-impl.js', 'exports.implementation = class {};'],
  ['generated/idl/CSSStyleProperties.js', 'exports.createImpl = () => ({}); exports.install = () => {};'],
  ['generated/css-property-definitions.js', 'module.exports = {};'],
  ['generated/css-property-descriptors.js', 'module.exports = {};'],
  ['generated/css-property-metadata.js', 'module.exports = {};'],
]);

/** Interfaces that no drawing meets; without them a window opens in half the time. */
const INTERFACES_LEFT_OUT = [
  /^CSS/,
  /^HTML(?!Html|Head|Body|Unknown|Option|Image|Media|Audio)\w+Element$/,
  /^(XMLHttpRequest|WebSocket|File|Blob|FormData|Headers|Device|DOMRect|Text(De|En)coder|ElementInternals)/,
  /^(?!(Custom|UI|Mouse)?Event$)\w+Event$/,
];

/** @type {Record<string, string>} What is called in parts left out, though nothing comes of it. */
const KNOWN = { undici: 'getGlobalDispatcher: () => null' };

/** Parts of jsdom for style sheets and connections. css-tree comes in with one of them. */
const PARTS_LEFT_OUT = [
  /^jsdom\/living\/css\/(properties\/|helpers\/(patched-csstree|css-parser|css-values|shorthand|computed-style|system-c))/,
  /^jsdom\/living\/css\/CSS(?!StyleDeclaration)\w+-impl\.js$/,
  /^generated\/idl\/CSS(?!StyleDeclaration)\w+\.js$/,
  /^jsdom\/living\/(xhr|websockets)\/\w+-impl\.js$/,
];

/** Interfaces that are mostly accessors of event handlers and of ARIA, and these accessors. */
const ACCESSORS_IN = /jsdom\/lib\/generated\/idl\/(Document|(HTML|SVG|HTMLBody)?Element|ElementInternals)\.js$/;
const ACCESSORS_LEFT_OUT =
  /^ {4}([gs]et (on[a-z]+|aria[A-Z]\w+)\(V?\) \{\n[\s\S]*?\n {4}\}|(on[a-z]+|aria[A-Z]\w+): \{ enumerable: true \},?)\n/gm;

/** Tables of encodings such as Shift_JIS, in which no drawing comes. */
const ENCODINGS = '@exodus/bytes/fallback/multi-byte.encodings.json';

const STUB = '\0left-out:';

/**
 * Mends what a bundler cannot follow in jsdom, and leaves out what no drawing uses: loading it takes a third of the time.
 *
 * @returns {import('rolldown').Plugin}
 */
export function jsdomMends() {
  return {
    name: 'jsdom-mends',
    resolveId(source, importer) {
      if (!importer || !/node_modules\/(jsdom|whatwg-url)\//.test(posix(importer))) return null;
      const name = /^(@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? source;
      return LEFT_OUT.has(name) ? STUB + name : null;
    },
    load(id) {
      if (id.startsWith(STUB)) return stub(id.slice(STUB.length));
      const module = posix(id).split('node_modules/jsdom/lib/')[1] ?? '';
      if (posix(id).endsWith(ENCODINGS)) return { code: '{}', moduleType: 'json' };
      if (REPLACED.has(module)) return REPLACED.get(module) ?? null;
      return PARTS_LEFT_OUT.some((part) => part.test(module)) ? stub(module) : null;
    },
    transform(code, id) {
      if (id.endsWith('living/interfaces.js')) {
        return mended('jsdom', code, /^ {2}(\w+): require\(.*\),?$/gm, (line, name) => (isLeftOut(name) ? '' : line));
      }
      return ACCESSORS_IN.test(posix(id)) ? mended('jsdom', code, ACCESSORS_LEFT_OUT, '') : null;
    },
  };
}

/**
 * A package whose parts may be named, extended and made, but not called: a use that nobody foresaw says what is missing.
 *
 * @param {string} name
 */
function stub(name) {
  return `
    const known = { ${KNOWN[name] ?? ''} };
    const message = ${JSON.stringify(`${name} is left out of this bundle`)};
    const absent = () => new Proxy(class {}, {
      get: (target, key) => key === 'prototype' ? target.prototype : key === '__esModule' ? false : absent(),
      apply() { throw new Error(message); },
    });
    const all = absent();
    module.exports = new Proxy(all, { get: (target, key) => known[key] ?? Reflect.get(target, key) });`;
}

/** @param {string} name */
function isLeftOut(name) {
  return INTERFACES_LEFT_OUT.some((pattern) => pattern.test(name));
}

/** @param {string} path */
function posix(path) {
  return path.replaceAll('\\', '/');
}
