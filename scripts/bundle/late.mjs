// @ts-check

/**
 * What libraries make as they are loaded, though few runs use it: segmenter and emoji of what a terminal cannot show as
 * single cells take 10 ms each or more, and so does the format of Plot's numbers, which pictures give as texts.
 *
 * @type {readonly { readonly module: RegExp, readonly early: string, readonly late: string }[]}
 */
const MADE_EARLY = [
  {
    module: /string-width[\\/]index\.js$/,
    early: 'const segmenter = new Intl.Segmenter();',
    late: lateObject('segmenter', 'segment', 'new Intl.Segmenter()'),
  },
  {
    module: /string-width[\\/]index\.js$/,
    early: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    late: lateObject('rgiEmojiRegex', 'test', "new RegExp('^\\\\p{RGI_Emoji}$', 'v')"),
  },
  {
    module: /@observablehq[\\/]plot[\\/]src[\\/]format\.js$/,
    early: 'const format = numberFormat(locale);',
    late: 'const format = { format: (number) => numberFormat(locale).format(number) };',
  },
];

/**
 * @param {string} name
 * @param {string} method
 * @param {string} made
 */
function lateObject(name, method, made) {
  return `let made_${name}; const ${name} = { ${method}: (text) => (made_${name} ??= ${made}).${method}(text) };`;
}

/**
 * Has libraries make what few runs use when it is first used.
 *
 * @returns {import('rolldown').Plugin}
 */
export function madeLate() {
  return {
    name: 'made-late',
    transform(code, id) {
      const mends = MADE_EARLY.filter(({ module }) => module.test(id));
      if (mends.length === 0) return null;
      return mends.reduce((all, { module, early, late }) => {
        if (!all.includes(early)) throw new Error(`${module} has changed: ${early} not found`);
        return all.replace(early, () => late);
      }, code);
    },
  };
}
