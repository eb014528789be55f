// @ts-check
import { mended } from './mended.mjs';

/**
 * What libraries make as they are loaded, though few runs use it: what cuts text with characters that few reports have
 * into what a reader takes for one, and the format of Plot's numbers, which pictures give as texts. Each takes some ms.
 *
 * @type {readonly { file: RegExp, line: string, name: string, method: string, made: string }[]}
 */
const COSTLY = [
  {
    file: /node_modules[\\/](string-width|wrap-ansi)[\\/]index\.js$/,
    line: 'const segmenter = new Intl.Segmenter();',
    name: 'segmenter',
    method: 'segment',
    made: 'new Intl.Segmenter()',
  },
  {
    file: /node_modules[\\/]slice-ansi[\\/]tokenize-ansi\.js$/,
    line: "const GRAPHEME_SEGMENTER = new Intl.Segmenter(undefined, {granularity: 'grapheme'});",
    name: 'GRAPHEME_SEGMENTER',
    method: 'segment',
    made: "new Intl.Segmenter(undefined, {granularity: 'grapheme'})",
  },
  {
    file: /node_modules[\\/]string-width[\\/]index\.js$/,
    line: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    name: 'rgiEmojiRegex',
    method: 'test',
    made: "new RegExp('^\\\\p{RGI_Emoji}$', 'v')",
  },
  {
    file: /node_modules[\\/]@observablehq[\\/]plot[\\/]src[\\/]format\.js$/,
    line: 'const format = numberFormat(locale);',
    name: 'format',
    method: 'format',
    made: 'numberFormat(locale)',
  },
];

/**
 * Has libraries make it when it is first used.
 *
 * @returns {import('rolldown').Plugin}
 */
export function madeLate() {
  return {
    name: 'made-late',
    transform(code, id) {
      const costly = COSTLY.filter(({ file }) => file.test(id));
      if (costly.length === 0) return null;
      return costly.reduce((all, { line, name, method, made }) => {
        const late = `let made_${name}; const ${name} = { ${method}: (one) => (made_${name} ??= ${made}).${method}(one) };`;
        return mended(id, all, line, late);
      }, code);
    },
  };
}
