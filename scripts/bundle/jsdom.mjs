// @ts-check
import { mended } from './mended.mjs';

/** Packages for networks, cookies, HTML, selectors, foreign domain names and XML: none is used to draw. */
const LEFT_OUT = new Set([
  '@asamuzakjp/dom-selector',
  'html-encoding-sniffer',
  'parse5',
  'tough-cookie',
  'tr46',
  'undici',
  'w3c-xmlserializer',
]);
/** @type {Record<string, string>} What of them is called, though nothing comes of it. */
const CALLED = { undici: '{ getGlobalDispatcher: () => null }' };

/** The interfaces that a picture's document consists of; all others are left out. */
const INTERFACES = new Set(
  `Node NodeList Attr NamedNodeMap Element HTMLCollection CharacterData Text
  Document XMLDocument DocumentFragment DOMImplementation DOMException
  SVGElement SVGGraphicsElement SVGSVGElement SVGGElement SVGDefsElement SVGTitleElement SVGDescElement
  Event EventListener EventTarget`.split(/\s+/),
);

/** Others, of which a window makes one as it opens. */
const INERT =
  /^(BarProp|CustomElementRegistry|Crypto|External|History|Location|Navigator|Performance|Screen|Selection|Storage)$/;
const INERT_CODE = 'exports.create = exports.createImpl = () => ({});';

/** What is asked for, though nothing comes of it: an element's `style`, and what a window has for scripts and requests. */
const REPLACED = new Map([
  ['jsdom/level3/xpath.js', 'module.exports = () => {};'],
  ['generated/idl/CSSStyleProperties.js', 'exports.createImpl = () => ({});'],
  ['whatwg-url/webidl2js-wrapper.js', 'exports.URL = exports.URLSearchParams = { install() {} };'],
  ['jsdom/browser/resources/decompress-interceptor.js', 'module.exports = () => {};'],
]);

/** Parts for what is no interface: style sheets, connections, forms and what content may be. */
const PARTS_LEFT_OUT = [
  /^jsdom\/living\/css\/helpers\/(patched-csstree|css-parser|css-values|shorthand|computed-style|system-c)/,
  /^jsdom\/browser\/resources\/(jsdom-dispatcher|request-interceptor|stream-handler)\.js$/,
  /^jsdom\/living\/(websockets\/WebSocket-impl|helpers\/(binary-data|dates-and-times|focusing|form-controls))\.js$/,
  /^whatwg-mimetype\/lib\/sniff\.js$/,
];

/** Interfaces with accessors of event handlers and of ARIA, and these accessors. */
const ACCESSORS_IN = /^generated\/idl\/(Document|(SVG)?Element)\.js$/;
const ACCESSORS_LEFT_OUT =
  /^ {4}([gs]et (on[a-z]+|aria[A-Z]\w+)\(V?\) \{\n[\s\S]*?\n {4}\}|(on[a-z]+|aria[A-Z]\w+): \{ enumerable: true \},?)\n/gm;

/** What a window's own constructors, such as `Image`, have in common with interfaces left out. */
const CONSTRUCTED = /window\.HTML\w+Element\.prototype/g;

/** With tables of encodings such as Shift_JIS, in which no drawing comes, and without. */
const [ENCODINGS, FEWER_ENCODINGS] = ['@exodus/bytes/encoding.js', '@exodus/bytes/encoding-lite.js'];

const ABSENT = '\0absent';
const STUB = '\0left-out:';

/**
 * Leaves out of jsdom what no drawing uses, which would take most of the time to load it.
 *
 * @returns {import('rolldown').Plugin}
 */
export function jsdomMends() {
  return {
    name: 'jsdom-mends',
    resolveId(source, importer) {
      if (source === ABSENT) return ABSENT;
      if (source === ENCODINGS) return this.resolve(FEWER_ENCODINGS, importer);
      if (!importer || !/node_modules\/(jsdom|whatwg-url)\//.test(posix(importer))) return null;
      const name = /^(@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? source;
      return LEFT_OUT.has(name) ? STUB + name : null;
    },
    load(id) {
      if (id === ABSENT) return ABSENT_CODE;
      if (id.startsWith(STUB)) return stub(id.slice(STUB.length), CALLED[id.slice(STUB.length)]);
      return null;
    },
    transform(code, id) {
      const module = posix(id).replace(/.*\/node_modules\/(jsdom\/lib\/)?/, '');
      if (REPLACED.has(module)) return REPLACED.get(module) ?? null;
      if (PARTS_LEFT_OUT.some((part) => part.test(module))) return stub(module);
      const [, name = ''] = /^generated\/idl\/(\w+)\.js$/.exec(module) ?? [];
      if (name !== '' && !INTERFACES.has(name) && code.includes('exports.install = ')) {
        return INERT.test(name) ? INERT_CODE : stub(module, '{ is: () => false, isImpl: () => false }');
      }
      if (module === 'jsdom/living/interfaces.js') {
        return mended('jsdom', code, /^ {2}(\w+): require\(.*\n/gm, (line, listed) =>
          INTERFACES.has(listed) ? line : '',
        );
      }
      if (module === 'jsdom/browser/Window.js') return mended('jsdom', code, CONSTRUCTED, '{}');
      return ACCESSORS_IN.test(module) ? mended('jsdom', code, ACCESSORS_LEFT_OUT, '') : null;
    },
  };
}

/** What may be named, extended and made, but not called: a use that nobody foresaw says what is missing. */
const ABSENT_CODE = `
  module.exports = (name, known = {}) => {
    const absent = (own) => new Proxy(Object.assign(class {}, own), {
      get: (target, key) => Object.hasOwn(target, key) ? target[key] : key === '__esModule' ? false : absent(),
      apply() { throw new Error(name + ' is left out of this bundle'); },
    });
    return absent(known);
  };`;

/**
 * @param {string} name
 * @param {string} known code of an object with what is called all the same
 */
function stub(name, known = '{}') {
  return `module.exports = require(${JSON.stringify(ABSENT)})(${JSON.stringify(name)}, ${known});`;
}

/** @param {string} path */
function posix(path) {
  return path.replaceAll('\\', '/');
}
